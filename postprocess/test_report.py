"""The report says what the runs hold: python3 -m unittest discover -s postprocess"""
import base64
import contextlib
import io
import re
import sys
import tempfile
import unittest
from pathlib import Path

import numpy
import xarray

sys.path.insert(0, str(Path(__file__).resolve().parent))
import kringloop_report  # noqa: E402
from report.drawing import limits, plain  # noqa: E402

FLOW, STOCK, MEAN = "time: sum", "time: point (at the end of the quarter)", "time: mean"
QUARTERS = 108


def made_up(quarters=QUARTERS, title="Baseline", growth=0.01, **attributes):
    """A small run in the form of docs/output-format.md."""
    t = numpy.arange(quarters) / 4.0
    product = 250e9 * numpy.exp(growth * t)
    two = numpy.array([0.25, 0.75])

    def national(values, method):
        return ("time", numpy.asarray(values, dtype=float), {"cell_methods": method, "units": "EUR"})

    def by_industry(values, method):
        return (("time", "industry"), numpy.outer(values, two), {"cell_methods": method, "units": "EUR"})

    return xarray.Dataset(
        {
            "gross_domestic_product": national(product * 1.02 ** t, FLOW), "gross_domestic_product_real": national(product, FLOW),
            "gross_domestic_product_income": national(product * 1.02 ** t, FLOW),
            "gross_domestic_product_expenditure": national(product * 1.02 ** t, FLOW),
            "price_level": national(1.02 ** t, MEAN), "unemployment_rate": national(0.04 + 0.0 * t, STOCK),
            "government_debt": national(500e9 + 0.0 * t, STOCK), "mean_wage": national(numpy.full(quarters, numpy.nan), MEAN),
            "employment": by_industry(9e6 + 0.0 * t, STOCK), "output_real": by_industry(product, FLOW),
            "net_lending": (("time", "sector"), numpy.outer(product, [1.0, -1.0]), {"cell_methods": FLOW, "units": "EUR"}),
            "audit_money": national(0.0 * t, FLOW), "audit_people": national(0.0 * t, FLOW),
        },
        coords={
            "time": numpy.array([f"{2024 + q // 4}-{3 * (q % 4) + 1:02d}-01" for q in range(quarters)], dtype="datetime64[ns]"),
            "industry": ["Metal products", "Trade"], "industry_code": ("industry", ["25", "46"]),
            "industry_cluster": ("industry", ["core", "supplier"]), "sector": ["households", "foreign"],
        },
        attrs={"source": "Kringloop 0.1.0", "title": title, "version": "0.1.0", "commit": "abc", "seed": 1, "scale": 100, "pack": "minimal",
               "pack_checksum": "aa", **attributes})


