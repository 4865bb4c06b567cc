// The ranks of a run. One interface, two implementations: MPI, and a local stand-in of one rank, so that the same code and
// the same tests run with and without MPI. Only the main thread calls it. Counts are 64 bit; long messages are chunked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/amount.hpp"

namespace kringloop::parallel {

/// Messages and bytes sent to other ranks, counted for the traffic report.
struct Traffic {
  std::int64_t messages = 0;
  std::int64_t bytes = 0;
};

using Bytes = std::vector<std::byte>;

class Communicator {
 public:
  virtual ~Communicator() = default;
  [[nodiscard]] virtual int rank() const = 0;
  [[nodiscard]] virtual int size() const = 0;

  /// Elementwise sum (maximum) over ranks, in place, the result on every rank.
  virtual void sum(std::span<std::int64_t> values) = 0;
  virtual void sum(std::span<Wide> values) = 0;
  virtual void maximum(std::span<std::int64_t> values) = 0;
  /// Bytes of every rank, indexed by rank, on every rank.
  virtual std::vector<Bytes> gather_all(const Bytes& mine) = 0;
  /// Bytes of every rank on rank 0 (empty elsewhere).
  virtual std::vector<Bytes> gather(const Bytes& mine) = 0;
  /// out[r] goes to rank r; returns what rank r sent here.
  virtual std::vector<Bytes> exchange(const std::vector<Bytes>& out) = 0;
  virtual void broadcast(Bytes& data) = 0;  // from rank 0
  virtual void barrier() = 0;

  [[nodiscard]] Traffic traffic() const { return traffic_; }

 protected:
  Traffic traffic_;
};

/// One rank, no MPI.
std::unique_ptr<Communicator> local_communicator();

/// MPI_COMM_WORLD. Initialises MPI (funneled) on construction, finalises on destruction; throws MachineError on MPI errors.
std::unique_ptr<Communicator> mpi_communicator(int* argc, char*** argv);

}  // namespace kringloop::parallel
