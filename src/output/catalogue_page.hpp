// The reference page of the result file, docs/output-format.md, made from the catalogue.
#pragma once

#include <span>
#include <string>

#include "output/catalogue.hpp"

namespace kringloop::output {

/// The page in Markdown.
[[nodiscard]] std::string catalogue_page(std::span<const Indicator> indicators = catalogue());

}  // namespace kringloop::output
