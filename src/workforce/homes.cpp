#include "workforce/homes.hpp"

#include <algorithm>
#include <utility>

#include "workforce/chance.hpp"
#include "workforce/vital_rates.hpp"
#include "world/identity.hpp"

namespace kringloop::workforce {

namespace {
constexpr std::uint16_t on_their_own = 16 * 4;  // [quarters] from this age a household can do without adults
}

void Homes::open(District district, Quarter quarter) {
  district_ = district;
  quarter_ = quarter;
  const Persons& p = world_.persons;
  person_base_ = p.rows.begin(district);
  household_base_ = world_.households.rows.begin(district);
  first_.assign(world_.households.rows.capacity(district), no_slot);
  next_.assign(p.rows.capacity(district), no_slot);
  touched_.clear();
  for_each_row(world_.households, district, [&](Row row) {
    if (world_.households.members[row] == 0) touched_.push_back(row - household_base_);  // an estate still without an heir
  });
  born_ = founded_ = 0;
  for (Slot s = p.rows.used(district); s-- > 0;) {
    if (!p.rows.live(person(s))) continue;
    const Slot home = p.household[person(s)];
    if (home == no_slot) continue;
    next_[s] = first_[home];
    first_[home] = s;
  }
}

bool Homes::older(Slot a, Slot b) const {
  const auto& age = world_.persons.age;
  const std::uint16_t x = age[person(a)], y = age[person(b)];
  return x != y ? x > y : a < b;
}

Role Homes::role(Slot s) const {
  const Slot home = home_of(s);
  if (home == no_slot) return Role::none;
  const auto type = world_.households.type[household(home)];
  if (type == HouseholdType::single) return Role::alone;
  if (type == HouseholdType::other) return Role::other;
  if (type == HouseholdType::couple) return Role::partner;
  int before = 0;  // members older than this one
  for (Slot m = first_[home]; m != no_slot; m = next_[m]) before += m != s && older(m, s) ? 1 : 0;
  if (type == HouseholdType::single_parent) return before == 0 ? Role::parent : Role::child;
  return before < 2 ? Role::partner : Role::child;
}

std::vector<Homes::Slot> Homes::members(Slot home) const {
  std::vector<Slot> list;
  for (Slot m = first_[home]; m != no_slot; m = next_[m]) list.push_back(m);
  std::sort(list.begin(), list.end());
  return list;
}

bool Homes::only_children(Slot home) const {
  for (Slot m = first_[home]; m != no_slot; m = next_[m])
    if (world_.persons.age[person(m)] >= on_their_own) return false;
  return true;
}

Homes::Slot Homes::new_person(Sex sex, std::uint16_t age) {
  Persons& p = world_.persons;
  const Row row = p.take(district_);
  p.identity[row] = identity_of(Kind::person, quarter_, district_, born_++);
  p.sex[row] = sex;
  p.age[row] = age;
  return slot_of(row);
}

Homes::Slot Homes::new_household(Slot model) {
  Households& h = world_.households;
  const Row row = h.take(district_);
  h.identity[row] = identity_of(Kind::household, quarter_, district_, founded_++);
  h.bank[row] = model != no_slot ? h.bank[household(model)] : chosen_bank(world_.pack.banks, world_.draw, h.identity[row]);
  if (model != no_slot) {
    h.supplier[row] = h.supplier[household(model)];
    h.quintile[row] = h.quintile[household(model)];
  }
  const Slot home = row - household_base_;
  first_[home] = no_slot;
  return home;
}

void Homes::join(Slot s, Slot home, Role as) {
  Households& h = world_.households;
  const Row row = household(home);
  next_[s] = first_[home];
  first_[home] = s;
  world_.persons.household[person(s)] = home;
  auto& type = h.type[row];
  if (h.members[row]++ == 0) {
    type = HouseholdType::single;
  } else if (as == Role::child) {
    if (type == HouseholdType::single) type = HouseholdType::single_parent;
    if (type == HouseholdType::couple) type = HouseholdType::couple_children;
  } else if (as == Role::partner && type == HouseholdType::single) {
    type = HouseholdType::couple;
  } else if (as == Role::partner && type == HouseholdType::single_parent) {
    type = HouseholdType::couple_children;
  } else {
    type = HouseholdType::other;
  }
}

void Homes::leave(Slot s) {
  const Slot home = home_of(s);
  if (home == no_slot) return;
  const Role was = role(s);
  Households& h = world_.households;
  const Row row = household(home);

  Slot* link = &first_[home];
  while (*link != s) link = &next_[*link];
  *link = next_[s];
  next_[s] = no_slot;
  world_.persons.household[person(s)] = no_slot;
  touched_.push_back(home);

  auto& type = h.type[row];
  const int left = --h.members[row];
  // Those who share a home do not live on the income of who left or died.
  if (type == HouseholdType::other) h.smoothed_income[row] *= static_cast<double>(left) / (left + 1);
  if (left <= 1) {
    type = HouseholdType::single;
  } else if (was == Role::partner) {
    type = HouseholdType::single_parent;
  } else if (was == Role::child && type == HouseholdType::couple_children && left == 2) {
    type = HouseholdType::couple;
  } else if (was == Role::parent) {
    // The oldest child of age takes the parent's part.
    const auto list = members(home);
    const bool of_age = std::any_of(list.begin(), list.end(), [&](Slot m) { return years(world_.persons.age[person(m)]) >= adult_age; });
    type = of_age ? HouseholdType::single_parent : HouseholdType::other;
  }
}

void Homes::remove(Slot s) {
  leave(s);
  Persons& p = world_.persons;
  p.employer[person(s)] = Place{};
  p.release(person(s));
}

void Homes::transfer(Slot from, Slot to, Money amount) {
  if (amount.units == 0 || from == to) return;
  Households& h = world_.households;
  h.deposits[household(from)] -= amount;
  h.deposits[household(to)] += amount;
  world_.ledger.paid(thread_, Flow::inheritance, Sector::households, amount);
  world_.ledger.received(thread_, Flow::inheritance, Sector::households, amount);
}

void Homes::pass_debt(Slot from, Slot to, std::vector<Money> Households::*debt) {
  Households& h = world_.households;
  const Row giver = household(from), taker = household(to);
  const Money amount = std::exchange((h.*debt)[giver], Money{});
  (h.*debt)[taker] += amount;
  if (h.bank[giver] == h.bank[taker]) return;
  const std::size_t kind = debt == &Households::mortgage ? 0 : most_banks;
  world_.debts_passed.add(thread_, kind + h.bank[giver], -amount.units);
  world_.debts_passed.add(thread_, kind + h.bank[taker], amount.units);
}

void Homes::close(Slot home, Slot heir) {
  Households& h = world_.households;
  const Row from = household(home), to = household(heir);
  transfer(home, heir, h.deposits[from]);
  pass_debt(home, heir, &Households::mortgage);
  pass_debt(home, heir, &Households::consumer_credit);
  h.owner_occupier[to] = std::max(h.owner_occupier[to], h.owner_occupier[from]);
  h.release(from);
}

Homes::Slot Homes::some_household(std::uint64_t key, Slot except, bool adults) const {
  const Households& h = world_.households;
  const std::uint32_t used = h.rows.used(district_);
  if (used == 0) return no_slot;
  const auto fits = [&](Slot home) {
    return home != except && h.rows.live(household(home)) && h.members[household(home)] > 0 && h.members[household(home)] < 100 &&
           !(adults && only_children(home));
  };
  Slot home = 0;
  for (std::uint64_t t = 0; t < 32; ++t) {
    home = static_cast<Slot>(below(other_bits(key, t), used));
    if (fits(home)) return home;
  }
  for (std::uint32_t step = 0; step < used; ++step)
    if (const Slot next = (home + step) % used; fits(next)) return next;
  return no_slot;
}

void Homes::settle() {
  Households& h = world_.households;
  std::vector<Slot> homes;
  homes.swap(touched_);
  std::sort(homes.begin(), homes.end());
  homes.erase(std::unique(homes.begin(), homes.end()), homes.end());
  for (const Slot home : homes) {
    const Row row = household(home);
    if (!h.rows.live(row)) continue;
    const std::uint64_t key = world_.draw.bits(Purpose::inheritance, h.identity[row], quarter_.index);
    if (h.members[row] > 0) {
      if (!only_children(home)) continue;
      const Slot guardian = some_household(key, home, true);
      if (guardian == no_slot) continue;  // nobody of age in the district
      for (const Slot child : members(home)) {
        leave(child);
        join(child, guardian, Role::child);
      }
      close(home, guardian);
    } else if (const Slot heir = some_household(key, home, false); heir != no_slot) {
      close(home, heir);
    }  // a district without any other household: the empty row waits
  }
  touched_.clear();
}

}  // namespace kringloop::workforce
