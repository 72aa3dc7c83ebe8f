#!/usr/bin/env python3
"""Checks the shipped regions against the official areas they are made of, by people.

    region_borders.py --sources DIR [--datasets DIR] [--binary PROGRAM --directory FILE --ask N]

The middle of every cell of the census grid is looked for in the areas of the sources, as they are, and in the shipped,
simplified regions; both by code of its own that shares nothing with the scripts that made them. People whose middle lies
in the country by countries.xml count; how many lie elsewhere by the source's own outer edge is told. Also: sums of
people against the grid's, that neighbours share their edges, and how near official outer edges run to countries.xml.
With a program, it is asked for N of the cells too, those of much people first and the rest at random.
"""
import argparse
import csv
import json
import math
import random
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from pathlib import Path

import numpy

import product

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Scripts/support"))
from census_grid import middle, read_people  # noqa: E402

TABLES = ROOT / "Scripts/datasets/tables"
NS = "{urn:mutual-aid:1.0}"
GERMAN_COMMUNITY = {"63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087"}
LEAST = 99.8            # percent of people
MOST_OFF = 0.5          # percent of a country's people
ROUNDING = 0.5          # metres
METRES = 111_200.0      # of a degree of latitude


class Points:
    """Points in order of latitude, so that an edge looks only at those beside it."""

    def __init__(self, lat, lon):
        self.order = numpy.argsort(lat, kind="stable")
        self.lat, self.lon = lat[self.order], lon[self.order]

    def inside(self, rings):
        """The numbers of the points inside rings of (lat, lon), by the even-odd rule with a ray to the east."""
        low = min(p[0] for ring in rings for p in ring)
        high = max(p[0] for ring in rings for p in ring)
        start, stop = numpy.searchsorted(self.lat, [low, high])
        odd = numpy.zeros(stop - start, dtype=bool)
        for ring in rings:
            for (lat1, lon1), (lat2, lon2) in zip(ring, ring[1:] + ring[:1]):
                if lat1 == lat2:
                    continue
                if lat1 > lat2:
                    lat1, lon1, lat2, lon2 = lat2, lon2, lat1, lon1
                first, last = numpy.searchsorted(self.lat, [lat1, lat2])
                if first < last:
                    edge = lon1 + (self.lat[first:last] - lat1) * ((lon2 - lon1) / (lat2 - lat1))
                    odd[first - start:last - start] ^= self.lon[first:last] < edge
        return self.order[start:stop][odd]


def holders(points, areas):
    """The code of the first area that holds each point, '' where none does; areas are (code, rings)."""
    found = numpy.full(len(points.lat), "", dtype=object)
    for code, rings in areas:
        numbers = points.inside(rings)
        found[numbers[found[numbers] == ""]] = code
    return found


def shipped(path):
    """[(country, code, rings)] of a boundaries document."""
    areas = []
    for area in ElementTree.parse(path).getroot().iter(NS + "area"):
        rings = []
        for ring in area.iter(NS + "ring"):
            numbers = [float(text) for text in ring.text.split()]
            rings.append(list(zip(numbers[::2], numbers[1::2])))
        areas.append((area.get("country"), area.get("code"), rings))
    return areas


