"""The tables and the text of docs/stylised_facts.md."""
import numpy

import cycle_moments

A = "Austria"  # the yardstick is Austria's figure: 0.6 to 1.5 times it

# Name in cycle_moments, what is said, target in words, band (None: no target), digits.
MACRO = [
    ("gdp deviation", "GDP: standard deviation of the cycle, %", "", A, 2),
    ("gdp growth deviation", "GDP: standard deviation of growth in a quarter, %", "", A, 2),
    ("gdp growth again", "growth of GDP with that of the quarter before", "as the two countries: 0.2 to 0.6", (0.2, 0.6), 2),
    ("gdp growth excess kurtosis", "growth of GDP: excess kurtosis", "fat-tailed [a]: above 0.5", (0.5, 50), 1),
    ("consumption over gdp", "consumption: deviation over that of GDP", "US 0.80 [a], Austria: 0.45 to 1", (0.45, 1.0), 2),
    ("investment over gdp", "investment: the same", "US 4.61 [a], Austria: 1.5 to 5.5", (1.5, 5.5), 2),
    ("government over gdp", "government consumption: the same", "", A, 2),
    ("exports over gdp", "exports: the same", "", A, 2),
    ("imports over gdp", "imports: the same", "", A, 2),
    ("employment over gdp", "employment: the same", "", A, 2),
    ("unemployment over gdp", "unemployment (log): the same", "US 8.22, model 13.25 [a]: 6 to 16", (6.0, 16.0), 1),
    ("vacancies over gdp", "vacancies (log): the same", "", None, 1),
    ("consumption growth over gdp", "consumption: deviation of growth over that of GDP", "", A, 2),
    ("investment growth over gdp", "investment: the same", "", A, 2),
    ("consumption with gdp", "consumption with GDP: correlation of cycles", "above 0.2", (0.2, 1), 2),
    ("investment with gdp", "investment with GDP", "above 0.2", (0.2, 1), 2),
    ("imports with gdp", "imports with GDP", "above 0.2", (0.2, 1), 2),
    ("employment with gdp", "employment with GDP", "above 0.2", (0.2, 1), 2),
    ("unemployment with gdp", "unemployment with GDP", "below -0.2", (-1, -0.2), 2),
    ("vacancies with gdp", "vacancies with GDP", "above 0.2", (0.2, 1), 2),
    ("inflation with gdp", "inflation with GDP", "pro-cyclical [a]: above 0.05", (0.05, 1), 2),
    ("investment lag", "investment follows GDP by, quarters", "Austria: 0 to 3", (0, 3), 1),
    ("employment lag", "employment follows GDP by, quarters", "Austria: 0 to 3", (0, 3), 1),
    ("unemployment lag", "unemployment follows GDP by, quarters", "lags [a]: 1 to 4", (1, 4), 1),
    ("okun", "Okun: growth of GDP with that of unemployment, quarterly", "-0.85 (-0.98 to -0.70) [a]", (-0.98, -0.70), 2),
    ("okun year", "Okun, over a year: less chance in it", "below -0.5", (-1, -0.5), 2),
    ("okun slope", "Okun: points of unemployment for 1 % of GDP over a year", "", None, 2),
    ("employment for a percent of gdp", "employment, % for 1 % of GDP over a year", "", A, 2),
    ("phillips", "Phillips: unemployment with growth of wages, quarterly", "-0.10 (-0.50 to -0.05) [a]", (-0.50, -0.05), 2),
    ("beveridge", "Beveridge: unemployment with the vacancy rate, levels", "-0.27 (-0.65 to -0.10) [a]", (-0.65, -0.10), 2),
    ("beveridge cycle", "Beveridge, cycles", "below -0.1", (-1, -0.1), 2),
    ("unemployment mean", "unemployment: mean, %", "", None, 1),
]
CLASSES = ["1", "2-9", "10-49", "50-249", "250+"]
CLOSURES = {"1": 7.6, "2-9": 3.8, "10-49": 1.6, "50-249": 1.6}  # % a year, see cbs_closures_2020 in the pack's sources

