#!/usr/bin/env python3
"""Writes tables/de_completeness.csv: how many stations each German registry lists in each district, and of which part of it.

The registries of the Länder around North Rhine-Westphalia end 50 km from it and from the border, so a district may be in
them as a whole or in part. What the stations and vehicles are worth stands in registry_completeness.csv, of which each
registry says its own rows.
"""
import csv
import xml.etree.ElementTree as ElementTree
from collections import Counter

from german_municipalities import PREFIXES, Municipalities
from registry_parts import TABLES, arguments

NS = "{urn:mutual-aid:1.0}"
WHOLE = 0.995  # of the ground: the lines are simplified


def counts(path, municipalities):
    """{NUTS 3 code: (stations, of them with a place of their own)}"""
    stations = list(ElementTree.parse(path).getroot().iter(NS + "station"))
    positions = [station.find(NS + "position") for station in stations]
    keys = municipalities.find([(float(position.get("lon")), float(position.get("lat"))) for position in positions])
    listed, placed = Counter(), Counter()
    for position, key in zip(positions, keys):
        code = municipalities.carriers[key[:9]].nuts3
        listed[code] += 1
        placed[code] += position.get("quality") != "municipality-centroid"
    return listed, placed


def main():
    options = arguments(__doc__)
    municipalities = Municipalities(options.sources)
    reach = municipalities.reach_by_district()
    names = {carrier.nuts3: carrier.district for carrier in municipalities.carriers.values()}
    with open(TABLES / "de_completeness.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["registry", "service", "nuts3", "district", "part", "stations", "with_own_place"])
        for land, prefix in sorted(PREFIXES.items(), key=lambda pair: pair[1]):
            for service, kind in (("fire", "fire"), ("ambulance", "rescue")):
                registry = f"{prefix}-{kind}"
                listed, placed = counts(options.output / "registries" / f"{registry}.xml", municipalities)
                for code in sorted({carrier.nuts3 for ars, carrier in municipalities.carriers.items() if ars.startswith(land)}):
                    part = "whole" if reach[code] >= WHOLE else f"{reach[code]:.0%} of the ground"
                    writer.writerow([registry, service, code, names[code], part, listed[code], placed[code]])


if __name__ == "__main__":
    main()
