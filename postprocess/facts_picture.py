"""The picture of docs/stylised_facts.md: firm sizes, growth of firms, and the curves of the business cycle."""
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy

import cycle_moments

INK, GRID = "#22303c", "#d9dee3"
COLOURS = ["#1f5f8b", "#b5472f", "#6b8e23", "#7b5ea7", "#c98a1b", "#4d4d4d"]


def sizes(axes, runs):
    table = runs[0]["sizes"]
    for colour, year in zip(COLOURS, (table.year.min(), table.year.max())):
        of = table[(table.year == year) & (table.persons > 0)].sort_values("persons")
        axes.loglog(of.persons, of.firms[::-1].cumsum()[::-1], ".", markersize=3, color=colour, label=f"end of {year}")
    axes.loglog([10, 3000], [7e4, 7e4 * 10 / 3000], color=INK, linewidth=0.8, linestyle="--", label="slope −1")
    axes.set(xlabel="persons", ylabel="firms with at least so many")


def growth(axes, runs):
    middle = runs[0]["growth"].middle.to_numpy()
    density = numpy.mean([r["growth"].density.to_numpy() for r in runs], axis=0)
    axes.semilogy(middle, numpy.where(density > 0, density, numpy.nan), ".", color=COLOURS[0], label="runs")
    axes.semilogy(middle, numpy.exp(-(middle**2) / 2) / numpy.sqrt(2 * numpy.pi), color=COLOURS[1], linewidth=1, label="normal")
    axes.semilogy(middle, numpy.exp(-abs(middle) * numpy.sqrt(2)) / numpy.sqrt(2), color=COLOURS[2], linewidth=1, label="Laplace")
    axes.set(xlabel="growth of sales, deviations of the size class", ylabel="density", ylim=(1e-5, 5))


def points(axes, frames, x, y, labels):
    for colour, (name, kind) in zip((COLOURS[1], COLOURS[0]), (("drawn worlds", "drawn"), ("baseline", "fine"))):
        axes.plot(numpy.concatenate([x(f) for f in frames[kind]]), numpy.concatenate([y(f) for f in frames[kind]]), ".", markersize=2, color=colour, label=name, alpha=0.6)
    axes.set(xlabel=labels[0], ylabel=labels[1])


def leads(axes, frames, austria):
    lags = list(cycle_moments.LAGS)
    cycles = [{name: cycle_moments.cycle(numpy.log(f[name].to_numpy())) for name in ("gdp", *cycle_moments.AGGREGATES)} for f in frames["drawn"]]
    for colour, name in zip(COLOURS, ("consumption", "investment", "imports", "unemployment", "vacancies")):
        axes.plot(lags, numpy.mean([cycle_moments.cross_correlations(c["gdp"], c[name]) for c in cycles], axis=0), color=colour, label=name)
        if name in austria:
            seen = [cycle_moments.cycle(numpy.log(austria[of].to_numpy())) for of in ("gdp", name)]
            axes.plot(lags, cycle_moments.cross_correlations(*seen), color=colour, linewidth=0.8, linestyle=":")
    axes.axhline(0, color=INK, linewidth=0.6)
    axes.set(xlabel="quarters after GDP (drawn worlds; dotted: Austria)", ylabel="correlation of cycles", ylim=(-1, 1))


def draw(runs, frames, austria, target):
    plt.rcParams.update({"font.size": 9, "axes.edgecolor": INK, "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK, "ytick.color": INK,
                         "axes.spines.top": False, "axes.spines.right": False})
    figure, panels = plt.subplots(2, 3, figsize=(13, 7.4), constrained_layout=True)
    sizes(panels[0, 0], runs["fine"])
    growth(panels[0, 1], runs["fine"])
    leads(panels[0, 2], frames, austria)

    def percent(f):
        return 100.0 * f["unemployment"].to_numpy()

    points(panels[1, 0], frames, percent, lambda f: (100.0 * f["vacancies"] / (f["vacancies"] + f["employment"])).to_numpy(), ("unemployment, %", "vacancies, % of jobs"))
    points(panels[1, 1], frames, lambda f: percent(f)[1:], lambda f: 400.0 * numpy.diff(numpy.log(f["wage"].to_numpy())), ("unemployment, %", "growth of the mean wage, % a year"))
    points(panels[1, 2], frames, lambda f: 100.0 * numpy.diff(numpy.log(f["gdp"].to_numpy()))[3:], lambda f: numpy.diff(percent(f))[3:],
           ("growth of GDP in a quarter, %", "change of unemployment, points"))
    for axes, title in zip(panels.flat, ("Firm sizes", "Growth of firms", "Who leads, who follows", "Beveridge", "Phillips", "Okun")):
        axes.set_title(title, loc="left", fontweight="bold", fontsize=10)
        axes.grid(color=GRID, linewidth=0.5)
        axes.legend(fontsize=7.5, frameon=False, loc="lower left" if axes is panels[0, 2] else "best")
    figure.savefig(target, dpi=110)
    plt.close(figure)
