// A program of which one rank fails while the others wait for it: what the argument names. See the tests that run it.
#include <csignal>
#include <stdexcept>
#include <string_view>

#include "base/error.hpp"
#include "parallel/failure.hpp"

using namespace kringloop;
using namespace kringloop::parallel;

int main(int argc, char** argv) {
  const auto ranks = mpi_communicator(&argc, &argv);
  const std::string_view how = argc > 1 ? argv[1] : "";
  return guarded(*ranks, [&]() -> int {
    const bool last = ranks->rank() == ranks->size() - 1;
    if (how == "throw" && last) throw MachineError("disk full on the last rank");
    if (how == "killed" && last) std::raise(SIGKILL);
    if (how == "together") together(*ranks, [&] { if (last) throw InputError("wrong scenario"); });
    ranks->barrier();
    return 0;
  });
}
