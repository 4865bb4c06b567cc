// a[i] = b[i] + s c[i] over arrays far larger than the caches: what the memory of this machine gives to one thread and to all.
#include <omp.h>

#include <cstddef>
#include <memory>

#include <benchmark/benchmark.h>

namespace {

constexpr std::size_t length = std::size_t{1} << 24;  // 128 MiB an array

void triad(benchmark::State& state) {
  const int threads = static_cast<int>(state.range(0));
  const auto a = std::make_unique_for_overwrite<double[]>(length), b = std::make_unique_for_overwrite<double[]>(length), c = std::make_unique_for_overwrite<double[]>(length);
  double *to = a.get(), *first = b.get(), *second = c.get();
#pragma omp parallel for num_threads(threads)
  for (std::size_t i = 0; i < length; ++i) to[i] = 0.0, first[i] = 1.0, second[i] = 2.0;
  for (auto _ : state) {
#pragma omp parallel for num_threads(threads)
    for (std::size_t i = 0; i < length; ++i) to[i] = first[i] + 3.0 * second[i];
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * 3 * static_cast<std::int64_t>(length * sizeof(double)));
}

}  // namespace

BENCHMARK(triad)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime();
BENCHMARK_MAIN();
