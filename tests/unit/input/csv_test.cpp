#include <chrono>

#include <catch2/catch.hpp>

#include "input/csv.hpp"
#include "scratch.hpp"

using namespace kringloop;
using namespace kringloop::input;
using kringloop::test::Scratch;

namespace {
// What reading `text` complains of, as "LINE:COLUMN text".
std::vector<std::string> faults(const std::string& text) {
  return test::complaints_of([&] {
    Complaints complaints;
    (void)Csv::from_text(text, "t.csv", complaints);
    complaints.throw_if_any();
  });
}
Csv sound(const std::string& text) {
  Complaints complaints;
  Csv csv = Csv::from_text(text, "t.csv", complaints);
  complaints.throw_if_any();
  return csv;
}
}  // namespace

TEST_CASE("cells are read as written, quoted or not") {
  const Csv csv = sound("a,b,c\n1,\"x, y\",\n\"say \"\"hi\"\"\",,\"\"\n");
  REQUIRE(csv.rows() == 2);
  CHECK(csv.header() == std::vector<std::string>{"a", "b", "c"});
  CHECK(csv.cell(0, 0) == "1");
  CHECK(csv.cell(0, 1) == "x, y");
  CHECK(csv.cell(0, 2).empty());
  CHECK(csv.cell(1, 0) == "say \"hi\"");
  CHECK(csv.cell(1, 1).empty());
  CHECK(csv.cell(1, 2).empty());
}

TEST_CASE("Windows line ends, a byte order mark and a last line without end are fine") {
  const Csv csv = sound(
      "\xEF\xBB\xBF"
      "a,b\r\n1,2\r\n3,4");
  REQUIRE(csv.rows() == 2);
  CHECK(csv.header()[0] == "a");
  CHECK(csv.cell(1, 1) == "4");
}

TEST_CASE("a cell knows its line and its column in characters") {
  const Csv csv = sound("a,b,c\nx,y,z\n\"\xC3\xA9\xC3\xA9n\",\"a\"\"b\",3\n");
  CHECK(csv.position(0, 2).line == 2);
  CHECK(csv.position(0, 2).column == 5);
  CHECK(csv.position(1, 1).line == 3);
  CHECK(csv.position(1, 1).column == 7);
  CHECK(csv.position(1, 2).column == 14);
  CHECK(csv.position(1, 2).file == "t.csv");
}

TEST_CASE("cells stay readable after the table is moved") {
  Csv first = sound("a\n\"q\"\"q\"\nshort\n");
  const Csv second = std::move(first);
  CHECK(second.cell(0, 0) == "q\"q");
  CHECK(second.cell(1, 0) == "short");
}

TEST_CASE("bad form is named with its place, all faults at once") {
  const auto all = faults("a,b\n1\n\"open,2\nx\"y,2\n\"c\"d,2\n\n1,2,3\n5,6\n");
  REQUIRE(all.size() == 6);
  CHECK(all[0] == "2:1 this row has 1 cells, the header has 2");
  CHECK(all[1] == "3:1 this quote is not closed on its line");
  CHECK(all[2].rfind("4:2 a quote inside an unquoted cell", 0) == 0);
  CHECK(all[3].rfind("5:4 text after a closing quote", 0) == 0);
  CHECK(all[4] == "6:1 empty line; remove it");
  CHECK(all[5] == "7:1 this row has 3 cells, the header has 2");
  CHECK(faults("").front() == "0:0 this file is empty; expected a header line");
  CHECK(faults("a\n\xFF\n").front().find("2:0 this line is not UTF-8") == 0);
  CHECK(faults("a\nlong enough text, then \xC3\n").front().find("2:0") == 0);
}

TEST_CASE("a file that is missing or a folder is a complaint, not a crash") {
  const Scratch scratch;
  Complaints complaints;
  (void)Csv::read(scratch / "none.csv", "none.csv", complaints);
  (void)Csv::read(scratch / "", "folder", complaints);
  REQUIRE(complaints.size() == 2);
  CHECK(complaints.list()[0].text == "there is no such file");
  CHECK(complaints.list()[1].text == "this is not a file");
}

TEST_CASE("columns are found in any order; missing, unknown and doubled ones are named with the nearest known name") {
  Complaints complaints;
  const Csv csv = sound("b,a\n1,2\n");
  const auto found = csv.columns({"a", "b"}, complaints);
  REQUIRE(found);
  CHECK(*found == std::vector<std::size_t>{1, 0});
  CHECK(complaints.empty());

  const auto all = test::complaints_of([&] {
    const Csv bad = sound("value,untis,value\n1,2,3\n");
    Complaints faults_found;
    CHECK_FALSE(bad.columns({"value", "unit"}, faults_found));
    faults_found.throw_if_any();
  });
  REQUIRE(all.size() == 3);
  CHECK(all[0] == "1:0 column 'unit' is missing");
  CHECK(all[1] == "1:7 unknown column 'untis'; did you mean 'unit'?");
  CHECK(all[2] == "1:13 column 'value' is there twice");
}

TEST_CASE("a hundred thousand rows are read in well under a tenth of a second") {
  std::string text = "good,user,origin,value,unit,source,year,quality,low,high,factor\n";
  for (int i = 0; i < 100000; ++i)
    text += "10-12,household_consumption,domestic," + std::to_string(i) + ".25,MEUR/year,cbs_io,2023,derived,,,\n";
  double best = 1e9;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(sound(text).rows() == 100000);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  WARN("100,000 rows of 11 cells: " << best * 1000 << " ms");
  CHECK(best < 0.3);  // some 30 ms on an idle core; room for sanitizers and busy machines
}
