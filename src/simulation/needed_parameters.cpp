#include "economy/parameters.hpp"
#include "simulation/run.hpp"
#include "workforce/parameters.hpp"

namespace kringloop::simulation {

std::vector<input::NeededParameter> needed_parameters() {
  std::vector<input::NeededParameter> needed;
#define KRINGLOOP_PARAMETER(name, unit) needed.push_back({#name, unit});
  KRINGLOOP_ECONOMY_PARAMETERS(KRINGLOOP_PARAMETER)
#undef KRINGLOOP_PARAMETER
  for (const auto& declared : workforce::parameter_declarations()) needed.push_back({std::string(declared.name), std::string(declared.unit)});
  return needed;
}

}  // namespace kringloop::simulation
