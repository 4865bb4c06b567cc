#include "input/scenario.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "input/entries.hpp"
#include "input/number.hpp"
#include "input/paths.hpp"

namespace kringloop::input {

namespace {

std::string full_key(std::string_view section, std::string_view item, std::string_view key) {
  std::string full(section);
  for (const std::string_view part : {item, key})
    if (!part.empty()) full += (full.empty() ? "" : ".") + std::string(part);
  return full;
}

// One table's keys, from what was given or their defaults.
void fill(Settings& settings, const Section& section, const Entries::Item* item, const Entries& entries, const Position& file,
          Complaints& complaints) {
  const std::string name = item != nullptr ? item->name : "";
  if (section.begin != nullptr) section.begin(settings, name);
  for (const Key& key : keys()) {
    if (key.section != section.name) continue;
    const std::string full = full_key(section.name, name, key.name);
    if (const Entry* entry = entries.find(section.name, name, key.name)) {
      if (!entry->reading || key.name == "inherits") continue;
      if (key.store != nullptr) key.store(settings, entry->reading->scalar);
      settings.given[full] = {entry->reading->toml, entry->origin,  key.in_checksum, entry->reading->range.has_value(), "",
                              entry->at.file,       entry->at.line, entry->at.column};
      if (entry->reading->range) settings.ranges[full] = *entry->reading->range;
    } else if (key.required()) {
      if (entries.whole)  // else it may stand in the file that could not be read
        complaints.add(item != nullptr ? item->at : file, fmt::format("'{}' is missing: {}", full, key.meaning));
    } else if (!key.optional()) {
      const Reading standard = standard_reading(key);
      if (key.store != nullptr) key.store(settings, standard.scalar);
      settings.given[full] = {standard.toml, "default", key.in_checksum, false, "", "", 0, 0};
    }
  }
}

void check_shocks(const Settings& settings, const Entries& entries, Complaints& complaints) {
  std::vector<std::string> names;
  for (const SeriesDeclaration& declaration : series_declarations()) names.emplace_back(declaration.name);
  for (const Shock& shock : settings.shocks) {
    const auto at = [&](const char* key) {
      const Entry* entry = entries.find("shock", shock.name, key);
      if (entry == nullptr) entry = entries.find("shock", shock.name, "name");
      return entry != nullptr ? entry->at : Position{};
    };
    if (shock.series.empty() == shock.parameter.empty())
      complaints.add(at("name"), fmt::format("shock '{}' needs a target: either series or parameter, one of the two", shock.name));
    else if (!shock.series.empty() && std::find(names.begin(), names.end(), shock.series) == names.end())
      complaints.add(at("series"), fmt::format("unknown series '{}'{}", shock.series, suggestion(shock.series, names)));
    if (shock.start.index > 0 && shock.end < shock.start)
      complaints.add(at("end"),
                     fmt::format("shock '{}' ends in {}, before it starts in {}", shock.name, shock.end.text(), shock.start.text()));
    if (shock.factor == 1 && shock.add == 0 && entries.find("shock", shock.name, "factor") == nullptr &&
        entries.find("shock", shock.name, "add") == nullptr)
      complaints.add(at("name"), fmt::format("shock '{}' does nothing: give it a factor, an add, or both", shock.name));
  }
}

}  // namespace

Settings resolve(const std::filesystem::path& file, const Overrides& overrides, Complaints& complaints) {
  const Entries entries = gather(file, overrides, complaints);
  Settings settings;
  const Position whole{file.lexically_normal().string(), 0, 0};
  for (const Section& section : sections()) {
    if (section.form == SectionForm::table) fill(settings, section, nullptr, entries, whole, complaints);
    if (section.form == SectionForm::list)
      for (const Entries::Item& item : entries.items)
        if (item.section == section.name) fill(settings, section, &item, entries, whole, complaints);
    if (section.form == SectionForm::open)
      for (const Entry& entry : entries.list)
        if (entry.section == section.name && entry.open) {
          const std::string full = full_key(section.name, "", entry.key);
          settings.parameters[entry.key] = entry.open->range.value;
          settings.ranges[full] = entry.open->range;
          settings.given[full] = {toml_of(entry.open->range, entry.open->ranged),
                                  entry.origin,
                                  true,
                                  entry.open->ranged,
                                  entry.open->unit,
                                  entry.at.file,
                                  entry.at.line,
                                  entry.at.column};
        }
  }
  check_shocks(settings, entries, complaints);
  if (settings.run.start.index > 0 && settings.run.until < settings.run.start) {
    const Entry* until = entries.find("run", "", "until");
    complaints.add(until != nullptr ? until->at : whole,
                   fmt::format("the run ends in {}, before it starts in {}", settings.run.until.text(), settings.run.start.text()));
  }
  return settings;
}

Settings resolve(const std::filesystem::path& file, const Overrides& overrides) {
  Complaints complaints;
  Settings settings = resolve(file, overrides, complaints);
  complaints.throw_if_any();
  return settings;
}

}  // namespace kringloop::input
