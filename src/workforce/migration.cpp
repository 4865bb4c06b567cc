#include "workforce/migration.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/error.hpp"
#include "workforce/tables.hpp"

namespace kringloop::workforce {

namespace {

using Slot = Homes::Slot;

// What an arrival is like at this age: education, pay, hours; of those of working age, as many look for work as natives work.
void equip(World& world, const Homes& homes, Slot s, Quarter quarter) {
  Persons& p = world.persons;
  const Row row = homes.person(s);
  const Tables& tables = *world.labour.tables;
  const std::uint64_t bits = world.draw.bits(Purpose::immigration, p.identity[row], quarter.index);
  const auto sex = static_cast<std::size_t>(p.sex[row]);
  const std::size_t age = age_index(p.age[row]);
  if (years(p.age[row]) >= school_age) {
    const double u = unit(other_bits(bits, 1));
    const auto& shares = tables.education[age][sex];
    p.education[row] = u < shares[2] ? Education::high : u < shares[2] + shares[1] ? Education::middle : Education::low;
  }
  p.pay[row] = static_cast<float>(mean_pay(tables, p.age[row], p.education[row]) * (0.75 + 0.5 * unit(other_bits(bits, 2))));
  if (years(p.age[row]) < school_age) {
    p.activity[row] = Activity::child;
  } else if (unit(other_bits(bits, 3)) < tables.participation[age * 4][sex]) {
    p.activity[row] = Activity::unemployed;
    p.hours[row] = hours_of(tables, p.age[row], p.sex[row], other_bits(bits, 4));
  } else {
    p.activity[row] = years(p.age[row]) < 25 ? Activity::student : Activity::inactive;
  }
}

bool goes_alone(Role role) { return role == Role::alone || role == Role::other || role == Role::child || role == Role::none; }

// Who leaves when this person's turn has come; nobody when it is left to others of the household.
struct Party {
  std::vector<Slot> members;
};

// Minors go with their whole family, which each of them may set off. Adults with minors go only so. Couples go together, seldomer than
// people alone: else somebody of the same sex and about the same age who lives without a partner goes instead.
Party party_of(const World& world, const Homes& homes, Slot s, std::uint64_t bits, const Parameters& parameters) {
  const Persons& p = world.persons;
  const Row row = homes.person(s);
  const Role role = homes.role(s);
  const bool minor = years(p.age[row]) < adult_age;
  if (!minor && goes_alone(role)) return {{s}};
  const auto family = homes.members(homes.home_of(s));
  const auto minors = static_cast<std::uint64_t>(
      std::count_if(family.begin(), family.end(), [&](Slot m) { return years(p.age[homes.person(m)]) < adult_age; }));
  if (minor) return {below(other_bits(bits, 1), minors) == 0 ? family : std::vector<Slot>{}};
  if (minors == 0 && unit(other_bits(bits, 1)) < parameters.emigrate_together / 2.0) return {family};
  const std::uint32_t used = p.rows.used(homes.district());
  for (std::uint64_t t = 0; t < 1000; ++t) {
    const auto other = static_cast<Slot>(below(other_bits(bits, 16 + t), used));
    const Row candidate = homes.person(other);
    if (p.sex[candidate] != p.sex[row] || std::abs(p.age[candidate] - p.age[row]) > 12 || !p.rows.live(candidate)) continue;
    if (years(p.age[candidate]) >= adult_age && goes_alone(homes.role(other))) return {{other}};
  }
  return {};
}

}  // namespace

std::int64_t rows_due(double persons, std::int64_t scale, std::int64_t& carry) {
  const std::int64_t due = std::max<std::int64_t>(0, rounded(persons) + carry);
  carry = due % scale;
  return due / scale;
}

std::vector<std::int64_t> rows_by_district(const World& world, std::int64_t rows, Purpose purpose, Quarter quarter) {
  const auto& region = world.context.layout.region;
  std::vector<std::int64_t> districts_of(world.pack.population.size() + 1, 0);
  for (const auto r : region) {
    if (static_cast<std::size_t>(r) >= districts_of.size()) districts_of.resize(static_cast<std::size_t>(r) + 1, 0);
    ++districts_of[static_cast<std::size_t>(r)];
  }
  std::vector<std::int64_t> weight(region.size(), 1);
  if (!world.pack.population.empty()) {
    for (std::size_t d = 0; d < region.size(); ++d) {
      const auto r = static_cast<std::size_t>(region[d]);
      double people = 0;
      for (const auto& band : world.pack.population.at(r)) people += band[0] + band[1];
      weight[d] = rounded(1000.0 * people / static_cast<double>(districts_of[r]));
    }
  }
  Wide total = 0;
  for (const auto w : weight) total += w;
  std::vector<std::int64_t> parts(region.size(), 0);
  if (total == 0 || rows == 0) return parts;
  const Wide start = static_cast<Wide>(world.draw.below(static_cast<std::uint64_t>(total), purpose, 0, quarter.index));
  Wide sum = 0, before = 0;
  for (std::size_t d = 0; d < parts.size(); ++d) {
    sum += weight[d];
    const Wide upto = (sum * rows + start) / total;
    parts[d] = static_cast<std::int64_t>(upto - before);
    before = upto;
  }
  return parts;
}

std::int64_t emigrate(World& world, Homes& homes, const VitalRates& rates, const Parameters& parameters, std::int64_t rows) {
  if (rows == 0) return 0;
  const Persons& p = world.persons;
  const std::uint32_t used = p.rows.used(homes.district());
  std::vector<std::int64_t> upto(used);  // cumulative weight
  std::int64_t total = 0, living = 0;
  for (Slot s = 0; s < used; ++s) {
    const Row row = homes.person(s);
    if (p.rows.live(row)) {
      total += rates.emigration[age_index(p.age[row])][static_cast<std::size_t>(p.sex[row])];
      ++living;
    }
    upto[s] = total;
  }
  if (total == 0) return 0;
  rows = std::min(rows, living);
  std::int64_t gone = 0;
  const std::uint64_t key = homes.bits(Purpose::emigration, 1);
  for (std::uint64_t t = 0; gone < rows && t < 64 * static_cast<std::uint64_t>(rows) + 1024; ++t) {
    const std::uint64_t bits = other_bits(key, t);
    const auto point = static_cast<std::int64_t>(below(bits, static_cast<std::uint64_t>(total)));
    const auto s = static_cast<Slot>(std::upper_bound(upto.begin(), upto.end(), point) - upto.begin());
    if (!p.rows.live(homes.person(s))) continue;
    const Party party = party_of(world, homes, s, bits, parameters);
    if (party.members.empty() || gone + static_cast<std::int64_t>(party.members.size()) > rows) continue;
    for (const Slot m : party.members) homes.remove(m);
    gone += static_cast<std::int64_t>(party.members.size());
  }
  return gone;
}

std::int64_t immigrate(World& world, Homes& homes, const VitalRates& rates, const Parameters& parameters, std::int64_t rows, Quarter quarter) {
  if (rows == 0) return 0;
  const auto total = static_cast<std::uint64_t>(rates.immigration.back());
  if (total == 0) throw InternalError("people are to immigrate but the pack says nothing of their age and sex");
  std::vector<Slot> adults, children;
  for (std::int64_t k = 0; k < rows; ++k) {
    const std::uint64_t bits = homes.bits(Purpose::immigration, static_cast<std::uint64_t>(k));
    const auto point = static_cast<std::int64_t>(below(bits, total));
    const auto cell = static_cast<std::size_t>(std::upper_bound(rates.immigration.begin(), rates.immigration.end(), point) -
                                               rates.immigration.begin() - 1);
    const auto age = static_cast<std::uint16_t>(cell / 2 * 20 + below(other_bits(bits, 1), 20));
    const Slot s = homes.new_person(static_cast<Sex>(cell % 2), age);
    equip(world, homes, s, quarter);
    (years(age) >= adult_age ? adults : children).push_back(s);
  }

  Households& h = world.households;
  const Persons& p = world.persons;
  std::vector<Slot> families;  // homes that can take children, couples first
  std::vector<bool> housed(adults.size(), false);
  std::size_t couples = 0;
  for (std::size_t i = 0; i < adults.size(); ++i) {
    if (housed[i]) continue;
    const Row row = homes.person(adults[i]);
    const std::uint64_t bits = homes.bits(Purpose::household_formation, p.identity[row]);
    const Slot model = homes.some_household(other_bits(bits, 1), no_slot, true);
    const Slot home = homes.new_household(model);
    homes.join(adults[i], home, Role::alone);
    if (model != no_slot && h.members[homes.household(model)] > 0)
      h.smoothed_income[homes.household(home)] =
          h.smoothed_income[homes.household(model)] / static_cast<double>(h.members[homes.household(model)]);
    // Half the share as each couple takes two.
    if (years(p.age[row]) >= 20 && unit(bits) < parameters.immigrant_couples / (2.0 - parameters.immigrant_couples)) {
      std::size_t best = adults.size();
      for (std::size_t j = i + 1; j < adults.size(); ++j) {
        const Row other = homes.person(adults[j]);
        if (housed[j] || p.sex[other] == p.sex[row]) continue;
        const auto gap = [&](std::size_t a) { return std::abs(p.age[homes.person(adults[a])] - p.age[row]); };
        if (best == adults.size() || gap(j) < gap(best)) best = j;
      }
      if (best < adults.size() && std::abs(p.age[homes.person(adults[best])] - p.age[row]) <= 60) {
        homes.join(adults[best], home, Role::partner);
        housed[best] = true;
        h.smoothed_income[homes.household(home)] *= 2;
        families.insert(families.begin() + static_cast<std::ptrdiff_t>(couples++), home);
        continue;
      }
    }
    if (years(p.age[row]) >= 25 && years(p.age[row]) < 60) families.push_back(home);
  }
  for (std::size_t i = 0; i < children.size(); ++i) {
    Slot home = no_slot;
    if (!families.empty()) {
      home = families[i % std::min(families.size(), std::max<std::size_t>(1, couples))];
    } else {
      home = homes.some_household(homes.bits(Purpose::household_formation, p.identity[homes.person(children[i])]), no_slot, true);
      if (home == no_slot) home = homes.new_household(no_slot);
    }
    homes.join(children[i], home, Role::child);
  }
  return rows;
}

}  // namespace kringloop::workforce
