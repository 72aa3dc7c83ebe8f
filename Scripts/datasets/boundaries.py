#!/usr/bin/env python3
"""Writes boundaries/countries.xml: the polygons of NL, BE, LU, DE and FR, every ring, hole and vertex kept."""
import argparse
from pathlib import Path

from boundary_writer import COUNTRY_ACCURACY_M, OSM_SOURCE, country_polygons, write_area
from native_xml import Document

NAMES = {
    "BE": [("nl", "België"), ("fr", "Belgique"), ("de", "Belgien"), ("en", "Belgium")],
    "DE": [("de", "Deutschland"), ("fr", "Allemagne"), ("nl", "Duitsland"), ("en", "Germany")],
    "FR": [("fr", "France"), ("de", "Frankreich"), ("nl", "Frankrijk"), ("en", "France")],
    "LU": [("lb", "Lëtzebuerg"), ("fr", "Luxembourg"), ("de", "Luxemburg"), ("nl", "Luxemburg"), ("en", "Luxembourg")],
    "NL": [("nl", "Nederland"), ("fr", "Pays-Bas"), ("de", "Niederlande"), ("en", "Netherlands")],
}
# The parallels and meridians at which the source's polygons end without being borders there.
CUTS = {"DE": {"cut_south": 48.9, "cut_north": 54.3, "cut_east": 10.2}, "FR": {"cut_south": 48.2, "cut_west": 1.4}}
NOTES = [
    "Contains data of OpenStreetMap, available under the Open Database License; keep the attribution, and share changes to "
    "these borders under the same licence.",
    "Neighbours share the vertices of their common border exactly: there is no gap and no overlap between countries.",
    "DE and FR are parts only. DE ends at artificial lines: 10.2 degrees east, 48.9 and 54.3 degrees north. FR is the "
    "north-east and ends at artificial lines: 1.4 degrees east, 48.2 degrees north. Those lines are not borders.",
    "NL, BE and FR include their territorial sea.",
    "The enclaves at Baarle are complete: 22 Belgian areas inside the Netherlands and 8 Dutch ones inside Belgium, 7 of these "
    "inside Belgian enclaves. The five German exclaves west of the former Vennbahn are complete too.",
    "The border rivers between Luxembourg and Germany (Our, Sauer, Mosel) are under the joint sovereignty of both; this file "
    "draws one line along them, so on the water either country may be the right answer.",
    "The border in the Ems and Dollart estuary is not agreed between the Netherlands and Germany; this file follows OpenStreetMap.",
    "Accuracy: simplification moved no line by more than 5 m, and the surveyed or drawn line itself is taken as good to about 5 m.",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    arguments = parser.parse_args()
    polygons = country_polygons(arguments.sources)
    with Document(arguments.output / "boundaries/countries.xml", "boundaries", id="countries") as document:
        document.leaf("title", "Countries: Netherlands, Belgium, Luxembourg, western Germany, north-eastern France", lang="en")
        document.leaf("source", **OSM_SOURCE)
        for note in NOTES:
            document.leaf("note", note, lang="en")
        for country in sorted(polygons):
            write_area(document, polygons[country], NAMES[country], code=country, country=country, level="country",
                       accuracy_m=COUNTRY_ACCURACY_M, basis="derived", **CUTS.get(country, {}))


if __name__ == "__main__":
    main()
