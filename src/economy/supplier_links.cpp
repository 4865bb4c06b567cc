#include "economy/supplier_links.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "base/math.hpp"
#include "economy/economy.hpp"
#include "economy/sellers.hpp"
#include "parallel/alias_table.hpp"
#include "parallel/ask.hpp"
#include "parallel/draw.hpp"
#include "parallel/sums.hpp"
#include "world/synthetic_links.hpp"

namespace kringloop::economy {

namespace {

constexpr std::uint8_t is_live = 1, was_short = 2;

LinkedGoods linked_goods(const Structure& st) {
  LinkedGoods goods;
  goods.household_goods = st.household_goods;
  for (const Industry& industry : st.industry) goods.firm_goods.push_back(industry.supplied);
  return goods;
}

/// The supplier at `at` goes, and those from `first` on, with the first supplier, share what it had.
void give_up(FurtherList& list, std::size_t first, std::size_t at) {
  const std::int64_t left = whole_budget - list[at].share;
  const auto key = list[at].key();
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
  std::size_t last = first;
  while (last < list.size() && list[last].key() == key) ++last;
  scale_shares(std::span(list).subspan(first, last - first), whole_budget * whole_budget / left);
}

/// Further suppliers that found no successor are given up.
void give_up_vacant(World& world, std::vector<std::vector<Row>>& rows) {
  parallel::for_each_district(world.context, [&](District d, int) {
    FurtherList& list = world.further_suppliers[static_cast<std::size_t>(d)];
    auto& row = rows[static_cast<std::size_t>(d)];
    std::size_t first = 0;
    for (std::size_t at = 0; at < list.size();) {
      if (at > first && list[at].key() != list[first].key()) first = at;
      if (list[at].place.somewhere()) {
        ++at;
        continue;
      }
      give_up(list, first, at);
      row.erase(row.begin() + static_cast<std::ptrdiff_t>(at));
    }
  });
}

/// Rows of all links of the own districts, copies included (collective).
template <int N>
void resolve_links(World& world, const parallel::Population& buyers, const std::vector<Fixed<Place, N>>& places, int links, std::vector<Row>& rows) {
  Firms& firms = world.firms;
  rows.resize((static_cast<std::size_t>(buyers.rows.own()) + 2) * N, parallel::no_row);  // room to look two buyers ahead
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(buyers, d, [&](Row buyer) {
      Row* const of = &rows[std::size_t{buyer} * N];
      for (int k = 0; k < links; ++k) {
        const Place place = places[buyer][k];
        of[k] = place.somewhere() && firms.rows.is_own(place) ? firms.rows.find(place) : firms.resolve(place);
      }
    });
  });
}

void resolve_further(World& world, std::vector<std::vector<Row>>& rows) {
  Firms& firms = world.firms;
  rows.resize(world.further_suppliers.size());
  parallel::for_each_district(world.context, [&](District d, int) {
    auto& here = rows[static_cast<std::size_t>(d)];
    here.clear();
    for (const FurtherSupplier& further : world.further_suppliers[static_cast<std::size_t>(d)]) here.push_back(firms.resolve(further.place));
  });
}

/// What firms that are gone had is forgotten.
void forget_closed_buyers(World& world) {
  parallel::for_each_district(world.context, [&](District d, int) {
    std::erase_if(world.further_suppliers[static_cast<std::size_t>(d)],
                  [&](const FurtherSupplier& further) { return !world.firms.rows.live(world.firms.rows.begin(d) + further.buyer); });
  });
}

