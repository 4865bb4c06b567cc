#!/usr/bin/python3
"""The same bits from g++ and clang, for any x86-64 since 2009 and for this very processor, with fused multiply-add or without.

Builds the presets `clang` and `native` (minutes the first time) and runs ten years of the Dutch economy with each.
"""
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import program

# Libraries (libm, SLEEF) that choose by processor then choose as on an old one.
WITHOUT_FMA = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2,-AVX2_Usable,-FMA_Usable,-AVX512F"}


def built(preset):
    answer = subprocess.run([program.SOURCE / "kl", "build", preset, "kringloop"], capture_output=True, text=True, errors="replace")
    if answer.returncode == 2:  # the compiler is not on this machine
        print(f"SKIPPED: preset {preset} cannot be built here: {answer.stderr.strip()[-300:]}")
        return None
    if answer.returncode != 0:
        raise AssertionError(f"preset {preset} does not build:\n{(answer.stderr + answer.stdout)[-3000:]}")
    return program.SOURCE / "build" / preset / "kringloop"


def run_with(executable, folder, more={}):
    environment = dict(program.environment(2), **more)
    command = [executable, "run", *program.TEN_YEARS, "--quiet", "-o", folder]
    program.expect(subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", timeout=600), 0)
    return folder / "run.nc"


def version(executable):
    return subprocess.run([executable, "--version"], capture_output=True, text=True).stdout


def content_checksum(result):
    header = subprocess.run(["ncdump", "-h", result], capture_output=True, text=True).stdout
    found = re.search(r'content_checksum = "([0-9a-f]+)"', header)
    if not found:
        raise AssertionError(f"{result} has no content_checksum")
    return found.group(1)


def every_compiler_and_processor_gives_the_same_file(scratch):
    first = run_with(program.PROGRAM, scratch / "release")
    program.same(first, run_with(program.PROGRAM, scratch / "release-without-fma", WITHOUT_FMA))
    for preset in ("clang", "native"):
        executable = built(preset)
        if executable is None:
            continue
        for folder, more in ((scratch / preset, {}), (scratch / f"{preset}-without-fma", WITHOUT_FMA)):
            other = run_with(executable, folder, more)
            if content_checksum(first) != content_checksum(other):
                raise AssertionError(f"preset {preset} gives other results than release")
            if version(program.PROGRAM) == version(executable):  # else the files differ by the commit they name
                program.same(first, other)


program.main({f.__name__: f for f in (every_compiler_and_processor_gives_the_same_file,)})
