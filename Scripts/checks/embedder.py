#!/usr/bin/env python3
"""Builds and runs a program as a stranger would write it, with the library MutualAid and nothing else.

    embedder.py [--scratch-path DIR] [-- OPTIONS OF SWIFT BUILD]

The program is the package Tests/Embedder. Its text must be the Swift example of README and of the catalogue's first article, to
the byte; it must build without a warning, answer, and link neither a solver (COIN-OR) nor a reader of YAML nor anything that
stands above the library. With --scratch-path and the options of an earlier build of this package, what was built then is
built no second time.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import manifest

PACKAGE = manifest.ROOT / "Tests/Embedder"
PROGRAM = PACKAGE / "Sources/Embedder/main.swift"
TEXTS = [manifest.ROOT / "README.md", manifest.ROOT / "Sources/MutualAid/Documentation.docc/GettingStarted.md"]
EXAMPLE = re.compile(r"```swift\n(import MutualAid\n.*?)```\n", re.DOTALL)
# Parts of names of shared libraries, and of modules in mangled symbols.
LIBRARIES = ["libCbc", "libCgl", "libClp", "libOsi", "libCoinUtils"]
MODULES = ["Presentation", "MutualAidPlanning", "Siting", "Yams", "ArgumentParser"]
# What the program prints of each unit: an id, seconds, a verdict.
LINE = re.compile(r"[\w.-]+ \d+(\.\d+)? [\w-]+")


def examples():
    """What is wrong with the examples in the texts."""
    for text in TEXTS:
        found = EXAMPLE.findall(text.read_text(encoding="utf-8"))
        if len(found) != 1:
            yield f"{text.name} has {len(found)} Swift examples that begin with 'import MutualAid'"
        elif found[0] != PROGRAM.read_text(encoding="utf-8"):
            yield f"the Swift example in {text.name} is not the text of {PROGRAM.relative_to(manifest.ROOT)}"


def build(options):
    """The program."""
    command = ["swift", "build", "--package-path", PACKAGE, "--scratch-path", options.scratch_path.resolve(), *options.options]
    # A stranger knows nothing of the switches of our manifest.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MUTUALAID_")}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit("the program does not build:\n" + done.stdout)
    print(done.stdout.strip().splitlines()[-1])
    shown = subprocess.run([*command, "--show-bin-path"], capture_output=True, text=True, check=True, env=environment)
    return Path(shown.stdout.strip()) / "Embedder"


def run(program):
    """What is wrong with its answer."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "Datasets").symlink_to(manifest.ROOT / "Datasets")
        done = subprocess.run([program], cwd=folder, capture_output=True, text=True, check=False)
    print(done.stdout, end="")
    if done.returncode or done.stderr:
        yield f"the program ended with {done.returncode}: {done.stderr.strip()}"
    lines = done.stdout.splitlines()
    if not lines or not all(LINE.fullmatch(line) for line in lines):
        yield "the program does not print a line for each unit"


def linked(program):
    """What it should not link."""
    libraries = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    yield from (f"the program links {name}" for name in LIBRARIES if name in libraries)
    symbols = subprocess.run(["nm", program], capture_output=True, text=True, check=True).stdout
    for module in MODULES:
        if re.search(rf"\$s{len(module)}{module}", symbols):
            yield f"the program has code of the module {module}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--scratch-path", type=Path, default=manifest.ROOT / ".build-embedder", help="where it is built")
    parser.add_argument("options", nargs="*", help="of swift build, behind --")
    options = parser.parse_args()
    program = build(options)
    findings = [*examples(), *run(program), *linked(program)]
    print("\n".join(findings + [f"{len(findings)} findings"]))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
