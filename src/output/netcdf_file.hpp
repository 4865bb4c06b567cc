// The NetCDF C library, wrapped once: a file that closes itself, errors as MachineError with what was being done.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kringloop::output {

class NetcdfFile {
 public:
  /// A new NetCDF-4 file that lives in memory until `close_to_bytes`.
  [[nodiscard]] static NetcdfFile in_memory();
  /// An existing file for reading. Throws InputError when it is not there or not NetCDF.
  [[nodiscard]] static NetcdfFile open(const std::filesystem::path& path);

  NetcdfFile(NetcdfFile&& other) noexcept : id_(other.id_), name_(std::move(other.name_)) { other.id_ = closed; }
  NetcdfFile(const NetcdfFile&) = delete;
  NetcdfFile& operator=(const NetcdfFile&) = delete;
  NetcdfFile& operator=(NetcdfFile&&) = delete;
  ~NetcdfFile();

  // Writing: dimensions and variables by the id they return.
  int define_dimension(const std::string& name, std::size_t length);
  int define_strings(const std::string& name, int dimension);
  int define_ints(const std::string& name, std::span<const int> dimensions);
  /// Doubles whose missing value is NaN. `chunk` = lengths of the dimensions to compress as one chunk; empty = plain.
  int define_doubles(const std::string& name, std::span<const int> dimensions, std::span<const std::size_t> chunk);
  void text(int variable, const std::string& name, const std::string& value);  // variable NC_GLOBAL = of the file
  void number(int variable, const std::string& name, std::int64_t value);
  void number(int variable, const std::string& name, std::uint64_t value);
  void end_definitions();
  void put(int variable, const std::vector<std::string>& values);
  void put(int variable, std::span<const int> values);
  void put(int variable, std::span<const double> values);
  [[nodiscard]] std::vector<std::byte> close_to_bytes();

  // Reading.
  [[nodiscard]] std::optional<std::string> text_of(int variable, const std::string& name) const;
  [[nodiscard]] std::vector<std::string> variables() const;
  [[nodiscard]] std::optional<int> find(const std::string& variable) const;
  [[nodiscard]] std::vector<std::string> dimensions_of(int variable) const;
  [[nodiscard]] std::optional<std::size_t> length_of(const std::string& dimension) const;
  [[nodiscard]] std::vector<double> doubles(int variable) const;
  [[nodiscard]] std::vector<std::string> strings(int variable) const;

 private:
  NetcdfFile(int id, std::string name) : id_(id), name_(std::move(name)) {}
  void check(int status, const std::string& doing) const;
  [[nodiscard]] std::size_t size_of(int variable) const;

  static constexpr int closed = -1;
  int id_ = closed;
  std::string name_;
};

}  // namespace kringloop::output
