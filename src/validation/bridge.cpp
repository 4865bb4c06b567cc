#include "validation/bridge.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "output/result_file.hpp"

namespace kringloop::validation {

namespace {

enum Series : std::size_t { gdp, consumption, investment, exports, imports, inflation, unemployment };

bool is_rate(std::size_t series) { return series == inflation || series == unemployment; }

}  // namespace

BridgePaths read_bridge_runs(const std::filesystem::path& folder) {
  const auto files = run_files(folder);
  if (files.size() < 2) throw InputError(fmt::format("{}: fewer than two run.nc in it", folder.string()));
  BridgePaths paths;
  paths.members = static_cast<int>(files.size());
  std::array<std::vector<double>, bridge_names.size()> sum, squares;
  for (auto& s : sum) s.assign(bridge_quarters, 0.0);
  squares = sum;
  std::set<std::string> seeds;
  for (const auto& file : files) {
    const output::ResultFile run(file);
    if (run.attribute("pack") != "austria_2010Q1_published") throw InputError(fmt::format("{}: from pack '{}' instead of austria_2010Q1_published", file.string(), run.attribute("pack")));
    if (!seeds.insert(run.attribute("seed")).second) throw InputError(fmt::format("{}: seed {} is there twice", file.string(), run.attribute("seed")));
    if (run.quarters() < bridge_quarters) throw InputError(fmt::format("{}: {} quarters instead of {}", file.string(), run.quarters(), bridge_quarters));
    constexpr std::array<std::pair<Series, const char*>, 5> volumes = {{{gdp, "gross_domestic_product_real"},
                                                                        {consumption, "household_consumption_real"},
                                                                        {investment, "gross_fixed_capital_formation_real"},
                                                                        {exports, "exports_real"},
                                                                        {imports, "imports_real"}}};
    std::array<std::vector<double>, bridge_names.size()> of_run;
    for (const auto& [series, name] : volumes)
      for (const double value : run.total(name)) of_run[series].push_back(value / 1e6);
    double before = 1.0;  // the origin's prices
    for (const double level : run.total("price_level")) {
      of_run[inflation].push_back(std::log(level / before));
      before = level;
    }
    of_run[unemployment] = run.total("unemployment_rate");
    for (std::size_t s = 0; s < sum.size(); ++s)
      for (std::size_t q = 0; q < bridge_quarters; ++q) {
        sum[s][q] += of_run[s][q];
        squares[s][q] += of_run[s][q] * of_run[s][q];
      }
  }
  const double n = paths.members;
  for (std::size_t s = 0; s < sum.size(); ++s)
    for (std::size_t q = 0; q < bridge_quarters; ++q) {
      const double mean = sum[s][q] / n;
      paths.mean[s].push_back(mean);
      paths.standard_error[s].push_back(std::sqrt(std::max(0.0, squares[s][q] / n - mean * mean) / (n - 1)));
    }
  return paths;
}

BridgePaths read_bridge_means(const std::filesystem::path& file) {
  const auto published = read_published_paths(file);
  const auto found = std::find_if(published.begin(), published.end(), [](const PublishedPath& p) { return p.origin == Quarter{2010, 1}; });
  if (found == published.end() || found->levels.rows() <= bridge_quarters) throw InputError(fmt::format("{}: no path of {} quarters from 2010Q1", file.string(), bridge_quarters));
  BridgePaths paths;
  constexpr std::array<std::pair<Series, Variable>, 6> from = {{{gdp, Variable::gdp},
                                                                {consumption, Variable::consumption},
                                                                {investment, Variable::investment},
                                                                {exports, Variable::exports},
                                                                {imports, Variable::imports},
                                                                {inflation, Variable::inflation}}};
  for (int q = 1; q <= bridge_quarters; ++q) {
    for (const auto& [series, variable] : from) {
      const double value = found->levels(q, column(variable));
      paths.mean[series].push_back(is_rate(series) ? value : std::exp(value));
    }
    paths.mean[unemployment].push_back(found->unemployment[static_cast<std::size_t>(q)]);
  }
  return paths;
}

BridgeCell compare(const BridgePaths& runs, const BridgePaths& published, std::size_t series, int quarter) {
  const auto q = static_cast<std::size_t>(quarter - 1);
  const double ours = runs.mean[series][q], theirs = published.mean[series][q], error = runs.standard_error[series][q];
  constexpr double near = 0.003, near_inflation = 0.0003;
  if (series == inflation) return {ours - theirs, std::max(3 * error, near_inflation)};
  if (series == unemployment) return {ours - theirs, std::max(3 * error, near)};
  return {ours / theirs - 1, std::max(3 * error / theirs, near)};
}

std::string bridge_report(const BridgePaths& runs, const std::vector<std::pair<std::string, BridgePaths>>& published) {
  const auto row = [](std::string_view series, std::string_view what, const auto& cell) {
    std::string text = fmt::format("{:<13}{:<24}", series, what);
    for (int q = 1; q <= bridge_quarters; ++q) text += cell(q);
    return text + "\n";
  };
  std::string text = fmt::format("Mean of {} runs under the rules of the published model, Austria from 2010Q1, beside that model's means.\n", runs.members) +
                     "Volumes in million EUR a quarter, inflation a quarter and unemployment in %; differences in % (inflation and unemployment: points);\n"
                     "'*' more than three standard errors and more than 0.3 % (inflation 0.03, unemployment 0.3 points).\n\n";
  text += row("", "quarter", [](int q) { return fmt::format("{:>9}", q); });
  std::vector<int> holding(published.size(), 0);
  for (std::size_t s = 0; s < bridge_names.size(); ++s) {
    const auto at = [](int q) { return static_cast<std::size_t>(q - 1); };
    const double unit = is_rate(s) ? 100.0 : 1.0;
    const int digits = is_rate(s) ? 3 : 0;
    text += row(bridge_names[s], "these runs", [&](int q) { return fmt::format("{:>9.{}f}", unit * runs.mean[s][at(q)], digits); });
    text += row("", "standard error, %", [&](int q) { return fmt::format("{:>9.3f}", 100 * runs.standard_error[s][at(q)] / (is_rate(s) ? 1.0 : runs.mean[s][at(q)])); });
    for (std::size_t p = 0; p < published.size(); ++p) {
      text += row("", published[p].first, [&](int q) {
        const BridgeCell cell = compare(runs, published[p].second, s, q);
        holding[p] += cell.holds();
        return fmt::format("{:>8.2f}{}", 100 * cell.difference, cell.holds() ? ' ' : '*');
      });
    }
  }
  text += "\n";
  for (std::size_t p = 0; p < published.size(); ++p)
    text += fmt::format("{}: {} of {} cells within three standard errors or 0.3 %\n", published[p].first, holding[p], bridge_names.size() * bridge_quarters);
  return text;
}

}  // namespace kringloop::validation
