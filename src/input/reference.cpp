#include <algorithm>

#include <fmt/format.h>

#include "input/keys.hpp"
#include "input/scenario.hpp"

namespace kringloop::input {

namespace {

std::string in_cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
  return text;
}

std::string default_of(const Key& key) {
  if (key.required()) return "needed";
  if (key.optional()) return "";
  return fmt::format("`{}`", key.standard);
}

std::string interpolation_of(Interpolation interpolation) {
  switch (interpolation) {
    case Interpolation::geometric: return "constant growth from mid-year to mid-year";
    case Interpolation::linear: return "straight line from mid-year to mid-year";
    case Interpolation::step: return "the year's value in all its quarters";
    case Interpolation::opening: return "value of 1 January, straight line to the next";
  }
  return "";
}

std::string otherwise_of(const Otherwise& otherwise) {
  return otherwise.refused ? "refused" : otherwise.value ? fmt::format("{:g}", *otherwise.value) : "left out";
}

}  // namespace

std::string reference_page() {
  std::string page =
      "# Scenario reference\n\n"
      "<!-- Made from src/input/keys.cpp and src/input/paths.hpp; a unit test compares. Do not edit: run\n"
      "     KRINGLOOP_UPDATE=1 build/tests/test_input \"[reference]\" -->\n\n"
      "A scenario is a TOML file. It may start from another one (`inherits`) and give only what differs. `kringloop check FILE` prints "
      "the\n"
      "whole of it, every value with its origin. An unknown key is an error. On the command line, `--set run.scale=1000` changes a value,\n"
      "`--set shock.NAME.factor=0.9` one of a named table, `--without shock=NAME` takes a named table away.\n\n"
      "A number may be given with a unit in quotes (`\"15 %\"`, `\"4 quarters\"`), and with a range from which an ensemble samples:\n"
      "`{ value = 0.15, low = 0.10, high = 0.20 }`.\n";
  for (const Section& section : sections()) {
    const std::string head = section.form == SectionForm::list ? fmt::format("`[[{}]]`", section.name)
                             : section.name.empty()            ? "Top of the file"
                                                               : fmt::format("`[{}]`", section.name);
    page += fmt::format("\n## {}\n{}\n", head, section.meaning);
    if (section.form == SectionForm::open) continue;
    page += "\n| key | value | default | meaning |\n|---|---|---|---|\n";
    for (const Key& key : keys())
      if (key.section == section.name)
        page +=
            fmt::format("| `{}` | {} | {} | {} |\n", key.name, in_cell(expected(key)), default_of(key), in_cell(std::string(key.meaning)));
  }
  page +=
      "\n## Series of path files\n"
      "Path files are CSV tables with the columns `series,year,value,unit,source,quality,low,high,factor` (docs/data-pack.md explains\n"
      "the last five). Every year of a series must be given from the first to the last; a run outside them is refused. When several files "
      "give\n"
      "a series, the last file's is used, whole. Rates and counts stay per year; a quarter gets the value at its middle.\n\n"
      "| series | unit | where not given | between years | meaning |\n|---|---|---|---|---|\n";
  for (const SeriesDeclaration& series : series_declarations())
    page += fmt::format("| `{}` | {} | {} | {} | {} |\n", series.name, series.unit, otherwise_of(series.otherwise),
                        interpolation_of(series.interpolation), series.meaning);
  return page;
}

}  // namespace kringloop::input
