// The log of a run: everything to a file, warnings and errors to stderr as well. spdlog, wrapped once.
// Before `open` only warnings and errors are shown, on stderr.
#pragma once

#include <filesystem>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace kringloop::log {

enum class Level { info, warning, error };

/// Sends everything to `file` (appended to), and to stderr what is at least `shown`. Throws MachineError when the file cannot be written.
void open(const std::filesystem::path& file, Level shown = Level::warning);
/// Only errors from now on: for every rank but the first.
void silence();
/// Writes out what is buffered.
void flush();

void write(Level level, std::string_view text);

template <class... Values>
void info(fmt::format_string<Values...> text, Values&&... values) {
  write(Level::info, fmt::format(text, std::forward<Values>(values)...));
}
template <class... Values>
void warning(fmt::format_string<Values...> text, Values&&... values) {
  write(Level::warning, fmt::format(text, std::forward<Values>(values)...));
}
template <class... Values>
void error(fmt::format_string<Values...> text, Values&&... values) {
  write(Level::error, fmt::format(text, std::forward<Values>(values)...));
}

}  // namespace kringloop::log
