#!/usr/bin/env python3
"""Measures coverage and its scenarios, beside numpy and scipy, and PostGIS, on the same cells, units and scenarios.

Each size is evaluated by CoverageBenchmark and then by cKDTree, in every round; times are by the clock, the medians of all
scenarios of all rounds. The two must agree on the people reached but for the shape of the Earth, which is an ellipsoid for
one and a sphere for the other. PostGIS counts one scenario of the smallest size for a sample of the cells, multiplied up; it
measures on the ellipsoid too. Siting is measured by SitingBenchmark, and compared with spopt by checks/siting_spopt.py.
"""
import argparse
import json
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
POSTGIS = ROOT / "Tests/Benchmarks/drivers/coverage_postgis.py"
PEER = ROOT / "Tests/Benchmarks/coverage/peers/ckdtree.py"
SIZES = [10_000, 100_000, 1_000_000]
CELLS = 226_495
TARGETS = {10_000: 20, 100_000: 20, 1_000_000: 35}
# A sphere of the mean radius and the ellipsoid differ by up to 0.3 % in length here, so by some people at an edge.
TOLERANCE = 0.01
# PostGIS measures on the ellipsoid, but which unit is nearest it says on a sphere.
POSTGIS_TOLERANCE = 0.001


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"exit code {done.returncode} of {' '.join(map(str, command))}: {done.stderr.strip()}")
    return done.stdout


def compare(own, peer):
    """That both reach the same people in every scenario that both have evaluated."""
    for number, (one, other) in enumerate(zip(own["people"], peer["people"])):
        for mine, theirs in zip(sum(one, []), sum(other, [])):
            if abs(mine - theirs) > TOLERANCE * max(1, theirs):
                raise Failed(f"scenario {number}: {mine:,} people reached, and {theirs:,} by cKDTree")


def side_by_side(arguments, units):
    """Figures of one size."""
    found = {"own": [], "own_cpu": [], "peer": [], "own_base": [], "own_base_cpu": [], "peer_base": [], "peak": []}
    for number in range(arguments.rounds):
        with tempfile.TemporaryDirectory() as folder:
            own = json.loads(run(arguments.binary, units, CELLS, arguments.scenarios, arguments.seed + number, "units",
                                 folder))
            peer = json.loads(run(sys.executable, PEER, folder, arguments.peer_scenarios))
        compare(own, peer)
        # The first scenario only closes borders; the others close stations too.
        found["own"] += own["scenarios_s"][1:]
        found["own_cpu"] += own["scenarios_cpu_s"][1:]
        found["own_base_cpu"].append(own["baseline_cpu_s"])
        found["peer"] += peer["scenarios_s"][1:]
        found["own_base"].append(own["baseline_s"])
        found["peer_base"].append(peer["baseline_s"])
        found["peak"].append(own["peak_mb"])
    return {key: statistics.median(values) for key, values in found.items()}


def postgis(arguments, units):
    """Seconds of a scenario in SQL, from a sample of the cells, and how many those are."""
    with tempfile.TemporaryDirectory() as folder:
        run(arguments.binary, units, CELLS, 1 + arguments.scenarios, arguments.seed, "units", folder)
        found = json.loads(run(sys.executable, POSTGIS, folder, arguments.postgis_cells))
    for mine, theirs in zip(sum(found["own_people"], []), sum(found["people"], [])):
        if abs(mine - theirs) > POSTGIS_TOLERANCE * max(1, theirs):
            raise Failed(f"{mine:,} people reached of a sample, and {theirs:,} by PostGIS")
    return found["scenario_s"], found["sample"]


