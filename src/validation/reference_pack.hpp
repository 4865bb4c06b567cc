// Makes a data pack of our format, with a scenario, from a reference case: into a scratch folder, at test time. Nothing of it is kept.
#pragma once

#include <filesystem>
#include <vector>

#include "validation/outlook.hpp"
#include "validation/reference_case.hpp"

namespace kringloop::validation {

/// Writes `folder`/data/NAME, `folder`/paths/NAME.csv and `folder`/NAME.toml (13 quarters, first the quarter of the case at its own
/// level, called Q1), and `folder`/NAME_plain.toml, the same with the additions off that have a switch. A named case also gets NAME_published.toml and a pack of
/// its own, under the rules of the published model: 12 quarters after the case's. Behavioural parameters, age structure, households'
/// types and education come from the pack in `own_pack`: the reference data have counts only. Without an outlook the world stands still; with more
/// than one, NAME_1.toml and so on are the same in the worlds of an ensemble. Throws InputError. docs/bridge.md says what of the case our format cannot hold.
void write_reference_pack(const ReferenceCase& reference, const std::vector<Outlook>& outlooks, const std::filesystem::path& own_pack,
                          const std::filesystem::path& folder);

}  // namespace kringloop::validation
