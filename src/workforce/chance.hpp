// Probabilities as 64-bit thresholds: uniform bits below the threshold mean yes. Comparing integers costs nothing, and further
// independent bits come from the first by a fixed mixing.
#pragma once

#include <cstdint>

#include "base/random.hpp"

namespace kringloop::workforce {

using Threshold = std::uint64_t;

[[nodiscard]] constexpr Threshold threshold(double probability) {
  if (!(probability > 0.0)) return 0;
  if (probability >= 1.0) return ~Threshold{0};
  return static_cast<Threshold>(probability * 0x1.0p64);
}

/// Other bits, independent for each `use`, from one keyed draw of an agent.
[[nodiscard]] constexpr std::uint64_t other_bits(std::uint64_t bits, std::uint64_t use) {
  return mixed(bits ^ (use * 0xd1342543de82ef95ULL));
}

/// Uniform in 0 .. n-1.
[[nodiscard]] constexpr std::uint64_t below(std::uint64_t bits, std::uint64_t n) {
  __extension__ using Product = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Product>(bits) * n) >> 64);
}
[[nodiscard]] constexpr double unit(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1.0p-53; }

/// The whole part of x, plus one with the probability of the rest: right on average. x >= 0.
[[nodiscard]] constexpr std::int64_t whole(double x, std::uint64_t bits) {
  const auto down = static_cast<std::int64_t>(x);
  return down + (unit(bits) < x - static_cast<double>(down) ? 1 : 0);
}

}  // namespace kringloop::workforce
