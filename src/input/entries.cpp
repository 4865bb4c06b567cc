#include "input/entries.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kringloop::input {

namespace {

struct Layer {
  std::string shown;
  TomlValue root;
};

// The file and its ancestors, oldest first.
std::vector<Layer> read_layers(const std::filesystem::path& file, Complaints& complaints) {
  std::vector<Layer> layers;
  std::vector<std::filesystem::path> seen;
  std::filesystem::path next = file;
  Position asked;  // the `inherits` that led here
  for (;;) {
    std::error_code error;
    const auto same = std::filesystem::weakly_canonical(next, error);
    if (const auto found = std::find(seen.begin(), seen.end(), same); found != seen.end()) {
      std::vector<std::string> names;
      for (auto it = found; it != seen.end(); ++it) names.push_back(it->filename().string());
      names.push_back(same.filename().string());
      complaints.add(asked, fmt::format("scenarios inherit in a circle: {}", fmt::join(names, " -> ")));
      break;
    }
    seen.push_back(same);
    const std::string shown = next.lexically_normal().string();
    if (!layers.empty() && !std::filesystem::exists(next, error)) {
      complaints.add(asked, fmt::format("there is no scenario '{}' to inherit", shown));
      break;
    }
    auto root = read_toml(next, shown, complaints);
    if (!root) break;
    layers.push_back({shown, std::move(*root)});
    const TomlValue* inherits = layers.back().root.member("inherits");
    if (inherits == nullptr || inherits->kind != TomlValue::Kind::text) break;  // a wrong kind is complained of with the other keys
    asked = inherits->at;
    next = next.parent_path() / inherits->text;
  }
  std::reverse(layers.begin(), layers.end());
  return layers;
}

class Gatherer {
 public:
  explicit Gatherer(Complaints& complaints) : complaints_(complaints) {}

  void add(const Layer& layer) {
    file_ = std::filesystem::path(layer.shown).filename().string();
    in_this_file_.clear();
    for (const TomlValue& value : layer.root.members) {
      const std::string& name = value.key;
      const Section* section = find_section(name);
      if (section == nullptr) {
        if (value.kind == TomlValue::Kind::table ||
            (value.kind == TomlValue::Kind::list && !value.items.empty() && value.items[0].kind == TomlValue::Kind::table))
          complaints_.add(value.key_at, fmt::format("unknown section '{}'{}", name, suggestion(name, section_names())));
        else
          take("", "", name, value);
      } else if (section->form == SectionForm::list) {
        add_list(*section, value);
      } else if (value.kind != TomlValue::Kind::table) {
        complaints_.add(value.at, fmt::format("'{}' is a section; write [{}] on a line of its own", name, name));
      } else {
        for (const TomlValue& inner : value.members) take(section->name, "", inner.key, inner);
      }
    }
  }

  void set(const Overrides::Set& given) {
    const std::string origin = given.origin.empty() ? "--set " + given.assignment : given.origin;
    const Position at{origin, 0, 0};
    origin_ = origin;
    const auto equals = given.assignment.find('=');
    if (equals == std::string::npos || equals == 0) {
      complaints_.add(at, "write KEY=VALUE, as in --set run.scale=1000");
      return;
    }
    std::string path = given.assignment.substr(0, equals);
    while (!path.empty() && path.back() == ' ') path.pop_back();
    std::string text = given.assignment.substr(equals + 1);
    while (!text.empty() && text.front() == ' ') text.erase(0, 1);
    std::string section, item, key = path;
    if (const auto dot = path.find('.'); dot != std::string::npos) {
      section = path.substr(0, dot);
      key = path.substr(dot + 1);
    }
    const Section* known = find_section(section);
    if (known == nullptr) {
      complaints_.add(at, fmt::format("unknown section '{}'{}", section, suggestion(section, section_names())));
      return;
    }
    if (known->form == SectionForm::list) {
      const auto dot = key.find('.');
      if (dot == std::string::npos) {
        complaints_.add(at, fmt::format("write {}.NAME.KEY=VALUE", section));
        return;
      }
      item = key.substr(0, dot);
      key = key.substr(dot + 1);
      if (!has_item(section, item, at)) return;
      if (key == "name") {
        complaints_.add(at, fmt::format("the name of a {} cannot be changed", section));
        return;
      }
    }
    if (section.empty() && key == "inherits") {
      complaints_.add(at, "'inherits' belongs in a file");
      return;
    }
    TomlValue value = command_line_value(text, at);
    if (const Key* declared = find_key(section, key)) {
      const bool wants_text = declared->type == KeyType::text || declared->type == KeyType::choice || declared->type == KeyType::quarter;
      if (wants_text && value.kind != TomlValue::Kind::text) {
        value.kind = TomlValue::Kind::text;
        value.text = text;
      }
      if (declared->type == KeyType::texts && value.kind == TomlValue::Kind::text) {  // a,b,c
        TomlValue list;
        list.kind = TomlValue::Kind::list;
        list.at = list.key_at = at;
        for (std::size_t from = 0; from <= value.text.size();) {
          const auto comma = std::min(value.text.find(',', from), value.text.size());
          TomlValue part = value;
          part.text = value.text.substr(from, comma - from);
          list.items.push_back(std::move(part));
          from = comma + 1;
        }
        value = std::move(list);
      }
    }
    take(section, item, key, value);
  }

