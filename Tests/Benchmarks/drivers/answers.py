#!/usr/bin/env python3
"""Measures whole answers from memory, JSON included, on the registries in Datasets; and opening directories.

What a verdict costs is the difference between a directory with agreements and one without, for many foreign units.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import machine
import readme

ROOT = Path(__file__).resolve().parents[3]
# All of the real directory but the agreements.
LAWLESS = ["vocabulary", "boundaries", "norms", "control-rooms", "interoperability", "population", "registries"]
GENERATOR = ROOT / "Tests/Benchmarks/import/generate_registry.py"


def directory(program, folder, name, sources):
    path = folder / f"{name}.sqlite"
    subprocess.run([program, "import", *sources, "--directory", path, "--quiet"], check=True, stderr=subprocess.DEVNULL)
    return path


def measure(binary, path, count, seed):
    done = subprocess.run([binary, path, str(count), str(seed)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise readme.Failed(done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {(line["what"], line["round"]): line for line in lines}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", type=Path, required=True, help="the release build of AnswersBenchmark")
    parser.add_argument("--program", type=Path, required=True, help="the release build of mutualaid")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--units", type=int, default=1_000_000, help="size of the directory that is made up")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="put the tables into Tests/Benchmarks/README.md")
    options = parser.parse_args()
    about = machine.description()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        datasets = ROOT / "Datasets"
        real = measure(options.binary, directory(options.program, folder, "real", [datasets]), options.count, options.seed)
        lawless = directory(options.program, folder, "lawless",
                            [datasets / part for part in LAWLESS])
        lawless = measure(options.binary, lawless, options.count, options.seed)
        registry = folder / "registry.xml"
        subprocess.run([sys.executable, GENERATOR, "--units", str(options.units), "--seed", str(options.seed), "--output",
                        registry], check=True)
        made_up = directory(options.program, folder, "made-up", [datasets / "vocabulary", datasets / "boundaries", registry])
        made_up = measure(options.binary, made_up, options.count // 10, options.seed)
    lines = [*about, "", "| whole answers, ms | median | 99th percentile | median of processor time | |",
             "|---|---:|---:|---:|---|"]
    rows = [(real, "nearest", "`nearest` on the real directory: rules, arrival, what it costs the lender, JSON"),
            (real, "package", "`match`: the packages on file, in turn"),
            (made_up, "nearest", f"`nearest` on {options.units:,} units made up")]
    for found, what, title in rows:
        for round_name, note in (("first", "the first time"), ("warm", "places asked before")):
            line = found[what, round_name]
            lines.append(f"| {title} | {line['p50_us'] / 1000:.3f} | {line['p99_us'] / 1000:.3f} | "
                         f"{line['processor_p50_us'] / 1000:.3f} | {note} |")
    with_law, without = (found["verdicts", "warm"] for found in (real, lawless))
    verdict = (with_law["processor_p50_us"] - without["processor_p50_us"]) / with_law["size"]
    lines += ["", "| | by the clock | processor time |", "|---|---:|---:|",
              f"| a verdict, among {with_law['size']:.0f} foreign units | | {verdict:.1f} µs |"]
    for found, title in ((real, "the real directory"), (made_up, f"{options.units:,} units made up")):
        line = found["nearest", "first"]
        lines.append(f"| opening {title}, index included | {line['open_ms']:,.0f} ms | {line['open_processor_ms']:,.0f} ms |")
    print("\n".join(lines))
    if options.write:
        readme.write("answers", lines)


if __name__ == "__main__":
    try:
        main()
    except readme.Failed as failure:
        sys.exit(f"bench: {failure}")
