#!/usr/bin/env python3
"""Writes the rescue stations of North Rhine-Westphalia and, in reach of it or of the border, of the Länder around it.

registries/de-nrw-rescue.xml, de-rp-rescue.xml, de-ni-rescue.xml, de-sl-rescue.xml, de-he-rescue.xml. From OpenStreetMap
(September 2025) an entry whose name proves it: a Rettungswache, a guard of the fire brigade that is one too (Feuer- und
Rettungswache), a base of an emergency doctor's car. The source mixes rescue stations with hospitals and with the houses
of relief organisations, so a bare "Malteser" proves nothing. Hagen's are those of its own list.

In North Rhine-Westphalia stations published by name only (nrw_rescue_stations.csv), derived from the law or assumed
(nrw_rescue_towns.csv) stand at the point of their town as long as no real one of the town is known.

Prints the figures. --list prints every decision.
"""
import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from german_municipalities import PREFIXES, VG250_SOURCE, Municipalities
from german_station_names import COMBINED_GUARD, DOCTOR_CAR, NOT_OPERATING, NOT_RESCUE, RESCUE, WORKS, key, part, plain
from nrw_points import municipality
from osm_stations import OSM_SOURCE, Entry, corrections, entries, joined, metres_between, named_apart
from registry_parts import CENSUS_SOURCE, GEONAMES_SOURCE, Registry, gazetteer, locality, read, slug, table

RETTG = {"id": "rettg", "title": "RettG NRW: Rettungsgesetz NRW, section 6: carriers of the rescue service and of rescue stations",
         "url": "https://recht.nrw.de/", "licence": "public facts (law)", "date": "2015"}
HAGEN = {"id": "hagen", "title": "Rescue stations of Hagen, project rettungsdienst_isochronen",
         "url": "https://github.com/roink/rettungsdienst_isochronen", "licence": "MIT", "date": "2023"}
TITLES = {
    "05": [("de", "Rettungswachen in Nordrhein-Westfalen"), ("en", "Rescue stations of North Rhine-Westphalia")],
    "07": [("de", "Rettungswachen in Rheinland-Pfalz nahe der Grenze"), ("en", "Rescue stations of Rhineland-Palatinate near the border")],
    "03": [("de", "Rettungswachen in Niedersachsen nahe der Grenze"), ("en", "Rescue stations of Lower Saxony near the border")],
    "10": [("de", "Rettungswachen im Saarland nahe der Grenze"), ("en", "Rescue stations of Saarland near the border")],
    "06": [("de", "Rettungswachen in Hessen nahe Nordrhein-Westfalen"), ("en", "Rescue stations of Hesse near North Rhine-Westphalia")],
}
NAMES_NOTE = "Entries of OpenStreetMap whose name proves that they are rescue stations, guards of the fire brigade with a rescue station, or bases of an emergency doctor's car; others are missing, so a town without one may have one."
REACH_NOTE = "Only stations within 50 km of the Netherlands, Belgium, Luxembourg or North Rhine-Westphalia."
UNITS_NOTE = "One ambulance (RTW) is assumed at every rescue station, one doctor's car (NEF) at every base of one. Most doctor's cars stand at hospitals and are missing."
NRW_NOTES = [
    "Published by name only, from the press and from districts: {published} stations at the point of their municipality or village, where no real one is known; some may have moved since.",
    "Derived: kreisfreie Städte and large towns (Große kreisangehörige Städte) carry rescue stations (RettG NRW section 6); {derived} of them, whose stations are not known, stand at the town's point.",
    "Assumed: one station in each of {assumed} further towns of the border districts. A real station may stand elsewhere.",
]
TEXT = {
    "city": ("derived", "Derived from RettG NRW section 6: a kreisfreie Stadt carries rescue stations. Number and places unknown."),
    "large": ("derived", "Derived from RettG NRW section 6: a large town carries rescue stations. Number and places unknown."),
    "border": ("assumed", "Assumed: a town of this size in this district is likely to have a rescue station."),
}
AMBULANCE, DOCTOR = [{"type": "RTW", "crew": 2}], [{"type": "NEF", "crew": 2}]
# Words that say what it is or who runs it, not which one.
SAID_OF_ALL = re.compile(
    r"\b(lehr)?ret+ungs?[ -]?(wache|station|zentrum|dienst)\w*|\bNEF[ -]?(standort|wache|station)?|\bnotarzt[ -]?(standort|wache|dienst)?|"
    r"\b(DRK|BRK|ASB|JUH|MHD|Malteser|Johanniter|Falck|Promedica)\b|deutsches rotes kreuz|rotes kreuz|arbeiter-samariter-bund\w*|hilfsdienst|"
    r"unfall-?hilfe|landkreis(es)?\b|\bkreis(es)?\b|\bg?gmbh\b|\be\. ?v\.?|\b(der|des|im|am|in)\b|\bstandort\b|\bwache\b|\bstadt\b", re.I)
