#!/usr/bin/env python3
"""Writes the fire brigades of North Rhine-Westphalia and, in reach of it or of the border, of the Länder around it.

registries/de-nrw-fire.xml, de-rp-fire.xml, de-ni-fire.xml, de-sl-fire.xml, de-he-fire.xml: the stations of
OpenStreetMap (September 2025), each with the brigade that runs it. Entries of one station are joined; museums, houses of
the youth, closed and planned ones, workshops and schools are left out; company brigades are marked. Where a municipality
of North Rhine-Westphalia had no station, its own point would stand for it (BHKG section 3); none is left.

Prints the figures. --list prints every decision.
"""
import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from german_municipalities import PREFIXES, VG250_SOURCE, Municipalities
from german_station_names import GUARD, MAIN_GUARD, NOT_OPERATING, SPECIAL, SUPPORT, VOLUNTEER, WORKS, key, part
from osm_stations import OSM_SOURCE, corrections, entries, joined, metres_between, named_apart
from registry_parts import GEONAMES_SOURCE, Registry, slug, table

LAW = {
    "05": {"id": "bhkg", "title": "BHKG: Gesetz über den Brandschutz, die Hilfeleistung und den Katastrophenschutz (Nordrhein-Westfalen), section 3",
           "url": "https://recht.nrw.de/", "licence": "public facts (law)", "date": "2015"},
    "07": {"id": "lbkg", "title": "LBKG (Rheinland-Pfalz): Verbandsgemeinden, municipalities outside them and cities run the fire brigades",
           "url": "https://www.landesrecht.rlp.de/", "licence": "public facts (law)"},
    "03": {"id": "nbrandschg", "title": "NBrandSchG (Niedersachsen): municipalities and Samtgemeinden run the fire brigades",
           "url": "https://voris.wolterskluwer-online.de/", "licence": "public facts (law)"},
    "10": {"id": "sbkg", "title": "SBKG (Saarland): municipalities run the fire brigades",
           "url": "https://recht.saarland.de/", "licence": "public facts (law)"},
    "06": {"id": "hbkg", "title": "HBKG (Hessen): municipalities run the fire brigades",
           "url": "https://www.rv.hessenrecht.hessen.de/", "licence": "public facts (law)"},
}
NRW_BRIGADES = {
    "id": "brigades", "title": "Fire service in NRW: 396 volunteer and 31 professional fire brigades (Feuerwehr Inden)",
    "url": "https://www.feuerwehr-inden.de/mitmachen/struktur", "licence": "public facts from a web page"}
EUSKIRCHEN = {
    "id": "kfv-eu", "title": "Kreisfeuerwehrverband Euskirchen: in the district only the town of Euskirchen has a guard with full-time crew",
    "url": "http://kfv-eu.de/index.php?option=com_content&view=article&id=80&Itemid=85", "licence": "public facts from a web page"}
TITLES = {
    "05": [("de", "Feuerwehren in Nordrhein-Westfalen"), ("en", "Fire brigades of North Rhine-Westphalia")],
    "07": [("de", "Feuerwehren in Rheinland-Pfalz nahe der Grenze"), ("en", "Fire brigades of Rhineland-Palatinate near the border")],
    "03": [("de", "Feuerwehren in Niedersachsen nahe der Grenze"), ("en", "Fire brigades of Lower Saxony near the border")],
    "10": [("de", "Feuerwehren im Saarland nahe der Grenze"), ("en", "Fire brigades of Saarland near the border")],
    "06": [("de", "Feuerwehren in Hessen nahe Nordrhein-Westfalen"), ("en", "Fire brigades of Hesse near North Rhine-Westphalia")],
}
AREA_NOTE = {
    "05": "All of the Land: the fire stations of OpenStreetMap, believed nearly all; in every one of the 396 municipalities at least one.",
    "": "Only stations within 50 km of the Netherlands, Belgium, Luxembourg or North Rhine-Westphalia.",
}
NOTES = [
    "A station is named after its brigade. Who runs the brigade is derived from the municipality in which the station lies (in Niedersachsen and Rheinland-Pfalz often an association of municipalities); near a municipal border, which is simplified here, it may be the neighbour's.",
    "Vehicles are assumed: one LF10 for a volunteer house, one HLF20 for a company brigade (kind industrial); for a professional guard HLF20 and DLK23, for the city's main guard two HLF20, a DLK23, an ELW1 and the group LZ, which is made of those same vehicles: where it goes, they are gone. Small villages often have only a TSF. Houses of special units (kind special-unit) are listed without a vehicle.",
    "Volunteer staffing is derived: a house with no professional brigade may still have a full-time guard (hauptamtliche Wache), so \"mixed\" is possible.",
]
COMPANY = "A company fire brigade serves its own site first."
VOLUNTEERS = {"kind": "volunteer", "basis": "derived"}
CAREER = {"kind": "career", "basis": "derived"}
MAIN_UNITS = [{"type": "HLF20"}, {"type": "HLF20"}, {"type": "DLK23"}, {"type": "ELW1"},
              {"type": "LZ", "members": [("ELW1", 1), ("HLF20", 2), ("DLK23", 1)]}]
