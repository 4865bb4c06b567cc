// How many work at each firm of a size class: a heavy tail inside the class's bounds.
#pragma once

#include <cstdint>
#include <vector>

namespace kringloop {

/// Persons working per firm [lowest, highest] of a size class; the last has no upper bound of its own (0).
struct SizeBounds {
  double lowest, highest;
};
inline constexpr SizeBounds size_bounds[5] = {{1, 1}, {2, 9}, {10, 49}, {50, 249}, {250, 0}};

/// Staff rows of `rows` firm rows that together have `seats` >= rows and stand for `firms` real firms with `persons` people: quantiles of
/// a Pareto distribution cut to the bounds with the class's mean, each row at least 1, the sum exact. Any run of consecutive
/// rows has about the whole distribution (a golden-ratio sequence started by `key`), so regions cut from the list are alike.
/// At one row a firm every size lies within the bounds.
[[nodiscard]] std::vector<std::uint32_t> staff_sizes(std::int64_t rows, std::int64_t seats, double firms, double persons,
                                                     SizeBounds bounds, std::uint64_t key);

}  // namespace kringloop
