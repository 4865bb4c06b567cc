#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "input/number.hpp"
#include "input/pack_check.hpp"
#include "input/scalar.hpp"
#include "input/scenario.hpp"

namespace kringloop::input {

namespace {
namespace fs = std::filesystem;

Position where(const Settings& settings, const std::string& full, const fs::path& file) {
  const auto found = settings.given.find(full);
  if (found == settings.given.end() || found->second.file.empty()) return {file.lexically_normal().string(), 0, 0};
  return {found->second.file, found->second.line, found->second.column};
}

// Folders that may hold data/ and paths/, nearest first.
std::vector<fs::path> roots(const fs::path& file, const std::vector<std::string>& look_in) {
  std::vector<fs::path> list;
  std::error_code error;
  const auto add = [&](const fs::path& folder) {
    for (const fs::path& candidate : {folder, folder / "scenarios"})
      if ((fs::is_directory(candidate / "data", error) || fs::is_directory(candidate / "paths", error)) &&
          std::find(list.begin(), list.end(), candidate) == list.end())
        list.push_back(candidate);
  };
  const auto add_upwards = [&](fs::path folder) {
    for (; !folder.empty(); folder = folder.parent_path()) {
      add(folder);
      if (folder == folder.root_path()) break;
    }
  };
  const fs::path own = fs::absolute(file, error).lexically_normal().parent_path();
  for (const std::string& folder : look_in) add(own / folder);  // an absolute folder stays itself
  add_upwards(own);
  add_upwards(fs::current_path(error));
  if (const char* named = std::getenv("KRINGLOOP_SCENARIOS"); named != nullptr && *named != '\0') add(named);
  if (const fs::path program = fs::read_symlink("/proc/self/exe", error); !error) add_upwards(program.parent_path());
  return list;
}

// The first root that holds `inside`; nothing when none does.
std::optional<fs::path> root_with(const std::vector<fs::path>& list, const fs::path& inside) {
  std::error_code error;
  for (const fs::path& root : list)
    if (fs::exists(root / inside, error)) return root;
  return std::nullopt;
}

// Names under `folder` of every root, for suggestions.
std::vector<std::string> names_in(const std::vector<fs::path>& list, const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::path& root : list)
    for (const auto& entry : fs::directory_iterator(root / folder, error))
      names.push_back((folder.filename() == "data" ? "" : "paths/") + entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string looked_in(const std::vector<fs::path>& list) {
  std::vector<std::string> names;
  for (const fs::path& root : list) names.push_back(root.string());
  return names.empty() ? " (no folder with data/ and paths/ was found)" : fmt::format(" (looked in {})", fmt::join(names, ", "));
}

bool plain_name(const std::string& name) { return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos; }

std::string range_of(const Figure& figure) {
  return figure.low < figure.high ? fmt::format("{} to {}", written(figure.low), written(figure.high)) : written(figure.value);
}

// What shocks make of a parameter must be possible in every quarter.
void check_shocked_parameters(const Settings& settings, const Pack& pack, const fs::path& file, Complaints& complaints) {
  std::vector<std::string> told;
  for (const Shock& shock : settings.shocks) {
    const auto found = pack.parameters.find(shock.parameter);
    if (found == pack.parameters.end() || std::find(told.begin(), told.end(), shock.parameter) != told.end()) continue;
    const Bounds bounds = bounds_of_scenario(found->second);
    for (Quarter q = settings.run.start; q <= settings.run.until; q = q + 1) {
      const double value = settings.parameter(shock.parameter, q);
      if (bounds.hold(value)) continue;
      complaints.add(where(settings, "shock." + shock.name + ".parameter", file),
                     fmt::format("parameter '{}' becomes {} {} in {}: it can be {} to {} (the pack gives {})", shock.parameter, written(value), found->second.unit,
                                 q.text(), written(bounds.low), written(bounds.high), range_of(found->second)));
      told.push_back(shock.parameter);
      break;
    }
  }
}

// Parameters: known to the pack, in its unit, within what the unit can be; those not given get the pack's value.
void settle_parameters(Settings& settings, const Pack& pack, const fs::path& file, Complaints& complaints) {
  std::vector<std::string> names;
  for (const auto& [name, figure] : pack.parameters) names.push_back(name);
  for (auto& [name, value] : settings.parameters) {
    const std::string full = "parameters." + name;
    const Position at = where(settings, full, file);
    const auto found = pack.parameters.find(name);
    if (found == pack.parameters.end()) {
      complaints.add(at, fmt::format("pack '{}' has no parameter '{}'{}", pack.name, name, suggestion(name, names)));
      continue;
    }
    const Figure& figure = found->second;
    Given& given = settings.given[full];
    Range& range = settings.ranges[full];
    if (!given.unit.empty() && given.unit != figure.unit) {
      bool fits = true;
      for (double* number : {&range.value, &range.low, &range.high}) {
        const auto in_own = converted(*number, given.unit, figure.unit);
        fits = fits && in_own.has_value();
        *number = in_own.value_or(*number);
      }
      if (!fits) {
        complaints.add(
            at, fmt::format("'{}' cannot be given in '{}'; units it takes: {}", full, given.unit, fmt::join(units_for(figure.unit), ", ")));
        continue;
      }
    }
    given.unit.clear();
    given.toml = toml_of(range, given.ranged);
    value = range.value;
    const Bounds bounds = bounds_of_scenario(figure);
    if (const double wrong = bounds.hold(range.low) ? range.high : range.low; !bounds.hold(wrong))
      complaints.add(at, fmt::format("'{}' cannot be {} {}: it can be {} to {} (the pack gives {}){}", full, written(wrong), figure.unit, written(bounds.low),
                                     written(bounds.high), range_of(figure), figure.unit == "fraction" && wrong > 1 ? "; write 15 % as \"15 %\" or 0.15" : ""));
    else if (range.low < figure.low || range.high > figure.high)
      settings.warnings.push_back(fmt::format("{}: {} = {} {} is outside the range {} to {} that the pack gives", given.origin, full,
                                              given.toml, figure.unit, written(figure.low), written(figure.high)));
    if (!given.ranged) settings.ranges.erase(full);
  }
  for (const auto& [name, figure] : pack.parameters)
    if (settings.parameters.emplace(name, figure.value).second)
      settings.given["parameters." + name] = {
          written(figure.value), fmt::format("pack {}, {}", pack.name, name_of(figure.quality)), true, false, "", "", 0, 0};
  for (const Shock& shock : settings.shocks)
    if (!shock.parameter.empty() && !pack.parameters.contains(shock.parameter))
      complaints.add(where(settings, "shock." + shock.name + ".parameter", file),
                     fmt::format("pack '{}' has no parameter '{}'{}", pack.name, shock.parameter, suggestion(shock.parameter, names)));
}

void settle_run(Settings& settings, const Pack& pack, const fs::path& file, Complaints& complaints) {
  const Quarter first{pack.base_year + 1, 1};
  if (settings.run.start.index == 0) {
    settings.run.start = first;
    settings.given["run.start"] = {
        toml_quoted(first.text()), fmt::format("first quarter after the base year of pack {}", pack.name), true, false, "", "", 0, 0};
  } else if (settings.run.start != first) {
    complaints.add(where(settings, "run.start", file),
                   fmt::format("pack '{}' describes {}, so a run starts in {}, not in {}; leave run.start out", pack.name, pack.base_year,
                               first.text(), settings.run.start.text()));
    return;
  }
  if (settings.run.until < settings.run.start)
    complaints.add(where(settings, "run.until", file),
                   fmt::format("the run ends in {}, before it starts in {}", settings.run.until.text(), settings.run.start.text()));
  for (const Shock& shock : settings.shocks) {
    if (shock.start > settings.run.until)
      settings.warnings.push_back(fmt::format("shock '{}' starts in {}, after the run ends", shock.name, shock.start.text()));
    if (shock.end + shock.ramp < settings.run.start)
      settings.warnings.push_back(fmt::format("shock '{}' is over in {}, before the run starts", shock.name, (shock.end + shock.ramp).text()));
  }
}

// Every industry with workers must keep at least one.
void check_scale(const Settings& settings, const Pack& pack, const fs::path& file, Complaints& complaints) {
  if (pack.accounts.size() != pack.industries.size()) return;
  double smallest = INFINITY;
  std::size_t which = 0;
  for (std::size_t i = 0; i < pack.accounts.size(); ++i)
    if (pack.accounts[i].persons > 0 && pack.accounts[i].persons < smallest) {
      smallest = pack.accounts[i].persons;
      which = i;
    }
  if (static_cast<double>(settings.run.scale) > smallest)
    complaints.add(
        where(settings, "run.scale", file),
        fmt::format("at scale {} industry '{}' ({}) with its {:.0f} persons is left without one; the largest scale for "
                    "this pack is {:.0f}",
                    settings.run.scale, pack.industries[which].code, pack.industries[which].name, smallest, std::floor(smallest)));
}

// Rules of the published model read tables that a pack need not have.
void check_published_rules(const Settings& settings, const Pack& pack, const fs::path& file, Complaints& complaints) {
  const Economy& e = settings.economy;
  const auto needs = [&](bool chosen, const char* key) {
    if (chosen && pack.published.empty())
      complaints.add(where(settings, std::string("economy.") + key, file),
                     fmt::format("pack '{}' has no published.csv and history.csv, which this rule reads; 'kringloop validate pack' makes packs that do", pack.name));
  };
  needs(e.expectations == Economy::Expectations::ar1, "expectations");
  needs(e.households == Economy::Households::expected_income, "households");
  needs(e.finance == Economy::Finance::cash_need, "finance");
  needs(e.outside == Economy::Outside::ar1, "outside");
  if (e.trade == Economy::Trade::national && e.outside != Economy::Outside::ar1)
    complaints.add(where(settings, "economy.trade", file), "a national market has a seller abroad whose offer economy.outside = \"ar1\" sets");
  if (e.trade == Economy::Trade::national && e.production != Economy::Production::to_stock)
    complaints.add(where(settings, "economy.trade", file), "a national market sells from stock: set economy.production = \"to_stock\"");
}

}  // namespace

Inputs load_inputs(const fs::path& file, const Overrides& overrides, const std::vector<NeededParameter>& needed_parameters) {
  Complaints complaints;
  Inputs inputs;
  Settings& settings = inputs.settings;
  settings = resolve(file, overrides, complaints);
  if (settings.pack.empty() && !complaints.empty()) complaints.throw_if_any();
  const std::vector<fs::path> places = roots(file, settings.look_in);
  std::vector<std::string> used;
  const auto use = [&](const fs::path& root) {
    const std::string text = fs::absolute(root).lexically_normal().string();
    if (std::find(used.begin(), used.end(), text) == used.end()) used.push_back(text);
  };

  const std::size_t before_pack = complaints.size();
  bool have_pack = false;
  if (!plain_name(settings.pack)) {
    complaints.add(where(settings, "pack.name", file),
                   fmt::format("'{}' is not the name of a pack: name the folder under data/, without slashes", settings.pack));
  } else if (const auto root = root_with(places, fs::path("data") / settings.pack)) {
    use(*root);
    inputs.pack = load_pack(*root / "data" / settings.pack, Completeness::whole, complaints);
    have_pack = complaints.size() == before_pack;
    if (have_pack) (void)check_identities(inputs.pack, complaints);
  } else {
    complaints.add(where(settings, "pack.name", file), fmt::format("there is no data pack '{}'{}{}", settings.pack,
                                                                   suggestion(settings.pack, names_in(places, "data")), looked_in(places)));
  }
  bool have_paths = true;
  for (const std::string& name : settings.paths) {
    if (const auto root = root_with(places, name)) {
      use(*root);
      const std::size_t before = complaints.size();
      read_path_file(*root / name, (*root / name).lexically_normal().string(), inputs.paths, complaints);
      have_paths = have_paths && complaints.size() == before;
    } else {
      complaints.add(where(settings, "paths.files", file),
                     fmt::format("there is no path file '{}'{}{}", name, suggestion(name, names_in(places, "paths")), looked_in(places)));
      have_paths = false;
    }
  }
  if (have_pack) {
    settle_parameters(settings, inputs.pack, file, complaints);
    settle_run(settings, inputs.pack, file, complaints);
    check_parameters(inputs.pack, needed_parameters, complaints);
    check_shocked_parameters(settings, inputs.pack, file, complaints);
    check_scale(settings, inputs.pack, file, complaints);
    check_published_rules(settings, inputs.pack, file, complaints);
  }
  if (have_paths && settings.run.start.index > 0 && settings.run.start <= settings.run.until)
    inputs.paths.check_horizon(settings.run.start, settings.run.until, where(settings, "paths.files", file), complaints);
  if (have_paths && have_pack) inputs.paths.check_base_year(inputs.pack.base_year, complaints);
  inputs.paths.set_shocks(settings.shocks);
  if (have_paths && settings.run.start.index > 0 && settings.run.start <= settings.run.until)
    inputs.paths.check_values(settings.run.start, settings.run.until, where(settings, "paths.files", file), complaints);
  if (settings.output_groups != std::vector<std::string>{"all"})
    complaints.add(where(settings, "output.groups", file), "only [\"all\"] is written by this version; leave output.groups out");
  if (!used.empty()) {
    std::vector<std::string> quoted;
    for (const std::string& root : used) quoted.push_back(toml_quoted(root));
    settings.look_in = used;
    settings.given["places.look_in"] = {fmt::format("[{}]", fmt::join(quoted, ", ")), "where they were found", false, false, "", "", 0, 0};
  }
  complaints.throw_if_any();
  return inputs;
}

}  // namespace kringloop::input
