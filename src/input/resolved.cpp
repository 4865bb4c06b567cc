#include <algorithm>

#include <fmt/format.h>

#include "base/checksum.hpp"
#include "input/keys.hpp"
#include "input/scenario.hpp"
#include "input/toml.hpp"

namespace kringloop::input {

namespace {

struct Line {
  std::string text;  // key = value, or a section's head
  const Given* given = nullptr;
};

// The whole scenario in the order of the declarations.
std::vector<Line> lines_of(const Settings& settings) {
  std::vector<Line> lines;
  const auto value = [&](const std::string& full, std::string_view key) {
    if (const auto found = settings.given.find(full); found != settings.given.end())
      lines.push_back({fmt::format("{} = {}", toml_key(key), found->second.toml), &found->second});
  };
  for (const Section& section : sections()) {
    const std::string name(section.name);
    if (section.form == SectionForm::list) {
      for (const Shock& shock : settings.shocks) {
        lines.push_back({fmt::format("[[{}]]", name), nullptr});
        for (const Key& key : keys())
          if (key.section == name) value(fmt::format("{}.{}.{}", name, shock.name, key.name), key.name);
      }
      continue;
    }
    if (!name.empty()) lines.push_back({fmt::format("[{}]", name), nullptr});
    if (section.form == SectionForm::open) {
      for (const auto& [parameter, number] : settings.parameters) value(name + "." + parameter, parameter);
      continue;
    }
    for (const Key& key : keys())
      if (key.section == name) value(name.empty() ? std::string(key.name) : fmt::format("{}.{}", name, key.name), key.name);
  }
  return lines;
}

}  // namespace

std::string resolved_toml(const Settings& settings) {
  std::string text =
      "# Resolved by kringloop: every value with where it came from. Inherits nothing and runs again as it stands.\n"
      "# SHA-256 of what defines the results: " +
      scenario_checksum(settings) + "\n";
  for (const Line& line : lines_of(settings)) {
    if (line.given == nullptr)
      text += fmt::format("\n{}\n", line.text);
    else {
      std::string origin = line.given->origin;  // the command line may hold anything
      std::replace_if(
          origin.begin(), origin.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
      text += fmt::format("{:<44}  # {}\n", line.text, origin);
    }
  }
  return text;
}

std::string inputs_checksum(const Inputs& inputs) { return sha256(scenario_checksum(inputs.settings) + inputs.paths.text()); }

std::string scenario_checksum(const Settings& settings) {
  std::string text;
  for (const Line& line : lines_of(settings))
    if (line.given == nullptr || line.given->in_checksum) text += line.text + '\n';
  return sha256(std::string_view(text));
}

}  // namespace kringloop::input
