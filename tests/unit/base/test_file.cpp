#include <catch2/catch.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

#include "base/checksum.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"

using namespace kringloop;
namespace fs = std::filesystem;

namespace {

/// A folder of this test's own, gone afterwards.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("kringloop-test-" + std::to_string(::getpid()));
  Folder() { fs::remove_all(path); fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a published file has its whole content and leaves nothing beside it") {
  const Folder folder;
  publish(folder.path / "a.txt", "first");
  publish(folder.path / "a.txt", "second, longer");
  CHECK(read_text(folder.path / "a.txt") == "second, longer");
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("a new file that is not published leaves the old one as it was") {
  const Folder folder;
  publish(folder.path / "a.txt", "old");
  {
    NewFile file(folder.path / "a.txt");
    file.write("half of the n");
    CHECK(read_text(folder.path / "a.txt") == "old");
  }
  CHECK(read_text(folder.path / "a.txt") == "old");
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("when the machine refuses to write, the message says so and the old file stays") {
  const Folder folder;
  publish(folder.path / "a.txt", "old");
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{}, small{};
  getrlimit(RLIMIT_FSIZE, &limit);
  small = limit;
  small.rlim_cur = 1000;
  setrlimit(RLIMIT_FSIZE, &small);
  std::string message;
  try {
    publish(folder.path / "a.txt", std::string(100000, 'x'));
  } catch (const MachineError& error) {
    message = error.what();
  }
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, before);
  CHECK_THAT(message, Catch::Matchers::Contains("cannot write") && Catch::Matchers::Contains("a.txt") && Catch::Matchers::Contains("too large"));
  CHECK(read_text(folder.path / "a.txt") == "old");
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("missing files and folders are readable machine errors") {
  const Folder folder;
  CHECK_THROWS_WITH(read_text(folder.path / "none"), Catch::Matchers::Contains("none: No such file"));
  CHECK_THROWS_AS(publish(folder.path / "no" / "where", "x"), MachineError);
  CHECK_THROWS_AS(rename_durably(folder.path / "none", folder.path / "other"), MachineError);
  publish(folder.path / "file", "x");
  CHECK_THROWS_AS(make_folder(folder.path / "file" / "below"), MachineError);
  make_folder(folder.path / "a" / "b");
  make_folder(folder.path / "a" / "b");
  CHECK(fs::is_directory(folder.path / "a" / "b"));
}

TEST_CASE("checksums give the published values") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(block_checksum({}) == 0x2d06800538d394c2ULL);  // XXH3_64bits of nothing, seed 0
  const Folder folder;
  const std::string text(3000000, 'k');
  publish(folder.path / "large", text);
  CHECK(sha256_of_file(folder.path / "large") == sha256(text));
  Sha256 pieces;
  pieces.add(std::string_view(text).substr(0, 1234567));
  pieces.add(std::string_view(text).substr(1234567));
  CHECK(pieces.hex() == sha256(text));
}

TEST_CASE("one flipped bit changes a block's checksum") {
  std::vector<std::byte> block(10000, std::byte{7});
  const auto before = block_checksum(block);
  block[5000] ^= std::byte{16};
  CHECK(block_checksum(block) != before);
}

TEST_CASE("the log is written to its file, line by line with its level") {
  const Folder folder;
  log::open(folder.path / "run.log", log::Level::error);
  log::info("quarter {}", 7);
  log::warning("threads {} on {} cores", 4, 2);
  log::flush();
  log::silence();
  log::error("not shown");
  const std::string text = read_text(folder.path / "run.log");
  CHECK_THAT(text, Catch::Matchers::Contains("info: quarter 7\n") && Catch::Matchers::Contains("warning: threads 4 on 2 cores\n"));
  CHECK_THAT(text, !Catch::Matchers::Contains("not shown"));
  CHECK_THROWS_AS(log::open("/proc/no/run.log"), MachineError);
}
