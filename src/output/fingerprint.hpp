// A fingerprint of what a result says, whatever file it lies in: XXH3 over names and values. Whoever
// adds dimensions and indicators does so by name in alphabetical order, as the NetCDF library lists them.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <xxhash.h>

namespace kringloop::output {

class Fingerprint {
 public:
  Fingerprint() : state_(XXH3_createState()) { XXH3_128bits_reset(state_.get()); }

  void add(std::string_view text) {
    const std::uint64_t length = text.size();  // "ab","c" and "a","bc" differ
    XXH3_128bits_update(state_.get(), &length, sizeof length);
    XXH3_128bits_update(state_.get(), text.data(), text.size());
  }
  void add(std::span<const double> values) { XXH3_128bits_update(state_.get(), values.data(), values.size_bytes()); }

  /// 32 hex digits.
  [[nodiscard]] std::string text() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  }

 private:
  struct Free {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, Free> state_;
};

}  // namespace kringloop::output
