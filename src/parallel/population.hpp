// A population: rows, their columns and the halo, kept in step. The structs of world/ hold one and register their columns in it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "parallel/columns.hpp"
#include "parallel/halo.hpp"
#include "parallel/rows.hpp"

namespace kringloop::parallel {

struct Population {
  explicit Population(std::string population_name);
  Population(const Population&) = delete;
  Population& operator=(const Population&) = delete;

  std::string name;
  Rows rows;
  ColumnSet columns;
  Halo halo;
  std::vector<std::uint64_t> identity;  // [row] given once, never reused; the first column

  /// `count[i]` live rows in the i-th own district, all columns at their initial values.
  void lay_out(const Layout& layout, std::span<const std::uint32_t> count);
  /// The same from a checkpoint; see Rows::restore. Columns are at their initial values, to be overwritten.
  void restore(const Layout& layout, const std::vector<std::vector<SlotState>>& states);

  /// A new live row with initial values. Between phases a full district grows, which numbers rows anew (rows.version()); inside
  /// a phase call make_room first: a full district throws InternalError.
  Row take(District district);
  /// Room for `extra[i]` more rows in the i-th own district. Between phases only.
  void make_room(const Layout& layout, std::span<const std::uint32_t> extra);
  /// Its slot becomes a tombstone; identity and columns stay readable until the slot is taken again.
  void release(Row own_row) { rows.release(own_row); }
  /// Once a quarter, after every link table was walked (walk_links): slots of the gone and the moved may be used again.
  void recycle() { rows.recycle(); }

  /// The row of the agent at this place, a copy when it is remote; call agree() before the columns of new copies are used.
  Row resolve(Place place) { return halo.resolve(rows, place); }
  /// Gives columns a tail for new copies and tells the owners (collective). New copies hold initial values until asked.
  void agree(Context& context);
  /// Drops all copies on all ranks (every rank calls it); links are then resolved anew.
  void forget_copies();

 private:
  void grow(std::span<const District> districts, std::span<const std::uint32_t> capacities);
};

}  // namespace kringloop::parallel
