#include "economy/firm_demography.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/math.hpp"
#include "economy/banks.hpp"
#include "economy/estates.hpp"
#include "parallel/sums.hpp"
#include "world/identity.hpp"

namespace kringloop::economy {

namespace {

constexpr std::size_t firm_sizes = input::size_classes;

enum class Fate : std::uint8_t { stays, closes, bankrupt, without_person };

/// An industry and size class, all over the country.
struct Cell {
  std::int64_t rows = 0, firms = 0;                // government units included
  std::int64_t market_rows = 0, market_firms = 0;  // those that can close
  std::int64_t leaving = 0;                        // rows that would close
  std::int64_t mean_weight = 1;                    // expected demand of a row that can close
  bool closed_to_exit = false;                     // all rows would leave: none does
  Renewal renewal;
  [[nodiscard]] std::int64_t firms_of_a_row() const {
    return std::max<std::int64_t>(1, (firms + rows / 2) / std::max<std::int64_t>(1, rows));
  }
};

/// A firm that starts this quarter.
struct Newcomer {
  std::uint8_t industry, size_class;
  FirmKind kind;
  std::int64_t represents;
  std::uint8_t bank;  // of who it follows; `own_choice` when it follows nobody
};
constexpr std::uint8_t own_choice = 0xff;

std::size_t cell_of(const Firms& firms, Row i) { return firms.industry[i] * firm_sizes + firms.size_class[i]; }

Fate fate_of(const World& world, const Economy& economy, Row i, const std::array<double, firm_sizes>& chance) {
  const Firms& firms = world.firms;
  if (firms.kind[i] == FirmKind::government) return Fate::stays;
  const Industry& industry = economy.structure.industry[firms.industry[i]];
  if (bankrupt(firms, i, economy.capital_price[static_cast<std::size_t>(industry.investment_kind)])) return Fate::bankrupt;
  // A one-person firm is a person: it closes with the work of who left. A new one still waits for its founder.
  if (firms.kind[i] == FirmKind::one_person && firms.age[i] > 0 && firms.staff[i].units <= 0) return Fate::without_person;
  const bool closes = world.draw.chance(chance[firms.size_class[i]], Purpose::firm_exit, firms.identity[i], world.now.index);
  return closes ? Fate::closes : Fate::stays;
}

class FirmDemography {
 public:
  FirmDemography(World& world, Economy& economy)
      : world_(world),
        economy_(economy),
        firms_(world.firms),
        industries_(economy.structure.industry.size()),
        cells_(industries_ * firm_sizes),
        fate_(world.firms.rows.own(), Fate::stays),
        newcomers_(world.context.layout.mine.size()),
        estates_(industries_) {
    for (std::size_t c = 0; c < firm_sizes; ++c) {
      const double rate = exit_rate(economy.parameters, static_cast<int>(c));
      chance_[c] = rate > 0.0 ? 1.0 - exact::exp(-rate / 4.0) : 0.0;
    }
  }

  void run() {
    measure_industries();
    count();
    plan_additional();
    close();
    start();
    account();
  }

 private:
  [[nodiscard]] std::size_t index_of(District d) const { return world_.context.layout.index_of(d); }

  void measure_industries() {
    industry_weight_ = parallel::sum_over_districts(world_.context, industries_, [&](District d, int, std::span<Wide> into) {
      for_each_row(firms_, d, [&](Row i) { into[firms_.industry[i]] += weight_of(firms_, i); });
    });
  }
  /// A row that is much of its industry (a few giants, or at a coarse scale many firms at once) does not close: its business goes on.
  [[nodiscard]] bool too_large(Row i) const {
    return static_cast<double>(weight_of(firms_, i)) >
           economy_.parameters.largest_closure * static_cast<double>(industry_weight_[firms_.industry[i]]);
  }

