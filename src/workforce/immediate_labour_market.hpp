// The labour market of the published model (Poledna, Miess, Hommes, Rabitsch 2023, online appendix, A.23-A.25): equal workers, no friction.
#pragma once

#include "world/world.hpp"

namespace kringloop::workforce {

/// Everyone works or wants full-time hours at full pay. Once, before firms are opened.
void make_workers_equal(World& world);

/// All staff beyond the firm's target leave, at random; then the unemployed, in random order, fill all vacancies as far as they go. A firm
/// wants its target in whole people, at least one. Nobody moves for any other reason (collective).
void immediate_labour_market(World& world, Quarter quarter);

}  // namespace kringloop::workforce
