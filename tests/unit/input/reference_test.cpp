#include <cstdlib>
#include <fstream>

#include <catch2/catch.hpp>

#include "input/keys.hpp"
#include "input/scalar.hpp"
#include "input/scenario.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;

TEST_CASE("the committed scenario reference is made from the declarations", "[reference]") {
  const auto file = test::source_folder() / "docs/scenario-reference.md";
  if (std::getenv("KRINGLOOP_UPDATE") != nullptr) std::ofstream(file, std::ios::binary) << reference_page();
  std::ifstream stream(file, std::ios::binary);
  const std::string committed{std::istreambuf_iterator<char>(stream), {}};
  CHECK(committed == reference_page());
}

TEST_CASE("every key is declared once, in a declared section, with a meaning and a default that fits it") {
  for (const Key& key : keys()) {
    INFO(key.section << "." << key.name);
    CHECK(find_key(key.section, key.name) == &key);
    CHECK(find_section(key.section) != nullptr);
    CHECK_FALSE(key.meaning.empty());
    if (!key.required() && !key.optional()) CHECK_NOTHROW((void)standard_reading(key));
  }
}
