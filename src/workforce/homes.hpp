// Who lives with whom in one district, kept while people are born, move and die. Members of a household are a chain through the
// district's persons; the household's type and number of members follow every move. One per thread, opened for a district.
#pragma once

#include <cstdint>
#include <vector>

#include "base/calendar.hpp"
#include "workforce/parameters.hpp"
#include "world/world.hpp"

namespace kringloop::workforce {

/// A person's part in the household, read from its type and the members' ages: the two oldest of a couple with children are the
/// couple, the oldest of a one-parent household is the parent.
enum class Role : std::uint8_t { none, alone, partner, parent, child, other };

class Homes {
 public:
  using Slot = std::uint32_t;

  Homes(World& world, int thread) : world_(world), thread_(thread) {}

  /// Chains the members of every household of the district.
  void open(District district, Quarter quarter);

  [[nodiscard]] District district() const { return district_; }
  [[nodiscard]] Row person(Slot slot) const { return person_base_ + slot; }
  [[nodiscard]] Row household(Slot slot) const { return household_base_ + slot; }
  [[nodiscard]] Slot slot_of(Row person_row) const { return person_row - person_base_; }
  [[nodiscard]] Slot home_of(Slot person_slot) const { return world_.persons.household[person(person_slot)]; }
  [[nodiscard]] Role role(Slot person_slot) const;
  /// Members, in no order that means anything; at most `most`.
  [[nodiscard]] std::vector<Slot> members(Slot home) const;

  /// A new person of this quarter and district, living nowhere yet.
  Slot new_person(Sex sex, std::uint16_t age);
  /// A new household of type single without members: suppliers, quintile and bank of `model` (a slot), or none of these and a bank
  /// of its own choice when there is no model.
  Slot new_household(Slot model);

  /// Joins a household as child, partner or other member, and changes its type accordingly.
  void join(Slot person_slot, Slot home, Role as);
  /// Leaves the household, which changes its type; one that is left empty is closed by settle().
  void leave(Slot person_slot);
  /// Leaves the world: out of the household, row released.
  void remove(Slot person_slot);

  /// Money from one household to another: booked as inheritance by both.
  void transfer(Slot from, Slot to, Money amount);
  /// What a household owes, as mortgage or consumer credit, becomes the debt of another, at that one's bank.
  void pass_debt(Slot from, Slot to, std::vector<Money> Households::*debt);
  /// Everything an emptied household owns and owes goes to `heir`; the row is released.
  void close(Slot home, Slot heir);
  /// A household with members other than `except`, by keyed draw; no_slot when there is none. `adults`: with one of 16 or over.
  [[nodiscard]] Slot some_household(std::uint64_t key, Slot except, bool adults) const;
  /// Homes left empty pass on their estate to a household drawn by key; children left alone move to one that takes them.
  void settle();

  /// Uniform bits for the district's own questions.
  [[nodiscard]] std::uint64_t bits(Purpose purpose, std::uint64_t number) const {
    return world_.draw.bits(purpose, static_cast<std::uint64_t>(district_), quarter_.index, number);
  }

 private:
  [[nodiscard]] bool older(Slot a, Slot b) const;
  [[nodiscard]] bool only_children(Slot home) const;

  World& world_;
  int thread_;
  District district_ = 0;
  Quarter quarter_;
  Row person_base_ = 0, household_base_ = 0;
  std::vector<Slot> first_;    // [household slot] a member
  std::vector<Slot> next_;     // [person slot] the next member of the same household
  std::vector<Slot> touched_;  // households to look at in settle()
  std::uint64_t born_ = 0, founded_ = 0;  // ordinals of this quarter and district
};

}  // namespace kringloop::workforce
