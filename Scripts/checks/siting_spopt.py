#!/usr/bin/env python3
"""PySAL's spopt finds the same optimum: SitingBenchmark makes an instance up, solves it and writes it, and spopt solves it with HiGHS.

usage: siting_spopt.py --binary SitingBenchmark [--cells 2000 --sites 200 --count 50 --reach 15 --seed 1] [--median]
The p-median of spopt takes minutes and 2 GB at 2,000 x 200: without --median it is compared on 300 x 60.
"""
import argparse
import json
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pulp

warnings.filterwarnings("ignore")
from spopt.locate import MCLP, PMedian  # noqa: E402


def ours(options, cells, sites, count, folder):
    done = subprocess.run(
        [options.binary, str(cells), str(sites), str(count), str(options.reach), str(options.seed), folder],
        capture_output=True, text=True, check=True)
    people = np.fromfile(Path(folder) / "people.f64")
    costs = np.fromfile(Path(folder) / "costs.f32", dtype=np.float32).reshape(cells, sites).astype(float)
    return json.loads(done.stdout), people, costs


def solver():
    return pulp.HiGHS(msg=False, threads=1)


def report(name, own, theirs, own_seconds, seconds):
    same = abs(own - theirs) <= 1e-6 * max(1, abs(theirs))
    print(f"{name}: {own:.6g} in {own_seconds:.2f} s, spopt {theirs:.6g} in {seconds:.2f} s: "
          + ("the same" if same else "DIFFERENT"))
    return same


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--cells", type=int, default=2000)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--reach", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--median", action="store_true")
    options = parser.parse_args()
    passed = True
    with tempfile.TemporaryDirectory() as folder:
        sizes = (options.cells, options.sites, options.count) if options.median else (300, 60, 12)
        figures, people, costs = ours(options, *sizes, folder)
        began = time.time()
        model = PMedian.from_cost_matrix(costs, people, p_facilities=sizes[2]).solve(solver(), results=False)
        passed &= report("p-median {} x {}, {} sites".format(*sizes), figures["median_exact_cost"],
                         pulp.value(model.problem.objective), figures["median_exact_s"], time.time() - began)
        if not options.median:
            figures, people, costs = ours(options, options.cells, options.sites, options.count, folder)
        began = time.time()
        model = MCLP.from_cost_matrix(costs, people, options.reach, p_facilities=options.count)
        model = model.solve(solver(), results=False)
        passed &= report(f"covering {options.cells} x {options.sites}, {options.count} sites", figures["exact_people"],
                         pulp.value(model.problem.objective), figures["exact_s"], time.time() - began)
        print(f"greedy reaches {figures['greedy_people']:.0f}, {figures['greedy_people'] / figures['exact_people']:.2%} of the best; "
              f"it says itself that it cannot be further than {figures['greedy_gap_stated']:.1%} from it")
        if figures["greedy_people"] > figures["exact_people"]:
            print("greedy is better than exact", file=sys.stderr)
            passed = False
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
