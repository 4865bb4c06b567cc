// Worlds for the tests of the workforce: the Netherlands at a scale, and a village built by hand.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "unit/world/synthetic_world.hpp"
#include "workforce/demography.hpp"
#include "world/identity.hpp"

namespace kringloop {

inline std::filesystem::path path_file(const std::string& name) {
  const char* source = std::getenv("KRINGLOOP_SOURCE");
  return std::filesystem::path(source ? source : ".") / "scenarios" / "paths" / name;
}

/// The signals that the population paths give in a quarter.
inline void read_signals(World& world, const input::Paths& paths, Quarter quarter) {
  using input::Series;
  world.signals.total_fertility_rate = paths.at(Series::total_fertility_rate, quarter);
  world.signals.mortality_index = paths.at(Series::mortality_index, quarter);
  world.signals.immigration = paths.at(Series::immigration, quarter) / 4.0;
  world.signals.emigration = paths.at(Series::emigration, quarter) / 4.0;
  world.signals.state_pension_age = paths.at(Series::state_pension_age, quarter);
}

inline input::Paths dutch_paths() {
  input::Paths paths;
  input::Complaints complaints;
  input::read_path_file(path_file("netherlands.csv"), "netherlands.csv", paths, complaints);
  return paths;
}

/// The Netherlands of 2023: firms want the staff they have, at a wage of 15,000 EUR a quarter.
inline std::unique_ptr<SyntheticWorld> netherlands(std::int64_t scale, int threads = 1, std::uint64_t seed = 1) {
  auto made = populated("nl-2023", scale, threads, seed);
  Firms& f = made->world.firms;
  each_row(*made, f, [&](District, Row row) {
    f.wage[row] = 15000.0;
    f.target_staff[row] = static_cast<double>(f.staff_hours[row].units) / full_time_hours;
  });
  workforce::open_people(made->world);
  return made;
}

/// A few districts in one region, at scale 1, with people put there one by one. Without demography unless the test gives some.
struct Village {
  input::Pack pack;
  input::Settings settings;
  input::Paths paths;
  parallel::Layout layout;
  World world;
  std::uint64_t next = 0;

  explicit Village(int districts = 1, std::uint64_t seed = 1)
      : pack(pack_with_workers()), settings(settings_for(seed)),
        layout(parallel::contiguous_layout(std::vector<std::int16_t>(static_cast<std::size_t>(districts), 0),
                                           std::vector<double>(static_cast<std::size_t>(districts), 1.0), parallel::ranks_under_test())),
        world(pack, settings, paths, parallel::Context{parallel::ranks_under_test(), layout, 1}) {
    const std::vector<std::uint32_t> none(layout.mine.size(), 0);
    world.persons.lay_out(layout, none);
    world.households.lay_out(layout, none);
    world.firms.lay_out(layout, none);
  }
  static input::Settings settings_for(std::uint64_t seed) {
    input::Settings s;
    s.run.scale = 1;
    s.run.seed = seed;
    return s;
  }
  /// Nothing but labour-force participation: 85 % from 15 to 69.
  static input::Pack pack_with_workers() {
    input::Pack made;
    for (std::size_t band = 0; band < input::age_bands; ++band)
      for (auto& shares : made.activity[band]) shares = band >= 3 && band < 14 ? std::array{0.8, 0.0, 0.05, 0.15} : std::array{0.0, 0.0, 0.0, 1.0};
    return made;
  }
  /// Nobody leaves a job or the labour force on their own account.
  void keep_people_in_place() {
    for (const char* name : {"job_loss_hazard", "direct_entry_hazard", "search_entry_hazard", "job_change_hazard"}) settings.parameters[name] = 0.0;
  }
  Row household(District d, HouseholdType type, std::vector<std::pair<Sex, int>> members, Money deposits = Money{}) {
    Households& h = world.households;
    const Row row = h.take(d);
    h.identity[row] = identity_of(Kind::household, Quarter{1500, 1}, d, next++);
    h.type[row] = type;
    h.deposits[row] = deposits;
    h.members[row] = static_cast<std::uint8_t>(members.size());
    for (const auto& [sex, age] : members) {
      const Row person = world.persons.take(d);
      world.persons.identity[person] = identity_of(Kind::person, Quarter{1500, 1}, d, next++);
      world.persons.sex[person] = sex;
      world.persons.age[person] = static_cast<std::uint16_t>(age * 4);
      world.persons.household[person] = row - h.rows.begin(d);
      world.persons.activity[person] = age < 15 ? Activity::child : Activity::inactive;
    }
    return row;
  }
  Row firm(District d, double target, FirmKind kind = FirmKind::market) {
    Firms& f = world.firms;
    const Row row = f.take(d);
    f.identity[row] = identity_of(Kind::firm, Quarter{1500, 1}, d, next++);
    f.kind[row] = kind;
    f.target_staff[row] = target;
    f.wage[row] = 12000.0;
    f.represents[row] = Head{1};
    return row;
  }
};

}  // namespace kringloop
