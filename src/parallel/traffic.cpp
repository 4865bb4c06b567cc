#include "parallel/traffic.hpp"

#include "parallel/communicator.hpp"
#include "parallel/packing.hpp"

namespace kringloop::parallel {

Traffic TrafficLog::total() const {
  Traffic all;
  for (const auto& [name, traffic] : verbs_) {
    all.messages += traffic.messages;
    all.bytes += traffic.bytes;
    all.collectives += traffic.collectives;
  }
  return all;
}

Traffic& TrafficLog::verb() {
  const auto known = verbs_.find(current_);
  return known != verbs_.end() ? known->second : verbs_[std::string(current_)];
}

Verb::Verb(Communicator& ranks, std::string_view name) : log_(ranks.traffic()), before_(log_.current_) {
  if (before_ == "other") log_.current_ = name;
}

Verb::~Verb() { log_.current_ = before_; }

std::vector<TrafficRow> traffic_table(Communicator& ranks) {
  // A verb may have been at work on some ranks only, so names travel with the figures. The log is read before this call adds to it.
  Bytes mine;
  for (const auto& [name, traffic] : ranks.traffic().by_verb()) {
    append(mine, name);
    append(mine, traffic);
  }
  std::map<std::string, Traffic> all;
  for (const Bytes& theirs : ranks.gather_all(mine)) {
    Reader reader(theirs);
    while (!reader.done()) {
      const std::string name = reader.text();
      const auto traffic = reader.value<Traffic>();
      all[name].messages += traffic.messages;
      all[name].bytes += traffic.bytes;
      all[name].collectives += traffic.collectives;
    }
  }
  std::vector<TrafficRow> table;
  for (const auto& [name, traffic] : all) table.push_back({name, traffic});
  return table;
}

}  // namespace kringloop::parallel
