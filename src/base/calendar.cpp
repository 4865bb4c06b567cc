#include "base/calendar.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace kringloop {

std::string Quarter::text() const { return fmt::format("{:04d}Q{}", year(), of_year()); }

Quarter Quarter::parse(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  const bool well_formed = text.size() == 6 && digit(0) && digit(1) && digit(2) && digit(3) &&
                           (text[4] == 'Q' || text[4] == 'q') && text[5] >= '1' && text[5] <= '4';
  if (!well_formed) throw InputError(fmt::format("'{}' is not a quarter; write it as in 2030Q4", text));
  const int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
  return Quarter{year, text[5] - '0'};
}

}  // namespace kringloop
