// Suppliers beside the first. A firm that is large beside the sellers of a good buys it from several. Most firms are not, so what the large ones
// have lies apart from the column `supplier`, in a short list for each district.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "world/columns.hpp"

namespace kringloop {

struct World;

inline constexpr std::int64_t whole_budget = 65536;  // shares are in 1/65536
inline constexpr int most_suppliers = 64;            // of one good

struct FurtherSupplier {
  std::uint32_t buyer = 0;  // slot of the firm that buys
  std::uint16_t share = 0;  // of what it orders of the good from suppliers of its own; what the further ones leave is the first one's
  std::uint8_t input = 0;   // which column of firms.supplier
  std::uint8_t padding = 0; // so that a checkpoint holds no chance
  Place place;              // who sells

  /// Lists are in this order; those of one buyer's input in the order in which they came.
  [[nodiscard]] std::uint64_t key() const { return key_of(buyer, input); }
  [[nodiscard]] static std::uint64_t key_of(std::uint32_t buyer, int input) { return (std::uint64_t{buyer} << 8) | static_cast<std::uint64_t>(input); }
};

using FurtherList = std::vector<FurtherSupplier>;
using FurtherSuppliers = std::vector<FurtherList>;  // [district]; empty for those of other ranks

/// Where the further suppliers of a buyer's input are in a list, for a walk over buyers and inputs in ascending order.
class FurtherWalk {
 public:
  struct Range {
    std::size_t first = 0, last = 0;
    [[nodiscard]] bool none() const { return first == last; }
    [[nodiscard]] std::size_t count() const { return last - first; }
  };
  explicit FurtherWalk(std::span<const FurtherSupplier> list) : list_(list) { look(); }

  [[nodiscard]] Range of(std::uint32_t buyer, int input) {
    const std::uint64_t key = FurtherSupplier::key_of(buyer, input);
    if (next_ > key) [[likely]] return {};
    return find(key);
  }
  /// Those of the buyer's next input that has any; none when there is no more.
  [[nodiscard]] Range next_of(std::uint32_t buyer) {
    if ((next_ >> 8) > buyer) [[likely]] return {};
    return find_next(buyer);
  }

 private:
  [[nodiscard]] Range find(std::uint64_t key);
  [[nodiscard]] Range find_next(std::uint32_t buyer);
  void look() { next_ = at_ < list_.size() ? list_[at_].key() : ~std::uint64_t{0}; }

  std::span<const FurtherSupplier> list_;
  std::size_t at_ = 0;
  std::uint64_t next_ = 0;
};

/// How many suppliers of a good a firm has: one as long as it buys less than twice what the good's median seller sells, and one more for each
/// doubling: clamp(1 + floor(log2(spend / median)), 1, 8), up to 64 for public bodies and for who buys more than 1 % of all that is sold of the good.
struct SupplierCount {
  std::vector<double> median;  // [good] what the median seller sells [base EUR/quarter]
  std::vector<double> market;  // [good] what all sellers sell

  [[nodiscard]] int operator()(std::size_t good, double spend, bool public_body) const;
};

/// The sellers of all goods: firms by industry that sell `sales` [firm row] > 0, any unit (collective).
[[nodiscard]] SupplierCount measure_sellers(World& world, std::span<const double> sales);

/// What of an order goes to the first supplier and to each further one: largest remainder, ties to the first. `parts` has one more than `further`.
void split_over_suppliers(std::int64_t order, std::span<const FurtherSupplier> further, std::span<std::int64_t> parts);

/// The shares of a buyer's further suppliers when all together they keep `kept`/whole_budget of what they had.
void scale_shares(std::span<FurtherSupplier> further, std::int64_t kept);

}  // namespace kringloop
