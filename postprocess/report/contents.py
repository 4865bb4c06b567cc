"""What the report shows: sections of charts, charts of panels. A panel is a title and how to get its line from a run."""
from dataclasses import dataclass, field
from typing import Callable

import numpy

from .run import NotRecorded, Run, yearly_change

BILLION, MILLION, THOUSAND = 1e9, 1e6, 1e3


@dataclass
class Panel:
    title: str
    line: Callable[[Run], numpy.ndarray]


@dataclass
class Chart:
    title: str
    unit: str
    panels: list
    per: str = "year"  # or "quarter"
    note: str = ""
    level: bool = True  # a level's axis never zooms in below a tenth of it; a rate's not below one unit
    same_axis: bool = False  # panels are to be compared with one another


@dataclass
class Section:
    title: str
    charts: list = field(default_factory=list)


def of(name, scale=1.0, **chosen):
    return lambda run: run.yearly(name, **chosen) / scale


def quarterly(name, scale=1.0):
    return lambda run: run.quarterly(name) / scale


def to_gdp(name, **chosen):
    """Per cent of the year's gross domestic product."""
    return lambda run: 100.0 * run.yearly(name, **chosen) / run.yearly("gross_domestic_product")


def in_cluster(name, scale, *kinds):
    return lambda run: run.yearly(name, industry=run.cluster(*kinds)) / scale


def each(runs, dimension, make, wanted=None):
    """A panel for every label of a dimension."""
    labels = runs[0].labels(dimension) if wanted is None else wanted
    return [Panel(f"{dimension} {label}" if label.isdigit() else label.replace("_", " "), make(label)) for label in labels]


def core(runs):
    try:
        return runs[0].cluster("core")
    except NotRecorded:
        return []


def weighted(name, weight, *kinds):
    """[quarter] mean of an indicator over industries, weighted by another; kinds of the cluster, or all."""

    def line(run):
        if not run.has(name) or not run.has(weight):
            raise NotRecorded(name)
        chosen = run.cluster(*kinds) if kinds else run.labels("industry")
        values, weights = run.data[name].sel(industry=chosen), run.data[weight].sel(industry=chosen)
        return ((values * weights).sum("industry") / weights.where(values.notnull()).sum("industry")).values

    return line


def wage_share(run):
    return 100.0 * (run.yearly("wages") + run.yearly("employer_contributions")) / run.yearly("gross_value_added")


def real_wage(run):
    nominal = run.quarterly("mean_wage")
    return run.by_year(nominal / run.quarterly("consumer_price_index"), "mean") / THOUSAND


def trade_balance(run):
    return 100.0 * (run.yearly("exports") - run.yearly("imports")) / run.yearly("gross_domestic_product")


def unmet(run):
    return 100.0 * run.yearly("unmet_demand") / run.yearly("output_real")


def share_of_quintile(label):
    return lambda run: 100.0 * run.yearly("consumption_by_quintile", quintile=label) / run.yearly("consumption_by_quintile")


def against(base, line, relative):
    """[year] of another run less the first one's, in per cent of it or as it is; a year the first lacks is no value."""

    def difference(run):
        if run is base:
            raise NotRecorded("the run itself")
        known = dict(zip(base.years, line(base)))
        reference = numpy.array([known.get(year, numpy.nan) for year in run.years], dtype=float)
        return 100.0 * (line(run) / reference - 1.0) if relative else line(run) - reference

    return difference


def differences(runs):
    base = runs[0]
    return Section(f"Difference from {base.name}", [
        Chart("Levels", f"% above or below {base.name}", [
            Panel("gross domestic product, base-year prices", against(base, of("gross_domestic_product_real"), True)),
            Panel("employment", against(base, of("employment"), True)),
            Panel("employment in the cluster", against(base, in_cluster("employment", 1.0, "core"), True)),
            Panel("production of the cluster", against(base, in_cluster("output_real", 1.0, "core"), True)),
            Panel("consumer prices", against(base, of("consumer_price_index"), True)),
            Panel("mean wage", against(base, of("mean_wage"), True))], level=False),
        Chart("Rates", f"percentage points above or below {base.name}", [
            Panel("unemployment", against(base, of("unemployment_rate", 0.01), False)),
            Panel("government balance, % of GDP", against(base, to_gdp("government_balance"), False)),
            Panel("government debt, % of GDP", against(base, to_gdp("government_debt"), False))], level=False),
    ])