GUARD_UNITS = [{"type": "HLF20"}, {"type": "DLK23"}]
FULL_TIME = re.compile(r"hauptamtlich", re.I)


def kind_of(entry, professional, correction):
    """What an entry is: works, guard, special, volunteer; or why it is left out: not operating, support, no station."""
    if correction and correction["action"] != "part":
        return correction["action"]
    name = entry.name
    if NOT_OPERATING.search(name):
        return "not operating"
    if SUPPORT.search(name):
        return "support"
    if WORKS.search(name):
        return "works"
    if SPECIAL.search(name):
        return "special"
    if professional and GUARD.search(name) and not VOLUNTEER.search(re.sub(r"\+.*", "", name)):
        return "guard"
    if re.match(r"rettungs(wache|zentrum)", name, re.I) or re.search(r"- rettungswache", name, re.I):
        return "rescue"
    return "volunteer"


LEFT_OUT = ("not operating", "support", "rescue", "leave-out")


def classified(found, municipalities, professional):
    """The entries with their kind, part and key."""
    table_of_corrections, used = corrections(), set()
    for entry in found:
        carrier = municipalities.carriers[entry.carrier_ars]
        place = (entry.ars[:9], entry.name)
        correction = table_of_corrections.get(place)
        used.add(place)
        entry.kind = kind_of(entry, entry.carrier_ars in professional, correction)
        member = municipalities.member(entry.ars, entry.town)
        places = (carrier.name, member)
        entry.part = part(entry.name, *places)
        if entry.kind == "works":
            entry.part = entry.name
        entry.key = key(entry.part, *places)
        if correction and correction["part"]:
            entry.part = correction["part"]
            entry.key = slug(entry.part)
        if not entry.key:
            entry.part = ""
        if carrier.kind and not entry.key and member:
            entry.part, entry.key = member, slug(member)
    stale = sorted(set(table_of_corrections) - used)
    if stale:
        sys.exit(f"de_station_corrections.csv: no such entry: {stale}")
    return found


def display(entry, carrier):
    """The station's name: "Feuerwehr Borken, Löschzug Weseke", "Feuerwehr Bollendorf (Verbandsgemeinde Südeifel)"."""
    if entry.kind == "works":
        return entry.part if re.search(r"feuer|wache", entry.part, re.I) and len(entry.part.split()) > 1 else f"{entry.part} ({carrier.name})"
    brigade = "Berufsfeuerwehr" if entry.kind == "guard" else "Feuerwehr"
    text = re.sub(r"^Berufsfeuerwehr\s*|\s+BF$", "", entry.part)
    if carrier.kind:
        return f"{brigade} {text or carrier.name} ({carrier.title})"
    return f"{brigade} {carrier.name}, {text}" if text else f"{brigade} {carrier.name}"


def main_guards(stations):
    """The main guard of each professional brigade: named so, or number 1, or the only one, or the one without a name."""
    guards = {}
    for entry, _ in stations:
        if entry.kind == "guard":
            guards.setdefault(entry.carrier_ars, []).append(entry)
    return {ars: min(group, key=lambda entry: (not MAIN_GUARD.search(entry.name), entry.key != "feuerwache", entry.key))
            for ars, group in guards.items()}


def units_of(entry, main):
    if entry.kind == "special":
        return []
    if entry.kind == "guard":
        return MAIN_UNITS if entry is main else GUARD_UNITS
    return [{"type": "HLF20" if entry.kind == "works" else "LF10"}]


def staffing_of(entry, carrier):
    if entry.kind in ("works", "special"):
        return None
    if entry.kind == "guard":
        return CAREER
    if FULL_TIME.search(entry.name):
        return {"kind": "mixed", "basis": "published"}
    if carrier.name == "Euskirchen" and entry.name.startswith("Feuerwache"):
        return {"kind": "mixed", "basis": "published"}
    return VOLUNTEERS


def sources_of(land, professional):
    rows = [OSM_SOURCE, LAW[land], VG250_SOURCE, GEONAMES_SOURCE]
    if land == "05":
        rows += [NRW_BRIGADES, EUSKIRCHEN]
    return rows + [{"id": row["source"], "title": row["title"], "url": row["url"], "licence": "public facts from a web page"}
                   for row in professional if row["ars"].startswith(land) and row["url"]]


