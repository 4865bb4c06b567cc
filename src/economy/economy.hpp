// The economy's own memory: fixed structure, this quarter's parameters, and the totals of the quarter that several phases and the
// indicators read. Nothing here outlives a quarter except what the structure gives: state is in the world.
#pragma once

#include <array>
#include <vector>

#include "economy/energy.hpp"
#include "economy/parameters.hpp"
#include "economy/seller_index.hpp"
#include "economy/structure.hpp"
#include "economy/supplier_links.hpp"
#include "world/world.hpp"

namespace kringloop::economy {

/// What one class of buyers asked and got at the outlets this quarter.
struct ClassPurchases {
  Volume asked, delivered;  // at outlets, base-year basic prices
  Volume linked;            // delivered by suppliers of the buyers' own
  Money basic;              // domestic goods at basic prices, by suppliers and outlets
  Money imported;           // imports, at the border
  Money margins;
  Money product_tax, value_added_tax;
  double real = 0.0;        // delivered by anyone, at base-year purchasers' prices [EUR]
  [[nodiscard]] Money total() const { return basic + imported + margins + product_tax + value_added_tax; }
};

/// What a good's sellers and importers delivered this quarter.
struct GoodTotals {
  Volume asked, domestic, imported;  // domestic orders, each once; delivered
  Money domestic_value, imported_value;
  Money linked_value;                // of the domestic value: from suppliers of the buyers' own
};

/// The market where all sellers of a good and one abroad meet all buyers (economy.trade = "national"; national_market.hpp).
struct NationalMarket {
  std::vector<double> price;          // [good] mean asked, by what is offered
  std::vector<Volume> offered_abroad; // [good] at the start of the quarter
  std::vector<Volume> left_abroad;    // [good]
  std::vector<Volume> offered;        // [firm row] at the start of the quarter
  std::vector<double> concentration;  // [buyer class] sum of squares of its buyers' parts: 1 over the number of equal buyers
  std::uint64_t round = 0;            // of trade, this quarter
};

/// Totals by industry of the quarter (all ranks).
struct IndustryTotals {
  Volume output, sold;
  Money output_value;      // output at basic prices: sold at the price paid + stock change at the price
  Money sales_value;       // received
  Money operating_surplus; // gross
  Money input_use;         // inputs used, at the purchasers' prices of the quarter
  Money wages, contributions, production_tax, mixed_income;
  Money carbon_price;      // allowances and levy, a part of production_tax
  Money depreciation;
};

/// The bodies of a tier of government, this quarter.
struct BodyTotals {
  Money transfers;             // their part of the public budget
  Money purchases, investment; // inputs and capital goods, purchasers' prices
  Head employment;
  Money balance;               // left with the treasury
};

struct Economy {
  Economy(const input::Pack& pack, const input::Settings& settings, const input::Paths& paths)
      : structure(pack, settings.economy, settings.economy.growth ? settings.parameter("opening_growth") : 0.0), energy(pack, paths, structure) {}
  Structure structure;
  Energy energy;
  Parameters parameters;

  std::vector<ClassPurchases> purchases;   // [buyer class]
  std::vector<GoodTotals> good;            // [good]
  std::vector<IndustryTotals> industry;    // [industry]
  std::vector<Money> exported;             // [good] domestic goods sold abroad, basic prices
  std::vector<Volume> consumed;            // [good] delivered to households
  std::vector<Money> public_consumption;   // [good] domestic goods bought by the State, basic prices
  std::array<BodyTotals, input::tiers> body;
  std::vector<double> granted;             // [good] of what public consumption takes of it, what the budgets of the bodies leave
  Money given_away;                        // of government consumption: output of the bodies
  std::vector<double> import_price;        // [good] EUR/base EUR at the border
  std::vector<double> input_slot_price;    // [industry][slot] purchasers' price of a base EUR of the input
  std::vector<double> input_price;         // [industry] price of the input bundle, purchasers' prices, base = its base cost
  std::vector<double> capital_price;       // [investment kind] purchasers' price of a base EUR of capital goods
  std::vector<std::vector<double>> trade;  // [good] -> [from region][to region] share of local demand served where
  SellerIndex sellers;                     // of this quarter
  NationalMarket market;                   // of this quarter, where the rules have one
  SupplierLinks suppliers;                 // of this quarter
  Head supplier_changes;                    // links moved to another supplier this quarter
  Volume supplier_shortfall;                // ordered over links and not there
  Head firm_entries, firm_exits;            // this quarter, real firms
  Money debt_interest, government_balance;      // of the quarter
  Money reexports_bought, reexports_margin; // of the quarter
  double disposable_income = 0.0;           // of households, smoothed [EUR/quarter]
  double real_gdp = 0.0;                   // [base EUR/quarter]
  double nominal_gdp = 0.0;                // [EUR/quarter]
};

}  // namespace kringloop::economy
