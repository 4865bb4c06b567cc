#include "simulation/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "parallel/failure.hpp"

namespace kringloop::simulation {

namespace {

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) out += fmt::format("\\u{:04x}", static_cast<int>(c));
    else out += c;
  }
  return out + "\"";
}

/// What rank 0 found wrong is thrown on every rank, with the same kind of error.
void leave_together(parallel::Communicator& ranks, const std::exception_ptr& mine) {
  std::string text = "0";
  if (mine) {
    try {
      std::rethrow_exception(mine);
    } catch (const InputError& e) {
      text = std::string("i") + e.what();
    } catch (const std::exception& e) {
      text = std::string("m") + e.what();
    }
  }
  parallel::Bytes bytes(text.size());
  std::memcpy(bytes.data(), text.data(), text.size());
  ranks.broadcast(bytes);
  const std::string said(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (said[0] == 'i') throw InputError(said.substr(1));
  if (said[0] == 'm') throw MachineError(said.substr(1));
}

}  // namespace

RunFolder::RunFolder(const RunOptions& options, parallel::Communicator& ranks)
    : options_(options), path_(options.folder.empty() ? std::filesystem::path("runs") / options.scenario.stem() : options.folder) {
  std::exception_ptr error;
  if (ranks.rank() == 0) {
    try {
      const bool used = std::filesystem::exists(path_ / "run.nc") || std::filesystem::exists(path_ / "checkpoint");
      if (used && !options.resume) {
        throw InputError(fmt::format("{} already holds results; continue them with --resume, or name another folder with -o", path_.string()));
      }
      for (above_ = path_; !above_.empty() && !std::filesystem::exists(above_);) above_ = above_.parent_path();
      had_log_ = std::filesystem::exists(log());
      make_folder(path_);
      lock_ = ::open((path_ / "lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
      if (lock_ < 0) throw MachineError(fmt::format("cannot write in {}: {}", path_.string(), std::strerror(errno)));
      // A run that ends takes its lock file away: then what was locked here is no longer the file of that name.
      struct stat held{}, named{};
      if (::flock(lock_, LOCK_EX | LOCK_NB) != 0 || ::fstat(lock_, &held) != 0 || ::stat((path_ / "lock").c_str(), &named) != 0 || held.st_ino != named.st_ino) {
        ::close(lock_);
        lock_ = -1;
        throw InputError(fmt::format("another run is writing in {}", path_.string()));
      }
    } catch (...) {
      error = std::current_exception();
    }
  }
  leave_together(ranks, error);
}

void RunFolder::begin(const input::Settings& settings, parallel::Communicator& ranks) {
  begun_ = true;
  parallel::together(ranks, [&] {
    if (ranks.rank() == 0) publish(path_ / "scenario.toml", input::resolved_toml(settings));
  });
}

RunFolder::~RunFolder() {
  if (lock_ < 0) return;
  std::error_code ignored;
  std::filesystem::remove(path_ / "lock", ignored);
  if (!begun_) {
    if (!had_log_) std::filesystem::remove(log(), ignored);
    for (auto made = path_; made != above_ && std::filesystem::remove(made, ignored);) made = made.parent_path();  // only empty ones
  }
  ::close(lock_);
}

void RunFolder::write_report(const RunReport& r, const std::vector<std::pair<std::string, double>>& phases,
                             const std::vector<parallel::TrafficRow>& traffic) const {
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  std::string verbs, times;
  for (const auto& [phase, seconds] : phases) times += fmt::format("{}\n    {}: {:.4f}", times.empty() ? "" : ",", json_text(phase), seconds);
  for (const auto& row : traffic) {
    verbs += fmt::format("{}\n    {}: {{\"messages\": {}, \"bytes\": {}, \"collectives\": {}}}", verbs.empty() ? "" : ",", json_text(row.verb), row.traffic.messages,
                         row.traffic.bytes, row.traffic.collectives);
  }
  publish(path_ / "run.json",
          fmt::format("{{\n  \"program\": {},\n  \"commit\": {},\n  \"command\": {},\n  \"host\": {},\n  \"ranks\": {},\n  \"threads\": {},\n  \"restarts\": {},\n"
                      "  \"quarters\": {},\n  \"opening_seconds\": {:.3f},\n  \"simulation_seconds\": {:.3f},\n  \"seconds_per_quarter\": {:.4f},\n"
                      "  \"total_seconds\": {:.3f},\n  \"peak_memory_bytes\": {},\n  \"phases\": {{{}\n  }},\n  \"traffic\": {{{}\n  }}\n}}\n",
                      json_text("kringloop " + options_.version), json_text(options_.commit), json_text(options_.command), json_text(host), r.ranks, r.threads,
                      r.restarts, r.quarters, r.opening_s, r.simulation_s, r.quarters > 0 ? r.simulation_s / r.quarters : 0.0, r.total_s, r.peak_memory, times, verbs));
}

}  // namespace kringloop::simulation
