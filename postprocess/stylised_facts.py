#!/usr/bin/env python3
"""Stylised facts of long runs: runs the baseline and the baseline in drawn worlds with `kringloop validate facts`, then writes docs/stylised_facts.md and
docs/images/stylised_facts.png.

Usage: stylised_facts.py [--seeds N] [--scale N] [--draft]

Baseline: N seeds at 1:scale, and as many at ten times as coarse, to tell chance from cycle. Drawn worlds (drawn_world.py): N, each with a seed of its own.
Exit code 77 where the reference data are not there: the worlds are drawn from them. 10 seeds at 1:100 take some three minutes on two cores.
"""
import argparse
import concurrent.futures
import shutil
import sys
import time

import numpy
import pandas

import cycle_moments
import drawn_world
import facts_page
import facts_picture
import simulator

SOURCE = simulator.SOURCE
COLUMNS = {"gdp": "gross_domestic_product_real", "consumption": "household_consumption_real", "government": "government_consumption_real",
           "investment": "gross_fixed_capital_formation_real", "exports": "exports_real", "imports": "imports_real", "prices": "price_level",
           "unemployment": "unemployment_rate", "vacancies": "vacancies", "wage": "mean_wage"}
AUSTRIA = {"gdp": "real_gdp_quarterly", "consumption": "real_household_consumption_quarterly", "government": "real_government_consumption_quarterly",
           "investment": "real_fixed_capitalformation_quarterly", "exports": "real_exports_quarterly", "imports": "real_imports_quarterly",
           "prices": "gdp_deflator_quarterly", "employment": "employed_quarterly"}


def tables_of(kringloop, scenario, folder, scale, seed):
    """What one run leaves, by the name of its table."""
    kringloop("validate", "facts", scenario, "--scale", scale, "--first-seed", seed, "-o", folder)
    return {name: pandas.read_csv(folder / f"{name}.csv") for name in ("series", "moments", "sizes", "growth")}


def frame_of(run):
    series = run["series"]
    frame = pandas.DataFrame({ours: series[theirs] for ours, theirs in COLUMNS.items()})
    frame["employment"] = series["labour_force"] * (1.0 - series["unemployment_rate"])
    return frame


class Data:
    """What is known of Austria and the Netherlands."""

    def __init__(self, folder):
        quarterly = folder / "macro_abm/austria_iiasa_40q"
        table = pandas.read_csv(quarterly / "timeseries_austria_quarterly_1996_2019.csv")
        self.austria = pandas.DataFrame({ours: table[theirs] for ours, theirs in AUSTRIA.items()})
        self.euro_area = pandas.read_csv(quarterly / "timeseries_euro_area_quarterly_1996_2019.csv")
        self.dutch = pandas.read_csv(folder / "circular_nl/nl_macro_finance_eurostat_oecd_ecb.csv")
        gdp = self.dutch[(self.dutch.dataset == "NAMQ_10_GDP") & (self.dutch.period < "2020")].sort_values("period")
        self.netherlands = pandas.DataFrame({"gdp": gdp["value"].to_numpy()})
        firms = pandas.read_csv(folder / "nl_society/firms_by_industry_size.csv")
        self.firms = firms[(firms.table == "firms_fine_size") & (firms.sbi == "A-U")].set_index("size_class")["value"]

    def tail_exponent(self):
        """From 10 to 100 persons, 2020."""
        return numpy.log10(self.firms[["10-19", "20-49", "50-99", "100+"]].sum() / self.firms["100+"])

    def demography(self, kind):
        """Lowest and highest yearly rate of births or deaths of employers."""
        rates = self.dutch[self.dutch.series.str.startswith(kind)]
        return f"{rates['value'].min():.1f} to {rates['value'].max():.1f} ({rates['period'].min()}-{rates['period'].max()})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10, help="runs of each kind (default 10)")
    parser.add_argument("--scale", type=int, default=100, help="real ones an agent stands for (default 100)")
    parser.add_argument("--draft", action="store_true", help="print the page, put the picture into the folder of the runs; docs/ stays as it is")
    simulator.add_options(parser, "facts")
    options = parser.parse_args()
    shared = simulator.reference_data()
    if not (shared / "macro_abm").exists():
        print("SKIPPED: stylised facts: no reference data; name the folder that holds data/ in KRINGLOOP_SHARED")
        sys.exit(simulator.NO_DATA)
    begun = time.monotonic()
    data, folder, kringloop = Data(shared), options.runs.resolve(), simulator.Simulator(options.program)
    shutil.rmtree(folder, ignore_errors=True)
    estimated = drawn_world.estimate(data.euro_area)
    worlds = {seed: drawn_world.write(folder / "worlds", SOURCE, estimated, seed) for seed in range(1, options.seeds + 1)}
    kinds = {"drawn": options.scale, "fine": options.scale, "coarse": 10 * options.scale}
    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        waiting = {kind: [pool.submit(tables_of, kringloop, world if kind == "drawn" else SOURCE / "scenarios/baseline.toml", folder / f"{kind}_{seed}", scale, seed)
                          for seed, world in worlds.items()] for kind, scale in kinds.items()}
        runs = {kind: [w.result() for w in all_of] for kind, all_of in waiting.items()}
    frames = {kind: [frame_of(r) for r in all_of] for kind, all_of in runs.items()}
    moments = {kind: [cycle_moments.moments(f) for f in of] for kind, of in frames.items()}
    common_fine, noise_fine = cycle_moments.noise(frames["fine"])
    _, noise_coarse = cycle_moments.noise(frames["coarse"])
    demand, prices, interest = (", ".join(f"{c:.2f}" for c in of) for of in estimated[0])
    page = facts_page.TEXT.format(
        seeds=options.seeds, scale=options.scale, coarse=10 * options.scale, root=numpy.sqrt(10.0), common_fine=common_fine, noise_fine=noise_fine, noise_coarse=noise_coarse,
        ratio=noise_coarse / noise_fine, drawn=numpy.mean([m["gdp deviation"] for m in moments["drawn"]]),
        macro=facts_page.macro_table(moments["fine"], moments["drawn"], cycle_moments.moments(data.austria), cycle_moments.moments(data.netherlands)),
        micro=facts_page.micro_table(runs["fine"], data.tail_exponent()), spells=facts_page.spells_text(frames["drawn"]), baseline_spells=facts_page.spells_text(frames["fine"]),
        austrian_spells=facts_page.spells_text([data.austria]), chance_u=facts_page.chance_of_unemployment(frames["fine"]), drawn_u=facts_page.chance_of_unemployment(frames["drawn"]),
        demand=demand, prices=prices, interest=interest, left=", ".join(f"{100 * s:.2f}" for s in estimated[1].std(axis=0)), births=data.demography("B_R_EMPL"),
        deaths=data.demography("D_R_EMPL"), version=kringloop.version(),
        seconds=time.monotonic() - begun, parallel=options.parallel)
    facts_picture.draw(runs, frames, data.austria, folder / "stylised_facts.png" if options.draft else SOURCE / "docs/images/stylised_facts.png")
    if options.draft:
        print(page)
    else:
        (SOURCE / "docs" / "stylised_facts.md").write_text(page)


if __name__ == "__main__":
    main()
