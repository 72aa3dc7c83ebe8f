#!/usr/bin/env python3
"""Measures how fast units are found, beside other indexes on the same units in the same run.

All sides run one after the other, and again in each round; the figures are medians of the rounds.
"""
import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import machine
import readme
from readme import Failed

ROOT = Path(__file__).resolve().parents[3]
PEERS = ROOT / "Tests/Benchmarks/match/peers"
DATABASES = {"postgis": "PostGIS", "sqlite": "SQLite R*Tree", "redis": "Redis GEOSEARCH", "duckdb": "DuckDB scan"}
SIDES = ["index", "nanoflann", "nanoflann 15", "nanoflann 240", "Boost", "S2", *DATABASES.values()]
QUESTIONS = {"plain": "plain", "frequent": "10 % filter", "rare": "0.5 % filter"}


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"exit code {done.returncode} of {' '.join(map(str, command))}: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def build_peers(folder):
    libraries = {"nanoflann": [], "boost": [], "s2": ["-ls2", "-lssl", "-lcrypto"]}
    for name, flags in libraries.items():
        command = ["g++", "-O3", "-march=native", "-std=c++17", "-w", "-DBOOST_ALLOW_DEPRECATED_HEADERS", PEERS / f"{name}.cpp", "-o", folder / name, *flags]
        subprocess.run(command, check=True)
    subprocess.run(
        ["gcc", "-O2", "-shared", "-fPIC", PEERS / "count_malloc.c", "-o", folder / "count_malloc.so"], check=True)


class Bench:
    """One number of units and share of available ones, with the results of every side."""

    def __init__(self, binary, folder, units, available, arguments):
        self.binary, self.folder, self.units, self.available = binary, folder, units, available
        self.seed, self.seconds = arguments.seed, arguments.seconds
        self.found = defaultdict(list)
        run([binary, "generate", folder, units, self.seed, available])

    def round(self):
        workload = [self.folder, self.units, self.seed, self.available]
        commands = [
            ["env", f"LD_PRELOAD={self.folder}/count_malloc.so", self.binary, "run", *workload, 3],
            *([self.folder / "nanoflann", self.folder, parts, 3, self.seconds] for parts in (1, 15, 240)),
            [self.folder / "boost", self.folder, 3, self.seconds],
            [self.folder / "s2", self.folder, 1, self.seconds],
        ]
        for command in commands:
            self.keep(run(command))
            print(f"{self.units} units, {self.available:.0%} available, a side done", file=sys.stderr)

    def ask_databases(self):
        script = ROOT / "Tests/Benchmarks/drivers/databases.py"
        for name in DATABASES:
            self.keep(run([sys.executable, script, self.folder, name, self.seconds * 5]))
            print(f"{self.units} units, {name} done", file=sys.stderr)

    def keep(self, lines):
        for line in lines:
            for key, value in line.items():
                if key not in ("side", "what"):
                    self.found[line["side"], line["what"], key].append(value)

    def median(self, side, what, key):
        values = self.found.get((side, what, key))
        return statistics.median(values) if values else None

    def title(self):
        return f"{self.units:,} units, {self.available:.0%} available"


def ratio(bench, over, under, what, key):
    return bench.median(over, what, key) / bench.median(under, what, key)


