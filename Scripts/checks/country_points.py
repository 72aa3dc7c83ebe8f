#!/usr/bin/env python3
"""Checks which country the tool says a place is in.

Every row of the fixture (lat, lon, country, name) is asked for its country. Then points are put within 2 m of borders
that two countries share, where the tool must say that it is not certain.
"""
import argparse
import csv
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from geographiclib.geodesic import Geodesic

import product
from borders import Borders

FIXTURE = product.ROOT / "Tests/Fixtures/country_points.csv"


def incident_at(tool, lat, lon):
    """What the tool says of a place."""
    answer = tool.json("nearest", f"--at={lat},{lon}", "--count", 1, "--scope", "all", ok=(0, 1))
    return answer["incident"]


def points_on_borders(borders, number, reach, seed):
    """Points at up to `reach` metres from places along random shared edges."""
    generator = random.Random(seed)
    edges = borders.shared_edges()
    for _ in range(number):
        (lat1, lon1), (lat2, lon2) = generator.choice(edges)
        along = generator.random()
        place = lat1 + along * (lat2 - lat1), lon1 + along * (lon2 - lon1)
        # The points are given with eight decimals, so that rounding moves them by a millimetre at most.
        end = Geodesic.WGS84.Direct(*place, generator.uniform(0, 360), generator.uniform(0, reach))
        yield round(end["lat2"], 8), round(end["lon2"], 8)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser)
    parser.add_argument("--points", type=Path, default=FIXTURE, help="the fixture: lat,lon,country,name")
    parser.add_argument("--border-points", type=int, default=50, help="how many points on borders (50)")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers (1)")
    parser.add_argument("--jobs", type=int, default=2, help="questions asked at the same time (2)")
    options = parser.parse_args()
    tool = product.Product(options.binary, options.directory).fill(options.datasets)
    failures = 0
    uncertain = []
    with open(options.points, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with ThreadPoolExecutor(options.jobs) as pool:
        incidents = pool.map(lambda row: incident_at(tool, row["lat"], row["lon"]), rows)
        for row, incident in zip(rows, incidents):
            if incident["country"] != row["country"]:
                failures += 1
                print(f"{row['name']} ({row['lat']},{row['lon']}): {incident['country']}, expected {row['country']}; "
                      f"certain {incident['country_certain']}, border at {incident['border_distance_m']} m")
            if not incident["country_certain"]:
                uncertain.append(row["name"])
        places = list(points_on_borders(Borders(options.datasets), options.border_points, 2, options.seed))
        incidents = pool.map(lambda place: incident_at(tool, *place), places)
        for place, incident in zip(places, incidents):
            if incident["country_certain"] or len(incident["possible_countries"]) < 2:
                failures += 1
                print(f"{place[0]},{place[1]} lies within 2 m of a border, but the country is {incident['country']}, "
                      f"certain {incident['country_certain']}, possible {incident['possible_countries']}")
    print(f"{len(rows)} points of the fixture ({len(uncertain)} uncertain: {', '.join(uncertain) or 'none'}), "
          f"{len(places)} points on borders, {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
