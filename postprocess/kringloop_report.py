#!/usr/bin/env python3
"""One self-contained HTML page on one or several runs: kringloop-report run.nc... [-o report.html]

The first run is the one the others are compared with. The page needs no network and holds its data as CSV.
"""
import argparse
import os
import sys
from pathlib import Path

import jinja2
import numpy

from report.charts import picture_of
from report.contents import HEADLINES, contents
from report.drawing import COLOURS, DASHES
from report.health import checks, not_recorded, provenance, warnings
from report.run import NotAResult, NotRecorded, Run, growth_per_year

HEADLINE_YEARS = (2030, 2040, 2050)


def years_of(runs):
    """First year, round years in between, last year that all runs hold whole."""
    common = sorted(set.intersection(*[set(int(y) for y in run.years) for run in runs]))
    if not common:
        return []
    return sorted({common[0], common[-1], *[y for y in HEADLINE_YEARS if y in common]})


def value_of(run, line, year):
    try:
        values = line(run)
    except (NotRecorded, KeyError):
        return None
    place = numpy.flatnonzero(run.years == year)
    return float(values[place[0]]) if len(place) and numpy.isfinite(values[place[0]]) else None


def growth_of(first, last, years, kind):
    if first is None or last is None or years <= 0:
        return None
    return growth_per_year(first, last, years) if kind == "rate" else (last - first) / years


def shown(number, decimals, sign=""):
    """1,234.5 with a true minus; nothing is minus zero."""
    if number is None:
        return "–"
    return f"{round(number, decimals) + 0.0:{sign},.{decimals}f}".replace("-", "\N{MINUS SIGN}")


def furthest(run, base, line, kind):
    """(difference, year) where a run is furthest from the first: in per cent of it for levels, as it is for shares; None without a year in common."""
    apart = []
    for year in run.years:
        one, other = value_of(run, line, year), value_of(base, line, year)
        if one is not None and other is not None and (kind != "rate" or other):
            apart.append((100.0 * (one / other - 1.0) if kind == "rate" else one - other, int(year)))
    return max(apart, key=lambda found: abs(found[0])) if apart else None


def told_furthest(found, kind):
    if found is None:
        return "–"
    number = shown(found[0], 2, "+")
    return "none" if not number.strip("+0.\N{MINUS SIGN}") else f"{number} {'%' if kind == 'rate' else 'pt'} in {found[1]}"


def headline_rows(runs, years):
    rows = []
    for title, unit, line, decimals, kind in HEADLINES:
        found = [(run, [value_of(run, line, y) for y in years]) for run in runs]
        found = [(run, values) for run, values in found if any(v is not None for v in values)]
        for place, (run, values) in enumerate(found):
            growth = growth_of(values[0], values[-1], years[-1] - years[0], kind)
            rows.append({
                "title": title if place == 0 else "", "unit": unit if place == 0 else "", "run": run.name, "last": place == len(found) - 1,
                "cells": [shown(v, decimals) for v in values],
                "furthest": "" if run is runs[0] else told_furthest(furthest(run, runs[0], line, kind), kind),
                "growth": shown(growth, 2, "+") + ("" if growth is None else " %" if kind == "rate" else " pt")})
    return rows