  /// Who would leave; firms by cell; work by industry; from there how many are to start.
  void count() {
    enum : std::size_t { rows, represented, market_rows, market_firms, leaving, weight, values };
    const std::size_t work_at = cells_.size() * values;
    const auto sums = parallel::sum_over_districts(world_.context, work_at + industries_, [&](District d, int, std::span<Wide> into) {
      for_each_row(firms_, d, [&](Row i) {
        Wide* cell = &into[cell_of(firms_, i) * values];
        fate_[i] = fate_of(world_, economy_, i, chance_);
        cell[rows] += 1;
        cell[represented] += firms_.represents[i].units;
        if (firms_.kind[i] != FirmKind::government) {
          cell[market_rows] += 1;
          cell[market_firms] += firms_.represents[i].units;
          cell[leaving] += fate_[i] != Fate::stays && !too_large(i);
          cell[weight] += weight_of(firms_, i);
        }
        const double hours =
            firms_.expected_demand[i] * economy_.structure.industry[firms_.industry[i]].hours_per_unit / firms_.productivity[i];
        into[work_at + firms_.industry[i]] += rounded(hours);
      });
    });
    for (std::size_t s = 0; s < industries_; ++s) {
      const Industry& industry = economy_.structure.industry[s];
      // Base year = 1: what the industry expects to sell, and the work it takes.
      const double demand = static_cast<double>(industry_weight_[s]) / static_cast<double>(amount_of<Volume>(industry.output).units);
      const double work = static_cast<double>(sums[work_at + s]) / (industry.output * industry.hours_per_unit);
      const double size = firms_supported(economy_.parameters, demand, work);
      for (std::size_t c = 0; c < firm_sizes; ++c) {
        Cell& cell = cells_[s * firm_sizes + c];
        const Wide* n = &sums[(s * firm_sizes + c) * values];
        cell.rows = static_cast<std::int64_t>(n[rows]);
        cell.firms = static_cast<std::int64_t>(n[represented]);
        cell.market_rows = static_cast<std::int64_t>(n[market_rows]);
        cell.market_firms = static_cast<std::int64_t>(n[market_firms]);
        cell.leaving = static_cast<std::int64_t>(n[leaving]);
        cell.closed_to_exit = cell.leaving == cell.market_rows;
        if (cell.market_rows == 0) continue;
        cell.mean_weight = std::max<std::int64_t>(1, static_cast<std::int64_t>(n[weight]) / cell.market_rows);
        const double wanted = std::floor(world_.pack.firms[s][c].firms + 0.5) * size;
        cell.renewal =
            renewal(economy_.parameters, wanted, static_cast<double>(cell.firms), chance_[c] * static_cast<double>(cell.market_firms));
      }
    }
  }

  /// Firms that start beyond those that follow others: in the base year's regions of the industry. The same on every rank.
  void plan_additional() {
    const auto& region = world_.context.layout.region;
    for (std::size_t s = 0; s < industries_; ++s) {
      bool somebody_leaves = false;  // new firms take over what others leave: where nobody leaves they wait
      for (std::size_t c = 0; c < firm_sizes; ++c)
        somebody_leaves |= cells_[s * firm_sizes + c].leaving > 0 && !cells_[s * firm_sizes + c].closed_to_exit;
      if (!somebody_leaves) continue;
      std::vector<double> upto(region.size());  // cumulative weight of districts
      double sum = 0.0;
      std::vector<double> districts_of(world_.pack.region_count());
      for (const auto r : region) districts_of[static_cast<std::size_t>(r)] += 1.0;
      for (std::size_t d = 0; d < region.size(); ++d) {
        const auto r = static_cast<std::size_t>(region[d]);
        upto[d] = sum += world_.pack.firm_regions(s, r) / districts_of[r];
      }
      for (std::size_t c = 0; c < firm_sizes; ++c) {
        const std::size_t at = s * firm_sizes + c;
        const Cell& cell = cells_[at];
        if (cell.market_rows == 0 || cell.renewal.additional <= 0.0) continue;
        const double rows = cell.renewal.additional / static_cast<double>(cell.firms_of_a_row());
        const auto sure = static_cast<std::int64_t>(rows);
        const auto draw = [&](std::uint64_t number) { return world_.draw.uniform(Purpose::firm_entry, at, world_.now.index, number); };
        const std::int64_t more = sure + (draw(0) < rows - static_cast<double>(sure) ? 1 : 0);
        for (std::int64_t k = 1; k <= more; ++k) {
          const double point = draw(static_cast<std::uint64_t>(k)) * sum;
          const auto d = static_cast<District>(
              std::min(upto.size() - 1, static_cast<std::size_t>(std::upper_bound(upto.begin(), upto.end(), point) - upto.begin())));
          estates_[s].new_weight += cell.mean_weight;
          additional_.push_back({d,
                                 {static_cast<std::uint8_t>(s), static_cast<std::uint8_t>(c),
                                  c == 0 ? FirmKind::one_person : FirmKind::market, cell.firms_of_a_row(), own_choice}});
        }
      }
    }
  }

