#include "base/amount.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop {

std::int64_t rounded(double x) {
  constexpr double limit = 4611686018427387904.0;  // 2^62
  if (!(std::abs(x) < limit)) throw InternalError(fmt::format("cannot make an amount of {}: not finite or beyond 2^62", x));
  return static_cast<std::int64_t>(std::nearbyint(x));
}

}  // namespace kringloop
