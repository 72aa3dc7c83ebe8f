#!/usr/bin/env python3
"""Measures coverage by road on the directory that is shipped: pairs asked, time, and the size of what is kept.

    road_pairs.py --directory FILE [--binary PATH] [--service S] [--region CODE] [--per-place SECONDS] [--per-pair SECONDS]

The router is made up and answers as fast as OSRM would (Scripts/support/fake_osrm.py says how it reckons). Told are all pairs
there are, those asked, and the times of a first count, of a second one that asks nothing, and of one without a router.
A second count that asks, or reports anything else, fails.
"""
import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import product

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import fake_osrm  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    product.add_arguments(parser)
    parser.add_argument("--service", default="fire")
    parser.add_argument("--region", action="append", default=[])
    parser.add_argument("--per-place", type=float, default=0.0002)
    parser.add_argument("--per-pair", type=float, default=0.0000005)
    options = parser.parse_args()
    tool = product.Product(options.binary, options.directory)
    server = fake_osrm.FakeOSRM(options.per_place, options.per_pair)
    question = ["coverage", "--time", "2026-11-26T10:00:00Z", "--service", options.service, "--typical-crews", "--incomplete-lists"]
    for region in options.region:
        question += ["--region", region]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "roads.times"

        def count(*more):
            start = time.monotonic()
            report = tool.json(*question, *more)
            return report, time.monotonic() - start

        _, plain = count()
        roads = ["--routing", server.url, "--routing-cache", cache]
        first, asked_in = count(*roads)
        pairs, tables = server.pairs, server.tables
        second, again_in = count(*roads)
        told = first["inputs"]["roads"]
        all_pairs = first["inputs"]["stations"] * first["inputs"]["population"]["cells"]
        print(f"{options.service}: {first['inputs']['stations']} stations, {first['inputs']['population']['cells']} cells: {all_pairs / 1e6:.1f} million pairs, {pairs / 1e6:.1f} asked "
              f"({100 * pairs / all_pairs:.0f} %) in {tables} tables\n"
              f"without a router {plain:.1f} s; first {asked_in:.1f} s; again {again_in:.1f} s; "
              f"kept {cache.stat().st_size / 1e6:.1f} MB, {cache.stat().st_size / pairs:.2f} bytes a pair")
        second["inputs"]["roads"]["pairs_asked"] = told["pairs_asked"]
        if server.pairs != pairs or first != second:
            sys.exit("a second count asks again, or reports something else")


if __name__ == "__main__":
    main()
