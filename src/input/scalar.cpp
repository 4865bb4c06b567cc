#include "input/scalar.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "input/number.hpp"

namespace kringloop::input {

namespace {
std::string as_written(const TomlValue& value) {
  switch (value.kind) {
    case TomlValue::Kind::text: return toml_quoted(value.text);
    case TomlValue::Kind::integer: return fmt::format("{}", value.integer);
    case TomlValue::Kind::real: return fmt::format("{}", value.real);
    case TomlValue::Kind::boolean: return value.flag ? "true" : "false";
    default: return std::string(name_of(value.kind));
  }
}

std::string label(const Key& key) { return key.section.empty() ? std::string(key.name) : fmt::format("{}.{}", key.section, key.name); }

// "{ value = .., low = .., high = .. }": its three members through `one`; nothing after a complaint.
template <class One>
std::optional<Range> read_range(const std::string& name, const TomlValue& table, Complaints& complaints, One one) {
  Range range;
  bool sound = true;
  static const std::vector<std::string> parts = {"value", "low", "high"};
  for (const TomlValue& value : table.members)
    if (std::find(parts.begin(), parts.end(), value.key) == parts.end()) {
      complaints.add(value.key_at, fmt::format("unknown key '{}' in the range of '{}'{}", value.key, name, suggestion(value.key, parts)));
      sound = false;
    }
  double* const into[] = {&range.value, &range.low, &range.high};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const TomlValue* value = table.member(parts[i]);
    if (value == nullptr) {
      complaints.add(table.at, fmt::format("the range of '{}' lacks '{}'; write {{ value = .., low = .., high = .. }}", name, parts[i]));
      sound = false;
    } else if (const std::optional<double> number = one(*value)) {
      *into[i] = *number;
    } else {
      sound = false;
    }
  }
  if (sound && !(range.low <= range.value && range.value <= range.high)) {
    complaints.add(table.at, fmt::format("in the range of '{}', low <= value <= high must hold; it is {}, {}, {}", name, range.low,
                                         range.value, range.high));
    sound = false;
  }
  return sound ? std::optional(range) : std::nullopt;
}

// A number in the key's unit, within its bounds.
std::optional<double> read_number(const Key& key, const TomlValue& value, Complaints& complaints) {
  std::optional<double> number;
  if (value.is_number()) {
    number = value.real;
  } else if (value.kind == TomlValue::Kind::text) {
    if (const auto quantity = parse_quantity(value.text)) {
      number = converted(quantity->value, quantity->unit, key.unit);
      if (!number) {
        complaints.add(value.at, key.unit.empty() ? fmt::format("'{}' is a plain number; {} has a unit", label(key), as_written(value))
                                                  : fmt::format("'{}' cannot be given in '{}'; units it takes: {}", label(key),
                                                                quantity->unit, fmt::join(units_for(key.unit), ", ")));
        return std::nullopt;
      }
    }
  }
  if (!number) {
    complaints.add(value.at, fmt::format("'{}' must be {}; this is {}", label(key), expected(key), as_written(value)));
    return std::nullopt;
  }
  if (!(*number >= key.low && *number <= key.high)) {
    complaints.add(value.at, fmt::format("'{}' = {} is out of range: it must be {}", label(key), as_written(value), expected(key)));
    return std::nullopt;
  }
  return number;
}

std::optional<std::int64_t> read_integer(const Key& key, const TomlValue& value, Complaints& complaints) {
  if (value.kind == TomlValue::Kind::integer) {
    const auto number = static_cast<double>(value.integer);
    if (number >= key.low && number <= key.high) return value.integer;
    complaints.add(value.at, fmt::format("'{}' = {} is out of range: it must be {}", label(key), value.integer, expected(key)));
    return std::nullopt;
  }
  if (value.kind == TomlValue::Kind::text && !key.unit.empty()) {
    const std::optional<double> number = read_number(key, value, complaints);
    if (!number) return std::nullopt;
    if (*number == std::floor(*number)) return static_cast<std::int64_t>(*number);
  }
  complaints.add(value.at, fmt::format("'{}' must be {}; this is {}", label(key), expected(key), as_written(value)));
  return std::nullopt;
}

bool choice_known(const Key& key, const std::string& text, const Position& at, Complaints& complaints) {
  const auto names = choices_of(key);
  if (names.empty() || std::find(names.begin(), names.end(), text) != names.end()) return true;
  complaints.add(at, fmt::format("'{}' cannot be '{}': it is one of {}{}", label(key), text, fmt::join(names, ", "),
                                 nearest(text, names).empty() ? "" : suggestion(text, names)));
  return false;
}

std::string toml_list(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (const std::string& text : texts) quoted.push_back(toml_quoted(text));
  return fmt::format("[{}]", fmt::join(quoted, ", "));
}
}  // namespace

std::string toml_of(const Range& range, bool ranged) {
  return ranged ? fmt::format("{{ value = {}, low = {}, high = {} }}", written(range.value), written(range.low), written(range.high))
                : written(range.value);
}

