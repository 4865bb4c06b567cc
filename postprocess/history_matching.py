#!/usr/bin/env python3
"""History matching: which parameter sets are not ruled out by what is known. Draws sets from the ranges of the pack (Latin hypercube,
narrowed to what an earlier wave left), runs each through the Dutch hindcast and, as long as nothing rules it out, through the forecast contest on the span for choosing
(outcomes to 2013Q4) and the baseline to 2050, and keeps those that pass every criterion.
Writes docs/history_matching.md and scenarios/accepted_parameters.csv.

Usage: history_matching.py [--samples N] [--draft]

After Vernon, Goldstein and Bower (2010), Galaxy formation: a Bayesian uncertainty analysis, Bayesian Analysis 5: a set is ruled out when it is further from a target than three standard deviations of all that is
uncertain, the model's own error included. The bands of the required behaviour stand for these three deviations; of the hindcast and the contest it is asked to be nearer to what happened than an autoregression. One seed a set at 1:1000.
Exit code 77 where the reference data are not there. 230 sets take half an hour on two busy cores.
"""
import argparse
import concurrent.futures
import csv
import os
import re
import shutil
import sys
import threading
import time

import numpy
import xarray

import baseline_tables
import simulator

SOURCE = simulator.SOURCE
# The free parameters: those of behaviour whose range is assumed. At most thirty, so that the sets can cover their ranges.
FREE = """demand_smoothing growth_smoothing capital_adjustment capital_cost_elasticity inventory_target input_stock_target price_adjustment markup_reversion markup_utilisation
markup_competition seller_price_elasticity review_when_short supplier_price_sensitivity import_price_elasticity export_price_elasticity consumption_from_wealth portfolio_adjustment income_smoothing
payout_speed payout_smoothing draw_adjustment debt_adjustment budget_adjustment trend_smoothing wage_tightness_elasticity normal_tightness productivity_smoothing firms_follow_demand hurdle_smoothing""".split()
# The first wave (520 sets, 65 left) moved the mean of these by more than chance does: their fifth to 95th percentile among those left.
NARROWED = {
    "capital_cost_elasticity": (0.111, 0.515),
    "markup_reversion": (0.0434, 0.195),
    "markup_utilisation": (0.0134, 0.129),
    "wage_tightness_elasticity": (0.0105, 0.0273),
    "normal_tightness": (0.653, 1.08),
}
STATED = ["normal_tightness"]  # by the cases of the contest themselves
ORIGINS = [f"{year}Q{quarter}" for year in range(2010, 2014) for quarter in range(1, 5)][:-1]


def ranges():
    with open(SOURCE / "scenarios/data/nl-2023/parameters.csv", newline="") as file:
        rows = {row["parameter"]: row for row in csv.DictReader(file)}
    limits = {name: (float(rows[name]["low"]), float(rows[name]["value"]), float(rows[name]["high"])) for name in FREE}
    return limits | {name: (low, limits[name][1], high) for name, (low, high) in NARROWED.items()}


def latin_hypercube(samples, names, limits):
    """Every range is cut into as many parts as there are sets, and each part is drawn from once."""
    random = numpy.random.Generator(numpy.random.PCG64(2010))
    return [
        dict(zip(names, row))
        for row in numpy.column_stack(
            [limits[n][0] + (limits[n][2] - limits[n][0]) * (random.permutation(samples) + random.random(samples)) / samples for n in names])
    ]


class Matching:
    def __init__(self, options):
        self.runs = options.runs.resolve()
        self.reading = threading.Lock()  # the NetCDF library is not safe in threads
        self.kringloop = simulator.Simulator(options.program)

    def write_packs(self):
        """Of the contest's origins; false where there are no reference data."""
        return all(self.kringloop.answer("validate", "pack", origin, self.runs / "packs").returncode == 0 for origin in ORIGINS)

    def run(self, scenario, folder, given):
        overrides = [a for name, value in given.items() for a in ("--set", f"parameters.{name}={value:.6g}")]
        answer = self.kringloop.answer("run", scenario, "--scale", 1000, "--seed", 1, "--quiet", "-o", folder, *overrides)
        return answer.returncode == 0

    def error_ratio(self, folder, given):
        """Of the contest's errors to those of AR(1) in differences, geometric mean over all cells with outcomes to 2013Q4; one seed an origin."""
        own = {name: value for name, value in given.items() if name not in STATED}
        if not all(self.run(self.runs / "packs" / f"austria_{origin}.toml", folder / origin, own) for origin in ORIGINS):
            return None
        answer = self.kringloop.answer("validate", "forecast", "--last", ORIGINS[-1], "--last-target", "2013Q4", "--paths", f"this set={folder}")
        shutil.rmtree(folder)
        return float(re.search(r"^this set +([\d.]+) \[", answer.stdout, re.MULTILINE).group(1))

    def judge(self, number, given):
        """Names of the criteria that rule the set out; none: it is accepted."""
        hindcast, baseline = self.runs / f"{number}_hindcast", self.runs / f"{number}_baseline"
        if not self.run(SOURCE / "scenarios" / "hindcast_2010.toml", hindcast, given):
            return ["the hindcast ends early"]
        answer = self.kringloop.answer("validate", "hindcast", hindcast)
        run, bar, blind, blind_bar = map(float, re.search(r"2011-2016 run ([\d.]+), AR\(1\) ([\d.]+); 2017 to the end, blind: run ([\d.]+), AR\(1\) ([\d.]+)", answer.stdout).groups())
        shutil.rmtree(hindcast)
        out = [name for name, worse in (("hindcast 2011-2016: nearer to history than AR(1)", run > bar), ("hindcast 2017-2022, blind: the same", blind > blind_bar)) if worse]
        if out:
            return out
        ratio = self.error_ratio(self.runs / f"{number}_contest", given)
        if ratio is None or ratio > 1:
            return ["a run of the contest ends early" if ratio is None else "contest, outcomes to 2013Q4: nearer to them than AR(1)"]
        if not self.run(SOURCE / "scenarios" / "baseline.toml", baseline, given):
            return ["the baseline ends early"]
        with self.reading, xarray.open_dataset(baseline / "run.nc") as result:
            result.load()
            out = [name for name, _, band, measure in baseline_tables.behaviours() if not baseline_tables.inside(measure(result), band)]
        shutil.rmtree(baseline)
        return out


