#include "economy/supplier_links.hpp"

#include <algorithm>
#include <array>

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

/// Rows of all links of the own districts, copies included (collective).
template <int N>
void resolve_links(World& world, const parallel::Population& buyers, const std::vector<Fixed<Place, N>>& places, int links, std::vector<Row>& rows) {
  rows.resize(static_cast<std::size_t>(buyers.rows.own()) * N, parallel::no_row);
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(buyers, d, [&](Row buyer) {
      Row* const of = &rows[std::size_t{buyer} * N];
      for (int k = 0; k < links; ++k) of[k] = world.firms.resolve(places[buyer][k]);
    });
  });
}

/// Where to look for another seller: a district by spare capacity and nearness, in it a firm by spare capacity.
class Alternatives {
 public:
  Alternatives(World& world, const Economy& economy) : world_(world), economy_(economy), goods_(static_cast<std::size_t>(economy.structure.goods)) {
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
    return {world_.firms.rows.place(found), world_.firms.price[found]};
  }

 private:
  [[nodiscard]] bool is_service(std::size_t good) const { return world_.pack.industries[good].supply == input::Industry::Supply::service; }

  World& world_;
  const Economy& economy_;
  std::size_t goods_;
  std::vector<std::int64_t> spare_;                     // [good][district]
  std::vector<std::vector<std::int64_t>> cumulative_;   // [district][seller as listed] spare capacity up to and with it, by good
  std::vector<parallel::AliasTable> table_;             // [good][region]
};

/// A link that is looked at.
struct Look {
  Row buyer = 0;
  std::int32_t link = 0;
  std::uint64_t key = 0;
  double price = 0.0;    // of the present supplier; 0: there is none
  bool was_short = false;
};

