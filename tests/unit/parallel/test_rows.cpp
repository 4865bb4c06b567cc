#include <catch2/catch.hpp>

#include <numeric>

#include "base/error.hpp"
#include "parallel/population.hpp"
#include "ranks_under_test.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

namespace {

struct Herd : Population {
  std::vector<std::int64_t> weight;
  std::vector<std::uint8_t> colour;
  Herd() : Population("herd") {
    columns.add("weight", "kg", "how heavy", weight, std::int64_t{-1});
    columns.add("colour", "1", "which colour", colour, std::uint8_t{3});
  }
};

/// `count` rows in each own district, named by district and slot.
void fill(Herd& herd, const Layout& layout, std::uint32_t count) {
  herd.lay_out(layout, std::vector<std::uint32_t>(layout.mine.size(), count));
  for (const District d : layout.mine)
    for (Row row = herd.rows.begin(d); row < herd.rows.end(d); ++row) {
      herd.identity[row] = 1000 * static_cast<std::uint64_t>(d) + (row - herd.rows.begin(d));
      herd.weight[row] = static_cast<std::int64_t>(herd.identity[row]) * 2;
    }
}

}  // namespace

TEST_CASE("rows lie district by district, with slack of an eighth and at least eight") {
  Machine machine(8);
  Herd herd;
  fill(herd, machine.layout, 160);
  for (const District d : machine.layout.mine) {
    CHECK(herd.rows.used(d) == 160);
    CHECK(herd.rows.living(d) == 160);
    CHECK(herd.rows.capacity(d) == 180);
    for (Row row = herd.rows.begin(d); row < herd.rows.end(d); ++row) {
      CHECK(herd.rows.place(row) == Place(d, row - herd.rows.begin(d)));
      CHECK(herd.rows.find(herd.rows.place(row)) == row);
    }
  }
  CHECK(herd.weight.size() == herd.rows.size());
  CHECK(herd.columns.bytes_per_row() == 8 + 8 + 1);
}

TEST_CASE("an empty district and a district of one row are districts like others") {
  Machine machine(8);
  Herd herd;
  std::vector<std::uint32_t> count;
  for (const District d : machine.layout.mine) count.push_back(static_cast<std::uint32_t>(d % 2));
  herd.lay_out(machine.layout, count);
  for (const District d : machine.layout.mine) {
    CHECK(herd.rows.end(d) - herd.rows.begin(d) == static_cast<Row>(d % 2));
    CHECK(herd.rows.capacity(d) == static_cast<std::uint32_t>(d % 2) + 8);
    const Row row = herd.take(d);
    CHECK(herd.rows.place(row) == Place(d, static_cast<std::uint32_t>(d % 2)));
  }
}

TEST_CASE("a freed slot is not used again before recycle, and then the lowest first") {
  Machine machine(8);
  Herd herd;
  fill(herd, machine.layout, 20);
  const District d = machine.layout.mine[0];
  herd.release(herd.rows.find({d, 7}));
  herd.release(herd.rows.find({d, 3}));
  CHECK(herd.rows.living(d) == 18);
  CHECK(herd.rows.place(herd.take(d)).slot() == 20);
  CHECK(herd.weight[herd.rows.find({d, 3})] == (1000 * d + 3) * 2);  // readable until taken again
  herd.recycle();
  herd.release(herd.rows.find({d, 1}));
  const Row third = herd.take(d);
  CHECK(herd.rows.place(third).slot() == 3);
  CHECK(herd.weight[third] == -1);
  CHECK(herd.colour[third] == 3);
  CHECK(herd.identity[third] == 0);
  CHECK(herd.rows.place(herd.take(d)).slot() == 7);
  CHECK(herd.rows.place(herd.take(d)).slot() == 21);
}

