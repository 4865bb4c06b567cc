#include "validation/austria.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "input/csv.hpp"
#include "input/number.hpp"
#include "output/result_file.hpp"

namespace kringloop::validation {

namespace {

std::vector<double> numbers(const input::Csv& csv, std::string_view name) {
  const auto column = csv.column(name);
  if (!column) throw InputError(fmt::format("{}: there is no column '{}'", csv.file(), name));
  std::vector<double> values(csv.rows());
  for (std::size_t row = 0; row < csv.rows(); ++row) values[row] = input::parse_number(csv.cell(row, *column)).value_or(no_value);
  return values;
}

input::Csv read(const std::filesystem::path& path) {
  input::Complaints complaints;
  input::Csv csv = input::Csv::read(path, path.string(), complaints);
  complaints.throw_if_any();
  return csv;
}

// The rate of a quarter that compounds to a yearly rate.
double quarterly(double yearly) { return std::pow(1 + yearly, 0.25) - 1; }

void put_logs(Panel& panel, Eigen::Index column, const std::vector<double>& values) {
  for (std::size_t t = 0; t < values.size(); ++t) panel(static_cast<Eigen::Index>(t), column) = std::log(values[t]);
}
void put_log_changes(Panel& panel, Eigen::Index column, const std::vector<double>& values) {
  panel(0, column) = no_value;
  for (std::size_t t = 1; t < values.size(); ++t) panel(static_cast<Eigen::Index>(t), column) = std::log(values[t]) - std::log(values[t - 1]);
}

}  // namespace

std::optional<std::filesystem::path> reference_data(const std::string& given) {
  std::error_code error;
  if (!given.empty()) {
    if (std::filesystem::is_directory(given, error)) return given;
    throw InputError(fmt::format("--data: there is no folder '{}'", given));
  }
  std::vector<std::filesystem::path> candidates = {"../shared/data"};
  if (const char* shared = std::getenv("KRINGLOOP_SHARED")) candidates.insert(candidates.begin(), std::filesystem::path(shared) / "data");
  for (const auto& candidate : candidates)
    if (std::filesystem::is_directory(candidate / "macro_abm", error)) return candidate;
  return std::nullopt;
}

Austria read_austria(const std::filesystem::path& data) {
  const auto folder = data / "macro_abm/austria_iiasa_40q";
  const input::Csv home = read(folder / "timeseries_austria_quarterly_1996_2019.csv");
  const input::Csv euro_area = read(folder / "timeseries_euro_area_quarterly_1996_2019.csv");
  const auto quarters = home.column("quarter");
  if (!quarters || home.rows() < 60 || euro_area.rows() != home.rows())
    throw InputError(fmt::format("{}: not the quarterly series this comparison knows", home.file()));
  Austria austria;
  austria.first = Quarter::parse(home.cell(0, *quarters));
  austria.outcomes = Panel(home.rows(), variables);
  austria.beside = Panel(home.rows(), 3);
  put_logs(austria.outcomes, column(Variable::gdp), numbers(home, "real_gdp_quarterly"));
  put_log_changes(austria.outcomes, column(Variable::inflation), numbers(home, "gdp_deflator_quarterly"));
  put_logs(austria.outcomes, column(Variable::consumption), numbers(home, "real_household_consumption_quarterly"));
  put_logs(austria.outcomes, column(Variable::investment), numbers(home, "real_fixed_capitalformation_quarterly"));
  put_logs(austria.outcomes, column(Variable::exports), numbers(home, "real_exports_quarterly"));
  put_logs(austria.outcomes, column(Variable::imports), numbers(home, "real_imports_quarterly"));
  const auto euribor = numbers(home, "euribor");
  for (std::size_t t = 0; t < euribor.size(); ++t)
    austria.outcomes(static_cast<Eigen::Index>(t), column(Variable::euribor)) = quarterly(euribor[t]);
  put_logs(austria.beside, 0, numbers(home, "real_government_consumption_quarterly"));
  put_logs(austria.beside, 1, numbers(euro_area, "real_gdp_quarterly"));
  put_log_changes(austria.beside, 2, numbers(euro_area, "gdp_deflator_quarterly"));
  return austria;
}

std::vector<PublishedPath> read_published_paths(const std::filesystem::path& file) {
  // origin (0 = 2010Q1), step, real and nominal GDP, real consumption, investment, government, exports, imports, euro-area GDP and inflation,
  // policy rate, unemployment, capital
  constexpr std::size_t fields = 14;
  std::map<int, std::map<int, std::vector<double>>> rows;
  std::istringstream text(read_text(file));
  for (std::string line; std::getline(text, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    std::vector<double> values;
    for (double value; cells >> value;) values.push_back(value);
    if (values.size() != fields) throw InputError(fmt::format("{}: a row has {} figures instead of {}", file.string(), values.size(), fields));
    rows[static_cast<int>(values[0])][static_cast<int>(values[1])] = values;
  }
  std::vector<PublishedPath> paths;
  for (const auto& [origin, steps] : rows) {
    PublishedPath path{Quarter{2010, 1} + origin, Panel::Constant(static_cast<Eigen::Index>(steps.size()), variables, no_value), {}};
    double deflator_before = no_value;
    Eigen::Index step = 0;
    for (const auto& [number, v] : steps) {
      const double deflator = v[3] / v[2];
      path.levels(step, column(Variable::gdp)) = std::log(v[2]);
      path.levels(step, column(Variable::inflation)) = std::log(deflator / deflator_before);
      path.levels(step, column(Variable::consumption)) = std::log(v[4]);
      path.levels(step, column(Variable::investment)) = std::log(v[5]);
      path.levels(step, column(Variable::exports)) = std::log(v[7]);
      path.levels(step, column(Variable::imports)) = std::log(v[8]);
      path.levels(step, column(Variable::euribor)) = v[11];
      path.unemployment.push_back(v[12]);
      deflator_before = deflator;
      ++step;
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

std::vector<MemberPaths> read_member_paths(const std::filesystem::path& file) {
  constexpr std::array<std::string_view, variables> names = {"real_gdp",     "inflation",    "real_consumption", "real_investment",
                                                             "real_exports", "real_imports", "euribor"};
  const input::Csv csv = read(file);
  const auto origin = csv.column("origin"), member = csv.column("member"), step = csv.column("step");
  if (!origin || !member || !step) throw InputError(fmt::format("{}: needs the columns origin, member, step", file.string()));
  std::map<Quarter, std::map<int, std::map<int, std::size_t>>> rows;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    const auto m = input::parse_integer(csv.cell(row, *member)), s = input::parse_integer(csv.cell(row, *step));
    if (!m || !s || *s < 0) throw InputError(fmt::format("{}:{}: member and step must be whole numbers", file.string(), csv.position(row).line));
    rows[Quarter::parse(csv.cell(row, *origin))][static_cast<int>(*m)][static_cast<int>(*s)] = row;
  }
  std::vector<MemberPaths> all;
  for (const auto& [quarter, members] : rows) {
    MemberPaths paths{quarter, {}};
    for (const auto& [number, steps] : members) {
      Panel levels = Panel::Constant(steps.rbegin()->first + 1, variables, no_value);
      for (std::size_t v = 0; v < variables; ++v) {
        const auto found = csv.column(names[v]);
        if (!found) continue;
        const bool rate = v == static_cast<std::size_t>(Variable::inflation) || v == static_cast<std::size_t>(Variable::euribor);
        for (const auto& [s, row] : steps) {
          const double value = input::parse_number(csv.cell(row, *found)).value_or(no_value);
          levels(s, static_cast<Eigen::Index>(v)) = rate ? value : std::log(value);
        }
      }
      paths.members.push_back(std::move(levels));
    }
    all.push_back(std::move(paths));
  }
  return all;
}

std::vector<std::filesystem::path> run_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (!std::filesystem::is_directory(folder)) throw InputError(fmt::format("there is no folder '{}'", folder.string()));
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().filename() == "run.nc") files.push_back(entry.path());
  if (files.empty()) throw InputError(fmt::format("{}: no run.nc in it", folder.string()));
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<MemberPaths> read_runs(const std::filesystem::path& folder) {
  const auto files = run_files(folder);
  std::map<Quarter, MemberPaths> by_origin;
  for (const auto& file : files) {
    const output::ResultFile run(file);
    const auto price = run.total("price_level"), rate = run.total("policy_interest_rate");
    constexpr std::array<std::pair<Variable, const char*>, 5> volumes = {{{Variable::gdp, "gross_domestic_product_real"},
                                                                          {Variable::consumption, "household_consumption_real"},
                                                                          {Variable::investment, "gross_fixed_capital_formation_real"},
                                                                          {Variable::exports, "exports_real"},
                                                                          {Variable::imports, "imports_real"}}};
    Panel levels = Panel::Constant(static_cast<Eigen::Index>(run.quarters()), variables, no_value);
    for (const auto& [variable, name] : volumes) put_logs(levels, column(variable), run.total(name));
    put_log_changes(levels, column(Variable::inflation), price);
    for (std::size_t q = 0; q < run.quarters(); ++q) levels(static_cast<Eigen::Index>(q), column(Variable::euribor)) = quarterly(rate[q]);
    const std::string pack = run.attribute("pack");
    const Quarter origin = Quarter::parse(std::string_view(pack).substr(pack.rfind('_') + 1));
    MemberPaths& paths = by_origin[origin];
    paths.origin = origin;
    paths.members.push_back(std::move(levels));
  }
  std::vector<MemberPaths> all;
  for (auto& [origin, paths] : by_origin) all.push_back(std::move(paths));
  return all;
}

}  // namespace kringloop::validation
