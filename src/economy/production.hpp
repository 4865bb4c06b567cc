// Capacity, and what is made of storable goods before trade and of services when they are ordered.
#pragma once

#include "economy/economy.hpp"

namespace kringloop::economy {

/// capacity = min(people x productivity x overtime, capital, inputs in stock); storable goods: output = min(capacity, planned) goes
/// into stock and uses inputs. Services and goods to order are only offered.
void produce(World& world, Economy& economy);

/// After trade: output of services = sold; inputs used; quarter's totals by industry.
void account_for_output(World& world, Economy& economy);

/// What a firm can still deliver this quarter: its stock, or the rest of its capacity (negative when margins stretched it).
[[nodiscard]] inline Volume unsold(const Firms& firms, Row firm, const Economy& economy) {
  return economy.structure.industry[firms.industry[firm]].storable ? firms.inventory[firm] : firms.capacity[firm] - firms.sold[firm];
}

/// Delivered: out of stock, or made to order.
inline void take_from_offer(Firms& firms, Row firm, const Economy& economy, Volume delivered) {
  if (economy.structure.industry[firms.industry[firm]].storable) firms.inventory[firm] -= delivered;
  firms.sold[firm] += delivered;
}

/// What of a firm's output is taxed: what it sold; where all is made to stock, what it made, at its price (A.27) [EUR].
[[nodiscard]] inline double taxed_output(const Firms& firms, Row firm, const Economy& economy) {
  return economy.structure.one_input_stock ? firms.output[firm].real() * firms.price[firm] : firms.revenue[firm].real();
}

}  // namespace kringloop::economy
