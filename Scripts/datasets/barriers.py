#!/usr/bin/env python3
"""Writes barriers/barriers.xml: rivers, canals, lakes and coasts, and the bridges, tunnels, dams and ferries over them.

The lines come from barriers.geojson of the sources, the crossings from crossings.csv, each with its source; names in
further languages from tables/barrier_names.csv. Some crossings were read from a copy of the fairway register FIS whose
terms forbid commercial use: of them come the single facts only (place, name, whether it is a road), with the register
as source and verification="secondary", until they are read again from it:

    barriers.py --sources DIR --output Datasets --register [URL]

asks the register itself where a network is at hand; a crossing of the same kind within 300 m then gives the place, and
the mark goes. What is not found is named and stays marked; when the register cannot be read, nothing is written.
"""
import argparse
import json
import math
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from native_xml import Document
from registry_parts import read, slug, table

# West, south, east, north of what is described. The line of no water on it closes the faces.
FRAME = (2.3, 49.42, 8.0, 53.85)
FRAME_ACCURACY = 0
REGISTER = "https://www.vaarweginformatie.nl/wfswms/dataservice/1.3"
REGISTER_SOURCE = {
    "id": "fis", "title": "FIS, the fairway register of Rijkswaterstaat and EuRIS", "url": "https://www.vaarweginformatie.nl/",
    "licence": "single facts; open data of Rijkswaterstaat", "date": "2026-08-20"}
WITH_OTHER_TERMS = "CC BY-NC-SA"
COPY = re.compile(r",? read in marcelrv/\S+ of \S+")
# Hours that the sources give in words, as opening_hours of OpenStreetMap; those that name no hours are no hours.
HOURS = {"Mo-Fr 06:30-20:00; Sa, So, holidays 09:00-20:00": "Mo-Fr 06:30-20:00; Sa,Su,PH 09:00-20:00"}
PAGE = 500
NEAR = 300.0    # metres
KINDS = {"bridge": "bridge", "tunnel": "tunnel"}
NOTES = [
    "Made to find the least way by road, not as a map: lines follow the axis of the water, within each one's accuracy-m.",
    "Not in: Julianakanaal, Lateraalkanaal, Zuid-Willemsvaart, Wilhelminakanaal, Zwarte Water, Calandkanaal, upper Schelde, "
    "Leie, Dender, Rupel, Sambre, Saar, Sieg, Ruhr, Lippe, Weser and the canals of the Ruhr area, which have a bridge about "
    "every kilometre; the Ems above Herbrum; weight, width, toll, bridges that open, floods.",
    "Car ferries are listed with road=\"unknown\": no way leads over them until somebody states hours and waiting time.",
]


def fail(message):
    sys.exit(f"barriers.py: {message}")


def metres(lat, lon, other_lat, other_lon):
    """Between near places; right to a percent."""
    return math.hypot(lat - other_lat, (lon - other_lon) * math.cos(math.radians(lat))) * 111_200


class Sources:
    """The sources of the document, each once, with an id made of what it says."""

    def __init__(self):
        self.rows = {REGISTER_SOURCE["id"]: REGISTER_SOURCE}

    def id(self, title, licence):
        key = slug(title)[:60].strip("-")
        row = {"id": key, "title": title, "licence": licence}
        number = 1
        while self.rows.setdefault(row["id"], row) != row:
            number += 1
            row["id"] = f"{key}-{number}"
        return row["id"]


def source_of(row, sources):
    """(id of the source, whether its facts wait to be read again) of a crossing."""
    if WITH_OTHER_TERMS not in row["licence"]:
        return sources.id(row["source"], row["licence"]), False
    rest = COPY.sub("", row["source"])
    if "(vaarweginformatie.nl)" in rest:
        return REGISTER_SOURCE["id"], True
    return sources.id(rest, REGISTER_SOURCE["licence"]), True


def crossings(rows, sources):
    """The attributes of each crossing with its name, by id."""
    found = {}
    for row in rows:
        key = f"{row['barrier']}.{slug(row['name'])}"
        number = 1
        while key in found:
            number += 1
            key = f"{row['barrier']}.{slug(row['name'])}-{number}"
        source, waits = source_of(row, sources)
        found[key] = {
            "name": row["name"], "id": key, "barrier": row["barrier"], "kind": row["kind"],
            "lat": float(row["lat"]), "lon": float(row["lon"]),
            "lat2": float(row["lat2"]) if row["lat2"] else None, "lon2": float(row["lon2"]) if row["lon2"] else None,
            "road": row["road"], "confidence": row["confidence"], "hours": HOURS.get(row["hours"]),
            "verification": "secondary" if waits else None,
            "basis": "derived" if row["licence"] == "own work" else None, "source": source}
    return found


# The register

def answer(url):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept": "application/json"}), timeout=60) as reply:
            return json.load(reply)
    except (OSError, ValueError) as error:    # HTTP errors are among the first, broken JSON among the second
        fail(f"the register could not be read: {url}: {error}; nothing was written. Leave out --register to build without it.")


