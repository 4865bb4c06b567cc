// The people account: who was there, came, left, was born and died in the last quarter. Summed exactly over all ranks.
#pragma once

#include <cstdint>

#include "base/amount.hpp"

namespace kringloop {

struct PeopleAccount {
  Head opening, births, deaths, immigrants, emigrants, closing;  // represented persons; the same on every rank
  // Persons that the paths asked for and that did not yet make a whole row (or found nobody to leave): carried on.
  std::int64_t immigration_carry = 0;
  std::int64_t emigration_carry = 0;

  /// closing - (opening + births + immigrants - deaths - emigrants): zero, always.
  [[nodiscard]] Head discrepancy() const { return closing - (opening + births + immigrants - deaths - emigrants); }
};

}  // namespace kringloop
