#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "parallel/packing.hpp"
#include "ranks_under_test.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

TEST_CASE("sums and maxima are the same on every rank, in 128 bits where asked") {
  Communicator& ranks = ranks_under_test();
  const std::int64_t n = ranks.size(), r = ranks.rank();
  std::vector<std::int64_t> values{r, 1, -r};
  ranks.sum(values);
  CHECK(values == std::vector<std::int64_t>{n * (n - 1) / 2, n, -n * (n - 1) / 2});
  std::vector<std::int64_t> highest{r, -r};
  ranks.maximum(highest);
  CHECK(highest == std::vector<std::int64_t>{n - 1, 0});
  std::vector<Wide> wide(5000, (Wide{1} << 100) + r);
  ranks.sum(wide);
  CHECK((wide == std::vector<Wide>(5000, (Wide{1} << 100) * n + n * (n - 1) / 2)));
}

TEST_CASE("every rank gets what the others addressed to it, empty messages and messages of many pieces too") {
  Communicator& ranks = ranks_under_test();
  const int n = ranks.size(), r = ranks.rank();
  // Rank a sends b a message of (a + 2 b) x 5000 bytes of value 16 a + b, so rank 0 sends itself nothing.
  std::vector<Bytes> out;
  for (int to = 0; to < n; ++to)
    out.emplace_back(static_cast<std::size_t>(r + 2 * to) * 5000, static_cast<std::byte>(16 * r + to));
  const std::vector<Bytes> in = ranks.exchange(std::move(out));
  REQUIRE(in.size() == static_cast<std::size_t>(n));
  for (int from = 0; from < n; ++from)
    CHECK(in[static_cast<std::size_t>(from)] == Bytes(static_cast<std::size_t>(from + 2 * r) * 5000, static_cast<std::byte>(16 * from + r)));
}

TEST_CASE("gathering and broadcasting keep each rank's bytes apart") {
  Communicator& ranks = ranks_under_test();
  const auto r = static_cast<std::size_t>(ranks.rank());
  const Bytes mine(r * 7000, static_cast<std::byte>(r));
  const std::vector<Bytes> all = ranks.gather_all(mine);
  REQUIRE(all.size() == static_cast<std::size_t>(ranks.size()));
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == Bytes(i * 7000, static_cast<std::byte>(i)));
  CHECK(ranks.gather(mine) == (r == 0 ? all : std::vector<Bytes>{}));
  Bytes told = r == 0 ? Bytes(50000, std::byte{9}) : Bytes{std::byte{1}};
  ranks.broadcast(told);
  CHECK(told == Bytes(50000, std::byte{9}));
}

TEST_CASE("a list of messages for another number of ranks is refused") {
  CHECK_THROWS_AS(ranks_under_test().exchange(std::vector<Bytes>(static_cast<std::size_t>(ranks_under_test().size()) + 1)), InternalError);
}

TEST_CASE("ranks split into groups that work apart from each other") {
  Communicator& ranks = ranks_under_test();
  const std::unique_ptr<Communicator> group = ranks.split(ranks.rank() % 2);
  const int members = ranks.size() / 2 + (ranks.rank() % 2 == 0 ? ranks.size() % 2 : 0);
  CHECK(group->size() == members);
  std::int64_t sum = 1;
  group->sum({&sum, 1});
  CHECK(sum == members);
}

TEST_CASE("traffic is counted under the verb at work, the outer one when they are nested") {
  Communicator& ranks = ranks_under_test();
  const auto messages = [&](const char* name) {
    for (const TrafficRow& row : traffic_table(ranks))
      if (row.verb == name) return row.traffic;
    return Traffic{};
  };
  {
    const Verb outer(ranks, "test verb");
    const Verb inner(ranks, "inner verb");
    (void)ranks.exchange(std::vector<Bytes>(static_cast<std::size_t>(ranks.size()), Bytes(10)));
  }
  const std::int64_t n = ranks.size();
  CHECK(messages("test verb").messages == n * (n - 1));
  CHECK(messages("test verb").bytes == 10 * n * (n - 1));
  CHECK(messages("inner verb").messages == 0);
}
