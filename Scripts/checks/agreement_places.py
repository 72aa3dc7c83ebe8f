#!/usr/bin/env python3
"""Tells who lives in the circles, outlines and border bands of the shipped agreements, and fails where one is off.

    agreement_places.py --sources DIR [--datasets DIR]

Of every area it prints the people inside (European census grid of 2021, cells of 1 km by their middle) in its own country,
how many of those of its municipalities that is, and how many others it takes in: the country and regions that the party
names cut off some of these, so they are told apart. It fails where an outline misses one in two hundred of its people,
where a circle's middle lies outside the municipality that tables/agreement_circles.csv gives for it, and where a circle
is not in that table. Of a band it prints the people of the borrower's regions within it.

BE33 and BE336 are counted together. Needs numpy, pyproj, shapely and lxml, and the source data; Scripts/test does not run it.
"""
import argparse
import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyproj
import shapely
import shapely.affinity
import shapely.geometry
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Scripts/datasets"))
import agreement_areas  # noqa: E402
import municipal_outlines  # noqa: E402

CENSUS = "2026/census2021_1km_benelux_nrw.csv"
CIRCLES = agreement_areas.TABLE.with_name("agreement_circles.csv")
NAMESPACE = "{urn:mutual-aid:1.0}"
BORDERS = "borders/borders_osm_5m.geojson"
CODES_OF_REGIONS = {"DEB": ["07"], "DEC": ["10"], "BE33": ["6"], "BE336": ["6"], "BE34": ["8"], "BE35": ["9"]}
LEAST_SHARE = 0.995
ELLIPSOID = pyproj.Geod(ellps="WGS84")


class People:
    """The cells of the census grid with the municipality in which each middle lies."""

    def __init__(self, sources):
        path = sources / CENSUS
        if not path.exists():
            raise SystemExit(f"{path} is missing: the census grid of 2021")
        with open(path, encoding="utf-8", newline="") as file:
            rows = [(row["GRD_ID"], int(row["T"])) for row in csv.DictReader(file)]
        self.people = np.array([people for _, people in rows])
        north = [int(code.split("N")[-1].split("E")[0]) + 500 for code, _ in rows]
        east = [int(code.rsplit("E", 1)[1]) + 500 for code, _ in rows]
        degrees = pyproj.Transformer.from_crs(3035, 4326, always_xy=True)
        self.lon, self.lat = degrees.transform(np.array(east, float), np.array(north, float))
        self.points = shapely.points(self.lon, self.lat)
        self.outlines = {country: municipal_outlines.outlines(sources, country) for country in municipal_outlines.FILES}
        self.owners = np.full(len(rows), -1)
        self.keys = [(country, code) for country, known in self.outlines.items() for code, _ in known]
        self.tree = shapely.STRtree([outline for known in self.outlines.values() for _, outline in known])
        cells, owners = self.tree.query(self.points, predicate="within")
        self.owners[cells] = owners

    def municipality(self, lat, lon):
        """(country, code) of every municipality that holds a place: along borders the simplified outlines overlap."""
        return {self.keys[index] for index in self.tree.query(shapely.Point(lon, lat), predicate="within")}

    def by_municipality(self, inside, country):
        """{code: people} of the cells inside that lie in a country."""
        found = defaultdict(int)
        for owner, people in zip(self.owners[inside], self.people[inside]):
            if owner >= 0 and self.keys[owner][0] == country:
                found[self.keys[owner][1]] += int(people)
        return found

    def within(self, lat, lon, metres):
        _, _, distance = ELLIPSOID.inv(np.full(len(self.lon), lon), np.full(len(self.lat), lat), self.lon, self.lat)
        return distance <= metres

    def total(self, country, codes):
        every = self.by_municipality(np.full(len(self.people), True), country)
        return sum(people for code, people in every.items() if belongs(code, codes))


def belongs(code, codes):
    return code in codes or code.isdigit() and len(code) == 12 and code.startswith(tuple(codes))


def parties(folder):
    """(rule, side, party) of all rules of all agreements."""
    for path in sorted(folder.glob("*.xml")):
        for rule in etree.parse(path).iter(NAMESPACE + "rule"):
            for side in ("lender", "borrower"):
                yield rule, side, rule.find(NAMESPACE + side)


def shape_of(polygon):
    rings = []
    for ring in polygon.findall(NAMESPACE + "ring"):
        numbers = [float(text) for text in ring.text.split()]
        rings.append(shapely.Polygon(list(zip(numbers[1::2], numbers[::2]))))
    outline = rings[0]
    for ring in rings[1:]:
        outline = outline.symmetric_difference(ring)  # the even-odd rule of the format
    return outline


