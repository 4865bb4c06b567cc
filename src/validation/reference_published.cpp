// What the rules of the published model read beside the pack's other tables, and the scenario that turns them on.
#include <array>

#include "validation/reference_writer.hpp"

namespace kringloop::validation {

void ReferenceWriter::published() {
  TableText items("item", year_), history("series,quarter", year_);
  const auto scalar = [&](const char* item, const char* name, const char* unit) { items.add(item, r_.scalar(name), unit); };
  scalar("consumption_share", "psi", "fraction");
  scalar("dwellings_share", "psi_H", "fraction");
  scalar("payout_share", "theta_DIV", "fraction");
  scalar("loan_repayment", "theta", "1/quarter");
  scalar("insolvent_debt", "zeta_b", "fraction");
  items.add("wage_tax", r_.scalar("tau_INC") * (1 - r_.scalar("tau_SIW")), "fraction");
  scalar("dividend_tax", "tau_INC", "fraction");
  scalar("profit_tax", "tau_FIRM", "fraction");
  scalar("dwellings_tax", "tau_CF", "fraction");
  scalar("replacement_rate", "theta_UB", "fraction");
  const auto series = [&](const std::string& item, const std::string& name, const char* level, bool own_shock) {
    items.add(item + "_alpha", r_.scalar("alpha_" + name), "number");
    items.add(item + "_beta", r_.scalar("beta_" + name), "number");
    if (own_shock) items.add(item + "_sigma", r_.scalar("sigma_" + name), "number");
    items.add(item + "_level", r_.scalar(level), "number");
  };
  series("government", "G", "C_G", true);
  series("exports", "E", "C_E", false);
  series("imports", "I", "Y_I", false);
  series("foreign_output", "Y_EA", "Y_EA", false);
  series("foreign_inflation", "pi_EA", "pi_EA", true);
  constexpr std::array<const char*, 3> names = {"output", "exports", "imports"};
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t j = i; j < names.size(); ++j)
      items.add(fmt::format("covariance_{}_{}", names[i], names[j]), r_.shocks(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)), "number");
  scalar("taylor_smoothing", "rho", "number");
  scalar("taylor_real_rate", "r_star", "1/quarter");
  scalar("taylor_inflation_target", "pi_star", "1/quarter");
  scalar("taylor_inflation", "xi_pi", "number");
  scalar("taylor_growth", "xi_gamma", "number");
  items.add("expectation_noise", r_.expectation_noise, "number");
  put("published.csv", items);
  for (std::size_t t = 0; t < r_.output_history.size(); ++t) {
    history.add(fmt::format("output,{}", t + 1), quarters_a_year * r_.output_history[t], "MEUR/year");
    history.add(fmt::format("inflation,{}", t + 1), r_.inflation_history[t], "number");
  }
  put("history.csv", history);
}

void ReferenceWriter::published_scenario() {
  write_paths(name_, nullptr);
  const auto rules = std::filesystem::absolute(own_.folder / "../../reference/published.toml").lexically_normal();
  publish(root_ / (name_ + ".toml"),
          std::string_view(fmt::format("inherits = \"{}\"\ntitle = \"Reference case {}, rules of the published model\"\n\n"
                                       "[run]\nuntil = \"{}\"\nseed = 1\nscale = {}\n\n[pack]\nname = \"{}\"\n\n[paths]\nfiles = [\"paths/{}.csv\"]\n",
                                       rules.string(), r_.name, (Quarter{year_ + 1, 1} + 11).text(), std::min(1000, static_cast<int>(people_)), name_, name_)));
}

}  // namespace kringloop::validation
