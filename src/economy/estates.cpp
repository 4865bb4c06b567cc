#include "economy/estates.hpp"

#include <algorithm>

namespace kringloop::economy {

namespace {
constexpr double millionths = 1e6;
}

std::int64_t weight_of(const Firms& firms, Row firm) {
  return std::max<std::int64_t>(1, amount_of<Volume>(firms.expected_demand[firm]).units);
}

void leave_estate(const Firms& firms, Row i, Wide* into) {
  const std::int64_t weight = weight_of(firms, i);
  into[Estate::demand] += weight;
  into[Estate::orders] += firms.orders[i].units;
  into[Estate::capital] += firms.capital[i].units;
  into[Estate::on_order_first] += firms.capital_on_order[i][0].units;
  into[Estate::on_order_second] += firms.capital_on_order[i][1].units;
  into[Estate::investment] += firms.investment[i].units;
  into[Estate::inventory] += firms.inventory[i].units;
  into[Estate::productivity] += static_cast<Wide>(rounded(firms.productivity[i] * millionths)) * weight;
  for (int k = 0; k <= firm_links; ++k) into[Estate::inputs + static_cast<std::size_t>(k)] += firms.input_stock[i][k].units;
}

std::int64_t part_of(Wide pool, Wide before, Wide own, Wide total) {
  // Pools and weights are below 2^63 each, so a product fits.
  return static_cast<std::int64_t>(pool * (before + own) / total - pool * before / total);
}

void SharedEstate::divide() {
  const Wide pool = all.of[Estate::demand];
  if (pool == 0) return;
  const Wide taken = std::min(pool, new_weight);
  // Productivity is a weighted mean: its parts need not be whole.
  for (std::size_t k = 0; k < Estate::items; ++k) to_new.of[k] = k == Estate::productivity ? 0 : all.of[k] * taken / pool;
}

PartTaken take_part(Firms& firms, Row i, const SharedEstate& estate, Wide before, Wide own, bool fresh) {
  const Wide total = fresh ? estate.new_weight : estate.staying_weight;
  const Wide pool = estate.all.of[Estate::demand];
  if (total == 0 || pool == 0) return {};
  const auto part = [&](std::size_t item) {
    const Wide whole = fresh ? estate.to_new.of[item] : estate.all.of[item] - estate.to_new.of[item];
    return part_of(whole, before, own, total);
  };
  const Volume demand{part(Estate::demand)}, capital{part(Estate::capital)};
  const double productivity = static_cast<double>(estate.all.of[Estate::productivity]) / static_cast<double>(pool) / millionths;
  if (fresh) {
    firms.productivity[i] = productivity;
  } else if (capital.units > 0) {
    firms.productivity[i] += capital.real() / (firms.capital[i] + capital).real() * (productivity - firms.productivity[i]);
  }
  firms.expected_demand[i] += demand.real();
  firms.orders[i] += Volume{part(Estate::orders)};
  firms.capital[i] += capital;
  firms.capital_on_order[i][0] += Volume{part(Estate::on_order_first)};
  firms.capital_on_order[i][1] += Volume{part(Estate::on_order_second)};
  firms.investment[i] += Volume{part(Estate::investment)};
  firms.inventory[i] += Volume{part(Estate::inventory)};
  for (int k = 0; k <= firm_links; ++k) firms.input_stock[i][k] += Volume{part(Estate::inputs + static_cast<std::size_t>(k))};
  const Money debt{part(Estate::debt)};
  firms.loan[i] += debt;
  if (!fresh) return {debt, Money{}};
  const Money equity{part(Estate::deposits)};
  firms.deposits[i] += equity;
  firms.deposits_kept[i] = firms.deposits[i];  // capital put in is not earned
  return {debt, equity};
}

}  // namespace kringloop::economy
