// A small result for the tests: three industries, two regions, made-up but smooth figures.
#pragma once

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <unistd.h>

#include "output/results.hpp"

namespace kringloop::output::example {

inline std::vector<Dimension> dimensions() {
  return {
      {"industry",
       "industry, SBI 2008",
       {"25", "84", "46"},
       {"Metal products", "Public administration", "Wholesale & \"trade\""},
       {{"industry_cluster", {"core", "rest", "supplier"}}}},
      {"good", "principal good of an industry, SBI 2008", {"25", "84", "46"}, {"Metal products", "Public administration", "Wholesale"}},
      {"region", "province", {"PV20", "PV21"}, {"Groningen", "Fryslân"}},
      {"carrier", "energy carrier", {"natural_gas", "electricity"}, {"natural gas", "electricity"}},
      {"size_class", "persons working", {"1", "2-9"}, {"1", "2-9"}},
      {"sector", "institutional sector", {"households", "foreign"}, {"households", "foreign"}},
      {"bank", "bank", {"first", "second"}, {"first", "second"}},
      {"tier", "tier of government", {"state", "other"}, {"State", "other public bodies"}},
      {"quintile", "quintile of disposable household income", {"1", "2", "3", "4", "5"}, {"1", "2", "3", "4", "5"}},
  };
}

inline Provenance provenance() {
  return {"Baseline", "0.1.0", "0123456789ab", "minimal", std::string(64, 'a'), std::string(64, 'b'), 18446744073709551615ULL, 100};
}

/// Every indicator of every quarter, each value different.
inline Results results(std::size_t quarters) {
  Results made(dimensions(), Quarter{2024, 1}, provenance());
  for (std::size_t q = 0; q < quarters; ++q) {
    double number = 1.0;
    for (const Indicator& i : made.indicators()) {
      std::size_t width = 1;
      for (const std::string& name : dimensions_of(i)) {
        for (const Dimension& d : made.dimensions()) width *= d.name == name ? d.labels.size() : 1;
      }
      std::vector<double> values;
      for (std::size_t k = 0; k < width; ++k) values.push_back((number += 1.0) * 1e9 * std::pow(1.005, static_cast<double>(q)) / 3.0);
      made.record(i.name, q, values);
    }
    made.record("audit_money", q, 0.0);
    made.record("audit_people", q, 0.0);
  }
  return made;
}

/// A folder that is removed with its content.
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "kringloop-output-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
};

}  // namespace kringloop::output::example
