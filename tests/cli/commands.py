#!/usr/bin/python3
"""Every subcommand as a user types it: what it prints, what it leaves, its exit code."""
import json
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import program
from program import call, expect

MINIMAL = program.SCENARIOS / "minimal.toml"


def require(holds, text):
    if not holds:
        raise AssertionError(text)


def help_names_every_command(scratch):
    expect(call("--help"), 0, "run", "check", "data", "validate", "info")
    for command in ("run", "check", "data", "validate", "info"):
        expect(call(command, "--help"), 0, "Usage")


def version_is_printed(scratch):
    expect(call("--version"), 0, "kringloop 0.")


def without_a_command_or_with_an_unknown_one_it_is_exit_2(scratch):
    expect(call(), 2)
    expect(call("simulate"), 2)
    expect(call("run"), 2, "scenario")
    expect(call("run", MINIMAL, "--colour"), 2, "--colour")
    expect(call("data"), 2)
    expect(call("run", MINIMAL, "--time-limit", "soon", "-o", scratch / "out"), 2, "--time-limit")
    expect(call("run", MINIMAL, "--checkpoint-every", "-1", "-o", scratch / "out"), 2, "--checkpoint-every")
    require(not (scratch / "out").exists(), "bad arguments left a folder")


def check_prints_a_scenario_that_runs_as_it_stands(scratch):
    answer = expect(call("check", MINIMAL, "--until", "2024Q2", "--seed", "7"), 0, "--seed 7", "minimal.toml")
    (scratch / "resolved.toml").write_text(answer.stdout)
    expect(call("run", MINIMAL, "--until", "2024Q2", "--seed", "7", "--quiet", "-o", scratch / "one"), 0)
    expect(call("run", scratch / "resolved.toml", "--quiet", "-o", scratch / "two", cwd=program.SOURCE), 0)
    program.same(scratch / "one" / "run.nc", scratch / "two" / "run.nc")


def check_writes_nothing(scratch):
    expect(call("check", MINIMAL, cwd=scratch), 0)
    require(not list(scratch.iterdir()), "check left files")


def run_leaves_a_folder_as_documented(scratch):
    expect(call("run", MINIMAL, "--until", "2024Q4", "-o", scratch / "out"), 0, "2024Q4")
    for name in ("run.nc", "run.json", "run.log", "scenario.toml", "checkpoint"):
        require((scratch / "out" / name).exists(), f"no {name}")
    require(not list((scratch / "out").rglob("*.new")), "drafts are left")
    report = json.loads((scratch / "out" / "run.json").read_text())
    require(report["quarters"] == 4 and report["ranks"] == 1, f"run.json says {report['quarters']} quarters on {report['ranks']} ranks")
    phases = report["phases"]
    require("labour_market" in phases and "audit" in phases and all(seconds >= 0 for seconds in phases.values()), f"phases: {phases}")
    require(0.5 * report["simulation_seconds"] < sum(phases.values()) <= report["total_seconds"] + 0.01, "the phases do not add up to the simulation")


def run_without_a_folder_makes_runs_name(scratch):
    expect(call("run", MINIMAL, "--until", "2024Q1", "--quiet", cwd=scratch), 0)
    require((scratch / "runs" / "minimal" / "run.nc").exists(), "no runs/minimal/run.nc")


def a_refused_resume_changes_nothing(scratch):
    folder = scratch / "out"
    expect(call("run", MINIMAL, "--until", "2024Q2", "--quiet", "-o", folder), 0)

    def content():
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "run.log"}

    before = content()
    for ranks in (1, 2):
        answer = expect(call("run", MINIMAL, "--until", "2024Q2", "--seed", "9", "--resume", "--quiet", "-o", folder, ranks=ranks), 2, "belongs to another scenario")
        require(answer.stderr.count("belongs to another scenario") == 1, f"said more than once: {answer.stderr}")
    require(before == content(), "a refused resume changed the folder")


def quiet_runs_say_nothing(scratch):
    answer = expect(call("run", MINIMAL, "--until", "2024Q4", "--quiet", "-o", scratch / "out"), 0)
    require(answer.stdout == "" and answer.stderr == "", f"said: {answer.stdout}{answer.stderr}")


def resume_in_an_empty_folder_starts_afresh(scratch):
    (scratch / "out").mkdir()
    expect(call("run", MINIMAL, "--until", "2024Q4", "--quiet", "--resume", "-o", scratch / "out"), 0)
    expect(call("run", MINIMAL, "--until", "2024Q4", "--quiet", "-o", scratch / "new"), 0)
    program.same(scratch / "out" / "run.nc", scratch / "new" / "run.nc")


def info_tells_provenance_and_refuses_what_is_no_result(scratch):
    expect(call("run", MINIMAL, "--until", "2024Q4", "--seed", "5", "--quiet", "-o", scratch / "out"), 0)
    expect(call("info", scratch / "out" / "run.nc"), 0, "minimal", "5, 1:1", "(intact)", "GDP", "audit_money           closed in every quarter")
    program_says = expect(call("info", scratch / "out" / "run.nc"), 0).stdout
    require(expect(call("info", scratch / "out"), 0).stdout == program_says, "a folder and its run.nc are told differently")
    expect(call("info", scratch / "out" / "checkpoint"), 2, "holds no run.nc; give a result, or the folder of a run")
    (scratch / "text.nc").write_text("not a result\n")
    expect(call("info", scratch / "text.nc"), 2, "text.nc")
    expect(call("info", scratch / "nowhere.nc"), 2, "nowhere.nc")


def data_check_passes_the_shipped_packs(scratch):
    for pack in ("minimal", "nl-2010", "nl-2023"):
        expect(call("data", "check", program.SCENARIOS / "data" / pack), 0, "identities hold")
    expect(call("data", "check", "atlantis"), 2, "atlantis")


def data_check_refuses_a_changed_table(scratch):
    shutil.copytree(program.SCENARIOS / "data" / "minimal", scratch / "pack")
    table = scratch / "pack" / "population.csv"
    table.write_text(table.read_text().replace("1", "2", 1))
    expect(call("data", "check", scratch / "pack"), 2, "population.csv")


def data_build_makes_the_shipped_tables_again(scratch):
    data = scratch / "data"
    shutil.copytree(program.SCENARIOS / "data", data)
    expect(call("data", "build", data / "nl-2023"), 0, " 0 changed")
    for table in sorted((program.SCENARIOS / "data" / "nl-2023").glob("*.csv")):
        program.same(table, data / "nl-2023" / table.name)


def validate_without_reference_data_is_skipped(scratch):
    nowhere = dict(program.environment(), KRINGLOOP_SHARED=str(scratch / "nowhere"))
    for words in (["forecast"], ["pack", "austria_2010Q1", scratch / "pack"], ["hindcast", scratch]):
        answer = subprocess.run(program.command(["validate", *words]), env=nowhere, cwd=scratch, capture_output=True, text=True, timeout=60)
        expect(answer, 77, "SKIPPED")
    require(not list(scratch.iterdir()), "a skipped validation left files")
    expect(call("validate", "forecast", "--data", scratch / "nowhere"), 2, "--data")
    expect(call("validate"), 2)


def scenarios_shipped_are_valid(scratch):
    for scenario in sorted(program.SCENARIOS.glob("*.toml")):
        expect(call("check", scenario), 0)


program.main({f.__name__: f for f in list(globals().values()) if callable(f) and getattr(f, "__module__", "") == "__main__"
              and f.__code__.co_varnames[:1] == ("scratch",) and f.__code__.co_argcount == 1})
