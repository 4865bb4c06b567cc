#include <chrono>
#include <cmath>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "output/result_file.hpp"
#include "unit/output/example.hpp"

using namespace kringloop;
using namespace kringloop::output;

TEST_CASE("a file holds every value, label and code that was recorded") {
  const example::Folder folder;
  const auto path = folder.path / "run.nc";
  const Results results = example::results(7);
  for (const Compression compression : {Compression::none, Compression::deflate}) {
    results.publish(path, compression);
    const ResultFile file(path);
    CHECK(file.quarters() == 7);
    CHECK(file.first() == Quarter{2024, 1});
    CHECK(file.indicators().size() == catalogue().size());
    CHECK(file.labels("industry") == example::dimensions()[0].labels);
    CHECK(file.labels("industry_code") == example::dimensions()[0].codes);
    CHECK(file.labels("industry_cluster") == example::dimensions()[0].beside[0].values);
    CHECK(file.labels("region") == std::vector<std::string>{"Groningen", "Fryslân"});
    for (const Indicator& i : catalogue()) {
      const std::vector<double> values = file.values(i.name);
      for (std::size_t q = 0; q < 7; ++q) {
        const auto expected = results.values(i.name, q);
        for (std::size_t k = 0; k < expected.size(); ++k) REQUIRE(values[q * expected.size() + k] == expected[k]);
      }
    }
    CHECK(file.intact());
  }
}

TEST_CASE("a file carries the attributes of CF-1.11 and what defines the run") {
  const example::Folder folder;
  example::results(2).publish(folder.path / "run.nc", Compression::deflate);
  const ResultFile file(folder.path / "run.nc");
  CHECK(file.attribute("Conventions") == "CF-1.11");
  CHECK(file.attribute("title") == "Baseline");
  CHECK(file.attribute("version") == "0.1.0");
  CHECK(file.attribute("commit") == "0123456789ab");
  CHECK(file.attribute("seed") == "18446744073709551615");
  CHECK(file.attribute("scale") == "100");
  CHECK(file.attribute("pack") == "minimal");
  CHECK(file.attribute("pack_checksum") == std::string(64, 'a'));
  CHECK(file.attribute("scenario_checksum") == std::string(64, 'b'));
  CHECK(file.attribute("history").empty());
  CHECK(file.attribute("time", "units") == "days since 2000-01-01");
  CHECK(file.attribute("time", "calendar") == "proleptic_gregorian");
  CHECK(file.attribute("time", "bounds") == "time_bounds");
  for (const Indicator& i : catalogue()) {
    CHECK(file.attribute(i.name, "units") == i.unit);
    CHECK(file.attribute(i.name, "long_name") == i.long_name);
    CHECK(file.attribute(i.name, "source") == i.source);
    CHECK(file.attribute(i.name, "cell_methods") == cell_methods(i.timing));
  }
  CHECK(file.attribute("employment", "coordinates") == "industry_code industry_cluster");
}

TEST_CASE("two writes at different moments are equal byte for byte") {
  for (const Compression compression : {Compression::none, Compression::deflate}) {
    const std::vector<std::byte> first = example::results(12).netcdf(compression);
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // a time stamp in seconds would differ
    const std::vector<double> noise(100'000, 3.14);                // other memory under the library's feet
    CHECK(noise[7] == 3.14);
    CHECK(example::results(12).netcdf(compression) == first);
  }
}

TEST_CASE("one changed value changes the fingerprint, and a damaged file is found out") {
  Results results = example::results(3);
  const std::string before = results.content_checksum();
  results.record("population", 1, 17.0);
  CHECK(results.content_checksum() != before);

  const example::Folder folder;
  const auto path = folder.path / "run.nc";
  results.publish(path, Compression::none);
  std::vector<std::byte> bytes = read_bytes(path);
  const double value = results.values("population", 1)[0];
  const auto* pattern = reinterpret_cast<const std::byte*>(&value);
  const auto at = std::search(bytes.begin(), bytes.end(), pattern, pattern + sizeof value);
  REQUIRE(at != bytes.end());
  *at ^= std::byte{1};
  publish(path, std::span<const std::byte>(bytes));
  CHECK_FALSE(ResultFile(path).intact());
  CHECK_THAT(describe(path), Catch::Contains("DAMAGED"));
}

TEST_CASE("a missing value is NaN in the file, and a run without a quarter is a file too") {
  const example::Folder folder;
  Results results(example::dimensions(), Quarter{2024, 3}, example::provenance());
  results.publish(folder.path / "empty.nc", Compression::deflate);
  CHECK(ResultFile(folder.path / "empty.nc").quarters() == 0);
  CHECK_THAT(describe(folder.path / "empty.nc"), Catch::Contains("none yet"));
  results.record("population", 0, 5.0);
  results.publish(folder.path / "one.nc", Compression::deflate);
  const ResultFile one(folder.path / "one.nc");
  CHECK(one.first() == Quarter{2024, 3});
  CHECK(std::isnan(one.values("employment")[2]));
  CHECK(one.intact());
}

TEST_CASE("describe prints provenance, audits and the figures of whole years") {
  const example::Folder folder;
  Results results = example::results(28);
  for (std::size_t q = 0; q < 28; ++q) {
    results.record("gross_domestic_product", q, 250e9);
    results.record("unemployment_rate", q, q == 27 ? 0.043 : 0.5);
    results.record("price_level", q, q < 24 ? 1.0 : 1.03);
  }
  results.publish(folder.path / "run.nc", Compression::deflate);
  const std::string text = describe(folder.path / "run.nc");
  CHECK_THAT(text, Catch::StartsWith("Baseline\n"));
  CHECK_THAT(text, Catch::Contains("2024Q1 to 2030Q4"));
  CHECK_THAT(text, Catch::Contains("(intact)"));
  CHECK_THAT(text, Catch::Contains("closed in every quarter"));
  CHECK_THAT(text, Catch::Contains("GDP [billion EUR/year]                          1000.0    1000.0"));
  CHECK_THAT(text, Catch::Contains("unemployment [%]                                  50.0       4.3"));
  CHECK_THAT(text, Catch::Contains("inflation [% a year]                                 -       3.0"));

  results.record("audit_money", 3, -1.0);
  results.publish(folder.path / "run.nc", Compression::deflate);
  CHECK_THAT(describe(folder.path / "run.nc"), Catch::Contains("DOES NOT CLOSE"));
}

TEST_CASE("what is not a result is refused with its name") {
  const example::Folder folder;
  CHECK_THROWS_WITH(describe(folder.path / "none.nc"), Catch::EndsWith("none.nc: no such file"));
  std::ofstream(folder.path / "text.nc") << "hello";
  CHECK_THROWS_WITH(describe(folder.path / "text.nc"), Catch::Contains("not a readable NetCDF file"));
  example::results(2).publish(folder.path / "cut.nc", Compression::none);
  std::filesystem::resize_file(folder.path / "cut.nc", 5000);
  CHECK_THROWS_AS(describe(folder.path / "cut.nc"), InputError);
}
