// What is sent between ranks, counted by verb: messages to other ranks, their bytes, and collective calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kringloop::parallel {

class Communicator;

struct Traffic {
  std::int64_t messages = 0;     // point-to-point messages that carry something
  std::int64_t bytes = 0;        // in them
  std::int64_t collectives = 0;  // sums, maxima, gathers, broadcasts
};

/// The traffic of one rank, under the name of the verb at work.
class TrafficLog {
 public:
  void message(std::size_t bytes) { ++verb().messages; verb().bytes += static_cast<std::int64_t>(bytes); }
  void collective() { ++verb().collectives; }
  [[nodiscard]] const std::map<std::string, Traffic, std::less<>>& by_verb() const { return verbs_; }
  [[nodiscard]] Traffic total() const;

 private:
  friend class Verb;
  Traffic& verb();
  std::map<std::string, Traffic, std::less<>> verbs_;
  std::string_view current_ = "other";
};

/// While it lives, traffic counts as this verb's. A verb inside another counts as the outer one. `name` must outlive it.
class Verb {
 public:
  Verb(Communicator& ranks, std::string_view name);
  ~Verb();
  Verb(const Verb&) = delete;
  Verb& operator=(const Verb&) = delete;

 private:
  TrafficLog& log_;
  std::string_view before_;
};

struct TrafficRow {
  std::string verb;
  Traffic traffic;  // of all ranks together
};

/// The table of the report, by name of the verb, the same on every rank (collective).
[[nodiscard]] std::vector<TrafficRow> traffic_table(Communicator& ranks);

}  // namespace kringloop::parallel
