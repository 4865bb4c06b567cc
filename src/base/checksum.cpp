#include "base/checksum.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <xxhash.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace kringloop {

std::uint64_t block_checksum(std::span<const std::byte> block) { return XXH3_64bits(block.data(), block.size()); }

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() = default;
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  if (state_->context == nullptr || EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1)
    throw MachineError("OpenSSL refuses to compute SHA-256");
}

Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::byte> bytes) {
  if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) throw MachineError("OpenSSL failed to compute SHA-256");
}

void Sha256::add(std::string_view text) { add(std::as_bytes(std::span(text))); }

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_DigestFinal_ex(state_->context, digest.data(), &length) != 1) throw MachineError("OpenSSL failed to compute SHA-256");
  std::string text;
  for (unsigned int i = 0; i < length; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

std::string sha256(std::span<const std::byte> bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.hex();
}

std::string sha256(std::string_view text) { return sha256(std::as_bytes(std::span(text))); }

std::string sha256_of_file(const std::filesystem::path& file) {
  Sha256 sum;
  read_in_pieces(file, [&](std::span<const std::byte> piece) { sum.add(piece); });
  return sum.hex();
}

}  // namespace kringloop
