#include "parallel/ask.hpp"

#include <cstdint>
#include <cstring>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop::parallel {

namespace {

/// message[i] = column[rows[i]], for values of a size known to the compiler or not (0).
template <std::size_t Size>
void pack(std::byte* message, const AskedColumn& column, std::span<const Row> rows, int threads) {
  const std::size_t bytes = Size == 0 ? column.bytes : Size;
  const auto n = static_cast<std::int64_t>(rows.size());
#pragma omp parallel for schedule(static) num_threads(threads) if (n > 10000)
  for (std::int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<std::size_t>(i);
    std::memcpy(message + k * bytes, column.data + rows[k] * bytes, bytes);
  }
}

/// column[halo + positions[i]] = message[i]
template <std::size_t Size>
void unpack(const AskedColumn& column, Row halo, std::span<const std::uint32_t> positions, const std::byte* message, int threads) {
  const std::size_t bytes = Size == 0 ? column.bytes : Size;
  const auto n = static_cast<std::int64_t>(positions.size());
#pragma omp parallel for schedule(static) num_threads(threads) if (n > 10000)
  for (std::int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<std::size_t>(i);
    std::memcpy(column.data + (std::size_t{halo} + positions[k]) * bytes, message + k * bytes, bytes);
  }
}

}  // namespace

void ask(Context& context, const Population& population, std::span<const AskedColumn> columns) {
  std::size_t bytes = 0;
  for (const AskedColumn& column : columns) {
    if (column.rows != population.rows.size())
      throw InternalError(fmt::format("asked a column of {} entries of {}, which has {} rows", column.rows, population.name, population.rows.size()));
    bytes += column.bytes;
  }
  if (context.ranks.size() == 1) return;
  if (!population.halo.agreed(population.rows))
    throw InternalError(fmt::format("asked {} before its new copies were agreed", population.name));
  const Verb verb(context.ranks, "ask");
  const auto size = static_cast<std::size_t>(context.ranks.size());
  std::vector<Bytes> out(size), in(size);
  for (std::size_t r = 0; r < size; ++r) {
    const auto rows = population.halo.sent_to(static_cast<int>(r));
    out[r].resize(rows.size() * bytes);
    in[r].resize(population.halo.received_from(static_cast<int>(r)).size() * bytes);
    std::byte* at = out[r].data();
    for (const AskedColumn& column : columns) {
      switch (column.bytes) {
        case 1: pack<1>(at, column, rows, context.threads); break;
        case 4: pack<4>(at, column, rows, context.threads); break;
        case 8: pack<8>(at, column, rows, context.threads); break;
        default: pack<0>(at, column, rows, context.threads);
      }
      at += rows.size() * column.bytes;
    }
  }
  context.ranks.exchange_known(out, in);
  for (std::size_t r = 0; r < size; ++r) {
    const auto positions = population.halo.received_from(static_cast<int>(r));
    const std::byte* at = in[r].data();
    for (const AskedColumn& column : columns) {
      switch (column.bytes) {
        case 1: unpack<1>(column, population.rows.own(), positions, at, context.threads); break;
        case 4: unpack<4>(column, population.rows.own(), positions, at, context.threads); break;
        case 8: unpack<8>(column, population.rows.own(), positions, at, context.threads); break;
        default: unpack<0>(column, population.rows.own(), positions, at, context.threads);
      }
      at += positions.size() * column.bytes;
    }
  }
}

}  // namespace kringloop::parallel
