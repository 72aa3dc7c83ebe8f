#!/usr/bin/env python3
"""At random places near borders, the answer names every region that no registry lists and that is nearer than its last
unit, and no other.

Regions and what registries declare are read from the documents by code that shares nothing with the product. What lies
beyond a strip that is listed begins no nearer than the strip is wide, less the place's own distance from the areas along
which it runs. Regions as far away as the last unit, to a percent, may be named or not.
"""
import argparse
import random
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from pathlib import Path

from geographiclib.geodesic import Geodesic

import product
from borders import RUN, Borders, Run, point_near

NS = "{urn:mutual-aid:1.0}"
NEAR_BORDER = 20_000
TOLERANCE = 0.01


class Region:
    """A region with the rings of its outline."""

    def __init__(self, area):
        self.code, self.country, self.runs = area.get("code"), area.get("country"), []
        for ring in area.iter(NS + "ring"):
            numbers = [float(text) for text in ring.text.split()]
            points = list(zip(numbers[::2], numbers[1::2]))
            if points[0] != points[-1]:
                points.append(points[0])
            self.runs += [Run(points[start:start + RUN + 1]) for start in range(0, len(points) - 1, RUN)]

    def distance(self, lat, lon, limit):
        """Metres, 0 inside; infinity where that is more than `limit`."""
        if sum(run.crossings_north(lat, lon) for run in self.runs) % 2:
            return 0.0
        return min(run.distance(lat, lon, limit) for run in self.runs)

    def lies_in(self, codes):
        return any(self.code.startswith(code) or self.country == code for code in codes)


def declarations(datasets):
    """{service: [(areas, strip width or None, strip areas)]} of all registries."""
    found = defaultdict(list)
    for path in sorted((datasets / "registries").glob("*.xml")):
        registry = ElementTree.parse(path).getroot()
        for entry in registry.findall(NS + "complete-for"):
            if entry.get("kind"):
                continue
            areas = (entry.get("areas") or registry.get("country")).split()
            width = entry.get("within-km")
            for service in entry.get("services").split():
                found[service].append((areas, float(width) * 1000 if width else None,
                                       (entry.get("within-km-of") or "").split()))
    return found


def expected(regions, listings, lat, lon, radius):
    """{code: metres} of the regions that are not listed, somewhat beyond the radius too."""
    missing = {}
    for region in regions:
        here = [entry for entry in listings if region.lies_in(entry[0])]
        if any(width is None for _, width, _ in here):
            continue
        limit = radius * (1 + TOLERANCE)
        distance = region.distance(lat, lon, limit)
        for _, width, along in here if distance <= limit else []:
            away = min((other.distance(lat, lon, width) for other in regions if other.lies_in(along)), default=width)
            distance = max(distance, width - min(away, width))
        if distance <= limit:
            missing[region.code] = distance
    return missing


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser)
    parser.add_argument("--places", type=int, default=300)
    parser.add_argument("--seed", type=int, default=17)
    options = parser.parse_args()
    tool = product.Product(options.binary, options.directory).fill(options.datasets)
    root = ElementTree.parse(options.datasets / "boundaries/regions.xml").getroot()
    regions = [Region(area) for area in root.iter(NS + "area")]
    divided = {region.country for region in regions}
    countries = ElementTree.parse(options.datasets / "boundaries/countries.xml").getroot()
    regions += [Region(area) for area in countries.iter(NS + "area") if area.get("country") not in divided]
    listings = declarations(options.datasets)
    generator = random.Random(options.seed)
    borders = Borders(options.datasets)
    vertices = sorted(borders.shared_vertices())
    wrong, named, asked = [], 0, 0
    while asked < options.places:
        lat, lon = point_near(Geodesic.WGS84, generator.choice(vertices), NEAR_BORDER, generator)
        if len(borders.countries_at(lat, lon)) != 1:
            continue
        asked += 1
        service = generator.choice(["fire", "ambulance"])
        answer = tool.json("nearest", "--at", f"{lat:.6f},{lon:.6f}", "--service", service, "--time", "2026-11-23T12:00:00Z")
        radius = max((unit["distance_m"] for unit in answer["units"]), default=100_000)
        got = {entry["area"]: entry["distance_m"] for entry in answer["unknowns"] if entry["kind"] == "registry-missing"}
        want = expected(regions, listings[service], lat, lon, radius)
        sure = {code for code, distance in want.items() if distance < radius * (1 - TOLERANCE)}
        named += len(got)
        if not sure <= set(got) or not set(got) <= set(want):
            wrong.append(f"{lat:.6f},{lon:.6f} {service}: named {sorted(got)}, expected {sorted(sure)}")
        wrong += [f"{lat:.6f},{lon:.6f} {service}: {code} at {got[code]} m, expected {want[code]:.0f}"
                  for code in got.keys() & want.keys() if abs(got[code] - want[code]) > 50 + want[code] * TOLERANCE]
    for line in wrong:
        print(line)
    print(f"{asked} places, {named} regions named, {len(wrong)} complaints")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