def others(found, codes, count=3):
    """The largest municipalities that are not meant, with their people inside."""
    rest = sorted(((people, code) for code, people in found.items() if not belongs(code, codes) and people), reverse=True)
    return ", ".join(f"{code} {people:,}" for people, code in rest[:count]) + (" …" if len(rest) > count else "")


def line(kind, name, country, found, codes, total):
    own = sum(people for code, people in found.items() if belongs(code, codes))
    share = f"{own / total:7.1%}" if total else "       "
    print(f"{kind:8}{country}  {name:32}{own:>9,} of {total:>9,} {share}  others: {others(found, codes) or 'none'}")
    return own / total if total else 1


def check_outlines(people, folder):
    table = agreement_areas.read_table()
    seen = {}
    for _, _, party in parties(folder):
        for polygon in party.findall(NAMESPACE + "polygon"):
            seen[polygon.get("name")] = party.get("country"), shape_of(polygon)
    for name, (country, outline) in sorted(seen.items()):
        if name not in table:
            print(f"outline {country}  {name}: drawn by hand")
            continue
        codes = table[name]["codes"].split(";")
        inside = shapely.contains(outline, people.points)
        share = line("outline", name, country, people.by_municipality(inside, country), codes,
                     people.total(country, codes))
        if country != table[name]["country"]:
            yield f"outline '{name}' is {table[name]['country']}'s, but its party is {country}"
        if share < LEAST_SHARE:
            yield f"outline '{name}' holds only {share:.1%} of its people"


def read_circles():
    with open(CIRCLES, encoding="utf-8", newline="") as file:
        return {(row["place"], row["country"]): row for row in csv.DictReader(file)}


def check_circles(people, folder):
    table, used = read_circles(), set()
    circles = {(place.get("name"), party.get("country"), float(place.get("lat")), float(place.get("lon")),
                float(place.get("radius-km")))
               for _, _, party in parties(folder) for place in party.findall(NAMESPACE + "place")}
    for name, country, lat, lon, radius in sorted(circles):
        used.add((name, country))
        if (name, country) not in table:
            yield f"circle '{name}' ({country}) is not in {CIRCLES.name}"
            continue
        row = table[name, country]
        codes = row["municipalities"].split(";") if row["municipalities"] else []
        found = people.by_municipality(people.within(lat, lon, radius * 1000), country)
        line(f"{radius:g} km", f"{name} ({row['stands_for']})", country, found, codes,
             people.total(country, codes) if codes else 0)
        if codes and not any(place[0] == country and belongs(place[1], codes)
                             for place in people.municipality(lat, lon)):
            yield f"the middle of circle '{name}' ({country}) lies outside {row['municipalities']}"
    for name, country in sorted(table.keys() - used):
        yield f"{CIRCLES.name}: '{name}' ({country}) is used by no agreement"


def country_outlines(sources):
    with open(sources / BORDERS, encoding="utf-8") as file:
        return {feature["properties"]["country"]: shapely.geometry.shape(feature["geometry"])
                for feature in json.load(file)["features"]}


def print_bands(people, folder, countries):
    """The people of the borrower's regions in each band, where the regions follow from municipal codes."""
    for rule, side, party in parties(folder):
        if side == "lender" or not rule.get("within-km-of-border"):
            continue
        band, country = float(rule.get("within-km-of-border")), party.get("country")
        regions = (party.get("regions") or "").split()
        codes = tuple(code for region in regions for code in CODES_OF_REGIONS.get(region, ()))
        if not codes:
            print(f"band    {band:>3g} km  {rule.get('id'):32}people not counted")
            continue
        own = [index for index, (owner_country, code) in enumerate(people.keys)
               if owner_country == country and code.startswith(codes)]
        cells = np.isin(people.owners, own)
        # An equal-length plane around the region: good to a few parts in a thousand over a band of some ten kilometres.
        factor = np.cos(np.radians(people.lat[cells].mean()))
        lender = shapely.affinity.scale(countries[rule.find(NAMESPACE + "lender").get("country")], factor, 1, origin=(0, 0))
        shapely.prepare(lender)
        away = shapely.distance(lender, shapely.points(people.lon[cells] * factor, people.lat[cells])) * 111.2
        inside, total = int(people.people[cells][away <= band].sum()), int(people.people[cells].sum())
        print(f"band    {band:>3g} km  {rule.get('id'):32}{inside:>9,} of {total:>9,} people of {' '.join(regions)}"
              f" ({inside / total:.1%})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--datasets", type=Path, default=ROOT / "Datasets", help="the Datasets folder")
    options = parser.parse_args()
    people, folder = People(options.sources), options.datasets / "agreements"
    findings = [*check_outlines(people, folder), *check_circles(people, folder)]
    print_bands(people, folder, country_outlines(options.sources))
    for finding in findings:
        print(f"error: {finding}", file=sys.stderr)
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
