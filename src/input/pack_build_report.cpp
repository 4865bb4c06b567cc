#include <array>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "base/error.hpp"
#include "input/pack_build_tables.hpp"

namespace kringloop::input::build {

namespace {

class Report {
 public:
  void add(const std::string& kind, const std::string& row, const std::string& column, double before, double after) {
    if (std::abs(before) < 0.05 && std::abs(after) < 0.05) return;
    const std::string change = std::abs(before) > 1e-9 ? fmt::format("{:.4f}", after / before - 1) : "";
    text_ += fmt::format("{},{},{},{:.1f},{:.1f},{}\n", kind, quoted_cell(row), quoted_cell(column), before, after, change);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_ = "kind,row,column,before,after,relative_change\n";
};

constexpr std::array<const char*, 6> blocks{"intermediate", "household_consumption", "government_consumption", "investment", "exports", "inventories"};

// Sales of a good by class of use.
std::array<double, 6> by_block(const UseTable& table, const Matrix& flows, std::size_t good) {
  std::array<double, 6> sums{};
  for (std::size_t u = 0; u < flows.columns; ++u) {
    const int c = table.class_of_user[u];
    sums[c < 0 ? 5 : static_cast<std::size_t>(c)] += flows(good, u);
  }
  return sums;
}

double account(const Economy& e, const BuiltAccounts& a, std::size_t i, const std::string& item) {
  if (item == "output") return a.output;
  if (item == "intermediate") return a.intermediate;
  if (item == "gross_value_added") return a.gross_value_added;
  if (item == "wages") return e.income[i].wages;
  throw InputError(fmt::format("sources/held_out.csv: unknown item '{}'; known are output, intermediate, gross_value_added, wages", item));
}

}  // namespace

void write_report(const Economy& e, const std::vector<BuiltAccounts>& accounts, const std::filesystem::path& folder, Tables& tables) {
  Report report;
  const auto file = folder / "sources" / "held_out.csv";
  if (std::filesystem::exists(file)) {
    Complaints complaints;
    const Figures held_out = Figures::read(folder, "held_out.csv", {"industries", "item"}, complaints);
    complaints.throw_if_any();
    for (const auto& [key, figure] : held_out.rows()) {
      double found = 0;
      for (std::size_t from = 0; from <= key.first.size();) {
        const std::size_t to = std::min(key.first.find(';', from), key.first.size());
        const std::size_t i = e.industries.index(std::string_view(key.first).substr(from, to - from));
        found += account(e, accounts[i], i, key.second);
        from = to + 1;
      }
      report.add("held_out", key.first, key.second, figure.value, found);
    }
  }
  for (const auto& [origin, before, after] : {std::tuple("domestic", &e.before.domestic, &e.use.domestic), std::tuple("imported", &e.before.imported, &e.use.imported)})
    for (std::size_t g = 0; g < e.size(); ++g) {
      const auto was = by_block(e.before, *before, g), is = by_block(e.use, *after, g);
      for (std::size_t b = 0; b < blocks.size(); ++b) report.add(fmt::format("sales_{}", origin), e.industries.code[g], blocks[b], was[b], is[b]);
    }
  for (std::size_t u = 0; u < e.size(); ++u) {
    std::array<double, 4> sums{};
    for (std::size_t g = 0; g < e.size(); ++g) {
      sums[0] += e.before.domestic(g, u);
      sums[1] += e.use.domestic(g, u);
      sums[2] += e.before.imported(g, u);
      sums[3] += e.use.imported(g, u);
    }
    report.add("purchases", e.industries.code[u], "domestic", sums[0], sums[1]);
    report.add("purchases", e.industries.code[u], "imported", sums[2], sums[3]);
  }
  const ValuationTotals was = e.before.valuation_totals(), is = e.use.valuation_totals();
  for (std::size_t c = 0; c < use_classes; ++c) {
    report.add("valuation", blocks[c], "margin", was.margin[c], is.margin[c]);
    report.add("valuation", blocks[c], "product_taxes_net", was.tax[c] - was.subsidy[c], is.tax[c] - is.subsidy[c]);
    report.add("valuation", blocks[c], "vat", was.vat[c], is.vat[c]);
  }
  tables["balancing_report.csv"] = report.text();
}

}  // namespace kringloop::input::build
