#include "world/synthetic_families.hpp"

#include <algorithm>
#include <numeric>
#include <queue>

#include "base/math.hpp"
#include "world/synthetic_age_shelf.hpp"

namespace kringloop {

namespace {

constexpr int adult_age = 18 * 4, grown_child_until = 35 * 4;  // quarters
constexpr std::int64_t other_size = 12, other_most = 20;       // people in a household of type other, homes for the old among them: aimed at, at most
constexpr std::uint32_t nobody = 0xffffffffU;
enum Question : std::uint64_t { leaves_home, family_order, child_gap, mother_gap, lone_father, father_gap, lives_as_couple, partner_gap, lives_with_others };

// Numbers of households of each type, made feasible for these people, and how many live in them as children.
struct Numbers {
  std::int64_t single, couple, couple_children, single_parent, other;
  std::int64_t children = 0;
  std::int64_t families() const { return couple_children + single_parent; }
  std::int64_t adults() const { return single + 2 * couple + 2 * couple_children + single_parent + 2 * other; }
};

Numbers feasible(std::array<std::int64_t, 5> wanted, std::int64_t minors, std::int64_t adults, std::int64_t may_stay) {
  Numbers n{wanted[0], wanted[1], wanted[2], wanted[3], wanted[4]};
  if (minors > 0 && n.families() == 0 && adults > 0) {  // children need a home
    if (n.couple > 0) { --n.couple; ++n.couple_children; }
    else if (n.single > 0) { --n.single; ++n.single_parent; }
    else ++n.single_parent;
  }
  while (n.adults() > adults) {  // too few adults: smaller or fewer households, families last
    if (n.other > 0 && n.single == 0) --n.other;
    else if (n.single > 0) --n.single;
    else if (n.couple > 0) { --n.couple; ++n.single; }
    else if (n.couple_children > 0) { --n.couple_children; ++n.single_parent; }
    else if (n.single_parent > 1 || minors == 0) --n.single_parent;
    else break;
  }
  while (minors + may_stay < n.families() && n.families() > 0) {  // too few children: parents without
    if (n.couple_children > 0) { --n.couple_children; ++n.couple; }
    else { --n.single_parent; ++n.single; }
  }
  // What is left over of the adults: first the rooms of households of type other, then young adults at home, then more singles.
  std::int64_t spare = adults - n.adults();
  spare -= std::min(spare, (other_size - 2) * n.other);
  const std::int64_t stay = n.families() > 0 ? std::min(spare, may_stay) : 0;
  spare -= stay;
  const std::int64_t in_others = std::min(spare, (other_most - other_size) * n.other);
  n.single += spare - in_others;
  n.children = minors + stay;
  if (n.families() > n.children) {  // young adults were needed elsewhere
    const auto without = std::min(n.families() - n.children, n.couple_children);
    n.couple_children -= without;
    n.couple += without;
    const auto alone = std::max<std::int64_t>(n.families() - n.children, 0);
    n.single_parent -= alone;
    n.single += alone;
  }
  return n;
}

// How many children each family has: about 44 % of families one, 40 % two, 12 % three at the Dutch mean of 1.75.
std::vector<std::uint8_t> family_sizes(std::int64_t families, std::int64_t children) {
  std::vector<std::uint8_t> size(static_cast<std::size_t>(families), 1);
  std::int64_t left = children - families;
  for (std::int64_t with = families; left > 0;) {
    with = std::clamp<std::int64_t>(static_cast<std::int64_t>(0.74 * static_cast<double>(left) + 0.5), 1, std::min(with, left));
    for (std::int64_t f = 0; f < with; ++f) ++size[static_cast<std::size_t>(f)];
    left -= with;
  }
  return size;
}

struct Builder {
  std::span<const std::uint16_t> age;
  std::span<const Sex> sex;
  const PersonDraw& draw;
  Homes homes;
  AgeShelf women, men;  // adults without a home yet

