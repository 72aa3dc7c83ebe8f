#!/usr/bin/env python3
"""Interrupts long coverage reports at random moments: the file that was there before must stay whole, and alone.

A report that takes a while is written to --output over an older file, and gets SIGINT (as Ctrl-C sends it) at a random
moment of its run. Then the older file must be there to the byte, no other file beside it, and the exit code must not be 0.
A run that was done before the signal came has written the whole new file instead. How long a run takes is measured first;
where the machine is slower or faster afterwards, more or fewer runs are done first, and nothing else changes. That none is
interrupted at all is a finding.
"""
import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import product

TIME = "2026-11-26T10:00:00Z"
OLD = b"an older report\n" * 1000


class Trial:
    def __init__(self, tool, scenarios, folder):
        self.tool, self.folder = tool, folder
        self.output = folder / "report.json"
        self.command = [
            tool.binary, "coverage", "--time", TIME, "--scenario", scenarios, "--border-penalty", "--grid", "2km",
            "--cells", "--format", "json", "--quiet", "--output", self.output, "--directory", tool.directory]
        self.wrong = []

    def start(self):
        self.output.write_bytes(OLD)
        return subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE)

    def whole(self):
        """The report of a run that nobody disturbs, and the seconds that it takes."""
        start = time.monotonic()
        process = self.start()
        _, problem = process.communicate()
        if process.returncode != 0:
            raise product.ProductError(f"exit code {process.returncode}: {problem.decode('utf-8', 'replace')}")
        return self.output.read_bytes(), time.monotonic() - start

    def interrupt(self, delay, report):
        """Whether the signal came in time."""
        process = self.start()
        try:
            process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        process.communicate()
        content = self.output.read_bytes() if self.output.exists() else None
        others = sorted(path.name for path in self.folder.iterdir() if path != self.output)
        moment = f"after {delay:.3f} s, exit code {process.returncode}"
        if others:
            self.wrong.append(f"{moment}: left {', '.join(others)}")
            for name in others:
                (self.folder / name).unlink()
        # A signal that comes while the program says goodbye comes too late to matter.
        is_done = content == report
        if is_done:
            return False
        if content != OLD:
            self.wrong.append(f"{moment}: the older file is {'gone' if content is None else 'another'}")
        if process.returncode == 0:
            self.wrong.append(f"{moment}: success without a report")
        return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser)
    parser.add_argument("--rounds", type=int, default=20, help="every other one late, while the report is written")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    tool = product.Product(arguments.binary, arguments.directory).fill(arguments.datasets)
    # A shell has what it runs in the background ignore SIGINT, and so would the program; a handler here is not inherited.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(tool, arguments.datasets / "scenarios/vaals-at-night.yaml", Path(folder))
        report, seconds = trial.whole()
        starts = [0 if number % 2 == 0 else 0.8 * seconds for number in range(arguments.rounds)]
        interrupted = sum(trial.interrupt(chance.uniform(start, seconds), report) for start in starts)
    if not interrupted:
        trial.wrong.append("no run was interrupted")
    for finding in trial.wrong:
        print(finding)
    print(f"{arguments.rounds} runs of {seconds:.1f} s: {interrupted} interrupted, {arguments.rounds - interrupted} done "
          f"before; {len(trial.wrong)} findings")
    return 1 if trial.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
