// A keyed bijection of 0..n-1: everyone finds his own place in a shuffled row without the row being anywhere.
#pragma once

#include <bit>
#include <cstdint>

#include "base/random.hpp"

namespace kringloop {

/// Four Feistel rounds on the smallest power of two that holds n, walked until inside (fewer than two steps on average).
class Permutation {
 public:
  Permutation(std::uint64_t n, std::uint64_t key) : n_(n) {
    const int bits = n > 1 ? static_cast<int>(std::bit_width(n - 1)) : 1;
    low_ = bits / 2;
    high_ = bits - low_;
    for (int r = 0; r < 4; ++r) key_[r] = mixed(key + static_cast<std::uint64_t>(r) * 0x9e3779b97f4a7c15ULL);
  }
  [[nodiscard]] std::uint64_t size() const { return n_; }
  /// The place of `i` (< size).
  [[nodiscard]] std::uint64_t operator()(std::uint64_t i) const {
    if (n_ <= 1) return i;
    do i = once(i); while (i >= n_);
    return i;
  }

 private:
  // Each round adds a hash of one part to the other, so the parts may have different widths.
  [[nodiscard]] std::uint64_t once(std::uint64_t x) const {
    const std::uint64_t low_mask = (1ULL << low_) - 1, high_mask = (1ULL << high_) - 1;
    std::uint64_t low = x & low_mask, high = x >> low_;
    for (int r = 0; r < 4; r += 2) {
      high = (high + hash(low, key_[r])) & high_mask;
      low = (low + hash(high, key_[r + 1])) & low_mask;
    }
    return (high << low_) | low;
  }
  [[nodiscard]] static std::uint64_t hash(std::uint64_t x, std::uint64_t key) {
    x = (x ^ key) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 29)) * 0x94d049bb133111ebULL;
    return x >> 32;
  }
  std::uint64_t n_;
  int low_ = 0, high_ = 1;
  std::uint64_t key_[4]{};
};

}  // namespace kringloop
