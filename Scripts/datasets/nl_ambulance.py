#!/usr/bin/env python3
"""Writes registries/nl-ambulance.xml: the 280 Dutch ambulance posts of the RIVM reference framework of 2019.

Source: nl_ambulance_posts_2019.csv. The hours are the publisher's own words. One ambulance per post is assumed.
"""
import re

from postcode_points import PostcodePoints
from registry_parts import GEONAMES, Registry, arguments, read, slug, unique

SOURCES = [{"id": "rivm", "title": "Ambulance posts (ambulancestandplaatsen) 2019, RIVM, geocoded by PDOK",
            "url": "https://github.com/erikvullings/ziekenhuizen", "licence": "MIT; RIVM open data", "date": "2019"}]
NOTES = [
    "Posts and hours as published by RIVM in 2019. What \"24 uur DAM/VWS\" adds to \"24 uur\" is not stated by the source, so the text stands as it was.",
    "One ambulance (AMBU) with a crew of two is assumed at every post: how many stand there is not in the source, nor who runs the post.",
    "The kind \"career\" is derived: posts are staffed by the regional ambulance services.",
]


def tidy(text):
    return re.sub(r"\s+", " ", text).strip()


def address(row):
    street = tidy(row["street"])
    postcode = re.sub(r"^(\d{4})\s*([A-Z]{2})$", r"\1 \2", tidy(row["postcode"]))
    # Some source rows lost the street's name and kept its last word or the number only.
    return {"street": street if re.search(r"[A-Za-z].*\d", street) else None, "postcode": postcode,
            "municipality": tidy(row["city"].split("(")[0]) or None}


def main():
    options = arguments(__doc__)
    rows = read(options.sources / "nl_ambulance_posts_2019.csv")
    taken = set()
    points = PostcodePoints(read(options.sources / "population.csv"), read(options.sources / GEONAMES), "NL")
    with Registry(options.output, "nl-ambulance", "NL", "ambulance",
                  [("nl", "Ambulancestandplaatsen van Nederland"), ("en", "Ambulance posts of the Netherlands")],
                  "RIVM (National Institute for Public Health and the Environment)", [*SOURCES, points.source],
                  NOTES, authority="national", points=points) as registry:
        for row in rows:
            name = tidy(row["name"])
            name = "'" + name if name.startswith("s-Hertogenbosch") else name
            registry.station(
                unique(f"nl-ambulance-{slug(name)}-{row['id'].removeprefix('nla-')}", taken), f"Ambulancepost {name}",
                {"lat": float(row["lat"]), "lon": float(row["lon"]), "quality": "address"},
                address=address(row), staffing={"kind": "career", "hours": row["availability"], "basis": "derived"},
                units=[{"type": "AMBU", "crew": 2}], kind="post")


if __name__ == "__main__":
    main()
