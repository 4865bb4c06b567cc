#!/usr/bin/env python3
"""Stylised facts of long runs: runs the baseline and the baseline in drawn worlds with `kringloop validate facts`, then writes docs/stylised_facts.md and
docs/images/stylised_facts.png.

Usage: stylised_facts.py [--seeds N] [--scale N] [--draft]

Baseline: N seeds at 1:scale, and as many at ten times as coarse, to tell chance from cycle. Drawn worlds (drawn_world.py): N, each with a seed of its own.
Exit code 77 where the reference data are not there: the worlds are drawn from them. 10 seeds at 1:100 take some five minutes on two cores.
"""
import argparse
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import time

import numpy
import pandas

import cycle_moments
import drawn_world
import facts_picture

SOURCE = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = {"gdp": "gross_domestic_product_real", "consumption": "household_consumption_real", "government": "government_consumption_real",
           "investment": "gross_fixed_capital_formation_real", "exports": "exports_real", "imports": "imports_real", "prices": "price_level",
           "unemployment": "unemployment_rate", "vacancies": "vacancies", "wage": "mean_wage"}
AUSTRIA = {"gdp": "real_gdp_quarterly", "consumption": "real_household_consumption_quarterly", "government": "real_government_consumption_quarterly",
           "investment": "real_fixed_capitalformation_quarterly", "exports": "real_exports_quarterly", "imports": "real_imports_quarterly",
           "prices": "gdp_deflator_quarterly", "employment": "employed_quarterly"}
CLASSES = ["1", "2-9", "10-49", "50-249"]
CLOSURES = {"1": 7.6, "2-9": 3.8, "10-49": 1.6, "50-249": 1.6}  # % a year, see cbs_closures_2020 in the pack's sources

# Name in cycle_moments, what is said, target in words, band of the target, digits.
MACRO = [
    ("gdp deviation", "GDP, standard deviation of the cycle, %", None, None, 2),
    ("gdp growth deviation", "GDP, standard deviation of growth in a quarter, %", None, None, 2),
    ("gdp growth again", "growth of GDP with that of the quarter before", "positive", (0.05, 1), 2),
    ("gdp growth excess kurtosis", "growth of GDP, excess kurtosis", "fat-tailed: above 0 [a]", (0, 50), 1),
    ("consumption over gdp", "consumption, deviation over that of GDP", "US 0.80, model 0.79 [a]: 0.6 to 1", (0.6, 1.0), 2),
    ("investment over gdp", "investment, the same", "US 4.61, model 4.45 [a]: 2 to 5", (2.0, 5.0), 2),
    ("government over gdp", "government consumption, the same", None, None, 2),
    ("exports over gdp", "exports, the same", None, None, 2),
    ("imports over gdp", "imports, the same", None, None, 2),
    ("employment over gdp", "employment, the same", None, None, 2),
    ("unemployment over gdp", "unemployment (log), the same", "US 8.22, model 13.25 [a]: 5 to 14", (5.0, 14.0), 1),
    ("vacancies over gdp", "vacancies (log), the same", None, None, 1),
    ("consumption with gdp", "consumption with GDP, correlation of cycles", "positive", (0.2, 1), 2),
    ("investment with gdp", "investment with GDP", "positive", (0.2, 1), 2),
    ("imports with gdp", "imports with GDP", "positive", (0.2, 1), 2),
    ("employment with gdp", "employment with GDP", "positive", (0.2, 1), 2),
    ("unemployment with gdp", "unemployment with GDP", "negative", (-1, -0.2), 2),
    ("vacancies with gdp", "vacancies with GDP", "positive", (0.2, 1), 2),
    ("inflation with gdp", "inflation with GDP", "pro-cyclical [a]", (0.05, 1), 2),
    ("unemployment lag", "unemployment follows GDP by, quarters", "lags [a]: 1 to 4", (1, 4), 1),
    ("okun", "Okun: growth of GDP with growth of unemployment, quarterly", "-0.85 (-0.98 to -0.70) [a]", (-0.98, -0.70), 2),
    ("okun slope", "Okun: points of unemployment for 1 % of GDP over a year", None, None, 2),
    ("employment for a percent of gdp", "employment, % for 1 % of GDP over a year", None, None, 2),
    ("phillips", "Phillips: unemployment with growth of wages, quarterly", "-0.10 (-0.50 to -0.05) [a]", (-0.50, -0.05), 2),
    ("beveridge", "Beveridge: unemployment with vacancy rate, levels", "-0.27 (-0.65 to -0.10) [a]", (-0.65, -0.10), 2),
    ("beveridge cycle", "Beveridge, cycles", "negative", (-1, -0.1), 2),
    ("unemployment mean", "unemployment, mean, %", None, None, 1),
]


