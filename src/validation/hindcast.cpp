#include "validation/hindcast.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "input/csv.hpp"
#include "input/number.hpp"
#include "output/result_file.hpp"
#include "validation/forecasters.hpp"
#include "validation/scores.hpp"

namespace kringloop::validation {

namespace {

constexpr int base_year = 2010, last_compared = 2016, relocation_year = 2015;

double growth(const YearlyFlows& flows, Flow flow, int year) {
  const auto before = flows.find(year - 1), now = flows.find(year);
  if (before == flows.end() || now == flows.end()) return no_value;
  const auto f = static_cast<std::size_t>(flow);
  return 100 * (now->second[f] / before->second[f] - 1);
}

double wage_share(const YearlyFlows& flows, int year) {
  const auto found = flows.find(year);
  if (found == flows.end()) return no_value;
  const double wages = found->second[static_cast<std::size_t>(Flow::wages)];
  return 100 * wages / (wages + found->second[static_cast<std::size_t>(Flow::operating_surplus)]);
}

// Of consumption, government and investment together: GDP itself is not in the yearly series.
double share_of_spending(const YearlyFlows& flows, Flow flow, int year) {
  const auto found = flows.find(year);
  if (found == flows.end()) return no_value;
  const auto& y = found->second;
  const double all = y[static_cast<std::size_t>(Flow::household_consumption)] + y[static_cast<std::size_t>(Flow::government_consumption)] +
                     y[static_cast<std::size_t>(Flow::investment)];
  return 100 * y[static_cast<std::size_t>(flow)] / all;
}

// Logs x 100 relative to the mean quarter of 2010, from 2011Q1: what happened, and an AR(1) in differences that knows it to 2010Q4.
struct Paths {
  std::vector<double> history, bar;
};
Paths gdp_paths(const History& history) {
  const int origin = Quarter{base_year, 4} - history.first;
  const auto rows = static_cast<int>(history.gdp.size());
  if (origin < 20 || rows < origin + 2) throw InputError("the GDP series must cover the years before and after 2010");
  Panel logs(rows, 1);
  double mean = 0;
  for (int t = 0; t < rows; ++t) logs(t, 0) = std::log(history.gdp[static_cast<std::size_t>(t)]);
  for (int t = origin - 3; t <= origin; ++t) mean += history.gdp[static_cast<std::size_t>(t)] / 4;
  const int horizon = rows - 1 - origin;
  const Forecast bar = autoregressive_forecast(logs, {Treatment::difference}, 1, origin, horizon, 0, Draw{1});
  Paths paths;
  for (int step = 1; step <= horizon; ++step) {
    paths.history.push_back(100 * (logs(origin + step, 0) - std::log(mean)));
    paths.bar.push_back(100 * (bar.mean(step - 1, 0) - std::log(mean)));
  }
  return paths;
}

std::vector<double> gdp_path(const Track& track) {
  std::vector<double> path;
  for (const double gdp : track.gdp) path.push_back(100 * std::log(gdp / track.base_gdp));
  return path;
}

// Root mean square difference over quarters [from, to) after 2010Q4.
double difference(const std::vector<double>& path, const std::vector<double>& history, std::size_t from, std::size_t to) {
  std::vector<double> errors;
  for (std::size_t q = from; q < std::min({to, path.size(), history.size()}); ++q) errors.push_back(path[q] - history[q]);
  return errors.empty() ? no_value : root_mean_square(errors);
}

std::string shown(double value, int digits = 1) { return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, digits); }

}  // namespace

bool comparable(Flow flow, int year) {
  return (flow != Flow::investment && flow != Flow::imports) || (year != relocation_year && year - 1 != relocation_year);
}

