// Households: who moves where, and what becomes of their money, on a village built by hand.
#include <catch2/catch.hpp>

#include "unit/workforce/worlds.hpp"
#include "workforce/couples.hpp"
#include "workforce/homes.hpp"
#include "workforce/vital_rates.hpp"

using namespace kringloop;
using namespace kringloop::workforce;

namespace {
constexpr Quarter now{2024, 1};

Money deposits(const World& world) {
  Money sum;
  for (const District d : world.context.layout.mine)
    for_each_row(world.households, d, [&](Row row) { sum += world.households.deposits[row]; });
  return sum;
}

struct Scene {
  Village village;
  Parameters parameters;
  Homes homes{village.world, 0};
  void open() {
    village.world.persons.make_room(village.layout, std::vector<std::uint32_t>{64});
    village.world.households.make_room(village.layout, std::vector<std::uint32_t>{64});
    homes.open(0, now);
  }
  Households& h() { return village.world.households; }
};
}  // namespace

TEST_CASE("the two oldest of a couple with children are the couple, whatever order they are in") {
  Scene s;
  s.village.household(0, HouseholdType::couple_children, {{Sex::male, 9}, {Sex::female, 41}, {Sex::female, 20}, {Sex::male, 43}});
  s.open();
  CHECK(s.homes.role(0) == Role::child);
  CHECK(s.homes.role(1) == Role::partner);
  CHECK(s.homes.role(2) == Role::child);
  CHECK(s.homes.role(3) == Role::partner);
}

TEST_CASE("a household's type follows who leaves: widowed with children, then the nest empties") {
  Scene s;
  const Row home = s.village.household(0, HouseholdType::couple_children, {{Sex::male, 50}, {Sex::female, 48}, {Sex::male, 19}, {Sex::female, 17}});
  s.open();
  s.homes.remove(0);
  CHECK(s.h().type[home] == HouseholdType::single_parent);
  CHECK(s.h().members[home] == 3);
  s.homes.leave(2);
  CHECK(s.h().type[home] == HouseholdType::single_parent);
  s.homes.leave(3);
  CHECK(s.h().type[home] == HouseholdType::single);
  CHECK(s.h().members[home] == 1);
}

TEST_CASE("the estate of the last member goes to another household of the district, booked at both ends, debts too") {
  Scene s;
  const Row dying = s.village.household(0, HouseholdType::single, {{Sex::female, 90}}, Money{12345});
  const Row heir = s.village.household(0, HouseholdType::couple, {{Sex::male, 60}, {Sex::female, 60}}, Money{1000});
  s.h().mortgage[dying] = Money{500};
  s.h().consumer_credit[dying] = Money{7};
  s.open();
  s.homes.remove(0);
  s.homes.settle();
  CHECK_FALSE(s.h().rows.live(dying));
  CHECK(s.h().deposits[heir] == Money{13345});
  CHECK(s.h().mortgage[heir] == Money{500});
  CHECK(s.h().consumer_credit[heir] == Money{7});
  s.village.world.ledger.close(s.village.world.context);
  CHECK(s.village.world.ledger.total_paid(Flow::inheritance, Sector::households) == 12345);
  CHECK(s.village.world.ledger.total_received(Flow::inheritance, Sector::households) == 12345);
}

TEST_CASE("debts that an heir takes over pass to the heir's bank, and a household that sets up keeps the family's") {
  Scene s;
  const Row dying = s.village.household(0, HouseholdType::single, {{Sex::female, 90}});
  const Row heir = s.village.household(0, HouseholdType::couple_children, {{Sex::male, 60}, {Sex::female, 60}, {Sex::male, 22}});
  s.h().bank[dying] = 2;
  s.h().bank[heir] = 1;
  s.h().mortgage[dying] = Money{500};
  s.h().consumer_credit[dying] = Money{7};
  s.open();
  s.homes.remove(0);
  s.homes.settle();
  std::vector<Wide> expected(2 * most_banks, 0);
  expected[1] = 500, expected[2] = -500;
  expected[most_banks + 1] = 7, expected[most_banks + 2] = -7;
  CHECK(s.village.world.debts_passed.collect(s.village.world.context) == expected);
  const auto child = s.homes.new_household(s.homes.home_of(3));
  CHECK(s.h().bank[s.homes.household(child)] == 1);
}

TEST_CASE("an estate without an heir in the district waits, and is not lost") {
  Scene s;
  const Row only = s.village.household(0, HouseholdType::single, {{Sex::female, 90}}, Money{12345});
  s.open();
  s.homes.remove(0);
  s.homes.settle();
  CHECK(s.h().rows.live(only));
  CHECK(deposits(s.village.world) == Money{12345});
  // A quarter later somebody lives there.
  const Row later = s.village.household(0, HouseholdType::single, {{Sex::male, 30}});
  s.homes.open(0, now + 1);
  s.homes.settle();
  CHECK_FALSE(s.h().rows.live(only));
  CHECK(s.h().deposits[later] == Money{12345});
}

