#!/usr/bin/env python3
"""Writes boundaries/regions.xml: safety regions, provinces, districts, Länder and French regions.

No official polygons are at hand. Each labelled point (see region_labels.py) gets the part of its country nearest to
it; parts of one label are joined and cut at the country's polygon, whose vertices are kept, so that the regions of a
country fill it without gaps. Luxembourg is one region: the country.
"""
import argparse
from pathlib import Path

import shapely
from shapely.geometry import MultiPoint
from shapely.ops import unary_union

from boundary_writer import COUNTRY_ACCURACY_M, OSM_SOURCE, country_polygons, polygons_of, write_area
from native_xml import Document
from region_labels import LON_SCALE, TABLES, labelled_points, read

ACCURACY_M = {"NL": 2000, "BE": 2000, "DE": 3000, "FR": 4000, "LU": COUNTRY_ACCURACY_M}
MARGIN = 0.5  # degrees around a country in which labelled points count
SOURCES = [
    {"id": "geonames", "title": "GeoNames localities", "url": "https://www.geonames.org/", "licence": "CC BY 4.0"},
    {"id": "cbs", "title": "CBS: population by postcode 2018, and safety regions 2014 (coarse)",
     "url": "https://www.cbs.nl/", "licence": "CC BY 4.0", "date": "2018"},
    {"id": "plz", "title": "German postcode areas and their places, from OpenStreetMap",
     "url": "https://www.openstreetmap.org/copyright", "licence": "ODbL 1.0; © OpenStreetMap contributors"},
]
SOURCE_OF = {"NL": "cbs", "BE": "geonames", "DE": "plz", "FR": "geonames", "LU": "osm"}
NOTES = [
    "Derived, not official: each labelled point (Dutch postcode, Belgian locality, German postcode or locality, French "
    "locality) is given the ground nearest to it, and the ground of one label is joined. Borders between regions are good to "
    "the distance stated for each area; where a region touches another country its line is that of countries.xml.",
    "Contains data of OpenStreetMap, available under the Open Database License.",
    "The regions of a country fill its polygon without gaps, including territorial sea and, for DE and FR, up to the artificial "
    "lines at which those polygons end. DE regions other than DEA are whole Länder, as far as the polygon goes.",
    "BE33 is the province of Liège without the nine municipalities of the German-speaking Community, which are BE336.",
    "Dutch safety regions as of 2026: the 2014 areas with Vijfheerenlanden in Utrecht (2019), Biezenmortel in Midden- en "
    "West-Brabant (2021) and Weesp in Amsterdam-Amstelland (2022).",
]


def cells_by_label(points, country):
    """{label: union of the Voronoi cells of its points}, in degrees."""
    west, south, east, north = country.bounds
    inside = sorted((lon, lat, code) for lon, lat, code in points
                    if west - MARGIN < lon < east + MARGIN and south - MARGIN < lat < north + MARGIN)
    scaled = MultiPoint([(lon * LON_SCALE, lat) for lon, lat, _ in inside])
    frame = shapely.box((west - 2) * LON_SCALE, south - 2, (east + 2) * LON_SCALE, north + 2)
    cells = shapely.voronoi_polygons(scaled, extend_to=frame, ordered=True)
    grouped = {}
    for (_, _, code), cell in zip(inside, cells.geoms):
        grouped.setdefault(code, []).append(cell)
    return {code: shapely.transform(unary_union(parts), lambda xy: xy / [LON_SCALE, 1.0])
            for code, parts in grouped.items()}


def regions_of(country, polygon, sources):
    if country == "LU":
        return {"LU00": polygon}
    regions = {}
    for code, ground in cells_by_label(labelled_points(sources, country), polygon).items():
        parts = polygons_of(polygon.intersection(ground))
        if parts:
            regions[code] = shapely.MultiPolygon(sorted(parts, key=lambda p: -p.area))
    return regions


def region_names():
    names = {}
    for row in read(TABLES / "region_names.csv"):
        names.setdefault(row["code"], []).append((row["language"], row["name"]))
    for row in read(TABLES / "nrw_districts.csv"):
        names[row["nuts3"]] = [("de", row["district"])]
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    arguments = parser.parse_args()
    names = region_names()
    countries = country_polygons(arguments.sources)
    with Document(arguments.output / "boundaries/regions.xml", "boundaries", id="regions") as document:
        document.leaf("title", "Regions: safety regions, provinces, districts, Länder", lang="en")
        for source in [OSM_SOURCE, *SOURCES]:
            document.leaf("source", **source)
        for note in NOTES:
            document.leaf("note", note, lang="en")
        for country in sorted(countries):
            for code, geometry in sorted(regions_of(country, countries[country], arguments.sources).items()):
                write_area(document, geometry, names[code], code=code, country=country, level="region",
                           accuracy_m=ACCURACY_M[country], basis="derived", source=SOURCE_OF[country])


if __name__ == "__main__":
    main()
