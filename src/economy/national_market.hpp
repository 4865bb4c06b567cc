// One market a good for the whole country, with one seller abroad whose offer is limited: the goods market of the published model
// (Poledna, Miess, Hommes, Rabitsch 2023, online appendix, A.1, A.76-A.79), with economy.trade = "national".
//
// There, buyers in random order draw sellers by a weight of price and size until their demand or all stock is gone. Here the same happens
// to all orders at once: how many of a good's buyers draw a seller is a Poisson number around its weight; it is asked for that part of
// the orders, as far as it has it, and what is then left goes to the others by weight until they are sold out. A good has as many buyers
// as equal ones would make orders as concentrated. Orders that nobody can serve are remembered by sellers with capacity to spare.
#pragma once

#include <span>
#include <vector>

#include "economy/economy.hpp"
#include "economy/sellers.hpp"

namespace kringloop::economy {

/// The foreign seller's prices start at the base year's.
void open_national_market(World& world, const Economy& economy);

/// Offers of the quarter, at home and abroad, and mean prices asked (collective).
void list_offers(World& world, Economy& economy);

/// What was had at home and abroad.
struct NationalDelivery {
  Delivery domestic, imported;
};

/// Serves these orders [good] [1/1000 base EUR] of so many buyers [good]; sellers at home are paid (collective).
[[nodiscard]] std::vector<NationalDelivery> order_nationwide(World& world, Economy& economy, std::span<const Volume> wanted, std::span<const double> buyers);

/// Volume [base EUR] that a budget of 1 base EUR's worth of the good at last quarter's price, raised by expected inflation, buys at this quarter's.
[[nodiscard]] double volume_of_budget(const World& world, const Economy& economy, std::size_t good);

}  // namespace kringloop::economy
