#include "workforce/staff.hpp"

#include "parallel/sums.hpp"
#include "world/employers.hpp"

namespace kringloop::workforce {

namespace {
constexpr Row looked_ahead = 16;  // people whose employer is fetched before its turn: firms are anywhere in memory
bool works(Activity a) { return a == Activity::employee || a == Activity::self_employed; }
}  // namespace

Money Staff::wage_of(Row person, double firm_wage) const {
  const Persons& p = world_.persons;
  return amount_of<Money>(firm_wage * static_cast<double>(p.pay[person]) * p.hours[person] / full_time_hours);
}

void Staff::open() {
  Persons& p = world_.persons;
  Firms& f = world_.firms;
  know_employers(world_);
  std::vector<std::uint8_t> exists(f.rows.size(), 0);
  parallel::for_each_district(world_.context, [&](District d, int) {
    for (Row row = f.rows.begin(d); row < f.rows.end(d); ++row) {
      exists[row] = f.rows.live(row) ? 1 : 0;
      f.staff[row] = Head{};
      f.staff_hours[row] = Hours{};
    }
  });
  parallel::ask(world_.context, f, {exists, f.wage});
  accounts_.open(world_.context, f);

  const std::int64_t scale = world_.scale();
  enum : std::size_t { heads, weekly, lost, values };
  const auto sums = parallel::sum_over_districts(world_.context, values, [&](District d, int thread, std::span<Wide> into) {
    std::int64_t people = 0, hours = 0, without_firm = 0;
    const std::int64_t* told = accounts_.accounts_of(thread);
    const Row end = p.rows.end(d);
    for (Row row = p.rows.begin(d); row < end; ++row) {
      if (row + looked_ahead < end) {
        const Row coming = employer(row + looked_ahead);
        if (coming != parallel::no_row) {
          __builtin_prefetch(&exists[coming]);
          __builtin_prefetch(told + std::size_t{2} * coming, 1);
        }
      }
      if (!works(p.activity[row]) || !p.rows.live(row)) continue;
      const Row firm = employer(row);
      if (firm == parallel::no_row || exists[firm] == 0) {
        if (firm != parallel::no_row) p.last_wage[row] = wage_of(row, f.wage[firm]);
        p.employer[row] = Place{};
        p.activity[row] = Activity::unemployed;
        p.duration[row] = 0;
        ++without_firm;
        continue;
      }
      accounts_.add(thread, firm, scale, scale * p.hours[row]);
      ++people;
      hours += p.hours[row];
    }
    into[heads] += people;
    into[weekly] += hours;
    into[lost] += without_firm;
  });
  mean_hours_ = sums[heads] > 0 ? static_cast<double>(sums[weekly]) / static_cast<double>(sums[heads]) : full_time_hours;
  released_ = Head{static_cast<std::int64_t>(sums[lost]) * scale};
}

void Staff::leave(Row person, Activity then, int thread) {
  Persons& p = world_.persons;
  const Row firm = employer(person);
  if (firm != parallel::no_row) {
    accounts_.add(thread, firm, -world_.scale(), -world_.scale() * p.hours[person]);
    p.last_wage[person] = wage_of(person, world_.firms.wage[firm]);
  }
  p.employer[person] = Place{};
  p.activity[person] = then;
  p.duration[person] = 0;
}

void Staff::start(Row person, Place firm, Activity as, Money wage, int thread) {
  Persons& p = world_.persons;
  p.employer[person] = firm;
  p.activity[person] = as;
  p.duration[person] = 0;
  p.last_wage[person] = wage;
  accounts_.add(thread, employer(person), world_.scale(), world_.scale() * p.hours[person]);
}

void Staff::deliver() { accounts_.deliver(world_.context, world_.firms, {world_.firms.staff, world_.firms.staff_hours}); }

void Staff::know(const std::vector<std::vector<Hire>>& hires) {
  if (world_.context.ranks.size() == 1) return;
  for (const auto& of_district : hires)
    for (const Hire& hire : of_district) world_.firms.resolve(hire.firm);
  world_.firms.agree(world_.context);
  parallel::ask(world_.context, world_.firms, {world_.firms.wage});
  accounts_.open(world_.context, world_.firms);
}

void release_staff(World& world) {
  Staff staff(world);
  staff.open();
  staff.deliver();
}

}  // namespace kringloop::workforce
