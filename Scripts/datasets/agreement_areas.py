#!/usr/bin/env python3
"""Writes the outlines of municipalities and districts into the agreements that name them.

An agreement file is written by hand. Where a party is a municipality or a district as a whole, the author writes
<polygon name="Losser"><ring/></polygon> and adds the name to tables/agreement_areas.csv; this script puts the ring in, and
puts the same one in again whenever it is run. Polygons whose names are not in the table are left alone.

An outline is drawn MARGIN metres too large and then simplified to TOLERANCE metres: it has few corners, and a house at
the border of the municipality is never left out. Foreign ground and other regions that it takes in do no harm, since a
party names its country and region too.
"""
import argparse
import csv
import math
import re
import sys
from pathlib import Path

from shapely import MultiPolygon, Polygon
from shapely.affinity import scale

import municipal_outlines

TABLE = Path(__file__).resolve().parent / "tables/agreement_areas.csv"
MARGIN = 300  # metres
TOLERANCE = 250  # metres: below the margin, so that simplifying never cuts into the outline
SMALLEST_PART = 0.5  # square kilometres: slivers and islands below are inside the margin of something else
METRES_PER_DEGREE = 111_200  # of latitude; of longitude times the cosine of the latitude
POLYGON = re.compile(r'(<polygon name="([^"]+)">).*?(</polygon>)', re.DOTALL)


def read_table():
    with open(TABLE, encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def plain(outline, metres_per_x, back=False):
    """An outline in metres, or back in degrees."""
    factors = (1 / metres_per_x, 1 / METRES_PER_DEGREE) if back else (metres_per_x, METRES_PER_DEGREE)
    return scale(outline, *factors, origin=(0, 0))


def widened(outline):
    """The outline as an agreement has it: too large by the margin, with few corners, in degrees."""
    metres_per_x = METRES_PER_DEGREE * math.cos(math.radians(outline.centroid.y))
    drawn = plain(outline, metres_per_x).buffer(MARGIN, quad_segs=2).simplify(TOLERANCE)
    parts = drawn.geoms if isinstance(drawn, MultiPolygon) else [drawn]
    kept = [Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area > SMALLEST_PART * 1e6])
            for part in parts if part.area > SMALLEST_PART * 1e6]
    return plain(MultiPolygon(kept), metres_per_x, back=True)


def rings(outline):
    """All rings of an outline, outer ones and holes, each starting in its south-westernmost corner, counter-clockwise."""
    for part in sorted(outline.geoms, key=lambda part: part.bounds):
        for ring in (part.exterior, *part.interiors):
            corners = [(round(y, 4), round(x, 4)) for x, y in ring.coords[:-1]]
            if not ring.is_ccw:
                corners.reverse()
            start = corners.index(min(corners))
            corners = corners[start:] + corners[:start]
            yield corners + corners[:1]


def ring_xml(corners):
    return "<ring>" + " ".join(f"{latitude:.4f} {longitude:.4f}" for latitude, longitude in corners) + "</ring>"


def areas(sources):
    """{name: (XML of its rings, number of corners)} of every area of the table."""
    outlines = {country: municipal_outlines.outlines(sources, country) for country in municipal_outlines.FILES}
    found = {}
    for name, row in read_table().items():
        outline = municipal_outlines.outline_of(outlines[row["country"]], row["codes"].split(";"))
        if outline is None:
            raise SystemExit(f"{TABLE.name}: no municipality of {row['country']} has a code of '{name}': {row['codes']}")
        drawn = list(rings(widened(outline)))
        found[name] = "".join(map(ring_xml, drawn)), sum(map(len, drawn))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    options = parser.parse_args()
    found = areas(options.sources)
    used = set()

    def fill(match):
        if match[2] not in found:
            if "<ring/>" in match[0]:
                raise SystemExit(f"{TABLE.name} has no area '{match[2]}', and its polygon has no ring")
            return match[0]
        used.add(match[2])
        return match[1] + found[match[2]][0] + match[3]

    for path in sorted((options.output / "agreements").glob("*.xml")):
        before = path.read_text(encoding="utf-8")
        after = POLYGON.sub(fill, before)
        path.write_text(after, encoding="utf-8")
        print(f"{path.name}: {len(POLYGON.findall(after))} polygons, {len(after.encode()):,} bytes")
    for name in sorted(found.keys() - used):
        print(f"{TABLE.name}: '{name}' is used by no agreement", file=sys.stderr)
    corners = sorted(count for _, count in found.values())
    print(f"{len(found)} areas, {corners[0]} to {corners[-1]} corners, median {corners[len(corners) // 2]}")


if __name__ == "__main__":
    main()
