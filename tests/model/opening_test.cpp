// Four times the flows of the first quarter are the pack's, grown by a quarter as all reckon with; and the first year stays near it.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstdio>
#include <memory>
#include <vector>

#include "study.hpp"

using namespace kringloop;

namespace {

struct Held {
  const char *indicator, *item;
  double first_quarter, first_year;  // relative
};

const std::vector<Held>& held() {
  static const std::vector<Held> all{{"gross_domestic_product", "gdp", 0.004, 0.03},
                                     {"household_consumption", "household_consumption", 0.001, 0.03},
                                     {"government_consumption", "government_consumption", 0.004, 0.03},
                                     {"gross_fixed_capital_formation", "fixed_investment", 0.006, 0.03},
                                     {"exports", "exports", 0.006, 0.03},
                                     {"imports", "imports", 0.006, 0.03},
                                     {"wages", "wages", 0.01, 0.03},
                                     {"employer_contributions", "employer_contributions", 0.01, 0.03},
                                     // a few one-person firms wait for their founder
                                     {"mixed_income", "mixed_income", 0.03, 0.03},
                                     {"gross_operating_surplus", "operating_surplus", 0.008, 0.03},
                                     {"product_taxes_net", "product_taxes_net", 0.006, 0.03}};
  return all;
}

/// The first year, mean over seeds: at this scale an industry is a few people, who come and go.
class FirstYear {
 public:
  FirstYear() {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      studies_.push_back(std::make_unique<Study>("baseline.toml", "1000", [&](input::Inputs& inputs) { inputs.settings.run.seed = seed; }));
      studies_.back()->quarters(4);
    }
  }
  [[nodiscard]] const input::Inputs& inputs() const { return studies_.front()->inputs(); }
  [[nodiscard]] double at(const std::string& name, int quarter, std::size_t entry = 0) const {
    double sum = 0.0;
    for (const auto& study : studies_) sum += study->at(name, quarter, entry);
    return sum / static_cast<double>(studies_.size());
  }
  [[nodiscard]] double mean(const std::string& name, int first, int last) const {
    double sum = 0.0;
    for (const auto& study : studies_) sum += study->mean(name, first, last);
    return sum / static_cast<double>(studies_.size());
  }

 private:
  std::vector<std::unique_ptr<Study>> studies_;
};

const FirstYear& first_year() {
  static const FirstYear year;
  return year;
}

}  // namespace

TEST_CASE("Four times the first quarter are the base year of the pack, grown by a quarter; the first year stays near it", "[opening]") {
  const FirstYear& study = first_year();
  const auto parameter = [&](const char* name) { return study.inputs().settings.parameters.at(name); };
  const double grown = (1.0 + parameter("opening_growth")) * (1.0 + parameter("inflation_anchor") / 4.0);
  std::printf("%-32s %12s %10s %10s\n", "MEUR a year", "pack", "quarter 1", "year 1");
  for (const Held& h : held()) {
    const double theirs = study.inputs().pack.control_total(h.item);
    const double quarter = 4.0 * study.at(h.indicator, 0) / 1e6 / (theirs * grown) - 1.0, year = 4.0 * study.mean(h.indicator, 0, 3) / 1e6 / theirs - 1.0;
    std::printf("%-32s %12.0f %+9.2f%% %+9.2f%%\n", h.indicator, theirs, 100.0 * quarter, 100.0 * year);
    INFO(h.indicator);
    CHECK(std::abs(quarter) < h.first_quarter);
    CHECK(std::abs(year) < h.first_year);
  }
}

TEST_CASE("Industries open with the pack's value added and people", "[opening]") {
  const FirstYear& study = first_year();
  const auto& pack = study.inputs().pack;
  double whole = 0.0, moved = 0.0;
  std::printf("%-8s %12s %12s %10s %12s %10s\n", "industry", "VA pack", "VA", "", "persons", "");
  for (std::size_t s = 0; s < pack.industry_count(); ++s) {
    const double theirs = pack.accounts[s].gross_value_added, ours = 4.0 * study.at("gross_value_added", 0, s) / 1e6;
    const double people = pack.accounts[s].persons, working = study.at("employment", 0, s);
    std::printf("%-8s %12.0f %12.0f %+9.2f%% %12.0f %+9.2f%%\n", pack.industries[s].code.c_str(), theirs, ours, 100.0 * (ours / theirs - 1.0), people,
                100.0 * (working / people - 1.0));
    whole += theirs;
    moved += std::abs(ours - theirs);
    // Small industries are a few rows at this scale.
    INFO(pack.industries[s].code);
    if (theirs > 0.01 * 962181.0) CHECK(std::abs(ours / theirs - 1.0) < 0.05);
    if (people > 100000.0) CHECK(std::abs(working / people - 1.0) < 0.05);
  }
  std::printf("value added in another industry than in the pack: %.2f %%\n", 100.0 * moved / whole);
  CHECK(moved / whole < 0.02);
}

TEST_CASE("Sectors open with the pack's balances", "[opening]") {
  const FirstYear& study = first_year();
  const auto& pack = study.inputs().pack;
  const double gdp = study.at("gross_domestic_product", 0);
  const double account = study.at("current_account", 0) / gdp, theirs = -pack.control_total("sector_balance_foreign") / pack.control_total("gdp");
  const double state = study.at("government_balance", 0) / gdp, their_state = pack.control_total("sector_balance_government") / pack.control_total("gdp");
  std::printf("current account %.2f %% of GDP, pack %.2f; government balance %.2f, pack %.2f\n", 100.0 * account, 100.0 * theirs, 100.0 * state, 100.0 * their_state);
  CHECK(std::abs(account - theirs) < 0.01);
  CHECK(std::abs(state - their_state) < 0.005);
}
