// Market firms of a run, year by year: what run.nc, which holds totals, cannot tell. Watches a world of one process.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "input/pack.hpp"
#include "world/world.hpp"

namespace kringloop::validation {

/// A year of a firm of two persons or more that was there in all four quarters.
struct FirmYear {
  std::uint64_t identity = 0;
  std::uint8_t industry = 0, size_class = 0;
  double staff = 0.0;       // persons of a real firm, mean of the year
  double hours = 0.0;       // weekly hours of the row, sum of the quarters
  double sales = 0.0;       // delivered by the row in the year [base EUR]
  double output = 0.0;      // made by the row in the year [base EUR]
  double investment = 0.0;  // of the row in the year [base EUR]
  double capital = 0.0;     // fixed assets of the row, mean of the year [base EUR]
};

/// Real firms of a size class (of their birth) in a year.
struct ClassYear {
  std::int64_t firms = 0;  // at the start of the year
  std::int64_t entries = 0, exits = 0;
};

/// Sizes of real firms: how many have so many persons. Firms that still wait for their first person count as 0.
using Sizes = std::map<std::int64_t, std::int64_t>;

class FirmPanel {
 public:
  /// The world as it opened, before its first quarter.
  explicit FirmPanel(const World& world);

  /// After a quarter; `world.now` is still that quarter.
  void observe(const World& world);

  /// [year since the first]; firms in order of identity.
  [[nodiscard]] const std::vector<std::vector<FirmYear>>& years() const { return years_; }
  [[nodiscard]] const std::vector<std::array<ClassYear, input::size_classes>>& demography() const { return demography_; }
  /// At the opening (0), then at the end of each year.
  [[nodiscard]] const std::vector<Sizes>& sizes() const { return sizes_; }

 private:
  struct Seen {
    std::uint8_t size_class;
    std::int64_t represents;
    int last;  // quarter it was last seen in
  };
  void count_sizes(const World& world);
  void begin_year();
  void close_year();

  std::unordered_map<std::uint64_t, Seen> present_;
  std::unordered_map<std::uint64_t, std::pair<FirmYear, int>> current_;  // and quarters seen this year
  std::vector<std::vector<FirmYear>> years_;
  std::vector<std::array<ClassYear, input::size_classes>> demography_;
  std::vector<Sizes> sizes_;
};

}  // namespace kringloop::validation
