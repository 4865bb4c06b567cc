// The first quarter is a quarter of the base year: four times its flows are the pack's, but for a quarter of growth.
#include <catch2/catch.hpp>

#include <cmath>

#include "study.hpp"

using namespace kringloop;

TEST_CASE("Four times the first quarter is the base year of the pack", "[opening]") {
  Study study;
  study.quarter();
  struct Held {
    const char *indicator, *item;
    double within;  // relative
  };
  for (const Held& held : {Held{"gross_domestic_product", "gdp", 0.03}, {"household_consumption", "household_consumption", 0.04},
                           {"government_consumption", "government_consumption", 0.03}, {"gross_fixed_capital_formation", "fixed_investment", 0.05},
                           {"exports", "exports", 0.04}, {"imports", "imports", 0.04}, {"wages", "wages", 0.04},
                           {"employer_contributions", "employer_contributions", 0.04}, {"product_taxes_net", "product_taxes_net", 0.04}}) {
    const double ours = 4.0 * study.at(held.indicator, 0) / 1e6, theirs = study.inputs().pack.control_total(held.item);
    INFO(held.indicator << ": four times the first quarter " << ours << ", pack " << theirs << " MEUR a year, off by " << 100.0 * (ours / theirs - 1.0) << " %");
    CHECK(std::abs(ours / theirs - 1.0) < held.within);
  }
}
