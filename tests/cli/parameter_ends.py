#!/usr/bin/python3
"""No value that `check` accepts ends a run in an internal error: every parameter at both ends of what a scenario may give it."""
import csv
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import program
from program import call, expect

NAMES = [row["parameter"] for row in csv.DictReader(open(program.SCENARIOS / "data" / "minimal" / "parameters.csv"))]


def every_parameter_runs_at_its_ends(scratch):
    scenario = program.SCENARIOS / "minimal.toml"
    for name in NAMES:
        said = expect(call("check", scenario, "--set", f"parameters.{name}=1e99"), 2).stderr
        for value in re.search(r"it can be (\S+) to (\S+) ", said).groups():
            expect(call("run", scenario, "--quiet", "--set", f"parameters.{name}={value}", "-o", scratch / f"{name}-{value}"), 0)


program.main({"every_parameter_runs_at_its_ends": every_parameter_runs_at_its_ends})
