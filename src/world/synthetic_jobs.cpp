#include "world/synthetic_jobs.hpp"

#include <algorithm>
#include <array>
#include <atomic>

#include "base/error.hpp"
#include "parallel/packing.hpp"
#include "world/synthetic_commuting.hpp"
#include "world/synthetic_permutation.hpp"

namespace kringloop {

namespace {

enum JobKind : std::size_t { employee, owner };

std::int64_t seats_of(const FirmSpec& firm, std::size_t kind) { return kind == owner ? firm.owners : firm.staff - firm.owners; }

// Seats of one kind in all districts: firms are dealt as in make_firms.
std::vector<std::int64_t> seats_by_district(const DistrictPlan& plan, const FirmPlan& firms, std::size_t kind) {
  std::vector<std::int64_t> seats(static_cast<std::size_t>(plan.districts()));
  for (std::size_t r = 0; r < firms.staffed.size(); ++r)
    for (std::size_t j = 0; j < firms.staffed[r].size(); ++j)
      seats[static_cast<std::size_t>(plan.first[r]) + j % static_cast<std::size_t>(plan.districts_of(r))] += seats_of(firms.staffed[r][j], kind);
  return seats;
}

std::vector<std::int64_t> by_region(const DistrictPlan& plan, std::span<const std::int64_t> by_district) {
  std::vector<std::int64_t> sums(plan.first.size() - 1);
  for (std::size_t d = 0; d < by_district.size(); ++d) sums[static_cast<std::size_t>(plan.region[d])] += by_district[d];
  return sums;
}

// The firm at each seat of the districts of this rank.
class SeatIndex {
 public:
  SeatIndex(const World& world, const std::vector<std::vector<FirmSpec>>& staffed) : draw_(world.draw), now_(world.settings.run.start.index) {
    const auto& layout = world.context.layout;
    districts_.resize(static_cast<std::size_t>(layout.districts()));
    for (std::size_t m = 0; m < layout.mine.size(); ++m) {
      auto& district = districts_[static_cast<std::size_t>(layout.mine[m])];
      const auto& firms = staffed[m];
      district.first_slot = world.firms.rows.end(layout.mine[m]) - world.firms.rows.begin(layout.mine[m]) - static_cast<std::uint32_t>(firms.size());
      for (const std::size_t kind : {employee, owner}) {
        auto& end = district.end[kind];
        end.reserve(firms.size());
        std::uint32_t sum = 0;
        for (const auto& firm : firms) end.push_back(sum += static_cast<std::uint32_t>(seats_of(firm, kind)));
      }
    }
  }
  /// The firm at a seat number; seats are numbered in a keyed order so that neighbours by number are not colleagues.
  [[nodiscard]] Place firm(District d, std::size_t kind, std::int64_t number) const {
    const auto& district = districts_[static_cast<std::size_t>(d)];
    const auto& end = district.end[kind];
    const std::uint64_t seats = end.empty() ? 0 : end.back();
    if (number < 0 || static_cast<std::uint64_t>(number) >= seats) throw InternalError("a job without a seat");
    const Permutation shuffle(seats, draw_.bits(Purpose::population_jobs, static_cast<std::uint64_t>(d), now_, 2 + kind));
    const auto seat = static_cast<std::uint32_t>(shuffle(static_cast<std::uint64_t>(number)));
    const auto firm = static_cast<std::uint32_t>(std::upper_bound(end.begin(), end.end(), seat) - end.begin());
    return Place{d, district.first_slot + firm};
  }

