// Plain values in and out of byte buffers, for messages. Ranks of one run share a machine type, so bytes travel as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/error.hpp"

namespace kringloop::parallel {

using Bytes = std::vector<std::byte>;

template <class T>
concept Plain = std::is_trivially_copyable_v<T>;

inline void append(Bytes& out, const void* from, std::size_t n) {
  const auto* first = static_cast<const std::byte*>(from);
  out.insert(out.end(), first, first + n);
}
template <Plain T>
  requires(!std::is_convertible_v<T, std::string_view>)
void append(Bytes& out, const T& value) { append(out, &value, sizeof(T)); }
inline void append(Bytes& out, std::string_view text) {
  append(out, static_cast<std::uint64_t>(text.size()));
  append(out, text.data(), text.size());
}

/// Values of one type as bytes.
template <Plain T>
[[nodiscard]] Bytes bytes_of(std::span<const T> values) {
  Bytes out(values.size_bytes());
  if (!values.empty()) std::memcpy(out.data(), values.data(), out.size());
  return out;
}

/// Bytes as values of one type. Throws InternalError when they are not a whole number of them.
template <Plain T>
[[nodiscard]] std::vector<T> values_of(std::span<const std::byte> bytes) {
  if (bytes.size() % sizeof(T) != 0) throw InternalError("a message does not hold whole values");
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

/// Reads values one after the other. Throws InternalError when the bytes end too soon.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : rest_(bytes) {}
  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] std::span<const std::byte> bytes(std::size_t n) {
    if (n > rest_.size()) throw InternalError("a message ends too soon");
    const auto taken = rest_.first(n);
    rest_ = rest_.subspan(n);
    return taken;
  }
  template <Plain T>
  [[nodiscard]] T value() {
    T result;
    std::memcpy(&result, bytes(sizeof(T)).data(), sizeof(T));
    return result;
  }
  [[nodiscard]] std::string text() {
    const auto taken = bytes(static_cast<std::size_t>(value<std::uint64_t>()));
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
  }

 private:
  std::span<const std::byte> rest_;
};

}  // namespace kringloop::parallel
