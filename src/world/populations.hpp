// The three populations as structs of arrays. A row is in one district; columns are vectors over rows, the halo at the tail.
#pragma once

#include <vector>

#include "parallel/columns.hpp"
#include "parallel/rows.hpp"
#include "world/columns.hpp"

namespace kringloop {

#define KRINGLOOP_DECLARE(type, name, unit, meaning, fill) std::vector<type> name;
#define KRINGLOOP_REGISTER(type, name, unit, meaning, fill) columns.add<type>(#name, unit, meaning, name, type(fill));

struct Persons {
  parallel::Rows rows;
  parallel::ColumnSet columns;
  KRINGLOOP_PERSON_COLUMNS(KRINGLOOP_DECLARE)
  Persons() { KRINGLOOP_PERSON_COLUMNS(KRINGLOOP_REGISTER) }
  Persons(const Persons&) = delete;
  Persons& operator=(const Persons&) = delete;
};

struct Households {
  parallel::Rows rows;
  parallel::ColumnSet columns;
  KRINGLOOP_HOUSEHOLD_COLUMNS(KRINGLOOP_DECLARE)
  Households() { KRINGLOOP_HOUSEHOLD_COLUMNS(KRINGLOOP_REGISTER) }
  Households(const Households&) = delete;
  Households& operator=(const Households&) = delete;
};

struct Firms {
  parallel::Rows rows;
  parallel::ColumnSet columns;
  KRINGLOOP_FIRM_COLUMNS(KRINGLOOP_DECLARE)
  Firms() { KRINGLOOP_FIRM_COLUMNS(KRINGLOOP_REGISTER) }
  Firms(const Firms&) = delete;
  Firms& operator=(const Firms&) = delete;
};

#undef KRINGLOOP_DECLARE
#undef KRINGLOOP_REGISTER

}  // namespace kringloop