  /// Settles with owners and banks, pools what the leaving own, releases their rows.
  void close() {
    enum : std::size_t { repaid, written_off, carried, lists };  // by bank, before the other sums
    enum Sum : std::size_t { exits = lists * most_banks, home, rents, abroad, sums_before };
    const std::size_t estate_at = sums_before, new_at = estate_at + industries_ * Estate::items, staying_at = new_at + industries_;
    const auto sums =
        parallel::sum_over_districts(world_.context, staying_at + industries_, [&](District d, int thread, std::span<Wide> into) {
          Money to_home, to_rents, to_abroad;
          std::array<ByBank<Money>, lists> of_bank{};
          auto& starting = newcomers_[index_of(d)];
          for_each_row(firms_, d, [&](Row i) {
            const std::size_t s = firms_.industry[i];
            const bool government = firms_.kind[i] == FirmKind::government;
            if (fate_[i] == Fate::stays) {
              if (firms_.staff[i].units > 0 && firms_.age[i] < 0xffff) ++firms_.age[i];
              if (!government) into[staying_at + s] += weight_of(firms_, i);
              return;
            }
            const Cell& cell = cells_[cell_of(firms_, i)];
            const Industry& industry = economy_.structure.industry[s];
            const double value =
                (firms_.capital[i] + firms_.capital_on_order[i][0] + firms_.capital_on_order[i][1] + firms_.investment[i]).real() *
                economy_.capital_price[static_cast<std::size_t>(industry.investment_kind)];
            const Money covered = std::min(firms_.loan[i], amount_of<Money>(economy_.parameters.loan_to_value * value));
            if (cell.closed_to_exit || too_large(i)) {
              // Its bank, or another person, takes it over.
              if (fate_[i] == Fate::bankrupt) {
                of_bank[written_off][firms_.bank[i]] += firms_.loan[i] - covered;
                firms_.loan[i] = covered;
              }
              if (fate_[i] != Fate::closes) firms_.age[i] = 0;
              fate_[i] = Fate::stays;
              if (!government) into[staying_at + s] += weight_of(firms_, i);
              return;
            }
            if (firms_.staff[i].units > 0 && firms_.age[i] < 0xffff) ++firms_.age[i];
            const Money back = std::min(firms_.deposits[i], firms_.loan[i] - covered);
            const Money left = firms_.deposits[i] - back;
            const Money foreign =
                firms_.kind[i] == FirmKind::one_person ? Money{} : amount_of<Money>(left.real() * industry.payout_foreign);
            of_bank[repaid][firms_.bank[i]] += back;
            of_bank[carried][firms_.bank[i]] += covered;
            of_bank[written_off][firms_.bank[i]] += firms_.loan[i] - covered - back;
            to_abroad += foreign;
            (industry.investment_kind == 2 ? to_rents : to_home) += left - foreign;
            into[exits] += firms_.represents[i].units;
            Wide* estate = &into[estate_at + s * Estate::items];
            leave_estate(firms_, i, estate);
            estate[Estate::debt] += covered.units;
            estate[Estate::deposits] += (left - foreign).units;
            firms_.deposits[i] = firms_.loan[i] = Money{};
            if (world_.draw.chance(cell.renewal.replaced, Purpose::firm_entry, firms_.identity[i], world_.now.index)) {
              starting.push_back({firms_.industry[i], firms_.size_class[i], firms_.kind[i], firms_.represents[i].units, firms_.bank[i]});
              into[new_at + s] += cell.mean_weight;
            }
            firms_.release(i);
          });
          for (std::size_t k = 0; k < lists; ++k) add(of_bank[k], into, k);
          into[home] += to_home.units;
          into[rents] += to_rents.units;
          into[abroad] += to_abroad.units;
          world_.ledger.paid(thread, Flow::repayments, Sector::firms, sum(of_bank[repaid]));
          world_.ledger.paid(thread, Flow::closures, Sector::firms, to_home + to_rents + to_abroad);
        });
    for (std::size_t s = 0; s < industries_; ++s) {
      SharedEstate& estate = estates_[s];
      for (std::size_t k = 0; k < Estate::items; ++k) estate.all.of[k] = sums[estate_at + s * Estate::items + k];
      estate.new_weight += sums[new_at + s];
      estate.staying_weight = sums[staying_at + s];
      estate.divide();
    }
    const auto money = [&](Sum k) { return Money{static_cast<std::int64_t>(sums[k])}; };
    closed_ = Head{static_cast<std::int64_t>(sums[exits])};
    Institutions& inst = world_.institutions;
    for (std::size_t b = 0; b < inst.banks.size(); ++b) {
      settle_loans(world_, b, &Bank::firm_loans, Money{}, by_bank(sums, repaid)[b]);
      write_off(world_, b, by_bank(sums, written_off)[b]);
      taken_over_[b] -= by_bank(sums, carried)[b];
    }
    auto& ledger = world_.ledger;
    ledger.receive(world_.context, Flow::closures, Sector::outlets, inst.dividend_pool, money(home));
    ledger.receive(world_.context, Flow::closures, Sector::outlets, inst.rent_pool, money(rents));
    ledger.receive(world_.context, Flow::closures, Sector::foreign, inst.foreign, money(abroad));
  }

