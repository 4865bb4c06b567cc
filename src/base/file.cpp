#include "base/file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop {

namespace {

[[noreturn]] void fail(std::string_view action, const std::filesystem::path& path, int number) {
  throw MachineError(fmt::format("cannot {} {}: {}", action, path.string(), std::strerror(number)));
}

/// A descriptor that closes itself; for reading and for folders, where a failing close loses nothing.
struct Descriptor {
  int number;
  explicit Descriptor(int n) : number(n) {}
  ~Descriptor() { if (number >= 0) ::close(number); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
};

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

NewFile::NewFile(std::filesystem::path path) : path_(std::move(path)), draft_(path_) {
  draft_ += ".new";
  descriptor_ = ::open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail("create", draft_, errno);
}

NewFile::~NewFile() { discard(); }

void NewFile::discard() noexcept {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  descriptor_ = -1;
  ::unlink(draft_.c_str());
}

void NewFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(descriptor_, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) fail("write", path_, errno);
    bytes = bytes.subspan(static_cast<std::size_t>(done));
  }
}

void NewFile::write(std::string_view text) { write(std::as_bytes(std::span(text))); }

void NewFile::publish() {
  if (::fsync(descriptor_) != 0) fail("write", path_, errno);
  const int closing = descriptor_;
  descriptor_ = -1;
  if (::close(closing) != 0) {
    const int number = errno;
    ::unlink(draft_.c_str());
    fail("write", path_, number);
  }
  try {
    rename_durably(draft_, path_);
  } catch (...) {
    ::unlink(draft_.c_str());
    throw;
  }
}

void publish(const std::filesystem::path& path, std::span<const std::byte> bytes) {
  NewFile file(path);
  file.write(bytes);
  file.publish();
}

void publish(const std::filesystem::path& path, std::string_view text) { publish(path, std::as_bytes(std::span(text))); }

void read_in_pieces(const std::filesystem::path& path, const std::function<void(std::span<const std::byte>)>& use) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0) fail("read", path, errno);
  std::vector<std::byte> piece(std::size_t{1} << 20);
  for (;;) {
    const ssize_t done = ::read(file.number, piece.data(), piece.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) fail("read", path, errno);
    if (done == 0) return;
    use(std::span(piece).first(static_cast<std::size_t>(done)));
  }
}

std::vector<std::byte> read_bytes(const std::filesystem::path& path) {
  std::vector<std::byte> content;
  read_in_pieces(path, [&](std::span<const std::byte> piece) { content.insert(content.end(), piece.begin(), piece.end()); });
  return content;
}

std::string read_text(const std::filesystem::path& path) {
  std::string content;
  read_in_pieces(path, [&](std::span<const std::byte> piece) {
    content.append(reinterpret_cast<const char*>(piece.data()), piece.size());
  });
  return content;
}

void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail(fmt::format("rename {} to", from.string()), to, errno);
  sync_folder(folder_of(to));
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) fail("make folder", folder, problem.value());
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number < 0) fail("open folder", folder, errno);
  // Some file systems cannot sync a folder and say EINVAL; the rename itself has happened.
  if (::fsync(opened.number) != 0 && errno != EINVAL) fail("sync folder", folder, errno);
}

}  // namespace kringloop
