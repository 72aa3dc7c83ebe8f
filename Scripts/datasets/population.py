#!/usr/bin/env python3
"""Writes population/population.csv: people at points, each with the region that holds it.

Kept: all of BE, NL and LU; German postcodes west of 9.6 degrees east between 48.9 and 53.7 degrees north (North
Rhine-Westphalia, and what of the other Länder lies within some 60 km of BE, NL and LU, and more); French localities
within 60 km of Belgium or Luxembourg. The region is the polygon of boundaries/regions.xml that holds the point, or the
nearest one of the point's own country. Points without people are left out.
"""
import argparse
import csv
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import shapely
from shapely import STRtree
from shapely.geometry import MultiPolygon, Point, Polygon

from boundary_writer import country_polygons
from region_labels import LON_SCALE, read

EAST, NORTH, SOUTH = 9.6, 53.7, 48.9  # 48.9: where the German polygon of the border data ends
FRENCH_KM = 60.0
KM_PER_DEGREE = 111.2
SOURCE_IDS = {"official": "cbs-2018", "official-2011": "zensus-2011", "estimate-scaled": "geonames-scaled-2024",
              "raw-geonames": "geonames-raw"}
COLUMNS = ["country", "region", "code", "lat", "lon", "population", "year", "quality", "source"]
NAMESPACE = "{urn:mutual-aid:1.0}"


def scaled(geometry):
    """Longitude shrunk so that plane distances are right to a percent or so at these latitudes."""
    return shapely.transform(geometry, lambda xy: xy * [LON_SCALE, 1.0])


def read_regions(path):
    """{country: ([codes], tree of their polygons)} of a boundaries document."""
    found = {}
    for area in ElementTree.parse(path).getroot().iter(f"{NAMESPACE}area"):
        polygons = []
        for polygon in area.iter(f"{NAMESPACE}polygon"):
            rings = []
            for ring in polygon.iter(f"{NAMESPACE}ring"):
                values = [float(v) for v in ring.text.split()]
                rings.append(list(zip(values[1::2], values[0::2])))
            polygons.append(Polygon(rings[0], rings[1:]))
        codes, shapes = found.setdefault(area.get("country"), ([], []))
        codes.append(area.get("code"))
        shapes.append(scaled(MultiPolygon(polygons)))
    return {country: (codes, STRtree(shapes)) for country, (codes, shapes) in found.items()}


def wanted(row, lon, lat, north_of_france):
    if row["country"] == "DE":
        return lon < EAST and SOUTH < lat < NORTH
    if row["country"] == "FR":
        return north_of_france.distance(Point(lon * LON_SCALE, lat)) * KM_PER_DEGREE <= FRENCH_KM
    return True


def build(sources, regions_file):
    regions = read_regions(regions_file)
    countries = country_polygons(sources)
    north_of_france = scaled(shapely.union_all([countries["BE"], countries["LU"]]))
    for row in read(sources / "population.csv"):
        lon, lat, people = float(row["lon"]), float(row["lat"]), round(float(row["population"]))
        if people <= 0 or not wanted(row, lon, lat, north_of_france):
            continue
        codes, tree = regions[row["country"]]
        region = codes[int(tree.nearest(Point(lon * LON_SCALE, lat)))]
        year = row["year"] if int(row["year"] or 0) else ""
        yield [row["country"], region, row["code"], f"{lat:.5f}", f"{lon:.5f}", people, year, row["quality"],
               SOURCE_IDS[row["quality"]]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder; boundaries/regions.xml must be there")
    arguments = parser.parse_args()
    rows = sorted(build(arguments.sources, arguments.output / "boundaries/regions.xml"), key=lambda r: (r[0], r[2]))
    path = arguments.output / "population/population.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    points, people = Counter(), Counter()
    for row in rows:
        for key in {row[0], row[1][:3] if row[0] in ("DE", "FR") else row[0]}:
            points[key] += 1
            people[key] += row[5]
    source_people, source_points = Counter(), Counter()
    for row in read(arguments.sources / "population.csv"):
        source_people[row["country"]] += round(float(row["population"]))
        source_points[row["country"]] += 1
    for key in sorted(people):
        source = f" (source: {source_points[key]} points, {source_people[key]} people)" if key in source_people else ""
        print(f"{key}: {points[key]} points, {people[key]} people{source}")


if __name__ == "__main__":
    main()
