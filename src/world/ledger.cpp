#include "world/ledger.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop {

const char* sector_name(Sector s) {
  static constexpr std::array<const char*, sector_count> names{"households", "firms", "banks", "pension_fund", "government", "foreign", "outlets"};
  return names[static_cast<std::size_t>(s)];
}

const char* flow_name(Flow f) {
#define KRINGLOOP_FLOW_NAME(name) #name,
  static constexpr std::array<const char*, flow_count> names{KRINGLOOP_FLOWS(KRINGLOOP_FLOW_NAME)};
#undef KRINGLOOP_FLOW_NAME
  return names[static_cast<std::size_t>(f)];
}

void Ledger::close(parallel::Context& context) {
  paid_total_.fill(0);
  received_total_.fill(0);
  written_off_total_.fill(0);
  for (Book& book : books_) {
    for (std::size_t i = 0; i < paid_total_.size(); ++i) {
      paid_total_[i] += book.paid[i];
      received_total_[i] += book.received[i];
    }
    for (std::size_t s = 0; s < written_off_total_.size(); ++s) written_off_total_[s] += book.written_off[s];
    book = Book{};
  }
  context.ranks.sum(std::span<Wide>(paid_total_));
  context.ranks.sum(std::span<Wide>(received_total_));
  context.ranks.sum(std::span<Wide>(written_off_total_));
}

Wide Ledger::net(Sector s) const {
  Wide net = 0;
  for (int f = 0; f < flow_count; ++f) net += total_received(static_cast<Flow>(f), s) - total_paid(static_cast<Flow>(f), s);
  return net;
}

std::int64_t Ledger::audit(std::span<const Wide> accounts_now) {
  std::string found;
  Wide worst = 0;
  const auto note = [&](Wide gap, const std::string& what) {
    if (gap == 0) return;
    if (gap > worst || -gap > worst) worst = gap > 0 ? gap : -gap;
    found += fmt::format("{}{} by {} cents", found.empty() ? "" : "; ", what, static_cast<std::int64_t>(gap));
  };
  for (int f = 0; f < flow_count; ++f) {
    Wide gap = 0;
    for (int s = 0; s < sector_count; ++s) gap += paid_total_[at(Flow(f), Sector(s))] - received_total_[at(Flow(f), Sector(s))];
    note(gap, fmt::format("flow '{}': paid exceeds received", flow_name(Flow(f))));
  }
  for (int s = 0; s < sector_count; ++s) {
    const auto i = static_cast<std::size_t>(s);
    note(accounts_now[i] - accounts_[i] - net(Sector(s)), fmt::format("accounts of '{}': change exceeds transactions", sector_name(Sector(s))));
  }
  if (!found.empty()) throw InternalError("money audit failed: " + found);
  accounts_.assign(accounts_now.begin(), accounts_now.end());
  return static_cast<std::int64_t>(worst);
}

void Ledger::audit_positions(std::span<const Position> positions_now) {
  if (positions_now.size() != positions_.size()) {
    throw InternalError(fmt::format("{} claims and debts were opened, {} are audited", positions_.size(), positions_now.size()));
  }
  std::string found;
  for (std::size_t k = 0; k < positions_.size(); ++k) {
    const Position& position = positions_now[k];
    const Wide gap = position.now - positions_[k] - position.booked;
    if (gap == 0) continue;
    found += fmt::format("{}{}: change exceeds transactions less write-offs by {} cents", found.empty() ? "" : "; ", position.name, static_cast<std::int64_t>(gap));
  }
  if (!found.empty()) throw InternalError("money audit failed: " + found);
  open_positions(positions_now);
}

void Ledger::open_positions(std::span<const Position> positions) {
  positions_.clear();
  for (const Position& position : positions) positions_.push_back(position.now);
}

std::vector<std::int64_t> Ledger::saved() const {
  std::vector<std::int64_t> out;
  for (const std::vector<Wide>* list : {&accounts_, &positions_}) {
    for (const Wide amount : *list) out.push_back(static_cast<std::int64_t>(amount));
  }
  return out;
}

void Ledger::restore(std::span<const std::int64_t> saved) {
  if (saved.size() < sector_count) throw InternalError("the accounts of the ledger are not in the checkpoint");
  accounts_.assign(saved.begin(), saved.begin() + sector_count);
  positions_.assign(saved.begin() + sector_count, saved.end());
}

}  // namespace kringloop