History read_history(const std::filesystem::path& data) {
  input::Complaints complaints;
  const auto yearly_file = data / "circular_nl/figaro_nam_nl_time_series_meur.csv", quarterly_file = data / "circular_nl/nl_macro_finance_eurostat_oecd_ecb.csv";
  const input::Csv yearly = input::Csv::read(yearly_file, yearly_file.string(), complaints);
  const input::Csv quarterly = input::Csv::read(quarterly_file, quarterly_file.string(), complaints);
  complaints.throw_if_any();
  History history;
  constexpr std::array<std::string_view, hindcast_flows> columns = {"wages_D11", "surplus_B2", "hh_consumption", "gov_consumption", "investment", "imports"};
  const auto number = [](const input::Csv& csv, std::size_t row, std::string_view name) {
    const auto column = csv.column(name);
    const auto value = column ? input::parse_number(csv.cell(row, *column)) : std::nullopt;
    if (!value) throw InputError(fmt::format("{}:{}: no number in column '{}'", csv.file(), csv.position(row).line, name));
    return *value;
  };
  for (std::size_t row = 0; row < yearly.rows(); ++row)
    for (std::size_t f = 0; f < hindcast_flows; ++f) history.flows[static_cast<int>(number(yearly, row, "year"))][f] = number(yearly, row, columns[f]);
  const auto dataset = quarterly.column("dataset"), period = quarterly.column("period");
  if (!dataset || !period) throw InputError(fmt::format("{}: needs the columns dataset, period, value", quarterly.file()));
  std::map<Quarter, double> gdp;
  for (std::size_t row = 0; row < quarterly.rows(); ++row)
    if (quarterly.cell(row, *dataset) == "NAMQ_10_GDP") {
      std::string quarter(quarterly.cell(row, *period));  // "2000-Q1"
      std::erase(quarter, '-');
      gdp[Quarter::parse(quarter)] = number(quarterly, row, "value");
    }
  if (gdp.empty()) throw InputError(fmt::format("{}: there is no quarterly GDP in it", quarterly.file()));
  history.first = gdp.begin()->first;
  for (const auto& [quarter, value] : gdp) {
    if (quarter - history.first != static_cast<int>(history.gdp.size())) throw InputError(fmt::format("{}: GDP of a quarter is missing before {}", quarterly.file(), quarter.text()));
    history.gdp.push_back(value);
  }
  return history;
}

Track read_track(const std::filesystem::path& run, const input::Pack& base) {
  const output::ResultFile result(std::filesystem::is_directory(run) ? run / "run.nc" : run);
  if (result.first() != Quarter{base.base_year + 1, 1} || base.base_year != base_year)
    throw InputError(fmt::format("{}: a hindcast starts in {}Q1 from a pack of {}", run.string(), base_year + 1, base_year));
  constexpr double million = 1e6;
  constexpr std::array<const char*, hindcast_flows> indicators = {"wages", "gross_operating_surplus", "household_consumption", "government_consumption",
                                                                  "gross_fixed_capital_formation", "imports"};
  constexpr std::array<const char*, hindcast_flows> totals = {"wages", "operating_surplus", "household_consumption", "government_consumption", "fixed_investment", "imports"};
  Track track;
  track.first = result.first();
  track.base_gdp = base.control_total("gdp") / 4;
  for (const double value : result.total("gross_domestic_product_real")) track.gdp.push_back(value / million);
  for (std::size_t f = 0; f < hindcast_flows; ++f) {
    track.flows[base_year][f] = base.control_total(totals[f]);
    const auto values = result.total(indicators[f]);
    for (std::size_t q = 0; q + 3 < values.size(); q += 4)
      track.flows[base_year + 1 + static_cast<int>(q / 4)][f] = (values[q] + values[q + 1] + values[q + 2] + values[q + 3]) / million;
  }
  const auto value_added = result.values("gross_value_added");
  const auto cluster = result.labels("industry_cluster");
  double core = 0, all = 0;
  for (std::size_t i = 0; i < base.industries.size(); ++i) {
    all += base.accounts[i].gross_value_added;
    if (base.industries[i].cluster == input::Industry::Cluster::core) core += base.accounts[i].gross_value_added;
  }
  track.cluster_share[base_year] = 100 * core / all;
  for (std::size_t year = 0; (year + 1) * 4 <= track.gdp.size(); ++year) {
    core = all = 0;
    for (std::size_t q = year * 4; q < year * 4 + 4; ++q)
      for (std::size_t i = 0; i < cluster.size(); ++i) {
        all += value_added[q * cluster.size() + i];
        if (cluster[i] == "core") core += value_added[q * cluster.size() + i];
      }
    track.cluster_share[base_year + 1 + static_cast<int>(year)] = 100 * core / all;
  }
  return track;
}

