#include <cstdlib>
#include <set>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "output/catalogue.hpp"
#include "output/catalogue_page.hpp"

using namespace kringloop;
using namespace kringloop::output;

TEST_CASE("every indicator has a name of its own, a unit, a title, a definition and a source") {
  std::set<std::string_view> names;
  for (const Indicator& i : catalogue()) {
    INFO(i.name);
    CHECK(names.insert(i.name).second);
    CHECK(i.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
    CHECK_FALSE(i.unit.empty());
    CHECK_FALSE(i.long_name.empty());
    CHECK_FALSE(i.definition.empty());
    CHECK_FALSE(i.source.empty());
    CHECK_FALSE(i.stage.empty());
    CHECK(i.definition.find('|') == std::string_view::npos);
  }
}

TEST_CASE("IAMC names are not given twice") {
  std::set<std::string_view> names;
  for (const Indicator& i : catalogue()) {
    if (!i.iamc_name.empty()) CHECK(names.insert(i.iamc_name).second);
  }
}

TEST_CASE("an unknown indicator is an internal error that names the nearest") {
  CHECK_THROWS_AS(indicator_index("unemploymnt_rate", catalogue()), InternalError);
  CHECK_THROWS_WITH(indicator_index("unemploymnt_rate", catalogue()),
                    "no indicator 'unemploymnt_rate' in the catalogue; the nearest is 'unemployment_rate'");
  CHECK_THROWS_WITH(indicator_index("gdp", {}), "no indicator 'gdp': the catalogue is empty");
}

TEST_CASE("dims are read in order") {
  Indicator i = catalogue().front();
  CHECK(dimensions_of(i).empty());
  i.dims = "region,industry";
  CHECK(dimensions_of(i) == std::vector<std::string>{"region", "industry"});
}

TEST_CASE("docs/output-format.md is what the catalogue says") {
  const char* source = std::getenv("KRINGLOOP_SOURCE");
  REQUIRE(source != nullptr);
  const std::filesystem::path page = std::filesystem::path(source) / "docs" / "output-format.md";
  if (std::getenv("KRINGLOOP_UPDATE") != nullptr) publish(page, catalogue_page());
  CHECK(read_text(page) == catalogue_page());
}
