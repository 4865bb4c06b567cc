// Who works where. Persons hold the link to their employer; firms hold the sums, told by the persons.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "parallel/ask.hpp"
#include "parallel/tell.hpp"
#include "world/world.hpp"

namespace kringloop::workforce {

struct Hire {
  Row person;
  Place firm;
  Money firm_wage;   // of a full-time person with pay 1
  bool self_employed;
};

/// The links from workers to firms during the labour market of a quarter.
class Staff {
 public:
  explicit Staff(World& world) : world_(world) {}

  /// Knows every employer, asks its wage, and has firms.staff and firms.staff_hours told anew: set by the next deliver() (collective). Those
  /// whose firm is gone become unemployed.
  void open();

  /// A worker leaves the firm for this activity. Told at the next deliver().
  void leave(Row person, Activity then, int thread);
  /// A person starts to work at a firm known to this rank (an own row, or resolved and agreed).
  void start(Row person, Place firm, Activity as, Money wage, int thread);
  /// Adds what was told since the last time to firms.staff and firms.staff_hours (collective).
  void deliver();
  /// Makes the firms of these hires known to this rank, and their wages (collective). What was told before is kept.
  void know(const std::vector<std::vector<Hire>>& hires);

  [[nodiscard]] Row employer(Row person) const { return world_.firms.rows.find(world_.persons.employer[person]); }
  /// Gross wage of a quarter at this firm wage.
  [[nodiscard]] Money wage_of(Row person, double firm_wage) const;
  /// Mean weekly hours of all who work.
  [[nodiscard]] double mean_hours() const { return mean_hours_; }
  /// People whom open() found without their firm.
  [[nodiscard]] Head released() const { return released_; }

 private:
  World& world_;
  parallel::Accounts<2> accounts_;
  double mean_hours_ = 0;
  Head released_;
};

/// People whose firm no longer exists become unemployed, and firms' staff is told anew (collective). For use between a firm's exit and
/// the labour market; labour_market() does it too.
void release_staff(World& world);

}  // namespace kringloop::workforce