 private:
  struct Seats {
    std::uint32_t first_slot = 0;
    std::array<std::vector<std::uint32_t>, 2> end;  // [kind][firm] seats up to and with it
  };
  const Draw& draw_;
  int now_;
  std::vector<Seats> districts_;
};

struct Request {
  std::uint32_t number;
  std::uint16_t district;
  std::uint8_t kind;
  std::uint8_t hours;
};

// Threads seat people at the same firm; integers add up in any order.
void add_hours(World& world, Place firm, std::int64_t hours) {
  auto& account = world.firms.staff_hours[world.firms.rows.begin(firm.district()) + firm.slot()].units;
  std::atomic_ref<std::int64_t>(account).fetch_add(hours * world.scale(), std::memory_order_relaxed);
}

struct Outbox {  // of one thread, for one rank
  std::vector<Request> requests;
  std::vector<Row> rows;
};

}  // namespace

void assign_jobs(World& world, const DistrictPlan& plan, const FirmPlan& firms, const std::vector<std::vector<FirmSpec>>& staffed,
                 std::span<const std::int64_t> owners, std::span<const std::int64_t> employees) {
  auto& p = world.persons;
  const int now = world.settings.run.start.index;
  const auto key = [&](std::uint64_t what, std::uint64_t number) { return world.draw.bits(Purpose::population_jobs, what, now, number); };
  const auto employee_seats = seats_by_district(plan, firms, employee), owner_seats = seats_by_district(plan, firms, owner);
  const double distance = parameter_or(world.pack, world.settings, "commuting_distance", 10.0);  // [km]
  const double local_share = parameter_or(world.pack, world.settings, "local_job_share", 0.3);
  const auto table = commuting_table(world.pack.distance, by_region(plan, employees), by_region(plan, employee_seats), distance);
  const JobMarket markets[2] = {JobMarket(plan, table, employees, employee_seats, local_share, key(0x10000, 0)),
                                JobMarket(plan, firms.owners, owners, owner_seats, 1.0, key(0x10000, 1))};
  const SeatIndex index(world, staffed);

  const auto& layout = world.context.layout;
  const auto ranks = static_cast<std::size_t>(world.context.ranks.size());
  std::vector<std::vector<Outbox>> outbox(static_cast<std::size_t>(world.context.threads), std::vector<Outbox>(ranks));
  parallel::for_each_district(world.context, [&](District d, int thread) {
    const auto district = static_cast<std::size_t>(d);
    const Permutation order[2] = {Permutation(static_cast<std::uint64_t>(employees[district]), key(district, 0)),
                                  Permutation(static_cast<std::uint64_t>(owners[district]), key(district, 1))};
    std::uint64_t next[2] = {0, 0};
    for (Row row = p.rows.begin(d); row < p.rows.end(d); ++row) {
      const bool owns = p.activity[row] == Activity::self_employed && !p.employer[row].somewhere();
      if (p.activity[row] != Activity::employee && !owns) continue;
      const std::size_t kind = owns ? owner : employee;
      const auto seat = markets[kind].seat_of(d, static_cast<std::int64_t>(order[kind](next[kind]++)));
      const auto rank = static_cast<std::size_t>(layout.owner[static_cast<std::size_t>(seat.district)]);
      if (rank == static_cast<std::size_t>(world.context.ranks.rank())) {
        p.employer[row] = index.firm(seat.district, kind, seat.number);
        add_hours(world, p.employer[row], p.hours[row]);
      } else {
        auto& box = outbox[static_cast<std::size_t>(thread)][rank];
        box.requests.push_back({static_cast<std::uint32_t>(seat.number), static_cast<std::uint16_t>(seat.district), static_cast<std::uint8_t>(kind), p.hours[row]});
        box.rows.push_back(row);
      }
    }
  });
  if (ranks == 1) return;

  // Seats of other ranks: ask their owners which firm it is.
  std::vector<parallel::Bytes> requests(ranks), replies(ranks);
  for (std::size_t r = 0; r < ranks; ++r)
    for (auto& thread : outbox)
      parallel::append(requests[r], thread[r].requests.data(), thread[r].requests.size() * sizeof(Request));
  const auto asked = world.context.ranks.exchange(requests);
  for (std::size_t r = 0; r < ranks; ++r)
    for (const auto& request : parallel::values_of<Request>(asked[r])) {
      const Place firm = index.firm(request.district, request.kind, request.number);
      add_hours(world, firm, request.hours);
      parallel::append(replies[r], firm);
    }
  const auto answers = world.context.ranks.exchange(replies);
  for (std::size_t r = 0; r < ranks; ++r) {
    const auto places = parallel::values_of<Place>(answers[r]);
    std::size_t next = 0;
    for (auto& thread : outbox)
      for (const Row row : thread[r].rows) p.employer[row] = places[next++];
  }
}

}  // namespace kringloop
