#include "workforce/couples.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/math.hpp"

namespace kringloop::workforce {

namespace {

using Slot = Homes::Slot;
constexpr std::uint8_t most_together = 60;  // person rows in one household

Money share_of(Money deposits, double share) {
  return deposits.units > 0 ? Money{rounded(static_cast<double>(deposits.units) * share)} : Money{};
}

// A start: a gift from the parents' deposits, and an income to expect until the first own one.
void set_up(World& world, Homes& homes, Slot parents, Slot own, const Parameters& parameters) {
  Households& h = world.households;
  homes.transfer(parents, own, share_of(h.deposits[homes.household(parents)], parameters.parental_gift));
  const double heads = std::max<int>(1, h.members[homes.household(parents)]);
  h.smoothed_income[homes.household(own)] += h.smoothed_income[homes.household(parents)] / heads;
}

// Children leave their parents' home first.
bool without_partner(Role role) { return role == Role::alone || role == Role::parent || role == Role::other; }

Slot partner_for(const World& world, const Homes& homes, const Occasion& seeker) {
  const Persons& p = world.persons;
  const Row own = homes.person(seeker.person);
  const bool woman = p.sex[own] == Sex::female;
  const int ideal = p.age[own] + (woman ? 8 : -8);
  const std::uint32_t used = p.rows.used(homes.district());
  for (int t = 0; t < 600; ++t) {
    const auto s = static_cast<Slot>(below(other_bits(seeker.bits, 16 + static_cast<std::uint64_t>(t)), used));
    const Row row = homes.person(s);
    if (p.sex[row] == p.sex[own] || p.age[row] < adult_age * 4 || std::abs(p.age[row] - ideal) > 8 + t / 10) continue;
    if (!p.rows.live(row) || p.household[row] == p.household[own]) continue;
    if (without_partner(homes.role(s))) return s;
  }
  return no_slot;
}

// `mover` and, when at the head of a household, everyone in it come to live in `home` as partner (and children).
void move_in(World& world, Homes& homes, Slot mover, Slot home, const Parameters& parameters) {
  const Slot old = homes.home_of(mover);
  const Role role = homes.role(mover);
  if (role == Role::alone || role == Role::parent) {
    auto others = homes.members(old);
    std::erase(others, mover);
    homes.leave(mover);
    homes.join(mover, home, Role::partner);
    for (const Slot m : others) {
      homes.leave(m);
      homes.join(m, home, Role::child);
    }
    world.households.smoothed_income[homes.household(home)] += world.households.smoothed_income[homes.household(old)];
    homes.close(old, home);
  } else {
    set_up(world, homes, old, home, parameters);
    homes.leave(mover);
    homes.join(mover, home, Role::partner);
  }
}

}  // namespace

void leave_parental_home(World& world, Homes& homes, std::span<const Occasion> occasions, const Parameters& parameters) {
  for (const Occasion& o : occasions) {
    const Row row = homes.person(o.person);
    if (!world.persons.rows.live(row) || homes.role(o.person) != Role::child) continue;
    const Slot parents = homes.home_of(o.person);
    const Slot own = homes.new_household(parents);
    set_up(world, homes, parents, own, parameters);
    homes.leave(o.person);
    homes.join(o.person, own, Role::alone);
  }
}

void part(World& world, Homes& homes, const VitalRates& rates, const Parameters& parameters, Quarter quarter) {
  Households& h = world.households;
  const Persons& p = world.persons;
  Threshold most = 0;
  for (const Threshold t : rates.separate) most = std::max(most, t);
  const Row begin = h.rows.begin(homes.district()), end = h.rows.end(homes.district());
  for (Row row = begin; row < end; ++row) {
    if (!h.rows.live(row) || (h.type[row] != HouseholdType::couple && h.type[row] != HouseholdType::couple_children)) continue;
    const std::uint64_t bits = world.draw.bits(Purpose::household_move, h.identity[row], quarter.index);
    if (bits >= most) continue;
    const Slot home = row - begin;
    Slot pair[2] = {no_slot, no_slot};
    for (const Slot m : homes.members(home))
      if (homes.role(m) == Role::partner) (pair[0] == no_slot ? pair[0] : pair[1]) = m;
    if (pair[1] == no_slot) continue;
    const std::uint16_t age = std::max(p.age[homes.person(pair[0])], p.age[homes.person(pair[1])]);
    if (bits >= rates.separate[age_index(age)]) continue;

    Slot goes = pair[other_bits(bits, 1) & 1U];
    if (h.type[row] == HouseholdType::couple_children && p.sex[homes.person(pair[0])] != p.sex[homes.person(pair[1])]) {
      const Sex leaving = unit(other_bits(bits, 2)) < parameters.father_leaves ? Sex::male : Sex::female;
      goes = p.sex[homes.person(pair[0])] == leaving ? pair[0] : pair[1];
    }
    const Slot own = homes.new_household(home);
    homes.transfer(home, own, share_of(h.deposits[row], 0.5));
    h.smoothed_income[homes.household(own)] = h.smoothed_income[row] / 2;
    h.smoothed_income[row] /= 2;
    homes.leave(goes);
    homes.join(goes, own, Role::alone);
  }
}

void find_partners(World& world, Homes& homes, std::span<const Occasion> occasions, const Parameters& parameters) {
  const Households& h = world.households;
  for (const Occasion& o : occasions) {
    if (!world.persons.rows.live(homes.person(o.person)) || !without_partner(homes.role(o.person))) continue;
    const Slot other = partner_for(world, homes, o);
    if (other == no_slot) continue;
    const auto heads = [&](Slot s) {  // of the household someone brings along; 0 for those who live with their parents or others
      const Role role = homes.role(s);
      return role == Role::alone || role == Role::parent ? h.members[homes.household(homes.home_of(s))] : std::uint8_t{0};
    };
    const int mine = heads(o.person), theirs = heads(other);
    if (mine == 0 && theirs == 0) {
      const Slot parents = homes.home_of(o.person), own = homes.new_household(parents);
      set_up(world, homes, parents, own, parameters);
      homes.leave(o.person);
      homes.join(o.person, own, Role::alone);
      move_in(world, homes, other, own, parameters);
    } else if (mine >= theirs) {
      move_in(world, homes, other, homes.home_of(o.person), parameters);
    } else {
      move_in(world, homes, o.person, homes.home_of(other), parameters);
    }
  }
}

void move_in_with_others(World& world, Homes& homes, std::span<const Occasion> occasions) {
  if (occasions.empty()) return;
  Households& h = world.households;
  const Row begin = h.rows.begin(homes.district()), end = h.rows.end(homes.district());
  std::vector<Slot> shared;
  for (Row row = begin; row < end; ++row)
    if (h.rows.live(row) && h.type[row] == HouseholdType::other && h.members[row] > 1 && h.members[row] < most_together) shared.push_back(row - begin);
  for (const Occasion& o : occasions) {
    if (!world.persons.rows.live(homes.person(o.person)) || homes.role(o.person) != Role::alone) continue;
    const Slot old = homes.home_of(o.person);
    std::erase_if(shared, [&](Slot home) { return h.members[homes.household(home)] == 0 || h.members[homes.household(home)] >= most_together; });
    if (shared.empty()) {  // the first of a new one: who comes next joins
      shared.push_back(old);
      continue;
    }
    const Slot home = shared[below(other_bits(o.bits, 16), shared.size())];
    if (home == old) continue;
    const Row from = homes.household(old), to = homes.household(home);
    h.smoothed_income[to] += h.smoothed_income[from];
    homes.transfer(old, home, h.deposits[from]);
    homes.pass_debt(old, home, &Households::consumer_credit);
    homes.leave(o.person);
    homes.join(o.person, home, Role::other);
  }
}

}  // namespace kringloop::workforce
