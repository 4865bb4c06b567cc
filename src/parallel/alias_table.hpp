// Picking by weight: Walker's alias table in Vose's form, built in exact integer arithmetic (A. J. Walker, ACM TOMS 3 (1977)
// 253-256; M. D. Vose, IEEE TSE 17 (1991) 972-975), and a plain walk for a few weights.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace kringloop::parallel {

class AliasTable {
 public:
  AliasTable() = default;
  /// Weights >= 0, any unit. Throws InternalError for a negative one, and for 2^32 weights or more.
  explicit AliasTable(std::span<const std::int64_t> weights);
  /// Weights are taken in proportion to the largest, to 2^-40 of it; a weight above zero stays above zero.
  explicit AliasTable(std::span<const double> weights);

  /// No weight above zero: nothing to choose.
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// The index that 64 uniform bits pick, in constant time; never one of weight zero. Only when not empty.
  [[nodiscard]] std::size_t choose(std::uint64_t key) const {
    __extension__ using Product = unsigned __int128;
    const Product product = static_cast<Product>(key) * entries_.size();
    const auto index = static_cast<std::size_t>(product >> 64);
    const auto fraction = static_cast<std::uint32_t>(static_cast<std::uint64_t>(product) >> 32);
    const Entry entry = entries_[index];
    return fraction < entry.threshold ? index : entry.alias;
  }

 private:
  void build(std::span<const std::int64_t> weights);
  struct Entry {
    std::uint32_t threshold;  // of 2^32: below it the index itself, else the alias
    std::uint32_t alias;
  };
  std::vector<Entry> entries_;
};

/// The index that 64 uniform bits pick by walking over the weights; weights.size() when none is above zero. For a few weights
/// that are used once. Throws InternalError for a negative weight.
[[nodiscard]] std::size_t weighted_choice(std::span<const std::int64_t> weights, std::uint64_t key);

}  // namespace kringloop::parallel
