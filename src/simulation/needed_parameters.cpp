#include "economy/parameters.hpp"
#include "simulation/run.hpp"
#include "workforce/parameters.hpp"

namespace kringloop::simulation {

std::vector<std::string> needed_parameters() {
  std::vector<std::string> names;
#define KRINGLOOP_PARAMETER(name) names.push_back(#name);
  KRINGLOOP_ECONOMY_PARAMETERS(KRINGLOOP_PARAMETER)
#undef KRINGLOOP_PARAMETER
  for (const auto& declared : workforce::parameter_declarations()) names.emplace_back(declared.name);
  return names;
}

}  // namespace kringloop::simulation
