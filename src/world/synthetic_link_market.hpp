// The market of one linked good: a line of buyers in each district laid along lines of sellers, the same on every rank.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "input/pack.hpp"
#include "parallel/districts.hpp"

namespace kringloop {

/// The sellers of one good in all districts.
struct Sellers {
  std::vector<std::size_t> first;         // [district] first of its sellers, and the number of all
  std::vector<std::uint32_t> slot;        // [seller]
  std::vector<std::int64_t> cumulative;   // [seller] capacity of the district's sellers up to and with it
  [[nodiscard]] std::int64_t capacity_of(std::size_t d) const { return first[d + 1] > first[d] ? cumulative[first[d + 1] - 1] : 0; }
};

/// How near buyers stay.
struct Nearness {
  double own_share = 0;   // of a district's purchases that stay in it as far as sellers reach
  double distance = 100;  // [km] of the exponential decay of the others
};

class LinkMarket {
 public:
  /// `weight` [district]: what its buyers want together; `region` [district], `km` [region][region].
  LinkMarket(const Sellers& sellers, std::span<const std::int64_t> weight, std::span<const std::int16_t> region, const input::Matrix& km,
             const Nearness& nearness);

  /// The seller for a buyer who stands at x in 0 .. weight of his district's line of buyers; nowhere when nobody sells.
  [[nodiscard]] parallel::Place seller_at(parallel::District buyer, double x) const;
  /// The next seller, for a buyer who met himself.
  [[nodiscard]] parallel::Place other_than(parallel::Place seller) const;

 private:
  [[nodiscard]] parallel::Place in_district(std::size_t d, double fraction) const;
  const Sellers& sellers_;
  std::span<const std::int16_t> region_;
  std::size_t regions_;
  bool any_ = false;
  std::vector<double> own_;           // [district] of its buyers' weight that stays in it
  std::vector<double> out_;           // [district] the rest
  std::vector<double> out_before_;    // [district] rest of the region's districts before it
  std::vector<double> out_of_;        // [region] sum of the rest
  std::vector<double> share_;         // [buyer region][seller region] cumulative share of the flows
  std::vector<double> flow_;          // [buyer region][seller region]
  std::vector<double> flow_before_;   // [buyer region][seller region] flows into the seller region from regions before
  std::vector<std::vector<double>> line_;             // [region] cumulative open capacity of its districts with sellers
  std::vector<std::vector<std::size_t>> on_line_;     // [region] those districts
};

}  // namespace kringloop
