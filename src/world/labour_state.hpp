// The labour market as others read it: stocks at the end of the quarter, flows of the quarter, and what rules carry on.
// The same on every rank.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/amount.hpp"

namespace kringloop {

namespace workforce {
struct Tables;  // made from the pack alone (workforce/tables.hpp)
}

/// Moves of people between states, counted when they happen.
enum class LabourFlow : std::uint8_t {
  job_loss,      // employed -> unemployed, dismissals included
  withdrawal,    // employed -> inactive, retirement included
  job_finding,   // unemployed -> employed
  giving_up,     // unemployed -> inactive
  direct_entry,  // inactive -> employed
  search_entry,  // inactive -> unemployed
  job_to_job,    // employed -> employed elsewhere
  dismissals,    // of the job losses, those that the employer decided
  count
};
inline constexpr std::size_t labour_flows = static_cast<std::size_t>(LabourFlow::count);

struct LabourState {
  // by region of residence, represented persons of 15 and over
  std::vector<Head> employed;  // employees
  std::vector<Head> self_employed;
  std::vector<Head> unemployed;
  std::vector<Head> inactive;  // students and retired included
  std::vector<Head> vacancies;  // by region of the firm, open at the end of the quarter

  std::array<Head, labour_flows> flows{};  // of the quarter, by LabourFlow
  Head hires, separations;                 // of the quarter: into, and out of, a job as employee

  double tightness = 0.0;          // vacancies / unemployed
  double unemployment_rate = 0.0;  // unemployed / (employed + self-employed + unemployed)

  double filled_share = 0.0;  // of the country's vacancies, filled in the last month; 0 = not yet known

  // carried by the wage rule
  double productivity_before = 0.0;  // mean productivity a quarter ago; 0 = not yet known
  double productivity_trend = 0.0;   // smoothed growth [1/quarter]

  // made again from the pack when absent, so not part of a checkpoint
  std::shared_ptr<const workforce::Tables> tables;

  [[nodiscard]] Head flow(LabourFlow f) const { return flows[static_cast<std::size_t>(f)]; }
};

}  // namespace kringloop
