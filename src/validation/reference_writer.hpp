// How the tables of a reference pack are written, one function a table or two. Internal to write_reference_pack.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/file.hpp"
#include "input/number.hpp"
#include "input/pack.hpp"
#include "validation/outlook.hpp"
#include "validation/reference_case.hpp"

namespace kringloop::validation {

constexpr double quarters_a_year = 4;  // the pack's flows are annual, those of the case quarterly
constexpr const char* made_up = "made_up";

/// One table being written: its key columns, then value and provenance.
class TableText {
 public:
  TableText(const std::string& keys, int year) : text_(keys + ",value,unit,source,year,quality,low,high,factor\n"), year_(year) {}
  void add(const std::string& keys, double value, const char* unit, const char* source = "reference_case") {
    text_ += fmt::format("{},{},{},{},{},derived,,,\n", keys, input::written(value), unit, source, year_);
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
  int year_;
};

class ReferenceWriter {
 public:
  enum class Rules { own, published };
  /// For the published rules households own and buy the dwellings, and debt is spread by capital.
  ReferenceWriter(const ReferenceCase& reference, const std::vector<Outlook>& outlooks, const input::Pack& own, const std::filesystem::path& folder, Rules rules = Rules::own);
  void write();

 private:
  // reference_flows.cpp
  void industries();
  void use_and_valuation();
  void accounts();
  void control_totals();
  void government();
  void finance();
  // reference_people.cpp
  void firms();
  void people();
  // reference_pack.cpp
  void parameters();
  void head();
  void scenario();
  // reference_published.cpp
  void published();
  void published_scenario();
  void write_paths(const std::string& name, const Outlook* outlook) const;

  [[nodiscard]] double at(const char* item, std::size_t i) const { return r_.of(item)(static_cast<Eigen::Index>(i)); }
  [[nodiscard]] static double at(const Eigen::VectorXd& values, std::size_t i) { return values(static_cast<Eigen::Index>(i)); }
  void put(const char* table, const TableText& rows) const { publish(folder_ / table, std::string_view(rows.text())); }
  [[nodiscard]] double production_taxes(std::size_t i) const { return (at("tau_Y_s", i) + at("tau_K_s", i)) * at(output_, i); }
  [[nodiscard]] double surplus(std::size_t i) const {
    return at(output_, i) - at(inputs_, i) - at(wages_, i) * (1 + r_.scalar("tau_SIF")) - production_taxes(i);
  }
  [[nodiscard]] double capital(std::size_t i) const { return at(output_, i) / (at("kappa_s", i) * r_.scalar("omega")); }
  [[nodiscard]] double capital_sum() const;
  [[nodiscard]] double dwellings() const;      // invested in them, with tax, by an industry
  [[nodiscard]] std::vector<double> debts(double loans) const;  // [industry]
  [[nodiscard]] double frontier_growth() const;  // a year, that makes output a head grow as the outlook says
  [[nodiscard]] double product_taxes() const;
  [[nodiscard]] double unemployed() const;  // [agents]

  const ReferenceCase& r_;
  const std::vector<Outlook>& outlooks_;  // expected, then those of an ensemble
  const input::Pack& own_;
  Rules rules_;
  std::string name_;
  std::filesystem::path root_, folder_;
  int year_;
  std::size_t n_, estate_;         // industries; which of them owns the dwellings (none: n_)
  std::vector<std::string> code_;  // [industry]
  Eigen::VectorXd output_, inputs_, wear_, wages_;  // [industry] MEUR a quarter
  Eigen::VectorXd kept_;                            // [industry] inputs that go to inventories instead
  double people_ = 0;                               // persons an agent of the case stands for
};

}  // namespace kringloop::validation
