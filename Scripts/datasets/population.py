#!/usr/bin/env python3
"""Writes population/population.csv.gz: people in the cells of the European census grid of 2021, one kilometre wide.

Kept: every cell of the source in which somebody lives. A cell inside one region of boundaries/regions.xml is given by
its code alone (EPSG:3035), from which its middle follows. The people of a cell that several regions of the country
divide are dealt out by area, whole people, and each part stands in the middle of its ground: counted by the middle of
the whole cell, small regions would come out percents too small or too large. The country is that of the cell's middle:
across national borders settlement differs too much for areas to tell. A cell outside all regions belongs to the nearest.
"""
import argparse
import csv
import gzip
import io
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import numpy as np
import pyproj
import shapely

CELLS = "2026/census2021_1km_benelux_nrw.csv"
CODE = re.compile(r"CRS3035RES1000mN(\d+)000E(\d+)000")
COLUMNS = ["grd_id", "code", "lat", "lon", "people", "country", "region", "year"]
YEAR = 2021
SIDE = 1000  # metres
NAMESPACE = "{urn:mutual-aid:1.0}"


def polygons(area):
    for polygon in area.iter(f"{NAMESPACE}polygon"):
        rings = []
        for ring in polygon.iter(f"{NAMESPACE}ring"):
            values = [float(v) for v in ring.text.split()]
            rings.append(list(zip(values[1::2], values[0::2])))
        yield shapely.Polygon(rings[0], rings[1:])


def read_areas(path):
    """[(country, code, shape)] of a boundaries document."""
    return [(area.get("country"), area.get("code"), shapely.MultiPolygon(list(polygons(area))))
            for area in ElementTree.parse(path).getroot().iter(f"{NAMESPACE}area")]


class Grid:
    """Between degrees and metres of the grid."""

    def __init__(self):
        self.from_degrees = pyproj.Transformer.from_crs(4326, 3035, always_xy=True)
        self.to_degrees = pyproj.Transformer.from_crs(3035, 4326, always_xy=True)

    def drawn(self, shape):
        return shapely.transform(shape, lambda xy: np.column_stack(self.from_degrees.transform(xy[:, 0], xy[:, 1])))

    def degrees(self, point):
        lon, lat = self.to_degrees.transform(point.x, point.y)
        return f"{lat:.5f}", f"{lon:.5f}"


def read_cells(path):
    """[(kilometres north, kilometres east, people)], by code."""
    rows = []
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            match = CODE.fullmatch(row["GRD_ID"])
            if not match:
                raise SystemExit(f"{row['GRD_ID']} is no cell of the 1 km grid")
            if int(row["T"]) > 0:
                rows.append((int(match[1]), int(match[2]), int(row["T"])))
    return sorted(rows)


def dealt(people, shares):
    """Whole people by shares that need not add up to one: largest remainders first, so that the sum stays."""
    total = sum(shares)
    exact = [people * share / total for share in shares]
    whole = [int(value) for value in exact]
    order = sorted(range(len(shares)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[:people - sum(whole)]:
        whole[i] += 1
    return whole


def middle(part):
    """A point in the middle of a part, inside it."""
    return part.centroid if part.contains(part.centroid) else part.representative_point()


def build(cells, boundaries):
    """The rows of the table; grid code or code and position, whichever it takes."""
    grid = Grid()
    regions = read_areas(boundaries / "regions.xml")
    shapes = [grid.drawn(shape) for _, _, shape in regions]
    tree = shapely.STRtree(shapes)
    boxes = [shapely.box(east * SIDE, north * SIDE, (east + 1) * SIDE, (north + 1) * SIDE) for north, east, _ in cells]
    meets = {}
    for cell, region in zip(*tree.query(boxes, predicate="intersects")):
        meets.setdefault(int(cell), []).append(int(region))
    countries = {name: {i for i, area in enumerate(regions) if area[0] == name} for name in {area[0] for area in regions}}
    middles = [box.centroid for box in boxes]
    holders = {int(cell): regions[int(region)][0] for cell, region in zip(*tree.query(middles, predicate="within"))}
    for number, (north, east, people) in enumerate(cells):
        name = f"1kmN{north}E{east}"
        country = holders.get(number) or regions[int(tree.nearest(middles[number]))][0]
        found = sorted(set(meets.get(number, ())) & countries[country]) or [int(tree.nearest(middles[number]))]
        if len(found) == 1:
            yield [name, "", "", "", people, *regions[found[0]][:2], YEAR]
            continue
        parts = [boxes[number].intersection(shapes[region]) for region in found]
        for region, part, share in zip(found, parts, dealt(people, [part.area for part in parts])):
            if share:
                yield ["", f"{name}/{regions[region][1]}", *grid.degrees(middle(part)), share, *regions[region][:2], YEAR]


def packed(rows):
    """The table as gzip that is the same for the same rows: without name and time."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True,
                        help="the Datasets folder; boundaries/regions.xml must be there")
    arguments = parser.parse_args()
    cells = read_cells(arguments.sources / CELLS)
    rows = sorted(build(cells, arguments.output / "boundaries"), key=lambda row: (row[5], row[6], row[1] or row[0]))
    folder = arguments.output / "population"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "population.csv.gz").write_bytes(packed(rows))
    points, people = Counter(), Counter()
    for _, _, _, _, number, country, region, _ in rows:
        for key in {country, region[:3] if country in ("DE", "FR") else country} | {k for k in ("BE336",) if region == k}:
            points[key] += 1
            people[key] += number
    for key in sorted(people):
        print(f"{key}: {points[key]} rows, {people[key]} people")
    print(f"all: {len(rows)} rows of {len(cells)} cells, {sum(row[4] for row in rows)} people (source: {sum(people for _, _, people in cells)})")


if __name__ == "__main__":
    main()
