#include "validation/contest.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "validation/scores.hpp"

namespace kringloop::validation {

namespace {

bool is_rate(Variable v) { return v == Variable::inflation || v == Variable::euribor; }

// The growth of a path since its step 0 put on the outcome at the origin; rates as they are.
Panel from_origin(const Austria& austria, int origin, const Panel& levels) {
  Panel steps = levels.bottomRows(levels.rows() - 1);
  for (std::size_t v = 0; v < variables; ++v) {
    const auto c = static_cast<Eigen::Index>(v);
    if (!is_rate(static_cast<Variable>(v))) steps.col(c).array() += austria.outcomes(origin, c) - levels(0, c);
  }
  return steps;
}

// A table's number; a dash where there is none.
std::string number(double value, int digits) { return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, digits); }

}  // namespace

Forecaster published_model(const Austria& austria, std::vector<PublishedPath> paths, std::string name) {
  return {std::move(name), [&austria, paths = std::move(paths)](int origin) -> std::optional<Forecast> {
            for (const PublishedPath& path : paths)
              if (austria.row(path.origin) == origin) return Forecast{from_origin(austria, origin, path.levels), {}};
            return std::nullopt;
          }};
}

Forecaster member_forecaster(const Austria& austria, std::vector<MemberPaths> paths, std::string name) {
  return {std::move(name), [&austria, paths = std::move(paths)](int origin) -> std::optional<Forecast> {
            for (const MemberPaths& path : paths) {
              if (austria.row(path.origin) != origin || path.members.empty()) continue;
              Forecast forecast;
              for (const Panel& member : path.members) forecast.members.push_back(from_origin(austria, origin, member));
              Panel sum = Panel::Zero(forecast.members[0].rows(), variables);
              for (const Panel& member : forecast.members) {
                if (member.rows() != sum.rows()) throw InputError(fmt::format("members of {} end at different steps", path.origin.text()));
                for (std::size_t v = 0; v < variables; ++v) {
                  const auto c = static_cast<Eigen::Index>(v);
                  if (is_rate(static_cast<Variable>(v))) sum.col(c) += member.col(c);
                  else sum.col(c).array() += member.col(c).array().exp();
                }
              }
              sum /= static_cast<double>(forecast.members.size());
              for (std::size_t v = 0; v < variables; ++v)
                if (!is_rate(static_cast<Variable>(v))) sum.col(static_cast<Eigen::Index>(v)) = sum.col(static_cast<Eigen::Index>(v)).array().log();
              forecast.mean = std::move(sum);
              if (forecast.members.size() < 2) forecast.members.clear();
              return forecast;
            }
            return std::nullopt;
          }};
}

Contest::Contest(const Austria& austria, Quarter first, Quarter last, Quarter last_target)
    : austria_(austria), first_(first), last_(last), targets_(std::min(austria.rows(), austria.row(last_target) + 1)) {
  if (first > last || austria.row(first) < 30 || austria.row(last) > austria.rows() - 2)
    throw InputError(fmt::format("origins must lie between {} and {}", (austria.first + 30).text(), (austria.first + (austria.rows() - 2)).text()));
}

void Contest::add(const Forecaster& forecaster) {
  const auto origins = static_cast<std::size_t>(last_ - first_ + 1);
  Entrant entrant{forecaster.name, std::vector<Scores>(variables * horizons.size())};
  for (Scores& scores : entrant.cells) scores.errors.assign(origins, no_value);
  std::vector<int> covered_count(entrant.cells.size()), with_members(entrant.cells.size());
  std::vector<double> probability(entrant.cells.size());
  for (std::size_t o = 0; o < origins; ++o) {
    const int origin = austria_.row(first_) + static_cast<int>(o);
    const std::optional<Forecast> forecast = forecaster.from(origin);
    if (!forecast) continue;
    for (std::size_t v = 0; v < variables; ++v)
      for (std::size_t h = 0; h < horizons.size(); ++h) {
        const int step = horizons[h];
        if (origin + step >= targets_ || step > forecast->mean.rows()) continue;
        const auto c = static_cast<Eigen::Index>(v);
        const double outcome = austria_.outcomes(origin + step, c), expected = forecast->mean(step - 1, c);
        if (std::isnan(expected) || std::isnan(outcome)) continue;
        const std::size_t at = cell(v, h);
        entrant.cells[at].errors[o] = expected - outcome;
        ++entrant.cells[at].origins;
        if (forecast->members.empty()) continue;
        std::vector<double> members;
        for (const Panel& member : forecast->members) members.push_back(member(step - 1, c));
        ++with_members[at];
        covered_count[at] += covered(members, outcome, 0.9) ? 1 : 0;
        probability[at] += ranked_probability_score(std::move(members), outcome);
      }
  }
  for (std::size_t at = 0; at < entrant.cells.size(); ++at) {
    Scores& scores = entrant.cells[at];
    std::vector<double> errors;
    for (const double error : scores.errors)
      if (!std::isnan(error)) errors.push_back(error);
    scores.error = errors.empty() ? no_value : 100 * root_mean_square(errors);
    scores.bias = errors.empty() ? no_value : 100 * bias(errors);
    scores.coverage = with_members[at] == 0 ? no_value : static_cast<double>(covered_count[at]) / with_members[at];
    scores.ranked_probability = with_members[at] == 0 ? no_value : 100 * probability[at] / with_members[at];
  }
  entrants_.push_back(std::move(entrant));
}

