#!/usr/bin/env python3
"""Measures how many status reports a second are on the disk, beside Python's sqlite3 with one upsert per report.

The registries are made up, by Tests/Benchmarks/import/generate_registry.py, the reports at random over their units. Both
sides write with synchronous=FULL and WAL, read the same file, and must say the same of every unit at the end. The peer
parses nothing but JSON, keeps only the latest report, and is measured with a transaction for each report, which is what it
costs to have each on the disk as it comes, and with one for a thousand.
"""
import argparse
import json
import random
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
GENERATOR = ROOT / "Tests/Benchmarks/import/generate_registry.py"
UPSERT = """INSERT INTO latest VALUES (?, ?, ?) ON CONFLICT (unit) DO UPDATE
  SET status = excluded.status, since = excluded.since WHERE excluded.since >= latest.since"""
START = 1_764_000_000


def write_reports(directory, count, path, seed):
    """Reports on random units, one in ten late."""
    database = sqlite3.connect(directory)
    units = [row[0] for row in database.execute("SELECT DISTINCT id FROM unit ORDER BY id")]
    database.close()
    choose = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            since = START + number - (choose.randrange(1, 5_000) if choose.random() < 0.1 else 0)
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(since))
            file.write(json.dumps({"unit": choose.choice(units), "status": f"FMS:{choose.randrange(1, 9)}",
                                   "since": moment}) + "\n")
    return len(units)


def ours(binary, template, folder, reports):
    directory = folder / "directory.sqlite"
    for path in folder.glob("directory.sqlite*"):
        path.unlink()
    shutil.copy(template, directory)
    start = time.monotonic()
    done = subprocess.run([binary, "status", "--from-file", reports, "--directory", directory, "--format", "json"],
                          capture_output=True, text=True, check=False)
    seconds = time.monotonic() - start
    if done.returncode != 0:
        raise Failed(done.stderr or done.stdout)
    report = json.loads(done.stdout)
    if report["applied"] + report["late"] + report["duplicate"] != report["read"]:
        raise Failed(f"not all reports were kept: {report}")
    return report["read"] / seconds, directory


def peer(folder, reports, batch, limit):
    """Reports a second, and the database; `limit` keeps the slow way from taking all day."""
    path = folder / "peer.sqlite"
    for file in folder.glob("peer.sqlite*"):
        file.unlink()
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("""PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE latest (unit TEXT PRIMARY KEY, status TEXT, since TEXT) WITHOUT ROWID""")
    count = 0
    start = time.monotonic()
    with open(reports, encoding="utf-8") as file:
        for line in file:
            if count % batch == 0:
                database.execute("BEGIN")
            report = json.loads(line)
            database.execute(UPSERT, (report["unit"], report["status"], report["since"]))
            count += 1
            if count % batch == 0:
                database.execute("COMMIT")
            if count == limit:
                break
    if database.in_transaction:
        database.execute("COMMIT")
    seconds = time.monotonic() - start
    database.close()
    return count / seconds, path


def compare(directory, path):
    """That both say the same times are the latest."""
    database = sqlite3.connect(directory)
    own = dict(database.execute(
        "SELECT unit, strftime('%Y-%m-%dT%H:%M:%SZ', max(since), 'unixepoch') FROM availability GROUP BY unit"))
    database.close()
    database = sqlite3.connect(path)
    other = dict(database.execute("SELECT unit, since FROM latest"))
    database.close()
    if own != other:
        raise Failed("the two sides disagree on the latest reports")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/mutualaid", help="the release build")
    parser.add_argument("--units", type=int, action="append", help="a size; may be repeated (100000, 1000000)")
    parser.add_argument("--reports", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="put the table into Tests/Benchmarks/README.md")
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()
    lines = [*machine.description(), f"Medians of {arguments.rounds} rounds.", "",
             "| reports/s on the disk | `mutualaid status` | sqlite3, 1,000 a transaction | sqlite3, one a transaction |",
             "|---|---:|---:|---:|"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for units in arguments.units or [100_000, 1_000_000]:
            registry, template, reports = folder / "registry.xml", folder / f"{units}.sqlite", folder / "reports.jsonl"
            subprocess.run([sys.executable, GENERATOR, "--units", str(units), "--seed", str(arguments.seed), "--output",
                            registry], check=True)
            subprocess.run([binary, "import", ROOT / "Datasets/vocabulary", registry, "--directory", template, "--quiet"],
                           check=True, stderr=subprocess.DEVNULL)
            found = write_reports(template, arguments.reports, reports, arguments.seed)
            rates = {side: [] for side in ("ours", "batches", "single")}
            for _ in range(arguments.rounds):
                rate, directory = ours(binary, template, folder, reports)
                rates["ours"].append(rate)
                rate, path = peer(folder, reports, 1_000, None)
                rates["batches"].append(rate)
                compare(directory, path)
                rates["single"].append(peer(folder, reports, 1, 20_000)[0])
            lines.append(f"| {found:,} units, {arguments.reports:,} reports | "
                         + " | ".join(f"{statistics.median(rate):,.0f}" for rate in rates.values()) + " |")
    print("\n".join(lines))
    if arguments.write:
        readme.write("status", lines)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