TEST_CASE("a row that is not live cannot be released") {
  Machine machine(8);
  Herd herd;
  fill(herd, machine.layout, 2);
  const Row row = herd.rows.begin(machine.layout.mine[0]);
  herd.release(row);
  CHECK_THROWS_AS(herd.release(row), InternalError);
  CHECK_THROWS_AS(herd.release(row + 5), InternalError);
  CHECK_THROWS_AS(herd.release(herd.rows.own()), InternalError);
}

TEST_CASE("a district that overflows grows, and every row keeps its place, identity and columns") {
  Machine machine(8);
  Herd herd;
  fill(herd, machine.layout, 16);
  const District d = machine.layout.mine[0];
  const auto version = herd.rows.version();
  for (std::uint32_t i = 16; i < 100; ++i) {
    const Row row = herd.take(d);
    REQUIRE(herd.rows.place(row) == Place(d, i));
    herd.identity[row] = 1000 * static_cast<std::uint64_t>(d) + i;
    herd.weight[row] = static_cast<std::int64_t>(herd.identity[row]) * 2;
  }
  CHECK(herd.rows.version() != version);
  for (const District each : machine.layout.mine) {
    CHECK(herd.rows.used(each) == (each == d ? 100 : 16));
    for (std::uint32_t slot = 0; slot < herd.rows.used(each); ++slot) {
      const Row row = herd.rows.find({each, slot});
      CHECK(herd.rows.live(row));
      CHECK(herd.identity[row] == 1000 * static_cast<std::uint64_t>(each) + slot);
      CHECK(herd.weight[row] == static_cast<std::int64_t>(herd.identity[row]) * 2);
    }
  }
  CHECK(herd.weight.size() == herd.rows.size());
}

TEST_CASE("inside a phase a full district fails; room made before it suffices") {
  Machine machine(8);
  Herd herd;
  fill(herd, machine.layout, 16);
  const auto births = [&](District d, int) {
    for (int i = 0; i < 50; ++i) herd.identity[herd.take(d)] = static_cast<std::uint64_t>(d);
  };
  CHECK_THROWS_WITH(for_each_district(machine.context, births), Catch::Matchers::Contains("make room"));
  fill(herd, machine.layout, 16);
  herd.make_room(machine.layout, std::vector<std::uint32_t>(machine.layout.mine.size(), 50));
  for_each_district(machine.context, births);
  for (const District d : machine.layout.mine) CHECK(herd.rows.living(d) == 66);
}

TEST_CASE("more rows than a place can name are the user's error") {
  Machine machine(8);
  Rows rows;
  CHECK_THROWS_AS(rows.lay_out(machine.layout, std::vector<std::uint32_t>(machine.layout.mine.size(), most_slots + 1)), InputError);
  rows.lay_out(machine.layout, std::vector<std::uint32_t>(machine.layout.mine.size(), most_slots));
  CHECK(rows.capacity(machine.layout.mine[0]) == most_slots);
}

TEST_CASE("slots restored from a checkpoint are taken in the order of the run that wrote it") {
  Machine machine(8);
  Herd first, second;
  fill(first, machine.layout, 20);
  const District d = machine.layout.mine.back();
  for (const std::uint32_t slot : {9U, 4U, 12U}) first.release(first.rows.find({d, slot}));
  first.recycle();
  first.release(first.rows.find({d, 2}));
  std::vector<std::vector<SlotState>> states;
  for (const District each : machine.layout.mine) states.emplace_back(first.rows.states(each).begin(), first.rows.states(each).end());
  second.restore(machine.layout, states);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 5; ++i) CHECK(first.rows.place(first.take(d)) == second.rows.place(second.take(d)));
    CHECK(first.rows.living(d) == second.rows.living(d));
    first.recycle();
    second.recycle();
  }
}

TEST_CASE("two columns of one name are refused") {
  Herd herd;
  std::vector<double> other;
  CHECK_THROWS_AS(herd.columns.add("weight", "kg", "", other), InternalError);
  REQUIRE(herd.columns.find("colour") != nullptr);
  CHECK(herd.columns.find("colour")->bytes == 1);
  CHECK(herd.columns.find("size") == nullptr);
}