const Scores& Contest::scores(std::string_view forecaster, Variable variable, int horizon) const {
  for (const Entrant& entrant : entrants_)
    if (entrant.name == forecaster)
      for (std::size_t h = 0; h < horizons.size(); ++h)
        if (horizons[h] == horizon) return entrant.cells[cell(static_cast<std::size_t>(variable), h)];
  throw InternalError(fmt::format("no forecaster '{}' or horizon {}", forecaster, horizon));
}

std::string Contest::table(std::string_view title, const std::function<std::string(const Entrant&, std::size_t, int)>& show) const {
  std::string text = fmt::format("\n{}\n{:<12} {:<36}", title, "", "quarters ahead");
  for (const int horizon : horizons) text += fmt::format("{:>9}", horizon);
  text += '\n';
  for (std::size_t v = 0; v < variables; ++v)
    for (const Entrant& entrant : entrants_) {
      std::string row;
      bool any = false;
      for (std::size_t h = 0; h < horizons.size(); ++h) {
        const std::string shown = show(entrant, cell(v, h), horizons[h]);
        any = any || shown != "-";
        row += fmt::format("{:>9}", shown);
      }
      if (any) text += fmt::format("{:<12} {:<36}{}\n", variable_names[v], entrant.name, row);
    }
  return text;
}

std::string Contest::report(const Draw& draw) const {
  constexpr int block = 8, resamples = 1000;
  std::string text = fmt::format("Forecasts of Austria from origins {} to {}; outcomes to {}. Volumes and inflation in log points x 100.\n", first_.text(),
                                 last_.text(), (austria_.first + (targets_ - 1)).text());
  text += table("Root mean square error x 100", [](const Entrant& e, std::size_t at, int) { return number(e.cells[at].error, 2); });
  text += table("Bias (forecast less outcome) x 100", [](const Entrant& e, std::size_t at, int) { return number(e.cells[at].bias, 2); });
  text += table("Continuous ranked probability score x 100", [](const Entrant& e, std::size_t at, int) { return number(e.cells[at].ranked_probability, 2); });
  text += table("Share of outcomes inside 90 % intervals", [](const Entrant& e, std::size_t at, int) { return number(e.cells[at].coverage, 2); });
  if (entrants_.size() < 2) return text;

  const auto common = [](const Scores& own, const Scores& rival) {
    Cell errors;
    for (std::size_t o = 0; o < own.errors.size(); ++o)
      if (!std::isnan(own.errors[o]) && !std::isnan(rival.errors[o])) {
        errors.errors.push_back(own.errors[o]);
        errors.rival_errors.push_back(rival.errors[o]);
      }
    return errors;
  };
  for (std::size_t r = 0; r < 2; ++r) {  // against the first two: AR(1) in differences and in levels
    const Entrant& rival = entrants_[r];
    text += table(fmt::format("Diebold-Mariano against {} on common origins (below 0: better); * p < 0.10, ** p < 0.05", rival.name),
                  [&](const Entrant& e, std::size_t at, int horizon) -> std::string {
                    const Cell errors = common(e.cells[at], rival.cells[at]);
                    if (e.name == rival.name || errors.errors.size() < 8) return "-";
                    const DieboldMariano test = diebold_mariano(errors.errors, errors.rival_errors, horizon);
                    return fmt::format("{:.2f}{}", test.statistic, test.p_value < 0.05 ? "**" : test.p_value < 0.1 ? "*" : "");
                  });
  }
  text += fmt::format("\nErrors relative to {} on common origins: geometric mean over cells, 90 % interval (blocks of {} quarters, {} resamples)\n", entrants_[0].name,
                      block, resamples);
  for (std::size_t e = 1; e < entrants_.size(); ++e) {
    std::vector<Cell> all;
    for (std::size_t at = 0; at < entrants_[e].cells.size(); ++at)
      if (entrants_[e].cells[at].origins > 0 && entrants_[0].cells[at].origins > 0) all.push_back({entrants_[e].cells[at].errors, entrants_[0].cells[at].errors});
    if (all.empty()) continue;
    const ErrorRatio ratio = mean_error_ratio(all, block, resamples, draw);
    text += fmt::format("{:<40} {:.3f} [{:.3f}, {:.3f}] over {} cells\n", entrants_[e].name, ratio.ratio, ratio.low, ratio.high, all.size());
  }
  return text;
}

}  // namespace kringloop::validation
