// The values of a scenario and of all it inherits, merged but not yet made into Settings.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "input/scalar.hpp"
#include "input/scenario.hpp"

namespace kringloop::input {

struct Entry {
  std::string section, item, key;  // item: name of the [[list]] table
  Position at;
  std::string origin;              // "baseline.toml:12"
  std::optional<Reading> reading;  // of a declared key; nothing when it was faulty
  std::optional<OpenNumber> open;  // of an open section
};

struct Entries {
  std::vector<Entry> list;
  struct Item {
    std::string section, name;
    Position at;
  };
  std::vector<Item> items;  // of list sections, in order of first appearance
  bool whole = true;        // every file of the chain could be read
  [[nodiscard]] const Entry* find(std::string_view section, std::string_view item, std::string_view key) const;
};

/// Reads the chain of files, oldest ancestor first, then the overrides; every value of every file is checked against its key.
[[nodiscard]] Entries gather(const std::filesystem::path& file, const Overrides& overrides, Complaints& complaints);

}  // namespace kringloop::input