def page(limits, sets, verdicts, minutes, version):
    accepted = [s for s, v in zip(sets, verdicts) if not v]
    text = f"""# History matching

Written by `./kl validate history`. {len(sets)} sets of {len(FREE)} free parameters, a Latin hypercube over the ranges of `nl-2023`, narrowed for {len(NARROWED)} of them to what a first wave left; one seed each at 1:1000. Ruled out is a set whose hindcast of 2011-2022 is
further from history than an autoregression, in either span, whose errors in the [forecast contest](forecast.md) with outcomes to 2013Q4 are larger than those of AR(1) in differences (mean over all cells), or whose baseline leaves a band of the [required behaviour](results.md) in any year to 2050. **{len(accepted)} sets ({100 * len(accepted) / len(sets):.0f} %) are accepted**: `scenarios/accepted_parameters.csv`, from which
`kringloop run SCENARIO --parameter-set N` takes one.

A set that is not accepted is not wrong in all it says, and an accepted one is not right: one seed decides, and bands are wide. What the shares below say is which rule each criterion binds.

| criterion | sets it rules out |
|---|---|
"""
    names = sorted({n for v in verdicts for n in v}, key=lambda n: -sum(n in v for v in verdicts))
    text += "".join(f"| {n} | {sum(n in v for v in verdicts)} |\n" for n in names)
    text += "\nThe hindcast comes first, then the contest; a set that is ruled out is not run on.\n\n| parameter | value | range drawn from | accepted: mean | fifth and 95th percentile | shift, standard deviations of the range |\n|---|---|---|---|---|---|\n"
    for name in FREE:
        low, value, high = limits[name]
        of = numpy.array([s[name] for s in accepted])
        shift = (of.mean() - (low + high) / 2) / ((high - low) / numpy.sqrt(12)) if len(of) else float("nan")
        text += f"| `{name}` | {value:g} | {low:g} to {high:g} | {of.mean():.3g} | {numpy.percentile(of, 5):.3g} to {numpy.percentile(of, 95):.3g} | {shift:+.2f} |\n"
    return text + f"\nA shift beyond 0.3 either way is more than chance gives a mean of {len(accepted)} sets in one of a hundred cases or so.\n\n*{version}; {minutes:.0f} minutes with {os.cpu_count()} sets at a time.*\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=230)
    parser.add_argument("--draft", action="store_true", help="print; docs/ and scenarios/ stay as they are")
    simulator.add_options(parser, "history")
    options = parser.parse_args()
    shutil.rmtree(options.runs, ignore_errors=True)
    options.runs.mkdir(parents=True)
    begun = time.monotonic()
    limits = ranges()
    sets = latin_hypercube(options.samples, FREE, limits)
    matching = Matching(options)
    if not matching.write_packs():
        print("SKIPPED: history matching: no reference data")
        sys.exit(77)
    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        verdicts = list(pool.map(matching.judge, range(1, len(sets) + 1), sets))
    text = page(limits, sets, verdicts, (time.monotonic() - begun) / 60, matching.kringloop.version())
    if options.draft:
        print(text)
        return
    (SOURCE / "docs" / "history_matching.md").write_text(text)
    with open(SOURCE / "scenarios" / "accepted_parameters.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["member", *FREE])
        for number, given in enumerate((s for s, v in zip(sets, verdicts) if not v), 1):
            writer.writerow([number, *(f"{given[name]:.6g}" for name in FREE)])


if __name__ == "__main__":
    main()
