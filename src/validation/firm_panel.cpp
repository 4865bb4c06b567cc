#include "validation/firm_panel.hpp"

#include <algorithm>
#include <cmath>

namespace kringloop::validation {

namespace {

template <class Work>
void for_each_market_firm(const World& world, Work&& work) {
  for (const District district : world.context.layout.mine)
    for_each_row(world.firms, district, [&](Row i) {
      if (world.firms.kind[i] != FirmKind::government) work(i);
    });
}

}  // namespace

FirmPanel::FirmPanel(const World& world) {
  const Firms& firms = world.firms;
  for_each_market_firm(world, [&](Row i) {
    present_[firms.identity[i]] = {firms.size_class[i], firms.represents[i].units, world.now.index};
  });
  count_sizes(world);
  begin_year();
}

void FirmPanel::observe(const World& world) {
  const Firms& firms = world.firms;
  const int now = world.now.index;
  auto& year = demography_.back();
  for_each_market_firm(world, [&](Row i) {
    const std::int64_t represents = firms.represents[i].units;
    const auto [seen, is_new] = present_.try_emplace(firms.identity[i], Seen{firms.size_class[i], represents, now});
    seen->second.last = now;
    if (is_new) year[firms.size_class[i]].entries += represents;
    if (firms.size_class[i] == 0) return;
    auto& [of, quarters] = current_[firms.identity[i]];
    of.identity = firms.identity[i];
    of.industry = firms.industry[i];
    of.size_class = firms.size_class[i];
    of.staff += firms.staff[i].real() / static_cast<double>(represents) / 4.0;
    of.hours += firms.staff_hours[i].real();
    of.sales += firms.sold[i].real();
    of.output += firms.output[i].real();
    of.investment += firms.investment[i].real();
    of.capital += firms.capital[i].real() / 4.0;
    ++quarters;
  });
  std::erase_if(present_, [&](const auto& entry) {
    if (entry.second.last == now) return false;
    year[entry.second.size_class].exits += entry.second.represents;
    return true;
  });
  if (world.now.of_year() != 4) return;
  count_sizes(world);
  close_year();
  begin_year();
}

void FirmPanel::count_sizes(const World& world) {
  const Firms& firms = world.firms;
  Sizes sizes;
  for_each_market_firm(world, [&](Row i) {
    const std::int64_t represents = firms.represents[i].units;
    const double persons = firms.staff[i].real() / static_cast<double>(represents);
    // A row may stand for a few firms more or less than the scale says: a firm at work has at least one person.
    sizes[persons > 0.0 ? std::max<std::int64_t>(1, std::llround(persons)) : 0] += represents;
  });
  sizes_.push_back(std::move(sizes));
}

void FirmPanel::begin_year() {
  demography_.emplace_back();
  for (const auto& [identity, seen] : present_) demography_.back()[seen.size_class].firms += seen.represents;
}

void FirmPanel::close_year() {
  std::vector<FirmYear> whole;
  for (const auto& [identity, entry] : current_)
    if (entry.second == 4) whole.push_back(entry.first);
  std::sort(whole.begin(), whole.end(), [](const FirmYear& a, const FirmYear& b) { return a.identity < b.identity; });
  years_.push_back(std::move(whole));
  current_.clear();
}

}  // namespace kringloop::validation