TEXT = """# Stylised facts

Written by `./kl validate facts`. Means over {seeds} seeds at 1:{scale} (lowest and highest in brackets), from 2024 to 2050. *Baseline*: the world outside is smooth. *Drawn worlds*: the baseline
with a world that has cycles, each run another. A verdict is "yes" where the mean lies in the band, "partly" where a run does, else "no". Bands are assumptions around the figure beside
them, with Austria as yardstick 0.6 to 1.5 times its figure; some were widened to hold Austria's figure after a first look at three seeds. No parameter was chosen on this page.

![Firm sizes; growth of firms; leads and lags; Beveridge, Phillips and Okun curves](images/stylised_facts.png)

## Business cycle
Cycles: logs less the trend of Hodrick and Prescott with 1600, unless "growth" is said: first differences of logs. Targets [a] for volatilities are of such cycles; those for Okun, Phillips and Beveridge are of growth and
levels from quarter to quarter. Austria: 1996-2019; the Netherlands: 2000-2019, of which only GDP is at hand. How growth moves in short runs, beside the same data, is in [forecast.md](forecast.md#how-growth-moves).

{macro}

**Chance or cycle.** Around the mean path of its seeds, GDP of a baseline run has cycles of {noise_fine:.3f} % at 1:{scale} and {noise_coarse:.3f} % at 1:{coarse}: {ratio:.1f} times as much, where pure sampling would give
{root:.1f} times. What the seeds share is {common_fine:.3f} %. Data have 1.1 to 1.2 %. So the baseline has no business cycle to speak of: what moves is chance, and fades with finer scales. In drawn worlds GDP moves {drawn:.2f} %: as much as in the data, all of it from
abroad. Correlations of the first column are of chance and of the slow way of the opening; only those of drawn worlds can be judged. Unemployment of a run has chance of its own: {chance_u:.3f} points in a quarter's change at 1:{scale} (baseline), against {drawn_u:.3f} in drawn worlds, which
pulls the quarterly Okun correlation towards 0.

**Recessions** (spells of falling GDP). Drawn worlds: {spells}; baseline: {baseline_spells}. Austria: {austrian_spells}. With lengths that fall off exponentially [a] the share of one quarter is one over the mean length.

**The drawn worlds** (`postprocess/drawn_world.py`). Around the paths of the baseline move, together: foreign demand as imports of the euro area (second-order autoregression around a trend, coefficients {demand}), prices abroad as its deflator (inflation,
{prices}), the policy rate as Euribor ({interest}), 1996-2019. Residuals ({left} %) are those of one past quarter, drawn at every step. Bond rate, productivity, policy and people move as in the baseline: shocks at home are
not there.

## Firms
Market firms, baseline. A row stands for {scale} real firms that do the same; its size, growth and productivity are those of one, so distributions are a sample, not smoothed; sums of few rows are coarser than in truth. Classes are those of a firm's birth. Growth is that of real
sales (staff: mean of the year) from one full year to the next, less the mean of the class; all classes together: each over its own deviation.

{micro}

## Where it fails, and why
As of this version; checked in the code and by runs with one parameter changed ([validation.md](validation.md#stylised-facts)).

| what | why |
|---|---|
| no cycles without a moving world | firms, households and bodies follow smoothed expectations without shocks of their own; nothing at home sets a cycle off or carries it on |
| consumption too smooth, and not with GDP | budgets follow smoothed income, (12), income hardly moves, as few lose their job, and profits are paid out late, (18). Dearer imports cut real consumption while foreign demand lifts GDP |
| employment and unemployment move too little, Okun too weak | vacancies stand well above unemployment (`normal_tightness` is 1), so firms that want fewer people withdraw vacancies and employment goes on; loss of a job is a constant hazard, dismissals hardly come into it |
| wages too close to unemployment | one national rule with tightness in it sets all wages: nothing else moves them |
| Beveridge curve too tight | the same matching and kept-open rule everywhere, no change in its efficiency. The target is that of a small stylised model |
| growth of GDP too smooth from quarter to quarter, no fat tails | shocks come from abroad only, through a smooth process, and expectations smooth them again |
| growth of sales too peaked | firms have no shocks of their own to demand or productivity: 71 % of sales go through outlets that split by capacity and price, so most firms grow with their class. What sets one apart is people who leave and vacancies nobody fills, as its capacity ends there:
sales go with staff. It is not customers who change supplier: three times as many reviews, or a third, leave exponents and deviations as they are; `overtime` 1.5, out of reach, takes a quarter to a half of the deviations away |
| investment too even | (6) is partial adjustment with a small weight every quarter, without a fixed cost or indivisible machines |
| gaps of productivity last too long, measured over four years | `efficiency` is fixed at the opening by who works there |
| closures of small employers grow | not found yet. Those of one-person firms did too (15 % a year by 2050), as founders took out what owners of the industry do on average, more than their sales could pay; now they take out what these can |

## Sources
[a] Targets as collected from Delli Gatti et al. (2011), *Macroeconomics from the Bottom-up*, and Caiani et al. (2016), *Agent based-stock flow consistent macroeconomics*, Journal of Economic Dynamics and Control 69, by users of these models: of stylised models of the US, not of the Netherlands.
[b] Statistics Netherlands, 81589NED, third quarter of 2020. [c] Axtell (2001), *Zipf distribution of U.S. firm sizes*, Science 293. [d] Bottazzi and Secchi (2006), *Explaining the distribution of firm growth rates*, RAND Journal of Economics 37. The exponent b of
exp(−|x/a|<sup>b</sup>) by maximum likelihood. [e] Stanley et al. (1996), Nature 379; Riccaboni et al. (2008), *The size variance relationship of business firm growth rates*, PNAS 105: 0.14 to 0.2. [f] Syverson (2011), *What determines productivity?*, Journal of Economic Literature 49: 90th over
10th percentile within four-digit industries of US manufacturing; the yearly persistence is recalled. [g] Cooper and Haltiwanger (2006), *On the nature of capital adjustment costs*, Review of Economic Studies 73; [h] Doms and Dunne (1998), *Capital adjustment patterns in
manufacturing plants*, Review of Economic Dynamics 1; the figures of [g] and [h] are recalled, not read again. [i] Statistics Netherlands, closures by size class of 2019 and 2020 (83149NED), see the pack's sources. Employers only, OECD business demography: births {births}, deaths {deaths} % a year. Austria: Poledna et al. (2023). The Netherlands: Eurostat
namq_10_gdp.

*{version}; {seconds:.0f} s with {parallel} runs at a time.*
"""


