// TOML as a plain tree that keeps the position of every key and value. toml++ is known only to toml.cpp.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/complaints.hpp"

namespace kringloop::input {

struct TomlValue {
  enum class Kind : std::uint8_t { boolean, integer, real, text, date, list, table };
  Kind kind = Kind::table;
  bool flag = false;
  std::int64_t integer = 0;
  double real = 0;  // also set for an integer
  std::string text;
  std::vector<TomlValue> items;    // of a list
  std::vector<TomlValue> members;  // of a table, in the order of the file
  std::string key;                 // of a member
  Position at;                     // of the value; for a member see key_at
  Position key_at;

  [[nodiscard]] const TomlValue* member(std::string_view name) const;
  [[nodiscard]] bool is_number() const { return kind == Kind::integer || kind == Kind::real; }
};

/// "a text", "a whole number", ...: for messages.
[[nodiscard]] std::string_view name_of(TomlValue::Kind kind);

/// Reads a file; nothing, and a complaint with line and column, when it is missing or not TOML.
[[nodiscard]] std::optional<TomlValue> read_toml(const std::filesystem::path& path, const std::string& shown, Complaints& complaints);
[[nodiscard]] std::optional<TomlValue> parse_toml(std::string_view text, const std::string& shown, Complaints& complaints);

/// A text as TOML writes it, with its quotes and escapes.
[[nodiscard]] std::string toml_quoted(std::string_view text);
/// A key as TOML writes it: bare where it can be.
[[nodiscard]] std::string toml_key(std::string_view key);

}  // namespace kringloop::input
