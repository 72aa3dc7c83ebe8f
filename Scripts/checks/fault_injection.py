#!/usr/bin/env python3
"""Lets the n-th call of one kind fail while the directory is changed and read: no directory may come to harm.

A library that is loaded before the program (native/fault_shim.c, compiled here) makes calls on the files of the directory
fail (reads, writes, syncs, opens, locks, truncations, renames, removals, maps), or allocations of SQLite or libxml2, one
time or from then on. Each time the program must end by itself, with a code that fits and one line that says why; the
directory must hold what it held before or what the change makes of it, all of it; what is read must be the truth or an
error; and the same command must succeed when nothing fails any more.
"""
import argparse
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import product

GENERATOR = product.ROOT / "Tests/Benchmarks/import/generate_registry.py"
SHIM = Path(__file__).resolve().parent / "native/fault_shim.c"
# What fails, how, and whether only once or from then on.
FAULTS = [
    ("read", errno.EIO, False), ("write", errno.ENOSPC, False), ("write", errno.EIO, True),
    ("sync", errno.EIO, False), ("open", errno.EACCES, False), ("open", errno.EMFILE, True),
    ("lock", errno.EIO, False), ("lock", errno.ENOLCK, True), ("truncate", errno.EIO, False),
    ("rename", errno.EACCES, False), ("unlink", errno.EACCES, False), ("map", errno.ENOMEM, True),
    ("sqlite-memory", errno.ENOMEM, False), ("sqlite-memory", errno.ENOMEM, True),
    ("xml-memory", errno.ENOMEM, False), ("xml-memory", errno.ENOMEM, True),
]
# When a change was made is another time in each run.
CLOCKS = {"imported_at", "received_at"}
SECONDS = 30

REPORTS = """unit,status,since,source
{0},responding,2026-06-01T10:00:00Z,room
{1},on-scene,2026-06-01T10:01:00Z,room
{0},on-scene,2026-06-01T10:05:00Z,room
{2},unavailable,2026-06-01T10:06:00Z,room
"""


class Deed:
    """A command, what it starts from, and what it makes of that."""

    def __init__(self, name, arguments, begins, reads=False, makes=None):
        self.name, self.arguments, self.begins, self.reads, self.makes = name, arguments, begins, reads, makes
        self.before = self.after = self.output = self.code = None


