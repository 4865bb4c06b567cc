#!/usr/bin/python3
"""The same bits on every layout (PET: threads, PEM: processes) and every time (REP)."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import program

LAYOUTS = [(ranks, threads) for ranks in (1, 2, 3, 4) for threads in (1, 2)]


def run_in(folder, arguments, ranks, threads):
    program.expect(program.call("run", *arguments, "--quiet", "-o", folder, ranks=ranks, threads=threads), 0)
    return folder / "run.nc"


def ten_years_on_eight_layouts(scratch):
    first = None
    for ranks, threads in LAYOUTS:
        result = run_in(scratch / f"{ranks}x{threads}", program.TEN_YEARS, ranks, threads)
        first = first or result
        program.same(first, result)


def a_year_at_finer_scale(scratch):
    arguments = [program.SCENARIOS / "baseline.toml", "--scale", "100", "--until", "2024Q4"]
    program.same(run_in(scratch / "1x2", arguments, 1, 2), run_in(scratch / "2x1", arguments, 2, 1))


def equal_runs_are_equal_files(scratch):
    arguments = [*program.TEN_YEARS[:-1], "2025Q4"]
    one = run_in(scratch / "one", arguments, 1, 1)
    program.same(one, run_in(scratch / "two", arguments, 1, 1))
    other = run_in(scratch / "other", [*arguments, "--seed", "2"], 1, 1)
    if one.read_bytes() == other.read_bytes():
        raise AssertionError("another seed gave the same file: the comparison cannot fail")


program.main({f.__name__: f for f in (ten_years_on_eight_layouts, a_year_at_finer_scale, equal_runs_are_equal_files)})
