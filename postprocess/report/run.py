"""A run as the report sees it: indicators by quarter and by year, as numpy arrays."""
from pathlib import Path

import numpy
import xarray


class NotRecorded(Exception):
    """The run holds no values of an indicator."""


class NotAResult(Exception):
    """The file is not a result of Kringloop, or cannot be read."""


class Run:
    """One run.nc. Arrays are [quarter] or [year]; only whole years count."""

    def __init__(self, path):
        self.path = Path(path)
        if self.path.is_dir():
            self.path = self.path / "run.nc"
        try:
            self.data = xarray.open_dataset(self.path).load()
        except FileNotFoundError as problem:
            raise NotAResult(f"{self.path}: no such file") from problem
        except (OSError, ValueError) as problem:
            raise NotAResult(f"{self.path}: not a readable NetCDF file") from problem
        if not str(self.data.attrs.get("source", "")).startswith("Kringloop") or "time" not in self.data.coords:
            raise NotAResult(f"{self.path}: not a result of Kringloop")
        self.name = str(self.data.attrs.get("title") or self.path.parent.name)
        year = self.data.time.dt.year.values
        quarter = self.data.time.dt.quarter.values
        self.quarters = year + (quarter - 0.5) / 4.0
        self.years = numpy.array([y for y in numpy.unique(year) if (year == y).sum() == 4], dtype=int)
        self._rows = {y: numpy.flatnonzero(year == y) for y in self.years}

    def has(self, name):
        return name in self.data and bool(self.data[name].notnull().any())

    def quarterly(self, name, **chosen):
        """[quarter] of an indicator, summed over dimensions that are not chosen; chosen: dimension = labels."""
        if not self.has(name):
            raise NotRecorded(name)
        values = self.data[name]
        for dimension, labels in chosen.items():
            values = values.sel({dimension: labels})
        others = [d for d in values.dims if d != "time"]
        return (values.sum(others, skipna=False) if others else values).values.astype(float)

    def by_year(self, quarterly, timing):
        """[year] from [quarter]: the sum of a flow, the last of a stock, the mean of an average."""
        make = {"flow": numpy.sum, "stock": lambda x: x[-1], "mean": numpy.mean}[timing]
        return numpy.array([make(quarterly[self._rows[y]]) for y in self.years], dtype=float)

    def timing(self, name):
        methods = str(self.data[name].attrs.get("cell_methods", ""))
        return "flow" if methods.startswith("time: sum") else "mean" if methods.startswith("time: mean") else "stock"

    def yearly(self, name, **chosen):
        """[year] of an indicator, made from its quarters the way its timing says."""
        return self.by_year(self.quarterly(name, **chosen), self.timing(name) if self.has(name) else "stock")

    def labels(self, dimension):
        return [str(x) for x in self.data[dimension].values] if dimension in self.data.coords else []

    def cluster(self, *kinds):
        """Labels of the industries of the cluster (core) or around it (supplier, rest)."""
        if "industry_cluster" not in self.data.coords:
            raise NotRecorded("industry_cluster")
        return [str(i) for i, c in zip(self.data.industry.values, self.data.industry_cluster.values) if str(c) in kinds]


def yearly_change(quarterly):
    """[quarter] change against the same quarter of the year before, in per cent."""
    change = numpy.full(len(quarterly), numpy.nan)
    change[4:] = 100.0 * (quarterly[4:] / quarterly[:-4] - 1.0)
    return change


def growth_per_year(first, last, years):
    """Mean growth in per cent a year between two levels; None where it has no meaning."""
    if years <= 0 or not first > 0 or not last > 0:
        return None
    return 100.0 * ((last / first) ** (1.0 / years) - 1.0)