def runs_of(program, scenario, folder, scale, seed):
    """Tables of one run, from a folder of its own."""
    answer = subprocess.run([program, "validate", "facts", scenario, "--scale", str(scale), "--first-seed", str(seed), "-o", folder],
                            env=dict(os.environ, OMP_NUM_THREADS="1", OMP_WAIT_POLICY="passive"), cwd=SOURCE, capture_output=True, text=True)
    if answer.returncode != 0:
        raise RuntimeError(f"{scenario} at 1:{scale}, seed {seed}: {answer.stderr.strip()[-2000:]}")
    return {name: pandas.read_csv(folder / f"{name}.csv", keep_default_na=True) for name in ("series", "moments", "sizes", "growth")}


def frame_of(run):
    series = run["series"]
    frame = pandas.DataFrame({ours: series[theirs] for ours, theirs in COLUMNS.items()})
    frame["employment"] = series["labour_force"] * (1.0 - series["unemployment_rate"])
    return frame


def measure(run, name, group="all", year=None):
    rows = run["moments"].query("measure == @name and group == @group")
    rows = rows if year is None else rows[rows.year == year]
    return float(rows["value"].iloc[0]) if len(rows) else numpy.nan


def class_rate(run, what, group, first, last):
    """Entries or exits, % of the firms of a class a year."""
    rows = run["moments"].query("group == @group and year >= @first and year <= @last")
    return 100.0 * rows[rows.measure == what]["value"].sum() / rows[rows.measure == "firms"]["value"].sum()


def size_variance(run):
    """Slope of ln(deviation of growth) over ln(size), classes from 2 persons."""
    sizes = run["sizes"][run["sizes"].year == run["sizes"].year.max()]
    points = []
    for group, low, high in [("2-9", 2, 9), ("10-49", 10, 49), ("50-249", 50, 249), ("250+", 250, 10**9)]:
        of = sizes[(sizes.persons >= low) & (sizes.persons <= high)]
        points.append((numpy.log((of.persons * of.firms).sum() / of.firms.sum()), numpy.log(measure(run, "sales_growth_deviation", group))))
    return numpy.polyfit(*zip(*points), 1)[0]


def dutch_tail(data):
    """Slope between 10 and 100 persons of the number of Dutch firms in 2020 (81589NED)."""
    table = pandas.read_csv(data / "nl_society/firms_by_industry_size.csv")
    firms = table[(table.table == "firms_fine_size") & (table.sbi == "A-U")].set_index("size_class")["value"]
    return numpy.log10(firms[["10-19", "20-49", "50-99", "100+"]].sum() / firms["100+"])


def dutch_gdp(data):
    """1996 on is not there: 2000 to 2019, before the lockdowns."""
    table = pandas.read_csv(data / "circular_nl/nl_macro_finance_eurostat_oecd_ecb.csv")
    gdp = table[(table.dataset == "NAMQ_10_GDP") & (table.period < "2020")].sort_values("period")["value"]
    return pandas.DataFrame({"gdp": gdp.to_numpy()})


def spread(values, digits):
    return f"{numpy.mean(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def verdict(values, band):
    if band is None:
        return ""
    inside = [band[0] <= v <= band[1] for v in values]
    return "yes" if band[0] <= numpy.mean(values) <= band[1] else "partly" if any(inside) else "no"


