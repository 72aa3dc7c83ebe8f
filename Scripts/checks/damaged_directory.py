#!/usr/bin/env python3
"""Damages a small directory in every way and asks the program: each verb answers right, or says that there is damage.

Bits are flipped, pages swapped, zeroed and cut off, and values of other types written by another program. Every verb must
end with an exit code up to 4 and not by a signal, and where it ends with 0 or 1, its answer must be that of the whole
directory. `check` must find the damage wherever it is.
"""
import argparse
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import product

FIXTURES = product.ROOT / "Tests/CommandTests/Fixtures"
PAGE = 8192
TIME = ("--time", "2026-01-07T10:00:00Z")
QUESTIONS = (
    ("info", "--format", "json"), ("history", "--format", "json"),
    ("nearest", "--at", "50.77,6.02", "--scope", "all", "--count", "50", "--format", "json", *TIME),
    ("match", "--at", "50.77,6.02", "--need", "pumping:2", "--format", "json", *TIME),
    ("coverage", "--format", "json", *TIME), ("export", "--format", "native"), ("export", "--format", "csv"),
    ("history", "--unit", "nl-oosthoek.ts1", "--format", "json"))


def answer(tool, question):
    """The exit code, and the answer without what differs from run to run."""
    done = subprocess.run([tool.binary, *question, "--directory", tool.directory], capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=60)
    text = re.sub(rb'"(elapsed_us|seconds)" ?: ?[0-9.]+', b"", done.stdout)
    return done.returncode, text.replace(str(tool.directory).encode(), b""), done.stderr.decode("utf-8", "replace")


def flip(data, dice):
    place = dice.randrange(len(data))
    data[place] ^= 1 << dice.randrange(8)
    return f"a bit of byte {place}"


def scatter(data, dice):
    for _ in range(16):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return "16 bytes"


def swap(data, dice):
    one, other = (dice.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[one:one + PAGE], data[other:other + PAGE] = data[other:other + PAGE], data[one:one + PAGE]
    return f"pages {one // PAGE + 1} and {other // PAGE + 1} swapped"


def zero(data, dice):
    page = dice.randrange(len(data) // PAGE)
    data[page * PAGE:(page + 1) * PAGE] = bytes(PAGE)
    return f"page {page + 1} zeroed"


def cut(data, dice):
    length = dice.randrange(len(data))
    del data[length:]
    return f"cut to {length} bytes"


def header(data, dice):
    place = dice.randrange(100)
    data[place] = dice.randrange(256)
    return f"byte {place} of the header"


def retype(path, dice):
    """Another program writes bytes where text or numbers belong, or takes rows away."""
    database = sqlite3.connect(path)
    try:
        tables = [name for (name,) in database.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")]
        table = dice.choice(tables)
        column = dice.choice([row[1] for row in database.execute(f'PRAGMA table_info("{table}")')])
        change = dice.choice(["x'fffe01'", "'text'", "-1", "NULL"])
        database.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {change}')
        database.commit()
        return f"{table}.{column} = {change}"
    except sqlite3.Error as error:
        return f"nothing: {error}"
    finally:
        database.close()


def damage(whole, path, dice):
    for rest in ("-wal", "-shm"):
        Path(f"{path}{rest}").unlink(missing_ok=True)
    if dice.random() < 0.2:
        path.write_bytes(whole)
        return retype(path, dice)
    data = bytearray(whole)
    kind = dice.choice((flip, flip, flip, scatter, swap, zero, cut, header))
    words = kind(data, dice)
    path.write_bytes(data)
    return words


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    product.add_arguments(parser, directory=False)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    findings = noticed = 0
    with tempfile.TemporaryDirectory() as folder:
        tool = product.Product(options.binary, Path(folder) / "directory.sqlite")
        tool.run("import", FIXTURES / "base", "--quiet")
        tool.run("import", FIXTURES / "more/nl-later.xml", "--quiet")
        tool.run("status", "nl-oosthoek.ts1", "on-scene", "--source", "check")
        truths = [answer(tool, question) for question in QUESTIONS]
        for question, (code, _, errors) in zip(QUESTIONS, truths):
            if code > 1:
                raise SystemExit(f"{question[0]} ended with {code} on the whole directory: {errors}")
        whole = tool.directory.read_bytes()
        for number in range(options.rounds):
            words = damage(whole, tool.directory, dice)
            is_same = tool.directory.read_bytes() == whole
            for question, truth in zip(QUESTIONS, truths):
                code, text, errors = answer(tool, question)
                if not 0 <= code <= 4:
                    findings += 1
                    print(f"finding: {number}, {words}: {question[0]} ended with {code}: {errors.strip()[:200]}")
                elif code <= 1 and (code, text) != truth[:2]:
                    findings += 1
                    print(f"finding: {number}, {words}: {' '.join(question[:2])} gave another answer")
                elif code > 1:
                    noticed += 1
            code, _, errors = answer(tool, ("check",))
            if (code == 0) != is_same:
                findings += 1
                print(f"finding: {number}, {words}: check ended with {code}: {errors.strip()[:200]}")
    print(f"{options.rounds} damaged directories, {len(QUESTIONS) * options.rounds} questions, {noticed} refused; "
          f"{findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
