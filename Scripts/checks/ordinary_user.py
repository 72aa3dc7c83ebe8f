#!/usr/bin/env python3
"""Reads a directory as a user who may not write to it: in an open folder, in a read-only one and on a read-only mount.

After every import and report, somebody without the right to write must get the same answers as the owner: while the log
stands beside the file, after a copy of the file alone, and while others write. Where changes are in the log and cannot be
read, the error must say so and what to do. Run by root it asks as the user nobody; run by another user it takes the rights
away from itself, where mounts are left out.
"""
import argparse
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import product

FIXTURES = product.ROOT / "Tests/CommandTests/Fixtures"
IS_ROOT = os.geteuid() == 0
QUESTIONS = (
    ("info", "--format", "json"), ("nearest", "--at", "50.77,6.02", "--scope", "all", "--format", "csv"),
    ("export", "--format", "native"), ("history",), ("check",))


class Reader:
    """Asks the program without the right to write."""

    def __init__(self, binary):
        self.binary = binary
        self.prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] if IS_ROOT else []
        self.findings = 0

    def run(self, *arguments, directory):
        command = [*self.prefix, self.binary, *map(str, arguments), "--directory", str(directory)]
        done = subprocess.run(command, capture_output=True, env={"HOME": "/nonexistent", "PATH": "/usr/bin:/bin"})
        return done.returncode, done.stdout, done.stderr.decode()

    def finding(self, text):
        self.findings += 1
        print("finding:", text)

    def compare(self, moment, directory, expected):
        """That every question is answered as the owner is answered."""
        for question, right in zip(QUESTIONS, expected):
            code, output, errors = self.run(*question, directory=directory)
            output = output.replace(str(directory).encode(), b"PATH")
            if code != 0 or output != right:
                self.finding(f"{moment}: {question[0]} ended with {code}: {errors.strip() or 'another answer'}")


def answers(tool):
    return [tool.run(*question).replace(str(tool.directory).encode(), b"PATH") for question in QUESTIONS]


def protect(folder, mode):
    for path in folder.iterdir():
        path.chmod(0o444 if mode & 0o200 == 0 else 0o644)
    folder.chmod(mode)


def check(binary, folder):
    reader = Reader(binary)
    shared = folder / "shared"
    shared.mkdir()
    tool = product.Product(binary, shared / "directory.sqlite")
    tool.run("import", FIXTURES / "base", "--quiet")

    def everywhere(moment):
        expected = answers(tool)
        modes = (("a folder of another user", 0o755),) if IS_ROOT else ()
        for name, mode in (*modes, ("a read-only folder", 0o555)):
            protect(shared, mode)
            try:
                reader.compare(f"{moment}, {name}", tool.directory, expected)
            finally:
                protect(shared, 0o755)
        alone = folder / "alone"
        alone.mkdir()
        shutil.copy(tool.directory, alone)
        protect(alone, 0o555)
        reader.compare(f"{moment}, a copy of the file alone in a read-only folder", alone / tool.directory.name, expected)
        if IS_ROOT:
            mount(reader, moment, shared, folder / "mount", tool.directory.name, expected)
        alone.chmod(0o755)
        shutil.rmtree(alone)

    everywhere("after an import")
    tool.run("status", "nl-oosthoek.ts1", "on-scene", "--source", "check")
    everywhere("after a report")
    tool.run("rollback", "nl", "1")
    everywhere("after a rollback")
    unrecovered(reader, tool, folder)
    if IS_ROOT:
        while_others_write(reader, tool)
    return reader.findings


def mount(reader, moment, shared, place, name, expected):
    """The same on a mount without the right to write, in a namespace of its own where mounts are allowed."""
    place.mkdir(exist_ok=True)
    bound = subprocess.run(["mount", "--bind", "-o", "ro", str(shared), str(place)], capture_output=True)
    if bound.returncode != 0:
        print("left out: a read-only mount cannot be made here")
        return
    try:
        remounted = subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], capture_output=True)
        if remounted.returncode == 0:
            reader.compare(f"{moment}, a read-only mount", place / name, expected)
    finally:
        subprocess.run(["umount", str(place)], check=True)


def unrecovered(reader, tool, folder):
    """Changes that a killed writer left in the log, and nobody may write: an error that says what to do."""
    left = folder / "left"
    left.mkdir()
    feed = subprocess.Popen(
        [tool.binary, "status", "--from-file", "-", "--directory", tool.directory, "--quiet"], stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    log = Path(f"{tool.directory}-wal")
    for number in range(200):
        feed.stdin.write(b'{"unit": "nl-oosthoek.ts1", "status": "available", "since": "2026-01-01T00:%02d:%02dZ"}\n'
                         % divmod(number, 60))
        feed.stdin.flush()
        try:
            feed.wait(0.05)
        except subprocess.TimeoutExpired:
            pass
        if log.exists() and log.stat().st_size > 0:
            break
    shutil.copy(tool.directory, left)
    shutil.copy(log, left)
    feed.stdin.close()
    feed.wait()
    if (left / log.name).stat().st_size == 0:
        reader.finding("the feed left nothing in the log: the check has looked at nothing")
    protect(left, 0o555)
    code, _, errors = reader.run("info", directory=left / tool.directory.name)
    if code == 0 or "write-ahead log" not in errors:
        reader.finding(f"changes in a log that cannot be read: info ended with {code}: {errors.strip()}")
    protect(left, 0o755)
    # The owner brings them together, and then everybody can read.
    owner = product.Product(tool.binary, left / tool.directory.name)
    owner.run("status", "nl-oosthoek.ts1", "on-scene", "--source", "check")
    expected = answers(owner)
    protect(left, 0o555)
    reader.compare("after the owner has written again", owner.directory, expected)
    protect(left, 0o755)


def while_others_write(reader, tool):
    """Somebody reads while the owner's feed is running."""
    feed = subprocess.Popen(
        [tool.binary, "status", "--from-file", "-", "--directory", tool.directory, "--quiet"], stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for number in range(20):
            feed.stdin.write(b'{"unit": "nl-oosthoek.ts1", "status": "available", "since": "2026-01-02T00:00:%02dZ"}\n'
                             % number)
            feed.stdin.flush()
            code, _, errors = reader.run("nearest", "--at", "50.77,6.02", "--scope", "all", directory=tool.directory)
            if code != 0:
                reader.finding(f"while a feed runs: nearest ended with {code}: {errors.strip()}")
    finally:
        feed.stdin.close()
        feed.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # The user nobody has to reach the program and the directory.
        folder = Path(folder)
        folder.chmod(0o755)
        binary = folder / "mutualaid"
        shutil.copy(options.binary, binary)
        binary.chmod(0o755)
        findings = check(binary, folder)
    print(f"{findings} findings" if findings else "everybody who may read can read")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
