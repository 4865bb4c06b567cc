#include "world/synthetic_link_market.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "world/synthetic_rounding.hpp"

namespace kringloop {

LinkMarket::LinkMarket(const Sellers& sellers, std::span<const std::int64_t> weight, std::span<const std::int16_t> region,
                       const input::Matrix& km, const Nearness& nearness)
    : sellers_(sellers), region_(region), regions_(km.rows) {
  const std::size_t districts = region.size();
  double wanted = 0, offered = 0;
  for (std::size_t d = 0; d < districts; ++d) {
    wanted += static_cast<double>(weight[d]);
    offered += static_cast<double>(sellers.capacity_of(d));
  }
  any_ = offered > 0;
  if (!any_) return;
  const double unit = std::max(wanted, 1.0) / offered;  // capacity in the buyers' unit, so that both add up to the same

  own_.resize(districts);
  out_.resize(districts);
  out_before_.resize(districts);
  out_of_.resize(regions_);
  line_.resize(regions_);
  on_line_.resize(regions_);
  std::vector<double> open(regions_);
  for (std::size_t d = 0; d < districts; ++d) {
    const auto r = static_cast<std::size_t>(region[d]);
    const double want = static_cast<double>(weight[d]), offer = static_cast<double>(sellers.capacity_of(d)) * unit;
    own_[d] = nearness.own_share * std::min(want, offer);
    out_[d] = want - own_[d];
    out_before_[d] = out_of_[r];
    out_of_[r] += out_[d];
    if (offer > own_[d]) {
      open[r] += offer - own_[d];
      line_[r].push_back(open[r]);
      on_line_[r].push_back(d);
    }
  }

  flow_.resize(regions_ * regions_);
  for (std::size_t b = 0; b < regions_; ++b)
    for (std::size_t s = 0; s < regions_; ++s)
      flow_[b * regions_ + s] = out_of_[b] * open[s] * exact::exp(-km(b, s) / nearness.distance);
  fit_margins(flow_, out_of_, open, 30);
  share_.resize(flow_.size());
  flow_before_.resize(flow_.size());
  for (std::size_t b = 0; b < regions_; ++b) {
    double sum = 0, cumulative = 0;
    for (std::size_t s = 0; s < regions_; ++s) {
      sum += flow_[b * regions_ + s];
      flow_before_[b * regions_ + s] = b > 0 ? flow_before_[(b - 1) * regions_ + s] + flow_[(b - 1) * regions_ + s] : 0.0;
    }
    for (std::size_t s = 0; s < regions_; ++s) share_[b * regions_ + s] = cumulative += sum > 0 ? flow_[b * regions_ + s] / sum : 0.0;
  }
}

parallel::Place LinkMarket::in_district(std::size_t d, double fraction) const {
  const auto begin = sellers_.cumulative.begin() + static_cast<std::ptrdiff_t>(sellers_.first[d]);
  const auto end = sellers_.cumulative.begin() + static_cast<std::ptrdiff_t>(sellers_.first[d + 1]);
  const double at = fraction * static_cast<double>(*(end - 1));
  auto found = std::upper_bound(begin, end, at, [](double x, std::int64_t c) { return x < static_cast<double>(c); });
  if (found == end) --found;
  return {static_cast<parallel::District>(d), sellers_.slot[static_cast<std::size_t>(found - sellers_.cumulative.begin())]};
}

parallel::Place LinkMarket::seller_at(parallel::District buyer, double x) const {
  if (!any_) return {};
  const auto d = static_cast<std::size_t>(buyer);
  if (x < own_[d]) return in_district(d, x / own_[d]);
  const auto b = static_cast<std::size_t>(region_[d]);
  // Which seller region: the buyer's place in his district's line, cut by the shares of the flows; sellers never without capacity.
  const double place = out_[d] > 0 ? std::clamp((x - own_[d]) / out_[d], 0.0, 1.0) : 0.5;
  const double* const share = &share_[b * regions_];
  std::size_t s = static_cast<std::size_t>(std::upper_bound(share, share + regions_, place) - share);
  if (s >= regions_) s = regions_ - 1;
  while (s > 0 && line_[s].empty()) --s;
  while (s + 1 < regions_ && line_[s].empty()) ++s;
  if (line_[s].empty()) {  // all capacity is spoken for within districts
    std::size_t e = d;
    do e = (e + 1) % region_.size(); while (sellers_.capacity_of(e) == 0);
    return in_district(e, place);
  }
  const double from = s > 0 ? share[s - 1] : 0.0, width = share[s] - from;
  const double within = width > 0 ? std::clamp((place - from) / width, 0.0, 1.0) : 0.5;
  const double along = out_of_[b] > 0 ? (out_before_[d] + within * out_[d]) / out_of_[b] : 0.5;
  const double at = flow_before_[b * regions_ + s] + flow_[b * regions_ + s] * along;
  auto e = static_cast<std::size_t>(std::upper_bound(line_[s].begin(), line_[s].end(), at) - line_[s].begin());
  if (e == line_[s].size()) --e;
  const double start = e > 0 ? line_[s][e - 1] : 0.0;
  return in_district(on_line_[s][e], std::clamp((at - start) / (line_[s][e] - start), 0.0, 1.0));
}

parallel::Place LinkMarket::other_than(parallel::Place seller) const {
  const auto home = static_cast<std::size_t>(seller.district());
  const std::size_t districts = region_.size();
  for (std::size_t step = 0; step <= districts; ++step) {
    const std::size_t d = (home + step) % districts;
    for (std::size_t i = sellers_.first[d]; i < sellers_.first[d + 1]; ++i) {
      const bool passed = step > 0 || sellers_.slot[i] > seller.slot();
      if (passed && (d != home || sellers_.slot[i] != seller.slot())) return {static_cast<parallel::District>(d), sellers_.slot[i]};
    }
  }
  return {};
}

}  // namespace kringloop
