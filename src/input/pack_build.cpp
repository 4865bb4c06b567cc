#include "input/pack_build.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "input/csv.hpp"
#include "input/pack_build_tables.hpp"
#include "input/toml.hpp"

namespace kringloop::input {

namespace {

using build::Economy;
using build::Tables;

struct Head {
  std::string method, structure, kept;  // kept: pack.toml up to [sha256]
  int base_year = 0;
};

Head read_head(const std::filesystem::path& folder) {
  Complaints complaints;
  const auto file = folder / "pack.toml";
  const auto toml = read_toml(file, file.lexically_normal().string(), complaints);
  complaints.throw_if_any();
  Head head;
  const Position whole{file.lexically_normal().string(), 0, 0};
  const TomlValue* section = toml->member("build");
  const TomlValue* method = section != nullptr ? section->member("method") : nullptr;
  const TomlValue* year = toml->member("base_year");
  if (method == nullptr || method->kind != TomlValue::Kind::text)
    complaints.add(whole, "[build] needs method = \"input_output_table\", \"projection\" or \"none\"");
  else head.method = method->text;
  if (year == nullptr || year->kind != TomlValue::Kind::integer) complaints.add(whole, "'base_year' is missing");
  else head.base_year = static_cast<int>(year->integer);
  if (const TomlValue* structure = section != nullptr ? section->member("structure") : nullptr; structure != nullptr) head.structure = structure->text;
  if (head.method == "projection" && head.structure.empty()) complaints.add(whole, "method \"projection\" needs structure = \"../PACK\"");
  complaints.throw_if_any();
  const std::string text = read_text(file);
  head.kept = text.substr(0, text.find("[sha256]"));
  return head;
}

Economy economy_of(const std::filesystem::path& folder, const Head& head) {
  if (head.method == "input_output_table") return build::economy_from_table(folder, head.base_year);
  const auto from = (folder / head.structure).lexically_normal();
  const Head structure = read_head(from);
  if (structure.method != "input_output_table")
    throw InputError(fmt::format("{} has no input-output table: a structure needs method = \"input_output_table\"", from.string()));
  return build::economy_from_projection(folder, head.base_year, build::economy_from_table(from, structure.base_year));
}

// accounts first, then the others by name; a key that was there already is left out.
std::string merged_sources(const std::filesystem::path& folder, Complaints& complaints) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::exists(folder / "sources"))
    for (const auto& entry : std::filesystem::directory_iterator(folder / "sources"))
      if (entry.path().filename().string().ends_with("_sources.csv")) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  if (files.empty()) return {};
  const std::vector<std::string> columns{"key", "title", "publisher", "table", "licence", "note"};
  std::string text = fmt::format("{}\n", fmt::join(columns, ","));
  std::set<std::string, std::less<>> seen;
  for (const auto& file : files) {
    const Csv csv = Csv::read(file, file.lexically_normal().string(), complaints);
    const auto order = csv.columns(columns, complaints);
    if (!order) continue;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
      if (!seen.emplace(csv.cell(row, (*order)[0])).second) continue;
      for (std::size_t c = 0; c < columns.size(); ++c) text += build::quoted_cell(csv.cell(row, (*order)[c])) + (c + 1 < columns.size() ? "," : "\n");
    }
  }
  return text;
}

// Every table beside pack.toml is listed, also those that are not made here.
std::string checksum_list(const std::filesystem::path& folder, const Tables& tables, std::size_t& count) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".csv") names.insert(entry.path().filename().string());
  for (const auto& [name, text] : tables) names.insert(name);
  names.erase("balancing_report.csv");
  std::string list = "[sha256]\n";
  for (const std::string& name : names) {
    const auto made = tables.find(name);
    list += fmt::format("\"{}\" = \"{}\"\n", name, made != tables.end() ? sha256(std::string_view(made->second)) : sha256_of_file(folder / name));
  }
  count = names.size();
  return list;
}

}  // namespace

BuildSummary build_pack(const std::filesystem::path& folder) {
  const Head head = read_head(folder);
  BuildSummary summary;
  Tables tables;
  Complaints complaints;
  if (std::string sources = merged_sources(folder, complaints); !sources.empty()) tables["sources.csv"] = std::move(sources);
  complaints.throw_if_any();
  if (head.method != "none") {
    Economy economy = economy_of(folder, head);
    summary.sweeps = economy.balanced.sweeps;
    summary.largest_error = economy.balanced.largest_error;
    if (!economy.balanced.within(1e-9))
      throw InputError(fmt::format("{}: the totals in sources/ cannot be met together; after {} sweeps a row or column is still off by {:.2g}",
                                   folder.string(), economy.balanced.sweeps, economy.balanced.largest_error));
    build::round_to_written(economy);
    const auto accounts = build::built_accounts(economy);
    build::write_production(economy, accounts, tables);
    build::write_institutions(economy, accounts, folder, tables);
    build::write_energy(economy, folder, tables);
    build::write_report(economy, accounts, folder, tables);
  }
  const std::string pack = head.kept + checksum_list(folder, tables, summary.tables);
  tables["pack.toml"] = pack;
  for (const auto& [name, text] : tables) {
    const auto path = folder / name;
    if (std::filesystem::exists(path) && read_text(path) == text) continue;
    publish(path, text);
    summary.changed.push_back(name);
  }
  return summary;
}

}  // namespace kringloop::input
