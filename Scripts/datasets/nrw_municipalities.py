#!/usr/bin/env python3
"""Builds nrw_municipalities.csv: the 396 municipalities of North Rhine-Westphalia with district and position.

Who belongs to which district, and where a professional fire brigade (Berufsfeuerwehr) exists, is public fact and
stands in nrw_districts.csv. The position is the GeoNames row of the same name (or of the variant listed below)
nearest to the municipality's postcode points; where GeoNames has none, their population-weighted mean.
"""
import argparse
import csv
import math
import re
import sys
from pathlib import Path

TABLES = Path(__file__).resolve().parent / "tables"
GEONAMES = "places/geonames_cities500_be_nl_lu_de_fr.csv"
STATE = "Nordrhein-Westfalen"
FARTHEST_KM = 8.0  # a GeoNames point farther than this from the municipality's postcode points is another place
VARIANTS = {
    "Emmerich am Rhein": "Emmerich",
    "Fröndenberg/Ruhr": "Fröndenberg",
    "Halle (Westf.)": "Halle",
    "Ibbenbüren": "Ibbenbueren",
    "Langenfeld (Rheinland)": "Langenfeld",
    "Mülheim an der Ruhr": "Mülheim",
    "Voerde (Niederrhein)": "Voerde",
    "Wetter (Ruhr)": "Wetter",
    "Wickede (Ruhr)": "Wickede",
}


def kilometres(a, b):
    """Distance on a sphere; good to half a percent, which is enough to choose between namesakes."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(h))


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def districts():
    """{municipality: (district, nuts3, has a professional brigade)}"""
    members = {}
    for row in read(TABLES / "nrw_districts.csv"):
        professional = set(filter(None, row["professional_fire_brigades"].split("|")))
        for name in row["municipalities"].split("|"):
            if name in members:
                sys.exit(f"{name} is listed twice")
            members[name] = (row["district"], row["nuts3"], name in professional)
    return members


def postcode_means(sources):
    """Population-weighted mean of each municipality's postcode points."""
    points = {r["code"]: (float(r["lat"]), float(r["lon"]), max(float(r["population"]), 1.0))
              for r in read(sources / "population.csv") if r["country"] == "DE"}
    sums = {}
    for row in read(sources / "places/zuordnung_plz_ort.csv"):
        if row["bundesland"] == STATE:
            total = sums.setdefault(row["ort"], [0.0, 0.0, 0.0])
            if row["plz"] in points:
                lat, lon, people = points[row["plz"]]
                total[0] += lat * people
                total[1] += lon * people
                total[2] += people
    return {name: (t[0] / t[2], t[1] / t[2]) if t[2] else None for name, t in sums.items()}


def geonames_rows(sources):
    rows = {}
    for row in read(sources / GEONAMES):
        if row["country"] == "DE" and row["admin1"] == "07":
            rows.setdefault(row["name"], []).append(row)
    return rows


def build(sources):
    members, means, named = districts(), postcode_means(sources), geonames_rows(sources)
    if set(members) != set(means):
        sys.exit(f"names differ: {sorted(set(members) ^ set(means))}")
    for name in sorted(members):
        district, nuts3, professional = members[name]
        plain = re.sub(r"\s*\(.*\)$", "", name)
        found = named.get(name) or named.get(VARIANTS.get(name, plain)) or []
        mean = means[name]
        found = sorted(found, key=lambda r: kilometres((float(r["lat"]), float(r["lon"])), mean) if mean else 0.0)
        far = mean and found and kilometres((float(found[0]["lat"]), float(found[0]["lon"])), mean) > FARTHEST_KM
        if far:
            print(f"{name}: GeoNames point is {kilometres((float(found[0]['lat']), float(found[0]['lon'])), mean):.1f} km"
                  " from its postcode points; not used", file=sys.stderr)
        if found and not far:
            position = (found[0]["lat"], found[0]["lon"], found[0]["geonameid"], "geonames")
        elif mean:
            position = (f"{mean[0]:.5f}", f"{mean[1]:.5f}", "", "postcodes")
        else:
            sys.exit(f"no position for {name}")
        yield [name, district, nuts3, "yes" if professional else "", *position]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, help="accepted for uniformity; the table is written beside this script")
    arguments = parser.parse_args()
    with open(TABLES / "nrw_municipalities.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "district", "nuts3", "professional_fire_brigade", "lat", "lon", "geonames_id", "position_source"])
        writer.writerows(build(arguments.sources))


if __name__ == "__main__":
    main()
