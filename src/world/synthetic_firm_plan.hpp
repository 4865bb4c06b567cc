// The firms before they are rows: how many of each industry and size class, in which region, with how many seats. Made from
// the pack and the number of workers alone, the same on every rank.
#pragma once

#include <span>

#include "base/random.hpp"
#include "world/synthetic_targets.hpp"

namespace kringloop {

struct FirmSpec {
  std::uint8_t industry = 0, size_class = 0;
  FirmKind kind = FirmKind::market;
  Tier tier = Tier::none;
  std::uint32_t staff = 0;       // person rows working here
  std::uint32_t owners = 0;      // of which self-employed
  std::int64_t represents = 0;   // real firms
};

struct FirmPlan {
  CountTable seats;                            // [industry][size class] person rows
  CountTable rows;                             // [industry][size class] firm rows
  CountTable one_person;                       // [region][industry] rows of size class 1
  std::vector<std::int64_t> own;               // [region] of those, rows that are one self-employed person each
  std::vector<std::vector<FirmSpec>> staffed;  // [region] all other rows
  CountTable owners;                           // [home][work] self-employed without a firm of their own

  /// The `index`-th (< one_person row sum) one-person row of a region.
  [[nodiscard]] FirmSpec one_person_row(std::size_t region, std::int64_t index, const input::Pack& pack) const;
};

/// `self_employed` [region] counts person rows. Every industry x size class with firms keeps a row with a worker. A row stands for
/// firms / rows real ones, rows = firms / scale rounded up where there are seats enough, so for at most `scale` of them; one-person
/// rows stand for firms / persons rows. One-person firms are where the self-employed live; other firms make up
/// what is left of firm_regions. Throws InputError when the scale leaves fewer workers than industry x size classes.
[[nodiscard]] FirmPlan plan_firms(const input::Pack& pack, const input::Settings& settings, const Draw& draw, std::int64_t workers,
                                  std::span<const std::int64_t> self_employed);

}  // namespace kringloop
