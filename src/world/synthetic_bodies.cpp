#include "world/synthetic_bodies.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/controlled_rounding.hpp"
#include "base/error.hpp"
#include "world/synthetic_firm_sizes.hpp"
#include "world/synthetic_rounding.hpp"

namespace kringloop {

namespace {

constexpr std::size_t large = input::size_classes - 1, below_large = large - 1;  // 250 persons and more; 50 to 249
constexpr std::size_t of(Tier tier) { return static_cast<std::size_t>(tier) - 1; }

/// Bodies of one tier in one size class.
struct Group {
  Tier tier = Tier::other;
  std::vector<std::int64_t> bodies;  // [region]
  double persons = 0.0;              // real people together
  std::int64_t seats = 0;
  [[nodiscard]] std::int64_t count() const { return std::accumulate(bodies.begin(), bodies.end(), std::int64_t{0}); }
};

/// How many rows a group gets in each region: one for every `scale` bodies, the State's units each its own.
std::vector<std::int64_t> rows_of(const Group& group, std::int64_t scale) {
  if (group.tier == Tier::state) return split_by_capacity(std::min(group.count(), group.seats), group.bodies);
  const std::vector<double> weight(group.bodies.begin(), group.bodies.end());
  return split_by_weight(std::clamp<std::int64_t>((group.count() + scale - 1) / scale, 1, group.seats), weight);
}

/// Whole numbers near `weights`, at least one each, that add up to `total`.
std::vector<std::int64_t> whole_shares(std::int64_t total, std::span<const double> weights, double least) {
  const double at_least = std::max(1.0, std::min(least, static_cast<double>(total) / static_cast<double>(weights.size())));
  return round_to_total(share_at_least(static_cast<double>(total), weights, std::vector<double>(weights.size(), at_least)), total);
}

class Plan {
 public:
  Plan(const input::Pack& pack, std::size_t industry, std::int64_t scale, std::span<const std::int64_t> seats, std::span<const double> wanted, const Draw& draw, int quarter)
      : pack_(pack), i_(industry), scale_(scale), seats_(seats), wanted_(wanted), draw_(draw), quarter_(quarter) {}

  std::vector<BodySpec> make() {
    for (std::size_t c = 1; c < large; ++c) place(c, groups_of(c));
    auto groups = groups_of(large);
    share_large(groups);
    // The State last: it has its people where the industry still wants them.
    std::stable_partition(groups.begin(), groups.end(), [](const Group& g) { return g.tier != Tier::state; });
    place(large, std::move(groups));
    return std::move(units_);
  }

 private:
  [[nodiscard]] std::int64_t firms(std::size_t c) const { return static_cast<std::int64_t>(std::floor(pack_.firms[i_][c].firms + 0.5)); }
  [[nodiscard]] std::size_t regions() const { return pack_.region_count(); }

  [[nodiscard]] std::vector<std::int64_t> bodies(Tier tier) const {
    std::vector<std::int64_t> n;
    for (const auto& region : pack_.government_bodies.bodies) n.push_back(std::llround(region[of(tier)]));
    return n;
  }

  /// Which bodies a size class holds.
  [[nodiscard]] std::vector<Group> groups_of(std::size_t c) const {
    const std::vector<double> people(wanted_.begin(), wanted_.end());
    const auto others = [&](std::int64_t n) { return Group{Tier::other, split_by_weight(n, people), 0.0, 0}; };
    std::vector<Group> groups;
    if (c < below_large) {
      groups.push_back(others(firms(c)));
    } else {
      const auto provinces = bodies(Tier::provinces), municipalities = bodies(Tier::municipalities);
      const std::int64_t units = static_cast<std::int64_t>(regions()), all = std::accumulate(municipalities.begin(), municipalities.end(), std::int64_t{0});
      const std::int64_t room = firms(large) - units - std::accumulate(provinces.begin(), provinces.end(), std::int64_t{0});
      if (room < 0 || room + firms(below_large) < all)
        throw InputError("the pack has fewer firms of 50 persons and more in " + pack_.industries[i_].code + " than government bodies");
      // Over both size classes in proportion to the firms there.
      const std::int64_t here = room + firms(below_large) > 0 ? mul_div(all, room, room + firms(below_large)) : 0;
      const auto big = split_by_capacity(here, municipalities);
      if (c == large) {
        groups = {{Tier::state, std::vector<std::int64_t>(regions(), 1), 0.0, 0}, {Tier::provinces, provinces, 0.0, 0}, {Tier::municipalities, big, 0.0, 0},
                  others(room - here)};
      } else {
        std::vector<std::int64_t> small(regions());
        for (std::size_t r = 0; r < regions(); ++r) small[r] = municipalities[r] - big[r];
        groups = {{Tier::municipalities, small, 0.0, 0}, others(firms(below_large) - (all - here))};
      }
    }
    std::erase_if(groups, [](const Group& g) { return g.count() == 0; });
    for (Group& g : groups) g.persons = pack_.firms[i_][c].persons * static_cast<double>(g.count()) / static_cast<double>(firms(c));
    return groups;
  }

