// Every key of a scenario file, declared once: from this table come the reader, its checks, docs/scenario-reference.md and the
// resolved scenario. To add a key: a field in settings.hpp and a line in keys.cpp.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "input/settings.hpp"

namespace kringloop::input {

enum class KeyType : std::uint8_t { text, flag, integer, number, quarter, choice, texts };

/// A value read and checked against its key.
struct Scalar {
  std::string text;  // text, choice
  bool flag = false;
  std::int64_t integer = 0;
  double number = 0;  // in the key's unit
  Quarter quarter;
  std::vector<std::string> texts;
};

struct Key {
  std::string_view section;  // "" = top of the file
  std::string_view name;
  KeyType type;
  std::string_view unit;      // numbers are kept in it; "" = a plain number
  double low, high;           // allowed, inclusive
  std::string_view standard;  // the default, as TOML; "required" or "none"
  std::string_view choices;   // "mark_up|fixed"; of texts too
  std::string_view meaning;
  void (*store)(Settings&, const Scalar&);  // in a list section: into the last item
  bool in_checksum = true;                  // false: it does not define the results

  [[nodiscard]] bool required() const { return standard == "required"; }
  [[nodiscard]] bool optional() const { return standard == "none"; }
};

enum class SectionForm : std::uint8_t {
  table,  // [run]
  list,   // [[shock]]: items with a name
  open,   // [parameters]: names from the pack
};

struct Section {
  std::string_view name;
  SectionForm form;
  std::string_view meaning;
  void (*begin)(Settings&, const std::string& item) = nullptr;  // list: adds an item of this name
};

[[nodiscard]] const std::vector<Section>& sections();
[[nodiscard]] const std::vector<Key>& keys();
/// nullptr when there is none.
[[nodiscard]] const Section* find_section(std::string_view name);
[[nodiscard]] const Key* find_key(std::string_view section, std::string_view name);
[[nodiscard]] std::vector<std::string> key_names(std::string_view section);
[[nodiscard]] std::vector<std::string> choices_of(const Key& key);
/// "a text", "a quarter such as \"2030Q1\"", "a whole number from 1 to 100": for messages and the reference page.
[[nodiscard]] std::string expected(const Key& key);

}  // namespace kringloop::input
