// Leaving together: what fails on one rank, or in one district, ends the phase on every rank with the same exception.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "base/error.hpp"
#include "parallel/communicator.hpp"

namespace kringloop::parallel {

/// The failure with the lowest place in an order (a district, a cell, a rank) among those noted. Threads may note at the same time.
class Failure {
 public:
  /// Call inside a catch block: notes the exception being handled.
  void note(std::int64_t order);
  [[nodiscard]] bool noted() const { return order_ >= 0; }
  /// Collective. Returns on all ranks when none of them noted anything, else throws on all of them what was noted with the
  /// lowest order: InputError, MachineError (also for exhausted memory) or InternalError, with its text.
  void leave_together(Communicator& ranks);

 private:
  std::mutex one_at_a_time_;
  std::int64_t order_ = -1;
  ExitCode kind_ = ExitCode::done;
  std::string text_;
};

/// Runs `work` on this rank; when it throws on any rank, all ranks leave with the message of the lowest one (collective).
/// For work of one rank that others will wait for: rank 0 writing a file, a checkpoint block.
void together(Communicator& ranks, const std::function<void()>& work);

/// The whole program: runs `work` and returns its exit code. An exception becomes one message on stderr (through the log) and
/// the exit code of its kind, on all ranks; a rank that fails alone takes the others with it.
[[nodiscard]] int guarded(Communicator& ranks, const std::function<int()>& work);

}  // namespace kringloop::parallel