def judged(benches):
    """(what, value as text, target, whether it is met)."""
    plenty = [bench for bench in benches if bench.available > 0.5]
    large, scarce = plenty[-1], next((bench for bench in benches if bench.available < 0.5), None)
    for what, target in {"frequent": 60, "rare": 80}.items():
        value = ratio(large, "Boost", "index", what, "cpu_us")
        yield f"throughput ÷ Boost's, {QUESTIONS[what]}", f"{value:.0f}", f"≥ {target}", value >= target
    for bench in plenty:
        value = ratio(bench, "index", "nanoflann", "plain", "cpu_us")
        yield f"plain ÷ nanoflann, {bench.units:,} units", f"{value:.2f}", "≤ 1.0", value <= 1
    for what in ("frequent", "rare"):
        if large.median("PostGIS", what, "cpu_us") is not None:
            value = ratio(large, "PostGIS", "index", what, "p50_us")
            yield f"PostGIS ÷ index, medians, {QUESTIONS[what]}", f"{value:,.0f}", "≥ 1,000", value >= 1_000
    for bench in [large, scarce] if scarce else [large]:
        for what in ("frequent", "rare"):
            for parts in (15, 240):
                if parts == 240 and bench is large:
                    continue
                value = ratio(bench, "index", f"nanoflann {parts}", what, "cpu_us")
                yield (f"{QUESTIONS[what]} ÷ {parts} trees, {bench.available:.0%} available", f"{value:.3f}", "< 1.0",
                       value < 1)
    for what in QUESTIONS:
        value = large.median("index", what, "p99_us") / large.median("index", what, "p50_us")
        yield f"99th percentile ÷ median, {QUESTIONS[what]}", f"{value:.1f}", "≤ 10", value <= 10
    value = large.median("index", "change", "cpu_us")
    yield "a change of readiness, µs", f"{value:.2f}", "< 1", value < 1
    value = large.median("index", "mixed", "cpu_us") / large.median("index", "frequent", "cpu_us")
    yield "ten changes and a query ÷ a query", f"{value:.1f}", "≤ 3", value <= 3
    value = large.median("index", "build", "seconds")
    spent = large.median("index", "build", "processor_seconds")
    yield f"building on all cores, s by the clock ({spent:.2f} of processor time)", f"{value:.2f}", "< 0.5", value < 0.5
    value = large.median("index", "threads", "cpu_ratio")
    clock = large.median("index", "threads", "clock_ratio")
    yield (f"queries on two threads ÷ on one, by processor time ({clock:.2f} by the clock)", f"{value:.2f}", "≥ 1.8",
           value >= 1.8)
    calls = large.median("index", "allocation", "calls")
    yield "allocations in 30,000 warm searches", f"{calls:.0f}", "0", calls == 0


def tables(benches):
    """The results as lines of Markdown."""
    for bench in benches:
        yield f"{bench.title()}, k = 10:"
        yield ""
        yield "| median / 99th percentile / mean, µs | " + " | ".join(QUESTIONS.values()) + " | built, s | same lists |"
        yield "|---|" + "---:|" * (len(QUESTIONS) + 2)
        for side in SIDES:
            if bench.median(side, "build", "seconds") is None:
                continue
            cells = []
            for what in QUESTIONS:
                values = [bench.median(side, what, key) for key in ("p50_us", "p99_us", "cpu_us")]
                cells.append("–" if None in values else " / ".join(f"{value:,.1f}" for value in values))
            same = [bench.median(side, what, "same") for what in QUESTIONS]
            same = [value for value in same if value is not None]
            cells.append(f"{bench.median(side, 'build', 'seconds'):.2f}")
            cells.append(f"{min(same):.1%}" if same else "")
            yield f"| {side} | " + " | ".join(cells) + " |"
        yield ""
    large = [bench for bench in benches if bench.available > 0.5][-1]
    yield f"The index by itself, {large.title()}, the 10 % filter where there is one:"
    yield ""
    yield "| | median, µs | 99th percentile, µs | mean, µs |"
    yield "|---|---:|---:|---:|"
    names = {"first": "the first", "soonest": "the ten soonest", "radius": "all within 30 km",
             "change": "a change of readiness", "mixed": "ten changes and a query"}
    for what, name in names.items():
        values = [large.median("index", what, key) for key in ("p50_us", "p99_us", "cpu_us")]
        yield f"| {name} | " + " | ".join("" if value is None else f"{value:,.2f}" for value in values) + " |"
    yield ""
    yield f"| at {large.units:,} units | | target | |"
    yield "|---|---:|---|---|"
    for name, value, target, is_met in judged(benches):
        yield f"| {name} | {value} | {target} | {'met' if is_met else '**not met**'} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", type=Path, required=True, help="the release build of MatchBenchmark")
    parser.add_argument("--units", type=int, action="append", help="a size; may be repeated (10000, 100000, 1000000)")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3, help="about as long for a question of a peer")
    parser.add_argument("--all", action="store_true", help="ask databases as well, at the largest size")
    parser.add_argument("--write", action="store_true", help="put the tables into Tests/Benchmarks/README.md")
    arguments = parser.parse_args()
    sizes = sorted(arguments.units or [10_000, 100_000, 1_000_000])
    about = machine.description()
    benches = []
    for units, available in [*((units, 0.7) for units in sizes), (sizes[-1], 0.01)]:
        with tempfile.TemporaryDirectory() as name:
            build_peers(Path(name))
            bench = Bench(arguments.binary.resolve(), Path(name), units, available, arguments)
            for _ in range(arguments.rounds):
                bench.round()
            if arguments.all and (units, available) == (sizes[-1], 0.7):
                bench.ask_databases()
            benches.append(bench)
    lines = [*about, f"Medians of {arguments.rounds} rounds.", "", *tables(benches)]
    print("\n".join(lines))
    if arguments.write:
        readme.write("match", lines)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
