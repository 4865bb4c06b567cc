// draw: pick a partner by weight. The asker picks a district from a replicated table (AliasTable); the district's owner
// resolves a seller there by weight and answers with its place.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "parallel/districts.hpp"

namespace kringloop::parallel {

struct DrawRequest {
  std::uint64_t key = 0;   // uniform bits, from the asker's identity
  District district = 0;   // where to look
  std::int32_t good = 0;   // what for; meaning is the caller's
};

/// Who was found, and what he says of himself (a price); nowhere when there is nobody.
struct Drawn {
  Place place;
  double value = 0.0;
  bool operator==(const Drawn&) const = default;
};

/// Finds a seller in an own district. Called by several threads, each for other districts, so it must not change anything but what
/// belongs to the district. `key` is the asker's.
using Resolve = std::function<Drawn(District, std::int32_t good, std::uint64_t key)>;

/// An answer for each request, in their order (collective; the ranks' lists may have any lengths).
[[nodiscard]] std::vector<Drawn> draw(Context& context, std::span<const DrawRequest> requests, const Resolve& resolve);

}  // namespace kringloop::parallel
