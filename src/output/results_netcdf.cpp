// Results as a NetCDF-4 file after CF-1.11 (docs/output-format.md says what a reader finds).
#include <array>
#include <chrono>
#include <map>

#include <fmt/format.h>
#include <netcdf.h>

#include "base/file.hpp"
#include "output/netcdf_file.hpp"
#include "output/results.hpp"

namespace kringloop::output {

namespace {

constexpr auto epoch = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
constexpr std::size_t worth_compressing = 16'384;  // bytes; a chunk index costs 2 kB
constexpr const char* time_units = "days since 2000-01-01";

int day_of(Quarter quarter) {
  const auto month = std::chrono::month{static_cast<unsigned>(quarter.of_year() * 3 - 2)};
  return static_cast<int>((std::chrono::sys_days{std::chrono::year{quarter.year()} / month / 1} - epoch).count());
}

// A variable already defined and what to write to it.
struct Labels {
  int variable;
  const std::vector<std::string>* values;
};

void describe_run(NetcdfFile& file, const Results& results) {
  const Provenance& p = results.provenance();
  file.text(NC_GLOBAL, "Conventions", "CF-1.11");
  file.text(NC_GLOBAL, "title", p.title);
  file.text(NC_GLOBAL, "source", fmt::format("Kringloop {}, agent-based transition scenario simulator", p.version));
  file.text(NC_GLOBAL, "version", p.version);
  file.text(NC_GLOBAL, "commit", p.commit);
  file.number(NC_GLOBAL, "seed", p.seed);
  file.number(NC_GLOBAL, "scale", p.scale);
  file.text(NC_GLOBAL, "pack", p.pack);
  file.text(NC_GLOBAL, "pack_checksum", p.pack_checksum);
  file.text(NC_GLOBAL, "scenario_checksum", p.scenario_checksum);
  file.text(NC_GLOBAL, "content_checksum", results.content_checksum());
}

}  // namespace

std::vector<std::byte> Results::netcdf(Compression compression) const {
  NetcdfFile file = NetcdfFile::in_memory();
  describe_run(file, *this);

  const int time_dimension = file.define_dimension("time", quarters_);  // length 0 = unlimited: an empty file is valid too
  const int bounds_dimension = file.define_dimension("bounds", 2);
  const int time = file.define_ints("time", std::array{time_dimension});
  file.text(time, "units", time_units);
  file.text(time, "calendar", "proleptic_gregorian");
  file.text(time, "standard_name", "time");
  file.text(time, "long_name", "first day of the quarter");
  file.text(time, "axis", "T");
  file.text(time, "bounds", "time_bounds");
  const int time_bounds = file.define_ints("time_bounds", std::array{time_dimension, bounds_dimension});

  std::map<std::string, int> dimension_ids;
  std::map<std::string, std::string> coordinates;  // auxiliary coordinates by dimension
  std::vector<Labels> labels;
  for (const Dimension& d : dimensions_) {
    const int id = dimension_ids[d.name] = file.define_dimension(d.name, d.labels.size());
    const auto add = [&](const std::string& name, const std::string& long_name, const std::vector<std::string>& values) {
      const int variable = file.define_strings(name, id);
      file.text(variable, "long_name", long_name);
      labels.push_back({variable, &values});
      if (name != d.name) coordinates[d.name] += (coordinates[d.name].empty() ? "" : " ") + name;
    };
    add(d.name, d.long_name, d.labels);
    add(d.name + "_code", "code of " + d.long_name, d.codes);
    for (const Beside& column : d.beside) add(column.name, column.name, column.values);
  }

  std::vector<int> variables;
  for (std::size_t i = 0; i < indicators_.size(); ++i) {
    const Indicator& indicator = indicators_[i];
    std::vector<int> ids{time_dimension};
    std::vector<std::size_t> lengths{quarters_};
    std::string beside;
    for (const std::string& name : dimensions_of(indicator)) {
      ids.push_back(dimension_ids.at(name));
      lengths.push_back(dimension(name).labels.size());
      beside += (beside.empty() ? "" : " ") + coordinates[name];
    }
    const bool chunked = compression == Compression::deflate && series_[i].size() * sizeof(double) >= worth_compressing;
    const int variable = file.define_doubles(std::string(indicator.name), ids, chunked ? lengths : std::vector<std::size_t>{});
    file.text(variable, "units", std::string(indicator.unit));
    file.text(variable, "long_name", std::string(indicator.long_name));
    file.text(variable, "definition", std::string(indicator.definition));
    file.text(variable, "source", std::string(indicator.source));
    file.text(variable, "cell_methods", std::string(cell_methods(indicator.timing)));
    if (!indicator.iamc_name.empty()) file.text(variable, "iamc_name", std::string(indicator.iamc_name));
    if (!beside.empty()) file.text(variable, "coordinates", beside);
    variables.push_back(variable);
  }
  file.end_definitions();

  for (const Labels& l : labels) file.put(l.variable, *l.values);
  if (quarters_ > 0) {
    std::vector<int> starts;
    std::vector<int> edges;
    for (int q = 0; q < static_cast<int>(quarters_); ++q) {
      starts.push_back(day_of(first_ + q));
      edges.insert(edges.end(), {day_of(first_ + q), day_of(first_ + (q + 1))});
    }
    file.put(time, std::span<const int>(starts));
    file.put(time_bounds, std::span<const int>(edges));
    for (std::size_t i = 0; i < variables.size(); ++i) file.put(variables[i], std::span<const double>(series_[i]));
  }
  return file.close_to_bytes();
}

void Results::publish(const std::filesystem::path& path, Compression compression) const {
  kringloop::publish(path, std::span<const std::byte>(netcdf(compression)));
}

}  // namespace kringloop::output
