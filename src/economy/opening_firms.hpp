// The opening of firms: what their staff makes, costs and earns in a quarter of the base year, their capital, stocks, money and debt.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

inline constexpr double meur = 1e6;  // EUR, the unit of the pack

/// Fills the columns of firms and the coefficients of industries from the pack and the people who work there (collective).
/// Returns what the pack has for mixed income and owners cannot take for good [industry][EUR/quarter].
[[nodiscard]] std::vector<double> open_producers(World& world, Economy& economy);

}  // namespace kringloop::economy