SAME_PLACE_M = 60  # two entries of one kind nearer than this are one station, whatever they are called
VILLAGE_M = 3_000  # a station known only by its village is the real one within this


def is_rescue(name):
    return RESCUE.search(name) and not NOT_RESCUE.search(name)


def found_entries(sources, municipalities):
    """Entries of both kinds in the source, and Hagen's own list, with kind, part and key."""
    skipped = corrections()
    rescue = [entry for entry in entries(sources, municipalities, "ems_station") if is_rescue(entry.name)]
    guards = [entry for entry in entries(sources, municipalities, "fire_station")
              if COMBINED_GUARD.search(entry.name) and not WORKS.search(entry.name) and not NOT_OPERATING.search(entry.name)
              and (skipped.get((entry.carrier_ars, entry.name)) or {"action": ""})["action"] != "leave-out"]
    hagen = [Entry(row["name"], float(row["lat"]), float(row["lon"]), "Hagen",
                   municipalities.find([(float(row["lon"]), float(row["lat"]))])[0], source="hagen")
             for row in read(sources / "stations.csv") if row["id"].startswith("hagen-")]
    result = rescue + guards + hagen
    for entry in result:
        carrier = municipalities.carriers[entry.carrier_ars]
        entry.kind = "doctor" if DOCTOR_CAR.search(entry.name) and not re.search(r"ret+ungs?[ -]?wache", entry.name, re.I) else "rescue"
        places = (carrier.name, municipalities.member(entry.ars, entry.town))
        combined = re.search(r"feuer|FRW", entry.name, re.I)
        entry.key = key(part(entry.name, *places) if combined else _without(SAID_OF_ALL.sub(" ", entry.name), places), *places)
        entry.part = entry.name
    return result


def _without(text, places):
    """The text without the town, where something else remains."""
    for place in filter(None, places):
        shorter = re.sub(rf"\b{re.escape(plain(place))}\b", " ", text)
        text = shorter if slug(shorter) else text
    return text


def one_place(stations):
    """Stations of one kind at one place become one; that of Hagen's own list or with a key of its own stays."""
    kept = []
    for entry, members in sorted(stations, key=lambda station: (station[0].source != "hagen", not station[0].key, station[0].name,
                                                                station[0].lat, station[0].lon)):
        twin = next((other for other, _ in kept if other.carrier_ars == entry.carrier_ars and other.kind == entry.kind
                     and metres_between(other, entry) <= SAME_PLACE_M), None)
        if not twin:
            kept.append((entry, members))
    return kept


def identified(stations, municipalities):
    named = {}
    for entry, _ in stations:
        carrier = municipalities.carriers[entry.carrier_ars]
        doctor = "nef" if entry.kind == "doctor" else ""
        own = "" if entry.key == slug(carrier.name) else entry.key
        identifier = "-".join(filter(None, [f"{PREFIXES[entry.ars[:2]]}-rescue", slug(carrier.name), own, doctor]))
        named.setdefault(identifier, []).append(entry)
    twice = [(entry.ars[:9], identifier, entry.name, entry.lat, entry.lon)
             for identifier, group in named.items() if len(group) > 1 for entry in group]
    if twice:
        sys.exit("one id for two stations:\n" + "\n".join(map(str, twice)))
    return sorted((identifier, group[0]) for identifier, group in named.items())


def display(entry, carrier, member):
    """The station's own name, with the town where it does not say it."""
    town, name = member or carrier.title, entry.part
    return name if slug(plain(town)) in slug(name) else f"{name} ({town})"


