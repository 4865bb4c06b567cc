// People from and to abroad. How many rows come and go in each district is fixed by the paths and the base population of its
// region, whatever happened elsewhere; who goes and who comes is drawn by age and sex.
#pragma once

#include <cstdint>
#include <vector>

#include "workforce/homes.hpp"
#include "workforce/vital_rates.hpp"

namespace kringloop::workforce {

/// Whole rows out of what is due: persons of this quarter plus the carry; the carry keeps the rest (never a row or more).
[[nodiscard]] std::int64_t rows_due(double persons, std::int64_t scale, std::int64_t& carry);

/// `rows` over districts in proportion to the base population of their region, spread evenly over the districts of a region, starting at
/// a drawn point: within one of the exact share, the sum exact. [district]
[[nodiscard]] std::vector<std::int64_t> rows_by_district(const World& world, std::int64_t rows, Purpose purpose, Quarter quarter);

/// Up to `rows` people leave the country, drawn by age and sex; those with a partner or children go seldomer,
/// and together; children go with their family. Returns how many left.
std::int64_t emigrate(World& world, Homes& homes, const VitalRates& rates, const Parameters& parameters, std::int64_t rows);
/// `rows` people arrive, by age and sex: alone, as couples, children with them. Returns `rows`.
std::int64_t immigrate(World& world, Homes& homes, const VitalRates& rates, const Parameters& parameters, std::int64_t rows, Quarter quarter);

}  // namespace kringloop::workforce