def summary(runs, years):
    """The run in a few sentences; other runs against the first in the last year."""
    if len(years) < 2:
        return []
    first, last, base = years[0], years[-1], runs[0]
    lines = {(title, unit): (line, decimals, kind) for title, unit, line, decimals, kind in HEADLINES}
    gdp = lines["Gross domestic product", "billion EUR, base-year prices"][0]
    jobs = lines["Employment in the cluster", "thousand persons"][0]
    unemployment = lines["Unemployment", "% of the labour force, mean"][0]
    debt = lines["Government debt", "% of gross domestic product"][0]
    told = []
    growth = growth_of(value_of(base, gdp, first), value_of(base, gdp, last), last - first, "rate")
    if growth is not None:
        told.append(f"{base.name}: the economy {'grows' if growth >= 0 else 'shrinks'} by {abs(growth):.1f} % a year between {first} and {last}, at base-year prices.")
    for line, text in [(unemployment, "Unemployment goes from {:.1f} to {:.1f} % of the labour force."),
                       (debt, "Government debt goes from {:.0f} to {:.0f} % of gross domestic product."),
                       (jobs, "The cluster employs {:,.0f} thousand persons at first and {:,.0f} thousand at the end.")]:
        ends = value_of(base, line, first), value_of(base, line, last)
        if None not in ends:
            told.append(text.format(*ends))
    for run in runs[1:]:
        pairs = [(value_of(run, line, last), value_of(base, line, last), what) for line, what in
                 [(gdp, "gross domestic product at base-year prices"), (jobs, "employment in the cluster")]]
        parts = [f"{what} {100.0 * (a / b - 1.0):+.1f} %" for a, b, what in pairs if a is not None and b]
        if parts:
            told.append(f"{run.name} against {base.name} in {last}: " + ", ".join(parts) + ".")
        parts = [f"{what} {told_furthest(found, 'rate')}" for line, what in
                 [(gdp, "gross domestic product at base-year prices"), (jobs, "employment in the cluster")]
                 if (found := furthest(run, base, line, "rate")) is not None]
        if parts:
            told.append(f"{run.name} is furthest from {base.name}: " + ", ".join(parts) + ".")
    return told


def distinct_names(runs):
    """Runs of one title are told apart by their folders, or by number."""
    for run in runs:
        same = [r for r in runs if r.name == run.name]
        if len(same) > 1:
            folders = [r.path.resolve().parent.name for r in same]
            for number, (other, folder) in enumerate(zip(same, folders), start=1):
                other.name = f"{other.name} ({folder if len(set(folders)) == len(same) else number})"


def page_of(runs):
    distinct_names(runs)
    years, missing, sections = years_of(runs), set(), []
    for section in contents(runs):
        pictures = [p for p in (picture_of(chart, runs, missing) for chart in section.charts) if p]
        if pictures:
            name = "".join(c if c.isalnum() else "-" for c in section.title.lower())
            sections.append({"id": name, "title": section.title, "pictures": pictures})
    told = [{"name": run.name, "colour": COLOURS[i % len(COLOURS)], "dash": DASHES[i % len(DASHES)], "checks": checks(run),
              "provenance": provenance(run), "not_recorded": not_recorded(run)} for i, run in enumerate(runs)]
    folder = Path(__file__).resolve().parent / "report"
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True, undefined=jinja2.StrictUndefined,
                                     trim_blocks=True, lstrip_blocks=True)
    first = runs[0].data.attrs
    return environment.get_template("page.html.j2").render(
        title=runs[0].name if len(runs) == 1 else f"{runs[0].name} and {len(runs) - 1} other{'s' if len(runs) > 2 else ''}",
        subtitle=f"Kringloop {first.get('version', '')}, data pack {first.get('pack', 'unknown')}, one agent for {first.get('scale', 1)}, "
                 f"seed {first.get('seed', 'unknown')}. Quarterly simulation, seasonally adjusted, shown by year unless a chart says otherwise.",
        unsound=[run["name"] for run in told if not all(c.good for c in run["checks"])], warnings=warnings(runs), runs=told,
        summary=summary(runs, years), years=years, growth_span=f"{years[0]}–{years[-1]}" if years else "",
        headline_rows=headline_rows(runs, years) if years else [], sections=sections)


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="kringloop-report", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", metavar="run.nc", help="results, or the folders that hold them")
    parser.add_argument("-o", "--output", default="report.html", help="the page to write (default report.html)")
    options = parser.parse_args(arguments)
    try:
        runs = [Run(path) for path in options.runs]
    except NotAResult as problem:
        print(f"kringloop-report: {problem}", file=sys.stderr)
        return 2
    for run in runs:
        if run.data.time.size == 0:
            print(f"kringloop-report: {run.path}: holds no quarter yet", file=sys.stderr)
            return 2
    page, target = page_of(runs), Path(options.output)
    draft = target.with_name(target.name + ".new")
    try:
        draft.write_text(page, encoding="utf-8")
        os.replace(draft, target)
    except OSError as problem:
        print(f"kringloop-report: cannot write {target}: {problem.strerror}", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
