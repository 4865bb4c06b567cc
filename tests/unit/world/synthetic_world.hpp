// A world with its synthetic population, for tests: a pack of the repository at a scale.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "input/pack.hpp"
#include "input/paths.hpp"
#include "world/district_plan.hpp"
#include "world/synthetic_population.hpp"
#include "world/world.hpp"

namespace kringloop::parallel {

/// The ranks that the tests run on: one in the unit tests, those of mpirun in tests/mpi.
Communicator& ranks_under_test();

}  // namespace kringloop::parallel

namespace kringloop {

inline std::filesystem::path pack_folder(const std::string& name) {
  const char* source = std::getenv("KRINGLOOP_SOURCE");
  return std::filesystem::path(source ? source : ".") / "scenarios" / "data" / name;
}

inline const input::Pack& pack_of_test(const std::string& name) {
  static std::map<std::string, std::unique_ptr<const input::Pack>> packs;
  auto& pack = packs[name];
  if (!pack) pack = std::make_unique<const input::Pack>(input::load_pack(pack_folder(name), input::Completeness::partial));
  return *pack;
}

struct SyntheticWorld {
  const input::Pack& pack;
  input::Settings settings;
  input::Paths paths;
  parallel::Layout layout;
  World world;

  SyntheticWorld(const input::Pack& pack_, std::int64_t scale, int threads = 1, std::uint64_t seed = 1,
                 parallel::Communicator& ranks = parallel::ranks_under_test())
      : pack(pack_), settings(settings_for(pack_, scale, seed)), layout(layout_for(pack_, scale, ranks)),
        world(pack, settings, paths, parallel::Context{ranks, layout, threads}) {}
  SyntheticWorld(const SyntheticWorld&) = delete;
  SyntheticWorld& operator=(const SyntheticWorld&) = delete;

  static input::Settings settings_for(const input::Pack& pack, std::int64_t scale, std::uint64_t seed) {
    input::Settings settings;
    settings.run.start = Quarter{pack.base_year + 1, 1};
    settings.run.scale = scale;
    settings.run.seed = seed;
    return settings;
  }
  static parallel::Layout layout_for(const input::Pack& pack, std::int64_t scale, const parallel::Communicator& ranks) {
    const auto plan = plan_districts(pack, scale);
    return parallel::contiguous_layout(plan.region, plan.cost, ranks);
  }
  /// Sums over ranks, in place.
  void total(std::vector<std::int64_t>& counts) { world.context.ranks.sum(counts); }
};

/// A built one.
inline std::unique_ptr<SyntheticWorld> populated(const std::string& pack, std::int64_t scale, int threads = 1, std::uint64_t seed = 1,
                                                 parallel::Communicator& ranks = parallel::ranks_under_test()) {
  auto made = std::make_unique<SyntheticWorld>(pack_of_test(pack), scale, threads, seed, ranks);
  build_population(made->world);
  return made;
}

template <class Work>
void each_row(const SyntheticWorld& s, const parallel::Population& population, Work work) {
  for (const auto d : s.layout.mine)
    for (Row row = population.rows.begin(d); row < population.rows.end(d); ++row) work(d, row);
}

/// All columns of all rows, whatever their order and owner, and further suppliers.
inline std::uint64_t fingerprint(SyntheticWorld& s) {
  std::uint64_t sum = 0;
  const auto add = [&](const parallel::Population& population) {
    each_row(s, population, [&](District d, Row row) {
      std::vector<std::byte> bytes(population.columns.bytes_per_row());
      population.columns.pack(row, bytes.data());
      std::uint64_t hash = mixed(static_cast<std::uint64_t>(d) << 20 | (row - population.rows.begin(d)));
      for (const auto b : bytes) hash = (hash ^ static_cast<std::uint64_t>(b)) * 0x100000001b3ULL;
      sum += mixed(hash);
    });
  };
  add(s.world.persons);
  add(s.world.households);
  add(s.world.firms);
  for (const FurtherList& list : s.world.further_suppliers)
    for (const FurtherSupplier& f : list) sum += mixed(mixed(f.key()) ^ (static_cast<std::uint64_t>(f.place.packed) << 16 | f.share));
  std::vector<std::int64_t> total{static_cast<std::int64_t>(sum >> 32), static_cast<std::int64_t>(sum & 0xffffffffU)};
  s.total(total);
  return (static_cast<std::uint64_t>(total[0]) << 32) + static_cast<std::uint64_t>(total[1]);
}

}  // namespace kringloop
