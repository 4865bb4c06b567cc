#!/usr/bin/env python3
"""The forecast contest of Kringloop itself: writes the reference packs of all 28 Austrian origins, runs the members, and writes
docs/forecast.md with every cell of `kringloop validate forecast`: all origins, those whose outcomes may be used for choosing (to 2013Q4),
and those it is judged on (origins 2014Q1 to 2016Q4); the same given exports and public consumption as they turned out; then how growth moves in the runs and
in the data.

Usage: forecast_contest.py [--seeds N] [--scale N] [--draft] [--keep] [--set KEY=VALUE ...]

Exit code 77 where the reference data are not there. Members run two at a time, one thread each; all of it takes some four minutes for 20 seeds at 1:1000 on two cores.
"""
import argparse
import concurrent.futures
import shutil
import time

import numpy
import xarray

import simulator

SOURCE = simulator.SOURCE
ORIGINS = [f"{year}Q{quarter}" for year in range(2010, 2017) for quarter in range(1, 5)]
SPANS = [
    ("All origins, 2010Q1 to 2016Q4", ["--last", "2016Q4"]),
    ("For choosing: outcomes to 2013Q4", ["--last", "2013Q3", "--last-target", "2013Q4"]),
    ("For judging: origins 2014Q1 to 2016Q4", ["--first", "2014Q1", "--last", "2016Q4"]),
]
HEAD = """# Forecast contest

Written by `./kl validate contest`; what is compared and how the scores are made is in [validation.md](validation.md). `kringloop` is this program with all additions on, as it runs scenarios, from packs of the {origins} origins,
{seeds} seeds each at 1:{scale}. What it is told of the world at an origin is what first-order autoregressions on the data to that quarter expect: foreign demand (the country's exports: mean of the forecasts in differences and in
levels), prices abroad (the euro area's deflator), Euribor, public consumption (as foreign demand); growth of productivity and the inflation that all reckon with are the means of real GDP and its deflator over the ten years before. Nothing
after the origin is known. Each member lives in a world and has moods of its own: residuals of a past quarter, drawn anew at every step, are added to all of these series at once, and what is left of those of consumption, investment, public
consumption and the deflator moves what households spend, firms invest, the State buys and prices at home; over the members of an origin these shocks cancel. Parameters are those of `nl-2023` but for what the case states itself
(docs/bridge.md). Volumes and inflation in log points x 100.
"""


GIVEN_HEAD = """
## Given exports and public consumption, all origins
After the conditional forecasts of the published model: the runs are told of foreign demand (the country's exports) and public consumption as they turned out; prices abroad and Euribor stay what was expected at the origin. VARX(1) is told of imports too, which
the runs have to make themselves. AR(1) is told nothing.
```text
{table}```
"""
MOMENTS_HEAD = """
## How growth moves
Growth from quarter to quarter: in the data 1997-2019 around its mean, in the runs around the mean over the worlds of an origin, so that what moves is the answer to shocks abroad and at home and chance. Data also move by what no series here
holds (stocks, weather, measurement): the runs should move somewhat less.

| | standard deviation, %: data | runs | over that of GDP: data | runs | correlation with GDP: data | runs |
|---|---|---|---|---|---|---|
"""
SERIES = {  # our variable, the data's column
    "GDP": ("gross_domestic_product_real", "real_gdp_quarterly"),
    "consumption": ("household_consumption_real", "real_household_consumption_quarterly"),
    "investment": ("gross_fixed_capital_formation_real", "real_fixed_capitalformation_quarterly"),
    "exports": ("exports_real", "real_exports_quarterly"),
    "imports": ("imports_real", "real_imports_quarterly"),
    "deflator": ("price_level", "gdp_deflator_quarterly"),
    "employment": ("employment", "employed_quarterly"),
}


def growth_of_runs(members, seeds):
    """By name: [run, quarter] log growth around the mean over the worlds of an origin."""
    growth = {name: [] for name in SERIES}
    for origin in ORIGINS:
        of_origin = {name: [] for name in SERIES}
        for seed in range(1, seeds + 1):
            with xarray.open_dataset(members / f"{origin}_{seed}" / "run.nc") as run:
                for name, (variable, _) in SERIES.items():
                    levels = run[variable]
                    levels = levels.sum([d for d in levels.dims if d != "time"]) if levels.ndim > 1 else levels
                    of_origin[name].append(numpy.diff(numpy.log(levels.values)))
        for name in SERIES:
            growth[name] += list(numpy.array(of_origin[name]) - numpy.mean(of_origin[name], axis=0))
    return {name: numpy.array(values) for name, values in growth.items()}


