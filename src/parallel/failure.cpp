#include "parallel/failure.hpp"

#include <exception>
#include <new>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/log.hpp"
#include "parallel/packing.hpp"

namespace kringloop::parallel {

namespace {

/// Kind and text of the exception being handled.
std::pair<ExitCode, std::string> current_failure() {
  try {
    throw;
  } catch (const InputError& error) {
    return {ExitCode::bad_input, error.what()};
  } catch (const MachineError& error) {
    return {ExitCode::machine, error.what()};
  } catch (const std::system_error& error) {  // files and streams
    return {ExitCode::machine, error.what()};
  } catch (const std::bad_alloc&) {
    return {ExitCode::machine, "out of memory"};
  } catch (const std::exception& error) {
    return {ExitCode::internal, error.what()};
  } catch (...) {
    return {ExitCode::internal, "an exception of unknown kind"};
  }
}

[[noreturn]] void throw_as(ExitCode kind, const std::string& text) {
  if (kind == ExitCode::bad_input) throw InputError(text);
  if (kind == ExitCode::machine) throw MachineError(text);
  throw InternalError(text);
}

}  // namespace

void Failure::note(std::int64_t order) {
  auto [kind, text] = current_failure();
  const std::lock_guard lock(one_at_a_time_);
  if (order_ >= 0 && order_ <= order) return;
  order_ = order;
  kind_ = kind;
  text_ = std::move(text);
}

void Failure::leave_together(Communicator& ranks) {
  constexpr std::int64_t none = INT64_MIN;
  std::int64_t lowest = order_ < 0 ? none : -order_;
  ranks.maximum({&lowest, 1});
  if (lowest == none) return;
  Bytes mine;
  if (order_ == -lowest) {
    append(mine, kind_);
    append(mine, std::string_view(text_));
  }
  const std::vector<Bytes> all = ranks.gather_all(mine);
  ranks.note_left_together();
  for (const Bytes& one : all) {
    if (one.empty()) continue;
    Reader reader(one);
    const auto kind = reader.value<ExitCode>();
    throw_as(kind, reader.text());
  }
  throw InternalError("a failure without a message");
}

void together(Communicator& ranks, const std::function<void()>& work) {
  Failure failure;
  try {
    work();
  } catch (...) {
    failure.note(ranks.rank());
  }
  failure.leave_together(ranks);
}

int guarded(Communicator& ranks, const std::function<int()>& work) {
  try {
    return work();
  } catch (...) {
    const auto [kind, text] = current_failure();
    const int code = static_cast<int>(kind);
    const bool alone = ranks.size() > 1 && !ranks.left_together();
    if (alone) {
      log::error("rank {}: {}", ranks.rank(), text);
    } else if (ranks.rank() == 0) {
      log::error("{}", text);
    }
    log::flush();
    if (alone) ranks.abort(code);
    return code;
  }
}

}  // namespace kringloop::parallel
