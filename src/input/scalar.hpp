// One value of a scenario read against the declaration of its key.
#pragma once

#include <optional>
#include <string>

#include "input/keys.hpp"
#include "input/toml.hpp"

namespace kringloop::input {

struct Reading {
  Scalar scalar;
  std::optional<Range> range;  // number given as { value, low, high }
  std::string toml;            // as the resolved scenario writes it, in the key's unit
};

/// Nothing after a complaint.
[[nodiscard]] std::optional<Reading> read_scalar(const Key& key, const TomlValue& value, Complaints& complaints);
/// A default as declared; a default that does not fit its own key is our fault (InternalError).
[[nodiscard]] Reading standard_reading(const Key& key);

/// A number with a unit not yet known, for parameters: `unit` is as written, empty for a plain number.
struct OpenNumber {
  Range range;  // low = high = value when none was given
  bool ranged = false;
  std::string unit;
};
[[nodiscard]] std::optional<OpenNumber> read_open_number(const std::string& name, const TomlValue& value, Complaints& complaints);
/// "0.15" or "{ value = 0.15, low = 0.1, high = 0.2 }"
[[nodiscard]] std::string toml_of(const Range& range, bool ranged);

/// A value given on the command line: TOML where it can be read as such, else a plain text.
[[nodiscard]] TomlValue command_line_value(const std::string& text, const Position& at);

}  // namespace kringloop::input