  std::uint32_t open(HouseholdType type) {
    homes.type.push_back(type);
    return static_cast<std::uint32_t>(homes.type.size() - 1);
  }
  void house(std::uint32_t person, std::uint32_t home) { homes.of_person[person] = home; }
  std::uint32_t take(bool woman, int about, int least) {
    AgeShelf& first = woman ? women : men;
    AgeShelf& second = woman ? men : women;
    if (auto found = first.take_nearest(about, least); found != nobody) return found;
    if (auto found = second.take_nearest(about, least); found != nobody) return found;
    if (auto found = first.take_nearest(about, 0); found != nobody) return found;
    return second.take_nearest(about, 0);
  }

  // Children from the oldest to the youngest: each joins the family that has waited longest for its next child, or is a first child.
  std::vector<std::vector<std::uint32_t>> siblings(std::vector<std::uint32_t> children, std::int64_t families) {
    std::stable_sort(children.begin(), children.end(), [&](auto a, auto b) { return age[a] > age[b]; });
    const auto sizes = family_sizes(families, static_cast<std::int64_t>(children.size()));
    std::vector<std::uint32_t> order(sizes.size());  // which family size comes next, shuffled by key of the eldest-to-be
    std::iota(order.begin(), order.end(), 0U);
    std::vector<double> key(sizes.size());
    for (std::size_t f = 0; f < sizes.size(); ++f) key[f] = draw(children[f], family_order);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return key[a] < key[b]; });

    struct Waiting { int due; std::uint32_t family; bool operator<(const Waiting& w) const { return due != w.due ? due < w.due : family > w.family; } };
    std::priority_queue<Waiting> waiting;  // the largest due age first
    std::vector<std::vector<std::uint32_t>> family;
    for (const auto child : children) {
      const bool all_open = family.size() == sizes.size();
      std::uint32_t f = 0;
      if (!waiting.empty() && (all_open || waiting.top().due >= static_cast<int>(age[child]))) {
        f = waiting.top().family;
        waiting.pop();
      } else {
        f = static_cast<std::uint32_t>(family.size());
        family.emplace_back();
      }
      family[f].push_back(child);
      if (family[f].size() < sizes[order[f]])
        waiting.push({static_cast<int>(age[child]) - 5 - static_cast<int>(14 * draw(child, child_gap)), f});
    }
    return family;
  }

  void parents(const std::vector<std::vector<std::uint32_t>>& family, std::int64_t with_two) {
    std::vector<std::uint32_t> order(family.size());
    std::iota(order.begin(), order.end(), 0U);
    // Which families have two parents: a systematic choice over families from the oldest child to the youngest.
    const auto all = static_cast<std::int64_t>(family.size());
    for (const HouseholdType type : {HouseholdType::couple_children, HouseholdType::single_parent})
      for (std::int64_t f = 0; f < all; ++f) {
        const bool two = (f + 1) * with_two / all > f * with_two / all;
        if (two != (type == HouseholdType::couple_children)) continue;
        const auto& children = family[static_cast<std::size_t>(f)];
        const auto eldest = children.front();
        const int least = age[eldest] + 16 * 4;
        const int mother_age = age[eldest] + 80 + static_cast<int>(36 * (draw(eldest, mother_gap) + draw(children.back(), mother_gap)));
        const auto home = open(type);
        const bool woman = two || draw(eldest, lone_father) >= 0.17;
        const auto parent = take(woman, mother_age, least);
        house(parent, home);
        if (two) house(take(sex[parent] == Sex::male, age[parent] - 8 + static_cast<int>(32 * draw(parent, father_gap)), least), home);
        for (const auto child : children) house(child, home);
      }
  }

  void couples(std::int64_t n) {
    // Women live as a couple without children with these weights by age; the n smallest exponential waiting times.
    const auto weight = [](int quarters) {
      const int years = quarters / 4;
      return years < 22 ? .15 : years < 25 ? .5 : years < 35 ? 1.0 : years < 50 ? .6 : years < 75 ? 1.2 : years < 85 ? .6 : .2;
    };
    std::vector<std::pair<double, std::uint32_t>> queue;
    for (const auto w : women.all()) queue.emplace_back(-exact::log(1.0 - draw(w, lives_as_couple)) / weight(age[w]), w);
    std::sort(queue.begin(), queue.end());
    for (std::size_t i = 0; i < queue.size() && n > 0; ++i) {
      const auto first = queue[i].second;
      if (homes.of_person[first] != nobody) continue;  // became someone's partner
      women.remove(first);
      const auto home = open(HouseholdType::couple);
      house(first, home);
      house(take(false, age[first] - 8 + static_cast<int>(32 * draw(first, partner_gap)), 0), home);
      --n;
    }
    while (n-- > 0) {  // no women left
      const auto home = open(HouseholdType::couple), first = take(false, 160, 0);
      house(first, home);
      house(take(false, age[first], 0), home);
    }
  }

