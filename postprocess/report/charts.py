"""A chart becomes one picture of small multiples, an alternative text and a table. Colour means run, everywhere."""
import base64
import csv
import io
from dataclasses import dataclass

import numpy

from .drawing import plain, svg_of
from .run import NotRecorded


@dataclass
class Picture:
    title: str
    unit: str
    note: str
    image: str  # data URI
    alternative: str
    table: str  # data URI of CSV
    table_name: str


def data_uri(kind, content):
    return f"data:{kind};base64," + base64.b64encode(content).decode("ascii")


def gather(chart, runs, missing):
    """[(panel, {run: (x, y)})] of what the runs hold; names of what none of them holds go to `missing`."""
    panels = []
    for panel in chart.panels:
        lines = {}
        for number, run in enumerate(runs):
            try:
                x = run.quarters if chart.per == "quarter" else run.years
                y = numpy.asarray(panel.line(run), dtype=float)
            except NotRecorded as name:
                missing.add(str(name))
                continue
            except KeyError:  # a label this run does not have
                continue
            if numpy.isfinite(y).any():
                lines[number] = (x, y)
        if lines:
            panels.append((panel, lines))
    return panels


def words(chart, panels, runs):
    """The alternative text: what each line does, from where to where."""
    told = []
    for panel, lines in panels[:12]:
        for number, (x, y) in lines.items():
            known = numpy.flatnonzero(numpy.isfinite(y))
            first, last = known[0], known[-1]
            told.append(f"{panel.title}{', ' + runs[number].name if len(runs) > 1 else ''}: from {plain(y[first])} in {int(x[first])} "
                        f"to {plain(y[last])} in {int(x[last])}.")
    return f"{chart.title}, {chart.unit}. " + " ".join(told)


def table_of(chart, panels, runs):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["series", "run", "unit", "quarter" if chart.per == "quarter" else "year", "value"])
    for panel, lines in panels:
        for number, (x, y) in lines.items():
            for when, value in zip(x, y):
                moment = f"{int(when)}Q{int((when % 1) * 4) + 1}" if chart.per == "quarter" else int(when)
                writer.writerow([panel.title, runs[number].name, chart.unit, moment, "" if not numpy.isfinite(value) else f"{value:.8g}"])
    return out.getvalue().encode("utf-8")


def picture_of(chart, runs, missing):
    """The chart as a Picture, or None when the runs hold nothing of it."""
    panels = gather(chart, runs, missing)
    if not panels:
        return None
    name = "".join(c if c.isalnum() else "-" for c in chart.title.lower())
    return Picture(chart.title, chart.unit, chart.note, data_uri("image/svg+xml", svg_of(chart, panels)), words(chart, panels, runs),
                   data_uri("text/csv;charset=utf-8", table_of(chart, panels, runs)), f"{name}.csv")