/// The number of suppliers of each firm and input moves by one towards what its size asks for; a new one is nowhere yet. One is given up when half as
/// much again would not need it.
void fit_supplier_numbers(World& world, const Structure& st) {
  const Firms& firms = world.firms;
  const SupplierCount count = measure_sellers(world, firms.expected_demand);
  std::vector<std::array<double, firm_links>> spend(st.industry.size());  // per unit of output, domestic
  for (std::size_t s = 0; s < spend.size(); ++s)
    for (std::size_t k = 0; k < std::size_t{firm_links}; ++k) {
      const auto& basket = st.basket[static_cast<std::size_t>(st.classes.firm(static_cast<int>(s), static_cast<int>(k)))];
      spend[s][k] = st.industry[s].supplied[k] < 0 ? 0.0 : st.industry[s].coefficient[k] * (1.0 - basket.front().import_share);
    }
  parallel::for_each_district(world.context, [&](District d, int) {
    FurtherList& list = world.further_suppliers[static_cast<std::size_t>(d)];
    FurtherList fitted;
    FurtherWalk walk(list);
    for_each_row(firms, d, [&](Row i) {
      const std::size_t s = firms.industry[i];
      const bool public_body = firms.kind[i] == FirmKind::government;
      const std::uint32_t slot = i - firms.rows.begin(d);
      for (int k = 0; k < firm_links; ++k) {
        const int good = st.industry[s].supplied[static_cast<std::size_t>(k)];
        if (good < 0) continue;
        const auto range = walk.of(slot, k);
        const double wanted = spend[s][static_cast<std::size_t>(k)] * firms.expected_demand[i];
        const auto count_for = [&](double volume) { return static_cast<std::size_t>(count(static_cast<std::size_t>(good), volume, public_body)); };
        const std::size_t now = 1 + range.count(), first = fitted.size();
        fitted.insert(fitted.end(), list.begin() + static_cast<std::ptrdiff_t>(range.first), list.begin() + static_cast<std::ptrdiff_t>(range.last));
        if (count_for(wanted) > now && firms.supplier[i][k].somewhere()) {
          const std::int64_t share = whole_budget / static_cast<std::int64_t>(now + 1);
          scale_shares(std::span(fitted).subspan(first), whole_budget - share);
          fitted.push_back({slot, static_cast<std::uint16_t>(share), static_cast<std::uint8_t>(k), 0, Place{}});
        } else if (now > 1 && count_for(1.5 * wanted) < now) {
          give_up(fitted, first, fitted.size() - 1);
        }
      }
    });
    list = std::move(fitted);
  });
}

/// What buyers know of sellers (collective): whether they are there, could deliver last quarter, and how far price speaks for them.
/// The bit set fits a processor's cache, so that walking over all links is cheap: few need a second look.
class SellerState {
 public:
  SellerState(World& world, const Economy& economy, Firms& firms)
      : appeal_(firms.rows.size(), 0.0), state_(firms.rows.size(), 0), unusual_((firms.rows.size() + 63) / 64, ~std::uint64_t{0}) {
    const auto goods = static_cast<std::size_t>(economy.structure.goods), threads = static_cast<std::size_t>(world.context.threads);
    std::vector<std::int64_t> best(threads * goods, 0);  // [thread][good] bits of the highest appeal: the order of positive numbers
    parallel::for_each_district(world.context, [&](District d, int thread) {
      std::int64_t* const mine = &best[static_cast<std::size_t>(thread) * goods];
      for_each_row(firms, d, [&](Row i) {
        const std::uint8_t g = firms.industry[i];
        const bool missed = firms.orders[i].units * 49 > firms.sold[i].units * 50;  // 2 % or more of the orders of the last quarter
        state_[i] = static_cast<std::uint8_t>(is_live | (missed ? was_short : 0));
        appeal_[i] = exact::pow(world.institutions.producer_price[g] / firms.price[i], economy.parameters.supplier_price_sensitivity);
        mine[g] = std::max(mine[g], std::bit_cast<std::int64_t>(appeal_[i]));
      });
    });
    for (std::size_t k = goods; k < best.size(); ++k) best[k % goods] = std::max(best[k % goods], best[k]);
    best.resize(goods);
    world.context.ranks.maximum(std::span<std::int64_t>(best));
    for (const std::int64_t bits : best) best_.push_back(std::bit_cast<double>(bits));
    parallel::ask(world.context, firms, {state_, appeal_});
    for (std::size_t i = 0; i < state_.size(); ++i) {
      if (state_[i] == is_live) unusual_[i / 64] &= ~(std::uint64_t{1} << (i % 64));
    }
  }
  [[nodiscard]] bool unusual(Row row) const { return row == parallel::no_row || ((unusual_[row / 64] >> (row % 64)) & 1) != 0; }
  [[nodiscard]] bool lives(Row row) const { return row != parallel::no_row && (state_[row] & is_live) != 0; }
  [[nodiscard]] bool missed(Row row) const { return row != parallel::no_row && (state_[row] & was_short) != 0; }
  /// (mean price / own price)^`supplier_price_sensitivity`, so that the appeal of one seller over that of another is (p / p')^sensitivity.
  [[nodiscard]] double appeal(Row row) const { return appeal_[row]; }
  [[nodiscard]] double highest_appeal(std::size_t good) const { return best_[good]; }

