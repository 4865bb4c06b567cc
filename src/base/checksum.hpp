// Checksums: XXH3 for blocks that only chance can damage (checkpoints), SHA-256 for what people compare (packs, manifests).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace kringloop {

/// XXH3, 64 bits, of a block of bytes.
[[nodiscard]] std::uint64_t block_checksum(std::span<const std::byte> block);

/// SHA-256 of bytes given piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::span<const std::byte> bytes);
  void add(std::string_view text);
  /// 64 lower-case hexadecimal digits; nothing may be added afterwards.
  [[nodiscard]] std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// SHA-256 of bytes, of a text, of a file's content, as 64 hexadecimal digits. A file that cannot be read throws MachineError.
[[nodiscard]] std::string sha256(std::span<const std::byte> bytes);
[[nodiscard]] std::string sha256(std::string_view text);
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace kringloop
