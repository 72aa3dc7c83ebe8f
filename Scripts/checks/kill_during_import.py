#!/usr/bin/env python3
"""Kills imports at random moments, lets the disk fill up, and writes and reads at once: no directory may come to harm.

A directory holds one of two editions of a made-up registry, of which the second changes a tenth, drops some and adds some.
Imports of the other edition are killed (SIGKILL). Each time the directory must open, SQLite must find it whole, and it must
hold the old or the new edition, to the byte of its export, and nothing in between.
"""
import argparse
import hashlib
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import product

GENERATOR = product.ROOT / "Tests/Benchmarks/import/generate_registry.py"


class Trial:
    """A directory with one of two editions in it, and what each of them looks like from outside."""

    def __init__(self, binary, folder, units, seed):
        self.tool = product.Product(binary, folder / "directory.sqlite")
        self.registry = f"made-up-{units}"
        self.files = {edition: folder / f"edition-{edition}.xml" for edition in (1, 2)}
        self.digests, self.seconds = {}, {}
        self.findings = 0
        for edition, file in self.files.items():
            subprocess.run([sys.executable, GENERATOR, "--units", str(units), "--seed", str(seed), "--edition",
                            str(edition), "--output", file], check=True)
            fresh = product.Product(binary, folder / f"edition-{edition}.sqlite")
            fresh.run("import", file, "--quiet")
            self.digests[edition] = self.digest(fresh)
            fresh.directory.unlink()
        self.tool.run("import", self.files[1], "--quiet")
        self.edition = 1
        # How long an undisturbed import takes, either way.
        for edition in (2, 1):
            start = time.monotonic()
            self.tool.run(*self.arguments(edition))
            self.seconds[edition] = time.monotonic() - start
        self.check("the undisturbed imports", {1})

    def arguments(self, edition):
        # One direction or the other is to an earlier edition.
        return "import", self.files[edition], "--allow-older", "--quiet"

    def digest(self, tool):
        return hashlib.sha256(tool.run("export", "--format", "native", "--registry", self.registry)).hexdigest()

    def start(self, edition, **options):
        """An import as a process of its own."""
        command = [self.tool.binary, *map(str, self.arguments(edition)), "--directory", self.tool.directory]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                **options)

    def other(self):
        return 3 - self.edition

    def finding(self, text):
        self.findings += 1
        print("finding:", text)

    def check(self, moment, allowed):
        """That the directory is whole and holds one of the editions allowed, which becomes the current one."""
        try:
            self.tool.run("info")
            digest = self.digest(self.tool)
        except product.ProductError as error:
            self.finding(f"after {moment}, the directory does not open: {error}")
            return
        database = sqlite3.connect(self.tool.directory)
        try:
            answer = database.execute("PRAGMA integrity_check").fetchall()
            broken = database.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            database.close()
        if answer != [("ok",)] or broken:
            self.finding(f"after {moment}, SQLite finds the directory damaged: {answer[:3]} {broken[:3]}")
        found = {edition for edition, expected in self.digests.items() if expected == digest}
        if not found & allowed:
            self.finding(f"after {moment}, the directory holds {found or 'neither edition'}, expected {allowed}")
        if found:
            self.edition = found.pop()


def kill(trial, rounds, dice):
    """Imports that are killed at a random moment, one in three near the end, where the change is made to last."""
    outcomes = {"old": 0, "new": 0, "finished": 0}
    for number in range(rounds):
        before, after = trial.edition, trial.other()
        share = dice.uniform(0, 1) if number % 3 else dice.uniform(0.85, 1.05)
        process = trial.start(after)
        try:
            process.communicate(timeout=share * trial.seconds[after])
            has_finished = True
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            has_finished = False
        trial.check(f"kill {number + 1} at {share:.0%} of an import", {after} if has_finished else {before, after})
        outcomes["finished" if has_finished else "old" if trial.edition == before else "new"] += 1
    print(f"killed {rounds} imports: {outcomes['old']} left the old edition whole, {outcomes['new']} the new one; "
          f"{outcomes['finished']} had finished before")
    if rounds >= 10 and outcomes["old"] == 0:
        trial.finding("no import was killed before it was complete: the moments are wrong")


def fill_disk(trial, rounds):
    """Imports for which files cannot grow beyond a limit, as on a disk that is full."""
    refused = 0
    size = trial.tool.directory.stat().st_size
    for number in range(rounds):
        before, after = trial.edition, trial.other()
        limit = max(4096, int(size * (number + 1) / (rounds * 8)))

        def set_limit(limit=limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        # Python ignores the signal that would kill a process at the limit; the child inherits that.
        process = trial.start(after, preexec_fn=set_limit, restore_signals=False)
        message = process.communicate()[1].decode("utf-8", "replace").strip()
        if process.returncode == 4:
            refused += 1
            if len(message.splitlines()) != 1:
                trial.finding(f"a full disk is not told in one line: {message}")
        elif process.returncode != 0:
            trial.finding(f"exit code {process.returncode} on a full disk: {message}")
        trial.check(f"a disk full at {limit} bytes", {before} if process.returncode else {after})
    print(f"filled the disk {rounds} times: {refused} imports were refused, and left the old edition whole")
    if rounds and not refused:
        trial.finding("the disk was never full: the limits are wrong")


def write_at_once(trial, rounds):
    """Two imports of the same edition at once: the second waits, or says that the directory is busy."""
    waited = 0
    for number in range(rounds):
        after = trial.other()
        processes = [trial.start(after) for _ in range(2)]
        messages = [process.communicate()[1].decode("utf-8", "replace").strip() for process in processes]
        codes = sorted(process.returncode for process in processes)
        if codes not in ([0, 0], [0, 4]):
            trial.finding(f"two imports at once end with {codes}: {messages}")
        waited += codes == [0, 0]
        trial.check(f"two imports at once, round {number + 1}", {after})
    print(f"wrote twice at once {rounds} times: in {waited}, the second import waited; else it said that it was busy")


def read_meanwhile(trial, rounds):
    """Readers during an import see the old edition, then the new one, and never go back or fail."""
    reads, seen_old = 0, 0
    for _ in range(rounds):
        before, after = trial.edition, trial.other()
        process = trial.start(after)
        editions = []
        while process.poll() is None:
            try:
                info = trial.tool.json("info")
            except product.ProductError as error:
                trial.finding(f"a reader during an import fails: {error}")
                continue
            issued = next(entry["issued"] for entry in info["registries"] if entry["id"] == trial.registry)
            editions.append(1 if issued < "2026-05-15" else 2)
        process.communicate()
        if editions != sorted(editions, key=lambda edition: edition != before):
            trial.finding(f"readers went back from the new edition to the old one: {editions}")
        reads += len(editions)
        seen_old += editions.count(before)
        trial.check("an import with readers", {after})
    print(f"read {reads} times during imports: {seen_old} times the old edition, then the new one")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser, directory=False)
    parser.add_argument("--rounds", type=int, default=100, help="how many imports are killed (100)")
    parser.add_argument("--units", type=int, default=100_000, help="the size of the registry (100000)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(arguments.binary, Path(folder), arguments.units, arguments.seed)
        print(f"{arguments.units} units; an import takes {trial.seconds[1]:.2f} s")
        kill(trial, arguments.rounds, random.Random(arguments.seed))
        fill_disk(trial, max(2, arguments.rounds // 10))
        write_at_once(trial, 2)
        read_meanwhile(trial, 2)
    print(f"{trial.findings} findings")
    sys.exit(1 if trial.findings else 0)


if __name__ == "__main__":
    main()
