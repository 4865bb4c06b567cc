// Agents of no kind for the tests of the verbs: known by an identity, linked at random, the same world on every layout.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "parallel/links.hpp"
#include "parallel/packing.hpp"
#include "parallel/population.hpp"
#include "ranks_under_test.hpp"

namespace kringloop::parallel {

inline constexpr Draw test_draw{2024};

struct Agents : Population {
  std::vector<std::int64_t> wealth;
  std::vector<double> mood;
  std::vector<Place> friend_of;
  Agents() : Population("agents") {
    columns.add("wealth", "1", "", wealth, std::int64_t{0});
    columns.add("mood", "1", "", mood, 0.0);
    columns.add("friend_of", "place", "", friend_of, Place{});
  }
};

inline std::uint64_t identity_of(District district, std::uint32_t ordinal) { return 100000 * static_cast<std::uint64_t>(district) + ordinal + 1; }

/// District d has `size(d)` agents; each links to a random agent of all.
inline void populate(Agents& agents, const Layout& layout, const std::vector<std::uint32_t>& size) {
  std::vector<std::uint32_t> count;
  for (const District d : layout.mine) count.push_back(size[static_cast<std::size_t>(d)]);
  agents.lay_out(layout, count);
  std::vector<Place> everyone;
  for (std::size_t d = 0; d < size.size(); ++d)
    for (std::uint32_t slot = 0; slot < size[d]; ++slot) everyone.emplace_back(static_cast<District>(d), slot);
  for (const District d : layout.mine)
    for (Row row = agents.rows.begin(d); row < agents.rows.end(d); ++row) {
      const std::uint64_t identity = identity_of(d, row - agents.rows.begin(d));
      agents.identity[row] = identity;
      agents.wealth[row] = static_cast<std::int64_t>(test_draw.below(1000, Purpose::test, identity, -1));
      agents.mood[row] = test_draw.uniform(Purpose::test, identity, -2);
      agents.friend_of[row] = everyone[test_draw.below(everyone.size(), Purpose::test, identity, -3)];
    }
}

/// Sizes that leave one district empty and one with a single agent.
inline std::vector<std::uint32_t> uneven_sizes(int districts) {
  std::vector<std::uint32_t> size;
  for (int d = 0; d < districts; ++d) size.push_back(d == 1 ? 0U : d == 2 ? 1U : static_cast<std::uint32_t>(40 + 7 * (d % 5)));
  return size;
}

/// The live rows of this rank.
inline std::vector<Row> live_rows(const Population& population, const Layout& layout) {
  std::vector<Row> rows;
  for (const District d : layout.mine)
    for (Row row = population.rows.begin(d); row < population.rows.end(d); ++row)
      if (population.rows.live(row)) rows.push_back(row);
  return rows;
}

/// A hash of all columns of all live agents and of where they are, in the order of their identities; the same on every rank.
inline std::uint64_t hash_by_identity(const Population& population, const Layout& layout) {
  const std::size_t bytes = population.columns.bytes_per_row();
  Bytes mine;
  for (const Row row : live_rows(population, layout)) {
    Bytes packed(bytes);
    population.columns.pack(row, packed.data());  // identity first
    append(mine, packed.data(), bytes);
    append(mine, population.rows.place(row));
  }
  const std::size_t record = bytes + sizeof(Place);
  std::vector<std::pair<std::uint64_t, Bytes>> all;
  for (const Bytes& theirs : ranks_under_test().gather_all(mine))
    for (std::size_t at = 0; at < theirs.size(); at += record) {
      std::uint64_t identity = 0;
      std::memcpy(&identity, theirs.data() + at, sizeof identity);
      all.emplace_back(identity, Bytes(theirs.begin() + static_cast<std::ptrdiff_t>(at), theirs.begin() + static_cast<std::ptrdiff_t>(at + record)));
    }
  std::sort(all.begin(), all.end());
  std::uint64_t hash = all.size();
  for (const auto& [identity, packed] : all)
    for (const std::byte b : packed) hash = mixed(hash ^ std::to_integer<std::uint64_t>(b));
  return hash;
}

}  // namespace kringloop::parallel
