// The exp, log and pow that state may use: the same bits on every x86-64, with or without fused multiply-add.
// SLEEF's reproducible scalar functions, wrapped once. The system's libm must not touch state.
#pragma once

namespace kringloop::exact {

[[nodiscard]] double exp(double x);
[[nodiscard]] double log(double x);
[[nodiscard]] double pow(double base, double exponent);
/// 1 / (1 + exp(-x))
[[nodiscard]] double logistic(double x);
/// The standard normal variable that is below with probability p, 0 < p < 1: a uniform number made normal. Relative error about 1e-16
/// (Wichura 1988, The percentage points of the normal distribution, Applied Statistics 37, algorithm AS 241).
[[nodiscard]] double normal_quantile(double p);

}  // namespace kringloop::exact
