#include "base/amount.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop {

void refuse_amount(double x) { throw InternalError(fmt::format("cannot make an amount of {}: not finite or beyond 2^62", x)); }

}  // namespace kringloop
