#!/usr/bin/env python3
"""All benchmarks: pieces (Google Benchmark) and whole runs, as the table of benchmarks/README.md.

Usage: bench.py [--quick] [--repeat N] [--only B1,B5] [--write]     after `./kl build bench`; ./kl bench does both

Ratios are of runs that alternate in one go, medians of N. --quick takes coarser scales and fewer quarters, to see that all works;
its figures say nothing. --write puts the table into benchmarks/README.md between its markers.
"""
import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parent.parent
BUILD = SOURCE / "build" / "bench"
BASELINE = SOURCE / "scenarios" / "baseline.toml"


def environment(threads):
    return dict(os.environ, KRINGLOOP_SOURCE=str(SOURCE), OMP_NUM_THREADS=str(threads), OMP_WAIT_POLICY="passive", OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")


def start(folder, scale, until, ranks=1, threads=1):
    launcher = [] if ranks == 1 else ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", str(ranks)]
    command = [*launcher, BUILD / "kringloop", "run", BASELINE, "--scale", str(scale), "--until", until, "--quiet", "-o", folder]
    return subprocess.Popen(command, env=environment(threads), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def report_of(process, folder):
    said, _ = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"exit code {process.returncode}: {said[-2000:]}")
    report = json.loads((folder / "run.json").read_text())
    report["checkpoint_bytes"] = sum(f.stat().st_size for f in (folder / "checkpoint").glob("*"))
    return report


def run(scale, until, ranks=1, threads=1, keep=None):
    """run.json of one run, with the size of its checkpoint; the folder goes away unless `keep` names where it stays."""
    with tempfile.TemporaryDirectory(prefix="kringloop-bench-") as scratch:
        folder = pathlib.Path(scratch) / "run"
        report = report_of(start(folder, scale, until, ranks, threads), folder)
        if keep is not None:
            shutil.copytree(folder, keep)
    return report


def alternating(repeat, **variants):
    """{name: [report]} of runs in turn: what disturbs the machine disturbs all."""
    found = {name: [] for name in variants}
    for _ in range(repeat):
        for name, arguments in variants.items():
            found[name].append(run(*arguments))
    return found


def median(reports, key):
    return statistics.median(r[key] for r in reports)


def ratio(one, other, key):
    """Median of the ratios of runs side by side."""
    return statistics.median(a[key] / b[key] for a, b in zip(one, other))


def micro():
    rows = {}
    for program in sorted((BUILD / "benchmarks").glob("bench_*")):
        if not os.access(program, os.X_OK) or program.is_dir():
            continue
        answer = subprocess.run([program, "--benchmark_format=json", "--benchmark_repetitions=5", "--benchmark_report_aggregates_only=true"],
                                env=environment(2), capture_output=True, text=True, check=True)
        for entry in json.loads(answer.stdout)["benchmarks"]:
            if entry["aggregate_name"] == "median":
                rows[entry["run_name"].replace("/process_time", "").replace("/real_time", "")] = entry
    return rows


def disk_bandwidth(size):
    """Bytes a second of one file of this size, written and synced where runs are written."""
    block = os.urandom(1 << 22)
    with tempfile.NamedTemporaryFile(prefix="kringloop-bench-") as file:
        begun = time.monotonic()
        for _ in range(max(1, size // len(block))):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
        return max(1, size // len(block)) * len(block) / (time.monotonic() - begun)


class Table:
    def __init__(self):
        self.rows = []

    def add(self, mark, measure, reach, seen, note=""):
        self.rows.append((mark, measure, reach, seen, note))
        print(f"{mark:4} {measure}: {seen} {note}", file=sys.stderr, flush=True)

    def text(self):
        lines = ["| # | measure | reach | seen | note |", "|---|---|---|---|---|"]
        return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in self.rows])


def whole_country(table, quick, repeat, wanted):
    scale, until = (100, "2024Q2") if quick else (1, "2024Q4")
    reports = [run(scale, until, 1, os.cpu_count() or 1) for _ in range(1 if quick else min(2, repeat))]
    best = min(reports, key=lambda r: r["simulation_seconds"])
    per_quarter = {name: seconds / best["quarters"] for name, seconds in best["phases"].items()}
    slowest = sorted(((n, s) for n, s in per_quarter.items() if not n.startswith("write_")), key=lambda item: -item[1])[:6]
    steady = sum(s for n, s in per_quarter.items() if not n.startswith("write_"))
    table.add("B1", f"the Netherlands 1:{scale}, a quarter", "4.8 s, aim 3 s", f"{steady:.2f} s",
              f"mean of {best['quarters']} quarters, {best['threads']} threads; slowest: " + ", ".join(f"{n} {s:.2f}" for n, s in slowest))
    table.add("B2", "the same, peak memory", "12 GB", f"{best['peak_memory_bytes'] / 1e9:.2f} GB")
    table.add("B4", "the same, world built", "60 s", f"{min(r['opening_seconds'] for r in reports):.1f} s")
    if "B10" in wanted:
        state, seconds = best["checkpoint_bytes"], best["phases"]["write_checkpoint"]
        raw = disk_bandwidth(state)
        table.add("B10", "checkpoint", "0.8 x raw synced bandwidth", f"{state / seconds / raw:.2f}", f"{state / 1e9:.2f} GB in {seconds:.1f} s; one file of that size: {raw / 1e9:.2f} GB/s")


def to_2050(table, quick, repeat, wanted):
    until = "2026Q4" if quick else "2050Q4"
    if wanted & {"B3", "B11"}:
        with tempfile.TemporaryDirectory(prefix="kringloop-bench-") as scratch:
            kept = pathlib.Path(scratch) / "kept"
            reports = [run(100, until, 1, os.cpu_count() or 1, kept)] + [run(100, until, 1, os.cpu_count() or 1) for _ in range(repeat - 1)]
            begun = time.monotonic()
            python = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable
            subprocess.run([python, "-B", SOURCE / "postprocess" / "kringloop_report.py", kept / "run.nc", "-o", kept / "report.html"], check=True, capture_output=True)
            page = time.monotonic() - begun
        table.add("B3", f"1:100 to {until}", "8 s", f"{median(reports, 'total_seconds'):.1f} s", f"{reports[0]['threads']} threads; the report {page:.1f} s more (reach 4)")
        share = statistics.median(r["phases"]["write_results"] / r["total_seconds"] for r in reports)
        table.add("B11", "output of that run", "3 %", f"{100 * share:.1f} %", f"{statistics.median(r['phases']['write_results'] for r in reports):.2f} s")
    if "B9" in wanted:
        alone, together = [], []
        for _ in range(repeat):
            alone.append(run(1000, until))
            with tempfile.TemporaryDirectory(prefix="kringloop-bench-") as scratch:
                folders = [pathlib.Path(scratch) / name for name in ("one", "two")]
                begun = time.monotonic()
                processes = [start(folder, 1000, until) for folder in folders]
                for process, folder in zip(processes, folders):
                    report_of(process, folder)
                together.append({"total_seconds": time.monotonic() - begun})
        table.add("B9", f"one member at 1:1000 to {until}, one thread", "2 s, 200 MB", f"{median(alone, 'total_seconds'):.1f} s, {median(alone, 'peak_memory_bytes') / 1e6:.0f} MB",
                  f"two side by side take {ratio(together, alone, 'total_seconds'):.2f} times as long as one")


def scaling(table, quick, repeat, wanted, triad):
    fine, half, until = (200, 100, "2024Q4") if quick else (10, 5, "2025Q4")
    if "B5" in wanted:
        found = alternating(repeat, alone=(fine, until, 1, 1), threads=(fine, until, 1, 2), ranks=(fine, until, 2, 1))
        for name, label in (("threads", "1 rank x 2 threads"), ("ranks", "2 ranks x 1 thread")):
            phases = [p for p, s in found["alone"][0]["phases"].items() if s > 0.02 * found["alone"][0]["simulation_seconds"] and not p.startswith("write_")]
            gain = {p: statistics.median(a["phases"][p] / b["phases"][p] for a, b in zip(found["alone"], found[name])) for p in phases}
            memory = f"; memory (triad) {triad:.2f}" if triad else ""
            table.add("B5", f"1:{fine}, {label} against 1 x 1", "1.85; bandwidth-bound phases 0.95 x triad", f"{ratio(found['alone'], found[name], 'simulation_seconds'):.2f}",
                      "phases: " + ", ".join(f"{p} {g:.2f}" for p, g in sorted(gain.items(), key=lambda item: item[1])) + memory)
    if "B6" in wanted:
        found = alternating(repeat, one=(fine, until, 1, 1), threads=(half, until, 1, 2), ranks=(half, until, 2, 1))
        efficiency = {n: 100 * ratio(found["one"], found[n], "simulation_seconds") for n in ("threads", "ranks")}
        table.add("B6", f"1:{fine} on one core against 1:{half} on two", "90 %", f"{efficiency['threads']:.0f} % (threads), {efficiency['ranks']:.0f} % (ranks)")


def messages(table):
    report = run(1000, "2026Q4", 3, 1)
    verbs = {n: t for n, t in report["traffic"].items() if t["messages"] > 0}
    table.add("B7", "messages and bytes a quarter, 3 ranks at 1:1000", "O(ranks) a verb",
              "; ".join(f"{n} {t['messages'] / report['quarters']:.0f}, {t['bytes'] / report['quarters'] / 1e3:.0f} kB" for n, t in verbs.items()),
              f"{sum(t['collectives'] for t in report['traffic'].values()) / report['quarters']:.0f} collective calls")


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    version = subprocess.run([BUILD / "kringloop", "--version"], capture_output=True, text=True).stdout.strip()
    return f"{version}; {model}, {os.cpu_count()} cores, {memory:.0f} GiB, load before {os.getloadavg()[0]:.1f}; {compiler}, -O2, x86-64-v2."


def main():
    every = ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B9", "B10", "B11", "micro"]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--only", default=",".join(every), help="of " + ", ".join(every))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    wanted = set(options.only.split(","))
    if not wanted <= set(every):
        parser.error(f"--only knows {', '.join(every)}")
    about, table = machine(), Table()
    pieces = micro() if wanted & {"micro", "B5"} else {}
    triads = [pieces[f"triad/threads:{n}"]["bytes_per_second"] for n in (1, 2)] if pieces else []
    if wanted & {"B1", "B2", "B4", "B10"}:
        whole_country(table, options.quick, options.repeat, wanted)
    to_2050(table, options.quick, options.repeat, wanted)
    scaling(table, options.quick, options.repeat, wanted, triads[1] / triads[0] if triads else None)
    if "B7" in wanted:
        messages(table)
    if "micro" in wanted:
        trade, bare = (pieces[name]["real_time"] for name in ("linked_trade", "bare_tells"))
        table.add("B8", "trade over links at 1:10 against as many bare tells, one thread", "1.5 x", f"{trade / bare:.1f} x",
                  f"{pieces['bare_tells']['links'] / 1e6:.0f} million links; {trade:.0f} ms against {bare:.0f} ms")
        table.add("", "memory (triad), GB/s, 1 and 2 threads", "", " and ".join(f"{t / 1e9:.1f}" for t in triads))
        for what in ("tell_one", "tell_all"):
            rates = [pieces[name]["agent_steps"] / 1e6 for name in (f"bare/{what}", f"through_verbs/{what}/threads:1", f"through_verbs/{what}/threads:2")]
            table.add("", f"ask and {what.replace('_', ' ')}, million agent-steps a second", "30", f"{rates[1]:.0f}", f"bare arrays {rates[0]:.0f}; two threads {rates[2]:.0f}")
    if options.quick:
        about = "QUICK: these figures say nothing. " + about
    text = about + "\n\n" + table.text() + "\n"
    print(text)
    if options.write:
        page = SOURCE / "benchmarks" / "README.md"
        begin, end = "<!-- made by ./kl bench --write -->", "<!-- end -->"
        old = page.read_text()
        page.write_text(old[: old.index(begin) + len(begin)] + "\n" + text + old[old.index(end):])


if __name__ == "__main__":
    main()
