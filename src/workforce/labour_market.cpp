#include "workforce/labour_market.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "parallel/sums.hpp"
#include "workforce/labour_events.hpp"
#include "workforce/matching.hpp"
#include "workforce/participation.hpp"
#include "workforce/staff.hpp"
#include "workforce/tables.hpp"
#include "workforce/vacancies.hpp"
#include "workforce/vital_rates.hpp"

namespace kringloop::workforce {

namespace {

// Rows moved, by thread.
class Counter {
 public:
  explicit Counter(const parallel::Context& context) : accounts_(context.threads, labour_flows) {}
  void add(int thread, LabourFlow flow) { accounts_.add(thread, static_cast<std::size_t>(flow), 1); }
  void collect(World& world) {
    const auto sums = accounts_.collect(world.context);
    for (std::size_t i = 0; i < labour_flows; ++i) world.labour.flows[i] = Head{static_cast<std::int64_t>(sums[i]) * world.scale()};
  }

 private:
  parallel::SharedAccounts accounts_;
};

class Market {
 public:
  Market(World& world, Quarter quarter)
      : world_(world), quarter_(quarter), parameters_(parameters_of(world, quarter)), staff_(world), vacancies_(world, parameters_),
        counter_(world.context) {}

  void run() {
    staff_.open();
    chances_ = labour_chances(world_, parameters_);
    events_ = draw_events(world_, parameters_, chances_, quarter_);
    for (int month = 0; month < months; ++month) {
      exits(month);
      staff_.deliver();
      if (month == 0) {
        dismiss();
        staff_.deliver();
      }
      vacancies_.post(staff_);
      take_on(match_month(world_, parameters_, vacancies_, seekers(month), quarter_, month));
    }
    staff_.deliver();
    world_.labour.vacancies = vacancies_.close();
    counter_.collect(world_);
    world_.labour.flows[static_cast<std::size_t>(LabourFlow::job_loss)] += staff_.released();
    count_labour(world_);
  }

 private:
  std::size_t index_of(District d) const { return world_.context.layout.index_of(d); }

  // Who becomes unemployed may give up in a later month of the same quarter.
  void become_unemployed(Row row, DistrictEvents& district, int month) {
    Persons& p = world_.persons;
    p.activity[row] = Activity::unemployed;
    p.duration[row] = 0;
    const std::uint64_t bits = world_.draw.bits(Purpose::labour_exit, p.identity[row], quarter_.index, static_cast<std::uint64_t>(month));
    district.unemployed.push_back({row, bits});
    const int gives_up = month + 1 + chances_[age_index(p.age[row])][static_cast<std::size_t>(p.sex[row])].unemployed.month(bits);
    if (gives_up < months) district.exits[static_cast<std::size_t>(gives_up)].push_back({row, Exit::give_up});
  }
  void want_hours(Row row) {
    Persons& p = world_.persons;
    if (p.hours[row] == 0)
      p.hours[row] = hours_of(*world_.labour.tables, p.age[row], p.sex[row], world_.draw.bits(Purpose::labour_entry, p.identity[row], quarter_.index));
  }

  void exits(int month) {
    const double pension_age = world_.signals.state_pension_age;
    parallel::for_each_district(world_.context, [&](District d, int thread) {
      Persons& p = world_.persons;
      DistrictEvents& district = events_[index_of(d)];
      const auto exits_now = std::move(district.exits[static_cast<std::size_t>(month)]);
      for (const LabourEvent& e : exits_now) {
        const Activity now = p.activity[e.person];
        const Activity outside = outside_labour_force(p.age[e.person], pension_age);
        const bool works = now == Activity::employee || now == Activity::self_employed;
        if (e.exit == Exit::withdraw && works) {
          staff_.leave(e.person, outside, thread);
          counter_.add(thread, LabourFlow::withdrawal);
        } else if (e.exit == Exit::lose_job && now == Activity::employee) {
          staff_.leave(e.person, Activity::unemployed, thread);
          become_unemployed(e.person, district, month);
          counter_.add(thread, LabourFlow::job_loss);
        } else if (e.exit == Exit::give_up && now == Activity::unemployed) {
          p.activity[e.person] = outside;
          p.duration[e.person] = 0;
          counter_.add(thread, LabourFlow::giving_up);
        } else if (e.exit == Exit::start_search && !works && now != Activity::unemployed) {
          want_hours(e.person);
          become_unemployed(e.person, district, month);
          counter_.add(thread, LabourFlow::search_entry);
        }
      }
    });
  }

  // Firms say which share of their staff must go; each employee asks, and draws.
  void dismiss() {
    const Firms& f = world_.firms;
    std::vector<double> share(f.rows.size(), 0.0);
    std::vector<std::uint8_t> sheds(f.rows.size(), 0);  // small enough to be read at random
    const auto firms = parallel::sum_over_districts(world_.context, 1, [&](District d, int, std::span<Wide> into) {
      for_each_row(f, d, [&](Row row) {
        if (f.kind[row] == FirmKind::one_person) return;
        share[row] = dismissal_share(parameters_, f.target_staff[row], f.staff_hours[row].units, f.staff[row].units, world_.scale());
        if (share[row] > 0) {
          sheds[row] = 1;
          into[0] += 1;
        }
      });
    });
    if (firms[0] == 0) return;
    parallel::ask(world_.context, f, {share, sheds});
    parallel::for_each_district(world_.context, [&](District d, int thread) {
      const Persons& p = world_.persons;
      for_each_row(p, d, [&](Row row) {
        if (p.activity[row] != Activity::employee) return;
        const Row firm = staff_.employer(row);
        if (firm == parallel::no_row || sheds[firm] == 0) return;
        if (!world_.draw.chance(share[firm], Purpose::quit, p.identity[row], quarter_.index)) return;
        staff_.leave(row, Activity::unemployed, thread);
        become_unemployed(row, events_[index_of(d)], 0);
        counter_.add(thread, LabourFlow::job_loss);
        counter_.add(thread, LabourFlow::dismissals);
      });
    });
  }

