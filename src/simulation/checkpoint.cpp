#include "simulation/checkpoint.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <sstream>

#include <boost/archive/text_iarchive.hpp>
#include <boost/archive/text_oarchive.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>
#include <fmt/format.h>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "economy/goods_market.hpp"
#include "economy/opening.hpp"
#include "parallel/failure.hpp"
#include "simulation/shared_state.hpp"

namespace kringloop::simulation {

namespace {

constexpr int format_version = 5;

/// Where a district's rows are: which rank's file, at which byte, how long, and their checksum.
struct Block {
  std::int64_t district = 0, file = 0, offset = 0, bytes = 0;
  std::uint64_t checksum = 0;
};

struct Index {
  int version = format_version, quarter = 0, restarts = 0;
  std::string scenario_checksum, pack_checksum;
  std::vector<std::int64_t> shared;         // each_shared_value, doubles as their bits, vectors preceded by their length
  std::vector<std::int64_t> blocks;         // five a district
  std::vector<std::int64_t> results;        // indicators so far, eight bytes each

  template <class Archive>
  void serialize(Archive& archive, unsigned) {
    archive & version & quarter & restarts & scenario_checksum & pack_checksum & shared & blocks & results;
  }
};

template <class AnyBank, class Visit>
void each_value(AnyBank& bank, Visit&& visit) {
  const auto all = [&](auto&... values) { (visit(values), ...); };
  all(bank.money, bank.firm_loans, bank.mortgages, bank.consumer_credit, bank.bonds, bank.payout, bank.capital_kept);
}

struct Packer {
  std::vector<std::int64_t>& out;
  void operator()(double x) { out.push_back(std::bit_cast<std::int64_t>(x)); }
  void operator()(std::int64_t x) { out.push_back(x); }
  template <class Kind> void operator()(Amount<Kind> x) { out.push_back(x.units); }
  void operator()(const OutletAccount& x) { out.push_back(x.money.units); }
  void operator()(const Bank& x) { each_value(x, *this); }
  template <class T> void operator()(const std::vector<T>& list) {
    out.push_back(static_cast<std::int64_t>(list.size()));
    for (const T& x : list) (*this)(x);
  }
  template <class T, std::size_t N> void operator()(const std::array<T, N>& list) { for (const T& x : list) (*this)(x); }
};

struct Unpacker {
  const std::vector<std::int64_t>& in;
  std::size_t at = 0;
  std::int64_t next() {
    if (at >= in.size()) throw InternalError("checkpoint index is shorter than the state it describes");
    return in[at++];
  }
  void operator()(double& x) { x = std::bit_cast<double>(next()); }
  void operator()(std::int64_t& x) { x = next(); }
  template <class Kind> void operator()(Amount<Kind>& x) { x.units = next(); }
  void operator()(OutletAccount& x) { x.money.units = next(); }
  void operator()(Bank& x) { each_value(x, *this); }
  template <class T> void operator()(std::vector<T>& list) {
    list.resize(static_cast<std::size_t>(next()));
    for (T& x : list) (*this)(x);
  }
  template <class T, std::size_t N> void operator()(std::array<T, N>& list) { for (T& x : list) (*this)(x); }
};

std::array<parallel::Population*, 3> populations(World& world) { return {&world.persons, &world.households, &world.firms}; }

void append(std::vector<std::byte>& out, const void* data, std::size_t bytes) {
  const auto* first = static_cast<const std::byte*>(data);
  out.insert(out.end(), first, first + bytes);
}

/// Slot states and columns of one district, population after population, then the firms' further suppliers.
std::vector<std::byte> pack_district(World& world, District d) {
  std::vector<std::byte> out;
  for (parallel::Population* population : populations(world)) {
    const auto states = population->rows.states(d);
    const auto used = static_cast<std::uint32_t>(states.size());
    append(out, &used, sizeof used);
    append(out, states.data(), states.size());
    for (const auto& column : population->columns.all()) append(out, column.at(population->rows.begin(d)), column.bytes * used);
  }
  const FurtherList& further = world.further_suppliers[static_cast<std::size_t>(d)];
  const auto count = static_cast<std::uint32_t>(further.size());
  append(out, &count, sizeof count);
  append(out, further.data(), further.size() * sizeof(FurtherSupplier));
  return out;
}

std::filesystem::path index_name(const std::filesystem::path& folder, int quarter) { return folder / fmt::format("{}.index", Quarter{quarter}.text()); }
std::filesystem::path file_name(const std::filesystem::path& folder, int quarter, std::int64_t rank) {
  return folder / fmt::format("{}.{:05d}.state", Quarter{quarter}.text(), rank);
}

std::vector<int> generations(const std::filesystem::path& folder) {
  std::vector<int> quarters;
  if (!std::filesystem::exists(folder)) return quarters;
  if (!std::filesystem::is_directory(folder)) throw InputError(folder.string() + ": not a folder, so no place for checkpoints");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".index" || !entry.is_regular_file()) continue;
    try {
      quarters.push_back(Quarter::parse(entry.path().stem().string()).index);
    } catch (const InputError&) {  // a file of the user's
    }
  }
  std::sort(quarters.rbegin(), quarters.rend());
  return quarters;
}

