"""What the scripts of this folder share: the program under test, its layouts, runs and their results."""
import filecmp
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(os.environ.get("KRINGLOOP_PROGRAM", ""))
SOURCE = pathlib.Path(os.environ.get("KRINGLOOP_SOURCE", pathlib.Path(__file__).resolve().parent.parent)).resolve()
SCENARIOS = SOURCE / "scenarios"
# The whole Dutch economy, coarse enough for ten years in a second or two.
TEN_YEARS = [str(SCENARIOS / "baseline.toml"), "--scale", "1000", "--until", "2033Q4"]

if not os.access(PROGRAM, os.X_OK) or os.path.isdir(PROGRAM):
    sys.exit("KRINGLOOP_PROGRAM must name the built program")


def environment(threads=1):
    return dict(
        os.environ,
        OMP_NUM_THREADS=str(threads),
        OMP_WAIT_POLICY="passive",
        OMPI_ALLOW_RUN_AS_ROOT="1",
        OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
    )


def command(arguments, ranks=1):
    launcher = [] if ranks == 1 else ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", str(ranks)]
    return launcher + [PROGRAM] + [str(argument) for argument in arguments]


def call(*arguments, ranks=1, threads=1, cwd=None, **more):
    """Runs the program to its end."""
    return subprocess.run(command(arguments, ranks), env=environment(threads), cwd=cwd, capture_output=True, text=True,
                          errors="replace", timeout=300, **more)


def start(*arguments, ranks=1, threads=1, **more):
    return subprocess.Popen(command(arguments, ranks), env=environment(threads), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            text=True, errors="replace", **more)


def expect(answer, code, *fragments):
    """The answer has this exit code and its stderr and stdout hold these fragments."""
    said = answer.stderr + answer.stdout
    if answer.returncode != code:
        raise AssertionError(f"exit code {answer.returncode}, expected {code}: {' '.join(map(str, answer.args))}\n{said[-3000:]}")
    for fragment in fragments:
        if fragment not in said:
            raise AssertionError(f"no '{fragment}' in the answer to {' '.join(map(str, answer.args))}\n{said[-3000:]}")
    return answer


def same(one, other):
    if not filecmp.cmp(one, other, shallow=False):
        raise AssertionError(f"{one} and {other} differ")


def scratch():
    return tempfile.TemporaryDirectory(prefix="kringloop-test-")


def main(tests):
    """Runs the tests named on the command line, or all; a test is a function of a scratch folder."""
    chosen = sys.argv[1:] or list(tests)
    failed = []
    for name in chosen:
        with scratch() as folder:
            try:
                tests[name](pathlib.Path(folder))
                print(f"passed: {name}", flush=True)
            except (AssertionError, OSError, subprocess.TimeoutExpired) as fault:
                print(f"FAILED: {name}: {fault}", flush=True)
                failed.append(name)
    sys.exit(1 if failed else 0)
