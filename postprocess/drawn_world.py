"""Worlds around the Netherlands that have cycles: a path file and a scenario a seed, around the paths of the baseline.

Foreign demand, prices abroad and the policy rate are what autoregressions on the euro area 1996-2019 (imports, GDP deflator, Euribor) make of residuals of past
quarters, drawn anew at every step, of one quarter for all three series at once. Nothing else moves; the bond rate stays with the baseline.
"""
import csv

import numpy


def autoregression(values, order):
    """Coefficients by least squares and residuals, of a series around a straight line."""
    time = numpy.arange(len(values))
    around = values - numpy.polyval(numpy.polyfit(time, values, 1), time)
    before = numpy.column_stack([around[order - 1 - k: len(around) - 1 - k] for k in range(order)])
    coefficients = numpy.linalg.lstsq(before, around[order:], rcond=None)[0]
    return coefficients, around[order:] - before @ coefficients


def estimate(table):
    """`table`: the euro area by quarter. Coefficients and residuals [quarter] of the three series, of the same quarters."""
    imports = numpy.log(table["real_imports_quarterly"].to_numpy())[1:]
    inflation = numpy.diff(numpy.log(table["gdp_deflator_quarterly"].to_numpy()))
    rate = table["euribor"].to_numpy()[1:]
    demand, demand_left = autoregression(imports, 2)
    prices, prices_left = autoregression(inflation, 1)
    interest, interest_left = autoregression(rate, 1)
    return (demand, prices, interest), numpy.column_stack([demand_left, prices_left[1:], interest_left[1:]])


def draw(estimated, quarters, seed):
    """Deviations [quarter][demand (log), prices (log), rate (a year)] from where the baseline is."""
    coefficients, residuals = estimated
    random = numpy.random.Generator(numpy.random.PCG64(seed))
    states = [numpy.zeros(len(c)) for c in coefficients]
    path, price = [], 0.0
    for _ in range(quarters):
        shock = residuals[random.integers(len(residuals))]
        for k, c in enumerate(coefficients):
            states[k] = numpy.concatenate([[c @ states[k] + shock[k]], states[k][:-1]])
        price += states[1][0]
        path.append((states[0][0], price, states[2][0]))
    return numpy.array(path)


def baseline(file, series, first, last, geometric):
    """By quarter, as the program reads a file by year: values stand at mid-year."""
    with open(file, newline="") as opened:
        rows = [(int(row["year"]), float(row["value"]), row["unit"]) for row in csv.DictReader(opened) if row["series"] == series]
    years, values = numpy.array([r[0] for r in rows], float), numpy.array([r[1] for r in rows])
    if geometric:  # an index grows on after its last mid-year
        years, values = numpy.append(years, years[-1] + 1), numpy.append(values, values[-1] ** 2 / values[-2])
    times = first + (numpy.arange(4 * (last - first + 1)) + 0.5) / 4.0
    at = numpy.interp(times, years + 0.5, numpy.log(values) if geometric else values)
    return numpy.exp(at) if geometric else at, rows[0][2]


def write(folder, source, estimated, seed):
    """Scenario file of the world of this seed. The base year, 2023, is the baseline's."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, first, last = source / "scenarios/paths/netherlands.csv", 2023, 2050
    apart = numpy.vstack([numpy.zeros((4, 3)), draw(estimated, 4 * (last - first), seed)])
    with open(folder / f"world_{seed}.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["series", "year", "quarter", "value", "unit", "source", "quality", "low", "high", "factor"])
        for k, (series, geometric) in enumerate([("world_demand", True), ("world_price", True), ("policy_rate", False)]):
            values, unit = baseline(paths, series, first, last, geometric)
            values = values * numpy.exp(apart[:, k]) if geometric else values + apart[:, k]
            for q, value in enumerate(values):
                rows.writerow([series, first + q // 4, q % 4 + 1, f"{value:.8g}", unit, "drawn_world", "derived", "", "", ""])
    scenario = folder / f"world_{seed}.toml"
    scenario.write_text(f'inherits = "{source / "scenarios/baseline.toml"}"\ntitle = "The baseline in drawn world {seed}"\n'
                        f'[paths]\nfiles = ["{paths}", "{folder / f"world_{seed}.csv"}"]\n')
    return scenario