/// Which links of a buyer are looked at: those to nobody or to the gone, `reviews` of the others on average, one after the other from a
/// random one, and with probability `when_short` those whose supplier was short.
template <class Visit>
void choose_links(const Row* suppliers, int links, const std::vector<std::uint8_t>& state, std::uint64_t bits, double reviews, double when_short, Visit&& look_at) {
  const double u = static_cast<double>(bits >> 40) * 0x1.0p-24;
  int count = static_cast<int>(reviews);
  if (u < reviews - count) ++count;
  const int first = static_cast<int>(((bits & 0xffffffffULL) * static_cast<std::uint64_t>(links)) >> 32);
  for (int k = 0; k < links; ++k) {
    const Row supplier = suppliers[k];
    const int turn = k >= first ? k - first : k - first + links;
    const std::uint8_t now = supplier == parallel::no_row ? std::uint8_t{0} : state[supplier];
    bool look = turn < count || (now & is_live) == 0;
    if ((now & was_short) != 0 && !look) look = static_cast<double>(mixed(bits + static_cast<std::uint64_t>(k)) >> 11) * 0x1.0p-53 < when_short;
    if (look) look_at(k, (now & is_live) != 0, (now & was_short) != 0);
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
  resolve_links(world, households, households.supplier, household_goods, links.of_household);
  resolve_links(world, firms, firms.supplier, firm_links, links.of_firm);
  firms.agree(world.context);
  std::vector<std::uint8_t> state(firms.rows.size(), 0);
  parallel::for_each_district(world.context, [&](District d, int) {
    for_each_row(firms, d, [&](Row i) {
      const bool missed = firms.orders[i].units * 49 > firms.sold[i].units * 50;  // 2 % or more of the orders of the last quarter
      state[i] = static_cast<std::uint8_t>(is_live | (missed ? was_short : 0));
    });
  });
  parallel::ask(world.context, firms, {state, firms.price});

  const Alternatives alternatives(world, economy);
  const auto& mine = world.context.layout.mine;
  std::vector<std::vector<Look>> looks(2 * mine.size());  // households, then firms of each own district
  std::vector<std::vector<parallel::DrawRequest>> requests(2 * mine.size());
  parallel::for_each_district(world.context, [&](District d, int) {
    const auto at = static_cast<std::size_t>(std::lower_bound(mine.begin(), mine.end(), d) - mine.begin());
    const auto ask_for = [&](std::size_t list, int good, const Look& look, Place& link, Row& row) {
      const District where = good < 0 ? -1 : alternatives.district_for(static_cast<std::size_t>(good), d, look.key);
      if (where >= 0) {
        looks[list].push_back(look);
        requests[list].push_back({look.key, where, good});
      } else if (look.price == 0.0) {
        link = Place{};
        row = parallel::no_row;
      }
    };
    const double household_reviews = p.household_supplier_review * household_goods;
    for_each_row(households, d, [&](Row h) {
      Row* const suppliers = &links.of_household[std::size_t{h} * household_links];
      const std::uint64_t bits = world.draw.bits(Purpose::supplier_review, households.identity[h], world.now.index);
      choose_links(suppliers, household_goods, state, bits, household_reviews, p.review_when_short, [&](int k, bool lives, bool missed) {
        const std::uint64_t key = world.draw.bits(Purpose::supplier_choice, households.identity[h], world.now.index, static_cast<std::uint64_t>(k));
        ask_for(2 * at, st.household_goods[static_cast<std::size_t>(k)], {h, k, key, lives ? firms.price[suppliers[k]] : 0.0, missed}, households.supplier[h][k],
                suppliers[k]);
      });
    });
    for_each_row(firms, d, [&](Row i) {
      Row* const suppliers = &links.of_firm[std::size_t{i} * firm_links];
      const auto& supplied = st.industry[firms.industry[i]].supplied;
      const int count = st.industry[firms.industry[i]].suppliers;
      if (count == 0) return;
      const std::uint64_t bits = world.draw.bits(Purpose::supplier_review, firms.identity[i], world.now.index);
      choose_links(suppliers, firm_links, state, bits, p.firm_supplier_review * count, p.review_when_short, [&](int k, bool lives, bool missed) {
        const std::uint64_t key = world.draw.bits(Purpose::supplier_choice, firms.identity[i], world.now.index, static_cast<std::uint64_t>(k));
        ask_for(2 * at + 1, supplied[static_cast<std::size_t>(k)], {i, k, key, lives ? firms.price[suppliers[k]] : 0.0, missed}, firms.supplier[i][k], suppliers[k]);
      });
    });
  });

  std::vector<parallel::DrawRequest> all;
  for (auto& list : requests) {
    all.insert(all.end(), list.begin(), list.end());
    std::vector<parallel::DrawRequest>().swap(list);
  }
  const auto found = parallel::draw(world.context, all, [&](District d, std::int32_t good, std::uint64_t key) { return alternatives.in_district(d, good, key); });

  // Who switches. Links to the gone that found nobody become links to nobody: outlets serve them.
  std::size_t next = 0;
  std::int64_t changed = 0;
  for (std::size_t list = 0; list < looks.size(); ++list) {
    const bool household = list % 2 == 0;
    for (const Look& look : looks[list]) {
      const parallel::Drawn& drawn = found[next++];
      Place& link = household ? households.supplier[look.buyer][look.link] : firms.supplier[look.buyer][look.link];
      Row& row = household ? links.of_household[std::size_t{look.buyer} * household_links + static_cast<std::size_t>(look.link)]
                           : links.of_firm[std::size_t{look.buyer} * firm_links + static_cast<std::size_t>(look.link)];
      const bool itself = !household && drawn.place == firms.rows.place(look.buyer);
      bool takes = drawn.place.somewhere() && !itself;
      if (look.price > 0.0) {
        const double better = p.supplier_price_sensitivity * exact::log(look.price / drawn.value) - p.supplier_switching_cost +
                              (look.was_short ? p.supplier_shortage_push : 0.0);
        takes = takes && static_cast<double>(mixed(look.key ^ 0x9d2c'5680ULL) >> 11) * 0x1.0p-53 < exact::logistic(better);
      } else if (!takes) {
        link = Place{};
        row = parallel::no_row;
      }
      if (!takes) continue;
      if (link != drawn.place) ++changed;
      link = drawn.place;
      row = firms.resolve(drawn.place);
    }
  }
  firms.agree(world.context);
  world.context.ranks.sum(std::span<std::int64_t>(&changed, 1));
  economy.supplier_changes = Head{changed};
}

}  // namespace kringloop::economy
