#include "input/parameter_sets.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "input/csv.hpp"
#include "input/number.hpp"

namespace kringloop::input {

namespace {

std::filesystem::path file_for(const std::filesystem::path& scenario) {
  for (const std::filesystem::path& folder : {scenario.parent_path(), std::filesystem::path("scenarios")})
    if (std::filesystem::exists(folder / accepted_parameters)) return folder / accepted_parameters;
  throw InputError(fmt::format("--parameter-set: there is no {} beside {} or in scenarios/", accepted_parameters, scenario.string()));
}

}  // namespace

std::vector<Overrides::Set> parameter_set(const std::filesystem::path& scenario, std::int64_t number) {
  const std::filesystem::path file = file_for(scenario);
  Complaints complaints;
  const Csv csv = Csv::read(file, file.string(), complaints);
  complaints.throw_if_any();
  const auto member = csv.column("member");
  if (!member) throw InputError(fmt::format("{}: there is no column 'member'", file.string()));
  const std::string origin = fmt::format("--parameter-set {} ({})", number, file.string());
  std::vector<Overrides::Set> set;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    if (parse_integer(csv.cell(row, *member)) != number) continue;
    for (const std::string& name : csv.header())
      if (name != "member") set.push_back({fmt::format("parameters.{}={}", name, csv.cell(row, *csv.column(name))), origin});
    return set;
  }
  throw InputError(fmt::format("{}: there is no set {}; it has {}", file.string(), number, csv.rows()));
}

}  // namespace kringloop::input
