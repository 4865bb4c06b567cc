#include "world/synthetic_firm_plan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "base/controlled_rounding.hpp"
#include "base/error.hpp"
#include "world/synthetic_bodies.hpp"
#include "world/synthetic_firm_sizes.hpp"
#include "world/synthetic_owners.hpp"

namespace kringloop {

namespace {

constexpr std::size_t classes = input::size_classes;

bool empty(const input::FirmCount& cell) { return cell.firms < 0.5 || cell.persons < 0.5; }

double persons_in(const input::Pack& pack, std::size_t i) {
  double sum = 0;
  for (const auto& cell : pack.firms[i]) sum += empty(cell) ? 0 : cell.persons;
  return sum;
}

// Seats by industry and size class: total exact, industry and class margins within one, at least one where there are firms.
CountTable plan_seats(const input::Pack& pack, std::int64_t scale, std::int64_t workers) {
  const std::size_t industries = pack.industry_count();
  std::vector<double> persons(industries), cells(industries);
  double nonempty = 0;
  for (std::size_t i = 0; i < industries; ++i) {
    persons[i] = persons_in(pack, i);
    for (const auto& cell : pack.firms[i]) cells[i] += empty(cell) ? 0 : 1;
    nonempty += cells[i];
  }
  if (static_cast<double>(workers) < nonempty)
    throw InputError("one agent for " + std::to_string(scale) + " people leaves " + std::to_string(workers) + " working; every one of the " +
                     std::to_string(static_cast<int>(nonempty)) + " combinations of industry and size class needs one: use a smaller --scale");
  const auto by_industry = share_at_least(static_cast<double>(workers), persons, cells);
  std::vector<double> above(classes * industries), industry_above(industries), class_above(classes);  // beyond the one each has
  for (std::size_t i = 0; i < industries; ++i) {
    std::vector<double> weight(classes), least(classes);
    for (std::size_t c = 0; c < classes; ++c) {
      weight[c] = empty(pack.firms[i][c]) ? 0 : pack.firms[i][c].persons;
      least[c] = empty(pack.firms[i][c]) ? 0 : 1;
    }
    const auto share = share_at_least(by_industry[i], weight, least);
    for (std::size_t c = 0; c < classes; ++c) {
      above[c * industries + i] = std::max(share[c] - least[c], 0.0);
      industry_above[i] += above[c * industries + i];
      class_above[c] += above[c * industries + i];
    }
  }
  const auto total = workers - static_cast<std::int64_t>(nonempty);
  const auto table = controlled_table(above, round_to_total(class_above, total), round_to_total(industry_above, total));
  CountTable seats(industries, classes);
  for (std::size_t i = 0; i < industries; ++i)
    for (std::size_t c = 0; c < classes; ++c) seats(i, c) = table(c, i) + (empty(pack.firms[i][c]) ? 0 : 1);
  return seats;
}

// Rows of one size class [region][industry]; `region_weight` [industry][region].
CountTable spread_over_regions(const CountTable& rows, std::size_t c, const input::Matrix& region_weight,
                               const std::vector<std::int64_t>* by_region) {
  const std::size_t industries = rows.rows, regions = region_weight.columns;
  std::vector<double> numbers(regions * industries), real(regions);
  std::vector<std::int64_t> by_industry(industries);
  for (std::size_t i = 0; i < industries; ++i) {
    by_industry[i] = rows(i, c);
    double sum = 0;
    for (std::size_t r = 0; r < regions; ++r) sum += region_weight(i, r);
    for (std::size_t r = 0; r < regions; ++r) {
      const double share = sum > 0 ? region_weight(i, r) / sum : 1.0 / static_cast<double>(regions);
      numbers[r * industries + i] = share * static_cast<double>(rows(i, c));
      real[r] += numbers[r * industries + i];
    }
  }
  const auto total = std::accumulate(by_industry.begin(), by_industry.end(), std::int64_t{0});
  return controlled_table(numbers, by_region ? *by_region : round_to_total(real, total), by_industry);
}

// Where an industry still wants people, in proportion also to what the region as a whole still wants.
input::Matrix still_wanted(const input::Matrix& wanted, const input::Matrix& placed) {
  input::Matrix rest(wanted.rows, wanted.columns);
  for (std::size_t r = 0; r < wanted.columns; ++r) {
    double region = 0, cells = 0;
    for (std::size_t i = 0; i < wanted.rows; ++i) {
      region += wanted(i, r) - placed(i, r);
      cells += rest(i, r) = std::max(wanted(i, r) - placed(i, r), 0.02 * wanted(i, r));
    }
    const double factor = cells > 0 ? std::max(region, 0.01 * cells) / cells : 0.0;
    for (std::size_t i = 0; i < wanted.rows; ++i) rest(i, r) *= factor;
  }
  return rest;
}

std::int64_t part_of(std::int64_t whole, std::int64_t parts, std::int64_t index) {
  if (parts >= whole) return 1;
  return mul_div(whole, index + 1, parts) - mul_div(whole, index, parts);
}

// Government units: as the rows of an industry go by, one becomes public whenever the public part lags by half its staff.
struct PublicShare {
  double share = 0, seats = 0, government = 0;
  FirmKind next(std::uint32_t staff) {
    seats += staff;
    if (share <= 0 || share * seats - government < 0.5 * staff) return FirmKind::market;
    government += staff;
    return FirmKind::government;
  }
};

}  // namespace

FirmSpec FirmPlan::one_person_row(std::size_t region, std::int64_t index, const input::Pack& pack) const {
  std::size_t i = 0;
  while (index >= one_person(region, i)) index -= one_person(region, i++);
  for (std::size_t r = 0; r < region; ++r) index += one_person(r, i);
  FirmSpec spec;
  spec.industry = static_cast<std::uint8_t>(i);
  spec.kind = FirmKind::one_person;
  spec.staff = spec.owners = 1;
  spec.represents = part_of(static_cast<std::int64_t>(std::floor(pack.firms[i][0].firms + 0.5)), rows(i, 0), index);
  return spec;
}

FirmPlan plan_firms(const input::Pack& pack, const input::Settings& settings, const Draw& draw, std::int64_t workers,
                    std::span<const std::int64_t> self_employed) {
  const std::size_t industries = pack.industry_count(), regions = pack.region_count();
  const std::int64_t scale = settings.run.scale;
  FirmPlan plan;
  plan.seats = plan_seats(pack, scale, workers);
  plan.rows = CountTable(industries, classes);
  for (std::size_t i = 0; i < industries; ++i) {
    plan.rows(i, 0) = plan.seats(i, 0);
    for (std::size_t c = 1; c < classes; ++c)
      if (!empty(pack.firms[i][c]))
        plan.rows(i, c) = std::clamp<std::int64_t>(
            static_cast<std::int64_t>(std::ceil(std::floor(pack.firms[i][c].firms + 0.5) / static_cast<double>(scale))), 1, plan.seats(i, c));
  }

  // One-person firms follow the self-employed. When there are more of them than self-employed, an employee works in the rest.
  std::int64_t one_person_rows = 0;
  for (std::size_t i = 0; i < industries; ++i) one_person_rows += plan.rows(i, 0);
  const auto all_self_employed = std::accumulate(self_employed.begin(), self_employed.end(), std::int64_t{0});
  plan.own = split_by_capacity(std::min(one_person_rows, all_self_employed), self_employed);
  auto by_region = plan.own;
  if (one_person_rows > all_self_employed) {
    std::vector<double> weight(regions);
    for (std::size_t i = 0; i < industries; ++i)
      for (std::size_t r = 0; r < regions; ++r) weight[r] += pack.firm_regions(i, r) * persons_in(pack, i);
    const auto more = split_by_weight(one_person_rows - all_self_employed, weight);
    for (std::size_t r = 0; r < regions; ++r) by_region[r] += more[r];
  }
  plan.one_person = spread_over_regions(plan.rows, 0, pack.firm_regions, &by_region);

  // The others make up what is left of each region's share of the industry, large firms first, so that small ones even out what
  // the few large ones must leave uneven.
  input::Matrix wanted(industries, regions), placed(industries, regions);
  for (std::size_t i = 0; i < industries; ++i) {
    double seats = 0;
    for (std::size_t c = 0; c < classes; ++c) seats += static_cast<double>(plan.seats(i, c));
    for (std::size_t r = 0; r < regions; ++r) {
      wanted(i, r) = seats * pack.firm_regions(i, r);
      placed(i, r) = static_cast<double>(plan.one_person(r, i));
    }
  }

  plan.staffed.resize(regions);
  std::vector<PublicShare> government(industries);
  for (std::size_t i = 0; i < industries; ++i) {
    double all = 0;
    for (std::size_t c = 0; c < classes; ++c) all += static_cast<double>(plan.seats(i, c));
    const double beyond_one = all - static_cast<double>(plan.seats(i, 0));
    const double share = pack.industries[i].public_share;
    government[i].share = beyond_one > 0 ? std::min(1.0, share * all / beyond_one) : 0.0;
  }
  CountTable rows = plan.rows;  // but of public administration, whose bodies have places of their own
  for (std::size_t i = 0; i < industries; ++i) {
    if (!has_bodies(pack, i)) continue;
    std::vector<std::int64_t> seats;
    std::vector<double> still(regions);
    for (std::size_t c = 0; c < classes; ++c) seats.push_back(plan.seats(i, c));
    for (std::size_t r = 0; r < regions; ++r) still[r] = wanted(i, r) - placed(i, r);
    for (std::size_t c = 1; c < classes; ++c) plan.rows(i, c) = rows(i, c) = 0;
    for (const auto& [region, unit] : plan_bodies(pack, i, scale, seats, still, draw, settings.run.start.index)) {
      ++plan.rows(i, unit.size_class);
      placed(i, region) += unit.staff;
      plan.staffed[region].push_back(unit);
    }
  }
  for (std::size_t c = classes - 1; c > 0; --c) {
    const auto table = spread_over_regions(rows, c, still_wanted(wanted, placed), nullptr);
    for (std::size_t i = 0; i < industries; ++i) {
      if (rows(i, c) == 0) continue;
      const auto& cell = pack.firms[i][c];
      const double firms = std::floor(cell.firms + 0.5);
      const auto staff = staff_sizes(rows(i, c), plan.seats(i, c), firms, cell.persons, size_bounds[c],
                                     draw.bits(Purpose::population_firm, i * classes + c, settings.run.start.index));
      std::int64_t index = 0;
      for (std::size_t r = 0; r < regions; ++r)
        for (std::int64_t k = 0; k < table(r, i); ++k, ++index) {
          FirmSpec spec;
          spec.industry = static_cast<std::uint8_t>(i);
          spec.size_class = static_cast<std::uint8_t>(c);
          spec.staff = staff[static_cast<std::size_t>(index)];
          spec.represents = part_of(static_cast<std::int64_t>(firms), rows(i, c), index);
          spec.kind = government[i].next(spec.staff);
          if (spec.kind == FirmKind::government) spec.tier = Tier::other;
          placed(i, r) += spec.staff;
          plan.staffed[r].push_back(spec);
        }
    }
  }
  for (std::size_t r = 0; r < regions; ++r)
    for (std::int64_t k = plan.own[r]; k < by_region[r]; ++k) {  // one-person firms whose person is an employee
      const Permutation shuffle(static_cast<std::uint64_t>(by_region[r]), one_person_key(draw, settings, r));
      FirmSpec spec = plan.one_person_row(r, static_cast<std::int64_t>(shuffle(static_cast<std::uint64_t>(k))), pack);
      spec.kind = pack.industries[spec.industry].public_share >= 1 ? FirmKind::government : FirmKind::market;
      if (spec.kind == FirmKind::government) spec.tier = Tier::other;
      spec.owners = 0;
      plan.staffed[r].push_back(spec);
    }

  std::vector<std::int64_t> owners(self_employed.begin(), self_employed.end());
  for (std::size_t r = 0; r < regions; ++r) owners[r] -= plan.own[r];
  plan.owners = seat_owners(plan.staffed, owners);
  return plan;
}

}  // namespace kringloop
