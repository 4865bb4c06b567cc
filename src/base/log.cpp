#include "base/log.hpp"

#include <memory>
#include <vector>

#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "base/error.hpp"

namespace kringloop::log {

namespace {

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::shared_ptr<spdlog::sinks::sink> to_stderr(Level shown) {
  auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  sink->set_level(level_of(shown));
  sink->set_pattern("%l: %v");
  return sink;
}

spdlog::logger& logger() {
  static spdlog::logger only("kringloop", to_stderr(Level::warning));
  return only;
}

}  // namespace

void open(const std::filesystem::path& file, Level shown) {
  try {
    auto sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string(), false);
    sink->set_pattern("%Y-%m-%d %H:%M:%S %l: %v");
    logger().sinks() = {to_stderr(shown), sink};
    logger().set_level(spdlog::level::info);
    logger().flush_on(spdlog::level::warn);
  } catch (const spdlog::spdlog_ex& error) {
    throw MachineError(fmt::format("cannot write the log {}: {}", file.string(), error.what()));
  }
}

void silence() { logger().sinks() = {to_stderr(Level::error)}; }

void flush() { logger().flush(); }

void write(Level level, std::string_view text) { logger().log(level_of(level), "{}", text); }

}  // namespace kringloop::log
