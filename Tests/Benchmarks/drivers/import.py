#!/usr/bin/env python3
"""Measures how fast registries are read, checked and stored, beside programs that do the same with less.

The registries are made up, by Tests/Benchmarks/import/generate_registry.py. All sides read the same file in the same run,
one after the other, and again in each round; the figures are medians of the rounds. Every side must count the same.
"""
import argparse
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import machine
import readme
from readme import Failed

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT / "Tests/Benchmarks/import"
REFERENCES = [ROOT / "Datasets/vocabulary", ROOT / "Datasets/boundaries"]

SIDES = {
    "validate": "`mutualaid validate`, the file alone",
    "validate all": "`mutualaid validate`, with vocabulary and boundaries",
    "import": "`mutualaid import` into a directory with vocabulary and boundaries",
    "re-import": "`mutualaid import` of the same file again",
    "xmllint": "`xmllint --sax --noout`",
    "sax": "bare libxml2 SAX2 in C, counting",
    "load": "loader in C: libxml2 → SQLite + R*Tree + unique ids, unsynchronised",
    "lxml": "Python lxml `iterparse`, the same fields",
}
# What is divided by what, and how it compares with the target.
RATIOS = [
    ("validate ÷ bare SAX", "validate", "sax", "≤ 2.0", lambda ratio: ratio <= 2.0),
    ("validate with all checks ÷ bare SAX", "validate all", "sax", "≤ 2.0", lambda ratio: ratio <= 2.0),
    ("lxml ÷ validate", "lxml", "validate", "≥ 6", lambda ratio: ratio >= 6),
    ("lxml ÷ validate with all checks", "lxml", "validate all", "≥ 6", lambda ratio: ratio >= 6),
    ("import ÷ loader in C", "import", "load", "≤ 0.5", lambda ratio: ratio <= 0.5),
    ("re-import ÷ import", "re-import", "import", "≤ 0.33", lambda ratio: ratio <= 1 / 3),
]
MEMORY_LIMIT_MB = 200


def measure(command, ok=(0,)):
    """(seconds, peak MB, standard output) of a process.

    The peak of a child that has only just begun counts this process's own, so that this one must stay small.
    """
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ok:
            raise Failed(f"exit code {process.returncode} of {' '.join(map(str, command))}")
        output.seek(0)
        return seconds, usage.ru_maxrss / 1024, output.read().decode()


def count(text):
    """The number of units that a side printed."""
    return int(re.search(r"units=(\d+)", text).group(1))


def report(text, file):
    """The report on one file, of the JSON of `import` and `validate`."""
    return next(entry for entry in json.loads(text) if entry["file"] == str(file))