 private:
  std::vector<double> appeal_;          // [firm row, copies included]
  std::vector<double> best_;            // [good]
  std::vector<std::uint8_t> state_;     // [firm row, copies included]
  std::vector<std::uint64_t> unusual_;  // a bit for each: not there, or short
};

/// Where to look for another seller: a district by spare capacity and nearness, in it a firm by spare capacity.
class Alternatives {
 public:
  Alternatives(World& world, const Economy& economy, const SellerState& sellers) : world_(world), economy_(economy), state_(sellers), goods_(static_cast<std::size_t>(economy.structure.goods)) {
    const auto districts = static_cast<std::size_t>(world.context.layout.districts());
    const Firms& firms = world.firms;
    const auto spare_of = [&](Row i) {
      const Industry& industry = economy.structure.industry[firms.industry[i]];
      const double full = industry.capital_per_unit > 0.0 ? firms.capital[i].real() / industry.capital_per_unit : firms.expected_demand[i];
      return std::max<std::int64_t>(1, amount_of<Volume>(std::max(0.02 * full, full - firms.expected_demand[i])).units);
    };
    spare_ = weights_by_district(world, economy.sellers, goods_, spare_of);
    cumulative_.resize(districts);
    parallel::for_each_district(world.context, [&](District d, int) {
      const DistrictSellers& here = economy.sellers.district[static_cast<std::size_t>(d)];
      auto& upto = cumulative_[static_cast<std::size_t>(d)];
      upto.reserve(here.rows.size());
      for (std::size_t g = 0; g < goods_; ++g) {
        std::int64_t sum = 0;
        for (const Row i : here.of(g)) upto.push_back(sum += spare_of(i));
      }
    });

    const auto regions = static_cast<std::size_t>(economy.structure.regions);
    const auto& region = world.context.layout.region;
    table_.resize(goods_ * regions);
    const Parameters& p = economy.parameters;
    std::vector<double> near(2 * regions * regions);  // services, other goods
    for (std::size_t from = 0; from < regions; ++from)
      for (std::size_t to = 0; to < regions; ++to)
        for (std::size_t kind = 0; kind < 2; ++kind)
          near[(kind * regions + from) * regions + to] = exact::exp(-world.pack.distance(from, to) / (kind == 0 ? p.local_purchase_distance : p.supply_distance));
#pragma omp parallel for schedule(dynamic) num_threads(world.context.threads)
    for (std::size_t g = 0; g < goods_; ++g) {
      std::vector<double> weight(districts);
      for (std::size_t from = 0; from < regions; ++from) {
        const double* const nearness = &near[((is_service(g) ? 0 : 1) * regions + from) * regions];
        for (std::size_t d = 0; d < districts; ++d)
          weight[d] = static_cast<double>(spare_[g * districts + d]) * nearness[static_cast<std::size_t>(region[d])];
        table_[g * regions + from] = parallel::AliasTable(std::span<const double>(weight));
      }
    }
  }

  /// The district that a buyer of `home` looks in; -1 when nobody sells the good.
  [[nodiscard]] District district_for(std::size_t good, District home, std::uint64_t key) const {
    const auto districts = static_cast<std::size_t>(world_.context.layout.districts());
    if (is_service(good) && spare_[good * districts + static_cast<std::size_t>(home)] > 0 &&
        static_cast<double>(mixed(key) >> 11) * 0x1.0p-53 < economy_.parameters.local_purchase_share) {
      return home;
    }
    const auto region = static_cast<std::size_t>(world_.context.layout.region[static_cast<std::size_t>(home)]);
    const auto& table = table_[good * static_cast<std::size_t>(economy_.structure.regions) + region];
    return table.empty() ? -1 : static_cast<District>(table.choose(key));
  }

