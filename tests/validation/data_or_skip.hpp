// The reference data, or a warning that CTest counts as skipped.
#pragma once

#include <filesystem>
#include <optional>

#include <catch2/catch.hpp>

#include "validation/austria.hpp"

namespace kringloop::validation {

inline std::optional<std::filesystem::path> data_or_skip() {
  const auto data = reference_data("");
  if (!data) WARN("SKIPPED: no reference data in $KRINGLOOP_SHARED/data or ../shared/data");
  return data;
}

}  // namespace kringloop::validation
