#include "input/pack_demography.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "input/number.hpp"

namespace kringloop::input {

namespace {
constexpr int oldest = static_cast<int>(Demography::ages) - 1;
constexpr double most_a_year = 5;  // [1/year] at this rate seven in ten are gone in a quarter

struct Cell {
  double value = 0;
  std::int32_t row = -1;  // where it was given
};
using ByAge = std::array<std::array<Cell, sexes>, Demography::ages>;

// One category (event, level, status) by single age and sex; counts are divided over the ages and sexes they are given for.
class Spread {
 public:
  Spread(const Table& table, std::size_t categories, Complaints& complaints) : table_(table), cells_(categories), complaints_(complaints) {}

  void add(std::size_t row, std::size_t category, std::string_view age, std::size_t age_key, std::string_view sex, std::size_t sex_key,
           bool count) {
    const auto range = parse_ages(age);
    if (!range) {
      complaints_.add(table_.key_position(row, age_key), fmt::format("'{}' is not an age; write 37, 15-19 or 90+", age));
      return;
    }
    std::size_t first = 0, last = sexes - 1;
    if (!sex.empty() && sex != "all") {
      const std::int32_t index = codes::sex().index(sex);
      if (index < 0) {
        complaints_.add(table_.key_position(row, sex_key), fmt::format("unknown sex '{}'; write M, F, or nothing for both", sex));
        return;
      }
      first = last = static_cast<std::size_t>(index);
    }
    const double share = count ? 1.0 / ((range->second - range->first + 1) * static_cast<double>(last - first + 1)) : 1.0;
    for (int a = range->first; a <= range->second; ++a)
      for (std::size_t s = first; s <= last; ++s) {
        Cell& cell = cells_[category][static_cast<std::size_t>(a)][s];
        if (cell.row >= 0) {
          complaints_.add(table_.key_position(row, age_key),
                          fmt::format("age {} is in line {} already", a, table_.position(static_cast<std::size_t>(cell.row)).line));
          return;
        }
        cell = {table_.value(row) * share, static_cast<std::int32_t>(row)};
      }
  }
  [[nodiscard]] const ByAge& operator[](std::size_t category) const { return cells_[category]; }

 private:
  const Table& table_;
  std::vector<ByAge> cells_;
  Complaints& complaints_;
};

// Over the ages of a band: sum of counts.
double band_sum(const ByAge& ages, std::size_t band, std::size_t sex) {
  double sum = 0;
  const int last = band == age_bands - 1 ? oldest : first_age(band) + 4;
  for (int a = first_age(band); a <= last; ++a) sum += ages[static_cast<std::size_t>(a)][sex].value;
  return sum;
}

double band_mean(const ByAge& ages, std::size_t band, std::size_t sex) {
  const int count = band == age_bands - 1 ? oldest - first_age(band) + 1 : 5;
  return band_sum(ages, band, sex) / count;
}

// The shares of a table keyed age, sex, category.
template <std::size_t categories>
void read_shares(const Table& table, const KeyList& category,
                 std::array<std::array<std::array<double, categories>, sexes>, age_bands>& into, Complaints& complaints) {
  if (!table.readable()) return;
  const std::size_t before = complaints.size();
  Spread spread(table, categories, complaints);
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::int32_t index = category.index(table.key(row, 2));
    if (index < 0) {
      complaints.add(table.key_position(row, 2),
                     fmt::format("unknown {} '{}'{}", category.what(), table.key(row, 2), suggestion(table.key(row, 2), category.names())));
      continue;
    }
    if (table.unit(row) != "fraction")
      complaints.add(table.unit_position(row), fmt::format("unit '{}' here must be 'fraction'", table.unit(row)));
    spread.add(row, static_cast<std::size_t>(index), table.key(row, 0), 0, table.key(row, 1), 1, false);
  }
  if (complaints.size() != before || table.size() != table.csv().rows()) return;
  for (std::size_t band = 0; band < age_bands; ++band)
    for (std::size_t sex = 0; sex < sexes; ++sex) {
      double sum = 0;
      bool given = false;
      for (std::size_t c = 0; c < categories; ++c) {
        into[band][sex][c] = band_mean(spread[c], band, sex);
        sum += into[band][sex][c];
        given = given || spread[c][static_cast<std::size_t>(first_age(band))][sex].row >= 0;
      }
      if (!given && band < 3) continue;  // below 15
      if (std::abs(sum - 1) > 1e-6)
        complaints.add({table.csv().file(), 0, 0}, fmt::format("ages {}, sex {}: the shares sum to {}, not to 1",
                                                               codes::age_band().names()[band], codes::sex().names()[sex], written(sum)));
    }
}
}  // namespace

