// Collects everything wrong in the user's input, so that one report says it all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace kringloop::input {

/// A place in a file as the user named it; line 0 = the file as a whole, empty file = the command line.
struct Position {
  std::string file;
  long line = 0;    // 1-based
  long column = 0;  // 1-based, in characters
};

class Complaints {
 public:
  void add(const Position& at, std::string text);
  [[nodiscard]] bool empty() const { return list_.empty(); }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] const std::vector<Complaint>& list() const { return list_; }
  /// Takes over what another reader threw.
  void take(const InputError& error);
  /// Throws InputError with everything collected, each file's complaints by line; does nothing when there are none.
  void throw_if_any() const;

 private:
  std::vector<Complaint> list_;
};

/// The known name nearest to `name` by edit distance when it is near enough to be meant; else empty.
[[nodiscard]] std::string nearest(std::string_view name, const std::vector<std::string>& known);

/// "; did you mean 'output'?" or, when nothing is near, "; known are a, b, c" (at most 12 names); ready to append.
[[nodiscard]] std::string suggestion(std::string_view name, const std::vector<std::string>& known);

}  // namespace kringloop::input