  /// New rows, in the order: those that follow others of their district, then the additional ones. Everyone takes the part due.
  void start() {
    const auto& layout = world_.context.layout;
    for (const auto& [d, newcomer] : additional_)
      if (const auto at = index_of(d); at < layout.mine.size() && layout.mine[at] == d) newcomers_[at].push_back(newcomer);
    std::vector<std::uint32_t> extra;
    for (const auto& list : newcomers_) extra.push_back(static_cast<std::uint32_t>(list.size()));
    firms_.make_room(layout, extra);

    // Weights by industry and district, so that each row knows what goes to those before it.
    const auto districts = static_cast<std::size_t>(layout.districts());
    enum : std::size_t { price, markup, wage, draw, by, means };
    const std::size_t measures = industries_ * means;
    std::vector<double> of_district(layout.mine.size() * measures, 0.0);
    auto before_district =
        parallel::sum_over_districts(world_.context, 2 * industries_ * districts, [&](District d, int, std::span<Wide> into) {
          const auto at = static_cast<std::size_t>(d);
          double* measured = &of_district[index_of(d) * measures];
          for_each_row(firms_, d, [&](Row i) {
            if (firms_.kind[i] == FirmKind::government) return;
            const std::int64_t whole = weight_of(firms_, i);
            into[firms_.industry[i] * districts + at] += whole;
            const auto weight = static_cast<double>(whole);
            double* of = measured + firms_.industry[i] * static_cast<std::size_t>(means);
            of[price] += weight * firms_.price[i];
            of[markup] += weight * firms_.markup[i];
            of[wage] += weight * firms_.wage[i];
            of[draw] += weight * firms_.draw[i];
            of[by] += weight;
          });
          for (const Newcomer& n : newcomers_[index_of(d)])
            into[(industries_ + n.industry) * districts + at] += cells_[n.industry * firm_sizes + n.size_class].mean_weight;
        });
    const auto mean = parallel::ordered_sum(world_.context, of_district, measures);
    for (std::size_t k = 0; k < 2 * industries_; ++k) {
      Wide sum = 0;
      for (std::size_t d = 0; d < districts; ++d) sum += std::exchange(before_district[k * districts + d], sum);
    }

    constexpr std::size_t equity_at = most_banks, rents_at = equity_at + 1, started_at = rents_at + 1;  // after debt taken over by bank
    const auto founded = parallel::sum_over_districts(world_.context, started_at + 1, [&](District d, int thread, std::span<Wide> into) {
      ByBank<Money> debt;
      std::vector<Wide> before(2 * industries_);
      for (std::size_t k = 0; k < before.size(); ++k) before[k] = before_district[k * districts + static_cast<std::size_t>(d)];
      for_each_row(firms_, d, [&](Row i) {
        if (firms_.kind[i] == FirmKind::government) return;
        const std::size_t s = firms_.industry[i];
        const std::int64_t weight = weight_of(firms_, i);
        debt[firms_.bank[i]] += take_part(firms_, i, estates_[s], before[s], weight, false).debt;
        before[s] += weight;
      });
      std::uint64_t ordinal = 0;
      Money equity, into_rents;
      for (const Newcomer& n : newcomers_[index_of(d)]) {
        const std::size_t s = n.industry;
        const Row i = firms_.take(d);
        firms_.identity[i] = identity_of(Kind::firm, world_.now, d, ordinal++);
        firms_.industry[i] = n.industry;
        firms_.size_class[i] = n.size_class;
        firms_.kind[i] = n.kind;
        firms_.represents[i] = Head{n.represents};
        firms_.bank[i] = n.bank != own_choice ? n.bank : chosen_bank(world_.pack.banks, world_.draw, firms_.identity[i]);
        const double* of = &mean[s * static_cast<std::size_t>(means)];
        firms_.price[i] = of[price] / of[by];
        firms_.markup[i] = of[markup] / of[by];
        firms_.wage[i] = of[wage] / of[by];
        firms_.draw[i] = of[draw] / of[by];
        const std::int64_t weight = cells_[s * firm_sizes + n.size_class].mean_weight;
        const PartTaken part = take_part(firms_, i, estates_[s], before[industries_ + s], weight, true);
        before[industries_ + s] += weight;
        debt[firms_.bank[i]] += part.debt;
        if (n.kind == FirmKind::one_person) firms_.draw[i] = std::min(firms_.draw[i], beginners_draw(i));
        (economy_.structure.industry[s].investment_kind == 2 ? into_rents : equity) += part.equity;
        into[started_at] += n.represents;
      }
      world_.ledger.received(thread, Flow::start_ups, Sector::firms, equity + into_rents);
      add(debt, into, 0);
      into[equity_at] += equity.units;
      into[rents_at] += into_rents.units;
    });
    for (std::size_t b = 0; b < most_banks; ++b) taken_over_[b] += by_bank(founded, 0)[b];
    change_lenders(world_, &Bank::firm_loans, taken_over_);
    const Money equity{static_cast<std::int64_t>(founded[equity_at])}, from_rents{static_cast<std::int64_t>(founded[rents_at])};
    world_.ledger.pay(world_.context, Flow::start_ups, Sector::outlets, world_.institutions.dividend_pool, equity);
    world_.ledger.pay(world_.context, Flow::start_ups, Sector::outlets, world_.institutions.rent_pool, from_rents);
    started_ = Head{static_cast<std::int64_t>(founded[started_at])};
  }

