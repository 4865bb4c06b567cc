#include <catch2/catch.hpp>

#include "input/table.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;

namespace {
const std::string head = "industry,item,value,unit,source,year,quality,low,high,factor\n";
const KeyList industry("industry", std::vector<std::string>{"22", "24"});
const KeyList item("item", {KeyList::Key{"output", "MEUR/year"}, KeyList::Key{"persons", "persons"}});
const KeyList sources("source", std::vector<std::string>{"cbs"});

Table table_of(const std::string& rows, Complaints& complaints) {
  return Table::from_csv(Csv::from_text(head + rows, "t.csv", complaints), {"industry", "item"}, &sources, complaints);
}
std::vector<std::string> faults(const std::string& rows, Keys completeness = Keys::sparse) {
  return test::complaints_of([&] {
    Complaints complaints;
    (void)table_of(rows, complaints).placed({&industry, &item}, completeness, "", complaints);
    complaints.throw_if_any();
  });
}
}  // namespace

TEST_CASE("a table gives its values in the order of its keys") {
  Complaints complaints;
  const Table table =
      table_of("24,persons,7,persons,cbs,2023,measured,,,\n22,output,5.5,MEUR/year,cbs,2023,assumed,5,6,growth\n", complaints);
  CHECK(table.values({&industry, &item}, Keys::sparse, "", complaints) == std::vector<double>{5.5, 0, 0, 7});
  CHECK(complaints.empty());
  const std::int32_t row = table.find({"22", "output"});
  REQUIRE(row == 1);
  const Figure figure = table.figure(1);
  CHECK(figure.value == 5.5);
  CHECK(figure.low == 5);
  CHECK(figure.high == 6);
  CHECK(figure.unit == "MEUR/year");
  CHECK(figure.quality == Quality::assumed);
  CHECK(figure.factor == "growth");
  CHECK(figure.source == "cbs");
  CHECK(figure.year == 2023);
  CHECK(table.find({"24", "output"}) == -1);
  CHECK(table.figure(0).low == 7);  // no range: the value itself
}

TEST_CASE("a figure without provenance is refused") {
  CHECK(faults("22,output,1,MEUR/year,,2023,measured,,,\n") ==
        std::vector<std::string>{"2:23 a figure needs a source: a key of sources.csv"});
  CHECK(faults("22,output,1,MEUR/year,cbz,2023,measured,,,\n") ==
        std::vector<std::string>{"2:23 source 'cbz' is not in sources.csv; did you mean 'cbs'?"});
  CHECK(faults("22,output,1,MEUR/year,cbs,,measured,,,\n") == std::vector<std::string>{"2:27 '' is not a year"});
  CHECK(faults("22,output,1,MEUR/year,cbs,2023,guessed,,,\n") ==
        std::vector<std::string>{"2:32 quality 'guessed' is not one of measured, derived, assumed"});
  CHECK(faults("22,output,1,MEUR/year,cbs,2023,assumed,,,\n") ==
        std::vector<std::string>{"2:40 an assumed figure needs a range: low and high",
                                 "2:42 an assumed figure needs a factor: the name under which sensitivity plans vary it"});
  CHECK(faults("22,output,9,MEUR/year,cbs,2023,assumed,1,5,f\n") ==
        std::vector<std::string>{"2:11 value 9 is outside its own range 1 to 5"});
  CHECK(faults("22,output,nan,MEUR/year,cbs,2023,measured,,,\n") ==
        std::vector<std::string>{"2:11 'nan' is not a number (value); write it as 1234.5"});
  CHECK(faults("22,output,\"1,5\",MEUR/year,cbs,2023,measured,,,\n").front().find("2:11 '1,5' is not a number") == 0);
  CHECK(faults("22,output,1,MEUR/yr,cbs,2023,measured,,,\n") ==
        std::vector<std::string>{"2:13 unknown unit 'MEUR/yr'; did you mean 'MEUR/year'?"});
}

TEST_CASE("keys are known, once, complete, and in their unit") {
  CHECK(faults("23,output,1,MEUR/year,cbs,2023,measured,,,\n") ==
        std::vector<std::string>{"2:1 unknown industry '23'; did you mean '22'?"});
  CHECK(faults("22,output,1,persons,cbs,2023,measured,,,\n") == std::vector<std::string>{"2:13 unit 'persons' here must be 'MEUR/year'"});
  CHECK(faults("22,output,1,MEUR/year,cbs,2023,measured,,,\n22,output,2,MEUR/year,cbs,2023,measured,,,\n") ==
        std::vector<std::string>{"3:1 the same keys as in line 2; each may be there once"});
  CHECK(faults("22,output,1,MEUR/year,cbs,2023,measured,,,\n", Keys::complete) ==
        std::vector<std::string>{
            "0:0 3 rows are missing: industry '22', item 'persons'; industry '24', item 'output'; industry '24', item 'persons'"});
}

TEST_CASE("a faulty row is named once, not again as missing") {
  CHECK(faults("22,output,x,MEUR/year,cbs,2023,measured,,,\n", Keys::complete).size() == 1);
}
