#include "parallel/tell.hpp"

#include <cstring>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop::parallel {

namespace {

constexpr std::int64_t block = 4096;  // rows that a thread delivers at a time

void add_to(const ToldColumn& column, Row row, std::int64_t amount) {
  std::byte* at = column.data + std::size_t{row} * sizeof(std::int64_t);
  std::int64_t value;
  std::memcpy(&value, at, sizeof value);
  value += amount;
  std::memcpy(at, &value, sizeof value);
}

}  // namespace

template <int Lanes>
void Accounts<Lanes>::open(const Context& context, const Population& population) {
  rows_ = population.rows.size();
  version_ = population.rows.version();
  accounts_.resize(static_cast<std::size_t>(context.threads));
  for (auto& account : accounts_) account.resize(std::size_t{rows_} * Lanes, 0);
}

template <int Lanes>
void Accounts<Lanes>::take(Row row, std::array<std::int64_t, Lanes>& sums) {
  sums.fill(0);
  for (auto& account : accounts_)
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
      std::int64_t& value = account[std::size_t{row} * Lanes + lane];
      sums[lane] += value;
      value = 0;
    }
}

template <int Lanes>
void Accounts<Lanes>::deliver(Context& context, const Population& population, const std::array<ToldColumn, Lanes>& columns) {
  const Rows& rows = population.rows;
  if (version_ != rows.version() || rows_ > rows.size())
    throw InternalError(fmt::format("rows of {} were numbered anew between opening and delivering accounts", population.name));
  for (const ToldColumn& column : columns)
    if (column.rows != rows.size())
      throw InternalError(fmt::format("told a column of {} entries of {}, which has {} rows", column.rows, population.name, rows.size()));
  const Row own = rows.own();
  const std::int64_t blocks = (static_cast<std::int64_t>(own) + block - 1) / block;
#pragma omp parallel for schedule(static) num_threads(context.threads) if (blocks > 1)
  for (std::int64_t b = 0; b < blocks; ++b) {
    const auto first = static_cast<std::size_t>(b * block);
    const std::size_t count = std::min<std::size_t>(block, own - first);
    for (auto& account : accounts_) {
      std::int64_t* told = account.data() + first * Lanes;
      for (std::size_t i = 0; i < count; ++i)
        for (std::size_t lane = 0; lane < Lanes; ++lane)
          add_to(columns[lane], static_cast<Row>(first + i), told[i * Lanes + lane]);
      std::memset(told, 0, count * Lanes * sizeof(std::int64_t));
    }
  }
  if (context.ranks.size() == 1) return;
  if (!population.halo.agreed(rows)) throw InternalError(fmt::format("told {} before its new copies were agreed", population.name));

  const Verb verb(context.ranks, "tell");
  const auto size = static_cast<std::size_t>(context.ranks.size());
  std::vector<Bytes> out(size), in(size);
  constexpr std::size_t bytes = Lanes * sizeof(std::int64_t);
  std::array<std::int64_t, Lanes> sums{};
  for (std::size_t r = 0; r < size; ++r) {
    const auto copies = population.halo.received_from(static_cast<int>(r));
    out[r].resize(copies.size() * bytes);
    in[r].resize(population.halo.sent_to(static_cast<int>(r)).size() * bytes);
    for (std::size_t i = 0; i < copies.size(); ++i) {
      // Copies that came after open() were told nothing.
      if (own + copies[i] < rows_) take(own + copies[i], sums);
      else sums.fill(0);
      std::memcpy(out[r].data() + i * bytes, sums.data(), bytes);
    }
  }
  context.ranks.exchange_known(out, in);
  for (std::size_t r = 0; r < size; ++r) {
    const auto targets = population.halo.sent_to(static_cast<int>(r));
    for (std::size_t i = 0; i < targets.size(); ++i) {
      std::memcpy(sums.data(), in[r].data() + i * bytes, bytes);
      for (std::size_t lane = 0; lane < Lanes; ++lane) add_to(columns[lane], targets[i], sums[lane]);
    }
  }
}

template class Accounts<1>;
template class Accounts<2>;

}  // namespace kringloop::parallel
