// Results as bytes for a checkpoint: magic, structure, values, checksum. Little-endian; read only where it was understood.
#include <cstring>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "output/fingerprint.hpp"
#include "output/results.hpp"

namespace kringloop::output {

namespace {

constexpr std::uint64_t magic = 0x3153544c55534552ULL;  // "RESULTS1"

struct Header {
  std::uint64_t magic = 0;
  std::uint64_t quarters = 0;
  std::int64_t first = 0;
  char structure[32] = {};  // fingerprint of indicators, dims and widths
  std::uint64_t checksum = 0;
};

// What must agree for the bytes to mean the same: names and units in order, codes of the dimensions.
std::string structure_of(const Results& results) {
  Fingerprint fingerprint;
  for (const Dimension& d : results.dimensions()) {
    fingerprint.add(d.name);
    for (const std::string& code : d.codes) fingerprint.add(code);
  }
  for (const Indicator& i : results.indicators()) {
    fingerprint.add(i.name);
    fingerprint.add(i.unit);
    fingerprint.add(i.dims);
  }
  return fingerprint.text();
}

}  // namespace

std::vector<std::byte> Results::save() const {
  std::size_t count = 0;
  for (const auto& s : series_) count += s.size();
  std::vector<std::byte> bytes(sizeof(Header) + count * sizeof(double));
  std::byte* at = bytes.data() + sizeof(Header);
  for (const auto& s : series_) {
    if (s.empty()) continue;
    std::memcpy(at, s.data(), s.size() * sizeof(double));
    at += s.size() * sizeof(double);
  }
  Header header;
  header.magic = magic;
  header.quarters = quarters_;
  header.first = first_.index;
  std::memcpy(header.structure, structure_of(*this).data(), sizeof header.structure);
  header.checksum = block_checksum(std::span(bytes).subspan(sizeof(Header)));
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

void Results::restore(std::span<const std::byte> bytes) {
  Header header;
  if (bytes.size() < sizeof header) throw InputError("the saved results are cut off");
  std::memcpy(&header, bytes.data(), sizeof header);
  const std::span<const std::byte> body = bytes.subspan(sizeof header);
  std::size_t width = 0;
  for (const std::size_t w : width_) width += w;
  if (header.magic != magic) throw InputError("these are not saved results");
  if (std::string(header.structure, sizeof header.structure) != structure_of(*this) || header.first != first_.index) {
    throw InputError("the saved results have other indicators, dimensions or another first quarter than this run");
  }
  if (header.quarters > body.size() || body.size() != header.quarters * width * sizeof(double))
    throw InputError("the saved results are cut off");
  if (header.checksum != block_checksum(body)) throw InputError("the saved results are damaged: their checksum does not agree");

  grow_to(header.quarters);
  const std::byte* at = body.data();
  for (auto& s : series_) {
    if (s.empty()) continue;
    std::memcpy(s.data(), at, s.size() * sizeof(double));
    at += s.size() * sizeof(double);
  }
}

}  // namespace kringloop::output
