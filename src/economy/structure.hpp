// The structure of production and use, derived once from the pack: fixed coefficients per unit of base-year output, baskets and
// rates. Volumes are base-year euros at basic prices; a coefficient or share has no unit unless said otherwise.
#pragma once

#include <array>
#include <vector>

#include "input/pack.hpp"
#include "input/settings.hpp"
#include "world/columns.hpp"

namespace kringloop::economy {

/// Everyone who buys at an outlet, grouped so that one basket serves a group (docs/economy.md, goods market).
/// Order: household quintiles; per industry its twelve main inputs and the rest; investment; government; exports.
struct BuyerClasses {
  explicit BuyerClasses(int industry_count) : industries(industry_count) {}
  int industries;
  static constexpr int quintiles = 5;
  static constexpr int slots = firm_links + 1;
  [[nodiscard]] int household(int quintile) const { return quintile; }
  [[nodiscard]] int firm(int industry, int slot) const { return quintiles + industry * slots + slot; }
  [[nodiscard]] int investment(int kind) const { return quintiles + industries * slots + kind; }  // 0 business, 1 public, 2 dwellings
  [[nodiscard]] int government() const { return quintiles + industries * slots + 3; }
  [[nodiscard]] int exports() const { return government() + 1; }
  [[nodiscard]] int count() const { return exports() + 1; }
};

/// What one unit of a class's basket is made of.
struct BasketItem {
  int good = 0;
  double share = 0.0;         // of the basket's volume at basic prices (households: of spending at purchasers' prices)
  double import_share = 0.0;  // of the volume, base year
};

struct Industry {
  std::array<int, firm_links> linked{};               // goods of the twelve main inputs, -1 = none
  std::array<int, firm_links> supplied{};             // of these the goods bought from a supplier of one's own, -1 = imported only
  int suppliers = 0;                                  // how many
  std::array<double, firm_links + 1> coefficient{};   // input per unit of output, basic prices, last = all other goods
  std::array<bool, firm_links + 1> stocked{};         // the input is a good that can be kept in stock
  double input_cost = 0.0;          // inputs per unit of output at purchasers' prices of the base year
  double hours_per_unit = 0.0;      // weekly hours per base EUR of quarterly output
  double wage = 0.0;                // gross wage of a full-time person [EUR/quarter]
  double contribution_rate = 0.0;   // employer's contributions over wages
  double production_tax_rate = 0.0; // of output, without the carbon price
  double carbon_cost = 0.0;         // paid per base EUR of output for allowances and levy this quarter
  double capital_per_unit = 0.0;    // fixed assets per base EUR of quarterly capacity
  double wear = 0.0;                // of capital [1/quarter]
  double markup = 0.0;              // on unit cost, base year
  double payout_foreign = 0.0;      // share of payouts that goes abroad
  double debt_ratio = 0.0;          // bank debt over capital, base year
  double buffer = 0.0;              // deposits over a quarter's cost, base year
  double draw = 1.0;                // mixed income over a full wage, base year
  double earned = 1.0;              // what firms of the self-employed earn before it, over a full wage, base year
  double output = 0.0;              // base EUR/quarter
  bool storable = false;
  bool local = false;               // bought near home
  int investment_kind = 0;          // which basket it invests in
};

struct Structure {
  /// `growth` [1/quarter]: what base-year investment provides for beyond wear.
  Structure(const input::Pack& pack, const input::Economy& rules, double growth);

  int goods = 0, regions = 0;
  bool one_input_stock = false;  // inputs of a firm together limit its output, in whatever mix they are there
  BuyerClasses classes;
  std::vector<std::vector<BasketItem>> basket;            // [class]
  std::vector<int> use_class;                             // [class] index of input::UseClass
  static constexpr std::size_t dwellings_use = input::use_classes;  // a use class of its own for dwellings that households buy
  std::vector<std::array<input::Valuation, input::use_classes + 1>> valuation;  // [good][use class]
  std::vector<double> margin_supply;                      // [good] share of margins
  std::vector<double> reexport_supply;                    // [good] the same for goods that pass through: wholesale
  std::vector<Industry> industry;                         // [industry]
  std::vector<int> household_goods;                       // goods households link, largest first

  // base-year flows a quarter [base EUR]
  double household_consumption = 0.0;     // purchasers' prices
  double government_consumption = 0.0;    // basic prices
  std::array<double, 3> investment{};     // basic prices: business, public, dwellings
  std::array<double, 3> capital_price{};  // purchaser's over basic price of their baskets
  double exports = 0.0;                   // basic prices, domestic goods
  std::vector<input::Reexport> reexports; // [good] MEUR/year
  double jobs_per_person = 1.0;           // main and second jobs per working person
  double capital_growth = 0.0;            // expected at the opening [1/quarter]

  [[nodiscard]] const input::Valuation& value(int good, int buyer_class) const {
    return valuation[static_cast<std::size_t>(good)][static_cast<std::size_t>(use_class[static_cast<std::size_t>(buyer_class)])];
  }
  /// Purchaser's over basic price.
  [[nodiscard]] double wedge(int good, int buyer_class) const {
    const input::Valuation& v = value(good, buyer_class);
    return (1 + v.margin_rate) * (1 + v.product_tax_rate) * (1 + v.vat_rate);
  }
};

}  // namespace kringloop::economy
