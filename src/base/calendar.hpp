// Quarters. Quarter 2024Q1 is the first simulated one of a 2023 base year; arithmetic is in whole quarters.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace kringloop {

struct Quarter {
  int index = 0;  // quarters since year 0, first quarter

  constexpr Quarter() = default;
  constexpr explicit Quarter(int i) : index(i) {}
  constexpr Quarter(int year, int quarter) : index(year * 4 + quarter - 1) {}

  [[nodiscard]] constexpr int year() const { return index / 4; }
  [[nodiscard]] constexpr int of_year() const { return index % 4 + 1; }  // 1..4
  [[nodiscard]] constexpr double mid_year() const { return year() + (of_year() - 0.5) / 4.0; }
  constexpr auto operator<=>(const Quarter&) const = default;
  friend constexpr Quarter operator+(Quarter q, int n) { return Quarter{q.index + n}; }
  friend constexpr int operator-(Quarter a, Quarter b) { return a.index - b.index; }

  [[nodiscard]] std::string text() const;  // "2030Q4"
  /// Reads "2030Q4". Throws InputError.
  [[nodiscard]] static Quarter parse(std::string_view text);
};

}  // namespace kringloop