  void without(const std::string& given) {
    const Position at{"--without " + given, 0, 0};
    const auto equals = given.find('=');
    const std::string kind = given.substr(0, equals);
    const Section* section = find_section(kind);
    if (equals == std::string::npos || section == nullptr || section->form != SectionForm::list) {
      complaints_.add(at, fmt::format("write KIND=NAME, KIND being one of: {}", fmt::join(list_names(), ", ")));
      return;
    }
    const std::string name = given.substr(equals + 1);
    if (!has_item(kind, name, at)) return;
    std::erase_if(entries.items, [&](const Entries::Item& i) { return i.section == kind && i.name == name; });
    std::erase_if(entries.list, [&](const Entry& e) { return e.section == kind && e.item == name; });
  }

  Entries entries;

 private:
  static std::vector<std::string> section_names() {
    std::vector<std::string> names;
    for (const Section& section : sections())
      if (!section.name.empty()) names.emplace_back(section.name);
    return names;
  }
  static std::vector<std::string> list_names() {
    std::vector<std::string> names;
    for (const Section& section : sections())
      if (section.form == SectionForm::list) names.emplace_back(section.name);
    return names;
  }

  bool has_item(const std::string& section, const std::string& name, const Position& at) {
    std::vector<std::string> names;
    for (const Entries::Item& item : entries.items)
      if (item.section == section) names.push_back(item.name);
    if (std::find(names.begin(), names.end(), name) != names.end()) return true;
    complaints_.add(at, names.empty() ? fmt::format("the scenario has no {}", section)
                                      : fmt::format("the scenario has no {} '{}'{}", section, name, suggestion(name, names)));
    return false;
  }

  void add_list(const Section& section, const TomlValue& value) {
    const bool tables =
        value.kind == TomlValue::Kind::list &&
        std::all_of(value.items.begin(), value.items.end(), [](const TomlValue& item) { return item.kind == TomlValue::Kind::table; });
    if (!tables) {
      complaints_.add(value.at, fmt::format("'{}' is a list of tables; write [[{}]] above each", section.name, section.name));
      return;
    }
    for (const TomlValue& item : value.items) {
      const TomlValue* name = item.member("name");
      if (name == nullptr || name->kind != TomlValue::Kind::text || name->text.empty()) {
        complaints_.add(name != nullptr ? name->at : item.at, fmt::format("every [[{}]] needs a name, a text", section.name));
        continue;
      }
      if (toml_key(name->text) != name->text) {
        complaints_.add(name->at, fmt::format("a name has letters, digits, _ and -; '{}' has others", name->text));
        continue;
      }
      const std::string full = fmt::format("{}.{}", section.name, name->text);
      if (std::find(in_this_file_.begin(), in_this_file_.end(), full) != in_this_file_.end()) {
        complaints_.add(name->at, fmt::format("this file has a {} '{}' already", section.name, name->text));
        continue;
      }
      in_this_file_.push_back(full);
      const bool known = std::any_of(entries.items.begin(), entries.items.end(),
                                     [&](const Entries::Item& i) { return i.section == section.name && i.name == name->text; });
      if (!known) entries.items.push_back({std::string(section.name), name->text, item.at});
      for (const TomlValue& inner : item.members) take(section.name, name->text, inner.key, inner);
    }
  }

  // One value: checked, and put in the place of what an earlier layer gave.
  void take(std::string_view section, const std::string& item, const std::string& key, const TomlValue& value) {
    const Section* form = find_section(section);
    Entry entry{
        std::string(section), item, key, value.at, value.at.line > 0 ? fmt::format("{}:{}", file_, value.at.line) : origin_, {}, {}};
    if (form->form == SectionForm::open) {
      entry.open = read_open_number(fmt::format("{}.{}", section, key), value, complaints_);
    } else if (const Key* declared = find_key(section, key)) {
      entry.reading = read_scalar(*declared, value, complaints_);
    } else {
      complain_unknown(section, key, value.key_at);
      return;
    }
    const auto found = std::find_if(entries.list.begin(), entries.list.end(),
                                    [&](const Entry& e) { return e.section == entry.section && e.item == item && e.key == key; });
    if (found == entries.list.end())
      entries.list.push_back(std::move(entry));
    else
      *found = std::move(entry);
  }

  void complain_unknown(std::string_view section, const std::string& key, const Position& at) {
    std::string hint = suggestion(key, key_names(section));
    for (const Key& elsewhere : keys())  // right name, wrong section
      if (elsewhere.name == key) {
        const Section* home = find_section(elsewhere.section);
        hint = elsewhere.section.empty()         ? fmt::format("; '{}' belongs at the top of the file, before any section", key)
               : home->form == SectionForm::list ? fmt::format("; '{}' belongs in a [[{}]]", key, elsewhere.section)
                                                 : fmt::format("; '{}' belongs in [{}]", key, elsewhere.section);
        break;
      }
    complaints_.add(
        at, section.empty() ? fmt::format("unknown key '{}'{}", key, hint) : fmt::format("unknown key '{}' in [{}]{}", key, section, hint));
  }

  Complaints& complaints_;
  std::string file_, origin_;
  std::vector<std::string> in_this_file_;
};

}  // namespace

const Entry* Entries::find(std::string_view section, std::string_view item, std::string_view key) const {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Entry& e) { return e.section == section && e.item == item && e.key == key; });
  return found == list.end() ? nullptr : &*found;
}

Entries gather(const std::filesystem::path& file, const Overrides& overrides, Complaints& complaints) {
  Gatherer gatherer(complaints);
  const std::size_t before = complaints.size();
  const std::vector<Layer> layers = read_layers(file, complaints);
  gatherer.entries.whole = complaints.size() == before;
  for (const Layer& layer : layers) gatherer.add(layer);
  for (const Overrides::Set& given : overrides.set) gatherer.set(given);
  for (const std::string& given : overrides.without) gatherer.without(given);
  return std::move(gatherer.entries);
}

}  // namespace kringloop::input
