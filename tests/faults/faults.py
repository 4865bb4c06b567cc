#!/usr/bin/python3
"""Stopped, killed, damaged, full: a run goes on from its last checkpoint, on any layout, to the bits of the undisturbed run
(ERS: restart, ERP: restart on another layout)."""
import hashlib
import os
import pathlib
import random
import resource
import shutil
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import program

OFTEN = ["--checkpoint-every", "0.0000001"]  # minutes: after every quarter
LAYOUTS = [(1, 1), (1, 2), (2, 1), (3, 1), (2, 2)]
SEED = int(os.environ.get("KRINGLOOP_FAULT_SEED", time.time_ns() % 1_000_000))
chance = random.Random(SEED)


def undisturbed(scratch, arguments=program.TEN_YEARS):
    program.expect(program.call("run", *arguments, "--quiet", "-o", scratch / "undisturbed"), 0)
    return scratch / "undisturbed" / "run.nc"


def disturb(folder, year, which, *more, ranks=1, threads=1, arguments=program.TEN_YEARS):
    """Runs until a year is reported, waits a moment of chance, sends the signal; returns the exit code."""
    process = program.start("run", *arguments, "-o", folder, *more, ranks=ranks, threads=threads)
    said = ""
    for line in process.stderr:
        said += line
        if line.startswith(f"{year}Q4"):
            time.sleep(chance.uniform(0.0, 0.05))
            process.send_signal(which)
            break
    said += process.stderr.read()
    return process.wait(timeout=300), said


def finish(folder, *more, ranks=1, threads=1, arguments=program.TEN_YEARS):
    return program.expect(program.call("run", *arguments, "--quiet", "--resume", "-o", folder, *more, ranks=ranks, threads=threads), 0)


def require(holds, text):
    if not holds:
        raise AssertionError(f"{text} (KRINGLOOP_FAULT_SEED={SEED})")


def newest(folder, pattern):
    return max((folder / "checkpoint").glob(pattern))


def with_checkpoints(folder):
    """A run stopped half-way with two checkpoints in its folder."""
    code, said = disturb(folder, 2025, signal.SIGTERM, *OFTEN)
    require(code == 75, f"exit code {code} after SIGTERM\n{said[-2000:]}")
    require(len(list((folder / "checkpoint").glob("*.index"))) == 2, "two checkpoints are kept")


def stopped_runs_continue_on_any_layout(scratch):
    whole = undisturbed(scratch)
    stopped = 0
    for attempt, (ranks, threads) in enumerate(LAYOUTS):
        folder = scratch / f"stopped-{attempt}"
        # Under mpirun USR1 is what reaches the processes.
        code, said = disturb(folder, chance.randrange(2024, 2032), signal.SIGUSR1 if ranks > 1 else signal.SIGTERM, ranks=ranks, threads=threads)
        require(code in (75, 0), f"exit code {code} after a signal on {ranks}x{threads}\n{said[-2000:]}")
        stopped += code == 75
        other_ranks, other_threads = LAYOUTS[(attempt + 2) % len(LAYOUTS)]
        finish(folder, ranks=other_ranks, threads=other_threads)
        program.same(whole, folder / "run.nc")
    require(stopped >= 3, f"only {stopped} runs were stopped before their end")


def a_signal_while_the_world_opens_stops_with_a_checkpoint(scratch):
    folder = scratch / "early"
    process = program.start("run", *program.TEN_YEARS, "-o", folder)
    while not (folder / "run.log").exists() and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=300)
    require(process.returncode == 75, f"exit code {process.returncode}")
    finish(folder)
    program.same(undisturbed(scratch), folder / "run.nc")


def stopping_twice_changes_nothing(scratch):
    folder = scratch / "twice"
    for year in (2024, 2027):
        code, said = disturb(folder, year, signal.SIGINT, "--resume")
        require(code == 75, f"exit code {code} after SIGINT\n{said[-2000:]}")
    finish(folder)
    program.same(undisturbed(scratch), folder / "run.nc")


