#!/usr/bin/env python3
"""Writes registries/de-nrw-rescue.xml: rescue stations (Rettungswachen) of North Rhine-Westphalia as far as known.

With position: Aachen and Hagen (stations.csv). Published by name: nrw_rescue_stations.csv, sources in
nrw_rescue_sources.csv. Derived: one for each other kreisfreie Stadt and large town, which the law makes carriers of
rescue stations. Assumed: one for further towns of the border districts (both in nrw_rescue_towns.csv).
"""
from de_nrw_fire import municipality
from registry_parts import CENSUS_SOURCE, GEONAMES_SOURCE, Registry, arguments, gazetteer, locality, read, slug, table

SOURCES = [
    {"id": "rettg", "title": "RettG NRW: Rettungsgesetz NRW, section 6: carriers of the rescue service and of rescue stations",
     "url": "https://recht.nrw.de/", "licence": "public facts (law)", "date": "2015"},
    {"id": "osm", "title": "OpenStreetMap, Aachen, 1 August 2021", "url": "https://www.openstreetmap.org/copyright",
     "licence": "ODbL 1.0", "date": "2021-08-01"},
    {"id": "hagen", "title": "Rescue stations of Hagen, project rettungsdienst_isochronen",
     "url": "https://github.com/roink/rettungsdienst_isochronen", "licence": "MIT", "date": "2023"},
]
NOTES = [
    "With their positions: 4 stations in Aachen, 8 in Hagen. Published by name only, from the press and from districts: {published} stations of the districts on or near the border, at the point of their municipality or village; some may have moved since.",
    "Derived: kreisfreie Städte and large towns (Große kreisangehörige Städte) carry rescue stations (RettG NRW section 6), so each such town has at least one; {derived} stand at the town's point.",
    "Assumed: one station in each of {assumed} further towns of the border districts. A real station may stand elsewhere.",
    "One ambulance (RTW) is assumed at every station. Emergency doctor cars (NEF) are missing, and so are most stations away from the border.",
]
TEXT = {
    "city": ("derived", "Derived from RettG NRW section 6: a kreisfreie Stadt carries rescue stations. Number and places unknown."),
    "large": ("derived", "Derived from RettG NRW section 6: a large town carries rescue stations. Number and places unknown."),
    "border": ("assumed", "Assumed: a town of this size in this district is likely to have a rescue station."),
}
AMBULANCE = [{"type": "RTW", "crew": 2}]


def real_stations(registry, sources):
    for row in read(sources / "stations.csv"):
        if (row["country"], row["service"]) != ("DE", "ambulance"):
            continue
        town = "Aachen" if row["id"].startswith("osm-") else "Hagen"
        source, quality = ("osm", "building") if town == "Aachen" else ("hagen", "address")
        name = f"Rettungswache {row['name']}" if row["name"] == "Deutsches Rotes Kreuz" else row["name"]
        short = slug(name.replace("Rettungswache ", ""))
        registry.station(
            f"de-nrw-rescue-{slug(town)}-{short}", [("de", f"{name} ({town})")],
            {"lat": float(row["lat"]), "lon": float(row["lon"]), "quality": quality, "source": source},
            address={"street": row["street"], "postcode": row["postcode"], "municipality": row["city"]},
            units=AMBULANCE, kind="station", source=source, organisation="de-nrw-hagen" if town == "Hagen" else None)


def main():
    options = arguments(__doc__)
    places, towns = gazetteer(options.sources), {row["name"]: row for row in table("nrw_municipalities.csv")}
    published = table("nrw_rescue_stations.csv")
    grounds = {row["municipalities"]: "city" for row in table("nrw_districts.csv") if row["kind"] == "kreisfreie Stadt"}
    grounds.update({row["municipality"]: row["ground"] for row in table("nrw_rescue_towns.csv")})
    carriers = sorted((name for name, ground in grounds.items() if ground != "border"), key=slug)
    others = sorted(set(grounds) - {"Aachen", "Hagen"} - {row["municipality"] for row in published}, key=slug)
    counts = {"published": len(published), "derived": sum(grounds[name] != "border" for name in others),
              "assumed": sum(grounds[name] == "border" for name in others)}
    with Registry(options.output, "de-nrw-rescue", "DE", "ambulance",
                  [("de", "Rettungswachen in Nordrhein-Westfalen"), ("en", "Rescue stations of North Rhine-Westphalia")],
                  "Collected for Mutual Aid from public facts",
                  SOURCES + table("nrw_rescue_sources.csv") + [CENSUS_SOURCE, GEONAMES_SOURCE],
                  [note.format(**counts) for note in NOTES]) as registry:
        for name in carriers:
            registry.organisation(f"de-nrw-{slug(name)}", "municipality", [("de", name)],
                                  notes=[f"Region {towns[name]['nuts3']} ({towns[name]['district']})"])
        real_stations(registry, options.sources)
        for row in published:
            town = row["municipality"]
            registry.station(
                f"de-nrw-rescue-{slug(row['name'])}", [("de", f"Rettungswache {row['name']}")],
                locality(places[row["geonames_id"]]) if row["geonames_id"] else municipality(towns[town]),
                units=AMBULANCE, kind="station", source=row["source"],
                organisation=f"de-nrw-{slug(town)}" if town in carriers else None)
        for name in others:
            basis, note = TEXT[grounds[name]]
            registry.station(
                f"de-nrw-rescue-{slug(name)}", [("de", f"Rettungswache {name}")], municipality(towns[name]), notes=[note],
                units=AMBULANCE, kind="station", basis=basis,
                organisation=f"de-nrw-{slug(name)}" if name in carriers else None)


if __name__ == "__main__":
    main()
