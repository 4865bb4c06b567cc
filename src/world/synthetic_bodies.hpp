// The bodies of public administration before they are rows: the State, provinces, municipalities and other public bodies, each in its
// region, with its staff. They are the firms of the industry that is wholly public administration (SBI 84) and fill its size classes.
#pragma once

#include <span>

#include "base/random.hpp"
#include "world/synthetic_firm_plan.hpp"

namespace kringloop {

struct BodySpec {
  std::size_t region = 0;
  FirmSpec unit;
};

/// The industry whose firms are the bodies of the pack; none where the pack does not know them.
[[nodiscard]] bool has_bodies(const input::Pack& pack, std::size_t industry);

/// The units of all bodies: `seats` and the sum of `represents` of each size class are kept. The State is one body with a unit in each region,
/// at every scale: its people work everywhere. Provinces are large (250 persons and more), so are municipalities as far as there are such
/// firms left, the others have 50 to 249; other bodies are the firms that remain, small ones too. At 1:N a row stands for at most N
/// bodies of its tier and size class, and each tier has a row. `wanted` [region]: seats that the industry should have there; the State's units make up what
/// the other bodies leave. Throws InputError where the pack has fewer large firms than State units and provinces.
[[nodiscard]] std::vector<BodySpec> plan_bodies(const input::Pack& pack, std::size_t industry, std::int64_t scale, std::span<const std::int64_t> seats,
                                                std::span<const double> wanted, const Draw& draw, int quarter);

}  // namespace kringloop
