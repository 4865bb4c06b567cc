// SHA-256 for packs and scenarios: the one place where input/ asks for a checksum.
#pragma once

#include <string>
#include <string_view>

namespace kringloop::input {

/// SHA-256 of these bytes as 64 hexadecimal digits.
[[nodiscard]] std::string sha256_of(std::string_view bytes);

}  // namespace kringloop::input
