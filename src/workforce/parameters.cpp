#include "workforce/parameters.hpp"

#include <string>

#include "world/world.hpp"

namespace kringloop::workforce {

namespace {
double in_force(const World& world, Quarter quarter, const std::string& name, double otherwise) {
  if (world.settings.parameters.contains(name)) return world.settings.parameter(name, quarter);
  if (const auto packed = world.pack.parameters.find(name); packed != world.pack.parameters.end()) return packed->second.value;
  return otherwise;
}

constexpr ParameterDeclaration declarations[] = {
#define KRINGLOOP_DECLARATION(name, value, unit, low, high, quality, factor, source, meaning) \
  {#name, value, unit, low, high, quality, factor, source, meaning},
    KRINGLOOP_WORKFORCE_PARAMETERS(KRINGLOOP_DECLARATION)
#undef KRINGLOOP_DECLARATION
};
}  // namespace

Parameters parameters_of(const World& world, Quarter quarter) {
  Parameters p;
#define KRINGLOOP_READ(name, value, unit, low, high, quality, factor, source, meaning) p.name = in_force(world, quarter, #name, value);
  KRINGLOOP_WORKFORCE_PARAMETERS(KRINGLOOP_READ)
#undef KRINGLOOP_READ
  return p;
}

std::span<const ParameterDeclaration> parameter_declarations() { return declarations; }

}  // namespace kringloop::workforce
