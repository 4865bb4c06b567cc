// Suppliers of a buyer's own: the links of households and firms, laid at the opening, reviewed every quarter.
#pragma once

#include <cstdint>
#include <vector>

#include "parallel/tell.hpp"
#include "world/columns.hpp"

namespace kringloop {
struct World;
}

namespace kringloop::economy {

struct Economy;

/// What a buyer asks a seller: price and what is left to sell.
struct Quote {
  double price = 1.0;         // [EUR / base EUR]
  std::int64_t offer = 0;     // [1/1000 base EUR], not below zero
};

/// What was asked of a seller over links, and what there is for it: the same unit, volume or money.
struct Ration {
  std::int64_t asked = 0, supply = 0;
};

/// The links as rows, and what passes along them this quarter. Nothing here outlives the quarter.
struct SupplierLinks {
  std::vector<Row> of_household;  // [household row x household_links]; no_row: none
  std::vector<Row> of_firm;       // [firm row x firm_links]
  std::vector<std::vector<Row>> of_further;  // [district][as world.further_suppliers]

  std::vector<Quote> quote;                       // [firm row, copies included]
  std::vector<std::int64_t> asked_by_firms;       // [firm row] 1/1000 base EUR
  std::vector<std::int64_t> asked_by_households;  // [firm row] cents, basic prices
  std::vector<Ration> ration;                     // [firm row, copies included]
  std::vector<std::uint8_t> is_short;             // [firm row, copies included] asked exceeds supply
  parallel::Accounts<1> orders;
  parallel::Accounts<2> sales;                    // volume, money
};

/// Lays the opening links, so that sellers' orders match their capacity (collective).
void open_suppliers(World& world, Economy& economy);

/// Each quarter (collective): links to firms that are gone are drawn anew; of the others `household_supplier_review` or
/// `firm_supplier_review` a quarter are looked at, and `review_when_short` of those whose supplier was short. The alternative is drawn
/// with weight spare capacity x nearness; the buyer switches with probability
/// logistic(`supplier_price_sensitivity` ln(p / p') - `supplier_switching_cost` [+ `supplier_shortage_push` when short]).
/// Each of a firm's suppliers of a good is looked at on its own. Once a year the number of them moves by one towards SupplierCount; a further
/// supplier that is gone and finds no successor is given up, and the others share what it had.
void review_suppliers(World& world, Economy& economy);

}  // namespace kringloop::economy
