// People on a shelf by age in years, to find the one nearest to a wished age.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace kringloop {

class AgeShelf {
 public:
  void put(std::uint32_t person, int quarters) {
    by_year_[year_of(quarters)].push_back(person);
    if (year_.size() <= person) year_.resize(person + 1);
    year_[person] = static_cast<std::uint8_t>(year_of(quarters));
    ++size_;
  }
  [[nodiscard]] std::size_t size() const { return size_; }

  /// The person whose age in years is nearest to `about` among those at least `least` (both quarters), taken off; 0xffffffff
  /// when there is none. Equal distance: the older. Within a year the last put.
  std::uint32_t take_nearest(int about, int least) {
    const int wish = static_cast<int>(year_of(about)), lowest = static_cast<int>(year_of(std::max(least, 0)));
    for (int away = 0; away < years && size_ > 0; ++away)
      for (const int year : {wish + away, wish - away}) {
        if (year < lowest || year >= years || by_year_[static_cast<std::size_t>(year)].empty()) continue;
        auto& shelf = by_year_[static_cast<std::size_t>(year)];
        const auto person = shelf.back();
        shelf.pop_back();
        --size_;
        return person;
      }
    return 0xffffffffU;
  }
  void remove(std::uint32_t person) {
    auto& shelf = by_year_[year_[person]];
    shelf.erase(std::find(shelf.begin(), shelf.end(), person));
    --size_;
  }
  /// Everyone on the shelf, by age.
  [[nodiscard]] std::vector<std::uint32_t> all() const {
    std::vector<std::uint32_t> people;
    for (const auto& shelf : by_year_) people.insert(people.end(), shelf.begin(), shelf.end());
    return people;
  }

 private:
  static constexpr int years = 128;
  static std::size_t year_of(int quarters) { return static_cast<std::size_t>(std::clamp(quarters / 4, 0, years - 1)); }
  std::array<std::vector<std::uint32_t>, years> by_year_;
  std::vector<std::uint8_t> year_;  // [person]
  std::size_t size_ = 0;
};

}  // namespace kringloop
