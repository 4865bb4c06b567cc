// Wall seconds by phase of a quarter, on this rank's main thread: for run.json, never for results.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace kringloop::simulation {

class PhaseTimes {
 public:
  /// Runs `work` and adds the time it took to the phase `name`. Phases keep the order in which they first ran.
  template <class Work>
  decltype(auto) time(const char* name, Work&& work) {
    const Lap lap(seconds_of(name));
    return std::forward<Work>(work)();
  }
  [[nodiscard]] const std::vector<std::pair<std::string, double>>& seconds() const { return phases_; }

 private:
  struct Lap {
    double& seconds;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    explicit Lap(double& into) : seconds(into) {}
    Lap(const Lap&) = delete;
    Lap& operator=(const Lap&) = delete;
    ~Lap() { seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }
  };
  double& seconds_of(const char* name) {
    for (auto& [known, seconds] : phases_) if (known == name) return seconds;
    return phases_.emplace_back(name, 0.0).second;
  }

  std::vector<std::pair<std::string, double>> phases_;
};

}  // namespace kringloop::simulation
