#include "validation/reference_case.hpp"

#include <algorithm>
#include <array>
#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "input/csv.hpp"
#include "input/number.hpp"

namespace kringloop::validation {

namespace {

double number_in(std::string_view text, const std::filesystem::path& file) {
  constexpr std::string_view blank = " \r\n";
  while (!text.empty() && blank.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && blank.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  const auto value = input::parse_number(text);
  if (!value) throw InputError(fmt::format("{}: '{}' is not a number", file.string(), text));
  return *value;
}

// An object of numbers, one level deep.
std::map<std::string, double, std::less<>> read_flat_json(const std::filesystem::path& file) {
  std::map<std::string, double, std::less<>> values;
  const std::string text = read_text(file);
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at)) {
    const auto close = text.find('"', at + 1), colon = text.find(':', at);
    const auto end = text.find_first_of(",}", colon);
    if (close == std::string::npos || colon == std::string::npos || end == std::string::npos) break;
    values[text.substr(at + 1, close - at - 1)] = number_in(std::string_view(text).substr(colon + 1, end - colon - 1), file);
    at = end;
  }
  return values;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream stream(line);
  for (std::string cell; std::getline(stream, cell, ',');) cells.push_back(cell);
  return cells;
}

Eigen::MatrixXd read_square(const std::filesystem::path& file) {
  std::istringstream text(read_text(file));
  std::string line;
  std::getline(text, line);
  const auto n = static_cast<Eigen::Index>(cells_of(line).size()) - 1;
  Eigen::MatrixXd matrix(n, n);
  for (Eigen::Index row = 0; row < n; ++row) {
    std::getline(text, line);
    const auto cells = cells_of(line);
    if (static_cast<Eigen::Index>(cells.size()) != n + 1) throw InputError(fmt::format("{}: row {} is not as long as the header", file.string(), row + 2));
    for (Eigen::Index column = 0; column < n; ++column) matrix(row, column) = number_in(cells[static_cast<std::size_t>(column) + 1], file);
  }
  return matrix;
}

// Output less what industries buy and invest = consumption, dwellings, government, exports less imports, each in its known shares.
void solve_totals(ReferenceCase& reference) {
  const Eigen::VectorXd output = reference.output();
  const double investment = reference.wear().sum();
  const Eigen::VectorXd left = output - reference.input_shares * reference.inputs() - reference.of("b_CF_g") * investment;
  Eigen::MatrixXd shares(left.size(), 5);
  shares << reference.of("b_HH_g"), reference.of("b_CFH_g"), reference.of("c_G_g"), reference.of("c_E_g"), -reference.of("c_I_g");
  const Eigen::VectorXd totals = shares.colPivHouseholderQr().solve(left);
  reference.consumption = totals(0);
  reference.dwellings = totals(1);
  reference.government = totals(2);
  reference.exports = totals(3);
  reference.imports = totals(4);
  reference.clearing_error = ((shares * totals - left).array() / output.array()).abs().maxCoeff();
}

// What the autoregressions start from: levels of the case's quarter and the history up to it.
void read_history(ReferenceCase& reference, const std::filesystem::path& folder) {
  input::Complaints complaints;
  const input::Csv history = input::Csv::read(folder / "series.csv", (folder / "series.csv").string(), complaints);
  const input::Csv shocks = input::Csv::read(folder / "C_covariance.csv", (folder / "C_covariance.csv").string(), complaints);
  complaints.throw_if_any();
  const auto number = [&](const input::Csv& csv, std::size_t row, std::string_view column) {
    const auto at = csv.column(column);
    if (!at) throw InputError(fmt::format("{}: there is no column '{}'", csv.file(), column));
    return number_in(csv.cell(row, *at), csv.file());
  };
  const auto quarters = static_cast<std::size_t>(reference.scalar("T_prime"));
  for (std::size_t t = 0; t < quarters; ++t) {
    reference.output_history.push_back(number(history, t, "Y"));
    reference.inflation_history.push_back(number(history, t, "pi"));
  }
  for (const char* level : {"C_G", "C_E", "Y_I"}) reference.scalars[level] = number(history, quarters - 1, level);
  constexpr std::array<std::string_view, 3> names = {"Y_EA", "E", "I"};
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t j = 0; j < names.size(); ++j) reference.shocks(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = number(shocks, i, names[j]);
}

Quarter quarter_of(double t_prime) { return Quarter{1996, 4} + (static_cast<int>(t_prime) - 1); }  // t = 1 is 1996Q4

}  // namespace

const Eigen::VectorXd& ReferenceCase::of(std::string_view item) const {
  const auto found = by_industry.find(item);
  if (found == by_industry.end()) throw InputError(fmt::format("{}: no '{}' by industry", name, item));
  return found->second;
}

double ReferenceCase::scalar(std::string_view item) const {
  const auto found = scalars.find(item);
  if (found == scalars.end()) throw InputError(fmt::format("{}: no '{}'", name, item));
  return found->second;
}

