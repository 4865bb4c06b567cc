// The arithmetic of entry and exit, with numbers worked by hand.
#include <catch2/catch.hpp>

#include "economy/estates.hpp"
#include "economy/firm_demography.hpp"
#include "parallel/communicator.hpp"

using namespace kringloop;
using namespace kringloop::economy;

namespace {

/// Firms in one district.
struct Street {
  std::unique_ptr<parallel::Communicator> ranks = parallel::local_communicator();
  parallel::Layout layout = parallel::contiguous_layout({0}, std::vector<double>{1.0}, *ranks);
  Firms firms;
  explicit Street(std::uint32_t count) { firms.lay_out(layout, std::vector<std::uint32_t>{count}); }
};

}  // namespace

TEST_CASE("the number of firms follows demand and the work it takes") {
  Parameters p;
  p.firms_follow_demand = 0.5;
  CHECK(firms_supported(p, 1.0, 1.0) == Approx(1.0));
  CHECK(firms_supported(p, 1.21, 1.0) == Approx(1.1));
  CHECK(firms_supported(p, 1.0, 0.81) == Approx(0.9));
  p.firms_follow_demand = 0.0;
  CHECK(firms_supported(p, 1.21, 1.0) == Approx(1.0));
  CHECK(firms_supported(p, 1.0, 0.0) == 0.0);
}

TEST_CASE("a gap in the number of firms is closed by more starts, a surplus by closures without a successor") {
  Parameters p;
  p.entry_adjustment = 0.1;
  CHECK(renewal(p, 110.0, 100.0, 2.0).replaced == 1.0);
  CHECK(renewal(p, 110.0, 100.0, 2.0).additional == Approx(1.0));
  CHECK(renewal(p, 90.0, 100.0, 2.0).replaced == Approx(0.5));  // one of two expected closures
  CHECK(renewal(p, 90.0, 100.0, 2.0).additional == 0.0);
  CHECK(renewal(p, 50.0, 100.0, 2.0).replaced == 0.0);
  CHECK(renewal(p, 90.0, 100.0, 0.0).replaced == 0.0);
}

TEST_CASE("the largest firms close only when bankrupt") {
  Parameters p;
  p.exit_rate_one_person = 0.08;
  p.exit_rate_50_to_249 = 0.01;
  CHECK(exit_rate(p, 0) == 0.08);
  CHECK(exit_rate(p, 3) == 0.01);
  CHECK(exit_rate(p, 4) == 0.0);
}

TEST_CASE("a firm is bankrupt when its loan exceeds its capital's value and a quarter's cost") {
  Street street(1);
  Firms& f = street.firms;
  f.capital[0] = amount_of<Volume>(1000.0);
  f.wage_bill[0] = amount_of<Money>(200.0);
  f.input_cost[0] = amount_of<Money>(300.0);
  f.loan[0] = amount_of<Money>(1600.0);
  CHECK_FALSE(bankrupt(f, 0, 1.1));  // 1100 + 500
  f.loan[0] += Money{1};
  CHECK(bankrupt(f, 0, 1.1));
}

TEST_CASE("parts of adjoining weights add up to the pool") {
  CHECK(part_of(10, 0, 1, 3) == 3);
  CHECK(part_of(10, 1, 1, 3) == 3);
  CHECK(part_of(10, 2, 1, 3) == 4);
  CHECK(part_of(-10, 0, 1, 3) + part_of(-10, 1, 2, 3) == -10);
}

TEST_CASE("an estate passes whole to a new firm, up to what it wants, and to those that stay") {
  Street street(4);  // 0 closes, 1 and 2 stay, 3 is new
  Firms& f = street.firms;
  f.expected_demand = {1.0, 2.0, 1.0, 0.0};  // 1000, 2000, 1000 thousandths
  f.capital[0] = Volume{9001};
  f.capital[1] = Volume{6000};
  f.inventory[0] = Volume{77};
  f.input_stock[0][3] = Volume{50};
  f.productivity = {2.0, 1.0, 1.0, 1.0};
  SharedEstate estate;
  leave_estate(f, 0, estate.all.of.data());
  estate.all.of[Estate::debt] = 501;
  estate.all.of[Estate::deposits] = 400;
  estate.new_weight = 250;  // a quarter of the business
  estate.staying_weight = 3000;
  estate.divide();
  CHECK(take_part(f, 1, estate, 0, 2000, false) .equity == Money{});
  CHECK(take_part(f, 2, estate, 2000, 1000, false).equity == Money{});
  CHECK(take_part(f, 3, estate, 0, 250, true).equity == Money{100});
  CHECK(f.capital[3] == Volume{2250});
  CHECK(f.capital[1] == Volume{6000 + 4500});
  CHECK(f.capital[2] == Volume{2251});
  CHECK(f.inventory[1] + f.inventory[2] + f.inventory[3] == Volume{77});
  CHECK(f.input_stock[1][3] + f.input_stock[2][3] + f.input_stock[3][3] == Volume{50});
  CHECK(f.loan[1] + f.loan[2] + f.loan[3] == Money{501});
  CHECK(f.deposits[3] == Money{100});
  CHECK(f.expected_demand[3] == Approx(0.25));
  CHECK(f.expected_demand[1] == Approx(2.5));
  CHECK(f.productivity[3] == 2.0);
  CHECK(f.productivity[1] == Approx(1.0 + 4500.0 / 10500.0));  // the mean of its capital
}
