#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace kringloop;

TEST_CASE("all complaints are shown at once, each with its position") {
  const InputError error({{"a.toml", 3, 7, "unknown key 'prise'"}, {"b.csv", 0, 0, "is empty"}, {"", 0, 0, "no seed"}});
  CHECK(std::string(error.what()) == "a.toml:3:7: unknown key 'prise'\nb.csv: is empty\nno seed");
  CHECK(error.complaints().size() == 3);
}
