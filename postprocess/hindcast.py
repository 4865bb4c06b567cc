#!/usr/bin/env python3
"""The Dutch hindcast beside history: runs scenarios/hindcast_2010.toml with three seeds, prints the tables of `kringloop validate hindcast` and draws
docs/images/hindcast.png.

Usage: hindcast.py [--seeds N] [--draft]

Exit code 77 where the reference data are not there. Some seconds at 1:1000.
"""
import argparse
import shutil

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy
import pandas
import xarray

import simulator

SOURCE = simulator.SOURCE
INK, GRID, BLUE, RED = "#22303c", "#d9dee3", "#1f5f8b", "#b5472f"
FLOWS = {  # column of the yearly history, variable of the runs
    "hh_consumption": ("Household consumption", "household_consumption"),
    "gov_consumption": ("Public consumption", "government_consumption"),
    "investment": ("Investment", "gross_fixed_capital_formation"),
    "wages_D11": ("Wages", "wages"),
    "imports": ("Imports", "imports"),
}
BASE, LAST = 2010, 2016


def totals(runs, variable):
    """[run, quarter]"""
    return numpy.array([(r[variable].sum([d for d in r[variable].dims if d != "time"]) if r[variable].ndim > 1 else r[variable]).values for r in runs])


def base_year():
    table = pandas.read_csv(SOURCE / "scenarios/data/nl-2010/control_totals.csv").set_index("item").value
    names = {"household_consumption": "household_consumption", "government_consumption": "government_consumption", "gross_fixed_capital_formation": "fixed_investment", "wages": "wages", "imports": "imports"}
    return float(table["gdp"]), {variable: float(table[item]) for variable, item in names.items()}


def draw(runs, data, target):
    yearly = pandas.read_csv(data / "circular_nl/figaro_nam_nl_time_series_meur.csv").set_index("year")
    quarterly = pandas.read_csv(data / "circular_nl/nl_macro_finance_eurostat_oecd_ecb.csv", low_memory=False)
    quarterly = quarterly[quarterly.dataset == "NAMQ_10_GDP"]
    quarterly.index = pandas.PeriodIndex(quarterly.period.str.replace("-", ""), freq="Q")
    gdp = quarterly.value.astype(float).sort_index()
    base_gdp, base = base_year()
    plt.rcParams.update({"font.size": 8.5, "axes.edgecolor": INK, "text.color": INK, "axes.spines.top": False, "axes.spines.right": False})
    figure, panels = plt.subplots(2, 3, figsize=(11, 5.8), constrained_layout=True)

    known = 100 * gdp / gdp[gdp.index.year == BASE].mean()
    known = known[(known.index.year > BASE)]
    time = BASE + 1 + (numpy.arange(runs[0].sizes["time"]) + 0.5) / 4
    own = 100 * totals(runs, "gross_domestic_product_real") / 1e6 / (base_gdp / 4)
    first = panels.flat[0]
    first.plot(BASE + 1 + (numpy.arange(len(known)) + 0.5) / 4, known.values, color=INK)
    first.fill_between(time, own.min(axis=0), own.max(axis=0), color=BLUE, alpha=0.25, linewidth=0)
    first.plot(time, own.mean(axis=0), color=BLUE)
    first.set_title("Real gross domestic product")
    for panel, (column, (title, variable)) in zip(list(panels.flat)[1:], FLOWS.items()):
        years = [y for y in yearly.index if BASE <= y <= LAST]
        panel.plot(years, 100 * yearly[column].loc[years] / yearly[column][BASE], color=INK, label="history")
        flows = totals(runs, variable) / 1e6
        flows = 100 * flows.reshape(len(runs), -1, 4).sum(axis=2) / base[variable]
        at = numpy.arange(BASE, BASE + 1 + flows.shape[1])
        flows = numpy.column_stack([numpy.full(len(runs), 100.0), flows])
        panel.fill_between(at, flows.min(axis=0), flows.max(axis=0), color=BLUE, alpha=0.25, linewidth=0)
        panel.plot(at, flows.mean(axis=0), color=BLUE, label="runs: mean, lowest to highest")
        if 2023 in yearly.index:
            panel.plot([2023], [100 * yearly[column][2023] / yearly[column][BASE]], "o", color=INK, markersize=3)
        panel.set_title(title + ", current prices")
    panels.flat[1].legend(fontsize=7, frameon=False)
    for panel in panels.flat:
        panel.set_title(panel.get_title(), loc="left", fontweight="bold", fontsize=9.5)
        panel.set_title("", loc="center")
        panel.grid(axis="y", color=GRID, linewidth=0.6)
        panel.set_ylabel("2010 = 100")
    figure.suptitle(f"The Netherlands from 2010, told only what the world did: {len(runs)} runs at 1:1000 and history", x=0.01, ha="left", fontsize=10)
    figure.savefig(target, dpi=130)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--draft", action="store_true", help="draw into the folder of the runs; docs/ stays as it is")
    simulator.add_options(parser, "hindcast")
    options = parser.parse_args()
    kringloop = simulator.Simulator(options.program)
    shutil.rmtree(options.runs, ignore_errors=True)
    folders = [options.runs / f"seed_{seed}" for seed in range(1, options.seeds + 1)]
    for seed, folder in enumerate(folders, 1):
        kringloop("run", SOURCE / "scenarios/hindcast_2010.toml", "--seed", seed, "--quiet", "-o", folder)
    print(kringloop("validate", "hindcast", *folders), end="")
    runs = [xarray.load_dataset(folder / "run.nc") for folder in folders]
    draw(runs, simulator.reference_data(), (options.runs if options.draft else SOURCE / "docs" / "images") / "hindcast.png")


if __name__ == "__main__":
    main()
