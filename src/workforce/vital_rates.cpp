#include "workforce/vital_rates.hpp"

#include "base/amount.hpp"
#include "base/math.hpp"

namespace kringloop::workforce {

double quarterly(double yearly_rate) { return yearly_rate > 0 ? 1.0 - exact::exp(-yearly_rate / 4.0) : 0.0; }

VitalRates vital_rates(const input::Pack& pack, const Signals& signals) {
  const input::Demography& d = pack.demography;
  VitalRates rates;

  double base_fertility = 0;  // children per woman at the pack's rates
  for (const double f : d.fertility) base_fertility += 5.0 * f;
  const double fertility = base_fertility > 0 ? signals.total_fertility_rate / base_fertility : 0.0;

  std::array<std::array<double, 2>, input::age_bands> people{};
  for (const auto& region : pack.population)
    for (std::size_t b = 0; b < input::age_bands; ++b)
      for (std::size_t s = 0; s < 2; ++s) people[b][s] += region[b][s];

  for (std::size_t a = 0; a < input::Demography::ages; ++a) {
    const std::size_t band = input::band_of_age(static_cast<int>(a));
    for (std::size_t s = 0; s < 2; ++s) {
      rates.death[a][s] = threshold(quarterly(d.mortality[a][s] * signals.mortality_index));
      const double share = people[band][s] > 0 ? d.emigration[band][s] / people[band][s] : 0.0;
      rates.emigration[a][s] = rounded(1e9 * share);
    }
    rates.birth[a] = threshold(d.fertility[band] * fertility / 4.0);
    rates.leave_home[a] = threshold(quarterly(d.leave_parental_home[a]));
    // Every couple has one who took the initiative: half the rate each.
    rates.partner[a] = static_cast<int>(a) < adult_age ? 0 : threshold(quarterly(d.partnering[a] / 2.0));
    rates.separate[a] = threshold(quarterly(d.separation[a]));
    rates.move_in[a] = threshold(quarterly(d.moving_in_with_others[a]));
  }
  for (std::size_t c = 0; c < input::age_bands * 2; ++c)
    rates.immigration[c + 1] = rates.immigration[c] + rounded(1e3 * d.immigration[c / 2][c % 2]);
  return rates;
}

}  // namespace kringloop::workforce