TEST_CASE("children left alone move to a household with an adult, which takes over what was there") {
  Scene s;
  const Row orphaned = s.village.household(0, HouseholdType::single_parent, {{Sex::female, 35}, {Sex::male, 8}, {Sex::male, 3}}, Money{900});
  const Row family = s.village.household(0, HouseholdType::couple, {{Sex::male, 50}, {Sex::female, 50}}, Money{100});
  s.open();
  s.homes.remove(0);
  s.homes.settle();
  CHECK_FALSE(s.h().rows.live(orphaned));
  CHECK(s.h().members[family] == 4);
  CHECK(s.h().type[family] == HouseholdType::couple_children);
  CHECK(s.h().deposits[family] == Money{1000});
}

TEST_CASE("a child that leaves home takes five percent of the parents' deposits and lives alone") {
  Scene s;
  const Row parents = s.village.household(0, HouseholdType::couple_children, {{Sex::male, 50}, {Sex::female, 48}, {Sex::male, 22}}, Money{100000});
  s.h().quintile[parents] = 3;
  s.open();
  const Occasion occasion{2, 0};
  leave_parental_home(s.village.world, s.homes, {&occasion, 1}, s.parameters);
  const Row own = s.homes.household(s.homes.home_of(2));
  CHECK(own != parents);
  CHECK(s.h().type[own] == HouseholdType::single);
  CHECK(s.h().type[parents] == HouseholdType::couple);
  CHECK(s.h().deposits[own] == Money{5000});
  CHECK(s.h().deposits[parents] == Money{95000});
  CHECK(s.h().quintile[own] == 3);
  // Parents themselves do not leave home.
  const Occasion parent{0, 0};
  leave_parental_home(s.village.world, s.homes, {&parent, 1}, s.parameters);
  CHECK(s.homes.household(s.homes.home_of(0)) == parents);
}

TEST_CASE("partners move together with their children and merge what they own") {
  Scene s;
  const Row her = s.village.household(0, HouseholdType::single_parent, {{Sex::female, 38}, {Sex::female, 6}}, Money{400});
  const Row his = s.village.household(0, HouseholdType::single, {{Sex::male, 40}}, Money{50});
  s.open();
  const Occasion occasion{2, 99};
  find_partners(s.village.world, s.homes, {&occasion, 1}, s.parameters);
  CHECK_FALSE(s.h().rows.live(his));
  CHECK(s.h().type[her] == HouseholdType::couple_children);
  CHECK(s.h().members[her] == 3);
  CHECK(s.h().deposits[her] == Money{450});
}

TEST_CASE("who lives alone moves in with others and leaves the dwelling; where nobody shares two found a household") {
  Scene s;
  const Row shared = s.village.household(0, HouseholdType::other, {{Sex::female, 90}, {Sex::female, 88}}, Money{10});
  const Row hers = s.village.household(0, HouseholdType::single, {{Sex::female, 85}}, Money{700});
  const Row heirs = s.village.household(0, HouseholdType::couple, {{Sex::male, 50}, {Sex::female, 50}});
  s.h().mortgage[hers] = Money{500};
  s.h().consumer_credit[hers] = Money{30};
  s.h().owner_occupier[hers] = 1;
  s.open();
  const Occasion occasion{2, 5};
  move_in_with_others(s.village.world, s.homes, {&occasion, 1});
  s.homes.settle();
  CHECK(s.homes.household(s.homes.home_of(2)) == shared);
  CHECK(s.h().type[shared] == HouseholdType::other);
  CHECK(s.h().members[shared] == 3);
  CHECK_FALSE(s.h().rows.live(hers));
  CHECK(s.h().deposits[shared] == Money{710});
  CHECK(s.h().consumer_credit[shared] == Money{30});
  CHECK(s.h().mortgage[shared] + s.h().mortgage[heirs] == Money{500});

  Scene t;
  const Row first = t.village.household(0, HouseholdType::single, {{Sex::female, 85}});
  const Row second = t.village.household(0, HouseholdType::single, {{Sex::male, 85}});
  const Row couple = t.village.household(0, HouseholdType::couple, {{Sex::female, 85}, {Sex::male, 85}});
  t.open();
  const Occasion occasions[] = {{0, 5}, {1, 5}, {2, 5}};
  move_in_with_others(t.village.world, t.homes, occasions);
  t.homes.settle();
  CHECK(t.h().type[first] == HouseholdType::other);
  CHECK(t.h().members[first] == 2);
  CHECK_FALSE(t.h().rows.live(second));
  CHECK(t.h().type[couple] == HouseholdType::couple);  // those with a partner stay
}

TEST_CASE("a certain separation parts every couple once, halves the deposits and leaves the mortgage with the home") {
  Scene s;
  const Row home = s.village.household(0, HouseholdType::couple, {{Sex::male, 40}, {Sex::female, 40}}, Money{1001});
  s.h().mortgage[home] = Money{800};
  s.open();
  VitalRates rates;
  rates.separate.fill(threshold(1.0));
  part(s.village.world, s.homes, rates, s.parameters, now);
  CHECK(s.h().type[home] == HouseholdType::single);
  CHECK(s.h().mortgage[home] == Money{800});
  int homes = 0;
  for_each_row(s.h(), 0, [&](Row) { ++homes; });
  CHECK(homes == 2);
  CHECK(deposits(s.village.world) == Money{1001});
  CHECK(s.h().deposits[home] == Money{501});  // 500.5 rounds to even
}