def moments(members, seeds, data):
    table = numpy.genfromtxt(data / "macro_abm/austria_iiasa_40q/timeseries_austria_quarterly_1996_2019.csv", delimiter=",", names=True, dtype=None, encoding="utf-8")
    seen = {name: numpy.diff(numpy.log(table[column][3:].astype(float))) for name, (_, column) in SERIES.items()}
    seen = {name: (values - values.mean())[None, :] for name, values in seen.items()}
    ours = growth_of_runs(members, seeds)
    text = MOMENTS_HEAD
    for name in SERIES:
        cells = [f"{100 * of[name].std():.2f}" for of in (seen, ours)] + [f"{of[name].std() / of['GDP'].std():.2f}" for of in (seen, ours)]
        cells += ["" if name == "GDP" else f"{numpy.corrcoef(of[name].ravel(), of['GDP'].ravel())[0, 1]:.2f}" for of in (seen, ours)]
        text += f"| {name} | {' | '.join(cells)} |\n"
    again = [numpy.corrcoef(of["GDP"][:, 1:].ravel(), of["GDP"][:, :-1].ravel())[0, 1] for of in (seen, ours)]

    def over_a_year(values):
        return numpy.array([numpy.convolve(row, numpy.ones(4), "valid") for row in values]).ravel()

    slope = [numpy.polyfit(over_a_year(of["GDP"]), over_a_year(of["employment"]), 1)[0] for of in (seen, ours)]
    return text + f"""
| | data | runs |
|---|---|---|
| growth of GDP with that of the quarter before, correlation | {again[0]:.2f} | {again[1]:.2f} |
| employment, % for 1 % of GDP over a year (Okun) | {slope[0]:.2f} | {slope[1]:.2f} |
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20, help="members an origin (default 20)")
    parser.add_argument("--scale", type=int, default=1000, help="real ones an agent stands for (default 1000)")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override a key of the scenarios (repeatable)")
    parser.add_argument("--draft", action="store_true", help="print the tables; docs/ stays as it is")
    parser.add_argument("--keep", action="store_true", help="use packs and members that are there again")
    simulator.add_options(parser, "contest")
    options = parser.parse_args()
    kringloop = simulator.Simulator(options.program)
    begun = time.monotonic()
    if not options.keep:
        shutil.rmtree(options.runs, ignore_errors=True)
    overrides = [argument for given in options.set for argument in ("--set", given)]

    def run_members(folder, *told):
        """Of all origins, into folder/members."""
        for origin in ORIGINS:
            if not (folder / "packs" / f"austria_{origin}.toml").exists():
                kringloop("validate", "pack", origin, folder / "packs", "--members", str(options.seeds), *told)

        def member(of):
            origin, seed = of
            into = folder / "members" / f"{origin}_{seed}"
            if not (into / "run.nc").exists():
                kringloop("run", folder / "packs" / f"austria_{origin}_{seed}.toml", "--quiet", "--scale", str(options.scale), "--seed", str(seed), "-o", into, *overrides)

        with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
            list(pool.map(member, [(origin, seed) for origin in ORIGINS for seed in range(1, options.seeds + 1)]))
        return folder / "members"

    members = run_members(options.runs)
    given = run_members(options.runs / "given_trade", "--given-trade")
    page = HEAD.format(origins=len(ORIGINS), seeds=options.seeds, scale=options.scale)
    for title, arguments in SPANS:
        page += f"\n## {title}\n```text\n{kringloop('validate', 'forecast', *arguments, '--paths', f'kringloop={members}')}```\n"
    page += GIVEN_HEAD.format(table=kringloop("validate", "forecast", "--last", "2016Q4", "--given-trade", "--paths", f"kringloop={given}"))
    page += moments(members, options.seeds, simulator.reference_data())
    took = "" if options.keep else f"; {time.monotonic() - begun:.0f} s with {options.parallel} members at a time"
    page += f"\n*{kringloop.version()}{took}.*\n"
    if options.draft:
        print(page)
    else:
        (SOURCE / "docs" / "forecast.md").write_text(page)


if __name__ == "__main__":
    main()
