#include "parallel/draw.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "parallel/failure.hpp"
#include "parallel/packing.hpp"

namespace kringloop::parallel {

namespace {

/// A request as it arrived, and where its answer goes.
struct Arrived {
  DrawRequest request;
  std::uint32_t rank;
  std::uint64_t position;
};

}  // namespace

std::vector<Drawn> draw(Context& context, std::span<const DrawRequest> requests, const Resolve& resolve) {
  const Verb verb(context.ranks, "draw");
  const auto size = static_cast<std::size_t>(context.ranks.size());
  const Layout& layout = context.layout;

  std::vector<std::size_t> count(size, 0);
  Failure failure;  // told once, after the draws
  for (const DrawRequest& request : requests) try {
      if (request.district < 0 || request.district >= layout.districts())
        throw InternalError(fmt::format("a draw in district {}, which does not exist", request.district));
      ++count[static_cast<std::size_t>(layout.owner[static_cast<std::size_t>(request.district)])];
    } catch (...) {
      failure.note(0);
    }
  if (failure.noted()) requests = {};
  std::vector<Bytes> out(size);
  for (std::size_t r = 0; r < size; ++r) out[r].reserve(count[r] * sizeof(DrawRequest));
  for (const DrawRequest& request : requests) append(out[static_cast<std::size_t>(layout.owner[static_cast<std::size_t>(request.district)])], request);
  std::vector<Bytes> in = context.ranks.exchange(std::move(out));

  // By district, in the order of arrival: a counting sort over all districts.
  std::vector<std::size_t> start(static_cast<std::size_t>(layout.districts()) + 1, 0);
  std::vector<std::vector<Drawn>> answers(size);
  std::size_t all = 0;
  const auto each = [&](auto&& use) {
    for (std::size_t r = 0; r < size; ++r) {
      const std::size_t n = in[r].size() / sizeof(DrawRequest);
      for (std::size_t i = 0; i < n; ++i) {
        DrawRequest request;
        std::memcpy(&request, in[r].data() + i * sizeof(DrawRequest), sizeof(DrawRequest));
        use(request, r, i);
      }
    }
  };
  each([&](const DrawRequest& request, std::size_t, std::size_t) { ++start[static_cast<std::size_t>(request.district) + 1]; ++all; });
  for (std::size_t d = 1; d < start.size(); ++d) start[d] += start[d - 1];
  std::vector<Arrived> arrived(all);
  std::vector<std::size_t> next(start.begin(), start.end() - 1);
  each([&](const DrawRequest& request, std::size_t r, std::size_t i) {
    arrived[next[static_cast<std::size_t>(request.district)]++] = {request, static_cast<std::uint32_t>(r), i};
  });
  for (std::size_t r = 0; r < size; ++r) {
    answers[r].resize(in[r].size() / sizeof(DrawRequest));
    Bytes().swap(in[r]);
  }

  for_each_district(context, failure, [&](District district, int) {
    const auto d = static_cast<std::size_t>(district);
    for (std::size_t i = start[d]; i < start[d + 1]; ++i) {
      const Arrived& one = arrived[i];
      answers[one.rank][one.position] = resolve(district, one.request.good, one.request.key);
    }
  });

  failure.leave_together(context.ranks);

  std::vector<Bytes> back(size);
  for (std::size_t r = 0; r < size; ++r) back[r] = bytes_of(std::span<const Drawn>(answers[r]));
  const std::vector<Bytes> found = context.ranks.exchange(std::move(back));
  std::vector<Drawn> result(requests.size());
  std::vector<std::size_t> taken(size, 0);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto r = static_cast<std::size_t>(layout.owner[static_cast<std::size_t>(requests[i].district)]);
    std::memcpy(&result[i], found[r].data() + sizeof(Drawn) * taken[r]++, sizeof(Drawn));
  }
  return result;
}

}  // namespace kringloop::parallel
