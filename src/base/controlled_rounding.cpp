#include "base/controlled_rounding.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "base/amount.hpp"
#include "base/error.hpp"

namespace kringloop {

namespace {

/// Room for `n` values, on the stack when there are few: a household splits over some twenty links.
template <class T>
class Scratch {
 public:
  explicit Scratch(std::size_t n) {
    if (n > few_.size()) many_.resize(n);
    values_ = n > few_.size() ? std::span<T>(many_) : std::span<T>(few_).first(n);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  T& operator[](std::size_t i) { return values_[i]; }
  std::span<T> all() { return values_; }

 private:
  std::array<T, 64> few_;
  std::vector<T> many_;
  std::span<T> values_;
};

/// Weights as integers below 2^53 with the same proportions; returns their sum.
Wide integer_weights(std::span<const double> weights, std::span<std::int64_t> integers) {
  double largest = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] >= 0.0) || !std::isfinite(weights[i]))
      throw InternalError(fmt::format("cannot split by weight {} at {}: weights are finite and not negative", weights[i], i));
    largest = std::max(largest, weights[i]);
  }
  int exponent = 0;
  std::frexp(largest, &exponent);
  Wide sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    integers[i] = static_cast<std::int64_t>(std::nearbyint(std::ldexp(weights[i], 52 - exponent)));
    sum += integers[i];
  }
  return sum;
}

}  // namespace

void split_by_weight(std::int64_t total, std::span<const double> weights, std::span<std::int64_t> parts) {
  const std::size_t n = weights.size();
  if (parts.size() != n) throw InternalError(fmt::format("split into {} parts by {} weights", parts.size(), n));
  Scratch<std::int64_t> weight(n);
  const Wide sum = integer_weights(weights, weight.all());
  if (sum == 0) {
    if (total != 0) throw InternalError(fmt::format("cannot split {} over {} weights that are all zero", total, n));
    std::fill(parts.begin(), parts.end(), 0);
    return;
  }
  const Wide sign = total < 0 ? -1 : 1;
  const Wide size = sign * total;
  Scratch<Wide> remainder(n);
  Wide left = size;
  for (std::size_t i = 0; i < n; ++i) {
    const Wide product = size * weight[i];
    const Wide whole = product / sum;
    remainder[i] = product - whole * sum;
    left -= whole;
    parts[i] = static_cast<std::int64_t>(sign * whole);
  }
  // `left` is the sum of the remainders divided by `sum`, so fewer than the remainders that are not zero.
  Scratch<std::uint32_t> order(n);
  std::iota(order.all().begin(), order.all().end(), 0U);
  const auto last = order.all().begin() + static_cast<std::ptrdiff_t>(left);
  std::partial_sort(order.all().begin(), last, order.all().end(), [&](std::uint32_t a, std::uint32_t b) {
    return remainder[a] != remainder[b] ? remainder[a] > remainder[b] : a < b;
  });
  for (auto i = order.all().begin(); i != last; ++i) parts[*i] += static_cast<std::int64_t>(sign);
}

std::vector<std::int64_t> split_by_weight(std::int64_t total, std::span<const double> weights) {
  std::vector<std::int64_t> parts(weights.size());
  split_by_weight(total, weights, parts);
  return parts;
}

void split_by_capacity(std::int64_t total, std::span<const std::int64_t> capacities, std::span<std::int64_t> parts) {
  if (parts.size() != capacities.size())
    throw InternalError(fmt::format("split into {} parts by {} capacities", parts.size(), capacities.size()));
  Wide sum = 0;
  for (std::size_t i = 0; i < capacities.size(); ++i) {
    if (capacities[i] < 0) throw InternalError(fmt::format("cannot split by capacity {} at {}", capacities[i], i));
    sum += capacities[i];
  }
  if (sum > std::numeric_limits<std::int64_t>::max()) throw InternalError("capacities to split over add up to more than 2^63 - 1");
  if (sum == 0) {
    if (total != 0) throw InternalError(fmt::format("cannot split {} over capacities that are all zero", total));
    std::fill(parts.begin(), parts.end(), 0);
    return;
  }
  std::int64_t cumulated = 0, before = 0;
  for (std::size_t i = 0; i < capacities.size(); ++i) {
    cumulated += capacities[i];
    const std::int64_t until = mul_div(cumulated, total, static_cast<std::int64_t>(sum));
    parts[i] = until - before;
    before = until;
  }
}

std::vector<std::int64_t> split_by_capacity(std::int64_t total, std::span<const std::int64_t> capacities) {
  std::vector<std::int64_t> parts(capacities.size());
  split_by_capacity(total, capacities, parts);
  return parts;
}

}  // namespace kringloop
