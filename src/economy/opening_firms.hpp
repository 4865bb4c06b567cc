// The opening of firms: what their staff makes, costs and earns in a quarter of the base year, their capital, stocks, money and debt.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

inline constexpr double meur = 1e6;  // EUR, the unit of the pack

/// Of an input a firm opens with the wanted stock, or with a quarter's use where it is not kept [base EUR per base EUR of quarterly output].
[[nodiscard]] inline double opening_stock(const Industry& industry, std::size_t input, const Parameters& p) {
  return (industry.stocked[input] ? p.input_stock_target : 1.0) * industry.coefficient[input];
}

/// Fills the columns of firms and the coefficients of industries from the pack and the people who work there (collective).
/// Returns what the pack has for mixed income and owners cannot take for good [industry][EUR/quarter].
[[nodiscard]] std::vector<double> open_producers(World& world, Economy& economy);

}  // namespace kringloop::economy
