#!/usr/bin/env python3
"""What the baseline shows, as tables and a picture: runs the members it needs, then writes docs/results.md between its markers.

Usage: baseline_tables.py behaviour|responses|scale [...] [--draft]

behaviour   what is required of the baseline: values and bands over 5 seeds at 1:1000 and at 1:100; docs/images/balances.png
responses   answers to disturbances, paired with the baseline of the same seed: 5 seeds at 1:1000, 3 at 1:100
scale       headline indicators at 1:1000 (10 seeds), 1:100 (5) against 1:10 (2): which may be read at which scale

Runs that are there from the same program, scenarios and arguments are used again. Members run two at a time, one thread each.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import shutil
import sys

import numpy
import xarray

import simulator

SOURCE = simulator.SOURCE
CLUSTER = ["22", "24", "25", "26", "27", "28", "29", "30", "32", "33"]


class Members:
    """Runs of the program, kept under what they are made from."""

    def __init__(self, simulator, folder, parallel):
        self.simulator, self.folder, self.parallel = simulator, folder, parallel
        made_from = hashlib.sha256(simulator.program.read_bytes())
        for file in sorted((SOURCE / "scenarios").rglob("*")):
            if file.is_file():
                made_from.update(str(file.relative_to(SOURCE)).encode() + file.read_bytes())
        self.made_from = made_from.hexdigest()
        self.opened = {}

    def place(self, scenario, arguments):
        key = hashlib.sha256(json.dumps([self.made_from, scenario, arguments]).encode()).hexdigest()[:16]
        return self.folder / key

    def run(self, scenario, scale, seed, shocks=""):
        """Path of run.nc; `shocks` is TOML added to a scenario that inherits `scenario`."""
        arguments = ["--scale", str(scale), "--seed", str(seed)]
        folder = self.place(scenario + shocks, arguments)
        if (folder / "done").exists():
            return folder / "run.nc"
        if folder.exists():
            shutil.rmtree(folder)
        file = SOURCE / "scenarios" / scenario
        if shocks:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = folder.with_suffix(".toml")
            file.write_text(f'inherits = "{SOURCE / "scenarios" / scenario}"\ntitle = "A response"\n{shocks}')
        answer = self.simulator.answer("run", file, *arguments, "--quiet", "-o", folder)
        if answer.returncode != 0:
            raise RuntimeError(f"{scenario} at 1:{scale}, seed {seed}: exit code {answer.returncode}\n{answer.stderr.strip()[-2000:]}")
        (folder / "done").write_text("")
        print(f"  {scenario}{' with a disturbance' if shocks else ''} at 1:{scale}, seed {seed}", file=sys.stderr, flush=True)
        return folder / "run.nc"

    def all(self, wanted):
        """Opens the runs of a list of arguments of run(), the largest first."""
        with concurrent.futures.ThreadPoolExecutor(self.parallel) as pool:
            waiting = {w: pool.submit(self.run, *w) for w in sorted(set(wanted) - set(self.opened), key=lambda w: w[1])}
            for w, result in waiting.items():
                self.opened[w] = xarray.load_dataset(result.result())
        return [self.opened[w] for w in wanted]


def sums(variable):
    """[year] of a flow."""
    return variable.values.reshape(-1, 4, *variable.shape[1:]).sum(axis=1)


def means(variable):
    """[year] of a rate, index or stock."""
    return variable.values.reshape(-1, 4, *variable.shape[1:]).mean(axis=1)


def yearly_growth(first, last, years):
    return 100.0 * ((last / first) ** (1.0 / years) - 1.0)


def growth(r):
    gdp = sums(r.gross_domestic_product_real)
    return yearly_growth(gdp[0], gdp[-1], len(gdp) - 1)


def inflation(r):
    prices = means(r.consumer_price_index)
    return 100.0 * (prices[1:] / prices[:-1] - 1.0)


def unemployment(r):
    return 100.0 * means(r.unemployment_rate)


def sector(r, variable, name):
    return r[variable].isel(sector=list(r.sector.values).index(name))


# Stocks and flows over yearly GDP, in percent by year, and the bands of tests/model/horizon_test.cpp.
RATIOS = {
    "capital": (lambda r: means(r.capital_stock.sum("industry")), (250, 310)),
    "compensation of employees": (lambda r: sums(r.wages + r.employer_contributions), (44, 53)),
    "mixed income": (lambda r: sums(r.mixed_income), (7, 10)),
    "government debt": (lambda r: means(r.government_debt), (35, 60)),
    "deposits of households": (lambda r: means(sector(r, "deposits", "households")), (50, 125)),
    "deposits of firms": (lambda r: means(sector(r, "deposits", "firms")), (25, 40)),
    "mortgages": (lambda r: means(r.mortgages), (65, 85)),
    "loans of firms": (lambda r: means(r.firm_loans), (25, 45)),
    "own funds of banks": (lambda r: means(r.bank_capital), (5.5, 9)),
    "assets of the pension fund": (lambda r: means(r.pension_fund_assets), (140, 180)),
    "net foreign assets": (lambda r: means(r.net_foreign_assets), (60, 160)),
}


def ratio(r, name):
    return 100.0 * RATIOS[name][0](r) / sums(r.gross_domestic_product)


def sharpest_bend(r, name):
    """Largest change of the five-year slope from one five years to the next, in percent of the ratio a year."""
    path = ratio(r, name)
    slope = [(path[y + 5] - path[y]) / 5.0 for y in range(len(path) - 5)]
    return max(abs(slope[y + 5] - slope[y]) / path[y + 5] * 100.0 for y in range(len(slope) - 5))


def cluster_change(r):
    output = sums(r.output_real.swap_dims(industry="industry_code").sel(industry_code=CLUSTER))
    return output[-1] / output[0]


def behaviours():
    """Name, unit and band, value of a run (a number, or lowest and highest)."""
    def ends(path):
        return (path.min(), path.max())

    rows = [
        ("real GDP, growth 2024-2050", "% a year", (0.5, 2), growth),
        ("inflation (consumer prices), mean", "% a year", (1, 3), lambda r: inflation(r).mean()),
        ("inflation, lowest and highest year", "%", (1, 3), lambda r: ends(inflation(r))),
        ("unemployment, lowest and highest year", "%", (2.5, 8), lambda r: ends(unemployment(r))),
        ("output of industries of the cluster, 2050 over 2024, least and most", "", (1 / 3, 3), lambda r: ends(cluster_change(r))),
        ("current account, mean of 2045-2050", "% of GDP", (2, 8),
         lambda r: 100.0 * sums(r.current_account)[-6:].sum() / sums(r.gross_domestic_product)[-6:].sum()),
    ]
    for name, (_, band) in RATIOS.items():
        rows.append((f"{name}, lowest and highest year", "% of GDP", band, lambda r, name=name: ends(ratio(r, name))))
    rows += [
        ("sharpest bend of these ratios, in five years", "% a year", (0, 4), lambda r: max(sharpest_bend(r, name) for name in RATIOS)),
        ("sector balances, largest sum of a quarter", "EUR", (0, 0.01), lambda r: float(abs(r.net_lending.sum("sector")).max())),
        ("GDP three ways, largest difference of a quarter", "EUR", (0, 0.01),
         lambda r: float(max(abs(r.gross_domestic_product - r.gross_domestic_product_expenditure).max(), abs(r.gross_domestic_product - r.gross_domestic_product_income).max()))),
    ]
    return rows


def number(x):
    if x == 0:
        return "0"
    return f"{x:.3g}" if abs(x) < 1000 else f"{x:,.0f}"


def over_seeds(values):
    """Mean over the seeds, and their range in brackets; of lowest and highest: the widest of all seeds."""
    if isinstance(values[0], tuple):
        return f"{number(min(v[0] for v in values))} to {number(max(v[1] for v in values))}"
    return f"{number(numpy.mean(values))} ({number(min(values))} to {number(max(values))})" if len(values) > 1 else number(values[0])


def inside(value, band):
    low, high = value if isinstance(value, tuple) else (value, value)
    return band[0] <= low and high <= band[1]


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def behaviour(members, options):
    plan = {1000: range(1, 6), 100: range(1, 6)}
    wanted = [("baseline.toml", scale, seed) for scale, seeds in plan.items() for seed in seeds] + [("flat.toml", 1000, 1), ("flat.toml", 100, 1)]
    members.all(wanted)
    by_scale = {scale: members.all([("baseline.toml", scale, seed) for seed in seeds]) for scale, seeds in plan.items()}
    rows = []
    for name, unit, band, measure in behaviours():
        row = [f"{name}{', ' + unit if unit else ''}", f"{number(band[0])} to {number(band[1])}"]
        for runs in by_scale.values():
            values = [measure(r) for r in runs]
            row += [over_seeds(values), f"{sum(inside(v, band) for v in values)} of {len(values)}"]
        rows.append(row)
    flat = ["no growth of productivity, people and world demand: real GDP 2025-2050 against 2024, %", "-5 to 5"]
    for scale in plan:
        gdp = sums(members.all([("flat.toml", scale, 1)])[0].gross_domestic_product_real)
        value = (100.0 * (gdp[1:].min() / gdp[0] - 1.0), 100.0 * (gdp[1:].max() / gdp[0] - 1.0))
        flat += [over_seeds([value]), f"{int(inside(value, (-5, 5)))} of 1"]
    rows.append(flat)
    head = ["behaviour asked of the baseline", "band", "1:1000: mean of 5 seeds (range)", "holds", "1:100: mean of 5 seeds (range)", "holds"]
    draw_balances(by_scale[100], options.picture)
    return ("Lowest and highest year: the widest over all seeds. Bands of the ratios are those of `tests/model/horizon_test.cpp`.\n\n" + table(head, rows))


def shock(name, series, start, end, change):
    return f'[[shock]]\nname = "{name}"\nseries = "{series}"\nstart = "{start}"\nend = "{end}"\n{change}\n'


# Disturbance, its shocks, and what to look at: (what, indicator, how, first year, last year).
RESPONSES = [
    ("world demand 10 % lower in 2026", shock("less", "world_demand", "2026Q1", "2026Q4", "factor = 0.9"),
     [("exports", "exports", "%", 2026, 2026), ("real GDP", "gross_domestic_product_real", "%", 2026, 2026),
      ("unemployment", "unemployment_rate", "points", 2026, 2027), ("real GDP", "gross_domestic_product_real", "%", 2031, 2031)]),
    ("world demand 1 % higher for good from 2026", shock("more", "world_demand", "2026Q1", "2050Q4", "factor = 1.01"),
     [("real GDP", "gross_domestic_product_real", "%", 2026, 2027), ("real GDP", "gross_domestic_product_real", "%", 2041, 2050),
      ("exports", "exports", "%", 2041, 2050), ("consumer prices", "consumer_price_index", "%", 2041, 2050)]),
    ("interest 2 points higher in 2026 and 2027",
     shock("bank", "policy_rate", "2026Q1", "2027Q4", "add = 0.02") + shock("bonds", "bond_rate", "2026Q1", "2027Q4", "add = 0.02"),
     [("investment", "gross_fixed_capital_formation", "%", 2026, 2028), ("consumption", "household_consumption", "%", 2026, 2028),
      ("unemployment", "unemployment_rate", "points", 2026, 2028), ("real GDP", "gross_domestic_product_real", "%", 2026, 2028)]),
    ("world prices 5 % higher for good from 2026", shock("dear", "world_price", "2026Q1", "2050Q4", "factor = 1.05"),
     [("consumer prices", "consumer_price_index", "%", 2026, 2027), ("consumer prices", "consumer_price_index", "%", 2046, 2050),
      ("real GDP", "gross_domestic_product_real", "%", 2046, 2050)]),
    ("productivity growth 0.5 points a year higher from 2026", shock("better", "frontier_productivity_growth", "2026Q1", "2050Q4", "add = 0.005"),
     [("real GDP", "gross_domestic_product_real", "%", 2050, 2050), ("employment", "employment", "%", 2050, 2050), ("mean wage", "mean_wage", "%", 2050, 2050)]),
    ("immigration a third lower from 2026", shock("fewer", "immigration", "2026Q1", "2050Q4", "factor = 0.667"),
     [("population", "population", "%", 2050, 2050), ("real GDP", "gross_domestic_product_real", "%", 2050, 2050), ("unemployment", "unemployment_rate", "points", 2041, 2050)]),
]


def mean_of(run, indicator, first, last):
    values = run[indicator].sum("industry") if "industry" in run[indicator].dims else run[indicator]
    return float(values.sel(time=slice(f"{first}-01-01", f"{last}-12-31")).mean())


def responses(members, options):
    plan = {1000: range(1, 6), 100: range(1, 4)}
    members.all([("baseline.toml", scale, seed, shocks) for scale, seeds in plan.items() for seed in seeds for shocks in [""] + [r[1] for r in RESPONSES]])
    rows = []
    for name, shocks, effects in RESPONSES:
        for k, (what, indicator, how, first, last) in enumerate(effects):
            row = [name if k == 0 else "", f"{what}, {first if first == last else f'{first}-{last}'}"]
            for scale, seeds in plan.items():
                values = []
                for seed in seeds:
                    plain, disturbed = members.all([("baseline.toml", scale, seed, ""), ("baseline.toml", scale, seed, shocks)])
                    a, b = (mean_of(r, indicator, first, last) for r in (disturbed, plain))
                    values.append(100.0 * (a / b - 1.0) if how == "%" else 100.0 * (a - b))
                error = numpy.std(values, ddof=1) / numpy.sqrt(len(values))
                row.append(f"{numpy.mean(values):+.2f} ± {error:.2f} {how}")
            rows.append(row)
    return ("Difference from the baseline of the same seed; mean over the seeds ± its standard error.\n\n" +
            table(["disturbance", "effect on", "1:1000, 5 seeds", "1:100, 3 seeds"], rows))


HEADLINES = [
    ("real GDP in 2030", "bn EUR", lambda r: sums(r.gross_domestic_product_real)[6] / 1e9),
    ("real GDP in 2050", "bn EUR", lambda r: sums(r.gross_domestic_product_real)[-1] / 1e9),
    ("real GDP, growth 2024-2050", "% a year", growth),
    ("inflation, mean", "% a year", lambda r: inflation(r).mean()),
    ("unemployment, mean", "%", lambda r: unemployment(r).mean()),
    ("unemployment, deviation over the years", "points", lambda r: unemployment(r).std()),
    ("employment in 2050", "million", lambda r: means(r.employment.sum("industry"))[-1] / 1e6),
    ("vacancies, mean", "thousand", lambda r: means(r.vacancies).mean() / 1e3),
    ("population in 2050", "million", lambda r: means(r.population)[-1] / 1e6),
    ("households in 2050", "million", lambda r: means(r.households)[-1] / 1e6),
    ("household consumption in 2050", "% of GDP", lambda r: 100 * sums(r.household_consumption)[-1] / sums(r.gross_domestic_product)[-1]),
    ("investment in 2050", "% of GDP", lambda r: 100 * sums(r.gross_fixed_capital_formation)[-1] / sums(r.gross_domestic_product)[-1]),
    ("exports in 2050", "% of GDP", lambda r: 100 * sums(r.exports)[-1] / sums(r.gross_domestic_product)[-1]),
    ("imports in 2050", "% of GDP", lambda r: 100 * sums(r.imports)[-1] / sums(r.gross_domestic_product)[-1]),
    *[(f"{name} in 2050", "% of GDP", lambda r, name=name: ratio(r, name)[-1]) for name in RATIOS],
    ("output of the cluster in 2050", "bn EUR", lambda r: sums(r.output_real.swap_dims(industry="industry_code").sel(industry_code=CLUSTER))[-1].sum() / 1e9),
    *[(f"output of industry {code}, 2050 over 2024", "", lambda r, k=k: cluster_change(r)[k]) for k, code in enumerate(CLUSTER)],
    ("firms that close, mean", "a quarter", lambda r: float(r.firm_exits.mean())),
    ("demand unserved at home, mean", "% of GDP", lambda r: 100 * float(r.unmet_demand.sum("good").sum() / r.gross_domestic_product.sum())),
]


def scale(members, options):
    plan = {1000: range(1, 11), 100: range(1, 6), 10: range(1, 1 + options.fine_seeds)}
    members.all([("baseline.toml", s, seed) for s, seeds in plan.items() for seed in seeds])
    runs = {s: members.all([("baseline.toml", s, seed) for seed in seeds]) for s, seeds in plan.items()}
    rows, unreadable = [], {1000: 0, 100: 0}
    for name, unit, measure in HEADLINES:
        fine = numpy.mean([measure(r) for r in runs[10]])
        row = [f"{name}{', ' + unit if unit else ''}", number(fine)]
        for s in (100, 1000):
            values = [measure(r) for r in runs[s]]
            mean, deviation = numpy.mean(values), numpy.std(values, ddof=1)
            off = abs(mean - fine) > 2.0 * deviation
            unreadable[s] += off
            row += [f"{number(mean)} ± {number(2.0 * deviation)}", "no" if off else "yes"]
        rows.append(row)
    head = ["indicator", f"1:10, mean of {options.fine_seeds} seed{'s' if options.fine_seeds > 1 else ''}", "1:100, 5 seeds ± band", "read", "1:1000, 10 seeds ± band", "read"]
    return (f"Band: two standard deviations of a single run over its seeds. An indicator whose mean is further than its band from that of 1:10 is marked \"no\": not to be\n"
            f"read at that scale ({unreadable[100]} of {len(HEADLINES)} at 1:100, {unreadable[1000]} at 1:1000). A narrow band can be missed by little: look at the values.\n\n" + table(head, rows))


def draw_balances(runs, target):
    """All sector balances and stocks over GDP: mean of the seeds, their range shaded."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    ink, grid = "#22303c", "#d9dee3"
    colours = ["#1f5f8b", "#b5472f", "#6b8e23", "#7b5ea7", "#c98a1b", "#4d4d4d"]
    plt.rcParams.update({"font.size": 9, "axes.edgecolor": ink, "axes.labelcolor": ink, "text.color": ink, "xtick.color": ink, "ytick.color": ink,
                         "axes.spines.top": False, "axes.spines.right": False})
    years = numpy.arange(2024, 2024 + len(sums(runs[0].gross_domestic_product)))
    names = [str(n) for n in runs[0].sector.values]
    figure, panels = plt.subplots(2, 3, figsize=(13, 7.4), constrained_layout=True)

    def panel(axes, title, unit, lines, zero=False):
        for colour, (label, paths) in zip(colours, lines.items()):
            paths = numpy.array(paths)
            axes.plot(years, paths.mean(axis=0), color=colour, label=label, linewidth=1.6)
            axes.fill_between(years, paths.min(axis=0), paths.max(axis=0), color=colour, alpha=0.18, linewidth=0)
        if zero:
            axes.axhline(0, color=ink, linewidth=0.7)
        else:
            axes.set_ylim(bottom=0)
        low, high = axes.get_ylim()
        axes.set_ylim(low, high + 0.30 * (high - low))
        axes.set_title(title, loc="left", fontweight="bold", fontsize=10)
        axes.set_ylabel(unit)
        axes.set_xlim(years[0], years[-1])
        axes.grid(axis="y", color=grid, linewidth=0.6)
        axes.legend(fontsize=7.5, frameon=False, ncol=2, loc="upper left")

    one, two, three, four, five, six = panels.flat
    panel(one, "Net lending by sector", "% of GDP",
          {name: [100 * sums(sector(r, "net_lending", name)) / sums(r.gross_domestic_product) for r in runs] for name in names}, zero=True)
    panel(two, "Net worth in claims, by sector", "% of GDP",
          {name: [100 * means(sector(r, "net_worth", name)) / sums(r.gross_domestic_product) for r in runs] for name in names}, zero=True)
    panel(three, "Debts", "% of GDP", {n: [ratio(r, n) for r in runs] for n in ("government debt", "mortgages", "loans of firms", "own funds of banks")})
    panel(four, "Deposits and claims", "% of GDP",
          {n: [ratio(r, n) for r in runs] for n in ("deposits of households", "deposits of firms", "assets of the pension fund", "net foreign assets")})
    panel(five, "Capital, and pay of employees", "% of GDP", {n: [ratio(r, n) for r in runs] for n in ("capital", "compensation of employees")})
    uses = {"consumption": "household_consumption", "government": "government_consumption", "investment": "gross_fixed_capital_formation", "exports": "exports", "imports": "imports"}
    panel(six, "Uses of GDP", "% of GDP", {label: [100 * sums(r[name]) / sums(r.gross_domestic_product) for r in runs] for label, name in uses.items()})
    figure.suptitle(f"Baseline: balances of all sectors and stocks over GDP, 1:{int(runs[0].attrs['scale'])}, mean of {len(runs)} seeds, their range shaded", x=0.01, ha="left", fontsize=11)
    figure.savefig(target, dpi=110)


