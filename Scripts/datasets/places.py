#!/usr/bin/env python3
"""Writes places/places.xml: points of postcodes and localities, to hold the positions of stations against.

Postcodes of the Netherlands and of western Germany and localities of Belgium, Luxembourg and northern France (within
60 km of these) come from population.csv of the sources, where people live; localities of the Netherlands and of western
Germany from GeoNames; the towns of German postcodes from zuordnung_plz_ort.csv; three Dutch postcodes of harbours
without people from tables/postcodes_without_people.csv. Municipalities of five German Länder come from their outlines,
with how far their ground reaches: German places share names, and most villages have given theirs up to a municipality.
"""
import argparse
from pathlib import Path

import shapely
from shapely.geometry import Point

from boundary_writer import country_polygons
from german_municipalities import VG250_SOURCE, Municipalities
from native_xml import Document
from postcode_points import COUNTRIES
from region_labels import LON_SCALE
from registry_parts import GEONAMES, GEONAMES_SOURCE, read, table

EAST, SOUTH, NORTH = 9.6, 48.9, 53.7  # of German postcodes and localities
FRENCH_KM = 60.0
KM_PER_DEGREE = 111.2
NOTES = [
    "A postcode's point is the middle of where its people live; a locality's that of GeoNames. A station may well lie some "
    "kilometres away: the program says so from 5 km on, and does not believe a position beyond 20 km.",
    "A German municipality's point is the middle of its ground, from where that reaches as far as reach-km says.",
    "Belgian, Luxembourg and French postcodes are not in the sources at hand.",
]


def towns(path):
    """{German postcode: its town}, where it has only one."""
    found = {}
    for row in read(path):
        found.setdefault(row["plz"], set()).add(row["ort"])
    return {code: names.pop() for code, names in found.items() if len(names) == 1}


def scaled(geometry):
    """Longitude shrunk so that plane distances are right to a percent or so at these latitudes."""
    return shapely.transform(geometry, lambda xy: xy * [LON_SCALE, 1.0])


def inhabited(sources):
    """The rows of population.csv that lie in the area and have people, with positions of five decimals."""
    countries = country_polygons(sources)
    north_of_france = scaled(shapely.union_all([countries["BE"], countries["LU"]]))
    for row in read(sources / "population.csv"):
        lon, lat = float(row["lon"]), float(row["lat"])
        if round(float(row["population"])) <= 0:
            continue
        if row["country"] == "DE" and not (lon < EAST and SOUTH < lat < NORTH):
            continue
        if row["country"] == "FR" and north_of_france.distance(Point(lon * LON_SCALE, lat)) * KM_PER_DEGREE > FRENCH_KM:
            continue
        yield row | {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}


def postcodes_and_names(rows, town_of):
    """(country, municipality, postcode, latitude, longitude) of each row."""
    for row in rows:
        if row["country"] in COUNTRIES:
            town = town_of.get(row["code"], "") if row["country"] == "DE" else ""
            yield row["country"], town, row["code"], row["lat"], row["lon"]
        else:
            yield row["country"], row["code"].split(":", 1)[-1], "", row["lat"], row["lon"]


def localities(rows):
    for row in rows:
        lat, lon = float(row["lat"]), float(row["lon"])
        if row["country"] == "NL" or row["country"] == "DE" and lon < EAST and SOUTH < lat < NORTH:
            yield row["country"], row["name"], "", row["lat"], row["lon"]


def grounds(sources):
    """(country, municipality, latitude, longitude, km to the end of its ground) of German municipalities."""
    for name, middle, reach in Municipalities(sources).grounds():
        yield "DE", name, f"{middle.y:.5f}", f"{middle.x:.5f}", reach


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    options = parser.parse_args()
    town_of = towns(options.sources / "places/zuordnung_plz_ort.csv")
    places = {*postcodes_and_names(inhabited(options.sources), town_of),
              *localities(read(options.sources / GEONAMES)),
              *((row["country"], "", row["postcode"], row["lat"], row["lon"]) for row in table("postcodes_without_people.csv"))}
    towns_with_ground = sorted(grounds(options.sources))
    with Document(options.output / "places/places.xml", "places", id="places") as document:
        for language, title in (("en", "Points of postcodes and localities"), ("nl", "Punten van postcodes en plaatsen"),
                                ("fr", "Points des codes postaux et des localités"), ("de", "Punkte von Postleitzahlen und Orten")):
            document.leaf("title", title, lang=language)
        for _, _, source in COUNTRIES.values():
            document.leaf("source", **source | {"title": source["title"].split(":")[0]})
        document.leaf("source", **GEONAMES_SOURCE)
        document.leaf("source", **VG250_SOURCE)
        document.leaf("source", id="osm", title="Towns of German postcodes, OpenStreetMap", url="https://www.openstreetmap.org/copyright",
                      licence="ODbL 1.0; © OpenStreetMap contributors")
        for note in NOTES:
            document.leaf("note", note, lang="en")
        # Of a town of several postcodes, the point without one comes first: it is the one that stands in for a position.
        for country, town, code, lat, lon in sorted(places):
            document.leaf("place", country=country, postcode=code, municipality=town, lat=float(lat), lon=float(lon))
        for country, town, lat, lon, reach in towns_with_ground:
            document.leaf("place", country=country, municipality=town, lat=float(lat), lon=float(lon), reach_km=reach)
    print("places.xml", len(places) + len(towns_with_ground), "places")


if __name__ == "__main__":
    main()
