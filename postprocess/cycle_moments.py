"""Business-cycle facts of quarterly series: how much things move, with what, and when. The same for runs and data.

A frame has columns as it has them: gdp, consumption, government, investment, exports, imports, prices, employment, unemployment (a fraction), vacancies
(persons), wage. Rows are quarters in order.
"""
import numpy

AGGREGATES = ["consumption", "government", "investment", "exports", "imports", "prices", "employment", "unemployment", "vacancies"]
LAGS = range(-8, 9)


def cycle(values, smoothness=1600.0):
    """What is left of a series after the trend of Hodrick and Prescott (1997)."""
    n = len(values)
    second = numpy.diff(numpy.eye(n), 2, axis=0)
    return values - numpy.linalg.solve(numpy.eye(n) + smoothness * second.T @ second, values)


def correlation(a, b):
    return float(numpy.corrcoef(a, b)[0, 1])


def cross_correlations(x, y):
    """Of x now with y k quarters later, k from -8 to 8: a peak at k > 0 says that y lags."""
    n = len(x)
    return [correlation(x[max(0, -k): n - max(0, k)], y[max(0, k): n - max(0, -k)]) for k in LAGS]


def spells(growth):
    """Lengths of runs of quarters in which GDP falls."""
    lengths, length = [], 0
    for g in list(growth) + [1.0]:
        if g < 0:
            length += 1
        elif length:
            lengths.append(length)
            length = 0
    return lengths


def moments(frame):
    """Facts by name; what a frame has no column for is left out."""
    found = {}
    logs = {name: numpy.log(frame[name].to_numpy()) for name in ["gdp", *AGGREGATES] if name in frame}
    cycles = {name: 100.0 * cycle(values) for name, values in logs.items()}
    gdp, growth = cycles["gdp"], 100.0 * numpy.diff(logs["gdp"])
    found["gdp deviation"] = gdp.std()
    found["gdp growth deviation"] = growth.std()
    found["gdp growth again"] = correlation(growth[1:], growth[:-1])
    found["gdp growth excess kurtosis"] = float(((growth - growth.mean()) ** 4).mean() / growth.std() ** 4 - 3.0)
    for name in AGGREGATES:
        if name not in cycles:
            continue
        found[f"{name} over gdp"] = cycles[name].std() / gdp.std()
        found[f"{name} growth over gdp"] = 100.0 * numpy.diff(logs[name]).std() / growth.std()
        found[f"{name} with gdp"] = correlation(gdp, cycles[name])
        across = numpy.array(cross_correlations(gdp, cycles[name]))
        found[f"{name} lag"] = float(LAGS[int(numpy.argmax(numpy.abs(across)))])
    if "prices" in frame:
        found["inflation with gdp"] = correlation(gdp[1:], numpy.diff(logs["prices"]))
    if "employment" in frame:
        year = [logs[name][4:] - logs[name][:-4] for name in ("gdp", "employment")]
        found["employment for a percent of gdp"] = float(numpy.polyfit(year[0], year[1], 1)[0])
    if "unemployment" in frame:
        rate = frame["unemployment"].to_numpy()
        found["unemployment mean"] = 100.0 * rate.mean()
        found["okun"] = correlation(growth, numpy.diff(rate) / rate[:-1])
        over_a_year = logs["gdp"][4:] - logs["gdp"][:-4], rate[4:] - rate[:-4]
        found["okun year"] = correlation(*over_a_year)
        found["okun slope"] = float(numpy.polyfit(*over_a_year, 1)[0])
        found["phillips"] = correlation(rate[1:], numpy.diff(numpy.log(frame["wage"].to_numpy())))
        vacancy_rate = (frame["vacancies"] / (frame["vacancies"] + frame["employment"])).to_numpy()
        found["beveridge"] = correlation(rate, vacancy_rate)
        found["beveridge cycle"] = correlation(cycle(rate), cycle(vacancy_rate))
    return found


def noise(frames):
    """Runs that differ by their seed only: deviation of the cycle of their mean path, and around it."""
    paths = numpy.array([numpy.log(f["gdp"].to_numpy()) for f in frames])
    common = paths.mean(axis=0)
    apart = numpy.array([cycle(path - common) for path in paths])
    return 100.0 * cycle(common).std(), 100.0 * numpy.sqrt((apart**2).mean() * len(paths) / (len(paths) - 1))
