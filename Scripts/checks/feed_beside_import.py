#!/usr/bin/env python3
"""A live feed beside imports, stalled writers, slow readers and killed holders of the lock: no acknowledged report is lost.

A report is acknowledged when the feed counts it; it is on the disk when another process reads it from the file. The feed
never gives up because somebody else writes, and while a large registry is imported 99 of 100 reports are on the disk within
two seconds: a new one, and next editions of it, of which few records have changed, or one in eight, or all.

Imports of next editions are killed too. The directory must then hold the old or the new one, to the byte of its export, and
be sound; the next import must leave nothing of the killed one behind.
"""
import argparse
import hashlib
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import product

GENERATOR = product.ROOT / "Tests/Benchmarks/import/generate_registry.py"
UNITS = 40
LIMIT = 2.0
HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<registry xmlns="urn:mutual-aid:1.0" id="{id}" country="NL" service="fire" '
        'issued="2026-01-01T00:00:00Z"><title>T</title><publisher>P</publisher>'
        '<source id="s" title="Made up" licence="CC0-1.0"/>\n')


class Feed:
    """A feed that is given a report now and then; it knows when each was sent and when it was on the disk."""

    def __init__(self, tool, interval):
        self.directory, self.interval = tool.directory, interval
        self.sent, self.seen, self.stopped = {}, {}, threading.Event()
        self.last = self.ask("SELECT ifnull(max(key), 0) FROM availability")[0][0]
        self.errors = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [tool.binary, "status", "--from-file", "-", "--format", "json", "--directory", tool.directory],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors)
        self.threads = [threading.Thread(target=self.send), threading.Thread(target=self.look)]
        for thread in self.threads:
            thread.start()

    def ask(self, question):
        database = sqlite3.connect(f"file:{self.directory}?mode=ro", uri=True, timeout=60)
        try:
            return database.execute(question).fetchall()
        finally:
            database.close()

    def send(self):
        number = 0
        while not self.stopped.is_set():
            line = json.dumps({"unit": f"known-{number % UNITS}", "status": "available" if number % 2 else "on-scene",
                               "note": str(number)}) + "\n"
            self.sent[number] = time.monotonic()
            try:
                os.write(self.process.stdin.fileno(), line.encode())
            except BrokenPipeError:
                return
            number += 1
            self.stopped.wait(self.interval)

    def look(self):
        """Reads what is new on the disk, as any other process would."""
        database = sqlite3.connect(f"file:{self.directory}?mode=ro", uri=True, timeout=60)
        last = self.last
        while True:
            done = self.process.poll() is not None
            rows = database.execute("SELECT key, note FROM availability WHERE key > ? ORDER BY key", (last,)).fetchall()
            now = time.monotonic()
            for key, note in rows:
                self.seen[int(note)] = now
                last = key
            if done:
                break
            time.sleep(0.01)
        database.close()

    def stop(self):
        """Ends the stream; gives what the feed says of it."""
        self.stopped.set()
        self.threads[0].join()
        if self.process.poll() is None:
            self.process.stdin.close()
        self.process.wait()
        self.threads[1].join()
        output = self.process.stdout.read()
        self.errors.seek(0)
        return (json.loads(output) if output else {}), self.errors.read()

    def latencies(self, since=0, until=float("inf")):
        """Seconds from sending to the disk of the reports sent within a time; those not there count as lost."""
        return sorted(self.seen.get(number, float("inf")) - moment for number, moment in list(self.sent.items())
                      if since <= moment <= until)


