// The only file that speaks MPI.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <limits>

#include <fmt/format.h>
#include <mpi.h>

#include "base/error.hpp"
#include "parallel/communicator.hpp"

namespace kringloop::parallel {

namespace {

void check(int code, const char* what) {
  if (code == MPI_SUCCESS) return;
  char text[MPI_MAX_ERROR_STRING];
  int length = 0;
  MPI_Error_string(code, text, &length);
  throw MachineError(fmt::format("MPI failed to {}: {}", what, std::string(text, static_cast<std::size_t>(length))));
}

void add_wide(void* from, void* to, int* length, MPI_Datatype*) {
  // Through memcpy: MPI does not promise the alignment of 128-bit numbers.
  for (int i = 0; i < *length; ++i) {
    Wide a, b;
    auto* target = static_cast<char*>(to) + static_cast<std::size_t>(i) * sizeof(Wide);
    std::memcpy(&a, static_cast<const char*>(from) + static_cast<std::size_t>(i) * sizeof(Wide), sizeof(Wide));
    std::memcpy(&b, target, sizeof(Wide));
    b += a;
    std::memcpy(target, &b, sizeof(Wide));
  }
}

/// MPI itself, started once and ended when the last communicator is gone.
struct Machine {
  MPI_Datatype wide = MPI_DATATYPE_NULL;
  MPI_Op wide_sum = MPI_OP_NULL;

  Machine(int* argc, char*** argv) {
    int provided = 0;
    check(MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &provided), "start");
    if (provided < MPI_THREAD_FUNNELED) throw MachineError("this MPI does not allow threads (MPI_THREAD_FUNNELED)");
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    check(MPI_Type_contiguous(static_cast<int>(sizeof(Wide)), MPI_BYTE, &wide), "make a type");
    check(MPI_Type_commit(&wide), "make a type");
    check(MPI_Op_create(add_wide, 1, &wide_sum), "make an operation");
  }
  ~Machine() {
    MPI_Op_free(&wide_sum);
    MPI_Type_free(&wide);
    MPI_Finalize();
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
};

class MpiCommunicator final : public Communicator {
 public:
  MpiCommunicator(std::shared_ptr<Machine> machine, MPI_Comm ranks, std::size_t chunk)
      : machine_(std::move(machine)), ranks_(ranks), chunk_(std::clamp<std::size_t>(chunk, 1, std::numeric_limits<int>::max())) {
    MPI_Comm_set_errhandler(ranks_, MPI_ERRORS_RETURN);
    check(MPI_Comm_rank(ranks_, &rank_), "tell the rank");
    check(MPI_Comm_size(ranks_, &size_), "count the ranks");
  }
  ~MpiCommunicator() override {
    if (ranks_ == MPI_COMM_WORLD) return;
    MPI_Comm_free(&ranks_);
  }

  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return size_; }

  void sum(std::span<std::int64_t> values) override { reduce(values, MPI_INT64_T, MPI_SUM); }
  void sum(std::span<Wide> values) override { reduce(values, machine_->wide, machine_->wide_sum); }
  void maximum(std::span<std::int64_t> values) override { reduce(values, MPI_INT64_T, MPI_MAX); }

  std::vector<Bytes> gather_all(const Bytes& mine) override {
    // Pieces up to 2^31 bytes go in one collective; more travels as ordinary messages.
    const std::vector<std::int64_t> lengths = lengths_of_all(mine.size());
    std::int64_t total = 0;
    for (const std::int64_t n : lengths) total += n;
    if (total > std::numeric_limits<int>::max()) return exchange(std::vector<Bytes>(static_cast<std::size_t>(size_), mine));
    const auto [counts, starts] = counts_and_starts(lengths);
    Bytes all(static_cast<std::size_t>(total));
    check(MPI_Allgatherv(mine.data(), static_cast<int>(mine.size()), MPI_BYTE, all.data(), counts.data(), starts.data(), MPI_BYTE, ranks_),
          "gather");
    traffic_.collective();
    return pieces(all, counts, starts);
  }

  std::vector<Bytes> gather(const Bytes& mine) override {
    std::vector<Bytes> out(static_cast<std::size_t>(size_));
    out[0] = mine;
    std::vector<Bytes> in = exchange(std::move(out));
    if (rank_ != 0) in.clear();
    return in;
  }

  std::vector<Bytes> exchange(std::vector<Bytes> out) override {
    if (out.size() != static_cast<std::size_t>(size_))
      throw InternalError(fmt::format("messages for {} ranks, but there are {}", out.size(), size_));
    std::vector<std::int64_t> sending(out.size()), coming(out.size());
    for (std::size_t r = 0; r < out.size(); ++r) sending[r] = static_cast<std::int64_t>(out[r].size());
    check(MPI_Alltoall(sending.data(), 1, MPI_INT64_T, coming.data(), 1, MPI_INT64_T, ranks_), "exchange lengths");
    traffic_.collective();
    const auto self = static_cast<std::size_t>(rank_);
    std::vector<Bytes> in(out.size());
    for (std::size_t r = 0; r < in.size(); ++r)
      if (r != self) in[r].resize(static_cast<std::size_t>(coming[r]));
    exchange_known(out, in);
    in[self] = std::move(out[self]);
    return in;
  }

