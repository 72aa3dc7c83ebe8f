#!/usr/bin/env python3
"""Checks what the shipped data say of real ground: who comes to towns at a border, how far stations are, how many people.

At each town the tool must name the true neighbours among the nearest units from across the border, the room that is
responsible and, where an agreement is on file, that agreement with its citation; no verdict may forbid. The nearest fire
station of the people of North Rhine-Westphalia is measured from the middle of each census cell by a straight line in
space. People are added up by country and compared with the sums of the census grid of 2021.
"""
import argparse
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import numpy

import product

sys.path.insert(0, str(product.ROOT / "Scripts/support"))
from census_grid import read_people  # noqa: E402

NS = "{urn:mutual-aid:1.0}"
NOON = "2026-11-28T12:00:00+01:00"
MOST_BYTES = 20_000_000
MEDIAN_M = 1_200
SHARE = 0.005
PEOPLE = {"BE": 11_537_820, "NL": 17_471_064, "LU": 642_040, "DE": 19_655_581, "FR": 5_213_816}
GERMAN_COMMUNITY = 78_300
LU, TRIER, EMS = "lu-csu-112", "de-rp-leitstelle-trier", "de-ni-leitstelle-ems-vechte"
OOST = "nl-meldkamer-oost-nederland"
TOWNS = [  # name, place, service, responsible room, a neighbour, its room, an agreement that the answer cites
    ("Echternach", "49.8117,6.4217", "fire", LU, "Echternacherbrück", TRIER, None),
    ("Echternach", "49.8117,6.4217", "ambulance", LU, "Echternacherbrück", TRIER, "lu-rlp-ambulance-2020"),
    ("Kerkrade", "50.8658,6.0625", "fire", "nl-meldkamer-limburg-fire", "Herzogenrath",
     "de-nrw-leitstelle-staedteregion-aachen", "herzogenrath-kerkrade-1996"),
    ("Kerkrade", "50.8658,6.0625", "ambulance", "nl-meldkamer-limburg-ambulance", "Würselen",
     "de-nrw-leitstelle-staedteregion-aachen", "heinsberg-aachen-zuid-limburg-ambulance"),
    ("Gronau", "52.2107,7.0250", "fire", "de-nrw-leitstelle-kreis-borken", "Glanerbrug", OOST, "twente-gronau-fire"),
    ("Tolkamer", "51.8530,6.1000", "ambulance", OOST, "Kleve", "de-nrw-leitstelle-kreis-kleve", "kleve-ambulance"),
    ("Clervaux", "50.0547,6.0314", "fire", LU, "Dasburg", TRIER, None),
    ("Nordhorn", "52.4319,7.0686", "fire", EMS, "Denekamp", OOST, "twente-nordhorn-2014"),
    ("Bad Bentheim", "52.3031,7.1597", "ambulance", EMS, "Oldenzaal", OOST, None),
    ("Trier", "49.7567,6.6414", "fire", TRIER, "", LU, None),
    ("Perl", "49.4667,6.3800", "fire", "de-sl-leitstelle", "Schengen", LU, None),
    ("Perl", "49.4667,6.3800", "ambulance", "de-sl-leitstelle", "Air Rescue 3", LU, "air-rescue-3"),
]


def town_complaints(tool):
    """What is wrong with the answers at the towns."""
    for town, place, service, room, neighbour, neighbour_room, agreement in TOWNS:
        answer = tool.json("nearest", f"--at={place}", "--service", service, "--scope", "cross-border", "--time", NOON,
                           "--count", 6)
        said = f"{town}, {service}"
        found = (answer["incident"]["control_room"] or {}).get("id")
        if found != room:
            yield f"{said}: responsible is {found}, expected {room}"
        units = [unit for unit in answer["units"] if neighbour in unit["station"]["name"]]
        if not units:
            yield f"{said}: no {neighbour} among {[unit['station']['name'] for unit in answer['units']]}"
        rooms = {(unit["control_room"] or {}).get("id") for unit in units}
        if units and neighbour_room not in rooms:
            yield f"{said}: {neighbour} is asked for through {rooms}, expected {neighbour_room}"
        cited = {unit["agreement"].get("id"): unit["agreement"]["citation"] for unit in units}
        if agreement and not cited.get(agreement):
            yield f"{said}: {neighbour} comes under {sorted(filter(None, cited))}, expected {agreement} with its citation"
        for unit in answer["units"]:
            if unit["agreement"]["verdict"] == "forbidden":
                yield f"{said}: {unit['id']} is forbidden by {unit['agreement'].get('id')}"


