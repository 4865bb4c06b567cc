// PET and PEM of the climate models: the same bits for any number of ranks and threads. One program uses all five verbs on
// synthetic agents for some quarters; its hash is pinned, so that runs on other layouts, compilers and machines are compared too.
#include <catch2/catch.hpp>

#include "base/controlled_rounding.hpp"
#include "parallel/alias_table.hpp"
#include "parallel/ask.hpp"
#include "parallel/cutoff.hpp"
#include "parallel/draw.hpp"
#include "parallel/match.hpp"
#include "parallel/move.hpp"
#include "parallel/sums.hpp"
#include "parallel/tell.hpp"
#include "synthetic_agents.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

namespace {

constexpr int districts = 17;

class Program {
 public:
  explicit Program(int threads) : machine_(districts), context_{machine_.context.ranks, machine_.layout, threads} {
    populate(agents_, machine_.layout, uneven_sizes(districts));
  }

  std::uint64_t run(int quarters) {
    for (int q = 0; q < quarters; ++q) {
      walk();
      give_to_friends(q);
      follow_mood(q);
      pick_new_friends(q);
      trade(q);
      apply_for_grants(q);
      die_and_be_born(q);
      migrate(q);
    }
    return hash_by_identity(agents_, machine_.layout);
  }

 private:
  /// Links follow movers; who lost a friend is its own friend. Then tombstones may be used again.
  void walk() {
    walk_links(context_, agents_, agents_.friend_of, agents_.rows.own());
    for (const Row row : live_rows(agents_, machine_.layout))
      if (!agents_.friend_of[row].somewhere()) agents_.friend_of[row] = agents_.rows.place(row);
    agents_.recycle();
    const std::vector<Place> links(agents_.friend_of.begin(), agents_.friend_of.begin() + agents_.rows.own());
    resolve_all(context_, agents_, links, friend_row_);
    ask(context_, agents_, {agents_.identity, agents_.wealth, agents_.mood});
  }

  template <class Work>
  void each(Work&& work) {
    for_each_district(context_, [&](District d, int thread) {
      for (Row row = agents_.rows.begin(d); row < agents_.rows.end(d); ++row)
        if (agents_.rows.live(row)) work(row, thread);
    });
  }

  void give_to_friends(int q) {
    accounts_.open(context_, agents_);
    each([&](Row row, int thread) {
      const std::int64_t gift = agents_.wealth[row] / 10 + static_cast<std::int64_t>(test_draw.below(3, Purpose::test, agents_.identity[row], q, 1));
      accounts_.add(thread, friend_row_[row], gift, 1);
      accounts_.add(thread, row, -gift, 0);
    });
    std::vector<std::int64_t> gifts(agents_.rows.size(), 0);
    accounts_.deliver(context_, agents_, {agents_.wealth, gifts});
    each([&](Row row, int) { agents_.wealth[row] += gifts[row] % 3; });
  }

  /// Moods are doubles: of friends, and an ordered mean over all.
  void follow_mood(int) {
    const auto sums = ordered_sum(context_, 2, [&](District d, int, std::span<double> into) {
      for (Row row = agents_.rows.begin(d); row < agents_.rows.end(d); ++row)
        if (agents_.rows.live(row)) {
          into[0] += agents_.mood[row];
          into[1] += 1.0;
        }
    });
    std::vector<double> next(agents_.rows.size());
    each([&](Row row, int) { next[row] = 0.5 * agents_.mood[row] + 0.3 * agents_.mood[friend_row_[row]] + 0.2 * (sums[0] / sums[1]); });
    each([&](Row row, int) { agents_.mood[row] = next[row]; });
  }

  /// Some draw a new friend: a district by its number of people, then one of its people by wealth.
  void pick_new_friends(int q) {
    const auto people = sum_over_districts(context_, districts, [&](District d, int, std::span<Wide> into) {
      into[static_cast<std::size_t>(d)] += agents_.rows.living(d);
    });
    std::vector<std::int64_t> weight;
    for (const Wide n : people) weight.push_back(static_cast<std::int64_t>(n));
    const AliasTable where(weight);
    std::vector<AliasTable> who(districts);
    for_each_district(context_, [&](District d, int) {
      std::vector<std::int64_t> wealth;
      for (Row row = agents_.rows.begin(d); row < agents_.rows.end(d); ++row)
        wealth.push_back(agents_.rows.live(row) ? 1 + std::max<std::int64_t>(0, agents_.wealth[row]) : 0);
      who[static_cast<std::size_t>(d)] = AliasTable(wealth);
    });
    std::vector<Row> askers;
    std::vector<DrawRequest> requests;
    for (const Row row : live_rows(agents_, machine_.layout)) {
      const std::uint64_t identity = agents_.identity[row];
      if (!test_draw.chance(0.3, Purpose::test, identity, q, 2)) continue;
      askers.push_back(row);
      requests.push_back({test_draw.bits(Purpose::test, identity, q, 3),
                          static_cast<District>(where.choose(test_draw.bits(Purpose::test, identity, q, 4))), 0});
    }
    const auto places = draw(context_, requests, [&](District d, std::int32_t, std::uint64_t key) {
      return Drawn{Place(d, static_cast<std::uint32_t>(who[static_cast<std::size_t>(d)].choose(key)))};
    });
    for (std::size_t i = 0; i < askers.size(); ++i) agents_.friend_of[askers[i]] = places[i].place;
  }