void drop_all_but(const std::filesystem::path& folder, const std::vector<int>& kept) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string(), kind = entry.path().extension().string();
    if (!entry.is_regular_file() || (kind != ".index" && kind != ".state" && kind != ".new") || name.find('Q') != 4) continue;  // not ours
    const bool keep = std::any_of(kept.begin(), kept.end(), [&](int q) { return name.rfind(Quarter{q}.text(), 0) == 0; });
    if (!keep) std::filesystem::remove(entry.path());
  }
}

std::string index_text(const Index& index) {
  std::ostringstream text;
  boost::archive::text_oarchive(text) << index;
  return sha256(text.str()) + "\n" + text.str();
}

Index read_index(const std::filesystem::path& path) {
  const std::string whole = read_text(path);
  const auto line = whole.find('\n');
  if (line != 64 || sha256(std::string_view(whole).substr(65)) != whole.substr(0, 64)) throw MachineError(path.string() + ": damaged checkpoint index");
  std::istringstream text(whole.substr(65));
  Index index;
  try {
    boost::archive::text_iarchive(text) >> index;
  } catch (const boost::archive::archive_exception& error) {
    throw MachineError(fmt::format("{}: not a checkpoint index ({})", path.string(), error.what()));
  }
  return index;
}

}  // namespace

Checkpoints::Checkpoints(std::filesystem::path folder, std::string scenario_checksum, std::string pack_checksum)
    : folder_(std::move(folder)), scenario_checksum_(std::move(scenario_checksum)), pack_checksum_(std::move(pack_checksum)) {}

bool Checkpoints::any() const { return !generations(folder_).empty(); }

std::string Checkpoints::kept() const {
  const auto quarters = generations(folder_);
  if (quarters.empty()) return "no checkpoint had been written yet";
  return fmt::format("the last checkpoint, before {}, is kept: {}", Quarter{quarters.front()}.text(), index_name(folder_, quarters.front()).string());
}

void Checkpoints::write(World& world, const output::Results& results, int restarts) {
  auto& ranks = world.context.ranks;
  parallel::together(ranks, [&] {
    if (ranks.rank() == 0) make_folder(folder_);
  });
  std::vector<std::int64_t> blocks;
  std::int64_t offset = 0;
  parallel::together(ranks, [&] {
    NewFile file(file_name(folder_, world.now.index, ranks.rank()));
    for (const District d : world.context.layout.mine) {
      const auto bytes = pack_district(world, d);
      file.write(bytes);
      const auto size = static_cast<std::int64_t>(bytes.size());
      blocks.insert(blocks.end(), {d, ranks.rank(), offset, size, static_cast<std::int64_t>(block_checksum(bytes))});
      offset += size;
    }
    file.publish();
  });
  parallel::Bytes mine(blocks.size() * sizeof(std::int64_t));
  std::memcpy(mine.data(), blocks.data(), mine.size());
  const auto gathered = ranks.gather(mine);
  parallel::together(ranks, [&] {
    if (ranks.rank() != 0) return;
    Index index;
    index.quarter = world.now.index;
    index.restarts = restarts;
    index.scenario_checksum = scenario_checksum_;
    index.pack_checksum = pack_checksum_;
    for (const auto& bytes : gathered) {
      const std::size_t n = bytes.size() / sizeof(std::int64_t), before = index.blocks.size();
      index.blocks.resize(before + n);
      std::memcpy(index.blocks.data() + before, bytes.data(), bytes.size());
    }
    std::vector<std::int64_t> accounts = world.ledger.saved();
    each_shared_value(world, accounts, Packer{index.shared});
    const auto saved = results.save();
    index.results.resize(1 + (saved.size() + 7) / 8);
    index.results[0] = static_cast<std::int64_t>(saved.size());
    std::memcpy(index.results.data() + 1, saved.data(), saved.size());
    publish(index_name(folder_, world.now.index), index_text(index));
    auto kept = generations(folder_);
    if (kept.size() > 2) kept.resize(2);
    drop_all_but(folder_, kept);
  });
}

