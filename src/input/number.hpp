// Numbers as written in files, the same under every locale, and units with their conversions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kringloop::input {

/// A finite decimal number that fills `text` entirely ("-1.5", "2e3"); nothing for "1,5", "nan", "+1", " 1" or "1e999".
[[nodiscard]] std::optional<double> parse_number(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);

/// The shortest text that reads back to the same double; always with '.' or an exponent so that it stays a real number.
[[nodiscard]] std::string written(double value);

/// Units a data pack may use, as listed in docs/data-pack.md.
[[nodiscard]] const std::vector<std::string>& pack_units();

/// `value` of unit `from` in unit `to`, rounded once: 0.07 for (7, "%", "fraction"), 8 for (2, "years", "quarters"); nothing when they
/// do not convert. Rates per year and per quarter do not: that is a choice of compounding, left to the model.
[[nodiscard]] std::optional<double> converted(double value, std::string_view from, std::string_view to);

/// The units that convert into `unit`, for messages.
[[nodiscard]] std::vector<std::string> units_for(std::string_view unit);

/// "15 %" split into 15 and "%"; the space is optional. Nothing when it does not start with a number or has no unit.
struct Quantity {
  double value = 0;
  std::string unit;
};
[[nodiscard]] std::optional<Quantity> parse_quantity(std::string_view text);

}  // namespace kringloop::input
