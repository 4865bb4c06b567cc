#include "world/synthetic_cut_off.hpp"

namespace kringloop {

void find_cut_offs(parallel::Context& context, std::vector<CutOff>& questions, const Members& members) {
  constexpr int bits = 8;  // a round
  constexpr std::size_t bins = 1U << bits;
  std::vector<std::int64_t> left;  // how many to find below the cut inside the part of keys still open
  for (auto& q : questions) {
    q.key = 0;
    left.push_back(q.count);
  }
  for (int shift = 64 - bits; shift >= 0; shift -= bits) {
    const auto threads = static_cast<std::size_t>(context.threads);
    std::vector<std::vector<std::int64_t>> histogram(threads, std::vector<std::int64_t>(questions.size() * bins));
    parallel::for_each_district(context, [&](parallel::District d, int thread) {
      auto& own = histogram[static_cast<std::size_t>(thread)];
      members(d, [&](std::uint32_t group, std::uint64_t key) {
        for (std::size_t i = 0; i < questions.size(); ++i)
          if (questions[i].group == group && (shift == 64 - bits || (key >> (shift + bits)) == (questions[i].key >> (shift + bits))))
            ++own[i * bins + ((key >> shift) & (bins - 1))];
      });
    });
    auto& all = histogram.front();
    for (std::size_t t = 1; t < threads; ++t)
      for (std::size_t i = 0; i < all.size(); ++i) all[i] += histogram[t][i];
    context.ranks.sum(all);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      std::size_t bin = 0;
      while (bin + 1 < bins && all[i * bins + bin] <= left[i]) left[i] -= all[i * bins + bin++];
      questions[i].key |= static_cast<std::uint64_t>(bin) << shift;
    }
  }
}

}  // namespace kringloop
