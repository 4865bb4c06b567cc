#include "validation/forecasters.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace kringloop::validation {

namespace {

Eigen::RowVectorXd next(const Autoregression& model, const Eigen::RowVectorXd& now) {
    return model.coefficients.row(0) + now * model.coefficients.bottomRows(model.coefficients.cols());
}

// The observations `first` .. `origin`, as changes where they are treated so.
Panel treated(const Panel& levels, const std::vector<Treatment>& treatments, int first, int origin) {
  Panel z = levels.middleRows(first, origin - first + 1);
  for (Eigen::Index v = 0; v < z.cols(); ++v)
    if (treatments[static_cast<std::size_t>(v)] == Treatment::difference) z.col(v) -= levels.col(v).segment(first - 1, z.rows());
  return z;
}

// Steps of the treated series as levels: changes are added up from the level at the origin.
Panel as_levels(Panel steps, const Eigen::RowVectorXd& at_origin, const std::vector<Treatment>& treatments) {
  for (Eigen::Index v = 0; v < steps.cols(); ++v) {
    if (treatments[static_cast<std::size_t>(v)] == Treatment::level) continue;
    double level = at_origin(v);
    for (Eigen::Index step = 0; step < steps.rows(); ++step) steps(step, v) = level += steps(step, v);
  }
  return steps;
}

}  // namespace

Autoregression fit(const Panel& z) {
  const auto equations = z.rows() - 1, width = z.cols();
  if (equations < width + 1) throw InternalError("an autoregression has more coefficients than observations");
  Panel before(equations, width + 1);
  before.col(0).setOnes();
  before.rightCols(width) = z.topRows(equations);
  const Panel after = z.bottomRows(equations);
  Autoregression model;
  model.coefficients = before.colPivHouseholderQr().solve(after);
  model.residuals = after - before * model.coefficients;
  return model;
}

Panel iterated(const Autoregression& model, const Eigen::RowVectorXd& last, int horizon) {
  Panel path(horizon, last.cols());
  Eigen::RowVectorXd now = last;
  for (int step = 0; step < horizon; ++step) path.row(step) = now = next(model, now);
  return path;
}

Panel resampled(const Autoregression& model, const Eigen::RowVectorXd& last, int horizon, const Draw& draw, std::uint64_t member) {
  Panel path(horizon, last.cols());
  Eigen::RowVectorXd now = last;
  for (int step = 0; step < horizon; ++step) {
    const auto row = draw.below(static_cast<std::uint64_t>(model.residuals.rows()), Purpose::validation, member, step);
    now = next(model, now) + model.residuals.row(static_cast<Eigen::Index>(row));
    path.row(step) = now;
  }
  return path;
}

Panel residuals_of(const Panel& levels, Treatment treatment, int first, int origin) { return fit(treated(levels, {treatment}, first, origin)).residuals; }

Forecast autoregressive_forecast(const Panel& levels, const std::vector<Treatment>& treatments, int first, int origin, int horizon, int members,
                                 const Draw& draw) {
  const Panel z = treated(levels, treatments, first, origin);
  const Autoregression model = fit(z);
  const Eigen::RowVectorXd last = z.bottomRows(1), at_origin = levels.row(origin);
  Forecast forecast{as_levels(iterated(model, last, horizon), at_origin, treatments), {}};
  for (int m = 0; m < members; ++m)
    forecast.members.push_back(as_levels(resampled(model, last, horizon, draw, static_cast<std::uint64_t>(m)), at_origin, treatments));
  return forecast;
}

Forecast forecast_given(const Panel& levels, const std::vector<Treatment>& treatments, const Panel& given, const std::vector<Treatment>& given_treatments, int first,
                        int origin, int horizon) {
  const Panel z = treated(levels, treatments, first, origin);
  const Panel x = treated(given, given_treatments, first, static_cast<int>(given.rows()) - 1);
  const auto equations = z.rows() - 1;
  Panel known(equations, 1 + z.cols() + x.cols());
  known << Panel::Ones(equations, 1), z.topRows(equations), x.middleRows(1, equations);
  const Panel coefficients = known.colPivHouseholderQr().solve(z.bottomRows(equations));
  Panel steps(horizon, z.cols());
  Eigen::RowVectorXd now = z.bottomRows(1), row(known.cols());
  for (int step = 0; step < horizon; ++step) {
    row << 1.0, now, x.row(std::min(z.rows() + step, x.rows() - 1));
    steps.row(step) = now = row * coefficients;
  }
  return {as_levels(steps, levels.row(origin), treatments), {}};
}

}  // namespace kringloop::validation
