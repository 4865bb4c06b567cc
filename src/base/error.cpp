#include "base/error.hpp"

#include <fmt/format.h>

namespace kringloop {

namespace {
std::string readable(const std::vector<Complaint>& complaints) {
  std::string text;
  for (const Complaint& c : complaints) {
    if (!text.empty()) text += '\n';
    if (!c.file.empty()) text += c.file;
    if (c.line > 0) text += fmt::format(":{}:{}", c.line, c.column);
    if (!c.file.empty() || c.line > 0) text += ": ";
    text += c.text;
  }
  return text;
}
}  // namespace

InputError::InputError(std::vector<Complaint> complaints)
    : std::runtime_error(readable(complaints)), complaints_(std::move(complaints)) {}

}  // namespace kringloop
