// What firms are missing, and whom they have too many.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/parameters.hpp"
#include "workforce/staff.hpp"

namespace kringloop::workforce {

/// Persons of usual hours (rows at this scale, a real number) that a firm with these staff hours wants more than it has, vacancies kept
/// for expected leavers included: (target x (1 + kept open) x full time - staff hours) / usual hours / scale; not below 0.
[[nodiscard]] double missing_rows(double kept_open, double target_fte, std::int64_t staff_hours, double usual_hours, std::int64_t scale);

/// Vacancies that firms keep open for expected leavers, share of target staff, when this share of vacancies is filled in a month. Leavers are
/// replaced exactly when it is (1 - filled) / filled times those who leave in a month; never more than the normal vacancy rate.
[[nodiscard]] double kept_open(const Parameters& parameters, double filled);

/// Open vacancies of firms, in person rows. A part of a row is rounded up or down by the firm's own draw, the same every quarter:
/// right on average over firms, and a small firm does not hire one too many sooner or later, as it would with a new draw each time.
/// A new one-person firm has a vacancy for its founder, and `succession_share` of those that lost their person one for a successor:
/// whoever takes it works there self-employed.
class Vacancies {
 public:
  Vacancies(World& world, const Parameters& parameters) : world_(world), parameters_(parameters) {}

  /// Posts what is missing now. Sums by region are the same on every rank (collective).
  void post(const Staff& staff);
  void fill(Row firm) { --open_[firm]; }
  /// Of all posted, the share that this month's matching fills: what firms expect next month.
  void expect(double filled_share) { world_.labour.filled_share = filled_share; }
  [[nodiscard]] std::uint32_t open(Row firm) const { return open_[firm]; }
  /// Writes firms.vacancies and returns the represented ones by region, one-person firms left out (collective).
  [[nodiscard]] std::vector<Head> close();

  [[nodiscard]] const std::vector<std::int64_t>& in_region() const { return region_rows_; }  // [region] rows posted
  [[nodiscard]] const std::vector<double>& wage_in_region() const { return region_wage_; }   // [region] their mean wage

 private:
  World& world_;
  const Parameters& parameters_;
  std::vector<std::uint32_t> open_;  // [firm row]
  std::vector<std::int64_t> region_rows_;
  std::vector<double> region_wage_;
};

/// Share of a firm's staff to be dismissed: the part of what exceeds the target by more than one person row that goes in a quarter.
[[nodiscard]] double dismissal_share(const Parameters& parameters, double target_fte, std::int64_t staff_hours, std::int64_t staff,
                                     std::int64_t scale);

/// Number of regions of the layout.
[[nodiscard]] std::size_t regions_of(const World& world);

}  // namespace kringloop::workforce
