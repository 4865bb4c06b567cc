#include "parallel/move.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/error.hpp"
#include "parallel/failure.hpp"
#include "parallel/packing.hpp"

namespace kringloop::parallel {

namespace {

/// A row that arrives: what it is called, where to, and where its columns are in the messages.
struct Arrival {
  District to;
  std::uint64_t identity;
  std::size_t rank, position;
  const std::byte* columns;
};

void check(const Population& population, const Layout& layout, std::span<const Moving> moving) {
  std::vector<Row> named;
  for (const Moving& m : moving) {
    if (m.to < 0 || m.to >= layout.districts()) throw InternalError(fmt::format("a move to district {}, which does not exist", m.to));
    if (m.row >= population.rows.own() || !population.rows.live(m.row))
      throw InternalError(fmt::format("row {} of {} moves but is not a live own row", m.row, population.name));
    named.push_back(m.row);
  }
  std::sort(named.begin(), named.end());
  const auto twice = std::adjacent_find(named.begin(), named.end());
  if (twice != named.end()) throw InternalError(fmt::format("row {} of {} moves twice at once", *twice, population.name));
}

}  // namespace

std::vector<Place> move(Context& context, Population& population, std::span<const Moving> moving) {
  const Verb verb(context.ranks, "move");
  const Layout& layout = context.layout;
  together(context.ranks, [&] { check(population, layout, moving); });

  const auto size = static_cast<std::size_t>(context.ranks.size());
  const std::size_t bytes = population.columns.bytes_per_row();
  const std::size_t record = sizeof(District) + bytes;
  const auto owner_of = [&](District d) { return static_cast<std::size_t>(layout.owner[static_cast<std::size_t>(d)]); };
  std::vector<Bytes> out(size);
  for (const Moving& m : moving) {
    Bytes& message = out[owner_of(m.to)];
    append(message, m.to);
    message.resize(message.size() + bytes);
    population.columns.pack(m.row, message.data() + message.size() - bytes);
  }
  const std::vector<Bytes> in = context.ranks.exchange(std::move(out));

  std::vector<Arrival> arrivals;
  for (std::size_t r = 0; r < size; ++r)
    for (std::size_t at = 0; at < in[r].size(); at += record) {
      Arrival arrival{0, 0, r, at / record, in[r].data() + at + sizeof(District)};
      std::memcpy(&arrival.to, in[r].data() + at, sizeof(District));
      std::memcpy(&arrival.identity, arrival.columns, sizeof arrival.identity);  // the first column
      arrivals.push_back(arrival);
    }
  std::sort(arrivals.begin(), arrivals.end(),
            [](const Arrival& a, const Arrival& b) { return std::tie(a.to, a.identity) < std::tie(b.to, b.identity); });

  // Old rows are remembered as places: making room below may number rows anew.
  std::vector<Place> from;
  for (const Moving& m : moving) from.push_back(population.rows.place(m.row));
  std::vector<std::uint32_t> extra(layout.mine.size(), 0);
  for (const Arrival& arrival : arrivals)
    ++extra[static_cast<std::size_t>(std::lower_bound(layout.mine.begin(), layout.mine.end(), arrival.to) - layout.mine.begin())];
  together(context.ranks, [&] { population.make_room(layout, extra); });
  std::vector<std::vector<Place>> placed(size);
  for (std::size_t r = 0; r < size; ++r) placed[r].resize(in[r].size() / record);
  for (const Arrival& arrival : arrivals) {
    const Row row = population.take(arrival.to);
    population.columns.unpack(row, arrival.columns);
    placed[arrival.rank][arrival.position] = population.rows.place(row);
  }

  std::vector<Bytes> back;
  for (const auto& places : placed) back.push_back(bytes_of(std::span<const Place>(places)));
  const std::vector<Bytes> answers = context.ranks.exchange(std::move(back));
  std::vector<Place> to(moving.size());
  std::vector<std::size_t> taken(size, 0);
  for (std::size_t i = 0; i < moving.size(); ++i) {
    const std::size_t r = owner_of(moving[i].to);
    std::memcpy(&to[i], answers[r].data() + sizeof(Place) * taken[r]++, sizeof(Place));
    population.rows.release_moved(population.rows.find(from[i]), to[i]);
  }
  return to;
}

}  // namespace kringloop::parallel
