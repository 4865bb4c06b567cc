#!/usr/bin/env python3
"""The bridge to the published model: runs Austria from 2010Q1 under its rules and writes docs/bridge_results.md: the means beside those of the
published model, and what each of our own rules, put back alone, changes.

Usage: bridge.py [--seeds N] [--draft]

Exit code 77 where the reference data are not there. 100 seeds take some twenty seconds on two cores, the whole table a minute.
"""
import argparse
import concurrent.futures
import shutil

import numpy
import xarray

import simulator

SOURCE = simulator.SOURCE
CASE = "austria_2010Q1"
# Rule by rule: the setting and what it then is. A national market needs the rest of the published outside world and production.
OWN = [
    ("expectations", "own_orders"), ("price_setting", "mark_up"), ("investment", "capacity"), ("labour_market", "search"),
    ("households", "smoothed_income"), ("finance", "buffers"), ("trade", "links"),
]
SERIES = [
    ("GDP", "gross_domestic_product_real", 100), ("consumption", "household_consumption_real", 100), ("investment", "gross_fixed_capital_formation_real", 100),
    ("exports", "exports_real", 100), ("imports", "imports_real", 100), ("price level", "price_level", 100), ("unemployment, points", "unemployment_rate", 0),
]
HEAD = """# The bridge, measured

Written by `./kl validate bridge`. The rules of the published model are put in place of ours ([bridge.md](bridge.md)); Austria from 2010Q1, 1:1000.

## Beside the published model
"""
ALONE = """
## What one of our own rules changes
All rules are the published model's but one, which is ours. Change at the twelfth quarter against all published rules, mean of {seeds} seeds, % (unemployment: points), standard error of the change in brackets.

| rule | {names} |
|---|{lines}
"""


def totals(folder, name):
    with xarray.open_dataset(folder / "run.nc") as result:
        values = result[name]
        return values.sum([d for d in values.dims if d != "time"]).values


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=100, help="runs under the published rules (default 100)")
    parser.add_argument("--alone", type=int, default=20, help="runs for each of our own rules (default 20)")
    parser.add_argument("--draft", action="store_true", help="print the tables; docs/ stays as it is")
    simulator.add_options(parser, "bridge")
    options = parser.parse_args()
    kringloop = simulator.Simulator(options.program, KRINGLOOP_SCENARIOS=str(options.runs.resolve()))
    shutil.rmtree(options.runs, ignore_errors=True)
    kringloop("validate", "pack", CASE, options.runs)
    published = options.runs / "published"
    jobs = [(published / str(seed), seed, ()) for seed in range(1, options.seeds + 1)]
    jobs += [(options.runs / key / str(seed), seed, ("--set", f"economy.{key}={value}")) for key, value in OWN for seed in range(1, options.alone + 1)]

    def run(job):
        folder, seed, settings = job
        kringloop("run", SOURCE / "scenarios/reference/austria_2010q1.toml", "--quiet", "--seed", seed, "-o", folder, *settings)

    with concurrent.futures.ThreadPoolExecutor(options.parallel) as pool:
        list(pool.map(run, jobs))
    page = HEAD + "```text\n" + kringloop("validate", "bridge", published) + "```\n"
    page += ALONE.format(seeds=options.alone, names=" | ".join(name for name, _, _ in SERIES), lines="---|" * len(SERIES))
    for key, value in OWN:
        cells = []
        for _, name, relative in SERIES:
            ours, theirs = (numpy.array([totals(options.runs / folder / str(seed), name)[-1] for seed in range(1, options.alone + 1)]) for folder in (key, "published"))
            change = 100 * (ours / theirs - 1) if relative else 100 * (ours - theirs)
            cells.append(f"{change.mean():.2f} ({change.std(ddof=1) / len(change) ** 0.5:.2f})")
        page += f"| `{key} = \"{value}\"` | {' | '.join(cells)} |\n"
    page += f"\n*{kringloop.version()}*\n"
    if options.draft:
        print(page)
    else:
        (SOURCE / "docs" / "bridge_results.md").write_text(page)


if __name__ == "__main__":
    main()
