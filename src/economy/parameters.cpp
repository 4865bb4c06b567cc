#include "economy/parameters.hpp"

namespace kringloop::economy {

Parameters parameters_in(const input::Settings& settings, Quarter quarter) {
  Parameters p;
#define KRINGLOOP_PARAMETER(name, unit) p.name = settings.parameter(#name, quarter);
  KRINGLOOP_ECONOMY_PARAMETERS(KRINGLOOP_PARAMETER)
#undef KRINGLOOP_PARAMETER
  return p;
}

}  // namespace kringloop::economy
