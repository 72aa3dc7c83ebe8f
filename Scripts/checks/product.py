"""Runs the command line tool under test; shared by the checks.

The checks treat the tool as a black box: they know its options and the JSON that the design promises, nothing else.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT / "Datasets"
DEBUG_BINARY = ROOT / ".build/debug/mutualaid"
RELEASE_BINARY = ROOT / ".build/release/mutualaid"
# Checks read English, whatever language whoever runs them reads.
os.environ["MUTUALAID_LANG"] = "en"


class ProductError(Exception):
    """The tool failed, or said something that is not JSON."""


def add_arguments(parser, directory=True):
    """The options that all checks have."""
    default = RELEASE_BINARY if RELEASE_BINARY.exists() else DEBUG_BINARY
    parser.add_argument("--binary", type=Path, default=default,
                        help="the mutualaid executable (the release build where there is one, else the debug build)")
    parser.add_argument("--datasets", type=Path, default=DATASETS, help="the Datasets folder")
    if directory:
        parser.add_argument("--directory", type=Path, required=True,
                            help="a directory into which only the Datasets folder was imported; made where missing")


class Product:
    """The executable, bound to one directory file."""

    def __init__(self, binary, directory):
        self.binary = Path(binary).resolve()
        self.directory = Path(directory).resolve()

    def run(self, *arguments, ok=(0,)):
        """What the tool wrote to standard output, as bytes. Any exit code but those of `ok` is a ProductError."""
        command = [self.binary, *map(str, arguments), "--directory", self.directory]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode not in ok:
            words = " ".join(map(str, command))
            output = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
            raise ProductError(f"exit code {done.returncode} of: {words}\n{output}")
        return done.stdout

    def json(self, *arguments, ok=(0,)):
        """The tool's answer, decoded."""
        text = self.run(*arguments, "--format", "json", ok=ok)
        try:
            return json.loads(text)
        except ValueError as error:
            raise ProductError(f"no JSON from {' '.join(map(str, arguments))}: {error}") from error

    def fill(self, datasets):
        """Imports the Datasets folder, unless the directory is there already."""
        if not self.directory.exists():
            self.directory.parent.mkdir(parents=True, exist_ok=True)
            print(f"importing {datasets} into {self.directory}", file=sys.stderr)
            self.run("import", datasets, "--quiet")
        return self