  /// What the sales a founder expects can pay for, over a full wage; a little in any case.
  [[nodiscard]] double beginners_draw(Row i) const {
    constexpr double least = 0.1;  // of the base year's
    const Industry& industry = economy_.structure.industry[firms_.industry[i]];
    const double wear = industry.wear * industry.capital_per_unit / economy_.parameters.normal_utilisation *
                        economy_.capital_price[static_cast<std::size_t>(industry.investment_kind)];
    const double margin = firms_.price[i] * (1.0 - industry.production_tax_rate) - economy_.input_price[firms_.industry[i]] - wear - industry.carbon_cost;
    const double full_wage = firms_.wage[i] * static_cast<double>(firms_.represents[i].units);
    return std::max(least * industry.draw, full_wage > 0.0 ? firms_.expected_demand[i] * margin / full_wage : 0.0);
  }

  void account() {
    economy_.firm_exits = closed_;
    economy_.firm_entries = started_;
  }

  World& world_;
  Economy& economy_;
  Firms& firms_;
  std::size_t industries_;
  std::vector<Cell> cells_;                       // [industry][size class]
  std::vector<Wide> industry_weight_;             // [industry] expected demand
  std::vector<Fate> fate_;                        // [own row]
  std::vector<std::vector<Newcomer>> newcomers_;  // [my district]
  std::vector<std::pair<District, Newcomer>> additional_;
  std::vector<SharedEstate> estates_;     // [industry]
  std::array<double, firm_sizes> chance_{};  // of closing in a quarter
  ByBank<Money> taken_over_{};  // debt of successors less that of those they follow
  Head closed_, started_;
};

}  // namespace

double exit_rate(const Parameters& p, int size_class) {
  switch (size_class) {
    case 0: return p.exit_rate_one_person;
    case 1: return p.exit_rate_2_to_9;
    case 2: return p.exit_rate_10_to_49;
    case 3: return p.exit_rate_50_to_249;
    default: return 0.0;
  }
}

bool bankrupt(const Firms& firms, Row i, double capital_price) {
  const double quarter_cost =
      (firms.wage_bill[i] + firms.mixed_income[i] + firms.contributions[i] + firms.input_cost[i] + firms.investment_cost[i]).real();
  return firms.loan[i].real() > firms.capital[i].real() * capital_price + quarter_cost;
}

double firms_supported(const Parameters& p, double demand, double work) {
  if (!(demand > 0.0) || !(work > 0.0)) return 0.0;
  return exact::pow(demand, p.firms_follow_demand) * exact::pow(work, 1.0 - p.firms_follow_demand);
}

Renewal renewal(const Parameters& p, double wanted, double present, double expected_closures) {
  const double gap = p.entry_adjustment * (wanted - present);
  if (gap >= 0.0) return {1.0, gap};
  return {expected_closures > 0.0 ? std::max(0.0, 1.0 + gap / expected_closures) : 0.0, 0.0};
}

void renew_firms(World& world, Economy& economy) { FirmDemography(world, economy).run(); }

}  // namespace kringloop::economy
