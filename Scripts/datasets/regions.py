#!/usr/bin/env python3
"""Writes boundaries/regions.xml: safety regions, provinces, districts, Länder and French regions.

Where the schema in the output folder knows areas of level municipality, boundaries/municipalities.xml is written too;
with --municipalities it is written in any case, to the file named. See ground.py for how regions get their ground.
"""
import argparse
from pathlib import Path

import shapely

from boundary_writer import COUNTRY_ACCURACY_M, OSM_SOURCE, write_area
from fitted_areas import plane
from ground import all_ground
from native_xml import Document
from official_areas import read_table

# Of NL, BE and DE 95 % of the official outer edges lie nearer than this to the border of countries.xml where both are
# land, which is what is known of their accuracy (Scripts/checks/region_borders.py prints it, rounded up here).
ACCURACY_M = {"NL": 50, "BE": 700, "DE": 650, "FR": 4000, "LU": COUNTRY_ACCURACY_M}
DERIVED_ACCURACY_M = 3000
FARTHEST_KM = 50  # of German municipalities outside North Rhine-Westphalia
SOURCES = [
    {"id": "cbs", "title": "CBS: municipalities of the Netherlands, state of 1 January 2022, through certegis; safety region of each by CBS 2025",
     "url": "https://www.cbs.nl/nl-nl/dossier/nederland-regionaal/geografische-data", "licence": "CC BY 4.0", "date": "2022"},
    {"id": "be-topojson", "title": "Municipalities of Belgium 2019, bmesuere/belgium-topojson, from official data",
     "url": "https://github.com/bmesuere/belgium-topojson", "licence": "CC0 1.0", "date": "2019"},
    {"id": "vg250", "title": "VG250, © GeoBasis-DE / BKG, municipalities, simplified by wahlatlas/zensus2022",
     "url": "https://gdz.bkg.bund.de/", "licence": "dl-de/by-2-0", "date": "2022"},
    {"id": "geonames", "title": "GeoNames localities", "url": "https://www.geonames.org/", "licence": "CC BY 4.0"},
    {"id": "plz", "title": "German postcode areas and their places, from OpenStreetMap",
     "url": "https://www.openstreetmap.org/copyright", "licence": "ODbL 1.0; © OpenStreetMap contributors"},
]
SOURCE_OF = {"NL": "cbs", "BE": "be-topojson", "DE": "vg250", "FR": "geonames", "LU": "osm"}
NOTES = [
    "Safety regions, provinces and districts are made of official municipalities; where a region touches another country or the "
    "sea its line is that of countries.xml. Lines between regions are simplified to some 50 m, neighbours' alike.",
    "Contains data of OpenStreetMap, available under the Open Database License.",
    "The regions of a country fill its polygon without gaps, including territorial sea and, for DE and FR, up to the artificial "
    "lines at which those polygons end. Ground that no official area holds, mostly sea, is the nearest one's.",
    "Derived, not official: French regions, and the German Länder other than DE7, DE9, DEA, DEB and DEC. Each labelled point "
    "(German postcode or locality, French locality) is given the ground nearest to it, and the ground of one label is joined.",
    "BE33 is the province of Liège without the nine municipalities of the German-speaking Community, which are BE336.",
    "Dutch safety regions as of 2026: Vijfheerenlanden in Utrecht, Weesp in Amsterdam-Amstelland. Belgian provinces as of 2025: "
    "Zwijndrecht, which had been in Antwerp, is part of Beveren-Kruibeke-Zwijndrecht in East Flanders.",
]


def region_names():
    """{code: [(language, name)]}, the main name first."""
    names = {row["nuts3"]: [("de", row["name"])] for row in read_table("de_districts.csv") if row["name"]}
    names |= {row["nuts3"]: [("de", row["district"])] for row in read_table("nrw_districts.csv")}
    for row in read_table("region_names.csv"):
        names.setdefault(row["code"], []).append((row["language"], row["name"]))
    return names


def write_regions(path, regions):
    names = region_names()
    with Document(path, "boundaries", id="regions") as document:
        document.leaf("title", "Regions: safety regions, provinces, districts, Länder", lang="en")
        for source in [OSM_SOURCE, *SOURCES]:
            document.leaf("source", **source)
        for note in NOTES:
            document.leaf("note", note, lang="en")
        for (country, code), ground in sorted(regions.items()):
            is_derived = country == "DE" and len(code) == 3
            write_area(document, ground, names[code], code=code, country=country, level="region",
                       accuracy_m=DERIVED_ACCURACY_M if is_derived else ACCURACY_M[country], basis="derived",
                       source="plz" if is_derived else SOURCE_OF[country])


def near_the_region(towns, regions):
    """The municipalities of NL, BE and NRW, and those of the other Länder that are not far from these or Luxembourg."""
    core = shapely.union_all([ground for (country, code), ground in regions.items()
                              if country in ("NL", "BE", "LU") or code.startswith("DEA")])
    around = plane(core.simplify(0.01)).buffer(FARTHEST_KM / 111.2)
    shapely.prepare(around)
    return [town for town in towns if around.intersects(plane(town.geometry))]


def write_municipalities(path, towns):
    with Document(path, "boundaries", id="municipalities") as document:
        document.leaf("title", "Municipalities of the Netherlands, Belgium and five German Länder", lang="en")
        for source in [OSM_SOURCE, *SOURCES]:
            if source["id"] in ("osm", "cbs", "be-topojson", "vg250", "geonames"):
                document.leaf("source", **source)
        document.leaf("note", "A code begins with that of the region. In Lower Saxony, Rhineland-Palatinate, Saarland and Hesse the "
                      "names are those of GeoNames, and municipalities whose name is not known are left out.", lang="en")
        document.leaf("note", NOTES[0], lang="en")
        for town in sorted(towns, key=lambda t: (t.country, t.code)):
            if town.names:
                write_area(document, town.geometry, town.names, code=town.code, country=town.country, level="municipality",
                           accuracy_m=ACCURACY_M[town.country], basis="derived", source=SOURCE_OF[town.country])


def knows_municipalities(output):
    schema = output / "schema/mutual-aid-1.0.xsd"
    return schema.exists() and 'value="municipality"' in schema.read_text(encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    parser.add_argument("--municipalities", type=Path, help="write the municipalities to this file whatever the schema says")
    arguments = parser.parse_args()
    towns, regions = all_ground(arguments.sources)
    write_regions(arguments.output / "boundaries/regions.xml", regions)
    path = arguments.municipalities or arguments.output / "boundaries/municipalities.xml"
    if arguments.municipalities or knows_municipalities(arguments.output):
        write_municipalities(path, near_the_region(towns, regions))
    named = sum(1 for town in towns if town.names)
    print(f"{len(regions)} regions, {len(towns)} municipalities, {named} with a name")


if __name__ == "__main__":
    main()
