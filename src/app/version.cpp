#include "app/version.hpp"

namespace kringloop::app {
const char* const version = KRINGLOOP_VERSION;
const char* const commit = KRINGLOOP_COMMIT;
}  // namespace kringloop::app