def killed_runs_continue_from_the_last_checkpoint(scratch):
    whole = undisturbed(scratch)
    for attempt in range(10):
        folder = scratch / f"killed-{attempt}"
        code, said = disturb(folder, chance.randrange(2024, 2030), signal.SIGKILL, *OFTEN)
        require(code in (-signal.SIGKILL, 0), f"exit code {code} after SIGKILL\n{said[-2000:]}")
        ranks, threads = LAYOUTS[attempt % 3]
        finish(folder, ranks=ranks, threads=threads)
        program.same(whole, folder / "run.nc")


def results_of_a_killed_run_are_whole(scratch):
    folder = scratch / "killed"
    code, _ = disturb(folder, 2026, signal.SIGKILL, *OFTEN)
    require(code == -signal.SIGKILL, f"exit code {code}")
    program.expect(program.call("info", folder / "run.nc"), 0)


def a_damaged_checkpoint_gives_way_to_the_one_before(scratch):
    whole = undisturbed(scratch)
    made = scratch / "made"
    with_checkpoints(made)

    def cut(path):
        os.truncate(path, path.stat().st_size // 2)

    def flip(path):
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)

    for pattern, damage in [("*.state", cut), ("*.state", flip), ("*.index", cut), ("*.index", flip), ("*.state", os.remove)]:
        folder = scratch / "damaged"
        shutil.copytree(made, folder)
        damage(newest(folder, pattern))
        answer = finish(folder)
        require("cannot be used" in answer.stderr and "trying the one before" in answer.stderr, f"no word of the damage:\n{answer.stderr}")
        program.same(whole, folder / "run.nc")
        shutil.rmtree(folder)


def files_of_others_among_the_checkpoints_are_left_alone(scratch):
    folder = scratch / "shared"
    with_checkpoints(folder)
    others = [folder / "checkpoint" / name for name in ("notes.index", "notes.txt")]
    for other in others:
        other.write_text("mine\n")
    (folder / "checkpoint" / "2090Q1.index").mkdir()
    finish(folder)
    require(all(other.read_text() == "mine\n" for other in others), "a file is gone")
    program.same(undisturbed(scratch), folder / "run.nc")


def a_checkpoint_folder_that_is_a_file_is_refused(scratch):
    folder = scratch / "file"
    folder.mkdir()
    (folder / "checkpoint").write_text("mine\n")
    program.expect(program.call("run", *program.TEN_YEARS, "--quiet", "--resume", "-o", folder), 2, "not a folder")
    require([path.name for path in folder.iterdir()] == ["checkpoint"], "something was written")


def when_every_checkpoint_is_damaged_the_run_says_so_and_starts_afresh(scratch):
    folder = scratch / "damaged"
    with_checkpoints(folder)
    for index in (folder / "checkpoint").glob("*.index"):
        os.truncate(index, 10)
    answer = finish(folder)
    require("from the beginning" in answer.stderr, f"no word of starting afresh:\n{answer.stderr}")
    program.same(undisturbed(scratch), folder / "run.nc")


def a_folder_with_results_is_not_overwritten(scratch):
    result = undisturbed(scratch, [*program.TEN_YEARS[:-1], "2024Q2"])
    before = result.read_bytes()
    program.expect(program.call("run", *program.TEN_YEARS, "--quiet", "-o", result.parent), 2, "--resume")
    require(result.read_bytes() == before, "the results changed")


def another_scenario_cannot_continue_a_run(scratch):
    folder = scratch / "run"
    with_checkpoints(folder)
    program.expect(program.call("run", *program.TEN_YEARS, "--seed", "2", "--quiet", "--resume", "-o", folder), 2, "another scenario")
    finish(folder)
    program.same(undisturbed(scratch), folder / "run.nc")