  // All who look for work this month. [my district]
  std::vector<std::vector<JobSeeker>> seekers(int month) {
    std::vector<std::vector<JobSeeker>> lists(events_.size());
    parallel::for_each_district(world_.context, [&](District d, int) {
      const Persons& p = world_.persons;
      const std::size_t at = index_of(d);
      DistrictEvents& district = events_[at];
      const auto m = static_cast<std::size_t>(month);
      const auto look = [&](const JobSeeker& s) { lists[at].push_back({s.row, other_bits(s.bits, 20 + m)}); };
      std::erase_if(district.unemployed, [&](const JobSeeker& s) { return p.activity[s.row] != Activity::unemployed; });
      lists[at].reserve(district.unemployed.size() + district.direct[m].size() + district.changing[m].size());
      for (const JobSeeker& s : district.unemployed) look(s);
      for (const JobSeeker& s : district.direct[m]) {
        const Activity now = p.activity[s.row];
        if (now == Activity::student || now == Activity::inactive || now == Activity::retired) look(s);
      }
      for (const JobSeeker& s : district.changing[m])
        if (p.activity[s.row] == Activity::employee) look(s);
    });
    return lists;
  }

  // What is told of them is delivered with the exits of the next month.
  void take_on(const std::vector<std::vector<Hire>>& hires) {
    staff_.know(hires);
    parallel::for_each_district(world_.context, [&](District d, int thread) {
      const Persons& p = world_.persons;
      for (const Hire& hire : hires[index_of(d)]) {
        const Activity before = p.activity[hire.person];
        want_hours(hire.person);
        if (before == Activity::employee) staff_.leave(hire.person, before, thread);
        counter_.add(thread, before == Activity::employee     ? LabourFlow::job_to_job
                             : before == Activity::unemployed ? LabourFlow::job_finding
                                                              : LabourFlow::direct_entry);
        staff_.start(hire.person, hire.firm, hire.self_employed ? Activity::self_employed : Activity::employee,
                     staff_.wage_of(hire.person, hire.firm_wage.real()), thread);
      }
    });
  }

  World& world_;
  Quarter quarter_;
  Parameters parameters_;
  Staff staff_;
  Vacancies vacancies_;
  Counter counter_;
  LabourChances chances_;
  std::vector<DistrictEvents> events_;
};

}  // namespace

void count_labour(World& world) {
  enum : std::size_t { employed, self_employed, unemployed, inactive, states };
  const std::size_t regions = regions_of(world);
  const auto sums = parallel::sum_over_districts(world.context, regions * states, [&](District d, int, std::span<Wide> into) {
    const Persons& p = world.persons;
    std::array<std::int64_t, states + 1> count{};  // the last: children
    for_each_row(p, d, [&](Row row) {
      switch (p.activity[row]) {
        case Activity::employee: ++count[employed]; break;
        case Activity::self_employed: ++count[self_employed]; break;
        case Activity::unemployed: ++count[unemployed]; break;
        case Activity::child: ++count[states]; break;
        default: ++count[inactive];
      }
    });
    const auto region = static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(d)]);
    for (std::size_t s = 0; s < states; ++s) into[region * states + s] += count[s];
  });
  LabourState& labour = world.labour;
  const auto by_region = [&](std::size_t state) {
    std::vector<Head> heads;
    for (std::size_t r = 0; r < regions; ++r) heads.emplace_back(static_cast<std::int64_t>(sums[r * states + state]) * world.scale());
    return heads;
  };
  labour.employed = by_region(employed);
  labour.self_employed = by_region(self_employed);
  labour.unemployed = by_region(unemployed);
  labour.inactive = by_region(inactive);
  labour.vacancies.resize(regions);

  const auto total = [](const std::vector<Head>& heads) {
    std::int64_t sum = 0;
    for (const Head h : heads) sum += h.units;
    return static_cast<double>(sum);
  };
  const double without = total(labour.unemployed), active = without + total(labour.employed) + total(labour.self_employed);
  const auto flow = [&](LabourFlow f) { return labour.flow(f); };
  labour.hires = flow(LabourFlow::job_finding) + flow(LabourFlow::direct_entry) + flow(LabourFlow::job_to_job);
  labour.separations = flow(LabourFlow::job_loss) + flow(LabourFlow::withdrawal) + flow(LabourFlow::job_to_job);
  labour.unemployment_rate = active > 0 ? without / active : 0.0;
  labour.tightness = without > 0 ? total(labour.vacancies) / without : labour.tightness;
  world.institutions.tightness = labour.tightness;
}

void labour_market(World& world, Quarter quarter) {
  tables_of(world);
  Market(world, quarter).run();
}

}  // namespace kringloop::workforce
