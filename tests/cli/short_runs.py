#!/usr/bin/python3
"""A short run of everything: opened, simulated, stopped, continued, described. Small enough for a build with sanitizers."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import program

MINIMAL = [program.SCENARIOS / "minimal.toml", "--quiet", "-o"]


def the_minimal_scenario_runs_on_one_and_two_threads(scratch):
    for threads in (1, 2):
        program.expect(program.call("run", *MINIMAL, scratch / str(threads), "--until", "2025Q4", threads=threads), 0)
    program.same(scratch / "1" / "run.nc", scratch / "2" / "run.nc")
    program.expect(program.call("info", scratch / "1" / "run.nc"), 0)


def a_checkpoint_is_written_and_read(scratch):
    program.expect(program.call("run", *MINIMAL, scratch / "stopped", "--until", "2025Q4", "--time-limit", "00:00:01"), 75)
    program.expect(program.call("run", *MINIMAL, scratch / "stopped", "--until", "2025Q4", "--resume"), 0)
    program.expect(program.call("run", *MINIMAL, scratch / "whole", "--until", "2025Q4"), 0)
    program.same(scratch / "whole" / "run.nc", scratch / "stopped" / "run.nc")


program.main({f.__name__: f for f in (the_minimal_scenario_runs_on_one_and_two_threads, a_checkpoint_is_written_and_read)})
