#include "world/synthetic_firms.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "world/identity.hpp"
#include "world/synthetic_layout.hpp"
#include "world/synthetic_owners.hpp"

namespace kringloop {

namespace {

void fill(World& world, Row row, District d, std::uint32_t slot, const FirmSpec& spec) {
  auto& f = world.firms;
  const int now = world.settings.run.start.index;
  const auto key = identity_of(Kind::firm, Quarter{1500, 1}, d, slot);
  // Exponential age, mean 10 years, up to 100: the base year's firms without history.
  const double waiting = -exact::log(1.0 - world.draw.uniform(Purpose::population_firm, key, now));
  const int age = std::min(400, static_cast<int>(40 * waiting));
  f.identity[row] = identity_of(Kind::firm, Quarter{now - 1 - age}, d, slot);
  f.industry[row] = spec.industry;
  f.size_class[row] = spec.size_class;
  f.kind[row] = spec.kind;
  f.tier[row] = spec.tier;
  f.represents[row] = Head{spec.represents};
  f.staff[row] = Head{spec.staff * world.scale()};
  f.age[row] = static_cast<std::uint16_t>(age);
}

}  // namespace

void make_firms(World& world, const DistrictPlan& plan, const FirmPlan& firms, std::span<const std::int64_t> self_employed,
                std::vector<std::vector<FirmSpec>>& staffed) {
  const auto& layout = world.context.layout;
  const std::size_t regions = firms.own.size();
  std::vector<OwnFirms> own(regions);
  std::vector<std::int64_t> before(self_employed.size());  // [district] self-employed in districts of the region before it
  for (std::size_t r = 0; r < regions; ++r) {
    for (District d = plan.first[r]; d < plan.first[r + 1]; ++d) {
      before[static_cast<std::size_t>(d)] = own[r].all;
      own[r].all += self_employed[static_cast<std::size_t>(d)];
    }
    own[r].own = firms.own[r];
  }

  std::vector<std::uint32_t> counts;
  staffed.assign(layout.mine.size(), {});
  std::vector<std::size_t> number(static_cast<std::size_t>(layout.districts()));  // [district] place in layout.mine
  for (std::size_t m = 0; m < layout.mine.size(); ++m) {
    const auto d = static_cast<std::size_t>(layout.mine[m]);
    const auto r = static_cast<std::size_t>(plan.region[d]);
    number[d] = m;
    const auto& rows = firms.staffed[r];
    for (auto j = static_cast<std::size_t>(layout.mine[m] - plan.first[r]); j < rows.size(); j += static_cast<std::size_t>(plan.districts_of(r)))
      staffed[m].push_back(rows[j]);
    const auto ones = own[r].before(before[d] + self_employed[d]) - own[r].before(before[d]);
    counts.push_back(static_cast<std::uint32_t>(ones) + static_cast<std::uint32_t>(staffed[m].size()));
  }
  lay_out_population(world.firms, layout, counts);

  parallel::for_each_district(world.context, [&](District d, int) {
    const auto r = static_cast<std::size_t>(plan.region[static_cast<std::size_t>(d)]);
    std::int64_t in_row = 0;
    for (std::size_t i = 0; i < firms.one_person.columns; ++i) in_row += firms.one_person(r, i);
    const Permutation shuffle(static_cast<std::uint64_t>(in_row), one_person_key(world.draw, world.settings, r));
    auto& p = world.persons;
    const Row first = world.firms.rows.begin(d);
    std::uint32_t slot = 0;
    std::int64_t i = before[static_cast<std::size_t>(d)];
    for (Row row = p.rows.begin(d); row < p.rows.end(d); ++row) {
      if (p.activity[row] != Activity::self_employed) continue;
      if (own[r].has(i)) {
        const auto which = shuffle(static_cast<std::uint64_t>(own[r].before(i)));
        fill(world, first + slot, d, slot, firms.one_person_row(r, static_cast<std::int64_t>(which), world.pack));
        p.employer[row] = Place{d, slot};
        world.firms.staff_hours[first + slot] = Hours{p.hours[row] * world.scale()};
        ++slot;
      }
      ++i;
    }
    for (const auto& spec : staffed[number[static_cast<std::size_t>(d)]]) {
      fill(world, first + slot, d, slot, spec);
      ++slot;
    }
  });
}

}  // namespace kringloop
