// Amounts as distinct integer types that do not mix (euro cents, base-year volume, hours, heads), and the one place that
// turns a real number into an amount.
#pragma once

#include <emmintrin.h>

#include <compare>
#include <cstdint>
#include <type_traits>

namespace kringloop {

__extension__ typedef __int128 Wide;  // sums, products and audits

/// An amount of one kind, an exact number of its unit. Adding keeps the kind; mixing kinds does not compile.
template <class Kind>
struct Amount {
  std::int64_t units = 0;

  constexpr Amount() = default;
  constexpr explicit Amount(std::int64_t n) : units(n) {}

  constexpr auto operator<=>(const Amount&) const = default;
  constexpr Amount& operator+=(Amount other) { units += other.units; return *this; }
  constexpr Amount& operator-=(Amount other) { units -= other.units; return *this; }
  friend constexpr Amount operator+(Amount a, Amount b) { return Amount{a.units + b.units}; }
  friend constexpr Amount operator-(Amount a, Amount b) { return Amount{a.units - b.units}; }
  friend constexpr Amount operator-(Amount a) { return Amount{-a.units}; }
  friend constexpr Amount operator*(Amount a, std::int64_t n) { return Amount{a.units * n}; }

  /// In real numbers of `Kind::per_whole` units each: euros, base-year euros, hours, heads.
  [[nodiscard]] constexpr double real() const { return static_cast<double>(units) / Kind::per_whole; }
};

struct MoneyKind  { static constexpr double per_whole = 100.0;  static constexpr const char* name = "money"; };   // cents
struct VolumeKind { static constexpr double per_whole = 1000.0; static constexpr const char* name = "volume"; };  // 1/1000 base-year EUR
struct HoursKind  { static constexpr double per_whole = 1.0;    static constexpr const char* name = "hours"; };
struct HeadKind   { static constexpr double per_whole = 1.0;    static constexpr const char* name = "heads"; };   // people, firms, units

using Money = Amount<MoneyKind>;
using Volume = Amount<VolumeKind>;
using Hours = Amount<HoursKind>;
using Head = Amount<HeadKind>;

[[noreturn]] void refuse_amount(double x);

/// The nearest integer, ties to even. Throws InternalError when `x` is not finite or beyond 2^62.
[[nodiscard]] inline std::int64_t rounded(double x) {
  constexpr std::int64_t limit = std::int64_t{1} << 62;
  const std::int64_t n = _mm_cvtsd_si64(_mm_set_sd(x));  // the smallest integer for what does not fit and for what is no number
  if (n >= limit || n <= -limit) [[unlikely]] refuse_amount(x);
  return n;
}

/// An amount from a real number of whole units (euros, base-year euros, ...), rounded half to even.
template <class A>
[[nodiscard]] A amount_of(double whole);
template <> inline Money amount_of<Money>(double whole) { return Money{rounded(whole * MoneyKind::per_whole)}; }
template <> inline Volume amount_of<Volume>(double whole) { return Volume{rounded(whole * VolumeKind::per_whole)}; }
template <> inline Hours amount_of<Hours>(double whole) { return Hours{rounded(whole)}; }
template <> inline Head amount_of<Head>(double whole) { return Head{rounded(whole)}; }

/// floor(a * b / c) for c > 0 in 128 bits; exact for negative a too (rounds towards minus infinity).
[[nodiscard]] constexpr std::int64_t mul_div(std::int64_t a, std::int64_t b, std::int64_t c) {
  const Wide product = static_cast<Wide>(a) * b;
  if (!std::is_constant_evaluated() && product >= 0 && c > 0) {
    // One division instruction instead of a call: it takes a product whose quotient fits 64 bits.
    const auto high = static_cast<std::uint64_t>(product >> 64), divisor = static_cast<std::uint64_t>(c);
    if (high < divisor) {
      std::uint64_t quotient = static_cast<std::uint64_t>(product), remainder = high;
      asm("divq %2" : "+a"(quotient), "+d"(remainder) : "r"(divisor) : "cc");
      return static_cast<std::int64_t>(quotient);
    }
  }
  Wide quotient = product / c;
  if (product % c != 0 && ((product < 0) != (c < 0))) --quotient;
  return static_cast<std::int64_t>(quotient);
}

/// What a buyer who asked `asked` of a total `total_asked` receives of `supply`: all of it when there is enough, else its
/// proportional part rounded down. The remainder stays with the seller.
template <class Kind>
[[nodiscard]] constexpr Amount<Kind> rationed(Amount<Kind> asked, Amount<Kind> total_asked, Amount<Kind> supply) {
  if (total_asked <= supply) return asked;
  return Amount<Kind>{mul_div(asked.units, supply.units, total_asked.units)};
}

}  // namespace kringloop