Eigen::VectorXd ReferenceCase::output() const { return of("alpha_s").cwiseProduct(of("N_s")); }
Eigen::VectorXd ReferenceCase::inputs() const { return output().cwiseQuotient(of("beta_s")); }
Eigen::VectorXd ReferenceCase::wear() const { return output().cwiseProduct(of("delta_s")).cwiseQuotient(of("kappa_s")); }
Eigen::VectorXd ReferenceCase::wages() const { return of("w_s").cwiseProduct(of("N_s")); }

double ReferenceCase::gdp() const {
  return consumption * (1 + scalar("tau_VAT")) + wear().sum() + dwellings * (1 + scalar("tau_CF")) + government * (1 + scalar("tau_G")) +
         exports * (1 + scalar("tau_EXPORT")) - imports;
}

void ReferenceCase::silence() {
  shocks.setZero();
  expectation_noise = 0;
  scalars["sigma_G"] = scalars["sigma_pi_EA"] = 0;
}

ReferenceCase read_reference_case(const std::filesystem::path& folder, double persons_per_agent) {
  ReferenceCase reference;
  reference.name = folder.filename().string();
  reference.persons_per_agent = persons_per_agent;
  reference.scalars = read_flat_json(folder / "scalars.json");
  input::Complaints complaints;
  const input::Csv sectors = input::Csv::read(folder / "sectors.csv", (folder / "sectors.csv").string(), complaints);
  complaints.throw_if_any();
  const auto nace = sectors.column("nace");
  if (!nace) throw InputError(fmt::format("{}: there is no column 'nace'", sectors.file()));
  for (std::size_t row = 0; row < sectors.rows(); ++row) reference.nace.emplace_back(sectors.cell(row, *nace));
  for (std::size_t c = 0; c < sectors.header().size(); ++c) {
    const std::string& item = sectors.header()[c];
    if (item == "idx" || item == "nace" || item == "description") continue;
    Eigen::VectorXd values(sectors.rows());
    for (std::size_t row = 0; row < sectors.rows(); ++row) values(static_cast<Eigen::Index>(row)) = number_in(sectors.cell(row, c), sectors.file());
    reference.by_industry[item] = std::move(values);
  }
  reference.input_shares = read_square(folder / "a_sg.csv");
  reference.quarter = quarter_of(reference.scalar("T_prime"));
  read_history(reference, folder);
  solve_totals(reference);
  return reference;
}

ReferenceCase read_austrian_origin(const std::filesystem::path& data, Quarter origin) {
  const auto folder = data / "macro_abm/austria_iiasa_40q";
  ReferenceCase reference;
  reference.name = "austria_" + origin.text();
  reference.quarter = origin;
  reference.persons_per_agent = 10'000;

  std::string line;
  std::istringstream scalars(read_text(folder / "scalars_by_quarter.csv"));
  std::getline(scalars, line);
  const auto scalar_names = cells_of(line);
  while (std::getline(scalars, line))
    if (const auto cells = cells_of(line); cells[0] == origin.text())
      for (std::size_t c = 1; c < cells.size(); ++c) reference.scalars[scalar_names[c]] = number_in(cells[c], folder / "scalars_by_quarter.csv");
  if (reference.scalars.empty()) throw InputError(fmt::format("there is no Austrian calibration of {}; there are 2010Q1 to 2016Q4", origin.text()));

  std::istringstream sectors(read_text(folder / "sectors_by_quarter.csv"));
  std::getline(sectors, line);
  const auto names = cells_of(line);
  std::vector<std::vector<std::string>> rows;
  while (std::getline(sectors, line)) {
    auto cells = cells_of(line);
    if (cells[0] != origin.text()) continue;
    // In the one quarter whose history is 62 long, output and inflation of the past stand among the industries' figures.
    if (cells.size() == names.size() + 2) {
      cells.erase(cells.begin() + 15);
      cells.erase(cells.begin() + 4);
    }
    if (cells.size() != names.size()) throw InputError(fmt::format("{}: a row of {} is not as long as the header", (folder / "sectors_by_quarter.csv").string(), origin.text()));
    rows.push_back(std::move(cells));
  }
  for (const auto& row : rows) reference.nace.push_back(row[1]);
  for (std::size_t c = 2; c < names.size(); ++c) {
    Eigen::VectorXd values(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) values(static_cast<Eigen::Index>(row)) = number_in(rows[row][c], folder / "sectors_by_quarter.csv");
    reference.by_industry[names[c]] = std::move(values);
  }
  const Eigen::MatrixXd flows = read_square(folder / fmt::format("io_intermediate_consumption_{}_mEUR.csv", origin.year()));
  reference.input_shares = flows.array().rowwise() / flows.colwise().sum().array();
  solve_totals(reference);
  return reference;
}

}  // namespace kringloop::validation