class Trial:
    def __init__(self, binary, folder):
        self.folder, self.findings = folder, 0
        self.tool = product.Product(binary, folder / "directory.sqlite")
        known = folder / "known.xml"
        known.write_text(HEAD.format(id="known") + "".join(
            f'<station id="known-s{n}"><name>K{n}</name><position lat="{52 + n / 1000}" lon="5.2" quality="building"/>'
            f'<unit id="known-{n}" type="TS"/></station>\n' for n in range(UNITS)) + "</registry>\n")
        self.tool.run("import", known, "--quiet")

    def finding(self, text):
        self.findings += 1
        print("finding:", text)

    def command(self, *arguments):
        return [self.tool.binary, *map(str, arguments), "--directory", self.tool.directory]

    def judge(self, feed, what, since=0, until=float("inf"), limit=None):
        """That all reports are there, and 99 of 100 in time."""
        latencies = feed.latencies(since, until)
        lost = sum(latency == float("inf") for latency in latencies)
        if lost:
            self.finding(f"{what}: {lost} of {len(latencies)} reports are not on the disk")
        high = latencies[min(len(latencies) - 1, len(latencies) * 99 // 100)] if latencies else 0
        if limit is not None and high > limit:
            self.finding(f"{what}: 99 of 100 reports take up to {high:.2f} s")
        return (f"{len(latencies)} reports, median {latencies[len(latencies) // 2] * 1000:.0f} ms, "
                f"99 of 100 within {high * 1000:.0f} ms, longest {latencies[-1] * 1000:.0f} ms" if latencies else "no reports")

    def end(self, feed, what):
        report, errors = feed.stop()
        if feed.process.returncode != 0 or report.get("applied", 0) + report.get("late", 0) != len(feed.sent):
            self.finding(f"{what}: of {len(feed.sent)} reports the feed says {report}, exit {feed.process.returncode}: {errors}")
        return errors

    # The trials.

    def stalled_writer(self, seconds):
        """Somebody holds the right to write, longer than any single writer waits, and is killed."""
        feed = Feed(self.tool, 0.02)
        time.sleep(0.5)
        holder = subprocess.Popen([sys.executable, "-c", (
            "import sqlite3, sys, time\n"
            "database = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "database.execute('PRAGMA busy_timeout = 60000')\n"
            "database.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\ntime.sleep(3600)"), self.tool.directory],
            stdout=subprocess.PIPE)
        holder.stdout.readline()
        began = time.monotonic()
        if seconds > 10:
            busy = subprocess.run(self.command("status", "known-0", "on-scene"), capture_output=True, check=False)
            waited = time.monotonic() - began
            if busy.returncode != 4 or not 9 <= waited <= 15:
                self.finding(f"a single report beside a stalled writer: exit {busy.returncode} after {waited:.1f} s")
        time.sleep(max(0, seconds - (time.monotonic() - began)))
        holder.kill()
        holder.wait()
        ended = time.monotonic()
        time.sleep(0.5)
        errors = self.end(feed, "a stalled writer")
        text = self.judge(feed, "a stalled writer")
        if len(errors.strip().splitlines()) != 2:
            self.finding(f"the feed does not say once that it waits and once that it goes on: {errors!r}")
        late = [moment for number, moment in feed.seen.items() if feed.sent[number] < ended and moment > ended + LIMIT]
        if late:
            self.finding(f"{len(late)} reports come later than two seconds after a killed writer")
        print(f"a writer that stalls for {seconds} s and is killed: {text}")

    def stalled_pipe(self):
        """An import whose pipe falls silent keeps nobody from writing, and ends by itself."""
        feed = Feed(self.tool, 0.02)
        began = time.monotonic()
        process = subprocess.Popen(self.command("import", "-", "--max-silence", "2", "--format", "json"),
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdin.write((HEAD.format(id="silent") + "<!-- nothing more -->\n").encode())
        process.stdin.flush()
        single = subprocess.run(self.command("status", "known-1", "on-scene", "--note=-1"), capture_output=True, check=False)
        second = subprocess.run(self.command("import", self.folder / "known.xml"), capture_output=True, check=False)
        told = second.stderr.decode().strip().splitlines()
        code = process.wait()
        took = time.monotonic() - began
        output = json.loads(process.stdout.read())
        process.stdin.close()
        if single.returncode != 0:
            self.finding(f"a single report beside a silent import: {single.stderr.decode()}")
        if second.returncode != 0 or len(told) != 1:
            self.finding(f"an import beside a silent one: exit {second.returncode}, {told}")
        if code != 3 or output[0]["problems"][-1]["code"] != "input-silent" or took > 10:
            self.finding(f"a silent import ends after {took:.1f} s with {code}: {output}")
        self.end(feed, "a silent import")
        feed.seen.pop(-1, None)
        print(f"an import whose pipe is silent: {self.judge(feed, 'a silent import', limit=LIMIT)}")

    def slow_reader(self):
        """A reader who takes his time keeps nobody from writing."""
        feed = Feed(self.tool, 0.01)
        database = sqlite3.connect(f"file:{self.tool.directory}?mode=ro", uri=True, isolation_level=None)
        database.execute("BEGIN")
        before = database.execute("SELECT count(*) FROM availability").fetchone()
        time.sleep(1.5)
        if database.execute("SELECT count(*) FROM availability").fetchone() != before:
            self.finding("a reader does not see one moment")
        database.close()
        self.end(feed, "a slow reader")
        print(f"a slow reader: {self.judge(feed, 'a slow reader', limit=LIMIT)}")

    def generate(self, units, edition, seed=1):
        file = self.folder / f"made-up-{units}-{edition}-{seed}.xml"
        if not file.exists():
            subprocess.run([sys.executable, GENERATOR, "--units", str(units), "--edition", str(edition), "--seed", str(seed),
                            "--output", file], check=True)
        return file

    def few_changed(self, units):
        """Edition 1 a little later: one vehicle of one station in a thousand has another call sign."""
        return self.rewrite(self.generate(units, 1), "few", lambda line: re.sub(
            r'(nl-post-\d*000-TS" type="TS" call-sign=")', r"\1x", line.replace("2026-05-01", "2026-05-15")))

    def all_changed(self, units):
        """Edition 2 a little later: nothing is where it was, and one station in ten has another id."""
        return self.rewrite(self.generate(units, 2, seed=2), "all", lambda line: re.sub(
            r"nl-post-(\d{5})5", r"nl-post-\g<1>5x", line.replace("2026-06-01", "2026-07-01")))

    def rewrite(self, file, name, change):
        target = file.with_name(f"{file.stem}-{name}.xml")
        if not target.exists():
            with open(file, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as output:
                output.writelines(change(line) for line in lines)
        return target

    def large_import(self, file, units, what):
        """A large registry is imported while reports come in."""
        feed = Feed(self.tool, 0.01)
        time.sleep(0.3)
        began = time.monotonic()
        with tempfile.TemporaryFile("w+") as output:
            process = subprocess.Popen(self.command("import", file, "--quiet"), stdout=output, stderr=output)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            ended = time.monotonic()
            time.sleep(0.3)
            if process.returncode != 0:
                output.seek(0)
                self.finding(f"{what}: {output.read()}")
        errors = self.end(feed, what)
        print(f"{what} of {units} units in {ended - began:.1f} s and {usage.ru_maxrss // 1024} MB: "
              f"{self.judge(feed, what, began, ended, LIMIT)} {errors.strip()}", flush=True)

    def killed_imports(self, units, rounds, dice):
        """Imports of a registry that is new are killed beside a feed; the next one finds nothing of them in its way."""
        file = self.generate(units, 1)
        text = file.read_text().replace(f'id="made-up-{units}"', 'id="killed"').replace("nl-post-", "killed-")
        file = self.folder / "killed.xml"
        file.write_text(text)
        feed = Feed(self.tool, 0.02)
        before = self.tool.json("info")["registries"]
        count = "SELECT count(*) FROM sqlite_master WHERE type = 'index'"
        whole = feed.ask(count)[0][0]
        start = time.monotonic()
        subprocess.run(self.command("validate", file, "--quiet")[:-2], check=False, capture_output=True)
        usual = time.monotonic() - start
        killed = 0
        for number in range(rounds):
            process = subprocess.Popen(self.command("import", file, "--quiet"), stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=dice.uniform(0.2, 1.8) * usual)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
            after = self.tool.json("info")["registries"]
            listed = [entry["id"] for entry in after]
            if "killed" in listed:
                if next(entry["units"] for entry in after if entry["id"] == "killed") != units:
                    self.finding("a killed import leaves a part of a registry")
                break
            if after != before:
                self.finding(f"a killed import changes the directory: {after}")
        self.end(feed, "killed imports")
        self.tool.run("import", file, "--quiet")
        database = sqlite3.connect(self.tool.directory)
        rest = database.execute("SELECT count(*) FROM unit WHERE registry NOT IN (SELECT key FROM registry UNION SELECT 0)")
        indexes = database.execute(count)
        found = rest.fetchone()[0], indexes.fetchone()[0], database.execute("PRAGMA integrity_check").fetchone()[0]
        database.close()
        if found[0] or found[1] != whole or found[2] != "ok":
            self.finding(f"after killed imports and a whole one, rows of nobody, indexes, integrity: {found}")
        print(f"killed {killed} imports beside a feed: {self.judge(feed, 'killed imports', limit=LIMIT)}", flush=True)

    def killed_next_editions(self, units, rounds, dice):
        """Imports of a next edition in which all is changed are killed beside a feed, and done again."""
        def change(line):
            return line.replace(f'id="made-up-{units}"', 'id="next"').replace("nl-post-", "next-")

        files = [self.rewrite(self.generate(units, 1), "next", change), self.rewrite(self.all_changed(units), "next", change)]
        digests = []
        for file in files:
            fresh = product.Product(self.tool.binary, self.folder / "fresh.sqlite")
            fresh.run("import", file, "--quiet")
            digests.append(self.digest(fresh))
            fresh.directory.unlink()
        self.tool.run("import", files[0], "--quiet")
        began = time.monotonic()
        self.tool.run("import", files[1], "--quiet")
        usual = time.monotonic() - began
        feed = Feed(self.tool, 0.02)
        current, counts = 1, {"old": 0, "midway": 0, "new": 0}
        for number in range(rounds):
            following = 1 - current
            command = self.command("import", files[following], "--quiet", "--allow-older")
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=dice.uniform(0.3, 1.3) * usual)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
            midway = feed.ask("SELECT count(*) FROM coming")[0][0] > 0
            found = self.digest(self.tool)
            if found not in digests or midway and found != digests[current]:
                self.finding(f"kill {number + 1} of a next edition leaves neither edition whole")
            counts["midway" if midway else "old" if found == digests[current] else "new"] += 1
            self.sound(f"kill {number + 1} of a next edition")
            # What the killed one left may be in its way; it may also have been done already.
            self.tool.run("import", files[following], "--quiet", "--allow-older")
            if self.digest(self.tool) != digests[following]:
                self.finding(f"the import after kill {number + 1} of a next edition is not what it should be")
            left = [feed.ask(f"SELECT count(*) FROM {table}")[0][0]
                    for table in ("coming", "staging", "unit_leaving", "station_leaving")]
            if any(left):
                self.finding(f"the import after kill {number + 1} of a next edition leaves rows behind: {left}")
            current = following
        self.sound("killed next editions")
        self.end(feed, "killed next editions")
        print(f"killed {rounds} imports of a next edition of {units} units: {counts['old']} had written nothing, "
              f"{counts['midway']} left a part that nobody sees, {counts['new']} the new edition: "
              f"{self.judge(feed, 'killed next editions')}")

    def digest(self, tool):
        return hashlib.sha256(tool.run("export", "--format", "native", "--registry", "next")).hexdigest()

    def sound(self, what):
        done = subprocess.run(self.command("check"), capture_output=True, check=False)
        if done.returncode != 0:
            self.finding(f"after {what}, the directory is not sound: {done.stdout.decode()[-1000:]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser, directory=False)
    parser.add_argument("--units", type=int, default=20_000, help="the size of the large registry (20000)")
    parser.add_argument("--rounds", type=int, default=3, help="how many imports are killed (3)")
    parser.add_argument("--stall", type=float, default=3, help="for how many seconds a writer stalls (3)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(arguments.binary, Path(folder))
        trial.stalled_writer(arguments.stall)
        trial.stalled_pipe()
        trial.slow_reader()
        units = arguments.units
        trial.large_import(trial.generate(units, 1), units, "a new registry")
        trial.large_import(trial.few_changed(units), units, "its next edition with few changes")
        trial.large_import(trial.generate(units, 2), units, "its next edition with an eighth changed")
        trial.large_import(trial.all_changed(units), units, "its next edition with all changed")
        dice = random.Random(arguments.seed)
        trial.killed_imports(min(units, 100_000), arguments.rounds, dice)
        trial.killed_next_editions(min(max(units, 40_000), 100_000), arguments.rounds, dice)
    print(f"{trial.findings} findings")
    sys.exit(1 if trial.findings else 0)


if __name__ == "__main__":
    main()