bool Checkpoints::restore(World& world, economy::Economy& economy, output::Results& results, int& restarts) {
  for (const int quarter : generations(folder_)) {
    std::string damage, refusal;
    Index index;
    std::vector<std::vector<std::byte>> content;
    try {
      index = read_index(index_name(folder_, quarter));
      if (index.version != format_version) throw InputError(fmt::format("checkpoint {} is of format {}, this program reads {}; start afresh in another folder", Quarter{quarter}.text(), index.version, format_version));
      if (index.scenario_checksum != scenario_checksum_ || index.pack_checksum != pack_checksum_) {
        throw InputError(fmt::format("{}: the checkpoint belongs to another scenario or data pack; resume with the same, or start afresh in another folder", folder_.string()));
      }
      std::vector<Block> blocks(index.blocks.size() / 5);
      for (std::size_t k = 0; k < blocks.size(); ++k) {
        const std::int64_t* b = &index.blocks[5 * k];
        blocks[k] = {b[0], b[1], b[2], b[3], static_cast<std::uint64_t>(b[4])};
      }
      std::int64_t open_file = -1;
      std::vector<std::byte> bytes;
      for (const District d : world.context.layout.mine) {
        const auto block = std::find_if(blocks.begin(), blocks.end(), [&](const Block& b) { return b.district == d; });
        if (block == blocks.end()) throw MachineError("checkpoint lacks a district");
        if (block->file != open_file) {
          bytes = read_bytes(file_name(folder_, quarter, block->file));
          open_file = block->file;
        }
        if (block->offset + block->bytes > static_cast<std::int64_t>(bytes.size())) throw MachineError("checkpoint file is too short");
        std::vector<std::byte> rows(bytes.begin() + block->offset, bytes.begin() + block->offset + block->bytes);
        if (block_checksum(rows) != block->checksum) throw MachineError(fmt::format("block of district {} is damaged", d));
        content.push_back(std::move(rows));
      }
    } catch (const MachineError& error) {
      damage = error.what();
    } catch (const InputError& error) {
      refusal = error.what();
    }
    parallel::together(world.context.ranks, [&] {
      if (!refusal.empty()) throw InputError(refusal);
    });
    std::int64_t damaged = damage.empty() ? 0 : 1;
    world.context.ranks.maximum(std::span<std::int64_t>(&damaged, 1));
    if (damaged != 0) {
      log::warning("checkpoint {} cannot be used ({}); trying the one before", Quarter{quarter}.text(), damage.empty() ? "another rank's part is damaged" : damage);
      continue;
    }
    // States first, so that every column has its rows; then the columns.
    std::vector<std::size_t> at(content.size(), 0);
    const auto take = [&](std::size_t k, void* to, std::size_t bytes) {
      std::memcpy(to, content[k].data() + at[k], bytes);
      at[k] += bytes;
    };
    for (parallel::Population* population : populations(world)) {
      std::vector<std::vector<parallel::SlotState>> states(content.size());
      for (std::size_t k = 0; k < content.size(); ++k) {
        std::uint32_t used = 0;
        take(k, &used, sizeof used);
        states[k].resize(used);
        take(k, states[k].data(), used);
        std::size_t skipped = 0;
        for (const auto& column : population->columns.all()) skipped += column.bytes * used;
        at[k] += skipped;
      }
      population->restore(world.context.layout, states);
    }
    std::fill(at.begin(), at.end(), 0);
    for (parallel::Population* population : populations(world)) {
      for (std::size_t k = 0; k < content.size(); ++k) {
        std::uint32_t used = 0;
        take(k, &used, sizeof used);
        at[k] += used;
        const Row first = population->rows.begin(world.context.layout.mine[k]);
        for (const auto& column : population->columns.all()) take(k, column.at(first), column.bytes * used);
      }
    }
    world.further_suppliers.assign(static_cast<std::size_t>(world.context.layout.districts()), {});
    for (std::size_t k = 0; k < content.size(); ++k) {
      FurtherList& further = world.further_suppliers[static_cast<std::size_t>(world.context.layout.mine[k])];
      std::uint32_t count = 0;
      take(k, &count, sizeof count);
      further.resize(count);
      take(k, further.data(), count * sizeof(FurtherSupplier));
    }
    std::vector<std::int64_t> accounts;
    Unpacker unpacker{index.shared};
    each_shared_value(world, accounts, unpacker);
    world.ledger.restore(accounts);
    std::vector<std::byte> saved(static_cast<std::size_t>(index.results[0]));
    std::memcpy(saved.data(), index.results.data() + 1, saved.size());
    results.restore(saved);
    world.now = Quarter{index.quarter};
    restarts = index.restarts;
    economy.parameters = economy::parameters_in(world.settings, world.now);
    economy::plan_local_trade(world, economy);
    economy::take_calibration(world, economy);
    return true;
  }
  return false;
}

}  // namespace kringloop::simulation