Track mean_track(const std::vector<Track>& tracks) {
  if (tracks.empty()) throw InternalError("no run to average");
  Track mean = tracks[0];
  for (std::size_t t = 1; t < tracks.size(); ++t) {
    if (tracks[t].gdp.size() != mean.gdp.size()) throw InputError("runs of one hindcast must end in the same quarter");
    for (auto& [year, flows] : mean.flows)
      for (std::size_t f = 0; f < hindcast_flows; ++f) flows[f] += tracks[t].flows.at(year)[f];
    for (std::size_t q = 0; q < mean.gdp.size(); ++q) mean.gdp[q] += tracks[t].gdp[q];
    for (auto& [year, share] : mean.cluster_share) share += tracks[t].cluster_share.at(year);
  }
  const auto n = static_cast<double>(tracks.size());
  for (auto& [year, flows] : mean.flows)
    for (double& flow : flows) flow /= n;
  for (double& gdp : mean.gdp) gdp /= n;
  for (auto& [year, share] : mean.cluster_share) share /= n;
  return mean;
}

HindcastScores score(const History& history, const Track& track) {
  HindcastScores scores;
  for (std::size_t f = 0; f < hindcast_flows; ++f) {
    const Flow flow = static_cast<Flow>(f);
    std::vector<double> errors;
    double own = 0, known = 0;
    for (int year = base_year + 1; year <= last_compared; ++year) {
      if (!comparable(flow, year)) continue;
      const double a = growth(track.flows, flow, year), b = growth(history.flows, flow, year);
      if (std::isnan(a) || std::isnan(b)) continue;
      errors.push_back(a - b);
      own += a;
      known += b;
    }
    const auto n = static_cast<double>(errors.size());
    scores.growth_error[f] = errors.empty() ? no_value : root_mean_square(errors);
    scores.mean_growth[f] = own / n;
    scores.mean_growth_history[f] = known / n;
  }
  scores.wage_share_drift = wage_share(track.flows, last_compared) - wage_share(track.flows, base_year) - wage_share(history.flows, last_compared) +
                            wage_share(history.flows, base_year);
  const Paths paths = gdp_paths(history);
  const auto own = gdp_path(track);
  const auto known = static_cast<std::size_t>(4 * (last_compared - base_year)), end = std::min(own.size(), paths.history.size());
  scores.gdp_error = difference(own, paths.history, 0, known);
  scores.bar_error = difference(paths.bar, paths.history, 0, std::min(known, end));
  scores.gdp_error_blind = difference(own, paths.history, known, end);
  scores.bar_error_blind = difference(paths.bar, paths.history, known, end);
  return scores;
}

