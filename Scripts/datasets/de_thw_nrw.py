#!/usr/bin/env python3
"""Writes registries/de-thw-nrw.xml: local sections (Ortsverbände) of the THW in North Rhine-Westphalia.

Sections stand in thw_nrw.csv, their sources in thw_sources.csv. A section without a source is assumed. Each has a
Technischer Zug, which is assumed as one group.
"""
from nrw_points import municipality
from registry_parts import CENSUS_SOURCE, GEONAMES_SOURCE, Registry, arguments, read, slug, table

NOTES = [
    "The state has 127 local sections; 108 are listed, by locality. Those with a source of their own are published fact, the others are marked assumed. Positions are points of the municipality, Aachen's is its address.",
    "Every local section fields a Technischer Zug (THW-TZ), here one group with a Bergungsgruppe and a Fachgruppe N; its composition is assumed, and further Fachgruppen are missing.",
    "The staffing kind \"volunteer\" is published: more than 98 percent of the THW are volunteers.",
]
ASSUMED = "Assumed: named from general knowledge, not checked against a source."
TRAIN = [{"type": "THW-TZ", "members": [("THW-B", 1), ("THW-N", 1)]}]


def main():
    options = arguments(__doc__)
    towns = {row["name"]: row for row in table("nrw_municipalities.csv")}
    aachen = next(row for row in read(options.sources / "stations.csv") if row["id"] == "thw-aachen")
    own = {"lat": float(aachen["lat"]), "lon": float(aachen["lon"]), "quality": "address", "source": "detail"}
    address = {"street": aachen["street"], "postcode": aachen["postcode"], "municipality": aachen["city"]}
    with Registry(options.output, "de-thw-nrw", "DE", "civil-protection",
                  [("de", "THW-Ortsverbände in Nordrhein-Westfalen"), ("en", "THW local sections in North Rhine-Westphalia")],
                  "Collected for Mutual Aid from public facts", table("thw_sources.csv") + [CENSUS_SOURCE, GEONAMES_SOURCE], NOTES) as registry:
        registry.organisation("de-thw", "federal-agency", [("de", "Bundesanstalt Technisches Hilfswerk (THW)")],
                              wikidata="Q697698")
        for row in table("thw_nrw.csv"):
            here = row["name"] == "Aachen"
            registry.station(
                f"de-thw-nrw-{slug(row['name'])}", [("de", f"THW Ortsverband {row['name']}")],
                own if here else municipality(towns[row["municipality"]]), address=address if here else None,
                staffing={"kind": "volunteer", "basis": "published"}, notes=[] if row["source"] else [ASSUMED],
                units=TRAIN, organisation="de-thw", kind="station",
                basis=None if row["source"] else "assumed", source=row["source"])


if __name__ == "__main__":
    main()
