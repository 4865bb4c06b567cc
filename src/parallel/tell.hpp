// tell: add an integer to an account of the agent at the other end of a link. Threads add to their own copy of the accounts;
// deliver() adds up threads, sends the sums for remote rows to their owners (one value per (rank, distinct target)) and adds
// everything into the owners' columns. Integers only, so no order can change the result.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <vector>

#include "base/amount.hpp"
#include "parallel/population.hpp"

namespace kringloop::parallel {

/// A column that receives: a std::vector of std::int64_t or of an Amount, with one entry per row of the population.
struct ToldColumn {
  std::byte* data;
  std::size_t rows;

  ToldColumn(std::vector<std::int64_t>& column) : data(reinterpret_cast<std::byte*>(column.data())), rows(column.size()) {}
  template <class Kind>
  ToldColumn(std::vector<Amount<Kind>>& column) : data(reinterpret_cast<std::byte*>(column.data())), rows(column.size()) {
    static_assert(sizeof(Amount<Kind>) == sizeof(std::int64_t) && std::is_trivially_copyable_v<Amount<Kind>>);
  }
};

/// Accounts of every row of a population, `Lanes` integers each, side by side: an order and its payment touch one cache line.
/// Made once and used again and again; between deliveries everything in it is zero.
template <int Lanes>
class Accounts {
 public:
  /// Makes room for all rows, copies included, and all threads. Call before the phase that adds.
  void open(const Context& context, const Population& population);

  /// Of one thread, for loops that tell a lot: account `row` begins at [Lanes x row].
  [[nodiscard]] std::int64_t* accounts_of(int thread) { return of(thread); }
  void add(int thread, Row row, std::int64_t amount) requires(Lanes == 1) { of(thread)[row] += amount; }
  void add(int thread, Row row, std::int64_t first, std::int64_t second) requires(Lanes == 2) {
    std::int64_t* account = of(thread) + std::size_t{2} * row;
    account[0] += first;
    account[1] += second;
  }
  template <class Kind>
  void add(int thread, Row row, Amount<Kind> amount) requires(Lanes == 1) { add(thread, row, amount.units); }
  template <class Kind, class OtherKind>
  void add(int thread, Row row, Amount<Kind> first, Amount<OtherKind> second) requires(Lanes == 2) {
    add(thread, row, first.units, second.units);
  }

  /// Adds what was told to the owners' columns, lane by lane, and empties the accounts (collective). Only own rows of the
  /// columns change. Throws InternalError when rows were numbered anew since open, or a column has not one entry per row.
  void deliver(Context& context, const Population& population, const std::array<ToldColumn, Lanes>& columns);

 private:
  [[nodiscard]] std::int64_t* of(int thread) { return accounts_[static_cast<std::size_t>(thread)].data(); }
  /// Takes the sums of all threads for one row, leaving zero.
  void take(Row row, std::array<std::int64_t, Lanes>& sums);

  std::vector<std::vector<std::int64_t>> accounts_;  // [thread][row][lane]
  Row rows_ = 0;
  std::uint64_t version_ = 0;
};

extern template class Accounts<1>;
extern template class Accounts<2>;

}  // namespace kringloop::parallel