def contents(runs):
    """The sections for these runs; which panels exist follows the dimensions of the first."""
    sectors = [s for s in runs[0].labels("sector")]
    cluster = core(runs)
    return ([differences(runs)] if len(runs) > 1 else []) + [
        Section("Output and growth", [
            Chart("Gross domestic product", "billion EUR a year", [
                Panel("at base-year prices", of("gross_domestic_product_real", BILLION)),
                Panel("at current prices", of("gross_domestic_product", BILLION)),
                Panel("per person employed, thousand EUR",
                      lambda run: run.yearly("gross_domestic_product_real") / run.yearly("employment") / THOUSAND)]),
            Chart("Growth of gross domestic product", "% against the same quarter of the year before", [
                Panel("at base-year prices", lambda run: yearly_change(run.quarterly("gross_domestic_product_real")))],
                per="quarter", level=False),
            Chart("Who uses the product", "% of gross domestic product", [
                Panel("household consumption", to_gdp("household_consumption")),
                Panel("government consumption", to_gdp("government_consumption")),
                Panel("fixed investment", to_gdp("gross_fixed_capital_formation")),
                Panel("change in inventories", to_gdp("inventory_change"))], level=False),
        ]),
        Section("Prices, wages and interest", [
            Chart("Inflation", "% against the same quarter of the year before", [
                Panel("consumer prices", lambda run: yearly_change(run.quarterly("consumer_price_index"))),
                Panel("prices of gross domestic product", lambda run: yearly_change(run.quarterly("price_level"))),
                Panel("producer prices of the cluster", lambda run: yearly_change(weighted("price_index", "output_real", "core")(run)))],
                per="quarter", level=False, same_axis=True),
            Chart("Price levels", "base year = 1", [
                Panel("consumer prices", quarterly("consumer_price_index")),
                Panel("prices of gross domestic product", quarterly("price_level")),
                Panel("producer prices of the cluster", weighted("price_index", "output_real", "core"))], per="quarter", same_axis=True),
            Chart("Mean wage", "thousand EUR a year per full-time job", [
                Panel("at current prices", of("mean_wage", THOUSAND)),
                Panel("at consumer prices of the base year", real_wage)]),
            Chart("Wage share", "% of value added", [Panel("wages and employers' contributions", wage_share)], level=False),
            Chart("Interest rates", "% a year", [
                Panel("policy rate", quarterly("policy_interest_rate", 0.01)),
                Panel("deposits", quarterly("deposit_interest_rate", 0.01)),
                Panel("firm loans", quarterly("firm_loan_interest_rate", 0.01)),
                Panel("mortgages", quarterly("mortgage_interest_rate", 0.01)),
                Panel("government debt", quarterly("government_bond_interest_rate", 0.01))], per="quarter", level=False, same_axis=True),
        ]),
        Section("People and work", [
            Chart("Unemployment", "% of the labour force", [
                Panel("unemployment rate", quarterly("unemployment_rate", 0.01))], per="quarter", level=False),
            Chart("Employment", "thousand persons", [
                Panel("all industries", of("employment", THOUSAND)),
                Panel("the cluster", in_cluster("employment", THOUSAND, "core")),
                Panel("its suppliers", in_cluster("employment", THOUSAND, "supplier")),
                Panel("vacancies, thousand", of("vacancies", THOUSAND))]),
            Chart("Population", "million", [
                Panel("persons", of("population", MILLION)),
                Panel("labour force", of("labour_force", MILLION)),
                Panel("households", of("households", MILLION))]),
            Chart("Employment by region of work", "thousand persons",
                  each(runs, "region", lambda r: of("employment_by_region", THOUSAND, region=r))),
            Chart("Consumption by income quintile of households", "% of household consumption",
                  each(runs, "quintile", share_of_quintile), level=False),
        ]),
        Section("The cluster: metal, plastics and technological industry", [
            Chart("Value added of the cluster, by industry", "billion EUR a year at current prices",
                  each(runs, "industry", lambda i: of("gross_value_added", BILLION, industry=i), cluster)),
            Chart("Production of the cluster, by industry", "billion EUR a year at base-year prices",
                  each(runs, "industry", lambda i: of("output_real", BILLION, industry=i), cluster)),
            Chart("Employment in the cluster, by industry", "thousand persons",
                  each(runs, "industry", lambda i: of("employment", THOUSAND, industry=i), cluster)),
        ]),
        Section("Trade", [
            Chart("Exports and imports", "billion EUR a year at current prices", [
                Panel("exports", of("exports", BILLION)), Panel("imports", of("imports", BILLION))], same_axis=True,
                note="Re-exports count with their domestic margin only."),
            Chart("External balance", "% of gross domestic product", [
                Panel("exports less imports", trade_balance), Panel("current account", to_gdp("current_account")),
                Panel("net foreign assets", to_gdp("net_foreign_assets"))], level=False),
        ]),
        Section("Government", [
            Chart("Government", "% of gross domestic product", [
                Panel("balance", to_gdp("government_balance")), Panel("debt", to_gdp("government_debt"))], level=False),
            Chart("Income-tax surcharge of the budget rule", "percentage points", [
                Panel("surcharge", quarterly("income_tax_surcharge", 0.01))], per="quarter", level=False),
        ]),
        Section("Energy and carbon", [
            Chart("CO2 emissions", "Mt a year", [
                Panel("fossil fuels and processes", of("co2_emissions", MILLION)),
                Panel("of these, by households", of("co2_emissions_households", MILLION)),
                Panel("biomass", of("co2_emissions_biogenic", MILLION))],
                note="Of residents, also abroad; electricity at the power sector."),
            Chart("Final energy use", "PJ a year", each(runs, "carrier", lambda c: of("final_energy", MILLION, carrier=c))),
            Chart("Price of carbon", "EUR", [
                Panel("allowance of a tonne", quarterly("ets_price")),
                Panel("revenue of the State, billion a quarter", quarterly("carbon_price_revenue", BILLION))], per="quarter"),
        ]),
        Section("Money and balances", [
            Chart("Who saves and who borrows", "net lending, % of gross domestic product",
                  each(runs, "sector", lambda s: to_gdp("net_lending", sector=s), sectors), level=False, same_axis=True,
                  note="Over all sectors, abroad included, net lending sums to zero."),
            Chart("Stocks against income", "% of gross domestic product", [
                Panel("fixed capital", to_gdp("capital_stock")),
                Panel("mortgages", to_gdp("mortgages")),
                Panel("bank loans to firms", to_gdp("firm_loans")),
                Panel("bank capital", to_gdp("bank_capital")),
                Panel("pension fund assets", to_gdp("pension_fund_assets"))]
                + [Panel(f"deposits of {s.lower()}", to_gdp("deposits", sector=s))
                   for s in sectors if s.lower().startswith(("household", "firm"))], level=False),
            Chart("Financial net worth by sector", "% of gross domestic product",
                  each(runs, "sector", lambda s: to_gdp("net_worth", sector=s), sectors), level=False),
            Chart("Pension funds", "%", [Panel("funding ratio", quarterly("funding_ratio", 0.01))], per="quarter", level=False),
        ]),
        Section("Firms", [
            Chart("Firms", "thousand", [
                Panel("active", of("firms", THOUSAND)), Panel("started in the year", of("firm_entries", THOUSAND)),
                Panel("ended in the year", of("firm_exits", THOUSAND))]),
            Chart("Use of capacity", "%", [
                Panel("capacity in use, all industries", lambda run: 100.0 * weighted("capacity_utilisation", "output_real")(run)),
                Panel("capacity in use, the cluster", lambda run: 100.0 * weighted("capacity_utilisation", "output_real", "core")(run))],
                per="quarter", level=False, same_axis=True),
            Chart("Orders that nobody could serve", "% of production", [Panel("unmet demand", unmet)], level=False),
        ]),
    ]


