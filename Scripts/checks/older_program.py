#!/usr/bin/env python3
"""Builds an older version of the program from the repository's own history and lets both meet each other's directories.

The older program must refuse the directories of this one, or answer right, and never damage them; this one must refuse to
read those of the older one and bring them up to date when it writes. The check is left out, with a word, where the history
does not have the older version, as in a shallow clone.
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import product

OLDER = "ddac47b"
FIXTURES = product.ROOT / "Tests/CommandTests/Fixtures"
READING = (
    ("nearest", "--at", "50.77,6.02", "--scope", "all", "--format", "csv", "--time", "2026-01-07T10:00:00Z"),
    ("export", "--format", "native"), ("export", "--format", "csv"))


def build(scratch):
    """The older program; None where the history does not have it."""
    known = subprocess.run(["git", "cat-file", "-e", f"{OLDER}^{{commit}}"], cwd=product.ROOT, capture_output=True)
    if known.returncode != 0:
        return None
    tree = scratch / "tree"
    if not tree.exists():
        subprocess.run(["git", "worktree", "prune"], cwd=product.ROOT, check=True)
        subprocess.run(["git", "worktree", "add", "--detach", "--force", tree, OLDER], cwd=product.ROOT, check=True,
                       capture_output=True)
    command = ["swift", "build", "--product", "mutualaid", "--jobs", "1", "--scratch-path", scratch / "build"]
    subprocess.run(command, cwd=tree, check=True, stdout=sys.stderr)
    shown = subprocess.run([*command, "--show-bin-path"], cwd=tree, check=True, capture_output=True, text=True)
    return Path(shown.stdout.strip()) / "mutualaid"


class Meeting:
    def __init__(self):
        self.findings = 0

    def finding(self, text):
        self.findings += 1
        print("finding:", text)

    def older_meets_new(self, older, newer):
        """The older program on a directory of this one."""
        newer.run("import", FIXTURES / "base", "--quiet")
        truths = [newer.run(*question) for question in READING]
        guest = product.Product(older, newer.directory)
        for arguments in (*READING, ("info",), ("status", "nl-oosthoek.ts1", "on-scene"),
                          ("import", FIXTURES / "base/nl.xml"), ("rollback", "nl", "1")):
            done = subprocess.run([guest.binary, *map(str, arguments), "--directory", guest.directory],
                                  stdin=subprocess.DEVNULL, capture_output=True)
            if done.returncode != 4 and done.stdout not in truths:
                self.finding(f"the older program's {arguments[0]} ended with {done.returncode} on a new directory")
        try:
            newer.run("check")
        except product.ProductError as error:
            self.finding(f"the older program has damaged a new directory: {error}")
        if [newer.run(*question) for question in READING] != truths:
            self.finding("after the older program, the new one answers something else")

    def new_meets_older(self, older, newer):
        """This program on a directory of the older one."""
        host = product.Product(older, newer.directory)
        host.run("import", FIXTURES / "base", "--quiet")
        truths = [host.run(*question) for question in READING]
        for question in READING:
            done = subprocess.run([newer.binary, *question, "--directory", newer.directory], capture_output=True)
            if done.returncode != 4 or b"older version" not in done.stderr:
                self.finding(f"{question[0]} of an older directory ended with {done.returncode}: {done.stderr.decode()}")
        if [host.run(*question) for question in READING] != truths:
            self.finding("a refused question has changed an older directory")
        # Nothing is new in it: only the directory is brought up to date.
        newer.run("import", FIXTURES / "base", "--quiet")
        newer.run("check")
        # Outputs have grown since: what counts is that it answers as a directory that this program has made.
        fresh = product.Product(newer.binary, newer.directory.with_name("fresh.sqlite"))
        fresh.run("import", FIXTURES / "base", "--quiet")
        for question in READING:
            if newer.run(*question) != fresh.run(*question):
                self.finding(f"{question[0]} answers something else after an older directory was brought up to date")
        kept = product.Product(older, f"{newer.directory}.before-upgrade")
        if [kept.run(*question) for question in READING] != truths:
            self.finding("the copy that was kept is not what was there before")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    product.add_arguments(parser, directory=False)
    parser.add_argument("--older", type=Path, help=f"a build of {OLDER}; without it, one is made")
    parser.add_argument("--scratch-path", type=Path, default=product.ROOT / ".build/older",
                        help="where the older version is built, and kept for the next time")
    options = parser.parse_args()
    older = options.older or build(options.scratch_path.resolve())
    if older is None:
        print(f"left out: the history here does not have {OLDER}")
        return 0
    meeting = Meeting()
    with tempfile.TemporaryDirectory() as folder:
        meeting.older_meets_new(older, product.Product(options.binary, Path(folder) / "new.sqlite"))
        meeting.new_meets_older(older, product.Product(options.binary, Path(folder) / "old.sqlite"))
    print(f"{meeting.findings} findings" if meeting.findings else f"{OLDER} and this program leave each other's files whole")
    return 1 if meeting.findings else 0


if __name__ == "__main__":
    sys.exit(main())