  void exchange_known(const std::vector<Bytes>& out, std::vector<Bytes>& in) override {
    requests_.clear();
    const auto self = static_cast<std::size_t>(rank_);
    for (std::size_t r = 0; r < in.size(); ++r)
      if (r != self) for_each_chunk(in[r].size(), [&](std::size_t at, int n) {
        check(MPI_Irecv(in[r].data() + at, n, MPI_BYTE, static_cast<int>(r), 1, ranks_, &requests_.emplace_back()), "receive");
      });
    for (std::size_t r = 0; r < out.size(); ++r) {
      if (r == self || out[r].empty()) continue;
      for_each_chunk(out[r].size(), [&](std::size_t at, int n) {
        check(MPI_Isend(out[r].data() + at, n, MPI_BYTE, static_cast<int>(r), 1, ranks_, &requests_.emplace_back()), "send");
        traffic_.message(static_cast<std::size_t>(n));
      });
    }
    check(MPI_Waitall(static_cast<int>(requests_.size()), requests_.data(), MPI_STATUSES_IGNORE), "exchange");
  }

  void broadcast(Bytes& data) override {
    auto length = static_cast<std::int64_t>(data.size());
    check(MPI_Bcast(&length, 1, MPI_INT64_T, 0, ranks_), "broadcast");
    data.resize(static_cast<std::size_t>(length));
    for_each_chunk(data.size(), [&](std::size_t at, int n) { check(MPI_Bcast(data.data() + at, n, MPI_BYTE, 0, ranks_), "broadcast"); });
    traffic_.collective();
  }

  void barrier() override {
    check(MPI_Barrier(ranks_), "wait for all ranks");
    traffic_.collective();
  }

  std::unique_ptr<Communicator> split(int group) override {
    MPI_Comm part = MPI_COMM_NULL;
    check(MPI_Comm_split(ranks_, group, rank_, &part), "split the ranks");
    return std::make_unique<MpiCommunicator>(machine_, part, chunk_);
  }

  [[noreturn]] void abort(int exit_code) override {
    MPI_Abort(MPI_COMM_WORLD, exit_code);
    std::_Exit(exit_code);
  }

 private:
  template <class Use>
  void for_each_chunk(std::size_t bytes, Use&& use) const {
    for (std::size_t at = 0; at < bytes; at += chunk_) use(at, static_cast<int>(std::min(chunk_, bytes - at)));
  }

  template <class T>
  void reduce(std::span<T> values, MPI_Datatype type, MPI_Op operation) {
    const std::size_t step = std::max<std::size_t>(1, chunk_ / sizeof(T));
    for (std::size_t at = 0; at < values.size(); at += step)
      check(MPI_Allreduce(MPI_IN_PLACE, values.data() + at, static_cast<int>(std::min(step, values.size() - at)), type, operation, ranks_),
            "sum over ranks");
    traffic_.collective();
  }

  std::vector<std::int64_t> lengths_of_all(std::size_t mine) {
    auto length = static_cast<std::int64_t>(mine);
    std::vector<std::int64_t> lengths(static_cast<std::size_t>(size_));
    check(MPI_Allgather(&length, 1, MPI_INT64_T, lengths.data(), 1, MPI_INT64_T, ranks_), "gather lengths");
    traffic_.collective();
    return lengths;
  }

  static std::pair<std::vector<int>, std::vector<int>> counts_and_starts(const std::vector<std::int64_t>& lengths) {
    std::vector<int> counts, starts;
    int start = 0;
    for (const std::int64_t n : lengths) {
      counts.push_back(static_cast<int>(n));
      starts.push_back(start);
      start += static_cast<int>(n);
    }
    return {std::move(counts), std::move(starts)};
  }

  static std::vector<Bytes> pieces(const Bytes& all, const std::vector<int>& counts, const std::vector<int>& starts) {
    std::vector<Bytes> parts;
    for (std::size_t r = 0; r < counts.size(); ++r)
      parts.emplace_back(all.begin() + starts[r], all.begin() + starts[r] + counts[r]);
    return parts;
  }

  std::shared_ptr<Machine> machine_;
  MPI_Comm ranks_;
  std::size_t chunk_;  // bytes
  int rank_ = 0, size_ = 1;
  std::vector<MPI_Request> requests_;
};

}  // namespace

std::unique_ptr<Communicator> mpi_communicator(int* argc, char*** argv, std::size_t chunk) {
  return std::make_unique<MpiCommunicator>(std::make_shared<Machine>(argc, argv), MPI_COMM_WORLD, chunk);
}

}  // namespace kringloop::parallel
