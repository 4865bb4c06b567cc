#include <memory>

#include "parallel/communicator.hpp"
#include "unit/world/synthetic_world.hpp"

namespace kringloop::parallel {

Communicator& ranks_under_test() {
  static const std::unique_ptr<Communicator> ranks = local_communicator();
  return *ranks;
}

}  // namespace kringloop::parallel