std::optional<std::pair<int, int>> parse_ages(std::string_view text) {
  const auto age = [](std::string_view part) -> std::optional<int> {
    const auto value = parse_integer(part);
    if (!value || *value < 0 || *value > 130) return std::nullopt;
    return std::min(static_cast<int>(*value), oldest);
  };
  if (!text.empty() && text.back() == '+') {
    const auto first = age(text.substr(0, text.size() - 1));
    return first ? std::optional(std::pair(*first, oldest)) : std::nullopt;
  }
  if (const auto dash = text.find('-'); dash != std::string_view::npos && dash > 0) {
    const auto first = age(text.substr(0, dash)), last = age(text.substr(dash + 1));
    return first && last && *first <= *last ? std::optional(std::pair(*first, *last)) : std::nullopt;
  }
  const auto single = age(text);
  return single ? std::optional(std::pair(*single, *single)) : std::nullopt;
}

void read_demography(const Table& table, Pack& pack, Complaints& complaints) {
  if (!table.readable()) return;
  enum Event : std::size_t { mortality, fertility, immigration, emigration, leave_parental_home, partnering, separation, moving_in_with_others };
  const KeyList& events = codes::demographic_event();
  Spread spread(table, events.size(), complaints);
  std::vector<bool> given(events.size(), false), above_zero(events.size(), false);
  std::vector<std::size_t> first_row(events.size());
  const std::size_t before = complaints.size();
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::int32_t index = events.index(table.key(row, 0));
    if (index < 0) {
      complaints.add(table.key_position(row, 0),
                     fmt::format("unknown event '{}'{}", table.key(row, 0), suggestion(table.key(row, 0), events.names())));
      continue;
    }
    const auto event = static_cast<std::size_t>(index);
    if (table.unit(row) != events.unit(event))
      complaints.add(table.unit_position(row), fmt::format("unit '{}' here must be '{}'", table.unit(row), events.unit(event)));
    if (table.value(row) < 0) complaints.add(table.value_position(row), "a rate or count cannot be below 0");
    if (event != immigration && event != emigration && table.value(row) > most_a_year) complaints.add(table.value_position(row), fmt::format("a yearly rate of {} is not possible", written(table.value(row))));
    if (!given[event]) first_row[event] = row;
    given[event] = true;
    above_zero[event] = above_zero[event] || table.value(row) > 0;
    spread.add(row, event, table.key(row, 1), 1, table.key(row, 2), 2, event == immigration || event == emigration);
  }
  if (complaints.size() != before || table.size() != table.csv().rows()) return;
  for (std::size_t event = 0; event < events.size(); ++event)
    if (!given[event]) complaints.add({table.csv().file(), 0, 0}, fmt::format("no row for the event '{}'", events.names()[event]));
    else if (!above_zero[event]) complaints.add(table.value_position(first_row[event]), fmt::format("every row of the event '{}' is 0", events.names()[event]));
  Demography& d = pack.demography;
  for (std::size_t age = 0; age < Demography::ages; ++age) {
    for (std::size_t sex = 0; sex < sexes; ++sex) {
      const Cell& cell = spread[mortality][age][sex];
      d.mortality[age][sex] = cell.value;
      if (given[mortality] && cell.row < 0)
        complaints.add({table.csv().file(), 0, 0}, fmt::format("no mortality for age {}, sex {}", age, codes::sex().names()[sex]));
    }
    const auto both = [&](Event event) { return (spread[event][age][0].value + spread[event][age][1].value) / 2; };
    d.leave_parental_home[age] = both(leave_parental_home);
    d.partnering[age] = both(partnering);
    d.separation[age] = both(separation);
    d.moving_in_with_others[age] = both(moving_in_with_others);
  }
  for (std::size_t band = 0; band < age_bands; ++band) {
    d.fertility[band] = band_mean(spread[fertility], band, static_cast<std::size_t>(Sex::female));
    for (std::size_t sex = 0; sex < sexes; ++sex) {
      d.immigration[band][sex] = band_sum(spread[immigration], band, sex);
      d.emigration[band][sex] = band_sum(spread[emigration], band, sex);
    }
  }
}

void read_education(const Table& table, Pack& pack, Complaints& complaints) {
  read_shares(table, codes::education(), pack.education, complaints);
}

void read_activity(const Table& table, Pack& pack, Complaints& complaints) {
  read_shares(table, codes::activity(), pack.activity, complaints);
  for (std::size_t band = 0; band < 3; ++band)
    for (auto& shares : pack.activity[band])
      if (std::all_of(shares.begin(), shares.end(), [](double share) { return share == 0; }))
        shares[static_cast<std::size_t>(Activity::inactive)] = 1;
}

}  // namespace kringloop::input
