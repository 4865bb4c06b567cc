#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "unit/output/example.hpp"

using namespace kringloop;
using namespace kringloop::output;

TEST_CASE("what was recorded is what is read back") {
  Results results(example::dimensions(), Quarter{2024, 1}, example::provenance());
  CHECK(results.quarters() == 0);
  const std::vector<double> persons{10.0, 20.0, 30.0};
  results.record("employment", 0, persons);
  results.record("population", 0, 100.0);
  results.record("employment", 1, std::vector<double>{11.0, 21.0, 31.0});
  CHECK(results.quarters() == 2);
  CHECK(results.values("employment", 0)[2] == 30.0);
  CHECK(results.values("employment", 1)[0] == 11.0);
  CHECK(std::isnan(results.values("population", 1)[0]));
}

TEST_CASE("indicators that were forgotten in a quarter are listed") {
  Results results = example::results(2);
  CHECK(results.unrecorded(1).empty());
  results.record("population", 2, 1.0);
  CHECK(results.unrecorded(2).size() == catalogue().size() - 1);
}

TEST_CASE("a wrong name, size, quarter or an infinite value stops at once") {
  Results results = example::results(1);
  CHECK_THROWS_WITH(results.record("employmnt", 1, 1.0), Catch::Contains("nearest is 'employment'"));
  CHECK_THROWS_WITH(results.record("employment", 1, 1.0), "indicator 'employment' takes 3 values a quarter, was given 1");
  CHECK_THROWS_WITH(results.record("population", 2, 1.0), "indicator 'population' recorded for quarter 2 when the next is 1");
  CHECK_THROWS_WITH(results.record("population", 1, std::numeric_limits<double>::infinity()),
                    "indicator 'population' is infinite at entry 0 in 2024Q2");
  CHECK_THROWS_AS(results.values("population", 1), InternalError);
  CHECK(results.quarters() == 1);
}

TEST_CASE("dimensions that are missing, empty or ambiguous are refused") {
  const auto with = [](auto change) {
    std::vector<Dimension> dimensions = example::dimensions();
    change(dimensions);
    return Results(dimensions, Quarter{2024, 1}, example::provenance());
  };
  CHECK_THROWS_WITH(with([](auto& d) { d.erase(d.begin()); }), Catch::Contains("dimension 'industry'"));
  CHECK_THROWS_WITH(with([](auto& d) { d[0].labels.clear(); }), "dimension 'industry' has no entries");
  CHECK_THROWS_WITH(with([](auto& d) { d[0].codes.pop_back(); }), "dimension 'industry' has 3 labels and 2 codes");
  CHECK_THROWS_WITH(with([](auto& d) { d[0].codes[1] = "25"; }), "dimension 'industry' has the code '25' twice");
  CHECK_THROWS_WITH(with([](auto& d) { d[0].beside[0].values.pop_back(); }), Catch::Contains("industry_cluster"));
}

TEST_CASE("saved results come back whole") {
  const Results before = example::results(5);
  Results after(example::dimensions(), Quarter{2024, 1}, example::provenance());
  after.restore(before.save());
  CHECK(after.quarters() == 5);
  CHECK(after.content_checksum() == before.content_checksum());
  CHECK(after.netcdf(Compression::deflate) == before.netcdf(Compression::deflate));
  Results empty(example::dimensions(), Quarter{2024, 1}, example::provenance());
  after.restore(empty.save());
  CHECK(after.quarters() == 0);
}

TEST_CASE("truncating and recording again gives the same as never having gone further") {
  const Results five = example::results(5);
  Results cut = example::results(9);
  cut.truncate(5);
  CHECK(cut.content_checksum() == five.content_checksum());
  cut.truncate(7);
  CHECK(cut.quarters() == 5);
  cut.record("population", 5, 1.0);
  CHECK(std::isnan(cut.values("households", 5)[0]));
}

TEST_CASE("saved results that are damaged or of another run are refused and change nothing") {
  const std::vector<std::byte> good = example::results(3).save();
  Results results = example::results(2);
  const std::string before = results.content_checksum();
  const auto refused = [&](std::vector<std::byte> bytes) {
    CHECK_THROWS_AS(results.restore(bytes), InputError);
    CHECK(results.content_checksum() == before);
  };
  refused({});
  refused({good.begin(), good.begin() + 20});
  refused({good.begin(), good.end() - 8});
  for (const std::size_t at : {std::size_t{0}, std::size_t{8}, std::size_t{15}, std::size_t{16}, std::size_t{30}, std::size_t{57},
                               good.size() / 2, good.size() - 1}) {
    std::vector<std::byte> damaged = good;
    damaged[at] ^= std::byte{1};
    refused(damaged);
  }
  std::vector<Dimension> other = example::dimensions();
  other[0].codes[0] = "26";
  Results elsewhere(other, Quarter{2024, 1}, example::provenance());
  CHECK_THROWS_WITH(elsewhere.restore(good), Catch::Contains("other indicators, dimensions"));
  Results later(example::dimensions(), Quarter{2010, 1}, example::provenance());
  CHECK_THROWS_AS(later.restore(good), InputError);
}