  /// Large bodies have the staff of their tier that smaller ones do not have.
  void share_large(std::vector<Group>& groups) const {
    const auto& staff = pack_.government_bodies.staff;
    const double all = std::accumulate(staff.begin(), staff.end(), 0.0);
    double persons = 0.0;
    for (std::size_t c = 1; c <= large; ++c) persons += pack_.firms[i_][c].persons;
    for (Group& g : groups) {
      g.persons = persons * staff[of(g.tier)] / all;
      for (std::size_t c = 1; c < large; ++c)
        for (const Group& smaller : groups_of(c)) g.persons -= smaller.tier == g.tier ? smaller.persons : 0.0;
      g.persons = std::max(g.persons, static_cast<double>(g.count()) * size_bounds[large].lowest);
    }
  }

  void place(std::size_t c, std::vector<Group> groups) {
    if (groups.empty()) return;
    // Where there are fewer seats than tiers the one with most bodies stands for all.
    const auto most = static_cast<std::ptrdiff_t>(std::max<std::int64_t>(1, seats_[c]));
    if (std::ssize(groups) > most) {
      std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.count() > b.count(); });
      for (auto rest = groups.begin() + most; rest != groups.end(); ++rest)
        for (std::size_t r = 0; r < regions(); ++r) groups.front().bodies[r] += rest->bodies[r];
      groups.erase(groups.begin() + most, groups.end());
    }
    std::vector<double> weight;
    for (const Group& g : groups) weight.push_back(g.persons);
    const auto seats = whole_shares(seats_[c], weight, 1.0);
    for (std::size_t k = 0; k < groups.size(); ++k) {
      groups[k].seats = seats[k];
      make_rows(c, groups[k]);
    }
  }

  void make_rows(std::size_t c, const Group& g) {
    const auto rows = rows_of(g, scale_);
    const std::int64_t all = std::accumulate(rows.begin(), rows.end(), std::int64_t{0}), real = g.count();
    std::vector<std::size_t> region;
    for (std::size_t r = 0; r < regions(); ++r) region.insert(region.end(), static_cast<std::size_t>(rows[r]), r);
    const double least = size_bounds[c].lowest * static_cast<double>(g.seats) / g.persons;
    std::vector<std::int64_t> staff;
    if (g.tier == Tier::state) {
      std::vector<double> missing;
      for (const std::size_t r : region) missing.push_back(std::max(wanted_[r] - placed(r), 0.02 * wanted_[r]));
      staff = whole_shares(g.seats, missing, least);
    } else if (c == large && g.tier == Tier::municipalities) {
      staff = whole_shares(g.seats, municipal_weights(rows), least);
    } else {
      const auto sizes = staff_sizes(all, g.seats, static_cast<double>(real), g.persons, size_bounds[c],
                                     draw_.bits(Purpose::population_firm, (i_ * input::size_classes + c) + (of(g.tier) + 1) * 100000, quarter_));
      staff.assign(sizes.begin(), sizes.end());
    }
    for (std::int64_t k = 0; k < all; ++k) {
      FirmSpec unit;
      unit.industry = static_cast<std::uint8_t>(i_);
      unit.size_class = static_cast<std::uint8_t>(c);
      unit.kind = FirmKind::government;
      unit.tier = g.tier;
      unit.staff = static_cast<std::uint32_t>(staff[static_cast<std::size_t>(k)]);
      unit.represents = all >= real ? 1 : mul_div(real, k + 1, all) - mul_div(real, k, all);
      units_.push_back({region[static_cast<std::size_t>(k)], unit});
    }
  }

  /// The budgets of a province's municipalities, by size in inverse proportion to their rank (Zipf's law of cities).
  [[nodiscard]] std::vector<double> municipal_weights(const std::vector<std::int64_t>& rows) const {
    std::vector<double> weight;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      double sum = 0.0;
      for (std::int64_t k = 1; k <= rows[r]; ++k) sum += 1.0 / static_cast<double>(k);
      for (std::int64_t k = 1; k <= rows[r]; ++k) weight.push_back(pack_.government_bodies.municipal_budget[r] / static_cast<double>(k) / sum);
    }
    return weight;
  }

  [[nodiscard]] double placed(std::size_t r) const {
    double sum = 0.0;
    for (const BodySpec& unit : units_) sum += unit.region == r ? unit.unit.staff : 0.0;
    return sum;
  }

  const input::Pack& pack_;
  std::size_t i_;
  std::int64_t scale_;
  std::span<const std::int64_t> seats_;
  std::span<const double> wanted_;
  const Draw& draw_;
  int quarter_;
  std::vector<BodySpec> units_;
};

}  // namespace

bool has_bodies(const input::Pack& pack, std::size_t industry) {
  const input::Industry& i = pack.industries[industry];
  return pack.government_bodies.known() && i.section == 'O' && i.public_share >= 1.0;
}

std::vector<BodySpec> plan_bodies(const input::Pack& pack, std::size_t industry, std::int64_t scale, std::span<const std::int64_t> seats,
                                  std::span<const double> wanted, const Draw& draw, int quarter) {
  return Plan(pack, industry, scale, seats, wanted, draw, quarter).make();
}

}  // namespace kringloop