class Trial:
    """A small directory, the deeds that are tried on copies of it, and the library that lets calls fail."""

    def __init__(self, binary, folder):
        self.binary = Path(binary).resolve()
        self.folder = folder
        self.watched = folder / "watched"
        self.directory = self.watched / "directory.sqlite"
        self.shim = folder / "fault_shim.so"
        self.findings, self.codes = [], Counter()
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", self.shim, SHIM, "-ldl"], check=True)
        self.base = folder / "base"
        self.base.mkdir()
        self.prepare()

    def prepare(self):
        """Makes the directory that deeds start from, and says what they are."""
        for edition in (1, 2):
            subprocess.run([sys.executable, GENERATOR, "--units", "16", "--seed", "7", "--edition", str(edition),
                            "--output", self.folder / f"edition-{edition}.xml"], check=True)
        tool = product.Product(self.binary, self.base / "directory.sqlite")
        tool.run("import", self.folder / "edition-1.xml", "--quiet")
        units = [line.split(",")[0] for line in tool.run("export", "--format", "csv").decode().splitlines()[1:]]
        tool.run("status", units[3], "on-scene", "--since", "2026-05-02T10:00:00Z", "--quiet")
        (self.folder / "reports.csv").write_text(REPORTS.format(*units))
        empty = self.folder / "empty"
        empty.mkdir()
        newer = self.folder / "newer"
        shutil.copytree(self.base, newer)
        registry = tool.json("info")["registries"][0]["id"]
        product.Product(self.binary, newer / "directory.sqlite").run(
            "import", self.folder / "edition-2.xml", "--allow-shrink", "--quiet")
        self.deeds = [
            Deed("the first import", ["import", self.folder / "edition-1.xml"], empty),
            Deed("an import", ["import", self.folder / "edition-2.xml", "--allow-shrink"], self.base),
            Deed("a status", ["status", units[1], "unavailable", "--since", "2026-06-02T10:00:00Z"], self.base),
            Deed("a feed", ["status", "--from-file", self.folder / "reports.csv"], self.base),
            Deed("a rollback", ["rollback", registry, "1"], newer),
            Deed("nearest", ["nearest", "--at", "52.1,5.3", "--scope", "all", "--time", "2026-06-01T12:00:00Z",
                             "--format", "csv"], self.base, reads=True),
            Deed("a check", ["check"], self.base, reads=True),
            Deed("an export", ["export", "--format", "native"], self.base, reads=True),
        ]
        for deed in self.deeds:
            self.begin(deed)
            deed.before = self.state()
            done = self.run(deed)
            deed.code, deed.output = done.returncode, done.stdout
            deed.after = self.state()
            if deed.code not in (0, 1) or (deed.before == deed.after) != deed.reads:
                raise product.ProductError(f"{deed.name} by itself ends with {deed.code}: {done.stderr.decode()}")

    def begin(self, deed):
        shutil.rmtree(self.watched, ignore_errors=True)
        shutil.copytree(deed.begins, self.watched)

    def run(self, deed, fault=None):
        command = [self.binary, *map(str, deed.arguments), "--directory", self.directory]
        environment = dict(os.environ, **fault) if fault else None
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment,
                              timeout=SECONDS)

    def state(self):
        """Everything in the directory but when it was written; `None` where nothing is."""
        if not self.directory.exists():
            return None
        database = sqlite3.connect(self.directory)
        try:
            answer = database.execute("PRAGMA integrity_check").fetchall()
            if answer != [("ok",)]:
                return f"damaged: {answer[:3]}"
            tables = [name for name, in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                # The journal has salts and times of its own with every run; its chain is verified elsewhere.
                "AND name NOT LIKE 'journal%' ORDER BY name")]
            if "directory" not in tables or "grdb_migrations" not in tables:
                return None
            found = []
            for table in tables:
                rows = database.execute(f'SELECT * FROM "{table}"')
                kept = [i for i, column in enumerate(rows.description) if column[0] not in CLOCKS]
                found.append((table, sorted(repr([row[i] for i in kept]) for row in rows)))
            # A directory in which nothing was put yet is as good as none.
            return found if any(table == "import" and rows for table, rows in found) else None
        except sqlite3.DatabaseError as error:
            return f"unreadable: {error}"
        finally:
            database.close()

    def environment(self, kind, number, code, lasts):
        return {
            "LD_PRELOAD": str(self.shim), "FAULT_FOLDER": str(self.watched), "FAULT_KIND": kind,
            "FAULT_NUMBER": str(number), "FAULT_ERRNO": str(code), "FAULT_LASTS": str(int(lasts)),
            "FAULT_REPORT": str(self.folder / "calls"),
        }

    def calls(self, deed, kind):
        """How many calls of a kind a deed makes."""
        self.begin(deed)
        done = self.run(deed, self.environment(kind, 0, 0, False))
        if done.returncode != deed.code:
            raise product.ProductError(f"{deed.name} ends with {done.returncode} where calls are counted")
        return int((self.folder / "calls").read_text())

    def attempt(self, deed, kind, number, code, lasts):
        moment = f"{deed.name}, {kind} {number} fails ({errno.errorcode[code]}{', and all later ones' if lasts else ''})"
        self.begin(deed)
        try:
            done = self.run(deed, self.environment(kind, number, code, lasts))
        except subprocess.TimeoutExpired:
            self.finding(moment, f"no end after {SECONDS} s")
            return
        words = done.stderr.decode("utf-8", "replace").strip()
        state = self.state()
        self.codes[done.returncode] += 1
        # What libxml2 cannot read for want of memory is an input that was not read.
        allowed = {0, deed.code, 4} | ({3} if kind == "xml-memory" else set())
        if done.returncode not in allowed:
            self.finding(moment, f"exit code {done.returncode}: {words[-600:]}")
        elif done.returncode == 4 and len(words.splitlines()) != 1 or done.returncode == 3 and not words:
            self.finding(moment, f"it is not told in one line: {words[-600:]}")
        if state not in (deed.before, deed.after):
            self.finding(moment, f"neither the old nor the new state: {str(state)[:300]}")
        elif done.returncode in (0, deed.code) and state != deed.after:
            self.finding(moment, f"exit code {done.returncode}, and the old state")
        if deed.reads and done.returncode == deed.code and done.stdout != deed.output:
            self.finding(moment, "another answer, without an error")
        if state == deed.before and not deed.reads:
            again = self.run(deed)
            if again.returncode != deed.code or self.state() != deed.after:
                self.finding(moment, f"it does not succeed afterwards: {again.stderr.decode('utf-8', 'replace')[-300:]}")

    def finding(self, moment, text):
        self.findings.append(f"{moment}: {text}")
        print("finding:", self.findings[-1], flush=True)


def numbers(count, most):
    """All numbers of calls, or as many of them as may be, spread evenly with the first and the last."""
    if most is None or count <= most:
        return range(1, count + 1)
    return sorted({1 + round(step * (count - 1) / max(1, most - 1)) for step in range(most)})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser, directory=False)
    parser.add_argument("--most", type=int, help="how many calls of a kind fail for each deed (all)")
    parser.add_argument("--kind", action="append", help="only faults of this kind; may be repeated")
    parser.add_argument("--deed", action="append", help="only deeds whose names contain this; may be repeated")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(arguments.binary, Path(folder).resolve())
        for deed in trial.deeds:
            if arguments.deed and not any(text in deed.name for text in arguments.deed):
                continue
            counts = {}
            for kind, code, lasts in FAULTS:
                if arguments.kind and kind not in arguments.kind:
                    continue
                if kind not in counts:
                    counts[kind] = trial.calls(deed, kind)
                for number in numbers(counts[kind], arguments.most):
                    trial.attempt(deed, kind, number, code, lasts)
            made = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
            print(f"{deed.name}: {made}", flush=True)
        ends = ", ".join(f"{count} times {code}" for code, count in sorted(trial.codes.items()))
        print(f"{sum(trial.codes.values())} faults; exit codes: {ends}; {len(trial.findings)} findings")
        if not trial.codes[4]:
            print("finding: no fault had any effect: the library is not loaded")
            sys.exit(1)
    sys.exit(1 if trial.findings else 0)


if __name__ == "__main__":
    main()
