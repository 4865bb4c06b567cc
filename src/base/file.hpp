// Files that are never torn: written beside their name, synced, then renamed over it. Every failure of the operating system
// becomes a MachineError that says what was tried, on which file, and why it failed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kringloop {

/// A new content for `path` that becomes visible all at once. Readers see the old file or the new one, also after a crash.
class NewFile {
 public:
  /// Opens "NAME.new" in the same folder. Throws MachineError.
  explicit NewFile(std::filesystem::path path);
  /// Without publish() the new content is thrown away and the old file stays.
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::span<const std::byte> bytes);
  void write(std::string_view text);
  /// Syncs, renames over the old file, syncs the folder.
  void publish();

 private:
  void discard() noexcept;
  std::filesystem::path path_, draft_;
  int descriptor_ = -1;
};

/// Writes `bytes` (a text) as the whole content of `path`, never torn. Throws MachineError.
void publish(const std::filesystem::path& path, std::span<const std::byte> bytes);
void publish(const std::filesystem::path& path, std::string_view text);

/// The whole content of a file. Throws MachineError.
[[nodiscard]] std::vector<std::byte> read_bytes(const std::filesystem::path& path);
[[nodiscard]] std::string read_text(const std::filesystem::path& path);
/// Hands the content to `use` in pieces of at most 1 MiB, in order. Throws MachineError.
void read_in_pieces(const std::filesystem::path& path, const std::function<void(std::span<const std::byte>)>& use);

/// Renames and syncs the folder. Throws MachineError.
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Makes a folder and the missing ones above it. Throws MachineError.
void make_folder(const std::filesystem::path& folder);
/// Makes the entries of a folder durable. Throws MachineError.
void sync_folder(const std::filesystem::path& folder);

}  // namespace kringloop