def state(directory):
    """All that a change of a directory would change: its version, and the bytes of its files."""
    digest = hashlib.sha256()
    for path in sorted(directory.parent.glob(directory.name + "*")):
        digest.update(path.name.encode())
        with open(path, "rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    # Immutable, because SQLite would otherwise make files beside it.
    database = sqlite3.connect(f"file:{directory}?immutable=1", uri=True)
    try:
        return database.execute("SELECT version FROM directory").fetchone()[0], digest.hexdigest()
    finally:
        database.close()


class Bench:
    """One size of registry, with the results of every side in every round."""

    def __init__(self, binary, folder, template, units, seed):
        self.binary, self.folder, self.template, self.units = binary, folder, template, units // 8 * 8
        self.file = folder / f"registry-{units}.xml"
        subprocess.run(
            [sys.executable, SOURCES / "generate_registry.py", "--units", str(units), "--seed", str(seed), "--output",
             self.file], check=True)
        self.megabytes = self.file.stat().st_size / 1e6
        self.seconds = {side: [] for side in SIDES}
        self.peak = {side: 0 for side in SIDES}

    def round(self):
        for side in SIDES:
            seconds, peak = getattr(self, side.replace(" ", "_").replace("-", "_"))()
            self.seconds[side].append(seconds)
            self.peak[side] = max(self.peak[side], peak)
            print(f"{self.units} units: {side} {seconds:.2f} s, {peak:.0f} MB", file=sys.stderr)

    def median(self, side):
        return statistics.median(self.seconds[side])

    def check(self, found, side):
        if found != self.units:
            raise Failed(f"{side} found {found} units of {self.units}")

    def validate(self):
        # Without the vocabulary every type is unknown, which is a warning.
        seconds, peak, text = measure([self.binary, "validate", self.file, "--format", "json"])
        self.check(report(text, self.file)["read"], "validate")
        return seconds, peak

    def validate_all(self):
        _, peak, text = measure([self.binary, "validate", *REFERENCES, self.file, "--format", "json"])
        found = report(text, self.file)
        if found["problems"]:
            raise Failed(f"problems in a registry without any: {found['problems'][0]}")
        self.check(found["read"], "validate with all checks")
        # The time of this file only: the reference documents are another matter.
        return found["seconds"], peak

    def directory(self):
        return self.folder / "directory.sqlite"

    def import_(self):
        for path in self.folder.glob("directory.sqlite*"):
            path.unlink()
        shutil.copy(self.template, self.directory())
        return self.run_import("added")

    def re_import(self):
        before = state(self.directory())
        result = self.run_import("unchanged")
        if state(self.directory()) != before:
            raise Failed("importing the same file again changed the directory")
        return result

    def run_import(self, outcome):
        seconds, peak, text = measure(
            [self.binary, "import", self.file, "--directory", self.directory(), "--format", "json"])
        self.check(report(text, self.file)[outcome], outcome)
        return seconds, peak

    def xmllint(self):
        return measure(["xmllint", "--sax", "--noout", self.file])[:2]

    def sax(self):
        return measure([self.folder / "sax", self.file])[:2]

    def load(self):
        database = self.folder / "peer.sqlite"
        database.unlink(missing_ok=True)
        seconds, peak, text = measure([self.folder / "load", self.file, database])
        self.check(count(text), "the loader in C")
        return seconds, peak

    def lxml(self):
        seconds, peak, text = measure([sys.executable, SOURCES / "iterparse.py", self.file])
        self.check(count(text), "lxml")
        return seconds, peak


# `import` is a word of the language.
setattr(Bench, "import", Bench.import_)


def tables(benches):
    """The results as lines of Markdown."""
    heads = [f"{bench.units:,} units, {bench.megabytes:.1f} MB" for bench in benches]
    yield "| seconds, MB/s, peak memory | " + " | ".join(heads) + " |"
    yield "|---|" + "---:|" * len(benches)
    for side, title in SIDES.items():
        cells = [f"{bench.median(side):.2f} s, {bench.megabytes / bench.median(side):.0f} MB/s, {bench.peak[side]:.0f} MB"
                 for bench in benches]
        yield f"| {title} | " + " | ".join(cells) + " |"
    yield ""
    yield "| ratio of times | " + " | ".join(f"{bench.units:,}" for bench in benches) + " | target | |"
    yield "|---|" + "---:|" * len(benches) + "---|---|"
    for title, over, under, target, is_met in RATIOS:
        ratios = [bench.median(over) / bench.median(under) for bench in benches]
        verdict = "met" if is_met(ratios[-1]) else "**not met**"
        yield f"| {title} | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + f" | {target} | {verdict} |"
    for title, sides in {"validate": ["validate", "validate all"], "import": ["import", "re-import"]}.items():
        peaks = [max(bench.peak[side] for side in sides) for bench in benches]
        verdict = "met" if max(peaks) < MEMORY_LIMIT_MB else "**not met**"
        yield (f"| peak memory of {title}, MB | " + " | ".join(f"{peak:.0f}" for peak in peaks)
               + f" | < {MEMORY_LIMIT_MB} | {verdict} |")
    yield ""
    yield "Targets are judged at the largest size. Importing the same file again left the directory's version and bytes as they were."


def build_peers(folder):
    for name, packages in {"sax": ["libxml-2.0"], "load": ["libxml-2.0", "sqlite3"]}.items():
        flags = subprocess.run(
            ["pkg-config", "--cflags", "--libs", *packages], capture_output=True, text=True, check=True).stdout.split()
        subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", SOURCES / f"{name}.c", "-o", folder / name, *flags], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/mutualaid", help="the release build")
    parser.add_argument("--units", type=int, action="append", help="a size; may be repeated (10000, 100000, 1000000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="put the tables into Tests/Benchmarks/README.md")
    arguments = parser.parse_args()
    about = machine.description(importlib.metadata.version("lxml"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_peers(folder)
        template = folder / "template.sqlite"
        measure([arguments.binary, "import", *REFERENCES, "--directory", template, "--quiet"])
        benches = []
        for units in sorted(arguments.units or [10_000, 100_000, 1_000_000]):
            bench = Bench(arguments.binary.resolve(), folder, template, units, arguments.seed)
            for _ in range(arguments.rounds):
                bench.round()
            bench.file.unlink()
            benches.append(bench)
    lines = [*about, f"Medians of {arguments.rounds} rounds.", "", *tables(benches)]
    print("\n".join(lines))
    if arguments.write:
        readme.write("import", lines)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
