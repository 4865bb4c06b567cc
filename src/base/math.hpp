// The exp, log and pow that state may use: the same bits on every x86-64, with or without fused multiply-add.
// SLEEF's reproducible scalar functions, wrapped once. The system's libm must not touch state.
#pragma once

namespace kringloop::exact {

[[nodiscard]] double exp(double x);
[[nodiscard]] double log(double x);
[[nodiscard]] double pow(double base, double exponent);
/// 1 / (1 + exp(-x))
[[nodiscard]] double logistic(double x);

}  // namespace kringloop::exact
