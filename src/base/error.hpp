// Two words for two faults: InputError is the user's (readable, says where and what is allowed); InternalError is ours.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace kringloop {

/// Exit codes of the command line (docs/command-line.md).
enum class ExitCode : int { done = 0, bad_input = 2, internal = 3, machine = 4, stopped = 75, skipped = 77 };

/// One thing wrong in the user's input.
struct Complaint {
  std::string file;   // as the user named it; empty for the command line
  long line = 0;      // 1-based; 0 = unknown
  long column = 0;
  std::string text;   // what is wrong, what is allowed, the nearest known name
};

/// Everything wrong in the user's input, at once. Exit code 2; nothing was written.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Complaint> complaints);
  explicit InputError(const std::string& text) : InputError(std::vector<Complaint>{{"", 0, 0, text}}) {}
  [[nodiscard]] const std::vector<Complaint>& complaints() const { return complaints_; }

 private:
  std::vector<Complaint> complaints_;
};

/// A broken promise of the program itself: a failed audit, an impossible value. Exit code 3.
class InternalError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The machine failed us: disk full, file not writable, out of memory. Exit code 4.
class MachineError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace kringloop
