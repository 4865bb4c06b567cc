// Firms by size and people by age for a reference case, which has counts only.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"
#include "validation/reference_writer.hpp"

namespace kringloop::validation {

namespace {

// Firms by size class: numbers fall with size by a power of the class's mean, the power such that the mean is the industry's.
std::array<double, 4> firms_by_class(double firms, double persons, const std::array<double, 4>& mean) {
  const auto shares = [&](double power) {
    std::array<double, 4> weight{};
    double sum = 0;
    for (std::size_t c = 0; c < weight.size(); ++c) sum += weight[c] = std::pow(mean[c], power);
    for (double& w : weight) w /= sum;
    return weight;
  };
  double low = -40, high = 40;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    const auto share = shares(middle);
    double size = 0;
    for (std::size_t c = 0; c < mean.size(); ++c) size += share[c] * mean[c];
    (size < persons / firms ? low : high) = middle;
  }
  auto share = shares(low);
  for (double& s : share) s *= firms;
  return share;
}

}  // namespace

void ReferenceWriter::firms() {
  constexpr std::array<const char*, 4> names = {"2-9", "10-49", "50-249", "250+"};
  constexpr std::array<double, 4> mean = {3.5, 20, 100, 500};
  TableText rows("industry,size_class,item", year_), regions("industry,region", year_);
  for (std::size_t i = 0; i < n_; ++i) {
    const double persons = at("N_s", i) * people_;
    double count = std::min(at("I_s", i) * people_, persons / 2);  // a firm of employees has two persons or more
    std::array<double, 4> number{}, size = mean;
    if (persons / count < mean[0]) number[0] = count, size[0] = persons / count;
    else if (persons / count > mean[3]) number[3] = count, size[3] = persons / count;
    else number = firms_by_class(count, persons, mean);
    double left = persons;
    std::size_t largest = 0;
    for (std::size_t c = 0; c < names.size(); ++c) {
      number[c] = std::floor(number[c] + 0.5);
      if (number[c] * size[c] > number[largest] * size[largest]) largest = c;
    }
    for (std::size_t c = 0; c < names.size(); ++c)
      if (c != largest) left -= number[c] * size[c];
    for (std::size_t c = 0; c < names.size(); ++c) {
      if (number[c] <= 0) continue;
      rows.add(fmt::format("{},{},firms", code_[i], names[c]), number[c], "firms");
      rows.add(fmt::format("{},{},persons", code_[i], names[c]), c == largest ? left : number[c] * size[c], "persons");
    }
    regions.add(code_[i] + ",ALL", 1, "fraction");
  }
  put("firms.csv", rows);
  put("firm_regions.csv", regions);
}

double ReferenceWriter::unemployed() const {  // of the active: not employed, not owner of a firm, not the bank's owner
  return r_.scalar("H_act") - r_.of("N_s").sum() - r_.of("I_s").sum() - 1;
}

// Counts are the case's; ages, households, schooling and hazards by age are borrowed: the published people have no age.
void ReferenceWriter::people() {
  publish(folder_ / "regions.csv", std::string_view("region,name,level,nuts,latitude,longitude,area_km2,source\nALL,All,country,ALL,48,14,80000,made_up\n"));
  TableText distance("region,other", year_), population("region,age,sex", year_), activity("age,sex,status", year_), households("region,type", year_);
  distance.add("ALL,ALL", 20, "km", made_up);
  const double everyone = (r_.scalar("H_act") + r_.scalar("H_inact")) * people_;
  double own = 0, own_at_work_age = 0;
  const auto works = [](std::size_t band) { return band >= 4 && band <= 12; };  // 20 to 64
  const auto own_count = [&](std::size_t band, std::size_t sex) {
    double sum = 0;
    for (const auto& region : own_.population) sum += region[band][sex];
    return sum;
  };
  for (std::size_t band = 0; band < input::age_bands; ++band)
    for (std::size_t sex = 0; sex < input::sexes; ++sex) {
      own += own_count(band, sex);
      if (works(band)) own_at_work_age += own_count(band, sex);
    }
  const double at_work_age = everyone * own_at_work_age / own;
  const double employee = r_.of("N_s").sum() * people_ / at_work_age, seeking = unemployed() * people_ / at_work_age;
  if (employee + seeking > 1) throw InputError(fmt::format("{}: more people active than of working age", r_.name));
  for (std::size_t band = 0; band < input::age_bands; ++band)
    for (std::size_t sex = 0; sex < input::sexes; ++sex) {
      const std::string key = input::codes::age_band().names()[band] + "," + input::codes::sex().names()[sex];
      population.add("ALL," + key, everyone * own_count(band, sex) / own, "persons", made_up);
      activity.add(key + ",employee", works(band) ? employee : 0, "fraction");
      activity.add(key + ",self_employed", 0, "fraction");
      activity.add(key + ",unemployed", works(band) ? seeking : 0, "fraction");
      activity.add(key + ",inactive", works(band) ? 1 - employee - seeking : 1, "fraction");
    }
  for (std::size_t type = 0; type < input::household_types; ++type) {
    double sum = 0;
    for (const auto& region : own_.households) sum += region[type];
    households.add("ALL," + input::codes::household_type().names()[type], std::floor(sum * everyone / own), "households", made_up);
  }
  put("distances.csv", distance);
  put("population.csv", population);
  put("activity.csv", activity);
  put("households.csv", households);
  for (const char* table : {"education.csv", "household_finance.csv", "demography.csv"})
    publish(folder_ / table, std::string_view(read_text(own_.folder / table)));
}

}  // namespace kringloop::validation