def table(name):
    with open(TABLES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def turned(ring):
    return [(lat, lon) for lon, lat in ring]


def geojson(path):
    """(properties, rings) of each feature."""
    with open(path, encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            shape = feature["geometry"]
            polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            yield feature["properties"], [turned(ring) for polygon in polygons for ring in polygon]


def topojson(path, name):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for arc in data["arcs"]:
        steps = numpy.cumsum(numpy.array(arc), axis=0)
        arcs.append([(y * sy + ty, x * sx + tx) for x, y in steps])
    for element in data["objects"][name]["geometries"]:
        polygons = element["arcs"] if element["type"] == "MultiPolygon" else [element["arcs"]]
        rings = []
        for numbers in (ring for polygon in polygons for ring in polygon):
            ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += arc[1:] if ring else arc
            rings.append(ring)
        yield element["properties"], rings


def official(sources):
    """{country: [(region, rings)]} of the areas of the sources, unsimplified."""
    regions = {part: row["region"] for row in table("nl_municipalities.csv")
               for part in (row["polygons"] or row["name"]).split("|")}
    dutch = [(regions[p["gemeente"]], rings) for p, rings in geojson(sources / "2026/nl_gemeenten_2025.geojson")]
    provinces = {row["nis"]: row["province"] for row in table("be_arrondissements.csv")}
    belgian = [("BE336" if p["nis"] in GERMAN_COMMUNITY else provinces[p["arr_nis"]], rings)
               for p, rings in topojson(sources / "2026/belgium_topojson_2019.json", "municipalities")]
    districts = {row["ars"]: row["nuts3"] for row in table("de_districts.csv")}
    german = [(districts[p["ARS"][:5]], rings)
              for p, rings in geojson(sources / "2026/de_gemeinden_nrw_ni_rp_sl_he.geojson")]
    return {"NL": dutch, "BE": belgian, "DE": german}


def moved(sources):
    """[(region, rings)] of Belgian municipalities that have changed their province since the source."""
    provinces = {row["nis"]: row["province"] for row in table("be_arrondissements.csv")}
    areas = {p["nis"]: (provinces[p["arr_nis"]], rings)
             for p, rings in topojson(sources / "2026/belgium_topojson_2019.json", "municipalities")}
    for row in table("be_municipality_changes.csv"):
        parts = row["polygons"].split("|")
        yield from ((areas[parts[0]][0], areas[part][1]) for part in parts if areas[part][0] != areas[parts[0]][0])


def read_grid(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [(row["GRD_ID"], int(row["T"])) for row in csv.DictReader(file)]
    places = numpy.array([middle(code) for code, _ in rows])
    return places[:, 0], places[:, 1], numpy.array([people for _, people in rows])


def share_lines(people, country_of, source, got, label, country, part=lambda code: True):
    """Prints and returns the percentage of people for whom the shipped region is the source's."""
    known = numpy.array([bool(code) and part(code) for code in source])
    counted = known & (country_of == country)
    wrong = counted & (source != got)
    percent = 100 - 100 * people[wrong].sum() / people[counted].sum()
    outside = people[known & (country_of != country)].sum()
    print(f"{label}: {percent:.3f} % of {people[counted].sum():,} people are in the source's region ({people[wrong].sum():,} are "
          f"not); {outside:,} more lie in another country by countries.xml")
    return percent


def check_edges(regions, countries):
    """Counts edges by owners, and ends of edges of one owner that are neither shared nor on the country's border."""
    corners = {vertex for _, _, rings in countries for ring in rings for vertex in ring}
    owners, vertices = Counter(), Counter()
    for country, _, rings in regions:
        own = set()
        for ring in rings:
            own.update(ring)
            for edge in zip(ring, ring[1:] + ring[:1]):
                owners[country, min(edge), max(edge)] += 1
        vertices.update((country, vertex) for vertex in own)
    ends = {(country, vertex) for (country, a, b), count in owners.items() if count == 1 for vertex in (a, b)
            if vertex not in corners and vertices[country, vertex] < 2}
    loose = 0
    for country in sorted({country for country, _ in ends}):
        lines = [ring for owner, _, rings in countries if owner == country for ring in rings]
        loose += sum(d > ROUNDING for d in distances([v for c, v in ends if c == country], lines))
    print(f"edges: {sum(c == 2 for c in owners.values()):,} shared by two regions, {sum(c == 1 for c in owners.values()):,} of one, "
          f"{sum(c > 2 for c in owners.values())} of more; {len(ends)} ends of those of one are no corners of the country, "
          f"{loose} of them farther than {ROUNDING} m from its border")
    return loose


def distances(vertices, rings):
    """Metres from places to the nearest of some lines; infinity beyond some kilometres."""
    tiles = defaultdict(list)
    for ring in rings:
        for (lat1, lon1), (lat2, lon2) in zip(ring, ring[1:] + ring[:1]):
            steps = max(1, int(max(abs(lat2 - lat1), abs(lon2 - lon1)) / 0.02))
            for step in range(steps + 1):
                key = (int((lat1 + (lat2 - lat1) * step / steps) * 50), int((lon1 + (lon2 - lon1) * step / steps) * 50))
                if not tiles[key] or tiles[key][-1] != (lat1, lon1, lat2, lon2):
                    tiles[key].append((lat1, lon1, lat2, lon2))
    for lat, lon in vertices:
        scale = math.cos(math.radians(lat))
        best = math.inf
        for y in range(int(lat * 50) - 1, int(lat * 50) + 2):
            for x in range(int(lon * 50) - 2, int(lon * 50) + 3):
                for lat1, lon1, lat2, lon2 in tiles.get((y, x), ()):
                    dx, dy, px, py = (lon2 - lon1) * scale, lat2 - lat1, (lon - lon1) * scale, lat - lat1
                    square = dx * dx + dy * dy
                    along = min(1.0, max(0.0, (px * dx + py * dy) / square)) if square else 0.0
                    best = min(best, math.hypot(px - along * dx, py - along * dy))
        yield best * METRES


def print_accuracy(sources, countries):
    """How far official outer edges run from the borders of countries.xml, where two countries meet."""
    uses = Counter(vertex for _, _, rings in countries for vertex in {v for ring in rings for v in ring})
    for country, areas in sources.items():
        border = [v for owner, _, rings in countries if owner == country for ring in rings for v in ring if uses[v] > 1]
        edges = Counter(tuple(sorted(edge)) for _, rings in areas for ring in rings for edge in zip(ring, ring[1:] + ring[:1]))
        outer = [list(edge) for edge, count in edges.items() if count == 1]
        far = sorted(d for d in distances(border[::5], outer) if d < 3000)
        print(f"{country}: official outer edges run {far[len(far) // 2]:.0f} m from {len(far):,} border points in the median, "
              f"{far[len(far) * 95 // 100]:.0f} m at the 95th percentile")


def check_sums(datasets, people, country_of):
    """Sums of the shipped table against the grid's by country."""
    rows = read_people(datasets)
    sums, parts = Counter(), Counter()
    for row in rows:
        sums[row.country] += row.people
        parts[row.region] += row.people
    worst = 0.0
    for country in sorted(sums):
        source = int(people[country_of == country].sum())
        off = 100 * (sums[country] / source - 1)
        worst = max(worst, abs(off))
        print(f"{country}: {sums[country]:,} people shipped, {source:,} in the grid ({off:+.2f} %)")
    print(f"German-speaking Community: {parts['BE336']:,}; North Rhine-Westphalia: "
          f"{sum(n for code, n in parts.items() if code.startswith('DEA')):,}; all: {sum(sums.values()):,} of {people.sum():,}")
    return worst


def ask(options, lat, lon, people, got, country_of):
    """How many of some cells the program puts elsewhere than this code does."""
    tool = product.Product(options.binary, options.directory).fill(options.datasets)
    numbers = [int(n) for n in numpy.argsort(-people)[:options.ask // 4]]
    numbers += random.Random(options.seed).sample(range(len(people)), options.ask - len(numbers))
    differences = 0
    for number in numbers:
        answer = tool.json("nearest", f"--at={lat[number]:.6f},{lon[number]:.6f}", "--count", 1, ok=(0, 1))["incident"]
        if (answer["country"], answer["region"]) != (country_of[number], got[number] or None):
            differences += 1
            print(f"{lat[number]:.6f},{lon[number]:.6f}: the program says {answer['region']}, expected {got[number]}")
    print(f"the program was asked for {len(numbers)} cells: {differences} differ")
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    product.add_arguments(parser, directory=False)
    parser.add_argument("--directory", type=Path, help="a directory into which only the Datasets folder was imported")
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--ask", type=int, default=0, help="for how many cells the program is asked (0)")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers (1)")
    options = parser.parse_args()
    if options.ask and not options.directory:
        parser.error("--ask needs --directory")
    lat, lon, people = read_grid(options.sources / "2026/census2021_1km_benelux_nrw.csv")
    points = Points(lat, lon)
    countries = shipped(options.datasets / "boundaries/countries.xml")
    regions = shipped(options.datasets / "boundaries/regions.xml")
    country_of = holders(points, [(country, rings) for country, _, rings in countries])
    got = numpy.full(len(people), "", dtype=object)
    for country in sorted({c for c, _, _ in regions}):
        inside = holders(points, [(code, rings) for owner, code, rings in regions if owner == country])
        got = numpy.where(country_of == country, inside, got)
    nowhere = int(people[(got == "") & (country_of != "")].sum())
    print(f"{nowhere:,} people lie in a country but in none of its regions")
    sources = official(options.sources)
    shares = []
    for country, areas in sources.items():
        source = holders(points, areas)
        if country == "DE":
            shares.append(share_lines(people, country_of, source, got, "NRW, district", "DE", lambda c: c.startswith("DEA")))
            shares.append(share_lines(people, country_of, source, got, "DE, five Länder, district", "DE"))
        else:
            label = {"NL": "NL, safety region", "BE": "BE, province as of 2019"}[country]
            shares.append(share_lines(people, country_of, source, got, label, country))
        if country == "BE":
            for code, rings in moved(options.sources):
                source[points.inside(rings)] = code
            shares.append(share_lines(people, country_of, source, got, "BE, province as of 2025", country))
    worst = check_sums(options.datasets, people, country_of)
    loose = check_edges(regions, countries)
    print_accuracy(sources, countries)
    differences = ask(options, lat, lon, people, got, country_of) if options.ask else 0
    sys.exit(1 if min(shares) < LEAST or worst > MOST_OFF or nowhere or loose or differences else 0)


if __name__ == "__main__":
    main()