std::optional<Reading> read_scalar(const Key& key, const TomlValue& value, Complaints& complaints) {
  Reading reading;
  Scalar& scalar = reading.scalar;
  const auto wrong_kind = [&]() -> std::optional<Reading> {
    complaints.add(value.at, fmt::format("'{}' must be {}; this is {}", label(key), expected(key), as_written(value)));
    return std::nullopt;
  };
  switch (key.type) {
    case KeyType::text:
      if (value.kind != TomlValue::Kind::text) return wrong_kind();
      scalar.text = value.text;
      reading.toml = toml_quoted(value.text);
      if (value.text.empty() && key.required()) {
        complaints.add(value.at, fmt::format("'{}' is empty", label(key)));
        return std::nullopt;
      }
      break;
    case KeyType::choice:
      if (value.kind != TomlValue::Kind::text) return wrong_kind();
      if (!choice_known(key, value.text, value.at, complaints)) return std::nullopt;
      scalar.text = value.text;
      reading.toml = toml_quoted(value.text);
      break;
    case KeyType::flag:
      if (value.kind != TomlValue::Kind::boolean) return wrong_kind();
      scalar.flag = value.flag;
      reading.toml = value.flag ? "true" : "false";
      break;
    case KeyType::integer:
      if (const auto integer = read_integer(key, value, complaints)) {
        scalar.integer = *integer;
        reading.toml = fmt::format("{}", *integer);
        break;
      }
      return std::nullopt;
    case KeyType::number:
      if (value.kind == TomlValue::Kind::table) {
        reading.range =
            read_range(label(key), value, complaints, [&](const TomlValue& part) { return read_number(key, part, complaints); });
        if (!reading.range) return std::nullopt;
        scalar.number = reading.range->value;
        reading.toml = toml_of(*reading.range, true);
      } else {
        const auto number = read_number(key, value, complaints);
        if (!number) return std::nullopt;
        scalar.number = *number;
        reading.toml = written(*number);
      }
      break;
    case KeyType::quarter:
      if (value.kind != TomlValue::Kind::text) return wrong_kind();
      try {
        scalar.quarter = Quarter::parse(value.text);
      } catch (const InputError&) {
        return wrong_kind();
      }
      if (scalar.quarter.year() < key.low || scalar.quarter.year() > key.high) return wrong_kind();
      reading.toml = toml_quoted(scalar.quarter.text());
      break;
    case KeyType::texts: {
      if (value.kind != TomlValue::Kind::list) return wrong_kind();
      bool sound = true;
      for (const TomlValue& item : value.items) {
        if (item.kind != TomlValue::Kind::text) {
          complaints.add(item.at, fmt::format("'{}' must be {}; this item is {}", label(key), expected(key), as_written(item)));
          sound = false;
        } else {
          sound = choice_known(key, item.text, item.at, complaints) && sound;
          scalar.texts.push_back(item.text);
        }
      }
      if (!sound) return std::nullopt;
      if (scalar.texts.empty() && key.required()) {
        complaints.add(value.at, fmt::format("'{}' is an empty list", label(key)));
        return std::nullopt;
      }
      reading.toml = toml_list(scalar.texts);
      break;
    }
  }
  return reading;
}

Reading standard_reading(const Key& key) {
  Complaints complaints;
  const auto tree = parse_toml(fmt::format("standard = {}", key.standard), "default", complaints);
  if (tree)
    if (auto reading = read_scalar(key, *tree->member("standard"), complaints)) return *reading;
  throw InternalError(fmt::format("the default of '{}' does not fit its own declaration", label(key)));
}

std::optional<OpenNumber> read_open_number(const std::string& name, const TomlValue& value, Complaints& complaints) {
  OpenNumber open;
  bool first = true;
  const auto one = [&](const TomlValue& part) -> std::optional<double> {
    std::string unit;
    std::optional<double> number;
    if (part.is_number() && std::isfinite(part.real)) {
      number = part.real;
    } else if (part.kind == TomlValue::Kind::text) {
      if (const auto quantity = parse_quantity(part.text)) {
        number = quantity->value;
        unit = quantity->unit;
      }
    }
    if (!number) {
      complaints.add(part.at,
                     fmt::format("'{}' must be a number, plain or with a unit as in \"15 %\"; this is {}", name, as_written(part)));
    } else if (!first && unit != open.unit) {
      complaints.add(part.at, fmt::format("the range of '{}' mixes units; give value, low and high in the same one", name));
      number.reset();
    }
    if (first) open.unit = unit;
    first = false;
    return number;
  };
  if (value.kind == TomlValue::Kind::table) {
    const auto range = read_range(name, value, complaints, one);
    if (!range) return std::nullopt;
    open.range = *range;
    open.ranged = true;
  } else {
    const auto number = one(value);
    if (!number) return std::nullopt;
    open.range = {*number, *number, *number};
  }
  return open;
}

TomlValue command_line_value(const std::string& text, const Position& at) {
  Complaints ignored;
  const auto tree = parse_toml("value = " + text, at.file, ignored);
  TomlValue value;
  value.kind = TomlValue::Kind::text;
  value.text = text;
  if (tree && tree->members.size() == 1) value = tree->members[0];
  const auto place = [&](auto&& self, TomlValue& node) -> void {
    node.at = node.key_at = at;
    for (TomlValue& item : node.items) self(self, item);
    for (TomlValue& member : node.members) self(self, member);
  };
  place(place, value);
  return value;
}

}  // namespace kringloop::input
