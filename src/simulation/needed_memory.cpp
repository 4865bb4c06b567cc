#include "simulation/needed_memory.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "parallel/packing.hpp"
#include "world/populations.hpp"

namespace kringloop::simulation {

namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();

double limit_in(const std::filesystem::path& file) {
  std::ifstream in(file);
  double limit = 0.0;
  return in >> limit && limit > 0.0 ? limit : no_limit;  // "max" is not a number
}

/// The least limit of a control group and of those it lies in.
double least_limit(const std::filesystem::path& root, std::filesystem::path group, const char* file) {
  double least = limit_in(root / file);
  for (group = group.relative_path(); !group.empty(); group = group.parent_path()) least = std::min(least, limit_in(root / group / file));
  return least;
}

/// /proc/self/cgroup has lines `0::/path` (version 2) and `N:memory:/path` (version 1).
double control_group_bytes() {
  double least = std::min(least_limit("/sys/fs/cgroup", "", "memory.max"), least_limit("/sys/fs/cgroup/memory", "", "memory.limit_in_bytes"));
  std::ifstream in("/proc/self/cgroup");
  for (std::string line; std::getline(in, line);) {
    const auto first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1), group = line.substr(second + 1);
    if (controllers.empty()) least = std::min(least, least_limit("/sys/fs/cgroup", group, "memory.max"));
    if (controllers.find("memory") != std::string::npos) least = std::min(least, least_limit("/sys/fs/cgroup/memory", group, "memory.limit_in_bytes"));
  }
  return least;
}

}  // namespace

Machine this_machine() {
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  rlimit address_space{};
  const bool limited = getrlimit(RLIMIT_AS, &address_space) == 0 && address_space.rlim_cur != RLIM_INFINITY;
  const double physical = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  return {host, std::min(physical, control_group_bytes()), limited ? static_cast<double>(address_space.rlim_cur) : no_limit};
}

double needed_bytes(const input::Pack& pack, std::int64_t scale) {
  double persons = 0.0, households = 0.0, firms = 0.0;
  for (const auto& region : pack.population) for (const auto& band : region) persons += band[0] + band[1];
  for (const auto& region : pack.households) for (const double n : region) households += n;
  for (const auto& industry : pack.firms) for (const auto& size_class : industry) firms += size_class.firms;
  const Persons p;
  const Households h;
  const Firms f;
  const auto bytes = [](const parallel::Population& population) { return static_cast<double>(population.columns.bytes_per_row() + 1); };
  constexpr double slack = 1.125;
  // Bytes a row at most at one time, beside columns: links resolved, accounts told by two threads, what firms still want.
  constexpr double of_person = 48.0, of_household = sizeof(parallel::Row) * household_links + 24.0;
  constexpr double of_firm = sizeof(parallel::Row) * firm_links + sizeof(Volume) * (firm_links + 1) + 160.0;
  const double n = static_cast<double>(scale);
  return slack * (persons / n * (bytes(p) + of_person) + households / n * (bytes(h) + of_household) + firms / n * (bytes(f) + of_firm));
}

double share_of_rank(std::span<const double> cost, const parallel::Layout& layout) {
  double all = 0.0, mine = 0.0;
  for (const double of_district : cost) all += of_district;
  for (const parallel::District d : layout.mine) mine += cost[static_cast<std::size_t>(d)];
  return all > 0.0 ? mine / all : 1.0 / std::max(1.0, static_cast<double>(cost.size()));
}

std::optional<std::string> too_small(std::span<const RankNeed> ranks) {
  struct Node {
    double needed = 0.0, has = no_limit;
    int ranks = 0;
  };
  std::map<std::string, Node> nodes;
  for (const RankNeed& rank : ranks) {
    Node& node = nodes[rank.machine.host];
    node.needed += rank.bytes;
    node.has = std::min(node.has, rank.machine.bytes);
    ++node.ranks;
    if (rank.bytes > rank.machine.process_bytes) {
      return fmt::format("about {:.1f} GB a process, one on {} may have {:.1f}", rank.bytes / 1e9, rank.machine.host, rank.machine.process_bytes / 1e9);
    }
  }
  for (const auto& [host, node] : nodes) {
    if (node.needed <= node.has) continue;
    return fmt::format("about {:.1f} GB on {} ({} process{}), which has {:.1f}", node.needed / 1e9, host, node.ranks, node.ranks == 1 ? "" : "es", node.has / 1e9);
  }
  return std::nullopt;
}

void refuse_when_too_large(double bytes_of_this_rank, std::int64_t scale, const Machine& machine, parallel::Communicator& ranks) {
  parallel::Bytes mine;
  parallel::append(mine, bytes_of_this_rank);
  parallel::append(mine, machine.bytes);
  parallel::append(mine, machine.process_bytes);
  parallel::append(mine, std::string_view(machine.host));
  std::vector<RankNeed> needs;
  for (const parallel::Bytes& bytes : ranks.gather_all(mine)) {
    parallel::Reader reader(bytes);
    RankNeed& need = needs.emplace_back();
    need.bytes = reader.value<double>();
    need.machine.bytes = reader.value<double>();
    need.machine.process_bytes = reader.value<double>();
    need.machine.host = reader.text();
  }
  const auto shortage = too_small(needs);
  if (!shortage) return;
  ranks.note_left_together();
  throw MachineError(fmt::format("scale 1:{} needs {}; use more machines or a larger scale", scale, *shortage));
}

}  // namespace kringloop::simulation
