#pragma once

namespace kringloop::app {
extern const char* const version;
extern const char* const commit;
}  // namespace kringloop::app