# Rows of the table of headline figures: title, unit, [year] of a run, decimals, how growth is told: "rate" or "difference"
HEADLINES = [
    ("Gross domestic product", "billion EUR, base-year prices", of("gross_domestic_product_real", BILLION), 1, "rate"),
    ("Gross domestic product", "billion EUR, current prices", of("gross_domestic_product", BILLION), 1, "rate"),
    ("Price level of gross domestic product", "base year = 1", of("price_level"), 3, "rate"),
    ("Consumer prices", "base year = 1", of("consumer_price_index"), 3, "rate"),
    ("Unemployment", "% of the labour force, mean", lambda run: 100.0 * run.by_year(run.quarterly("unemployment_rate"), "mean"), 1, "difference"),
    ("Employment", "thousand persons", of("employment", THOUSAND), 0, "rate"),
    ("Employment in the cluster", "thousand persons", in_cluster("employment", THOUSAND, "core"), 0, "rate"),
    ("Value added of the cluster", "billion EUR, current prices", in_cluster("gross_value_added", BILLION, "core"), 1, "rate"),
    ("Population", "thousand persons", of("population", THOUSAND), 0, "rate"),
    ("Mean wage", "thousand EUR a year", of("mean_wage", THOUSAND), 1, "rate"),
    ("Wage share", "% of value added", wage_share, 1, "difference"),
    ("Household consumption", "billion EUR, current prices", of("household_consumption", BILLION), 1, "rate"),
    ("Exports", "billion EUR, current prices", of("exports", BILLION), 1, "rate"),
    ("Imports", "billion EUR, current prices", of("imports", BILLION), 1, "rate"),
    ("Current account", "% of gross domestic product", to_gdp("current_account"), 1, "difference"),
    ("Government balance", "% of gross domestic product", to_gdp("government_balance"), 1, "difference"),
    ("Government debt", "% of gross domestic product", to_gdp("government_debt"), 1, "difference"),
    ("Fixed capital", "% of gross domestic product", to_gdp("capital_stock"), 0, "difference"),
    ("Pension fund assets", "% of gross domestic product", to_gdp("pension_fund_assets"), 0, "difference"),
]
