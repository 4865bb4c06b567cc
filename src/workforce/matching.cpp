#include "workforce/matching.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "parallel/match.hpp"
#include "parallel/sums.hpp"

namespace kringloop::workforce {

namespace {

constexpr double ln2 = 0.6931471805599453;

// Draw numbers of the turns of a firm's vacancies in a month.
constexpr std::uint64_t number(int month, std::uint64_t n) { return (static_cast<std::uint64_t>(month) + 1) << 32 | n; }

struct Seeker {
  Row row;
  std::int32_t region;
  std::uint64_t key;
};

// Vacancies in keyed order each take the next applicant; nobody is hired by the own employer (payload).
void serve(const parallel::MatchCell& cell) {
  std::size_t next = 0;
  for (std::size_t v = 0; v < cell.offers.size(); ++v) {
    while (next < cell.requests.size() && cell.requests[next].payload == static_cast<std::int64_t>(cell.offers[v].place.packed)) ++next;
    if (next == cell.requests.size()) return;
    cell.request_answers[next] = {cell.offers[v].place, cell.offers[v].payload};
    cell.offer_answers[v] = {cell.requests[next].place, 1};
    ++next;
  }
}

// Where the entries of each district begin when all stand in a row; the last: their number.
std::vector<std::size_t> starts(const std::vector<std::vector<parallel::MatchEntry>>& lists) {
  std::vector<std::size_t> first(1, 0);
  for (const auto& list : lists) first.push_back(first.back() + list.size());
  return first;
}

}  // namespace

Reach::Reach(const World& world, const Parameters& parameters, const Vacancies& vacancies)
    : regions_(regions_of(world)), upto_(regions_ * regions_, 0), any_(regions_, false) {
  double wages = 0, rows = 0;
  for (std::size_t r = 0; r < regions_; ++r) {
    wages += vacancies.wage_in_region()[r] * static_cast<double>(vacancies.in_region()[r]);
    rows += static_cast<double>(vacancies.in_region()[r]);
  }
  const auto& distance = world.pack.distance;
  std::vector<double> weight(regions_);
  for (std::size_t home = 0; home < regions_; ++home) {
    double total = 0;
    for (std::size_t work = 0; work < regions_; ++work) {
      const auto open = static_cast<double>(vacancies.in_region()[work]);
      const double km = distance.rows == regions_ && distance.columns == regions_ ? distance(home, work) : 0.0;
      const double wage = wages > 0 && vacancies.wage_in_region()[work] > 0 ? vacancies.wage_in_region()[work] * rows / wages : 1.0;
      weight[work] = open > 0 ? open * exact::pow(wage, parameters.wage_attraction) * exact::exp(-ln2 * km / parameters.commuting_half_distance) : 0.0;
      total += weight[work];
    }
    if (!(total > 0)) continue;
    any_[home] = true;
    double sum = 0;
    std::size_t last = 0;
    for (std::size_t work = 0; work < regions_; ++work) {
      sum += weight[work];
      upto_[home * regions_ + work] = threshold(sum / total);
      if (weight[work] > 0) last = work;
    }
    for (std::size_t work = last; work < regions_; ++work) upto_[home * regions_ + work] = ~Threshold{0};
  }
}

std::int32_t Reach::choose(std::size_t home, std::uint64_t bits) const {
  if (!any_[home]) return -1;
  const auto begin = upto_.begin() + static_cast<std::ptrdiff_t>(home * regions_), end = begin + static_cast<std::ptrdiff_t>(regions_);
  const auto at = std::upper_bound(begin, end, bits);
  return static_cast<std::int32_t>(std::min<std::ptrdiff_t>(at - begin, static_cast<std::ptrdiff_t>(regions_) - 1));
}

double filled_share(const Parameters& parameters, std::int64_t seekers, std::int64_t vacancies) {
  if (seekers <= 0 || vacancies <= 0) return 0;
  return 1.0 - exact::exp(-parameters.matching_efficiency * static_cast<double>(seekers) / static_cast<double>(vacancies));
}

std::vector<std::vector<Hire>> match_month(World& world, const Parameters& parameters, Vacancies& vacancies,
                                           const std::vector<std::vector<JobSeeker>>& seekers, Quarter quarter, int month) {
  const Persons& p = world.persons;
  const Firms& f = world.firms;
  const auto& mine = world.context.layout.mine;
  const std::size_t regions = regions_of(world);
  const auto index_of = [&](District d) { return world.context.layout.index_of(d); };
  const auto region_of = [&](District d) { return static_cast<std::size_t>(world.context.layout.region[static_cast<std::size_t>(d)]); };

  // Who looks where.
  const Reach reach(world, parameters, vacancies);
  std::vector<std::vector<Seeker>> looking(mine.size());
  const auto sums = parallel::sum_over_districts(world.context, regions, [&](District d, int, std::span<Wide> into) {
    const std::size_t at = index_of(d);
    looking[at].reserve(seekers[at].size());
    for (const auto& [row, bits] : seekers[at]) {
      const std::int32_t region = reach.choose(region_of(d), bits);
      if (region < 0) continue;
      looking[at].push_back({row, region, other_bits(bits, 1)});
      ++into[static_cast<std::size_t>(region)];
    }
  });

  // Only those whose turn may come are sent: three in ten more than there are vacancies to fill, and ten.
  std::vector<Threshold> fills(regions), turns(regions);
  double filled = 0, open = 0;
  for (std::size_t r = 0; r < regions; ++r) {
    const auto applicants = static_cast<std::int64_t>(sums[r]);
    const double share = filled_share(parameters, applicants, vacancies.in_region()[r]);
    fills[r] = threshold(share);
    const double wanted = share * static_cast<double>(vacancies.in_region()[r]);
    filled += wanted;
    open += static_cast<double>(vacancies.in_region()[r]);
    turns[r] = applicants > 0 ? threshold((1.3 * wanted + 10.0) / static_cast<double>(applicants)) : 0;
  }

  if (open > 0) vacancies.expect(filled / open);

  std::vector<std::vector<parallel::MatchEntry>> asked(mine.size()), offered(mine.size());
  parallel::for_each_district(world.context, [&](District d, int) {
    const std::size_t at = index_of(d);
    for (const Seeker& s : looking[at]) {
      if (s.key >= turns[static_cast<std::size_t>(s.region)]) continue;
      asked[at].push_back({s.region, s.key, p.identity[s.row], static_cast<std::int64_t>(p.employer[s.row].packed), p.rows.place(s.row)});
    }
    const std::size_t region = region_of(d);
    for_each_row(f, d, [&](Row row) {
      const bool alone = f.kind[row] == FirmKind::one_person;
      const bool small = f.kind[row] == FirmKind::market && f.size_class[row] == 1;
      for (std::uint32_t v = 0; v < vacancies.open(row); ++v) {
        const std::uint64_t key = world.draw.bits(Purpose::vacancy_order, f.identity[row], quarter.index, number(month, v));
        if (!alone && key >= fills[region]) continue;
        const bool own_boss = alone || (small && unit(other_bits(key, 2)) < parameters.owner_share_of_hires);
        const std::int64_t wage = amount_of<Money>(f.wage[row]).units;
        offered[at].push_back({static_cast<std::int64_t>(region), other_bits(key, 1), f.identity[row], wage * 2 + (own_boss ? 1 : 0), f.rows.place(row)});
      }
    });
  });

  const std::vector<std::size_t> first_request = starts(asked), first_offer = starts(offered);
  std::vector<parallel::MatchEntry> requests(first_request.back()), offers(first_offer.back());
  parallel::for_each_district(world.context, [&](District d, int) {
    const std::size_t at = index_of(d);
    std::copy(asked[at].begin(), asked[at].end(), requests.begin() + static_cast<std::ptrdiff_t>(first_request[at]));
    std::copy(offered[at].begin(), offered[at].end(), offers.begin() + static_cast<std::ptrdiff_t>(first_offer[at]));
  });
  const auto answers = parallel::match(world.context, requests, offers, parallel::cells_in_turn(world.context),
                                       [](const parallel::MatchCell& cell, int) { serve(cell); });

  std::vector<std::vector<Hire>> hires(mine.size());
  parallel::for_each_district(world.context, [&](District d, int) {
    const std::size_t at = index_of(d);
    for (std::size_t i = first_request[at]; i < first_request[at + 1]; ++i) {
      const auto& answer = answers.requests[i];
      if (answer.partner.somewhere())
        hires[at].push_back({p.rows.find(requests[i].place), answer.partner, Money{answer.amount >> 1}, (answer.amount & 1) != 0});
    }
    for (std::size_t i = first_offer[at]; i < first_offer[at + 1]; ++i)
      if (answers.offers[i].amount > 0) vacancies.fill(f.rows.find(offers[i].place));
  });
  return hires;
}

}  // namespace kringloop::workforce