def between_markers(text, name, content):
    begin, end = f"<!-- {name}: made by ./kl validate {name} -->", f"<!-- end of {name} -->"
    if begin not in text or end not in text:
        raise SystemExit(f"docs/results.md has no lines '{begin}' and '{end}'")
    return text[: text.index(begin) + len(begin)] + "\n" + content + "\n" + text[text.index(end):]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="+", choices=["behaviour", "responses", "scale"], metavar="behaviour|responses|scale")
    parser.add_argument("--draft", action="store_true", help="print the tables and put the picture into the folder of the runs; docs/ stays as it is")
    simulator.add_options(parser, "validate", parallel=min(2, os.cpu_count() or 1))
    parser.add_argument("--fine-seeds", type=int, default=2, help="seeds at 1:10 for `scale` (default 2)")
    options = parser.parse_args()
    options.runs.mkdir(parents=True, exist_ok=True)
    options.picture = options.runs / "balances.png" if options.draft else SOURCE / "docs" / "images" / "balances.png"
    kringloop = simulator.Simulator(options.program)
    members = Members(kringloop, options.runs.resolve(), options.parallel)
    version = kringloop.version()
    page = SOURCE / "docs" / "results.md"
    for name in options.tables:
        content = {"behaviour": behaviour, "responses": responses, "scale": scale}[name](members, options) + f"\n\n*{version}.*\n"
        if options.draft:
            print(content)
        else:
            page.write_text(between_markers(page.read_text(), name, content))
            print(f"docs/results.md: table '{name}' is new", file=sys.stderr)


if __name__ == "__main__":
    main()
