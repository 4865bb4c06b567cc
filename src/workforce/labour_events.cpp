#include "workforce/labour_events.hpp"

#include <algorithm>

#include "workforce/tables.hpp"
#include "workforce/vital_rates.hpp"

namespace kringloop::workforce {

LabourChances labour_chances(World& world, const Parameters& parameters) {
  const MonthlyRates rates =
      monthly_rates(tables_of(world), parameters, world.signals.state_pension_age, labour_force(world, parameters).gap(), world.settings.economy.demography);
  LabourChances table(Tables::ages);
  for (std::size_t a = 0; a < Tables::ages; ++a)
    for (std::size_t s = 0; s < 2; ++s) {
      const double withdrawal = rates.withdrawal[a][s], loss = rates.job_loss[a][s];
      Chances& c = table[a][s];
      c.employee = Monthly(withdrawal + loss, withdrawal + loss > 0 ? withdrawal / (withdrawal + loss) : 0.0);
      c.self_employed = Monthly(withdrawal);
      c.unemployed = Monthly(rates.giving_up[a][s]);
      c.inactive = Monthly(rates.search_entry[a][s]);
      c.direct = parameters.job_finding_hazard > 0 ? threshold(rates.direct_entry[a][s] / parameters.job_finding_hazard) : 0;
    }
  return table;
}

std::vector<DistrictEvents> draw_events(World& world, const Parameters& parameters, const LabourChances& table, Quarter quarter) {
  const Threshold change = parameters.job_finding_hazard > 0 ? threshold(parameters.job_change_hazard / parameters.job_finding_hazard) : 0;
  const auto& mine = world.context.layout.mine;
  std::vector<DistrictEvents> events(mine.size());

  parallel::for_each_district(world.context, [&](District d, int) {
    const Persons& p = world.persons;
    DistrictEvents& out = events[world.context.layout.index_of(d)];
    const auto events_of = [&](Row row, std::uint64_t bits) {
      const Activity now = p.activity[row];
      const Chances& c = table[age_index(p.age[row])][static_cast<std::size_t>(p.sex[row])];
      const auto exits = [&](const Monthly& monthly, Exit first, Exit second) {
        const int month = monthly.month(bits);
        if (month < months)
          out.exits[static_cast<std::size_t>(month)].push_back({row, other_bits(bits, 1) < monthly.first_kind ? first : second});
        return month;
      };
      switch (now) {
        case Activity::employee: {
          const int leaves = exits(c.employee, Exit::withdraw, Exit::lose_job);
          for (int m = 0; m < std::min(leaves, months); ++m)
            if (other_bits(bits, 10 + static_cast<std::uint64_t>(m)) < change) out.changing[static_cast<std::size_t>(m)].push_back({row, bits});
          break;
        }
        case Activity::self_employed: exits(c.self_employed, Exit::withdraw, Exit::withdraw); break;
        case Activity::unemployed:
          exits(c.unemployed, Exit::give_up, Exit::give_up);
          out.unemployed.push_back({row, bits});
          break;
        default: {
          const int starts = exits(c.inactive, Exit::start_search, Exit::start_search);
          for (int m = 0; m < std::min(starts, months); ++m)
            if (other_bits(bits, 10 + static_cast<std::uint64_t>(m)) < c.direct) out.direct[static_cast<std::size_t>(m)].push_back({row, bits});
        }
      }
    };
    const auto cannot_move = [&](Row row) {
      const Activity now = p.activity[row];
      if (now == Activity::child || !p.rows.live(row)) return true;
      if (now < Activity::inactive && now != Activity::student) return false;
      const Chances& c = table[age_index(p.age[row])][static_cast<std::size_t>(p.sex[row])];
      return c.direct == 0 && c.inactive.upto.back() == 0;
    };
    // The draws of some people are made one after the other, with nothing in between: the processor then makes several at a time.
    std::array<Row, 256> rows;
    std::array<std::uint64_t, 256> draws;
    const Row end = p.rows.end(d);
    for (Row next = p.rows.begin(d); next < end;) {
      std::size_t count = 0;
      for (; next < end && count < rows.size(); ++next) {
        rows[count] = next;
        count += cannot_move(next) ? 0 : 1;
      }
      for (std::size_t i = 0; i < count; ++i) draws[i] = world.draw.bits(Purpose::separation, p.identity[rows[i]], quarter.index);
      for (std::size_t i = 0; i < count; ++i) events_of(rows[i], draws[i]);
    }
  });
  return events;
}

}  // namespace kringloop::workforce
