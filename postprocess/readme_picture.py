#!/usr/bin/env python3
"""The picture of the README: six panels of one run of the baseline.

Usage: readme_picture.py runs/baseline/run.nc docs/images/baseline.png
"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import xarray

# The cluster of the Dutch transition agenda for manufacturing (SBI 2008), in groups a chart can show.
CLUSTER = {
    "Plastics (22)": ["22"],
    "Basic metals, metal products (24, 25)": ["24", "25"],
    "Electronics, electrical (26, 27)": ["26", "27"],
    "Machinery (28)": ["28"],
    "Vehicles, other transport (29, 30)": ["29", "30"],
    "Other products, repair (32, 33)": ["32", "33"],
}
INK, GRID, BLUE, RED = "#22303c", "#d9dee3", "#1f5f8b", "#b5472f"
SHADES = ["#123a5a", "#1f5f8b", "#4b8fb8", "#8dbcd4", "#c9a66b", "#b5472f"]


def yearly(variable):
    """Sums of flows over complete calendar years."""
    whole = variable.time.dt.year.to_series().value_counts()
    years = variable.groupby("time.year").sum()
    return years.sel(year=[y for y in years.year.values if whole[y] == 4])


def draw(path, target):
    run = xarray.open_dataset(path)
    gdp = yearly(run.gross_domestic_product)
    plt.rcParams.update({"font.size": 8.5, "axes.edgecolor": INK, "axes.labelcolor": INK, "text.color": INK,
                         "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False, "axes.spines.right": False})
    figure, panels = plt.subplots(2, 3, figsize=(11, 5.8), constrained_layout=True)
    one, two, three, four, five, six = panels.flat

    real = yearly(run.gross_domestic_product_real)
    one.plot(real.year, 100 * real / real[0], color=BLUE)
    one.set_title("Real gross domestic product")
    one.set_ylabel(f"index, {int(real.year[0])} = 100")

    jobless = 100 * run.unemployment_rate.groupby("time.year").mean()
    two.plot(jobless.year, jobless, color=RED)
    two.set_ylim(0, max(8.0, 1.1 * float(jobless.max())))
    two.set_title("Unemployment")
    two.set_ylabel("% of the labour force")

    prices = run.consumer_price_index.groupby("time.year").mean()
    inflation = 100 * (prices / prices.shift(year=1) - 1).dropna("year")
    three.plot(inflation.year, inflation, color=RED)
    three.axhline(0, color=INK, linewidth=0.6)
    three.set_ylim(min(0.0, float(inflation.min()) - 0.5), max(5.0, 1.1 * float(inflation.max())))
    three.set_title("Inflation")
    three.set_ylabel("% a year")

    added = yearly(run.gross_value_added).swap_dims(industry="industry_code")
    deflator = gdp / real
    groups = [(added.sel(industry_code=codes).sum("industry_code") / deflator / 1e9).values for codes in CLUSTER.values()]
    four.stackplot(added.year, groups, labels=list(CLUSTER), colors=SHADES, linewidth=0)
    four.set_ylim(0, 1.75 * float(sum(groups).max()))
    four.set_title("Value added of the manufacturing cluster")
    four.set_ylabel("bn EUR a year, over the GDP deflator")
    handles, labels = four.get_legend_handles_labels()
    four.legend(handles[::-1], labels[::-1], loc="upper left", fontsize=6.5, frameon=False)

    trade = 100 * yearly(run.exports - run.imports) / gdp
    debt = 100 * run.government_debt.groupby("time.year").last().sel(year=gdp.year) / gdp
    five.plot(debt.year, debt, color=RED, label="government debt")
    five.plot(trade.year, trade, color=BLUE, label="exports less imports")
    five.axhline(0, color=INK, linewidth=0.6)
    five.set_title("Trade balance and government debt")
    five.set_ylabel("% of GDP")
    five.legend(fontsize=7, frameon=False)

    jobs = run.employment.sum("industry").groupby("time.year").mean() / 1e6
    core = run.employment.where(run.industry_cluster == "core", drop=True).sum("industry").groupby("time.year").mean() / 1e6
    six.plot(jobs.year, jobs, color=BLUE)
    six.set_ylim(0, 1.25 * float(jobs.max()))
    six.annotate(f"of whom in the cluster: {float(core[0]):.2f} in {int(core.year[0])}, {float(core[-1]):.2f} in {int(core.year[-1])}",
                 (0.04, 0.08), xycoords="axes fraction", fontsize=7.5)
    six.set_title("Employment")
    six.set_ylabel("million people at work")

    for panel in panels.flat:
        panel.set_title(panel.get_title(), loc="left", fontweight="bold", fontsize=9.5)
        panel.set_title("", loc="center")
        panel.grid(axis="y", color=GRID, linewidth=0.6)
        panel.set_axisbelow(True)
    scale = int(run.attrs["scale"])
    figure.suptitle(f"Baseline: nothing new decided. One run, seed {run.attrs['seed']}, one agent for {scale:,} people or firms",
                    x=0.01, ha="left", fontsize=10)
    figure.savefig(target, dpi=130)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    draw(*sys.argv[1:])
