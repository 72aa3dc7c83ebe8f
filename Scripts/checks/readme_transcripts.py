#!/usr/bin/env python3
"""Runs the commands that README.md shows, on a directory with the Datasets folder.

A transcript is a fenced block that begins with `$ mutualaid`: what the program writes must be what stands there, to the
byte; --write puts it in. The other lines of fenced blocks that begin with `mutualaid` are run on a copy of the directory and
must end with exit code 0, or 1 where nothing is found; those that name a file which only a user has are left out.
"""
import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import product

README = product.ROOT / "README.md"
TRANSCRIPT = re.compile(r"^```\n\$ mutualaid ([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Files and ids that stand for the user's own, and what needs a browser.
OWN = ("UNIT", "FILE", "PATH", "ID", "REGISTRY", "nl-fire.xml", "brw.xml", "my.xml", "census-grid.csv", "our-norms.xml",
       "sites.csv", "october.json", "november.json", "<", "…", "http://", "--from-file", "page1", "rollback",
       "--format pdf")


def run(binary, words, directory):
    environment = {"PATH": os.environ["PATH"], "HOME": str(directory.parent), "MUTUALAID_DIRECTORY": str(directory)}
    return subprocess.run([binary, *words], cwd=product.ROOT, env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, check=False, text=True)


def transcripts(text, binary, directory):
    """The text with what the program writes in the place of what stands there, and the commands that differ."""
    differing = []

    def renewed(match):
        done = run(binary, shlex.split(match[1]), directory)
        if done.returncode > 1 or done.stdout != match[2]:
            differing.append(f"mutualaid {match[1]} (exit code {done.returncode}) {done.stderr.strip()[:200]}")
        return f"```\n$ mutualaid {match[1]}\n{done.stdout}```"

    return TRANSCRIPT.sub(renewed, text), differing


def commands(text):
    """The lines that are to be run as they stand, without what is said of them."""
    for block in BLOCK.findall(text):
        for line in block.splitlines():
            if line.startswith("mutualaid ") and not any(word in line.split("   #")[0] for word in OWN):
                yield shlex.split(line, comments=True)[1:]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser)
    parser.add_argument("--write", action="store_true", help="put what the program writes into README.md")
    options = parser.parse_args()
    directory = product.Product(options.binary, options.directory).fill(options.datasets).directory
    text = README.read_text(encoding="utf-8")
    renewed, findings = transcripts(text, options.binary.resolve(), directory)
    if options.write:
        README.write_text(renewed, encoding="utf-8")
        findings = []
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "directory.sqlite"
        for words in commands(text):
            if any(word.endswith(".html") for word in words):
                words = [word if not word.endswith(".html") else f"{folder}/{word}" for word in words]
            for name in directory.parent.glob(directory.name + "*"):
                shutil.copy(name, copy.parent / name.name.replace(directory.name, copy.name))
            done = run(options.binary.resolve(), words, copy)
            count += 1
            if done.returncode > 1:
                findings.append(f"exit code {done.returncode}: mutualaid {' '.join(words)}: {done.stderr.strip()[:200]}")
    for finding in findings:
        print(finding)
    print(f"{len(TRANSCRIPT.findall(text))} transcripts, {count} other commands, {len(findings)} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