def two_runs_do_not_share_a_folder(scratch):
    folder = scratch / "shared"
    process = program.start("run", program.SCENARIOS / "baseline.toml", "--scale", "1000", "-o", folder)
    while not (folder / "run.log").exists() and process.poll() is None:
        time.sleep(0.001)
    os.kill(process.pid, signal.SIGSTOP)  # holds the folder for as long as the second run takes
    try:
        program.expect(program.call("run", *program.TEN_YEARS, "--quiet", "--resume", "-o", folder), 2, "another run")
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()


def continuing_a_finished_run_changes_nothing(scratch):
    result = undisturbed(scratch)
    def state():
        return {path: path.read_bytes() for path in result.parent.rglob("*") if path.is_file() and path.name != "run.log"}
    before = state()
    program.expect(program.call("run", *program.TEN_YEARS, "--quiet", "--resume", "-o", result.parent), 0)
    program.expect(program.call("run", *program.TEN_YEARS, "--quiet", "--resume", "-o", result.parent, ranks=2), 0)
    require(state() == before, "files changed")


def the_time_limit_stops_with_a_checkpoint(scratch):
    folder = scratch / "limited"
    program.expect(program.call("run", *program.TEN_YEARS, "--quiet", "--time-limit", "00:00:01", "-o", folder), 75)
    finish(folder)
    program.same(undisturbed(scratch), folder / "run.nc")


def a_full_disk_ends_with_code_4_and_the_run_goes_on_when_there_is_room(scratch):
    folder = scratch / "full"
    code, _ = disturb(folder, 2025, signal.SIGTERM)
    require(code == 75, f"exit code {code}")
    before = (folder / "run.nc").read_bytes()

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    answer = program.call("run", *program.TEN_YEARS, "--quiet", "--resume", "-o", folder, preexec_fn=no_room)
    program.expect(answer, 4, str(folder))
    require((folder / "run.nc").read_bytes() == before, "the results written before are no longer there")
    finish(folder)
    program.same(undisturbed(scratch), folder / "run.nc")


def a_broken_transfer_ends_with_code_3_and_names_the_checkpoint_that_is_kept(scratch):
    """A cent is put into the treasury's account of a checkpoint, whose checksum is made right again: only the audit can see it."""
    folder = scratch / "broken"
    with_checkpoints(folder)
    index = newest(folder, "*.index")
    words = index.read_bytes().split(b"\n", 1)[1].split(b" ")
    pack = [at for at, word in enumerate(words) if len(word) == 64][1]  # the second checksum: the pack's
    treasury = pack + 3                                                # length and class version of the list, then its first value
    words[treasury] = str(int(words[treasury]) + 1).encode()
    text = b" ".join(words)
    index.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
    results = (folder / "run.nc").read_bytes()
    for ranks in (1, 2):
        program.expect(program.call("run", *program.TEN_YEARS, "--quiet", "--resume", "-o", folder, ranks=ranks), 3,
                       "accounts of 'government': change exceeds transactions by 1 cents", index.stem, str(index))
        require(index.exists() and len(list((folder / "checkpoint").glob("*.index"))) == 2, "a checkpoint is gone")
        require((folder / "run.nc").read_bytes() == results, "the results changed")
    index.unlink()  # what a user would do: the one before is whole
    finish(folder)
    program.same(undisturbed(scratch), folder / "run.nc")


def too_little_memory_ends_with_code_4_before_anything_is_written(scratch):
    def little():
        resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))

    answer = program.call("run", program.SCENARIOS / "baseline.toml", "--scale", "1", "--quiet", "-o", scratch / "large", preexec_fn=little)
    program.expect(answer, 4, "scale 1:1 needs about", "GB a process", "larger scale")
    require(not (scratch / "large").exists(), "a folder was made")


program.main({f.__name__: f for f in list(globals().values()) if callable(f) and getattr(f, "__module__", "") == "__main__"
              and f.__code__.co_varnames[:1] == ("scratch",) and f.__code__.co_argcount == 1})
