#include "input/toml.hpp"

#include <algorithm>

#include <fmt/format.h>

// toml++ 3.3 asserts (or, under NDEBUG and clang, assumes) of some input what it then checks and reports itself: "[[[x]" aborted.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#include "input/csv.hpp"

namespace kringloop::input {

namespace {
Position position(const toml::source_region& source, const std::string& shown) {
  return {shown, static_cast<long>(source.begin.line), static_cast<long>(source.begin.column)};
}

TomlValue converted(const toml::node& node, const std::string& shown) {
  TomlValue value;
  value.at = value.key_at = position(node.source(), shown);
  if (const auto* table = node.as_table()) {
    value.kind = TomlValue::Kind::table;
    for (const auto& [key, child] : *table) {
      TomlValue member = converted(child, shown);
      member.key_at = position(key.source(), shown);
      member.key = key.str();
      value.members.push_back(std::move(member));
    }
    std::stable_sort(value.members.begin(), value.members.end(), [](const auto& a, const auto& b) {
      return std::pair(a.key_at.line, a.key_at.column) < std::pair(b.key_at.line, b.key_at.column);
    });
  } else if (const auto* array = node.as_array()) {
    value.kind = TomlValue::Kind::list;
    for (const toml::node& item : *array) value.items.push_back(converted(item, shown));
  } else if (const auto* text = node.as_string()) {
    value.kind = TomlValue::Kind::text;
    value.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    value.kind = TomlValue::Kind::integer;
    value.integer = integer->get();
    value.real = static_cast<double>(value.integer);
  } else if (const auto* real = node.as_floating_point()) {
    value.kind = TomlValue::Kind::real;
    value.real = real->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.kind = TomlValue::Kind::boolean;
    value.flag = flag->get();
  } else {
    value.kind = TomlValue::Kind::date;
  }
  return value;
}
}  // namespace

const TomlValue* TomlValue::member(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.key == name; });
  return found == members.end() ? nullptr : &*found;
}

std::string_view name_of(TomlValue::Kind kind) {
  switch (kind) {
    case TomlValue::Kind::boolean: return "true or false";
    case TomlValue::Kind::integer: return "a whole number";
    case TomlValue::Kind::real: return "a number";
    case TomlValue::Kind::text: return "a text";
    case TomlValue::Kind::date: return "a date";
    case TomlValue::Kind::list: return "a list";
    case TomlValue::Kind::table: return "a table";
  }
  return "";
}

std::optional<TomlValue> parse_toml(std::string_view text, const std::string& shown, Complaints& complaints) {
  try {
    return converted(toml::parse(text), shown);
  } catch (const toml::parse_error& error) {
    complaints.add(position(error.source(), shown), fmt::format("this is not TOML: {}", error.description()));
    return std::nullopt;
  }
}

std::optional<TomlValue> read_toml(const std::filesystem::path& path, const std::string& shown, Complaints& complaints) {
  const auto bytes = read_input(path, shown, complaints);
  if (!bytes) return std::nullopt;
  return parse_toml(std::string_view(bytes->data(), bytes->size()), shown, complaints);
}

std::string toml_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (quoted += '\\') += c;
    else if (c == '\n')
      quoted += "\\n";
    else if (c == '\t')
      quoted += "\\t";
    else if (byte < 0x20 || byte == 0x7F)
      quoted += fmt::format("\\u{:04X}", byte);
    else
      quoted += c;
  }
  return quoted + '"';
}

std::string toml_key(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return bare ? std::string(key) : toml_quoted(key);
}

}  // namespace kringloop::input
