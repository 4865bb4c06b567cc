#include "simulation/needed_memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include <fmt/format.h>

#include "base/error.hpp"
#include "world/populations.hpp"

namespace kringloop::simulation {

namespace {

/// Memory of the machine, or of the control group this process runs in when that is less.
double available_bytes() {
  double bytes = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  for (const char* file : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::ifstream in(file);
    double limit = 0.0;
    if (in >> limit && limit > 0.0) bytes = std::min(bytes, limit);
  }
  return bytes;
}

}  // namespace

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

void refuse_when_too_large(const input::Pack& pack, std::int64_t scale, parallel::Communicator& ranks) {
  const double needed = needed_bytes(pack, scale) / ranks.size(), available = available_bytes();
  std::int64_t refused = needed > available ? 1 : 0;
  ranks.maximum(std::span<std::int64_t>(&refused, 1));
  if (refused != 0) {
    throw MachineError(fmt::format("scale 1:{} needs about {:.1f} GB a rank, this machine has {:.1f}; use more machines or a larger scale", scale, needed / 1e9,
                                   available / 1e9));
  }
}

}  // namespace kringloop::simulation
