#include <cstdlib>

#include <fmt/format.h>

#include "base/error.hpp"
#include "parallel/communicator.hpp"

namespace kringloop::parallel {

namespace {

class LocalCommunicator final : public Communicator {
 public:
  [[nodiscard]] int rank() const override { return 0; }
  [[nodiscard]] int size() const override { return 1; }
  void sum(std::span<std::int64_t>) override {}
  void sum(std::span<Wide>) override {}
  void maximum(std::span<std::int64_t>) override {}
  std::vector<Bytes> gather_all(const Bytes& mine) override { return {mine}; }
  std::vector<Bytes> gather(const Bytes& mine) override { return {mine}; }
  std::vector<Bytes> exchange(std::vector<Bytes> out) override {
    if (out.size() != 1) throw InternalError(fmt::format("messages for {} ranks, but there is one", out.size()));
    return out;
  }
  void exchange_known(const std::vector<Bytes>&, std::vector<Bytes>&) override {}
  void broadcast(Bytes&) override {}
  void barrier() override {}
  std::unique_ptr<Communicator> split(int) override { return local_communicator(); }
  [[noreturn]] void abort(int exit_code) override { std::_Exit(exit_code); }
};

}  // namespace

std::unique_ptr<Communicator> local_communicator() { return std::make_unique<LocalCommunicator>(); }

std::unique_ptr<Communicator> communicator_of_this_process(int* argc, char*** argv) {
  // What Open MPI, MPICH and Slurm set in the processes they start; a process of an allocation without srun has none of them.
  for (const char* mark : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMI_RANK", "PMIX_RANK", "MPI_LOCALNRANKS"})
    if (std::getenv(mark) != nullptr) return mpi_communicator(argc, argv);
  return local_communicator();
}

}  // namespace kringloop::parallel
