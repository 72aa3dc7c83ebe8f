#!/usr/bin/env python3
"""Writes registries/lu-cgdis.xml: fire and rescue centres (CIS) of the Luxembourg CGDIS and the SAMU bases.

Centres stand in lu_centres.csv by locality. A centre with a source is published; the others are assumed, because
the CGDIS took over the municipal fire services on 1 July 2018 and no list of centres is at hand. The points that
OpenStreetMap had in 2019 correct their positions and add houses (lu_osm_points.csv says which point is whose).
"""
import sys

from registry_parts import GEONAMES_SOURCE, Registry, arguments, gazetteer, locality, read, slug, table

SOURCES = [
    {"id": "law-2018", "title": "Loi du 27 mars 2018 portant organisation de la sécurité civile et création d'un Corps grand-ducal d'incendie et de secours",
     "url": "https://legilux.public.lu/", "licence": "public facts", "date": "2018"},
    {"id": "cnis", "title": "Visite du chantier du Centre national d'incendie et de secours",
     "url": "https://gouvernement.lu/fr/actualites/agenda.gouvernement%2Bfr%2Bactualites%2Btoutes_actualites%2Bcommuniques%2B2018%2B04-avril%2B20-chantier-cnis.html",
     "licence": "public facts from a web page", "date": "2018-04-20"},
    {"id": "sud", "title": "The zone office of the South moved from the centre at Esch-sur-Alzette (press)",
     "url": "https://lequotidien.lu/a-la-une/le-cerveau-du-cgdis-demenage-a-belvaux", "licence": "public facts from a web page", "date": "2024-07"},
    {"id": "belvaux", "title": "Prise de position au sujet des Centres de Secours Differdange-Belvaux",
     "url": "https://112.public.lu/fr/actualites/2006/11/65_PRISE_POSITION.html", "licence": "public facts from a web page", "date": "2006-11"},
    {"id": "rumelange", "title": "Un centre d'intervention comme neuf à Rumelange (press)",
     "url": "https://lequotidien.lu/luxembourg/un-centre-dintervention-comme-neuf-a-rumelange", "licence": "public facts from a web page"},
    {"id": "nsi", "title": "Operators of fire stations with Wikidata ids, name-suggestion-index",
     "url": "https://github.com/osmlab/name-suggestion-index", "licence": "BSD-3-Clause", "date": "2026"},
    {"id": "eurostat", "title": "Healthcare services in Europe (hospitals), Eurostat GISCO",
     "url": "https://github.com/eurostat/healthcare-services", "licence": "Eurostat reuse with attribution", "date": "2020"},
    {"id": "osm", "title": "OpenStreetMap, fire stations of Luxembourg mapped as nodes, 2019 (collected by ObiWanLansi/GeoData)",
     "url": "https://www.openstreetmap.org/copyright", "licence": "ODbL 1.0, © OpenStreetMap contributors", "date": "2019"},
    GEONAMES_SOURCE,
]
POINTS = "2026/lu_osm_fire_2019.csv"
NOTES = [
    "Complete list not at hand: the CGDIS runs about 95 to 100 centres. Here are 107 localities believed to have had a fire service before 2018; some were closed or joined since, and a centre opened elsewhere is missing.",
    "Only the centres with a source of their own and those that OpenStreetMap had in 2019 are published fact. The others are marked assumed. Positions are exact for the {exact} of OpenStreetMap ({new} of them houses that the list of localities did not have); the others are GeoNames points and may be kilometres off.",
    "One TLF is assumed at every centre, an ambulance (AMB) at the larger ones. Staffing is given for the national centre only.",
    "The three emergency doctor bases (SAMU) are at Luxembourg, Esch-sur-Alzette and Ettelbruck; in Luxembourg the hospitals take turns, and the point is that of the Centre Hospitalier.",
]
ASSUMED = "Assumed: named from general knowledge of the municipal fire services before 2018; whether a centre is open here is not verified."
MAPPED = "Mapped as a fire station in 2019; whether the CGDIS still turns out from here is not verified."
BY_HAND = "The map gives no name; the village was named by hand after the position."
SAMU = [("luh-1", "Luxembourg"), ("luh-9", "Esch-sur-Alzette"), ("luh-12", "Ettelbruck")]


def mapped_points(sources):
    """{centre: (position, notes)}: the last one listed of a centre with two points."""
    nodes = {row["osm_node"]: row for row in read(sources / POINTS)}
    rows = table("lu_osm_points.csv")
    if {row["osm_node"] for row in rows} != set(nodes):
        sys.exit("lu_osm_points.csv and its source list different points")
    points = {}
    for row in rows:
        if row["centre"]:
            node = nodes[row["osm_node"]]
            position = {"lat": float(node["lat"]), "lon": float(node["lon"]), "quality": "building", "source": "osm",
                        "note": row["remark"] or None}
            points[row["centre"]] = (position, [MAPPED] + ([BY_HAND] if row["named_by"] == "hand" else []))
    return points


def centre(registry, row, places, points):
    units = [{"type": "TLF", "crew": 6}]
    if row["ambulance_assumed"]:
        units.append({"type": "AMB", "crew": 2, "service": "ambulance"})
    national = row["source"] == "cnis"
    if national:
        units.append({"type": "DLK", "crew": 3})
    names = [("fr", f"Centre d'incendie et de secours {row['name']}")]
    if national:
        names = [("fr", "Centre national d'incendie et de secours (Luxembourg-Gasperich)")]
    position, notes = points.get(row["name"]) or (locality(places[row["geonames_id"]]), [ASSUMED])
    known = row["source"] or ("osm" if row["name"] in points else None)
    registry.station(
        f"lu-cgdis-{slug(row['name'])}", names, position,
        staffing={"kind": "career", "basis": "published"} if national else None,
        notes=[] if row["source"] else notes, units=units, organisation="lu-cgdis", kind="station",
        basis=None if known else "assumed", source=known)


def main():
    options = arguments(__doc__)
    places = gazetteer(options.sources)
    points, centres = mapped_points(options.sources), table("lu_centres.csv")
    new = [{"name": name, "source": "", "ambulance_assumed": ""} for name in points if name not in {row["name"] for row in centres}]
    notes = [note.format(exact=len(points), new=len(new)) for note in NOTES]
    hospitals = {row["id"]: row for row in read(options.sources / "stations.csv") if row["country"] == "LU"}
    with Registry(options.output, "lu-cgdis", "LU", "fire",
                  [("fr", "Centres d'incendie et de secours du Luxembourg"),
                   ("de", "Feuerwehr- und Rettungszentren in Luxemburg"), ("en", "Fire and rescue centres of Luxembourg")],
                  "Collected for Mutual Aid from public facts", SOURCES, notes) as registry:
        registry.organisation("lu-cgdis", "state-agency",
                              [("fr", "Corps grand-ducal d'incendie et de secours (CGDIS)")], wikidata="Q55334052")
        for row in centres + sorted(new, key=lambda row: slug(row["name"])):
            centre(registry, row, places, points)
        for identifier, name in SAMU:
            hospital = hospitals[identifier]
            registry.station(
                f"lu-samu-{slug(name)}", [("fr", f"SAMU {name}")],
                {"lat": float(hospital["lat"]), "lon": float(hospital["lon"]), "quality": "approximate",
                 "source": "eurostat", "note": f"The hospital's point: {hospital['name']}"},
                units=[{"type": "SAMU", "crew": 2}], organisation="lu-cgdis", service="ambulance", kind="post",
                basis="assumed")


if __name__ == "__main__":
    main()
