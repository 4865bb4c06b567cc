// Splitting a whole number into whole parts that add up to it exactly.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace kringloop {

/// Largest remainder: part i is total x weight i / sum, rounded down, and what is left goes one by one to the largest
/// remainders, ties to the lowest index. The same parts on every machine; a zero weight gets nothing; a negative total is split
/// as its opposite. Weights are relative; those below 2^-52 of the largest count as zero.
/// Throws InternalError for a negative or non-finite weight, and for all-zero weights with a total that is not zero.
void split_by_weight(std::int64_t total, std::span<const double> weights, std::span<std::int64_t> parts);
[[nodiscard]] std::vector<std::int64_t> split_by_weight(std::int64_t total, std::span<const double> weights);

/// Cumulative rounding: with C_i the capacities up to i and C their sum, part i is floor(C_i T / C) - floor(C_{i-1} T / C)
/// in 128 bits. No sorting, never more than 1 off the exact share; no part exceeds its capacity when 0 <= T <= C.
/// Throws InternalError for a negative capacity, a sum beyond 2^63 - 1, and a sum of zero with a total that is not zero.
void split_by_capacity(std::int64_t total, std::span<const std::int64_t> capacities, std::span<std::int64_t> parts);
[[nodiscard]] std::vector<std::int64_t> split_by_capacity(std::int64_t total, std::span<const std::int64_t> capacities);

}  // namespace kringloop