class Points:
    """What is known of North Rhine-Westphalia without a place: by name, by law, by guess."""

    def __init__(self, sources, municipalities, real):
        self.places = gazetteer(sources)
        self.towns = {row["name"]: row for row in table("nrw_municipalities.csv")}
        self.real = {}
        for _, entry in real:
            if entry.kind == "rescue":
                self.real.setdefault(municipalities.carriers[entry.carrier_ars].name, []).append(entry)
        grounds = {row["municipalities"]: "city" for row in table("nrw_districts.csv") if row["kind"] == "kreisfreie Stadt"}
        grounds.update({row["municipality"]: row["ground"] for row in table("nrw_rescue_towns.csv")})
        self.carriers = sorted((name for name, ground in grounds.items() if ground != "border"), key=slug)
        self.published = [row for row in table("nrw_rescue_stations.csv") if not self._is_real(row)]
        named = {row["municipality"] for row in table("nrw_rescue_stations.csv")}
        self.others = {name: ground for name, ground in sorted(grounds.items(), key=lambda pair: slug(pair[0]))
                       if name not in named and name not in self.real}
        self.counts = {"published": len(self.published), "derived": sum(ground != "border" for ground in self.others.values()),
                       "assumed": sum(ground == "border" for ground in self.others.values())}

    def _is_real(self, row):
        real = self.real.get(row["municipality"], [])
        if not row["geonames_id"]:
            return bool(real)
        place = self.places[row["geonames_id"]]
        village = Entry("", float(place["lat"]), float(place["lon"]), "", "")
        return any(metres_between(entry, village) <= VILLAGE_M for entry in real)

    def write(self, registry, taken):
        for row in self.published:
            town, identifier = row["municipality"], f"de-nrw-rescue-{slug(row['name'])}"
            if identifier in taken:
                sys.exit(f"{identifier} is a real station and one known by name only")
            registry.station(
                identifier, [("de", f"Rettungswache {row['name']}")],
                locality(self.places[row["geonames_id"]]) if row["geonames_id"] else municipality(self.towns[town]),
                units=AMBULANCE, kind="station", source=row["source"],
                organisation=f"de-nrw-{slug(town)}" if town in self.carriers else None)
        for name, ground in self.others.items():
            basis, note = TEXT[ground]
            registry.station(
                f"de-nrw-rescue-{slug(name)}", [("de", f"Rettungswache {name}")], municipality(self.towns[name]), notes=[note],
                units=AMBULANCE, kind="station", basis=basis,
                organisation=f"de-nrw-{slug(name)}" if name in self.carriers else None)


def write(land, output, stations, municipalities, points):
    sources = [OSM_SOURCE, VG250_SOURCE]
    notes = [NAMES_NOTE, UNITS_NOTE]
    if land == "05":
        known = {row["source"] for row in points.published}
        sources += [RETTG, HAGEN] + [row for row in table("nrw_rescue_sources.csv") if row["id"] in known]
        notes += [note.format(**points.counts) for note in NRW_NOTES]
        sources.append(CENSUS_SOURCE)
    else:
        notes.append(REACH_NOTE)
    with Registry(output, f"{PREFIXES[land]}-rescue", "DE", "ambulance", TITLES[land],
                  "Collected for Mutual Aid from OpenStreetMap and public facts", [*sources, GEONAMES_SOURCE], notes) as registry:
        if land == "05":
            for name in points.carriers:
                row = points.towns[name]
                registry.organisation(f"de-nrw-{slug(name)}", "municipality", [("de", name)],
                                      notes=[f"Region {row['nuts3']} ({row['district']})"])
        for identifier, entry in stations:
            carrier = municipalities.carriers[entry.carrier_ars]
            member = municipalities.member(entry.ars, entry.town)
            registry.station(
                identifier, [("de", display(entry, carrier, member))],
                {"lat": entry.lat, "lon": entry.lon, "quality": "address" if entry.source == "hagen" else "building",
                 "source": entry.source or None},
                address={"municipality": member}, units=DOCTOR if entry.kind == "doctor" else AMBULANCE, kind="station",
                source=entry.source or None,
                organisation=carrier.id if land == "05" and carrier.name in points.carriers else None)
        if land == "05":
            points.write(registry, {identifier for identifier, _ in stations})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    parser.add_argument("--list", action="store_true", help="print every station with its name in the source")
    options = parser.parse_args()
    municipalities = Municipalities(options.sources)
    found = found_entries(options.sources, municipalities)
    stations = identified(named_apart(one_place(joined(found)), municipalities), municipalities)
    points = Points(options.sources, municipalities, stations)
    for land in TITLES:
        mine = [(identifier, entry) for identifier, entry in stations if entry.ars.startswith(land)]
        write(land, options.output, mine, municipalities, points)
        kinds = Counter(entry.kind for _, entry in mine)
        print(f"  {sum(entry.ars.startswith(land) for entry in found)} entries by name, {len(mine)} stations with a place "
              f"({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}) in "
              f"{len({municipalities.carriers[entry.carrier_ars].nuts3 for _, entry in mine})} districts")
    print("  without a place:", points.counts)
    if options.list:
        for identifier, entry in stations:
            print(f"{identifier}\t{entry.name}\t{entry.town}")


if __name__ == "__main__":
    main()