class Report(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def page(self, *runs, code=0):
        paths = []
        for number, run in enumerate(runs):
            paths.append(self.folder / f"run{number}" / "run.nc")
            paths[-1].parent.mkdir()
            run.to_netcdf(paths[-1])
        target = self.folder / "report.html"
        self.assertEqual(kringloop_report.main([*map(str, paths), "-o", str(target)]), code)
        return target.read_text(encoding="utf-8")

    def test_headline_figures_are_those_of_the_file(self):
        run = made_up()
        page = self.page(run)
        real = run.gross_domestic_product_real.values.reshape(-1, 4).sum(axis=1) / 1e9
        growth = 100.0 * ((real[-1] / real[0]) ** (1.0 / 26.0) - 1.0)
        row = "".join(f'<td class="n">{value:,.1f}</td>' for value in (real[0], real[6], real[16], real[26])) + f'<td class="n">{growth:+.2f} %</td>'
        self.assertIn(row, page)
        self.assertIn('<td class="n">2,250</td><td class="n">2,250</td><td class="n">2,250</td><td class="n">2,250</td><td class="n">+0.00 %</td>', page)
        self.assertIn('<td class="n">4.0</td>', page)

    def test_every_chart_brings_its_data_and_a_text(self):
        run = made_up()
        page = self.page(run)
        figures = page.split("<figure>")[1:]
        self.assertGreater(len(figures), 8)
        for figure in figures:
            self.assertRegex(figure, r'src="data:image/svg\+xml;base64,')
            self.assertRegex(figure, r'alt="[^"]{20,}"')
        product = next(f for f in figures if "<h3>Gross domestic product " in f)
        table = base64.b64decode(re.search(r"data:text/csv;charset=utf-8;base64,([^\"]+)", product).group(1)).decode("utf-8")
        year = float(run.gross_domestic_product_real.values[:4].sum()) / 1e9
        self.assertIn(f"at base-year prices,Baseline,billion EUR a year,2024,{year:.8g}\n", table)

    def test_the_page_needs_no_network_and_runs_no_script(self):
        page = self.page(made_up())
        self.assertIn("default-src 'none'", page)
        self.assertNotRegex(page, r'(?:src|href)="(?!data:|#)')
        self.assertNotIn("<script", page)

    def test_equal_runs_give_equal_pages(self):
        first = self.page(made_up())
        self.folder = self.folder / "again"
        self.folder.mkdir()
        self.assertEqual(first, self.page(made_up()))

    def test_runs_are_compared_with_the_first(self):
        page = self.page(made_up(), made_up(title="Boom", growth=0.02))
        self.assertIn("Difference from Baseline", page)
        self.assertRegex(page, r"Boom against Baseline in 2050: gross domestic product at base-year prices \+3\d\.\d %")

    def test_the_year_of_the_largest_difference_is_named(self):
        other = made_up(title="Slump")
        other.gross_domestic_product_real[20:24] *= 0.9  # 2029 only: the last year shows nothing of it
        other.government_debt[35] *= 1.5  # the end of 2032
        page = self.page(made_up(), other)
        self.assertIn("Slump is furthest from Baseline: gross domestic product at base-year prices \N{MINUS SIGN}10.00 % in 2029, employment in the cluster none.", page)
        debt = 100.0 * 250e9 / float(made_up().gross_domestic_product.values[32:36].sum())
        self.assertRegex(page, rf'<td class="n">\+{debt:.2f} pt in 2032</td>')
        self.assertNotIn("furthest", self.sound())

    def test_runs_of_different_length_are_said_to_be_so(self):
        page = self.page(made_up(), made_up(28, title="Short"))
        self.assertIn("The runs are not equally long (Baseline: 2024Q1 to 2050Q4; Short: 2024Q1 to 2030Q4)", page)
        self.assertIn("Short against Baseline in 2030", page)
        self.assertNotIn("not equally long", self.sound())

    def test_runs_without_a_common_year_are_said_to_be_so(self):
        self.assertIn("There is no year that all runs hold whole.", self.page(made_up(), made_up(3, title="Short")))

    def test_an_unfair_comparison_is_said_at_the_top(self):
        page = self.page(made_up(), made_up(title="Other", seed=2, scale=1000))
        for what in ("seed", "scale"):
            self.assertIn(f"The runs differ in {what}:", page)

    def test_runs_of_one_title_are_told_apart(self):
        page = self.page(made_up(), made_up())
        self.assertIn("Baseline (run0)", page)
        self.assertIn("Baseline (run1)", page)

    def test_an_audit_that_does_not_close_is_said_at_the_top(self):
        run = made_up()
        run.audit_money[5] = 0.01
        page = self.page(run)
        self.assertIn("Not every check of Baseline is passed", page)
        self.assertIn("does not close: largest gap 0.01", page)
        self.assertNotIn("Not every check", self.sound())

    def sound(self):
        self.folder = self.folder / "sound"
        self.folder.mkdir()
        return self.page(made_up())

    def test_accounts_that_disagree_are_found(self):
        run = made_up()
        run.gross_domestic_product_income[3] += 1000.0
        run.net_lending[2, 0] += 1e6
        page = self.page(run)
        self.assertIn("no: largest gap 1,000.00 EUR", page)
        self.assertIn("no: largest gap 1,000,000.00 EUR", page)

    def test_indicators_without_a_value_are_listed_and_not_drawn(self):
        page = self.page(made_up())
        self.assertRegex(page, r"indicators without a value</td><td><code>mean_wage</code>")
        self.assertNotIn("<h3>Mean wage", page)

    def test_a_run_of_any_length_has_a_page(self):
        for quarters in (1, 3, 4, 5, 8):
            with self.subTest(quarters=quarters):
                self.folder = self.folder / str(quarters)
                self.folder.mkdir()
                page = self.page(made_up(quarters))
                self.assertIn("Is it sound?", page)
                self.assertEqual(quarters < 4, "holds no whole year yet" in page)

    def test_a_hostile_title_stays_text(self):
        page = self.page(made_up(title='<img src="http://x"> & co'))
        self.assertIn("&lt;img src=&#34;http://x&#34;&gt; &amp; co", page)

    def test_what_is_not_a_result_is_refused_by_name(self):
        (self.folder / "text.nc").write_text("hello")
        xarray.Dataset({"x": ("time", [1.0])}).to_netcdf(self.folder / "other.nc")
        for name, words in [("none.nc", "no such file"), ("text.nc", "not a readable NetCDF file"), ("other.nc", "not a result of Kringloop")]:
            said = io.StringIO()
            with contextlib.redirect_stderr(said):
                self.assertEqual(kringloop_report.main([str(self.folder / name), "-o", str(self.folder / "r.html")]), 2)
            self.assertIn(f"{name}: {words}", said.getvalue())
        self.assertFalse((self.folder / "r.html").exists())


class Axes(unittest.TestCase):
    class Level:
        level = True

    class Rate:
        level = False

    def test_a_ripple_does_not_fill_the_axis(self):
        low, high = limits([numpy.array([99.9, 100.1])], self.Level)
        self.assertAlmostEqual(high - low, 10.01)
        low, high = limits([numpy.array([0.0001, 0.0])], self.Rate)
        self.assertEqual(low, 0.0)
        self.assertGreater(high, 0.4)

    def test_every_axis_has_a_length(self):
        for values in ([0.0], [-0.0, 0.0], [1e12], [-5.0, -5.0], [-1e-9, 1e-9]):
            for chart in (self.Level, self.Rate):
                low, high = limits([numpy.array(values)], chart)
                self.assertLess(low, high)

    def test_numbers_are_short(self):
        self.assertEqual([plain(x) for x in (1234567.0, 12.5, 0.042, -0.25, 0.0, -0.0)],
                         ["1,234,567", "12.5", "0.042", "\N{MINUS SIGN}0.25", "0", "0"])


if __name__ == "__main__":
    unittest.main()