def program(binary):
    """Seconds of the whole program on the registries and people in Datasets, with one scenario."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "directory.sqlite"
        run(binary, "import", ROOT / "Datasets", "--directory", directory, "--quiet")
        seconds = []
        for _ in range(5):
            start = time.monotonic()
            run(binary, "coverage", "--directory", directory, "--time", "2026-11-26T10:00:00Z", "--scenario",
                ROOT / "Datasets/scenarios/vaals-at-night.yaml", "--format", "json")
            seconds.append(time.monotonic() - start)
    return statistics.median(seconds)


def verdict(isMet):
    return "met" if isMet else "**not met**"


def lines(arguments):
    sizes = arguments.units or SIZES
    table = {units: side_by_side(arguments, units) for units in sizes}
    in_sql = postgis(arguments, min(sizes)) if arguments.postgis_cells > 0 else None
    large = json.loads(run(arguments.binary, 10_000, 1_000_000, arguments.scenarios, arguments.seed, "stations"))
    large_scenario = statistics.median(large["scenarios_s"][1:])
    whole = program(arguments.program)
    siting = json.loads(run(arguments.siting, 100_000, 10_000, 10, 8, arguments.seed))
    exact = run(sys.executable, ROOT / "Scripts/checks/siting_spopt.py", "--binary", arguments.siting)
    exact = [line for line in exact.splitlines() if line.startswith(("p-median", "covering", "greedy"))]
    yield from machine.description()
    yield f"Medians of {arguments.rounds} rounds; {CELLS:,} cells, six classes, {arguments.scenarios} scenarios."
    yield ""
    yield "| seconds | " + " | ".join(f"{units:,} units" for units in sizes) + " |"
    yield "|---|" + "---:|" * len(sizes)
    rows = [("own_base", "baseline"), ("own_base_cpu", "baseline, processor time of both cores"), ("own", "a scenario"),
            ("own_cpu", "a scenario, processor time of both cores"), ("peer_base", "scipy cKDTree, baseline"),
            ("peer", "scipy cKDTree, a scenario")]
    for key, name in rows:
        yield f"| {name} | " + " | ".join(f"{table[units][key]:.3f}" for units in sizes) + " |"
    yield "| peak memory, MB | " + " | ".join(f"{table[units]['peak']:,.0f}" for units in sizes) + " |"
    if in_sql is not None:
        yield ""
        yield (f"PostGIS in SQL, a scenario at {min(sizes):,} units: {in_sql[0]:,.0f} s, {in_sql[0] / table[min(sizes)]['own']:,.0f} "
               f"times ours, from a sample of {in_sql[1]:,} cells, multiplied up; the same people but for 0.1 % at most, because "
               "its distance operator says on a sphere which unit is nearest.")
    yield ""
    yield "| | | target | |"
    yield "|---|---:|---|---|"
    for units in sizes:
        ratio = table[units]["peer"] / table[units]["own"]
        target = TARGETS.get(units, 20)
        yield f"| scipy ÷ a scenario, {units:,} units | {ratio:.1f} | ≥ {target} | {verdict(ratio >= target)} |"
    for name, value, target, unit in [
            ("baseline, 1,000,000 cells × 10,000 stations × 6 classes", large["baseline_s"], 5, "s"),
            ("a scenario of that", large_scenario, 0.5, "s"),
            ("peak memory of that", large["peak_mb"], 2000, "MB"),
            ("`mutualaid coverage` on Datasets, all services, one scenario, process start included", whole, 2, "s"),
            ("greedy siting of 10 among 10,000 on 100,000 cells", siting["greedy_s"], 2, "s")]:
        yield f"| {name}, {unit} | {value:,.2f} | < {target:,} | {verdict(value < target)} |"
    yield ""
    yield "Siting beside spopt with HiGHS: " + "; ".join(exact) + "."


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", type=Path, required=True, help="CoverageBenchmark")
    parser.add_argument("--siting", type=Path, required=True, help="SitingBenchmark")
    parser.add_argument("--program", type=Path, required=True, help="mutualaid")
    parser.add_argument("--units", type=int, action="append", help="a size; may be repeated (10000, 100000, 1000000)")
    parser.add_argument("--scenarios", type=int, default=20)
    parser.add_argument("--peer-scenarios", type=int, default=5, help="how many of them the peer evaluates")
    parser.add_argument("--postgis-cells", type=int, default=10_000, help="of the sample; 0 for no PostGIS")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="put the tables into Tests/Benchmarks/README.md")
    arguments = parser.parse_args()
    found = list(lines(arguments))
    print("\n".join(found))
    if arguments.write:
        readme.write("coverage", found)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