  /// The rich offer their tenth in a cell of their own mood, the others ask for a share.
  void trade(int q) {
    std::vector<MatchEntry> requests, offers;
    std::vector<Row> buyers, sellers;
    for (const Row row : live_rows(agents_, machine_.layout)) {
      const std::uint64_t identity = agents_.identity[row];
      const auto cell = static_cast<std::int64_t>(agents_.mood[row] * 12.0);
      const MatchEntry entry{cell, test_draw.bits(Purpose::test, identity, q, 5), identity, std::max<std::int64_t>(0, agents_.wealth[row] / 10), agents_.rows.place(row)};
      (agents_.wealth[row] > 600 ? offers : requests).push_back(entry);
      (agents_.wealth[row] > 600 ? sellers : buyers).push_back(row);
    }
    const auto answers = match(context_, requests, offers, cells_in_turn(context_), [](const MatchCell& cell, int) {
      if (cell.requests.empty()) return;
      std::vector<double> need(cell.requests.size());
      for (std::size_t r = 0; r < need.size(); ++r) need[r] = 1.0 / (1.0 + static_cast<double>(cell.requests[r].payload));
      for (std::size_t o = 0; o < cell.offers.size(); ++o) {
        const auto parts = split_by_weight(cell.offers[o].payload, need);
        for (std::size_t r = 0; r < parts.size(); ++r) cell.request_answers[r].amount += parts[r];
        cell.offer_answers[o] = {cell.requests[0].place, cell.offers[o].payload};
      }
      if (!cell.offers.empty()) cell.request_answers.back().partner = cell.offers[0].place;
    });
    for (std::size_t i = 0; i < buyers.size(); ++i) {
      agents_.wealth[buyers[i]] += answers.requests[i].amount;
      if (answers.requests[i].partner.somewhere()) agents_.friend_of[buyers[i]] = answers.requests[i].partner;
    }
    for (std::size_t i = 0; i < sellers.size(); ++i) agents_.wealth[sellers[i]] -= answers.offers[i].amount;
  }

  void apply_for_grants(int q) {
    std::vector<Applicant> list;
    const auto rows = live_rows(agents_, machine_.layout);
    for (const Row row : rows) list.push_back({test_draw.bits(Purpose::test, agents_.identity[row], q, 6), 100, static_cast<std::uint32_t>(agents_.identity[row] % 2)});
    const auto cuts = cutoff(context_, list, std::vector<std::int64_t>{2000, 5000});
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (cuts[list[i].cap].admits(list[i].key)) agents_.wealth[rows[i]] += 100;
  }

  void die_and_be_born(int q) {
    std::vector<std::uint32_t> births;
    for (const District d : machine_.layout.mine) births.push_back(agents_.rows.living(d) / 4);
    agents_.make_room(machine_.layout, births);
    for_each_district(context_, [&](District d, int) {
      const Row end = agents_.rows.end(d);
      std::vector<Row> parents;
      for (Row row = agents_.rows.begin(d); row < end; ++row) {
        if (!agents_.rows.live(row)) continue;
        const double u = test_draw.uniform(Purpose::test, agents_.identity[row], q, 7);
        if (u < 0.05 && agents_.rows.living(d) > 1) agents_.release(row);
        else if (u > 0.9 && parents.size() < births[static_cast<std::size_t>(d - machine_.layout.mine[0])]) parents.push_back(row);
      }
      std::uint64_t ordinal = 0;
      for (const Row parent : parents) {
        const Row child = agents_.take(d);
        agents_.identity[child] = (static_cast<std::uint64_t>(q + 1) << 48) + (static_cast<std::uint64_t>(d) << 32) + ordinal++;
        agents_.wealth[child] = agents_.wealth[parent] / 2;
        agents_.wealth[parent] -= agents_.wealth[child];
        agents_.mood[child] = agents_.mood[parent];
        agents_.friend_of[child] = agents_.rows.place(parent);
      }
    });
  }

  void migrate(int q) {
    std::vector<Moving> moving;
    for (const Row row : live_rows(agents_, machine_.layout))
      if (test_draw.chance(0.1, Purpose::test, agents_.identity[row], q, 8))
        moving.push_back({row, static_cast<District>(test_draw.below(districts, Purpose::test, agents_.identity[row], q, 9))});
    (void)move(context_, agents_, moving);
  }

  Machine machine_;
  Context context_;
  Agents agents_;
  std::vector<Row> friend_row_;
  Accounts<2> accounts_;
};

}  // namespace

TEST_CASE("five verbs over many quarters give the same bits on every number of ranks and threads") {
  // Several ranks come with their number of threads (tests/mpi); one rank tries them all.
  const std::vector<int> tried = ranks_under_test().size() > 1 ? std::vector<int>{omp_get_max_threads()} : std::vector<int>{1, 2, 3};
  for (const int threads : tried) {
    INFO("threads " << threads);
    CHECK(Program(threads).run(12) == 0x13cbb36089b820ccULL);
  }
}
