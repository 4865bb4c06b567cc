// The machine fails while results are written: the old file stays whole.
#include <csignal>
#include <fstream>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "output/result_file.hpp"
#include "unit/output/example.hpp"

using namespace kringloop;
using namespace kringloop::output;

namespace {

// Runs `work` in a process of its own and returns its wait status.
template <class Work>
int in_a_child(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("killed between write and rename the old results are whole") {
  const example::Folder folder;
  const auto path = folder.path / "run.nc";
  example::results(4).publish(path, Compression::none);
  const std::vector<std::byte> old = read_bytes(path);
  const std::vector<std::byte> next = example::results(5).netcdf(Compression::none);
  const int status = in_a_child([&] {
    NewFile file(path);
    file.write(std::span<const std::byte>(next));
    raise(SIGKILL);
  });
  CHECK(WIFSIGNALED(status));
  CHECK(read_bytes(path) == old);
  CHECK(ResultFile(path).intact());
  example::results(5).publish(path, Compression::none);
  CHECK(read_bytes(path) == next);
}

TEST_CASE("killed at any moment of writing again and again a whole file is there") {
  const example::Folder folder;
  const auto path = folder.path / "run.nc";
  example::results(1).publish(path, Compression::none);
  for (int delay = 0; delay < 20; ++delay) {
    const pid_t child = fork();
    if (child == 0) {
      for (std::size_t quarters = 1;; quarters = quarters % 40 + 1) example::results(quarters).publish(path, Compression::none);
    }
    usleep(static_cast<useconds_t>(2000 + 3700 * delay));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    REQUIRE(ResultFile(path).intact());
  }
}

TEST_CASE("a file-size limit while writing is a machine error that says so, and the old results are whole") {
  const example::Folder folder;
  const auto path = folder.path / "run.nc";
  example::results(4).publish(path, Compression::none);
  const std::vector<std::byte> old = read_bytes(path);
  const int status = in_a_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{20'000, 20'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    try {
      example::results(9).publish(path, Compression::none);
    } catch (const MachineError& e) {
      _exit(std::string(e.what()).find("File too large") != std::string::npos ? 4 : 5);
    }
  });
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 4);
  CHECK(read_bytes(path) == old);
}

TEST_CASE("a full disk is a machine error that says so, and the old results are whole") {
  const example::Folder folder;
  if (mount("tmpfs", folder.path.c_str(), "tmpfs", 0, "size=512k") != 0) {
    WARN("SKIPPED: a full disk needs the right to mount a tmpfs");
    return;
  }
  struct Unmount {
    const std::filesystem::path& path;
    ~Unmount() { umount(path.c_str()); }
  } const unmount{folder.path};
  const auto path = folder.path / "run.nc";
  example::results(1).publish(path, Compression::deflate);
  const std::vector<std::byte> old = read_bytes(path);
  std::ofstream(folder.path / "filler") << std::string(1'000'000, 'x');
  CHECK_THROWS_AS(example::results(20).publish(path, Compression::none), MachineError);
  CHECK_THROWS_WITH(example::results(20).publish(path, Compression::none), Catch::Contains("No space left on device"));
  CHECK(read_bytes(path) == old);
  CHECK_FALSE(std::filesystem::exists(folder.path / "run.nc.new"));
}
