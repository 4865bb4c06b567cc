// The ranks of a run. One interface, two implementations: MPI, and a local stand-in of one rank, so that the same code and
// the same tests run with and without MPI. Only the main thread calls it. Counts are 64 bit; long messages are chunked.
// All calls but rank, size, abort and the traffic figures are collective: every rank makes them in the same order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/amount.hpp"
#include "parallel/traffic.hpp"

namespace kringloop::parallel {

using Bytes = std::vector<std::byte>;

class Communicator {
 public:
  Communicator() = default;
  virtual ~Communicator() = default;
  Communicator(const Communicator&) = delete;
  Communicator& operator=(const Communicator&) = delete;

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
  /// out[r] goes to rank r; returns what rank r sent here. Throws InternalError when out has another size than there are ranks.
  virtual std::vector<Bytes> exchange(std::vector<Bytes> out) = 0;
  /// The same when both sides know the lengths: in[r] has the size of what rank r sends here. Nothing is sent to oneself.
  virtual void exchange_known(const std::vector<Bytes>& out, std::vector<Bytes>& in) = 0;
  virtual void broadcast(Bytes& data) = 0;  // from rank 0; resized elsewhere
  virtual void barrier() = 0;
  /// The ranks that give the same `group` (>= 0), in the order of their ranks, as a communicator of their own.
  virtual std::unique_ptr<Communicator> split(int group) = 0;
  /// Ends the program on every rank with this exit code, at once: for a rank that fails alone.
  [[noreturn]] virtual void abort(int exit_code) = 0;

  /// Messages and bytes sent by this rank so far, by verb.
  [[nodiscard]] TrafficLog& traffic() { return traffic_; }

  /// True once all ranks have left a phase with the same exception: then every rank ends by itself and none waits for another.
  [[nodiscard]] bool left_together() const { return left_together_; }
  void note_left_together() { left_together_ = true; }

 protected:
  TrafficLog traffic_;

 private:
  bool left_together_ = false;
};

/// One rank, no MPI.
std::unique_ptr<Communicator> local_communicator();

/// MPI_COMM_WORLD. Initialises MPI (funneled) on construction, finalises on destruction; throws MachineError on MPI errors.
/// Messages longer than `chunk` bytes are sent in pieces.
std::unique_ptr<Communicator> mpi_communicator(int* argc, char*** argv, std::size_t chunk = std::size_t{1} << 30);

/// The MPI one when a launcher (mpirun, srun) started this process, else the local one, which starts faster.
std::unique_ptr<Communicator> communicator_of_this_process(int* argc, char*** argv);

}  // namespace kringloop::parallel
