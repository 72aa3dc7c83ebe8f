#!/usr/bin/env python3
"""How far the people of North Rhine-Westphalia are from the nearest fire station that a registry lists.

    station_distance.py --sources DIR [--datasets Datasets] [--registry FILE]…

Straight lines from the middle of each 1 km cell of the census of 2021 whose middle lies in the Land. Company brigades and
houses without a vehicle do not count. Writes nothing.
"""
import argparse
import csv
import json
import math
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy
import shapely
from shapely.geometry import shape

from german_municipalities import metres

NS = "{urn:mutual-aid:1.0}"
CENSUS = "2026/census2021_1km_benelux_nrw.csv"
LAND = "2026/de_nrw_gemeinden.geojson"
AXIS, FLATTENING = 6378137.0, 1 / 298.257222101
SHARES = (0.5, 0.9, 0.99)


def from_laea(x, y):
    """Longitudes and latitudes of ETRS89-LAEA (EPSG:3035), by authalic latitudes; good to a metre."""
    square = FLATTENING * (2 - FLATTENING)
    eccentricity = math.sqrt(square)

    def authalic(phi):
        sine = eccentricity * math.sin(phi)
        return (1 - square) * (math.sin(phi) / (1 - sine ** 2) - math.log((1 - sine) / (1 + sine)) / (2 * eccentricity))

    middle, pole = math.radians(52), authalic(math.pi / 2)
    beta0, radius = math.asin(authalic(middle) / pole), AXIS * math.sqrt(pole / 2)
    stretch = AXIS * math.cos(middle) / math.sqrt(1 - square * math.sin(middle) ** 2) / (radius * math.cos(beta0))
    x, y = (x - 4321000) / stretch, (y - 3210000) * stretch
    distance = numpy.maximum(numpy.hypot(x, y), 1e-9)
    angle = 2 * numpy.arcsin(distance / (2 * radius))
    beta = numpy.arcsin(numpy.cos(angle) * math.sin(beta0) + y * numpy.sin(angle) * math.cos(beta0) / distance)
    longitude = math.radians(10) + numpy.arctan2(
        x * numpy.sin(angle), distance * math.cos(beta0) * numpy.cos(angle) - y * math.sin(beta0) * numpy.sin(angle))
    latitude = beta + (square / 3 + 31 * square ** 2 / 180) * numpy.sin(2 * beta) + 23 * square ** 2 / 360 * numpy.sin(4 * beta)
    return numpy.column_stack([numpy.degrees(longitude), numpy.degrees(latitude)])


def people(sources):
    """The middles of the cells in North Rhine-Westphalia and how many live in each."""
    with open(sources / CENSUS, encoding="utf-8", newline="") as file:
        rows = [(*map(float, re.search(r"N(\d+)E(\d+)", row["GRD_ID"]).groups()), int(row["T"])) for row in csv.DictReader(file)]
    cells = numpy.array(rows)
    points = from_laea(cells[:, 1] + 500, cells[:, 0] + 500)
    with open(sources / LAND, encoding="utf-8") as file:
        land = shapely.union_all([shape(feature["geometry"]) for feature in json.load(file)["features"]])
    shapely.prepare(land)
    inside = shapely.contains_xy(land, points[:, 0], points[:, 1])
    return points[inside], cells[inside, 2]


def stations(path):
    """Longitude and latitude of public stations with a vehicle."""
    for station in ElementTree.parse(path).getroot().iter(NS + "station"):
        if station.get("kind") != "industrial" and station.find(NS + "unit") is not None:
            position = station.find(NS + "position")
            yield float(position.get("lon")), float(position.get("lat"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--datasets", type=Path, default=Path(__file__).resolve().parents[2] / "Datasets")
    parser.add_argument("--registry", type=Path, action="append", help="these files (registries/de-nrw-fire.xml)")
    options = parser.parse_args()
    points, counts = people(options.sources)
    houses = [place for path in options.registry or [options.datasets / "registries/de-nrw-fire.xml"] for place in stations(path)]
    tree = shapely.STRtree(shapely.points(metres(numpy.array(houses))))
    cells = shapely.points(metres(points))
    distances = shapely.distance(cells, tree.geometries[tree.nearest(cells)])
    order = numpy.argsort(distances)
    running = numpy.cumsum(counts[order])
    print(f"{int(running[-1]):,} people in {len(points):,} cells, {len(houses):,} stations; straight line to the nearest:")
    for share in SHARES:
        print(f"  {share:.0%} of people within {distances[order][numpy.searchsorted(running, share * running[-1])]:.0f} m")


if __name__ == "__main__":
    main()
