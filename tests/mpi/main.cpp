// The tests of the parallel layer on the ranks of mpirun. Rank 0 reports; a failed check on any rank is shown with its rank and
// ends the program on all, since the others would wait for it forever.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <cstdio>
#include <string>
#include <vector>

#include "../unit/parallel/ranks_under_test.hpp"

namespace {
kringloop::parallel::Communicator* the_ranks = nullptr;

struct EndTogether : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;
  bool assertionEnded(const Catch::AssertionStats& stats) override {
    const Catch::AssertionResult& result = stats.assertionResult;
    if (!result.isOk()) {
      std::string text = result.getExpressionInMacro() + " (" + result.getExpandedExpression() + ") " + std::string(result.getMessage());
      for (const Catch::MessageInfo& info : stats.infoMessages) text += " " + info.message;
      std::fprintf(stderr, "rank %d: %s:%zu: failed: %s\n", the_ranks->rank(), result.getSourceInfo().file, result.getSourceInfo().line, text.c_str());
      the_ranks->abort(1);
    }
    return true;
  }
};
}  // namespace

CATCH_REGISTER_LISTENER(EndTogether)

namespace kringloop::parallel {
Communicator& ranks_under_test() { return *the_ranks; }
}  // namespace kringloop::parallel

int main(int argc, char** argv) {
  // Messages are cut into small pieces here, so that every test also tests the chunks of long ones.
  const auto ranks = kringloop::parallel::mpi_communicator(&argc, &argv, 16384);
  the_ranks = ranks.get();
  std::vector<const char*> arguments(argv, argv + argc);
  if (ranks->rank() != 0) arguments.insert(arguments.end(), {"--out", "/dev/null"});
  return Catch::Session().run(static_cast<int>(arguments.size()), arguments.data());
}