def write(land, output, stations, municipalities, brigades):
    carriers = {entry.carrier_ars: municipalities.carriers[entry.carrier_ars] for entry, _ in stations}
    organisations = {carrier.id: carrier for carrier in carriers.values()}
    mains = main_guards(stations)
    with Registry(output, f"{PREFIXES[land]}-fire", "DE", "fire", TITLES[land], "Collected for Mutual Aid from OpenStreetMap and public facts",
                  sources_of(land, brigades), [AREA_NOTE.get(land, AREA_NOTE[""]), *NOTES]) as registry:
        for identifier, carrier in sorted(organisations.items()):
            registry.organisation(identifier, "municipality", [("de", carrier.title)],
                                  notes=[f"Region {carrier.nuts3} ({carrier.district})"])
        for identifier, entry in identified(stations, municipalities):
            carrier = municipalities.carriers[entry.carrier_ars]
            registry.station(
                identifier, [("de", display(entry, carrier))], {"lat": entry.lat, "lon": entry.lon, "quality": "building"},
                address={"municipality": municipalities.member(entry.ars, entry.town, entry.part)},
                staffing=staffing_of(entry, carrier), notes=[COMPANY] if entry.kind == "works" else [],
                units=units_of(entry, mains.get(entry.carrier_ars)),
                organisation=None if entry.kind == "works" else carrier.id,
                kind={"works": "industrial", "special": "special-unit"}.get(entry.kind, "station"))


def identified(stations, municipalities):
    """[(id, entry)] in the order of the ids; an error where two stations would have the same."""
    named = {}
    for entry, _ in stations:
        carrier = municipalities.carriers[entry.carrier_ars]
        own = "" if entry.key == slug(carrier.name) else entry.key
        identifier = "-".join(filter(None, [f"{PREFIXES[entry.ars[:2]]}-fire", slug(carrier.name), own]))
        named.setdefault(identifier, []).append(entry)
    twice = [(entry.ars[:9], identifier, entry.name, entry.lat, entry.lon)
             for identifier, group in named.items() if len(group) > 1 for entry in group]
    if twice:
        sys.exit("one id for two stations; name them apart in de_station_corrections.csv:\n" + "\n".join(map(str, twice)))
    return sorted((identifier, group[0]) for identifier, group in named.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    parser.add_argument("--list", action="store_true", help="print what is left out, joined and special")
    options = parser.parse_args()
    municipalities = Municipalities(options.sources)
    brigades = table("de_professional_brigades.csv")
    professional = {row["ars"] for row in brigades} | municipalities.professional
    found = classified(entries(options.sources, municipalities, "fire_station"), municipalities, professional)
    stations = named_apart(joined([entry for entry in found if entry.kind not in LEFT_OUT]), municipalities)
    silent = municipalities.of_land("05") - {entry.carrier_ars for entry, _ in stations}
    if silent:
        sys.exit(f"no station in {sorted(municipalities.carriers[ars].name for ars in silent)}")
    for land in LAW:
        write(land, options.output, [station for station in stations if station[0].ars.startswith(land)], municipalities, brigades)
        report(land, found, stations, municipalities)
    if options.list:
        listing(found, stations, municipalities)


def report(land, found, stations, municipalities):
    """The figures of one Land."""
    found = [entry for entry in found if entry.ars.startswith(land)]
    stations = [station for station in stations if station[0].ars.startswith(land)]
    left = Counter(entry.kind for entry in found if entry.kind in LEFT_OUT)
    kinds = Counter(entry.kind for entry, _ in stations)
    districts = {municipalities.carriers[entry.carrier_ars].nuts3 for entry, _ in stations}
    print(f"  {len(found)} entries, {sum(left.values())} left out ({', '.join(f'{count} {kind}' for kind, count in sorted(left.items()))}), "
          f"{len(found) - sum(left.values()) - len(stations)} joined; {len(stations)} stations "
          f"({', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}) in {len(districts)} districts, "
          f"{len({entry.carrier_ars for entry, _ in stations})} brigades")


def listing(found, stations, municipalities):
    for entry in found:
        if entry.kind != "volunteer":
            print(f"{entry.kind}: {municipalities.carriers[entry.carrier_ars].name}: {entry.name}")
    mains = {id(entry) for entry in main_guards(stations).values()}
    for identifier, entry in identified(stations, municipalities):
        print(f"{identifier}\t{display(entry, municipalities.carriers[entry.carrier_ars])}\t{entry.name}{' (main)' if id(entry) in mains else ''}")
    for entry, members in stations:
        if len(members) > 1:
            print("joined: " + " + ".join(f"{member.name} [{round(metres_between(entry, member))} m]" for member in members))


if __name__ == "__main__":
    main()