def register_places(base, kind):
    """(latitude, longitude) of all records of a kind in the register."""
    generation = answer(f"{base}/geogeneration").get("GeoGeneration")
    if generation is None:
        fail(f"{base}/geogeneration names no GeoGeneration: is that the register?")
    places, offset = [], 0
    while True:
        page = answer(f"{base}/{urllib.parse.quote(str(generation))}/{kind}?offset={offset}&count={PAGE}")
        rows = page.get("Result")
        if not isinstance(rows, list):
            fail(f"{base}/{generation}/{kind} has no list Result: is that the register?")
        for row in rows:
            numbers = [float(value) for value in re.findall(r"-?\d+(?:\.\d+)?", row.get("Geometry") or "")]
            points = list(zip(numbers[1::2], numbers[::2]))
            if points:
                places.append(points[len(points) // 2])
        offset += len(rows)
        if not rows or offset >= page.get("TotalCount", offset):
            return places


def read_again(found, base):
    """Takes the waiting crossings from the register; returns the ids of those that it does not have."""
    waiting = [crossing for crossing in found.values() if crossing["verification"]]
    missing = []
    places = {kind: register_places(base, name) for kind, name in KINDS.items()}
    for crossing in waiting:
        here = (crossing["lat"], crossing["lon"])
        near = [(metres(*here, *place), place) for place in places.get(crossing["kind"], [])]
        distance, place = min(near, default=(math.inf, None))
        if distance > NEAR or crossing["lat2"] is not None:
            missing.append(crossing["id"])
            continue
        crossing["lat"], crossing["lon"] = (round(value, 5) for value in place)
        crossing["verification"] = None
    return missing


# The document

def write(path, lines, found, sources, names):
    barriers = []
    for feature in lines:
        facts = feature["properties"]
        barriers.append((facts, sources.id(facts["source"], facts["licence"]), feature["geometry"]["coordinates"]))
    with Document(path, "barriers", id="barriers") as document:
        for language, title in (("en", "Waters and their crossings"), ("nl", "Wateren en hun oversteken"),
                                ("fr", "Eaux et leurs franchissements"), ("de", "Gewässer und ihre Übergänge")):
            document.leaf("title", title, lang=language)
        frame_source = sources.id("the frame of this data set", "own work")
        for row in sources.rows.values():
            document.leaf("source", **row)
        for note in NOTES:
            document.leaf("note", note, lang="en")
        west, south, east, north = FRAME
        ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        frame = {"id": "frame", "name": "Frame of what is described", "kind": "open", "accuracy_m": FRAME_ACCURACY}
        for facts, source, points in [*barriers, (frame, frame_source, ring)]:
            basis = "derived" if "hand" in facts.get("source", "hand") or facts["kind"] == "open" else None
            with document.element("barrier", id=facts["id"], kind=facts["kind"], accuracy_m=facts["accuracy_m"], basis=basis,
                                  source=source):
                for language, name in names.get(facts["id"]) or [(None, facts["name"])]:
                    document.leaf("name", name, lang=language)
                document.leaf("line", " ".join(f"{lat:.5f} {lon:.5f}" for lon, lat in points))
        for _, crossing in sorted(found.items()):
            attributes = {key: value for key, value in crossing.items() if key != "name"}
            with document.element("crossing", **attributes):
                for language, name in names.get(crossing["id"]) or [(None, crossing["name"])]:
                    document.leaf("name", name, lang=language)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    parser.add_argument("--register", metavar="URL", nargs="?", const=REGISTER,
                        help=f"read the waiting crossings again from the register (needs a network; {REGISTER})")
    options = parser.parse_args()
    names = {}
    for row in table("barrier_names.csv"):
        names.setdefault(row["record"], []).append((row["language"], row["name"]))
    sources = Sources()
    lines = json.loads((options.sources / "barriers/barriers.geojson").read_text(encoding="utf-8"))["features"]
    found = crossings(read(options.sources / "barriers/crossings.csv"), sources)
    missing = read_again(found, options.register.rstrip("/")) if options.register else []
    unknown = [record for record in names if record not in found and all(record != line["properties"]["id"] for line in lines)]
    if unknown:
        fail(f"tables/barrier_names.csv names what is not in the sources: {', '.join(unknown)}")
    write(options.output / "barriers/barriers.xml", lines, found, sources, names)
    waiting = [crossing for crossing in found.values() if crossing["verification"]]
    print("barriers.xml", len(lines) + 1, "barriers,", len(found), "crossings,",
          sum(crossing["road"] == "yes" for crossing in found.values()), "by road;", len(waiting), "wait for the register, of them",
          sum(crossing["road"] == "yes" for crossing in waiting), "by road")
    if missing:
        print("not found in the register: " + ", ".join(missing), file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
