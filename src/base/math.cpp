#include "base/math.hpp"

#include <sleef.h>

namespace kringloop::exact {

double exp(double x) { return Sleef_cinz_expd1_u10purec(x); }
double log(double x) { return Sleef_cinz_logd1_u10purec(x); }
double pow(double base, double exponent) { return Sleef_cinz_powd1_u10purec(base, exponent); }
double logistic(double x) { return 1.0 / (1.0 + exp(-x)); }

}  // namespace kringloop::exact
