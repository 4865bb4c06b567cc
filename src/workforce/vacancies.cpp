#include "workforce/vacancies.hpp"

#include <algorithm>

#include "parallel/sums.hpp"
#include "workforce/chance.hpp"

namespace kringloop::workforce {

std::size_t regions_of(const World& world) {
  std::size_t n = world.pack.region_count();
  for (const auto r : world.context.layout.region) n = std::max(n, static_cast<std::size_t>(r) + 1);
  return n;
}

double kept_open(const Parameters& parameters, double filled) {
  if (!(filled > 0) || !(parameters.normal_filled_share > 0)) return parameters.normal_vacancy_rate;
  const double odds = (1.0 - filled) / filled, normal_odds = (1.0 - parameters.normal_filled_share) / parameters.normal_filled_share;
  return parameters.normal_vacancy_rate * (normal_odds > 0 ? std::min(1.0, odds / normal_odds) : 1.0);
}

double missing_rows(double kept_open, double target_fte, std::int64_t staff_hours, double usual_hours, std::int64_t scale) {
  if (!(usual_hours > 0)) return 0;
  const double wanted = target_fte * (1.0 + kept_open) * full_time_hours - static_cast<double>(staff_hours);
  return std::max(0.0, wanted / usual_hours / static_cast<double>(scale));
}

double dismissal_share(const Parameters& parameters, double target_fte, std::int64_t staff_hours, std::int64_t staff, std::int64_t scale) {
  if (staff <= 0 || staff_hours <= 0) return 0;
  const double hours = static_cast<double>(staff_hours) / static_cast<double>(staff);
  const double excess = (static_cast<double>(staff_hours) - target_fte * full_time_hours) / hours / static_cast<double>(scale) - 1.0;
  return excess > 0 ? std::min(1.0, parameters.dismissal_speed * excess * static_cast<double>(scale) / static_cast<double>(staff)) : 0.0;
}

void Vacancies::post(const Staff& staff) {
  const Firms& f = world_.firms;
  const std::size_t regions = regions_of(world_);
  const std::int64_t scale = world_.scale();
  open_.assign(f.rows.size(), 0);
  const double spare = kept_open(parameters_, world_.labour.filled_share);
  // Wages are summed as cents so that the sum is exact.
  const auto sums = parallel::sum_over_districts(world_.context, 2 * regions, [&](District d, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world_.context.layout.region[static_cast<std::size_t>(d)]);
    for_each_row(f, d, [&](Row row) {
      std::int64_t rows = 0;
      if (f.kind[row] == FirmKind::one_person) {
        // A new one looks for its founder; one that lost its person for a successor, if it is to have one: else it closes.
        const bool to_go_on = !world_.settings.economy.entry_exit || f.age[row] == 0 ||
                              world_.draw.chance(parameters_.succession_share, Purpose::self_employment, f.identity[row], world_.now.index);
        open_[row] = f.staff[row].units <= 0 && to_go_on ? 1 : 0;
        return;
      }
      const double missing = missing_rows(spare, f.target_staff[row], f.staff_hours[row].units, staff.mean_hours(), scale);
      if (missing > 0) rows = whole(missing, world_.draw.bits(Purpose::vacancy_order, f.identity[row], 0));
      open_[row] = static_cast<std::uint32_t>(rows);
      into[region] += rows;
      into[regions + region] += static_cast<Wide>(amount_of<Money>(f.wage[row]).units) * rows;
    });
  });
  region_rows_.assign(regions, 0);
  region_wage_.assign(regions, 0.0);
  for (std::size_t r = 0; r < regions; ++r) {
    region_rows_[r] = static_cast<std::int64_t>(sums[r]);
    if (sums[r] > 0) region_wage_[r] = static_cast<double>(sums[regions + r]) / static_cast<double>(sums[r]) / 100.0;
  }
}

std::vector<Head> Vacancies::close() {
  Firms& f = world_.firms;
  const std::size_t regions = regions_of(world_);
  const auto sums = parallel::sum_over_districts(world_.context, regions, [&](District d, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world_.context.layout.region[static_cast<std::size_t>(d)]);
    for (Row row = f.rows.begin(d); row < f.rows.end(d); ++row) {
      f.vacancies[row] = Head{static_cast<std::int64_t>(open_[row]) * world_.scale()};
      if (f.kind[row] != FirmKind::one_person) into[region] += f.vacancies[row].units;
    }
  });
  std::vector<Head> by_region;
  for (const Wide sum : sums) by_region.emplace_back(static_cast<std::int64_t>(sum));
  return by_region;
}

}  // namespace kringloop::workforce
