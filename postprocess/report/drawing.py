"""Small multiples as SVG. The panels are laid out here and drawn as bare lines and texts: matplotlib's own axes take
fifty milliseconds a panel, and a report has more than a hundred."""
import io

import matplotlib
import numpy
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

# Okabe and Ito's colours, which colour-blind readers can tell apart, with a dash pattern each for black and white.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
DASHES = ["", "9 3", "4 2", "10 2 2 2", "2 2", "14 4", ""]
INK, QUIET, GRID, ZERO = "#222222", "#555555", "#dddddd", "#777777"
STYLE = {"svg.hashsalt": "kringloop", "svg.fonttype": "none", "font.family": "DejaVu Sans"}

WIDTH = 10.2  # inches, as are all below
LEFT, RIGHT, TOP, BOTTOM = 0.56, 0.20, 0.32, 0.30  # around the plot of a panel
PLOT_HEIGHT = 1.45


def plain(value):
    """1,234 | 12.5 | 0.042: the fewest digits that tell."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    text = f"{value:.4g}"
    return "0" if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def limits(arrays, chart):
    """An axis that does not make a drama of a ripple: it spans at least a tenth of its level, and of a rate at least one unit."""
    values = numpy.concatenate([a[numpy.isfinite(a)] for a in arrays])
    low, high = float(values.min()), float(values.max())
    least = max(0.1 * max(abs(low), abs(high)), 0.0 if chart.level else 1.0) or 1.0
    pad = max(0.06 * (high - low), 0.5 * (least - (high - low)))
    bottom, top = low - pad, high + pad
    if 0.0 <= low and (bottom < 0.0 or low < 0.4 * high):
        bottom = 0.0
    elif high <= 0.0 < top:
        top = 0.0
    return bottom, top


def year_ticks(first, last, columns):
    years = last - first
    step = next((s for s in (1, 2, 5, 10, 20) if years / s <= (4 if columns == 4 else 7)), 50)
    return [y for y in range(int(numpy.ceil(first)), int(last) + 1) if y % step == 0] or [int(first)]


def columns_for(panels):
    return panels if panels <= 3 else 2 if panels == 4 else 3 if panels <= 6 else 4


class Panels:
    """The figure and where its panels lie."""

    def __init__(self, count):
        self.columns = columns_for(count)
        self.rows = -(-count // self.columns)
        self.width = WIDTH if self.columns > 1 else 0.62 * WIDTH
        self.cell = self.width / self.columns, TOP + PLOT_HEIGHT * (1.25 if count == 1 else 1.0) + BOTTOM
        self.height = self.cell[1] * self.rows
        self.figure = Figure(figsize=(self.width, self.height))
        FigureCanvasSVG(self.figure)

    def plot(self, place):
        """Left, bottom, width, height of a panel's plot, as parts of the figure."""
        row, column = divmod(place, self.columns)
        left, bottom = column * self.cell[0] + LEFT, self.height - (row + 1) * self.cell[1] + BOTTOM
        return (left / self.width, bottom / self.height, (self.cell[0] - LEFT - RIGHT) / self.width, (self.cell[1] - TOP - BOTTOM) / self.height)

    def fitting(self, title):
        """The title, cut where the next panel's begins."""
        most = int((self.cell[0] - 0.1) / 0.077)
        return title if len(title) <= most else title[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"

    def text(self, x, y, words, **how):
        self.figure.text(x, y, words, **{"fontsize": 8.5, "color": QUIET, **how})

    def draw(self, place, title, lines, span, ylim):
        left, bottom, width, height = self.plot(place)

        def across(x):
            return left + (numpy.asarray(x, dtype=float) - span[0]) / (span[1] - span[0]) * width

        def up(y):
            return bottom + (numpy.asarray(y, dtype=float) - ylim[0]) / (ylim[1] - ylim[0]) * height

        inch = 1.0 / self.width, 1.0 / self.height
        self.text(left - 0.45 * inch[0], bottom + height + 0.10 * inch[1], self.fitting(title), fontsize=9.5, color=INK)
        grid, zero = [], []
        for tick in MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]).tick_values(*ylim):
            if ylim[0] <= tick <= ylim[1]:
                (zero if tick == 0 else grid).append([(left, up(tick)), (left + width, up(tick))])
                self.text(left - 0.06 * inch[0], float(up(tick)), plain(tick), ha="right", va="center")
        marks = []
        for year in year_ticks(*span, self.columns):
            marks.append([(across(year), bottom), (across(year), bottom - 0.04 * inch[1])])
            self.text(float(across(year)), bottom - 0.07 * inch[1], str(year), ha="center", va="top")
        edge = [[(left, bottom), (left + width, bottom)]]
        for segments, colour, thick in ((grid, GRID, 0.7), (edge + marks, "#999999", 0.8), (zero, ZERO, 0.8)):
            if segments:
                self.figure.add_artist(LineCollection(segments, colors=colour, linewidths=thick, transform=self.figure.transFigure))
        for number in sorted(lines, reverse=True):  # the first run lies on top
            x, y = lines[number]
            dash = [float(d) for d in DASHES[number % len(DASHES)].split()]
            self.figure.add_artist(Line2D(
                across(x), up(y), color=COLOURS[number % len(COLOURS)], linestyle=(0, [d / 1.6 for d in dash]) if dash else "-", linewidth=1.6,
                marker="o" if numpy.isfinite(y).sum() == 1 else None, markersize=3.5, transform=self.figure.transFigure))


def svg_of(chart, panels):
    """The picture of [(panel, {run number: (x, y)})] as bytes."""
    ends = [x for _, lines in panels for x, _ in lines.values()]
    first, last = min(x[0] for x in ends), max(x[-1] for x in ends)
    span = (float(first), float(last)) if last > first else (first - 0.5, last + 0.5)
    shared = limits([y for _, lines in panels for _, y in lines.values()], chart) if chart.same_axis else None
    with matplotlib.rc_context(STYLE):
        drawing = Panels(len(panels))
        for place, (panel, lines) in enumerate(panels):
            drawing.draw(place, panel.title, lines, span, shared or limits([y for _, y in lines.values()], chart))
        out = io.BytesIO()
        drawing.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue().replace(b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, sans-serif")  # where the reader has no DejaVu