def prohibitions(datasets):
    """Rules that forbid and rest on what nobody has verified."""
    for path in sorted((datasets / "agreements").glob("*.xml")):
        for agreement in ElementTree.parse(path).getroot().iter(NS + "agreement"):
            for rule in agreement.iter(NS + "rule"):
                if rule.get("effect") == "forbid" and agreement.get("verification") != "verified":
                    yield f"{path.name}: {rule.get('id')} forbids, and is {agreement.get('verification')}"


def in_space(places):
    """Metres on a sphere as three coordinates: between neighbours they differ from the ellipsoid's by less than 0.5 %."""
    latitude, longitude = numpy.radians(numpy.array(places, dtype=float)).T
    return 6_371_000 * numpy.column_stack(
        [numpy.cos(latitude) * numpy.cos(longitude), numpy.cos(latitude) * numpy.sin(longitude), numpy.sin(latitude)])


def median_to_station(datasets, people):
    """Metres within which half of the people of North Rhine-Westphalia have a fire station that has a vehicle."""
    stations = []
    for path in sorted((datasets / "registries").glob("de-*-fire.xml")):
        for station in ElementTree.parse(path).getroot().iter(NS + "station"):
            position = station.find(NS + "position")
            if station.get("kind") != "industrial" and station.find(NS + "unit") is not None:
                stations.append((position.get("lat"), position.get("lon")))
    stations = in_space(stations)
    homes = [cell for cell in people if cell.region.startswith("DEA")]
    distances = []
    for start in range(0, len(homes), 1000):
        places = in_space([(cell.lat, cell.lon) for cell in homes[start:start + 1000]])
        square = ((places[:, None, :] - stations[None, :, :]) ** 2).sum(axis=2)
        distances += numpy.sqrt(square.min(axis=1)).tolist()
    order = numpy.argsort(distances)
    counts = numpy.cumsum([homes[index].people for index in order])
    return distances[order[numpy.searchsorted(counts, counts[-1] / 2)]]


def people_complaints(people):
    by_country, community = Counter(), 0
    for cell in people:
        by_country[cell.country] += cell.people
        community += cell.people if cell.region == "BE336" else 0
    for country, expected in PEOPLE.items():
        if abs(by_country[country] - expected) > SHARE * expected:
            yield f"{country}: {by_country[country]:,} people, the census has {expected:,}"
    if abs(community - GERMAN_COMMUNITY) > SHARE * GERMAN_COMMUNITY:
        yield f"German-speaking Community: {community:,} people, expected {GERMAN_COMMUNITY:,}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    product.add_arguments(parser)
    options = parser.parse_args()
    tool = product.Product(options.binary, options.directory).fill(options.datasets)
    people = read_people(options.datasets)
    median = median_to_station(options.datasets, people)
    size = sum(path.stat().st_size for path in options.datasets.rglob("*") if path.is_file())
    complaints = [*town_complaints(tool), *prohibitions(options.datasets), *people_complaints(people)]
    if median > MEDIAN_M:
        complaints.append(f"half of the people of North Rhine-Westphalia are {median:,.0f} m from a fire station, "
                          f"at most {MEDIAN_M:,} expected")
    if size >= MOST_BYTES:
        complaints.append(f"{options.datasets} has {size:,} bytes")
    for line in complaints:
        print(line)
    print(f"{len(TOWNS)} questions at towns, {len(people):,} cells, median {median:,.0f} m, {size:,} bytes: "
          f"{len(complaints)} complaints")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
