// The world: three populations, the accounts that everyone shares (the same on every rank), and what rules read.
#pragma once

#include "base/calendar.hpp"
#include "base/random.hpp"
#include "input/pack.hpp"
#include "input/paths.hpp"
#include "input/settings.hpp"
#include "parallel/districts.hpp"
#include "parallel/sums.hpp"
#include "world/further_suppliers.hpp"
#include "world/institutions.hpp"
#include "world/labour_state.hpp"
#include "world/ledger.hpp"
#include "world/people_account.hpp"
#include "world/populations.hpp"
#include "world/signals.hpp"

namespace kringloop {

struct World {
  World(const input::Pack& pack_, const input::Settings& settings_, const input::Paths& paths_, parallel::Context context_)
      : pack(pack_), settings(settings_), paths(paths_), context(context_), draw{settings_.run.seed}, ledger(context_.threads), debts_passed(context_.threads, 2 * most_banks) {}

  const input::Pack& pack;
  const input::Settings& settings;
  const input::Paths& paths;
  parallel::Context context;
  Draw draw;
  Quarter now;  // the quarter being simulated

  [[nodiscard]] std::int64_t scale() const { return settings.run.scale; }  // people a person row stands for

  Persons persons;
  Households households;
  Firms firms;
  FurtherSuppliers further_suppliers;  // of firms
  Institutions institutions;
  Signals signals;
  LabourState labour;
  PeopleAccount people;
  Ledger ledger;
  parallel::SharedAccounts debts_passed;  // to a bank by households that joined others: mortgages [bank], then consumer credit [bank]
};

}  // namespace kringloop