  [[nodiscard]] parallel::Drawn in_district(District d, std::int32_t good, std::uint64_t key) const {
    __extension__ using Product = unsigned __int128;
    const DistrictSellers& here = economy_.sellers.district[static_cast<std::size_t>(d)];
    const auto rows = here.of(static_cast<std::size_t>(good));
    if (rows.empty()) return {};
    const std::int64_t* const upto = cumulative_[static_cast<std::size_t>(d)].data() + here.first[static_cast<std::size_t>(good)];
    const auto at = static_cast<std::int64_t>((static_cast<Product>(mixed(key ^ 0x5bf0'3635ULL)) * static_cast<std::uint64_t>(upto[rows.size() - 1])) >> 64);
    const Row found = rows[static_cast<std::size_t>(std::upper_bound(upto, upto + rows.size(), at) - upto)];
    return {Place(d, found - world_.firms.rows.begin(d)), state_.appeal(found)};
  }

 private:
  [[nodiscard]] bool is_service(std::size_t good) const { return world_.pack.industries[good].supply == input::Industry::Supply::service; }

  World& world_;
  const Economy& economy_;
  const SellerState& state_;
  std::size_t goods_;
  std::vector<std::int64_t> spare_;                     // [good][district]
  std::vector<std::vector<std::int64_t>> cumulative_;   // [district][seller as listed] spare capacity up to and with it, by good
  std::vector<parallel::AliasTable> table_;             // [good][region]
};

/// A link that is looked at.
struct Look {
  std::uint64_t key = 0;
  double appeal = 0.0;   // of the present supplier; 0: there is none
  std::uint32_t at = 0;  // row of the buyer; of a further supplier: where it is in the district's list
  std::uint8_t link = 0;
  enum class Of : std::uint8_t { household, firm, further } of = Of::household;
  bool was_short = false;
};

struct Link {
  Place& place;
  Row& row;
};

/// Whether a buyer takes the seller found in stead of the one it has: with probability
/// logistic(sensitivity ln(p / p') - cost [+ push]), that is when u / (1 - u) < (p / p')^sensitivity e^(push - cost).
class Switching {
 public:
  explicit Switching(const Parameters& p)
      : usual_(exact::exp(-p.supplier_switching_cost)), short_(exact::exp(p.supplier_shortage_push - p.supplier_switching_cost)) {}

  [[nodiscard]] bool takes(const Look& look, double appeal) const {
    const double u = static_cast<double>(mixed(look.key ^ 0x9d2c'5680ULL) >> 11) * 0x1.0p-53;
    return u * look.appeal < (1.0 - u) * (look.was_short ? short_ : usual_) * appeal;
  }

 private:
  double usual_, short_;
};

/// Which links of a buyer are looked at: those to nobody or to the gone, `reviews` of the others on average, one after the other from a
/// random one, and with probability `when_short` those whose supplier was short.
template <class Visit>
void choose_links(const Row* suppliers, int links, const SellerState& state, std::uint64_t bits, double reviews, double when_short, Visit&& look_at) {
  const double u = static_cast<double>(bits >> 40) * 0x1.0p-24;
  int count = static_cast<int>(reviews);
  if (u < reviews - count) ++count;
  std::uint32_t chosen = 0;  // links by bit
  for (int k = 0; k < links; ++k) chosen |= static_cast<std::uint32_t>(state.unusual(suppliers[k])) << k;
  for (std::uint32_t left = chosen; left != 0; left &= left - 1) {
    const int k = std::countr_zero(left);
    const bool reacts = !state.missed(suppliers[k]) || static_cast<double>(mixed(bits + static_cast<std::uint64_t>(k)) >> 11) * 0x1.0p-53 < when_short;
    if (!reacts) chosen &= ~(std::uint32_t{1} << k);
  }
  const int first = static_cast<int>(((bits & 0xffffffffULL) * static_cast<std::uint64_t>(links)) >> 32);
  for (int turn = 0; turn < std::min(count, links); ++turn) chosen |= std::uint32_t{1} << (first + turn < links ? first + turn : first + turn - links);
  for (; chosen != 0; chosen &= chosen - 1) {
    const int k = std::countr_zero(chosen);
    look_at(k);
  }
}

}  // namespace

void open_suppliers(World& world, Economy& economy) {
  std::vector<double> capacity(world.firms.rows.size(), 0.0);
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(world.firms, d, [&](Row i) { capacity[i] = world.firms.expected_demand[i]; });
  });
  link_suppliers(world, linked_goods(economy.structure), capacity);
}

void review_suppliers(World& world, Economy& economy) {
  Households& households = world.households;
  Firms& firms = world.firms;
  const Structure& st = economy.structure;
  const Parameters& p = economy.parameters;
  SupplierLinks& links = economy.suppliers;
  const int household_goods = static_cast<int>(st.household_goods.size());

  // Copies of firms that nobody here buys from any more go once a year.
  if (world.now.of_year() == 1) firms.forget_copies();
  forget_closed_buyers(world);
  if (world.now.of_year() == 1) fit_supplier_numbers(world, st);
  resolve_links(world, households, households.supplier, household_goods, links.of_household);
  resolve_links(world, firms, firms.supplier, firm_links, links.of_firm);
  resolve_further(world, links.of_further);
  firms.agree(world.context);
  const SellerState state(world, economy, firms);
  const Alternatives alternatives(world, economy, state);
  const Switching switching(p);
  const auto& mine = world.context.layout.mine;
  const auto index_of = [&](District d) { return world.context.layout.index_of(d); };
  const auto further_of = [&](District d) -> FurtherList& { return world.further_suppliers[static_cast<std::size_t>(d)]; };
  const auto link_of = [&](District d, const Look& look) {
    switch (look.of) {
      case Look::Of::household: return Link{households.supplier[look.at][look.link], links.of_household[std::size_t{look.at} * household_links + look.link]};
      case Look::Of::firm: return Link{firms.supplier[look.at][look.link], links.of_firm[std::size_t{look.at} * firm_links + look.link]};
      default: return Link{further_of(d)[look.at].place, links.of_further[static_cast<std::size_t>(d)][look.at]};
    }
  };
  /// Whether the seller found is no other one for the buyer: itself, or a supplier of the good that it has beside the one it looks at.
  const auto has_already = [&](District d, const Look& look, Place seller) {
    if (look.of == Look::Of::household) return false;
    const FurtherList& list = further_of(d);
    const Row first_row = firms.rows.begin(d);
    const Row buyer = look.of == Look::Of::firm ? look.at : first_row + list[look.at].buyer;
    if (seller == Place(d, buyer - first_row)) return true;
    if (look.of == Look::Of::further && firms.supplier[buyer][look.link] == seller) return true;
    const std::uint64_t key = FurtherSupplier::key_of(buyer - first_row, look.link);
    auto other = std::lower_bound(list.begin(), list.end(), key, [](const FurtherSupplier& f, std::uint64_t k) { return f.key() < k; });
    for (; other != list.end() && other->key() == key; ++other)
      if (other->place == seller) return true;
    return false;
  };
  /// What the buyer does with the seller that was found; true when it changes supplier. A link to the gone that found nobody becomes a link to
  /// nobody: outlets serve it.
  const auto decide = [&](District d, const Look& look, const parallel::Drawn& drawn) {
    const Link link = link_of(d, look);
    if (drawn.place.somewhere() && (look.appeal == 0.0 || switching.takes(look, drawn.value)) && drawn.place != link.place && !has_already(d, look, drawn.place)) {
      link.place = drawn.place;
      link.row = firms.resolve(drawn.place);
      return true;
    }
    if (look.appeal == 0.0) {
      link.place = Place{};
      link.row = parallel::no_row;
    }
    return false;
  };

  /// Decides all looks of a district, one after the other; returns the changes. Links lie far apart, so they are fetched ahead.
  const auto decide_all = [&](District d, const std::vector<Look>& looks, const parallel::Drawn* found) {
    constexpr std::size_t ahead = 8;
    std::int64_t changes = 0;
    for (std::size_t k = 0; k < looks.size(); ++k) {
      if (k + ahead < looks.size()) {
        const Link soon = link_of(d, looks[k + ahead]);
        __builtin_prefetch(&soon.place, 1);
        __builtin_prefetch(&soon.row, 1);
      }
      changes += decide(d, looks[k], found[k]) ? 1 : 0;
    }
    return changes;
  };

  // Who looks in the own district is answered at once, the others through the owners of the districts they look in, district after district: faster
  // than jumping between sellers all over the country, also on one rank.
  std::vector<std::vector<Look>> looks(mine.size());
  std::vector<std::vector<parallel::DrawRequest>> requests(mine.size());
  auto changed = parallel::sum_over_districts(world.context, 1, [&](District d, int, std::span<Wide> into) {
    const std::size_t at = index_of(d);
    std::vector<Look> near;
    std::vector<parallel::Drawn> found_near;
    const auto consider = [&](Look::Of of, std::uint32_t buyer, int k, int good, std::uint64_t bits, Row supplier) {
      if (good < 0) return;
      const std::uint64_t key = mixed(bits ^ (static_cast<std::uint64_t>(k + 1) << 20));
      const Look look{key, state.lives(supplier) ? state.appeal(supplier) : 0.0, buyer, static_cast<std::uint8_t>(k), of, state.missed(supplier)};
      if (look.appeal > 0.0 && !switching.takes(look, state.highest_appeal(static_cast<std::size_t>(good)))) return;  // whoever is found
      const District where = alternatives.district_for(static_cast<std::size_t>(good), d, key);
      if (where >= 0 && where != d) {
        looks[at].push_back(look);
        requests[at].push_back({key, where, good});
      } else {
        near.push_back(look);
        found_near.push_back(where < 0 ? parallel::Drawn{} : alternatives.in_district(d, good, key));
      }
    };
    for_each_row(households, d, [&](Row h) {
      const std::uint64_t bits = world.draw.bits(Purpose::supplier_review, households.identity[h], world.now.index);
      const Row* const suppliers = &links.of_household[std::size_t{h} * household_links];
      choose_links(suppliers, household_goods, state, bits, p.household_supplier_review * household_goods, p.review_when_short,
                   [&](int k) { consider(Look::Of::household, h, k, st.household_goods[static_cast<std::size_t>(k)], bits, suppliers[k]); });
    });
    const auto& further = links.of_further[static_cast<std::size_t>(d)];
    FurtherWalk walk(further_of(d));
    for_each_row(firms, d, [&](Row i) {
      const Industry& industry = st.industry[firms.industry[i]];
      if (industry.suppliers == 0) return;
      const std::uint64_t bits = world.draw.bits(Purpose::supplier_review, firms.identity[i], world.now.index);
      const Row* const suppliers = &links.of_firm[std::size_t{i} * firm_links];
      for (auto range = walk.next_of(i - firms.rows.begin(d)); !range.none(); range = walk.next_of(i - firms.rows.begin(d))) {
        const int k = further_of(d)[range.first].input;
        for (std::size_t j = range.first; j < range.last; ++j) {
          const std::uint64_t own_bits = mixed(bits + ((j - range.first + 1) << 8));
          const double u = static_cast<double>(mixed(own_bits + static_cast<std::uint64_t>(k)) >> 11) * 0x1.0p-53, usual = p.firm_supplier_review;
          const bool looked_at = !state.lives(further[j]) || u < (state.missed(further[j]) ? usual + p.review_when_short - usual * p.review_when_short : usual);
          if (looked_at) consider(Look::Of::further, static_cast<std::uint32_t>(j), k, industry.supplied[static_cast<std::size_t>(k)], own_bits, further[j]);
        }
      }
      choose_links(suppliers, firm_links, state, bits, p.firm_supplier_review * industry.suppliers, p.review_when_short, [&](int k) {
        consider(Look::Of::firm, i, k, industry.supplied[static_cast<std::size_t>(k)], bits, suppliers[k]);
      });
    });
    into[0] += decide_all(d, near, found_near.data());
  });

  std::vector<std::size_t> first(mine.size() + 1, 0);
  for (std::size_t at = 0; at < mine.size(); ++at) first[at + 1] = first[at] + requests[at].size();
  std::vector<parallel::DrawRequest> all(first.back());
  parallel::for_each_district(world.context, [&](District d, int) {
    const std::size_t at = index_of(d);
    std::copy(requests[at].begin(), requests[at].end(), all.begin() + static_cast<std::ptrdiff_t>(first[at]));
    std::vector<parallel::DrawRequest>().swap(requests[at]);
  });
  const auto found = parallel::draw(world.context, all, [&](District d, std::int32_t good, std::uint64_t key) { return alternatives.in_district(d, good, key); });
  const auto elsewhere = parallel::sum_over_districts(world.context, 1, [&](District d, int, std::span<Wide> into) {
    const std::size_t at = index_of(d);
    into[0] += decide_all(d, looks[at], found.data() + first[at]);
  });
  give_up_vacant(world, links.of_further);
  firms.agree(world.context);
  economy.supplier_changes = Head{static_cast<std::int64_t>(changed[0] + elsewhere[0])};
}

}  // namespace kringloop::economy
