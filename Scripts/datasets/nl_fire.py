#!/usr/bin/env python3
"""Writes registries/nl-fire.xml: the Dutch fire stations, headquarters, company and training sites of about 2014.

Source: stations.csv. Characters that the source had lost are restored from nl_text_repairs.csv. Every station gets
one pumper (TS), which is assumed; headquarters and training sites get no unit.
"""
import json
import re

from postcode_points import PostcodePoints
from registry_parts import GEONAMES, Registry, arguments, read, slug, table, unique

REGIONS = ["Groningen", "Fryslân", "Drenthe", "IJsselland", "Twente", "Noord- en Oost-Gelderland", "Gelderland-Midden",
           "Gelderland-Zuid", "Utrecht", "Noord-Holland-Noord", "Zaanstreek-Waterland", "Kennemerland",
           "Amsterdam-Amstelland", "Gooi en Vechtstreek", "Haaglanden", "Hollands Midden", "Rotterdam-Rijnmond",
           "Zuid-Holland-Zuid", "Zeeland", "Midden- en West-Brabant", "Brabant-Noord", "Brabant-Zuidoost",
           "Limburg-Noord", "Zuid-Limburg", "Flevoland"]
OPERATOR_NAMES = {"VNOG": "Veiligheidsregio Noord- en Oost-Gelderland", "Brandweer Twente": "Veiligheidsregio Twente",
                  "Veiligheids- en Gezondheidsregio Gelderland-Midden": "Veiligheidsregio Gelderland-Midden"}
SOURCES = [
    {"id": "csweb", "title": "Fire stations of the Netherlands (brandweerposten), TNO csWeb example project",
     "url": "https://github.com/TNOCS/csWeb-example", "licence": "MIT", "date": "2014"},
    {"id": "nsi", "title": "Operators of fire stations with Wikidata ids, name-suggestion-index",
     "url": "https://github.com/osmlab/name-suggestion-index", "licence": "BSD-3-Clause", "date": "2026"},
]
NOTES = [
    "The list is of about 2014: stations opened, moved or closed since are not in it, nor are crews and vehicles.",
    "One pumper (TS) with a crew of six is assumed at every station and company fire brigade. Staffing is unknown and left out.",
    "Baarle-Hertog (BE) has no post of its own here or in be-fire: the post at Baarle-Nassau serves both municipalities.",
]
COMPANY = "A company fire brigade serves its own site first; whether it goes elsewhere is for the safety region to say."


def clean(text):
    text = re.sub(r"_x[0-9A-Fa-f]{4}_|[\x00-\x1f]", " ", text)
    return re.sub(r"\s+", " ", text).strip()


def wikidata(sources):
    """{safety region: Wikidata id}"""
    found = {}
    for item in json.loads((sources / "operators/fire_station.json").read_text(encoding="utf-8"))["items"]:
        if "nl" in item.get("locationSet", {}).get("include", []):
            name = OPERATOR_NAMES.get(item["displayName"], item["displayName"])
            found[name] = item["tags"].get("operator:wikidata")
    return found


def position(row):
    result = {"lat": float(row["lat"]), "lon": float(row["lon"]), "quality": "address", "source": "csweb"}
    if row["position_quality"] == "pc4-centroid":
        wrong = row["notes"].replace("source position was", "").strip()
        result.update(quality="postcode-centroid", basis="derived", source="cbs",
                      note=f"The source gives {wrong}, which is wrong; replaced by the point of postcode {row['postcode'][:4]}")
    return result


def station(registry, row, taken):
    kind, name = row["subtype"], row["name"]
    number = REGIONS.index(row["operator"].removeprefix("Veiligheidsregio ")) + 1
    units, notes = [], []
    if kind in ("station", "industrial"):
        units = [{"type": "TS", "crew": 6}]
    if kind == "industrial":
        notes = [COMPANY]
    identifier = unique(f"nl-fire-{slug(name)}-{row['id'].removeprefix('nlf-')}", taken)
    registry.station(
        identifier, f"Brandweer {name}" if kind == "station" else name, position(row),
        address={"street": row["street"], "postcode": row["postcode"], "municipality": row["city"]},
        notes=notes, units=units, organisation=f"nl-vr{number:02}", kind=kind)


def main():
    options = arguments(__doc__)
    repairs = {(row["id"], row["field"]): row["text"] for row in table("nl_text_repairs.csv")}
    ids = wikidata(options.sources)
    rows = [row for row in read(options.sources / "stations.csv") if (row["country"], row["service"]) == ("NL", "fire")]
    points = PostcodePoints(read(options.sources / "population.csv"), read(options.sources / GEONAMES), "NL")
    with Registry(options.output, "nl-fire", "NL", "fire",
                  [("nl", "Brandweerposten van Nederland"), ("en", "Fire stations of the Netherlands")],
                  "The 25 safety regions, as collected by TNO", [*SOURCES, points.source], NOTES,
                  authority="national", points=points) as registry:
        for number, region in enumerate(REGIONS, 1):
            name = f"Veiligheidsregio {region}"
            registry.organisation(f"nl-vr{number:02}", "safety-region", [("nl", name)], wikidata=ids.get(name),
                                  notes=[f"Region NL-VR{number:02}"])
        taken = set()
        for row in sorted(rows, key=lambda row: (row["operator"], row["name"], row["id"])):
            row = {key: repairs.get((row["id"], key), clean(value)) for key, value in row.items()}
            station(registry, row, taken)


if __name__ == "__main__":
    main()
