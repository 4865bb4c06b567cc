#include "workforce/immediate_labour_market.hpp"

#include <algorithm>

#include "parallel/ask.hpp"
#include "parallel/match.hpp"
#include "parallel/sums.hpp"
#include "workforce/labour_market.hpp"
#include "workforce/staff.hpp"
#include "workforce/vacancies.hpp"

namespace kringloop::workforce {

namespace {

using parallel::MatchAnswers;
using parallel::MatchEntry;

/// Entries of all districts in a row, made district by district.
template <class Add>
std::vector<MatchEntry> entries(World& world, Add&& add) {
  std::vector<std::vector<MatchEntry>> of_district(world.context.layout.mine.size());
  parallel::for_each_district(world.context, [&](District d, int) { add(d, of_district[world.context.layout.index_of(d)]); });
  std::vector<MatchEntry> all;
  for (const auto& list : of_district) all.insert(all.end(), list.begin(), list.end());
  return all;
}

/// First come, first served, in the order of the keys.
MatchAnswers in_turn(World& world, const std::vector<MatchEntry>& requests, const std::vector<MatchEntry>& offers) {
  return parallel::match(world.context, requests, offers, parallel::cells_in_turn(world.context), [](const parallel::MatchCell& cell, int) {
    for (std::size_t k = 0; k < std::min(cell.requests.size(), cell.offers.size()); ++k) {
      cell.request_answers[k] = {cell.offers[k].place, cell.offers[k].payload};
      cell.offer_answers[k] = {cell.requests[k].place, 1};
    }
  });
}

/// Rows of people a firm wants beyond those it has; below 0: must let go.
std::int64_t wanted_rows(const World& world, Row firm) {
  const Firms& f = world.firms;
  const std::int64_t target = std::max<std::int64_t>(1, rounded(f.target_staff[firm] / static_cast<double>(world.scale())));
  return target - f.staff[firm].units / world.scale();
}

/// One entry for each row that a firm has too many (sign -1) or too few (sign 1), in the cell of the firm or in one for the country.
std::vector<MatchEntry> seats(World& world, std::int64_t sign, Quarter quarter) {
  return entries(world, [&](District d, std::vector<MatchEntry>& list) {
    const Firms& f = world.firms;
    for_each_row(f, d, [&](Row row) {
      const Place place = f.rows.place(row);
      for (std::int64_t k = 0; k < sign * wanted_rows(world, row); ++k) {
        const std::uint64_t key = world.draw.bits(Purpose::vacancy_order, f.identity[row], quarter.index, static_cast<std::uint64_t>(k));
        const std::int64_t cell = sign < 0 ? static_cast<std::int64_t>(place.packed) : 0;
        list.push_back({cell, key, f.identity[row], amount_of<Money>(f.wage[row]).units, place});
      }
    });
  });
}

}  // namespace

void make_workers_equal(World& world) {
  Persons& p = world.persons;
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(p, d, [&](Row row) {
      p.pay[row] = 1.0F;
      if (p.activity[row] == Activity::employee || p.activity[row] == Activity::unemployed) p.hours[row] = static_cast<std::uint8_t>(full_time_hours);
    });
  });
}

void immediate_labour_market(World& world, Quarter quarter) {
  Persons& p = world.persons;
  Firms& f = world.firms;
  Staff staff(world);
  staff.open();
  staff.deliver();
  std::int64_t dismissed = 0, hired = 0;

  // Employees of firms with too many people ask to stay; as many as are too many are answered, and leave.
  std::vector<std::uint8_t> sheds(f.rows.size(), 0);
  parallel::for_each_district(world.context, [&](District d, int) { for_each_row(f, d, [&](Row row) { sheds[row] = wanted_rows(world, row) < 0 ? 1 : 0; }); });
  parallel::ask(world.context, f, {sheds});
  const auto employees = entries(world, [&](District d, std::vector<MatchEntry>& list) {
    for_each_row(p, d, [&](Row row) {
      const Row firm = p.activity[row] == Activity::employee ? staff.employer(row) : parallel::no_row;
      if (firm == parallel::no_row || sheds[firm] == 0) return;
      const std::uint64_t key = world.draw.bits(Purpose::quit, p.identity[row], quarter.index);
      list.push_back({static_cast<std::int64_t>(p.employer[row].packed), key, p.identity[row], 0, p.rows.place(row)});
    });
  });
  const MatchAnswers leaving = in_turn(world, employees, seats(world, -1, quarter));
  for (std::size_t k = 0; k < employees.size(); ++k) {
    if (!leaving.requests[k].partner.somewhere()) continue;
    staff.leave(p.rows.find(employees[k].place), Activity::unemployed, 0);
    ++dismissed;
  }
  staff.deliver();

  const auto seekers = entries(world, [&](District d, std::vector<MatchEntry>& list) {
    for_each_row(p, d, [&](Row row) {
      if (p.activity[row] != Activity::unemployed) return;
      list.push_back({0, world.draw.bits(Purpose::job_search, p.identity[row], quarter.index), p.identity[row], 0, p.rows.place(row)});
    });
  });
  const auto vacancies = seats(world, 1, quarter);
  const MatchAnswers found = in_turn(world, seekers, vacancies);
  std::vector<std::vector<Hire>> hires(1);
  for (std::size_t k = 0; k < seekers.size(); ++k)
    if (const auto& answer = found.requests[k]; answer.partner.somewhere()) hires[0].push_back({p.rows.find(seekers[k].place), answer.partner, Money{answer.amount}, false});
  staff.know(hires);
  for (const Hire& hire : hires[0]) {
    staff.start(hire.person, hire.firm, Activity::employee, staff.wage_of(hire.person, hire.firm_wage.real()), 0);
    ++hired;
  }
  staff.deliver();

  // Vacancies that stay open, by region; and what moved.
  parallel::for_each_district(world.context, [&](District d, int) { for_each_row(f, d, [&](Row row) { f.vacancies[row] = Head{}; }); });
  for (std::size_t k = 0; k < vacancies.size(); ++k)
    if (found.offers[k].amount == 0) f.vacancies[f.rows.find(vacancies[k].place)] += Head{world.scale()};
  const std::size_t regions = regions_of(world);
  const auto sums = parallel::sum_over_districts(world.context, regions, [&](District d, int, std::span<Wide> into) {
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(d)]);
    for_each_row(f, d, [&](Row row) { into[region] += f.vacancies[row].units; });
  });
  LabourState& labour = world.labour;
  labour.vacancies.clear();
  for (const Wide sum : sums) labour.vacancies.emplace_back(static_cast<std::int64_t>(sum));
  std::array<std::int64_t, 2> moved = {dismissed, hired};
  world.context.ranks.sum(moved);
  labour.flows.fill(Head{});
  const auto flow = [&](LabourFlow which) -> Head& { return labour.flows[static_cast<std::size_t>(which)]; };
  flow(LabourFlow::job_loss) = flow(LabourFlow::dismissals) = Head{moved[0] * world.scale()};
  flow(LabourFlow::job_finding) = Head{moved[1] * world.scale()};
  count_labour(world);
}

}  // namespace kringloop::workforce
