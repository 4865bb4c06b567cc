#include "output/netcdf_file.hpp"

#include <array>
#include <cstdlib>
#include <limits>
#include <memory>

#include <fmt/format.h>
#include <netcdf.h>
#include <netcdf_mem.h>

#include "base/error.hpp"

namespace kringloop::output {

namespace {
constexpr int deflate_level = 4;
}

void NetcdfFile::check(int status, const std::string& doing) const {
  if (status == NC_NOERR) return;
  throw MachineError(fmt::format("{}: {}: {}", name_, doing, nc_strerror(status)));
}

NetcdfFile NetcdfFile::in_memory() {
  NetcdfFile file(closed, "NetCDF in memory");
  int id = closed;
  file.check(nc_create_mem("kringloop", NC_NETCDF4 | NC_CLOBBER, 0, &id), "create");
  file.id_ = id;
  int old = 0;
  file.check(nc_set_fill(id, NC_FILL, &old), "fill mode");
  return file;
}

NetcdfFile NetcdfFile::open(const std::filesystem::path& path) {
  int id = closed;
  if (!std::filesystem::is_regular_file(path)) throw InputError(fmt::format("{}: no such file", path.string()));
  const int status = nc_open(path.c_str(), NC_NOWRITE, &id);
  if (status != NC_NOERR) throw InputError(fmt::format("{}: not a readable NetCDF file ({})", path.string(), nc_strerror(status)));
  return {id, path.string()};
}

NetcdfFile::~NetcdfFile() {
  if (id_ != closed) nc_close(id_);
}

int NetcdfFile::define_dimension(const std::string& name, std::size_t length) {
  int id = 0;
  check(nc_def_dim(id_, name.c_str(), length, &id), name);
  return id;
}

int NetcdfFile::define_strings(const std::string& name, int dimension) {
  int id = 0;
  check(nc_def_var(id_, name.c_str(), NC_STRING, 1, &dimension, &id), name);
  return id;
}

int NetcdfFile::define_ints(const std::string& name, std::span<const int> dimensions) {
  int id = 0;
  check(nc_def_var(id_, name.c_str(), NC_INT, static_cast<int>(dimensions.size()), dimensions.data(), &id), name);
  return id;
}

int NetcdfFile::define_doubles(const std::string& name, std::span<const int> dimensions, std::span<const std::size_t> chunk) {
  int id = 0;
  const double fill = std::numeric_limits<double>::quiet_NaN();
  check(nc_def_var(id_, name.c_str(), NC_DOUBLE, static_cast<int>(dimensions.size()), dimensions.data(), &id), name);
  check(nc_def_var_fill(id_, id, NC_FILL, &fill), name);
  if (!chunk.empty()) {
    check(nc_def_var_chunking(id_, id, NC_CHUNKED, chunk.data()), name);
    check(nc_def_var_deflate(id_, id, NC_SHUFFLE, 1, deflate_level), name);
    check(nc_def_var_fletcher32(id_, id, NC_FLETCHER32), name);
  }
  return id;
}

void NetcdfFile::text(int variable, const std::string& name, const std::string& value) {
  check(nc_put_att_text(id_, variable, name.c_str(), value.size(), value.data()), name);
}

void NetcdfFile::number(int variable, const std::string& name, std::int64_t value) {
  const long long x = value;
  check(nc_put_att_longlong(id_, variable, name.c_str(), NC_INT64, 1, &x), name);
}

void NetcdfFile::number(int variable, const std::string& name, std::uint64_t value) {
  const unsigned long long x = value;
  check(nc_put_att_ulonglong(id_, variable, name.c_str(), NC_UINT64, 1, &x), name);
}

void NetcdfFile::end_definitions() { check(nc_enddef(id_), "definitions"); }

void NetcdfFile::put(int variable, const std::vector<std::string>& values) {
  std::vector<const char*> pointers;
  for (const std::string& v : values) pointers.push_back(v.c_str());
  check(nc_put_var_string(id_, variable, pointers.data()), "write");
}

void NetcdfFile::put(int variable, std::span<const int> values) { check(nc_put_var_int(id_, variable, values.data()), "write"); }

void NetcdfFile::put(int variable, std::span<const double> values) { check(nc_put_var_double(id_, variable, values.data()), "write"); }

std::vector<std::byte> NetcdfFile::close_to_bytes() {
  NC_memio image{};
  const int status = nc_close_memio(id_, &image);
  id_ = closed;
  check(status, "close");
  const std::unique_ptr<void, decltype(&std::free)> owner(image.memory, &std::free);
  const auto* first = static_cast<const std::byte*>(image.memory);
  return {first, first + image.size};
}

std::optional<std::string> NetcdfFile::text_of(int variable, const std::string& name) const {
  nc_type type = NC_NAT;
  std::size_t length = 0;
  if (nc_inq_att(id_, variable, name.c_str(), &type, &length) != NC_NOERR) return std::nullopt;
  if (type == NC_CHAR) {
    std::string value(length, ' ');
    check(nc_get_att_text(id_, variable, name.c_str(), value.data()), name);
    return value;
  }
  if (type == NC_STRING || length != 1) return std::nullopt;
  if (type == NC_UINT64) {
    unsigned long long value = 0;
    check(nc_get_att_ulonglong(id_, variable, name.c_str(), &value), name);
    return fmt::format("{}", value);
  }
  long long value = 0;
  check(nc_get_att_longlong(id_, variable, name.c_str(), &value), name);
  return fmt::format("{}", value);
}

std::vector<std::string> NetcdfFile::variables() const {
  int count = 0;
  check(nc_inq_nvars(id_, &count), "variables");
  std::vector<std::string> names;
  for (int v = 0; v < count; ++v) {
    std::array<char, NC_MAX_NAME + 1> name{};
    check(nc_inq_varname(id_, v, name.data()), "variables");
    names.emplace_back(name.data());
  }
  return names;
}

std::optional<int> NetcdfFile::find(const std::string& variable) const {
  int id = 0;
  if (nc_inq_varid(id_, variable.c_str(), &id) != NC_NOERR) return std::nullopt;
  return id;
}

std::vector<std::string> NetcdfFile::dimensions_of(int variable) const {
  int count = 0;
  check(nc_inq_varndims(id_, variable, &count), "dimensions");
  std::vector<int> ids(static_cast<std::size_t>(count));
  check(nc_inq_vardimid(id_, variable, ids.data()), "dimensions");
  std::vector<std::string> names;
  for (const int d : ids) {
    std::array<char, NC_MAX_NAME + 1> name{};
    check(nc_inq_dimname(id_, d, name.data()), "dimensions");
    names.emplace_back(name.data());
  }
  return names;
}

std::optional<std::size_t> NetcdfFile::length_of(const std::string& dimension) const {
  int id = 0;
  std::size_t length = 0;
  if (nc_inq_dimid(id_, dimension.c_str(), &id) != NC_NOERR) return std::nullopt;
  check(nc_inq_dimlen(id_, id, &length), dimension);
  return length;
}

std::size_t NetcdfFile::size_of(int variable) const {
  std::size_t size = 1;
  for (const std::string& name : dimensions_of(variable)) size *= length_of(name).value_or(0);
  return size;
}

std::vector<double> NetcdfFile::doubles(int variable) const {
  std::vector<double> values(size_of(variable));
  if (!values.empty()) check(nc_get_var_double(id_, variable, values.data()), "read");
  return values;
}

std::vector<std::string> NetcdfFile::strings(int variable) const {
  std::vector<char*> pointers(size_of(variable), nullptr);
  if (!pointers.empty()) check(nc_get_var_string(id_, variable, pointers.data()), "read");
  std::vector<std::string> values;
  for (const char* p : pointers) values.emplace_back(p == nullptr ? "" : p);
  check(nc_free_string(pointers.size(), pointers.data()), "read");
  return values;
}

}  // namespace kringloop::output
