// Randomness as a pure function: Philox4x64 keyed by (seed, purpose) and counted by (identity, quarter, draw).
// No agent carries generator state; a new purpose changes no other draw. Any x86-64 gives the same bits.
#pragma once

#include <cstdint>

#include <Random123/philox.h>

namespace kringloop {

/// What a draw is for. Append only: the number is part of every result.
enum class Purpose : std::uint32_t {
  test = 0,
  population_person, population_household, population_firm, population_jobs, population_links,
  death, birth, birth_sex, emigration, immigration, household_formation, household_move, inheritance,
  firm_exit, firm_entry, firm_size, supplier_review, supplier_choice, supplier_switch,
  separation, quit, labour_entry, labour_exit, retirement, job_search, vacancy_order, applicant_order, self_employment,
  expectation_noise, investment_timing, default_order, dwelling_purchase, education_choice, bank_choice, outside_world,
  validation = 1000,  // outside of runs: scores and opponents
};

struct Draw {
  std::uint64_t seed = 0;

  /// 64 uniform bits for this identity, quarter and draw number.
  [[nodiscard]] std::uint64_t bits(Purpose purpose, std::uint64_t identity, int quarter, std::uint64_t number = 0) const {
    const philox4x64_ctr_t counter{{identity, static_cast<std::uint64_t>(static_cast<std::int64_t>(quarter)), number, 0}};
    const philox4x64_key_t key{{seed, static_cast<std::uint64_t>(purpose)}};
    return philox4x64(counter, key).v[0];
  }
  /// Uniform in [0, 1), 53 bits.
  [[nodiscard]] double uniform(Purpose purpose, std::uint64_t identity, int quarter, std::uint64_t number = 0) const {
    return static_cast<double>(bits(purpose, identity, quarter, number) >> 11) * 0x1.0p-53;
  }
  /// Uniform in 0 .. n-1 (n > 0); the bias is below n / 2^64.
  [[nodiscard]] std::uint64_t below(std::uint64_t n, Purpose purpose, std::uint64_t identity, int quarter, std::uint64_t number = 0) const {
    __extension__ using Product = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Product>(bits(purpose, identity, quarter, number)) * n) >> 64);
  }
  /// True with probability `p`.
  [[nodiscard]] bool chance(double p, Purpose purpose, std::uint64_t identity, int quarter, std::uint64_t number = 0) const {
    return uniform(purpose, identity, quarter, number) < p;
  }
};

/// A fixed mixing of 64 bits (SplitMix64's finaliser), for tie-breaking keys.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace kringloop
