#!/usr/bin/python3
"""Every case of tests/cli/bad_input is refused: right exit code, message that helps, nothing written.

A case is a folder with
  expected.txt    "exit N", then one fragment of the message a line
  case.toml       the scenario (and whatever other files it needs)
  args            the command line; default: run case.toml -o out
  ranks           number of MPI processes; default: one, without mpirun
  pack_edit.toml  makes the pack data/bad from a copy of the pack `minimal`: [[replace]] table, find (regular expression), by, every (default: the first);
                  [[append]] table, row; [[remove]] table; its checksums are dropped unless keep_checksums = true

Usage: run_bad_input.py [--only NAME] [--show]     with KRINGLOOP_PROGRAM and KRINGLOOP_SOURCE in the environment
"""
import argparse
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib


def fingerprint(folder):
    """Names and contents of everything below a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(folder.rglob("*"))
    }


def make_pack(edits, source, folder):
    pack = folder / "data" / "bad"
    shutil.copytree(source / "scenarios" / "data" / "minimal", pack)
    if not edits.get("keep_checksums", False):
        head = pack / "pack.toml"
        head.write_text(re.sub(r"(?ms)^\[sha256\].*?(?=^\[|\Z)", "", head.read_text()))
    for edit in edits.get("replace", []):
        table = pack / edit["table"]
        text, count = re.subn(edit["find"], edit["by"], table.read_text(), count=0 if edit.get("every") else 1, flags=re.MULTILINE)
        if count == 0:
            raise RuntimeError(f"{edit['table']} has nothing like {edit['find']}")
        table.write_text(text)
    for edit in edits.get("append", []):
        with open(pack / edit["table"], "a") as table:
            table.write(edit["row"] + "\n")
    for edit in edits.get("remove", []):
        (pack / edit["table"]).unlink()


def run(case, program, source, show):
    """What is wrong with the program's answer to this case; empty when all is right."""
    expected = (case / "expected.txt").read_text().splitlines()
    code = int(expected[0].removeprefix("exit "))
    with tempfile.TemporaryDirectory(prefix="kringloop-bad-") as temporary:
        folder = pathlib.Path(temporary) / "work"
        shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.txt", "args", "ranks", "pack_edit.toml"))
        if (case / "pack_edit.toml").exists():
            make_pack(tomllib.loads((case / "pack_edit.toml").read_text()), source, folder)
        arguments = (case / "args").read_text() if (case / "args").exists() else "run case.toml -o out"
        command = [program] + shlex.split(arguments)
        if (case / "ranks").exists():
            ranks = (case / "ranks").read_text().strip()
            command = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", ranks] + command
        before = fingerprint(folder)
        environment = dict(
            os.environ,
            KRINGLOOP_SCENARIOS=str(source / "scenarios"),
            OMP_WAIT_POLICY="passive",
            OMPI_ALLOW_RUN_AS_ROOT="1",
            OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
        )
        answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, errors="replace", timeout=120)
        after = fingerprint(folder)
    faults = []
    if answer.returncode != code:
        faults.append(f"exit code {answer.returncode}, expected {code}")
    faults += [f"stderr lacks: {line}" for line in expected[1:] if line and line not in answer.stderr]
    faults += [f"was written: {name}" for name in after if before.get(name) != after[name]]
    faults += [f"is gone: {name}" for name in before if name not in after]
    if show or faults:
        faults_or_nothing = answer.stderr.strip() or "(nothing on stderr)"
        print(f"--- {case.name}\n{faults_or_nothing[:3000]}")
    return faults


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", metavar="NAME", help="cases whose name holds NAME")
    options.add_argument("--show", action="store_true", help="show every message")
    options = options.parse_args()
    program = os.environ.get("KRINGLOOP_PROGRAM")
    if not program or not os.access(program, os.X_OK):
        sys.exit("KRINGLOOP_PROGRAM must name the built program")
    here = pathlib.Path(__file__).resolve().parent
    source = pathlib.Path(os.environ.get("KRINGLOOP_SOURCE", here.parent.parent)).resolve()
    cases = sorted(path for path in (here / "bad_input").iterdir() if (path / "expected.txt").exists())
    if options.only:
        cases = [case for case in cases if options.only in case.name]
    if not cases:
        sys.exit("no such case")
    failed = 0
    for case in cases:
        try:
            faults = run(case, os.path.abspath(program), source, options.show)
        except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
            faults = [str(error)]
        failed += bool(faults)
        for fault in faults:
            print(f"FAILED {case.name}: {fault}")
    print(f"{len(cases) - failed} of {len(cases)} cases are refused as they should be")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