  void others_and_singles(std::int64_t single, std::int64_t other) {
    std::vector<std::pair<double, std::uint32_t>> queue;  // the very old (in homes) and the young share more often
    for (const auto* shelf : {&women, &men})
      for (const auto a : shelf->all()) {
        const int years = age[a] / 4;
        const double weight = years >= 85 ? 6 : years < 27 ? 3 : 1;
        queue.emplace_back(-exact::log(1.0 - draw(a, lives_with_others)) / weight, a);
      }
    std::sort(queue.begin(), queue.end());
    const auto together = static_cast<std::int64_t>(queue.size()) - single;
    const auto first_single = static_cast<std::size_t>(std::max<std::int64_t>(together, 0));
    for (std::size_t i = first_single; i < queue.size(); ++i) house(queue[i].second, open(HouseholdType::single));
    if (together <= 0) return;
    other = std::max<std::int64_t>({other, 1, (together + other_most - 1) / other_most});
    const auto first = static_cast<std::uint32_t>(homes.type.size());
    for (std::int64_t h = 0; h < other; ++h) open(HouseholdType::other);
    for (std::size_t i = 0; i < first_single; ++i)
      house(queue[i].second, first + static_cast<std::uint32_t>(i % static_cast<std::size_t>(other)));
  }
};

}  // namespace

Homes assemble_homes(std::span<const std::uint16_t> age, std::span<const Sex> sex, std::array<std::int64_t, 5> wanted,
                     const PersonDraw& draw) {
  const auto persons = static_cast<std::uint32_t>(age.size());
  Builder b{age, sex, draw, {}, {}, {}};
  b.homes.of_person.assign(persons, nobody);

  std::vector<std::uint32_t> children;
  std::vector<std::pair<double, std::uint32_t>> may_stay;  // by age with some chance: who leaves home latest
  std::int64_t adults = 0;
  for (std::uint32_t p = 0; p < persons; ++p) {
    if (age[p] < adult_age) children.push_back(p);
    else ++adults;
    if (age[p] >= adult_age && age[p] < grown_child_until) may_stay.emplace_back(age[p] + 48 * draw(p, leaves_home), p);
  }
  const auto minors = static_cast<std::int64_t>(children.size());
  if (adults == 0) {  // only children in a very small district
    for (std::uint32_t p = 0; p < persons; ++p) {
      if (p % static_cast<std::uint32_t>(other_most) == 0) b.open(HouseholdType::other);
      b.house(p, static_cast<std::uint32_t>(b.homes.type.size() - 1));
    }
    return b.homes;
  }

  const Numbers n = feasible(wanted, minors, adults, static_cast<std::int64_t>(may_stay.size()));
  std::sort(may_stay.begin(), may_stay.end());
  std::vector<char> at_home(persons, 0);
  for (std::int64_t i = 0; i < n.children - minors; ++i) {
    children.push_back(may_stay[static_cast<std::size_t>(i)].second);
    at_home[children.back()] = 1;
  }
  for (std::uint32_t p = 0; p < persons; ++p)
    if (age[p] >= adult_age && !at_home[p]) (sex[p] == Sex::female ? b.women : b.men).put(p, age[p]);

  if (n.families() > 0) b.parents(b.siblings(std::move(children), n.families()), n.couple_children);
  b.couples(n.couple);
  b.others_and_singles(n.single, n.other);

  // Households in the order of their types.
  std::vector<std::uint32_t> order(b.homes.type.size()), place(order.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](auto x, auto y) { return b.homes.type[x] < b.homes.type[y]; });
  Homes sorted;
  for (std::uint32_t h = 0; h < order.size(); ++h) {
    place[order[h]] = h;
    sorted.type.push_back(b.homes.type[order[h]]);
  }
  for (const auto home : b.homes.of_person) sorted.of_person.push_back(place[home]);
  return sorted;
}

}  // namespace kringloop