def table(head, rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def macro_table(baseline, drawn, austria, netherlands):
    rows = []
    for name, text, target, band, digits in MACRO:
        values = [[m[name] for m in of] for of in (baseline, drawn)]
        seen = [f"{of[name]:.{digits}f}" if name in of else "" for of in (austria, netherlands)]
        rows.append([text, *(spread(v, digits) for v in values), *seen, target or "", verdict(values[1], band)])
    return table(["fact", "baseline", "drawn worlds", "Austria", "Netherlands", "target", "drawn worlds in it"], rows)


def micro_table(runs, tail):
    first, last = 2023, int(runs[0]["sizes"].year.max())
    rows = []

    def row(text, values, digits, target, band):
        rows.append([text, spread(values, digits), target, verdict(values, band)])

    for year in (first, last):
        row(f"sizes: skewness, end of {year}", [measure(r, "size_skewness", year=year) for r in runs], 0, "right-skewed: above 1 [a]", (1, 1e6))
        row(f"sizes: exponent of the tail from 10 to 100 persons, end of {year}", [measure(r, "size_tail_exponent", year=year) for r in runs], 2,
            f"Netherlands 2020 {tail:.2f} [b]; Zipf's law 1 [c]: 0.8 to 1.2", (0.8, 1.2))
    for what, text in (("sales_growth", "growth of sales"), ("staff_growth", "growth of staff")):
        for group in ("2-9", "10-49", "50-249", "250+"):
            row(f"{text}, {group} persons: deviation, %", [100 * measure(r, f"{what}_deviation", group) for r in runs], 1, "", None)
        row(f"{text}: exponent of the distribution", [measure(r, f"{what}_subbotin") for r in runs], 2, "tent-shaped: Laplace 1, normal 2 [d]: 0.6 to 1.4", (0.6, 1.4))
    row("growth of sales: slope of ln deviation over ln size", [size_variance(r) for r in runs], 2, "-0.2 to -0.14 [e]", (-0.2, -0.14))
    row("output an hour in an industry: 90th over 10th percentile, log", [measure(r, "productivity_spread_90_10") for r in runs], 2,
        "0.65 in US total factor productivity [f]: 0.4 to 1.2", (0.4, 1.2))
    for lag, band in ((1, (0.6, 0.9)), (4, (0.3, 0.8))):
        row(f"the gap with that of {lag} year{'s' if lag > 1 else ''} before", [measure(r, f"productivity_persistence_{lag}") for r in runs], 2,
            f"persistent: 0.6 to 0.8 a year in total factor productivity [f]; {band[0]} to {band[1]}", band)
    row("investment above 20 % of capital, % of firms and years", [100 * measure(r, "investment_spikes") for r in runs], 1, "18.6 in US plants [g]: 10 to 25", (10, 25))
    row("investment below 1 % of capital, %", [100 * measure(r, "investment_inaction") for r in runs], 1, "8.1 in US plants [g]: 4 to 15", (4, 15))
    row("largest of 17 years in all investment, % (even: 5.9)", [100 * measure(r, "investment_largest_year") for r in runs], 1, "25 in US plants [h]: 15 to 35", (15, 35))
    for what, text in (("exits", "closures"), ("entries", "starts")):
        for group in CLASSES:
            known = CLOSURES[group]
            for from_year, to_year in ((2024, 2028), (2046, 2050)):
                row(f"{text}, {group} person{'' if group == '1' else 's'}, {from_year}-{to_year}, % a year",
                    [class_rate(r, what, group, from_year, to_year) for r in runs], 1,
                    f"{known} in 2019-2020 [i]: 0.7 to 1.5 times" if what == "exits" else "", (0.7 * known, 1.5 * known) if what == "exits" else None)
    return table(["fact", "runs", "target or data", "in it"], rows)


def spells_text(frames, austria):
    def of(growths):
        lengths = [n for g in growths for n in cycle_moments.spells(g)]
        return f"{len(lengths)} spells, mean {numpy.mean(lengths):.1f} quarters, {100 * numpy.mean(numpy.array(lengths) == 1):.0f} % of one quarter" if lengths else "none"

    growths = [numpy.diff(numpy.log(f["gdp"])) for f in frames]
    return of(growths), of([numpy.diff(numpy.log(austria["gdp"]))])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10, help="runs of each kind (default 10)")
    parser.add_argument("--scale", type=int, default=100, help="real ones an agent stands for (default 100)")
    parser.add_argument("--draft", action="store_true", help="print the page, put the picture into the folder of the runs; docs/ stays as it is")
    parser.add_argument("--program", type=pathlib.Path, default=SOURCE / "build" / "release" / "kringloop")
    parser.add_argument("--runs", type=pathlib.Path, default=SOURCE / "runs" / "facts", help="where the tables of the runs are kept; emptied first")
    parser.add_argument("--parallel", type=int, default=os.cpu_count() or 1, help="runs at a time (default: all cores)")
    options = parser.parse_args()
    data = pathlib.Path(os.environ.get("KRINGLOOP_SHARED", SOURCE.parent / "shared")) / "data"
    if not (data / "macro_abm").exists():
        print("SKIPPED: stylised facts: no reference data; name the folder that holds data/ in KRINGLOOP_SHARED")
        sys.exit(77)
    begun = time.monotonic()
    folder, program = options.runs.resolve(), options.program.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    quarterly = data / "macro_abm/austria_iiasa_40q"
    estimated = drawn_world.estimate(pandas.read_csv(quarterly / "timeseries_euro_area_quarterly_1996_2019.csv"))
    worlds = {seed: drawn_world.write(folder / "worlds", SOURCE, estimated, seed) for seed in range(1, options.seeds + 1)}
    baseline = SOURCE / "scenarios/baseline.toml"
    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        kinds = {"drawn": options.scale, "fine": options.scale, "coarse": 10 * options.scale}
        waiting = {kind: [pool.submit(runs_of, program, worlds[seed] if kind == "drawn" else baseline, folder / f"{kind}_{seed}", scale, seed) for seed in worlds]
                   for kind, scale in kinds.items()}
        runs = {kind: [w.result() for w in all_of] for kind, all_of in waiting.items()}
    frames = {kind: [frame_of(r) for r in all_of] for kind, all_of in runs.items()}
    austrian = pandas.read_csv(quarterly / "timeseries_austria_quarterly_1996_2019.csv")
    austria = pandas.DataFrame({ours: austrian[theirs] for ours, theirs in AUSTRIA.items()})
    moments = {kind: [cycle_moments.moments(f) for f in of] for kind, of in frames.items()}
    seen = cycle_moments.moments(austria), cycle_moments.moments(dutch_gdp(data))
    apart = {kind: cycle_moments.noise(frames[kind]) for kind in ("fine", "coarse")}
    runs_spells, austrian_spells = spells_text(frames["drawn"], austria)
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    text = (SOURCE / "postprocess" / "stylised_facts_page.md").read_text().format(
        seeds=options.seeds, scale=options.scale, coarse=10 * options.scale, macro=macro_table(moments["fine"], moments["drawn"], *seen),
        micro=micro_table(runs["fine"], dutch_tail(data)), common_fine=apart["fine"][0], noise_fine=apart["fine"][1], common_coarse=apart["coarse"][0],
        noise_coarse=apart["coarse"][1], ratio=apart["coarse"][1] / apart["fine"][1], drawn=numpy.mean([m["gdp deviation"] for m in moments["drawn"]]),
        spells=runs_spells, austrian_spells=austrian_spells, demand=estimated[0][0], prices=estimated[0][1], interest=estimated[0][2],
        left=100 * estimated[1].std(axis=0), version=version, seconds=time.monotonic() - begun, parallel=options.parallel)
    picture = folder / "stylised_facts.png" if options.draft else SOURCE / "docs/images/stylised_facts.png"
    facts_picture.draw(runs, frames, austria, picture)
    if options.draft:
        print(text)
    else:
        (SOURCE / "docs" / "stylised_facts.md").write_text(text)


if __name__ == "__main__":
    main()
