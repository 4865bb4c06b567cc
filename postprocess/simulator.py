"""How the scripts here call the program: one thread a run, several runs at a time."""
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent
NO_DATA = 77  # exit code of a command whose reference data are not there


def add_options(parser, runs, parallel=os.cpu_count() or 1):
    """--program, --runs and --parallel, as all scripts have them."""
    parser.add_argument("--program", type=pathlib.Path, default=SOURCE / "build" / "release" / "kringloop")
    parser.add_argument("--runs", type=pathlib.Path, default=SOURCE / "runs" / runs, help="where runs are kept")
    parser.add_argument("--parallel", type=int, default=parallel, help=f"runs at a time (default {parallel})")


def reference_data():
    return pathlib.Path(os.environ.get("KRINGLOOP_SHARED", SOURCE.parent / "shared")) / "data"


class Simulator:
    def __init__(self, program, **environment):
        self.program = program.resolve()
        self.environment = dict(os.environ, OMP_NUM_THREADS="1", OMP_WAIT_POLICY="passive", **environment)

    def answer(self, *arguments):
        """The finished process: exit code, output, messages."""
        return subprocess.run([self.program, *map(str, arguments)], env=self.environment, cwd=SOURCE, capture_output=True, text=True)

    def __call__(self, *arguments):
        """What the command prints. Ends the script with the program's message where it fails, with NO_DATA where reference data are missing."""
        answer = self.answer(*arguments)
        if answer.returncode == NO_DATA:
            print(answer.stdout, end="")
            sys.exit(NO_DATA)
        if answer.returncode != 0:
            sys.exit(f"kringloop {' '.join(map(str, arguments))}: exit code {answer.returncode}\n{answer.stderr.strip()[-2000:]}")
        return answer.stdout

    def version(self):
        return self("--version").strip()
