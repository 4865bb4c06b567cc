// What firms, government units, households, the government and the rest of the world buy, and how the bills of their classes are
// paid by the individual buyers.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// First in the market: inputs for the next quarter and capital goods, by firms and government units.
/// want = use expected next quarter + a quarter of the gap to the wanted stock.
void buy_inputs_and_capital(World& world, Economy& economy);

/// Then final demand: households' budgets, government consumption, exports.
void buy_final_goods(World& world, Economy& economy);

/// Foreign demand for each good [base EUR/quarter]: base x world demand x (price / world price)^-elasticity.
[[nodiscard]] std::vector<Volume> foreign_demand(const World& world, const Economy& economy);

/// Goods that only pass through: bought abroad, traded by wholesale, sold abroad; the margin stays.
void pass_reexports(World& world, Economy& economy);

}  // namespace kringloop::economy
