#include "input/complaints.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kringloop::input {

void Complaints::add(const Position& at, std::string text) { list_.push_back({at.file, at.line, at.column, std::move(text)}); }

void Complaints::take(const InputError& error) { list_.insert(list_.end(), error.complaints().begin(), error.complaints().end()); }

void Complaints::throw_if_any() const {
  if (list_.empty()) return;
  std::vector<std::string> files;  // in order of first complaint
  for (const Complaint& c : list_)
    if (std::find(files.begin(), files.end(), c.file) == files.end()) files.push_back(c.file);
  std::vector<Complaint> ordered;
  ordered.reserve(list_.size());
  for (const std::string& file : files) {
    const auto begin = static_cast<std::ptrdiff_t>(ordered.size());
    std::copy_if(list_.begin(), list_.end(), std::back_inserter(ordered), [&](const Complaint& c) { return c.file == file; });
    std::stable_sort(ordered.begin() + begin, ordered.end(),
                     [](const Complaint& a, const Complaint& b) { return a.line != b.line ? a.line < b.line : a.column < b.column; });
  }
  throw InputError(std::move(ordered));
}

namespace {
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Letters to insert, delete, replace or swap with their neighbour; case counts for nothing.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(now);
  }
  return last[b.size()];
}
}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
  const std::size_t allowed = std::max<std::size_t>(1, std::min<std::size_t>(4, name.size() * 2 / 5));
  std::string best;
  std::size_t best_distance = allowed + 1;
  for (const std::string& candidate : known) {
    const std::size_t gap = candidate.size() > name.size() ? candidate.size() - name.size() : name.size() - candidate.size();
    if (gap >= best_distance) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  if (const std::string near = nearest(name, known); !near.empty()) return fmt::format("; did you mean '{}'?", near);
  if (known.empty()) return "";
  constexpr std::size_t shown = 12;
  const std::vector<std::string> first(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(std::min(shown, known.size())));
  const std::string more = known.size() > shown ? fmt::format(" and {} more", known.size() - shown) : "";
  return fmt::format("; known are {}{}", fmt::join(first, ", "), more);
}

}  // namespace kringloop::input