def spread(values, digits):
    return f"{numpy.mean(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def verdict(values, band):
    if band is None:
        return ""
    inside = [band[0] <= v <= band[1] for v in values]
    return "yes" if band[0] <= numpy.mean(values) <= band[1] else "partly" if any(inside) else "no"


def table(head, rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def macro_table(baseline, drawn, austria, netherlands):
    rows = []
    for name, text, target, band, digits in MACRO:
        if band == A:
            band = tuple(sorted((0.6 * austria[name], 1.5 * austria[name])))
            target = f"Austria: {band[0]:.{digits}f} to {band[1]:.{digits}f}"
        values = [[m[name] for m in of] for of in (baseline, drawn)]
        seen = [f"{of[name]:.{digits}f}" if name in of else "" for of in (austria, netherlands)]
        rows.append([text, *(spread(v, digits) for v in values), *seen, target, verdict(values[1], band)])
    return table(["fact", "baseline", "drawn worlds", "Austria", "Netherlands", "target", "drawn worlds"], rows)


def measure(run, name, group="all", year=None):
    rows = run["moments"].query("measure == @name and group == @group")
    rows = rows if year is None else rows[rows.year == year]
    return float(rows["value"].iloc[0]) if len(rows) else numpy.nan


def class_rate(run, what, group, first, last):
    """Entries or exits, % of the firms of a class a year."""
    rows = run["moments"].query("group == @group and year >= @first and year <= @last")
    return 100.0 * rows[rows.measure == what]["value"].sum() / rows[rows.measure == "firms"]["value"].sum()


def size_variance(run):
    """Slope of ln(deviation of growth) over ln(size), classes from 2 persons."""
    sizes = run["sizes"][run["sizes"].year == run["sizes"].year.max()]
    points = []
    for group, low, high in [("2-9", 2, 9), ("10-49", 10, 49), ("50-249", 50, 249), ("250+", 250, 10**9)]:
        of = sizes[(sizes.persons >= low) & (sizes.persons <= high)]
        points.append((numpy.log((of.persons * of.firms).sum() / of.firms.sum()), numpy.log(measure(run, "sales_growth_deviation", group))))
    return numpy.polyfit(*zip(*points), 1)[0]


def micro_table(runs, tail):
    first, last = 2023, int(runs[0]["sizes"].year.max())
    rows = []

    def row(text, of, digits, target="", band=None):
        values = [of(r) for r in runs]
        rows.append([text, spread(values, digits), target, verdict(values, band)])

    for year in (first, last):
        row(f"sizes: skewness, end of {year}", lambda r: measure(r, "size_skewness", year=year), 0, "right-skewed: above 1 [a]", (1, 1e6))
        row(f"sizes: exponent of the tail from 10 to 100 persons, end of {year}", lambda r: measure(r, "size_tail_exponent", year=year), 2,
            f"Netherlands 2020 {tail:.2f} [b], Zipf's law 1 [c]: 0.8 to 1.2", (0.8, 1.2))
    for group in CLASSES[1:]:
        row(f"growth of sales, {group} persons: deviation, %", lambda r: 100 * measure(r, "sales_growth_deviation", group), 1)
    for group in ("all", *CLASSES[1:]):
        row(f"growth of sales, {group}: exponent", lambda r: measure(r, "sales_growth_subbotin", group), 2, "Laplace 1, normal 2 [d]: 0.6 to 1.4", (0.6, 1.4))
    for group in CLASSES[2:]:
        row(f"growth of staff, {group} persons: exponent", lambda r: measure(r, "staff_growth_subbotin", group), 2, "0.6 to 1.4", (0.6, 1.4))
    for group in CLASSES[1:]:
        row(f"growth of sales with that of staff, {group} persons: correlation", lambda r: measure(r, "sales_with_staff_growth", group), 2)
    row("growth of sales: slope of ln deviation over ln size", size_variance, 2, "-0.2 to -0.14 [e]: -0.25 to -0.1", (-0.25, -0.1))
    row("output an hour in an industry: 90th over 10th percentile, log", lambda r: measure(r, "productivity_spread_90_10"), 2,
        "total factor productivity, US 0.65 [f]: 0.4 to 0.9", (0.4, 0.9))
    row("the gap to the industry with that a year before", lambda r: measure(r, "productivity_persistence_1"), 2, "0.6 to 0.8 in total factor productivity [f]: 0.6 to 0.9", (0.6, 0.9))
    row("the same, four years before", lambda r: measure(r, "productivity_persistence_4"), 2, "[f] to the fourth: 0.13 to 0.66", (0.13, 0.66))
    row("investment above 20 % of capital, % of firms and years", lambda r: 100 * measure(r, "investment_spikes"), 1, "18.6 in US plants [g]: 10 to 25", (10, 25))
    row("investment below 1 % of capital, %", lambda r: 100 * measure(r, "investment_inaction"), 1, "8.1 in US plants [g]: 4 to 15", (4, 15))
    row("largest of 17 years in all investment, % (even: 5.9)", lambda r: 100 * measure(r, "investment_largest_year"), 1, "25 in US plants [h]: 15 to 35", (15, 35))
    for what, text in (("exits", "closures"), ("entries", "starts")):
        for group in CLASSES[:4]:
            for from_year, to_year in ((2024, 2028), (2046, 2050)):
                known = CLOSURES[group] if what == "exits" else None
                row(f"{text}, {group} person{'' if group == '1' else 's'}, {from_year}-{to_year}, % a year", lambda r: class_rate(r, what, group, from_year, to_year), 1,
                    f"{known} in 2019-2020 [i]: 0.6 to 1.5 times" if known else "", (0.6 * known, 1.5 * known) if known else None)
    return table(["fact", "runs", "target or data", "verdict"], rows)


def spells_text(frames):
    lengths = [n for f in frames for n in cycle_moments.spells(numpy.diff(numpy.log(f["gdp"])))]
    if not lengths:
        return "none"
    quarters = sum(len(f) for f in frames)
    return (f"one in {quarters / len(lengths):.0f} quarters, mean length {numpy.mean(lengths):.1f} quarters, {100 * numpy.mean(numpy.array(lengths) == 1):.0f} % of one quarter "
            f"(exponential: {100 / numpy.mean(lengths):.0f})")


def chance_of_unemployment(frames):
    """Deviation of a quarter's change, points."""
    return 100.0 * numpy.mean([numpy.diff(f["unemployment"]).std() for f in frames])
