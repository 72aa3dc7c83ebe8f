#!/usr/bin/env python3
"""Writes registries/de-nrw-fire.xml: the public fire brigades of the 396 municipalities of North Rhine-Westphalia.

BHKG section 3 obliges every municipality to run one, so each has a station at its own point (nrw_municipalities.csv).
Aachen has its real stations instead (stations.csv); the fire unit of Bocholt at Suderwick is added.
"""
from registry_parts import CENSUS_SOURCE, GEONAMES_SOURCE, Registry, arguments, read, slug, table

SOURCES = [
    {"id": "bhkg", "title": "BHKG: Gesetz über den Brandschutz, die Hilfeleistung und den Katastrophenschutz (Nordrhein-Westfalen), section 3",
     "url": "https://recht.nrw.de/", "licence": "public facts (law)", "date": "2015"},
    {"id": "brigades", "title": "Fire service in NRW: 396 volunteer and 31 professional fire brigades (Feuerwehr Inden)",
     "url": "https://www.feuerwehr-inden.de/mitmachen/struktur", "licence": "public facts from a web page"},
    {"id": "osm", "title": "OpenStreetMap, Aachen, 1 August 2021", "url": "https://www.openstreetmap.org/copyright",
     "licence": "ODbL 1.0", "date": "2021-08-01"},
    {"id": "crossfire", "title": "CrossFire: Bocholt-Suderwick and Dinxperlo help each other across the border",
     "url": "https://aha24x7.com/schnelle-nachbarschaftshilfe-im-brandfall", "licence": "public facts from a web page"},
    {"id": "kfv-eu", "title": "Kreisfeuerwehrverband Euskirchen: in the district only the town of Euskirchen has a guard with full-time crew",
     "url": "http://kfv-eu.de/index.php?option=com_content&view=article&id=80&Itemid=85", "licence": "public facts from a web page"},
    CENSUS_SOURCE,
    GEONAMES_SOURCE,
]
NOTES = [
    "One station per municipality at the municipality's point: the real stations (about 2,700) are not in any source at hand, except those of the city of Aachen and the Bocholt unit at Suderwick.",
    "Volunteer staffing is derived from BHKG: municipalities without a professional brigade may still have full-time guards (hauptamtliche Wache), so \"mixed\" is possible. 29 of the 31 professional brigades are named.",
    "Vehicles are assumed: one LF10 for a volunteer brigade; two HLF20, a DLK23, an ELW1 and the group LZ for a professional one. The LZ is made of those same vehicles: where it goes, they are gone.",
]
VOLUNTEER = {"kind": "volunteer", "basis": "derived"}
CAREER = {"kind": "career", "basis": "published"}
MIXED = {"Euskirchen": "kfv-eu"}  # full-time guard beside the volunteers, with its source
PROFESSIONAL_UNITS = [{"type": "HLF20"}, {"type": "HLF20"}, {"type": "DLK23"}, {"type": "ELW1"},
                      {"type": "LZ", "members": [("ELW1", 1), ("HLF20", 2), ("DLK23", 1)]}]
SECOND_GUARD = [{"type": "HLF20"}, {"type": "DLK23"}]
AACHEN = {  # name in stations.csv: (kind, staffing, units, note)
    "Feuerwache 1": ("station", CAREER, PROFESSIONAL_UNITS, None),
    "Feuerwache 3/Nord": ("station", CAREER, SECOND_GUARD, None),
    "Löschzug Mitte": ("station", {"kind": "volunteer", "basis": "derived"}, [{"type": "LF10"}], None),
    "Löschzug Nord": ("station", {"kind": "volunteer", "basis": "derived"}, [{"type": "LF10"}], None),
    "Werkfeuerwehr Uniklinikum Aachen": ("industrial", None, [{"type": "HLF20"}],
                                         "A company fire brigade serves its own site first."),
}
SUDERWICK = {"lat": 51.8597, "lon": 6.4989, "quality": "municipality-centroid", "basis": "assumed", "source": "crossfire",
             "note": "About the middle of Suderwick, checked to lie in Germany; not the station's"}


def municipality(row):
    derived = {"lat": float(row["lat"]), "lon": float(row["lon"]), "quality": "municipality-centroid", "basis": "derived"}
    if row["position_source"] == "geonames":
        return {**derived, "source": "geonames", "note": f"GeoNames point {row['geonames_id']} of the municipality, not the station's"}
    return {**derived, "source": "census", "note": "Mean of the municipality's postcode points by people, not the station's"}


def aachen(registry, sources):
    rows = [row for row in read(sources / "stations.csv") if (row["country"], row["service"]) == ("DE", "fire")]
    for row in sorted(rows, key=lambda row: row["name"]):
        kind, staffing, units, note = AACHEN[row["name"]]
        registry.station(
            f"de-nrw-fire-aachen-{slug(row['name'])}", [("de", f"{row['name']} (Feuerwehr Aachen)" if kind == "station" else row["name"])],
            {"lat": float(row["lat"]), "lon": float(row["lon"]), "quality": "building", "source": "osm"},
            address={"street": row["street"], "postcode": row["postcode"], "municipality": row["city"]},
            staffing=staffing, notes=[note] if note else [], units=units, organisation="de-nrw-aachen", kind=kind, source="osm")


def main():
    options = arguments(__doc__)
    towns = table("nrw_municipalities.csv")
    with Registry(options.output, "de-nrw-fire", "DE", "fire",
                  [("de", "Feuerwehren in Nordrhein-Westfalen"), ("en", "Fire brigades of North Rhine-Westphalia")],
                  "Collected for Mutual Aid from public facts", SOURCES, NOTES) as registry:
        for row in towns:
            registry.organisation(f"de-nrw-{slug(row['name'])}", "municipality", [("de", row["name"])],
                                  notes=[f"Region {row['nuts3']} ({row['district']})"])
        for row in towns:
            name, professional = row["name"], row["professional_fire_brigade"] == "yes"
            if name == "Aachen":
                aachen(registry, options.sources)
                continue
            registry.station(
                f"de-nrw-fire-{slug(name)}", [("de", f"Feuerwehr {name}")], municipality(row),
                staffing={"kind": "mixed", "basis": "published"} if name in MIXED else CAREER if professional else VOLUNTEER,
                units=PROFESSIONAL_UNITS if professional else [{"type": "LF10"}],
                organisation=f"de-nrw-{slug(name)}", kind="station", basis="derived",
                source="brigades" if professional else MIXED.get(name))
            if name == "Bocholt":
                registry.station(
                    "de-nrw-fire-bocholt-suderwick", [("de", "Feuerwehr Bocholt, Einheit Suderwick")], SUDERWICK,
                    staffing=VOLUNTEER, units=[{"type": "LF10"}], organisation="de-nrw-bocholt", kind="station", source="crossfire",
                    notes=["The German half of CrossFire; the Dutch half is the station at Dinxperlo."])


if __name__ == "__main__":
    main()
