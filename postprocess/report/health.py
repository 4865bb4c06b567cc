"""Is the run sound? Audits, identities, provenance: what a reader checks before believing a figure."""
from dataclasses import dataclass

import numpy

from .run import NotRecorded

PROVENANCE = [
    ("version", "program version"), ("commit", "commit"), ("pack", "data pack"), ("pack_checksum", "data pack, SHA-256"),
    ("scenario_checksum", "resolved scenario, SHA-256"), ("seed", "seed"), ("scale", "one agent stands for"),
    ("content_checksum", "fingerprint of the content"),
]


@dataclass
class Check:
    what: str
    good: bool
    found: str


def largest(values):
    values = values[numpy.isfinite(values)]
    return float(numpy.abs(values).max()) if len(values) else float("nan")


def zero(run, name, what):
    try:
        gap = largest(run.quarterly(name))
    except NotRecorded:
        return Check(what, False, "not recorded")
    return Check(what, gap == 0.0, "closes exactly in every quarter" if gap == 0.0 else f"does not close: largest gap {gap:,.2f}")


def three_ways(run):
    what = "Gross domestic product is the same by production, income and expenditure"
    try:
        production = run.quarterly("gross_domestic_product")
        gaps = [largest(production - run.quarterly("gross_domestic_product_" + way)) for way in ("income", "expenditure")]
    except NotRecorded as name:
        return Check(what, False, f"{name} is not recorded")
    gap, tolerance = max(gaps), 1e-9 * float(numpy.nanmax(production))  # cents, added as doubles
    return Check(what, gap <= tolerance, "yes" if gap <= tolerance else f"no: largest gap {gap:,.2f} EUR in a quarter")


def lending(run):
    what = "Net lending of all sectors, abroad included, sums to zero"
    try:
        gap = largest(run.quarterly("net_lending"))
    except NotRecorded:
        return Check(what, False, "not recorded")
    tolerance = 1e-9 * float(numpy.abs(run.data["net_lending"].values).sum(axis=-1).max())
    return Check(what, gap <= tolerance, "yes" if gap <= tolerance else f"no: largest gap {gap:,.2f} EUR in a quarter")


def checks(run):
    return [zero(run, "audit_money", "Money: every euro has two ends"), zero(run, "audit_people", "People: everyone is counted once"),
            three_ways(run), lending(run)]


def provenance(run):
    rows = [(title, str(run.data.attrs.get(name, "unknown"))) for name, title in PROVENANCE]
    return [("quarters", span(run))] + rows


def not_recorded(run):
    return sorted(str(name) for name, values in run.data.data_vars.items() if "cell_methods" in values.attrs and not values.notnull().any())


def span(run):
    times = run.data.time
    return f"{int(times.dt.year[0])}Q{int(times.dt.quarter[0])} to {int(times.dt.year[-1])}Q{int(times.dt.quarter[-1])}" if times.size else "none"


def warnings(runs):
    """What makes a comparison unfair."""
    found = []
    if len({span(run) for run in runs}) > 1:
        found.append("The runs are not equally long (" + "; ".join(f"{run.name}: {span(run)}" for run in runs)
                     + "): headline figures and differences are of the years that all of them hold whole, charts show each run as far as it goes.")
    for name, title in [("seed", "seed"), ("scale", "scale"), ("pack_checksum", "data pack"), ("version", "program version"), ("commit", "commit")]:
        if len({str(run.data.attrs.get(name)) for run in runs}) > 1:
            found.append(f"The runs differ in {title}: differences between them are not the scenarios' alone.")
    return found
