// Jobs: every employee and every working owner gets a seat at a firm, and every seat a person.
#pragma once

#include <span>

#include "world/district_plan.hpp"
#include "world/synthetic_firm_plan.hpp"
#include "world/world.hpp"

namespace kringloop {

/// Fills persons.employer for employees and for self-employed without a firm of their own, and firms.staff_hours (collective).
/// `staffed` as made by make_firms. `owners` and `employees` count person rows to be seated [all districts].
void assign_jobs(World& world, const DistrictPlan& plan, const FirmPlan& firms, const std::vector<std::vector<FirmSpec>>& staffed,
                 std::span<const std::int64_t> owners, std::span<const std::int64_t> employees);

}  // namespace kringloop