std::string hindcast_report(const History& history, const std::vector<Track>& tracks) {
  const Track mean = mean_track(tracks);
  const HindcastScores scores = score(history, mean);
  std::string text = fmt::format("Hindcast of the Netherlands from 2010, mean of {} run{}. Growth at current prices, % a year: run / history\n{:<24}", tracks.size(),
                                 tracks.size() == 1 ? "" : "s", "");
  for (int year = base_year + 1; year <= last_compared; ++year) text += fmt::format("{:>15}", year);
  text += fmt::format("{:>15}{:>8}\n", "mean", "error");
  for (std::size_t f = 0; f < hindcast_flows; ++f) {
    const Flow flow = static_cast<Flow>(f);
    text += fmt::format("{:<24}", flow_names[f]);
    for (int year = base_year + 1; year <= last_compared; ++year)
      text += fmt::format("{:>15}", comparable(flow, year) ? shown(growth(mean.flows, flow, year)) + " / " + shown(growth(history.flows, flow, year)) : "left out");
    text += fmt::format("{:>15}{:>8}\n", shown(scores.mean_growth[f]) + " / " + shown(scores.mean_growth_history[f]), shown(scores.growth_error[f]));
  }
  text += "Left out: investment and imports into and out of 2015, when intellectual property of multinationals was moved into the country.\n";

  text += fmt::format("\nShares, %: run / history (vintages differ: read the changes)\n{:<24}{:>15}{:>15}{:>15}\n", "", base_year, 2013, last_compared);
  const auto line = [&](std::string_view name, const auto& share) {
    text += fmt::format("{:<24}", name);
    for (const int year : {base_year, 2013, last_compared}) text += fmt::format("{:>15}", shown(share(mean.flows, year)) + " / " + shown(share(history.flows, year)));
    text += '\n';
  };
  line("wages / wages + surplus", wage_share);
  for (const Flow flow : {Flow::household_consumption, Flow::government_consumption, Flow::investment})
    line(fmt::format("{} *", flow_names[static_cast<std::size_t>(flow)]), [flow](const YearlyFlows& flows, int year) { return share_of_spending(flows, flow, year); });
  text += "* of consumption, government and investment together; investment of 2016 still holds moved property\n";

  const Paths paths = gdp_paths(history);
  const auto own = gdp_path(mean);
  text += fmt::format("\nReal GDP, log x 100 since the mean of 2010, fourth quarters\n{:<6}{:>10}{:>10}{:>10}", "", "run", "history", "AR(1)");
  if (tracks.size() > 1) text += fmt::format("{:>18}", "runs, low-high");
  text += '\n';
  for (std::size_t q = 3; q < own.size(); q += 4) {
    const bool known = q < paths.history.size();
    text += fmt::format("{:<6}{:>10}{:>10}{:>10}", (Quarter{base_year + 1, 1} + static_cast<int>(q)).year(), shown(own[q]), known ? shown(paths.history[q]) : "-",
                        known ? shown(paths.bar[q]) : "-");
    if (tracks.size() > 1) {
      double low = own[q], high = own[q];
      for (const Track& track : tracks) {
        const double value = gdp_path(track)[q];
        low = std::min(low, value);
        high = std::max(high, value);
      }
      text += fmt::format("{:>18}", shown(low) + " - " + shown(high));
    }
    text += '\n';
  }
  text += fmt::format("Root mean square difference from history: 2011-2016 run {}, AR(1) {}; 2017 to the end, blind: run {}, AR(1) {}\n", shown(scores.gdp_error, 2),
                      shown(scores.bar_error, 2), shown(scores.gdp_error_blind, 2), shown(scores.bar_error_blind, 2));

  text += "\nShare of the manufacturing cluster in value added, % at current prices:";
  for (const auto& [year, share] : mean.cluster_share)
    if (year == base_year || year == 2013 || year == last_compared || year == 2023) text += fmt::format(" {} {:.1f}", year, share);
  if (mean.flows.contains(2023) && history.flows.contains(2023)) {
    text += "\n2023 over 2010 at current prices, run / history (2023 after the revision of 2024, so some 1 to 5 % too high):";
    for (std::size_t f = 0; f < hindcast_flows; ++f)
      text += fmt::format("\n{:<24}{:.2f} / {:.2f}", flow_names[f], mean.flows.at(2023)[f] / mean.flows.at(base_year)[f], history.flows.at(2023)[f] / history.flows.at(base_year)[f]);
  }
  return text + '\n';
}

}  // namespace kringloop::validation
