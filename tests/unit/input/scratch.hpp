// A folder of its own for each test, gone afterwards, and the complaints of what is expected to fail.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/error.hpp"

namespace kringloop::test {

class Scratch {
 public:
  Scratch()
      : folder_(std::filesystem::temp_directory_path() /
                ("kringloop-input-" + std::to_string(::getpid()) + "-" + std::to_string(count()++))) {
    std::filesystem::create_directories(folder_);
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

 private:
  static int& count() {
    static int n = 0;
    return n;
  }
  std::filesystem::path folder_;
};

/// The complaints `action` throws as "LINE:COLUMN text"; empty when it throws none.
template <class Action>
std::vector<std::string> complaints_of(Action action) {
  std::vector<std::string> texts;
  try {
    action();
  } catch (const InputError& error) {
    for (const Complaint& c : error.complaints()) texts.push_back(std::to_string(c.line) + ":" + std::to_string(c.column) + " " + c.text);
  }
  return texts;
}

inline std::filesystem::path source_folder() {
  const char* source = std::getenv("KRINGLOOP_SOURCE");
  return source != nullptr ? source : ".";
}

}  // namespace kringloop::test
