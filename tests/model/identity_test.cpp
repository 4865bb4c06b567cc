// Agents keep their identity and their luck whatever happens to others.
#include <catch2/catch.hpp>

#include <map>

#include "study.hpp"
#include "workforce/homes.hpp"

using namespace kringloop;

namespace {

struct Known {
  std::uint16_t age;
  Sex sex;
  Education education;
  std::uint64_t bits;  // of the draw of this quarter
  bool operator==(const Known&) const = default;
};

/// Everybody by identity, but for one district.
std::map<std::uint64_t, Known> people_outside(const Study& study, District district) {
  std::map<std::uint64_t, Known> people;
  const Persons& p = study.world.persons;
  for (const District d : study.world.context.layout.mine) {
    if (d == district) continue;
    for_each_row(p, d, [&](Row i) {
      people[p.identity[i]] = {p.age[i], p.sex[i], p.education[i], study.world.draw.bits(Purpose::death, p.identity[i], study.world.now.index)};
    });
  }
  return people;
}

/// Every third person of a district dies.
int plague(Study& study, District district) {
  World& w = study.world;
  workforce::Homes homes(w, 0);
  homes.open(district, w.now);
  std::vector<workforce::Homes::Slot> dying;
  int seen = 0;
  for_each_row(w.persons, district, [&](Row i) {
    if (seen++ % 3 == 0) dying.push_back(i - w.persons.rows.begin(district));
  });
  for (const auto slot : dying) homes.remove(slot);
  homes.settle();
  w.people.closing -= Head{static_cast<std::int64_t>(dying.size()) * w.scale()};
  return static_cast<int>(dying.size());
}

}  // namespace

TEST_CASE("Extra deaths in one district leave births, deaths, draws and identities in all others as they were", "[identity]") {
  constexpr District stricken = 3;
  Study plain, struck;
  plain.quarters(4);
  struck.quarters(4);
  REQUIRE(people_outside(plain, stricken) == people_outside(struck, stricken));
  REQUIRE(plague(struck, stricken) > 20);
  for (int year = 0; year < 10; ++year) {
    plain.quarters(4);
    struck.quarters(4);
    INFO("after " << year + 1 << " years");
    CHECK(people_outside(plain, stricken) == people_outside(struck, stricken));
  }
  CHECK(plain.at("gross_domestic_product_real", 30) != struck.at("gross_domestic_product_real", 30));  // the deaths did matter
}

TEST_CASE("Extra deaths leave firms their identity, as long as no demand makes them close or start", "[identity]") {
  const auto without_entry = [](input::Inputs& inputs) { inputs.settings.economy.entry_exit = false; };
  Study plain("baseline.toml", "1000", without_entry), struck("baseline.toml", "1000", without_entry);
  plain.quarters(4);
  struck.quarters(4);
  plague(struck, 3);
  plain.quarters(8);
  struck.quarters(8);
  for (const District d : plain.world.context.layout.mine) {
    std::vector<std::uint64_t> one, other;
    for_each_row(plain.world.firms, d, [&](Row i) { one.push_back(plain.world.firms.identity[i]); });
    for_each_row(struck.world.firms, d, [&](Row i) { other.push_back(struck.world.firms.identity[i]); });
    CHECK(one == other);
  }
}
