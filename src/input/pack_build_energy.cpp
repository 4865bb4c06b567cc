// Energy use by industry from the figures of groups of users: within a group by what each buys of the good that carries it.
#include <fmt/format.h>

#include "base/error.hpp"
#include "input/pack_build_tables.hpp"

namespace kringloop::input::build {

namespace {

std::vector<std::size_t> users_in(const Economy& e, std::string_view group) {
  std::vector<std::size_t> users;
  for (std::size_t from = 0; from <= group.size();) {
    const std::size_t to = std::min(group.find(';', from), group.size());
    const std::string_view user = group.substr(from, to - from);
    users.push_back(user == "household_consumption" ? e.column(household) : e.industries.index(user));
    from = to + 1;
  }
  return users;
}

}  // namespace

void write_energy(const Economy& e, const std::filesystem::path& folder, Tables& tables) {
  const auto file = folder / "sources" / "energy_groups.csv";
  if (!std::filesystem::exists(file)) return;
  Complaints complaints;
  const Table groups = Table::read(file, file.lexically_normal().string(), {"users", "carrier", "purpose", "good"}, nullptr, complaints);
  complaints.throw_if_any();
  TableText text({"user", "carrier", "purpose", "good"});
  for (std::size_t row = 0; row < groups.size(); ++row) {
    const auto users = users_in(e, groups.key(row, 0));
    const std::size_t good = e.industries.index(groups.key(row, 3));
    double bought = 0.0;
    for (const std::size_t user : users) bought += e.use.value(good, user);
    if (bought <= 0.0) throw InputError(fmt::format("sources/energy_groups.csv: {} buy nothing of good {}", groups.key(row, 0), groups.key(row, 3)));
    const Figure figure = groups.figure(row);
    for (const std::size_t user : users) {
      Figure part = with_value(figure, figure.value * e.use.value(good, user) / bought);
      if (rounded(part.value) == 0.0) continue;
      if (users.size() > 1 && part.quality == Quality::measured) part.quality = Quality::derived;
      text.add({user < e.size() ? e.industries.code[user] : "household_consumption", std::string(groups.key(row, 1)), std::string(groups.key(row, 2)),
                e.industries.code[good]}, part);
    }
  }
  tables["energy_use.csv"] = text.text();
}

}  // namespace kringloop::input::build
