// Parameter sets that history does not rule out (scenarios/accepted_parameters.csv): a run takes one as it takes --set.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "input/scenario.hpp"

namespace kringloop::input {

inline constexpr const char* accepted_parameters = "accepted_parameters.csv";

/// Parameters of set `number` (column `member`) as overrides, from the file beside the scenario or in scenarios/. Throws InputError.
[[nodiscard]] std::vector<Overrides::Set> parameter_set(const std::filesystem::path& scenario, std::int64_t number);

}  // namespace kringloop::input
