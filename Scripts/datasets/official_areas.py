"""Municipalities as their offices draw them, each with the region that it lies in.

NL  CBS. The copy at hand says 2025 and is the state of 1 January 2022: 345 areas. nl_municipalities.csv has the 342 of
    2023 to 2026 with the safety region of each, and says which areas have become one since.
BE  municipalities of 2019, with those that merged since (be_municipality_changes.csv) joined. The region is the province,
    Brussels or the German-speaking Community, through the arrondissement (be_arrondissements.csv) of the first area listed.
DE  VG250, municipalities of five Länder. The region is the district, the first five digits of the key (de_districts.csv).

A municipality's code begins with that of its region: NL-VR05-0153, BE336-63023, DEA2D-000.
"""
import csv
import json
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from shapely.geometry import Point, shape

TABLES = Path(__file__).resolve().parent / "tables"
NL_FILE = "2026/nl_gemeenten_2025.geojson"
BE_FILE = "2026/belgium_topojson_2019.json"
DE_FILE = "2026/de_gemeinden_nrw_ni_rp_sl_he.geojson"
GERMAN_COMMUNITY = {"63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087"}
PLACES = 5  # decimals of inner borders: a metre, much less than they are good to


@dataclass
class Municipality:
    """One municipality; names are (language, text) pairs, the main one first, and may be missing in Germany."""
    country: str
    code: str
    region: str
    geometry: object
    names: list = field(default_factory=list)


def read_table(name):
    with open(TABLES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rounded(geometry):
    """The geometry with vertices at few decimals; neighbours' common vertices stay common."""
    found = shapely.transform(geometry, lambda xy: xy.round(PLACES))
    # A few sources have rings that touch themselves.
    return found if found.is_valid else shapely.make_valid(found, method="structure")


def joined(parts):
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def features(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["features"]


def dutch(sources):
    areas = {f["properties"]["gemeente"]: rounded(shape(f["geometry"])) for f in features(sources / NL_FILE)}
    used = set()
    for row in read_table("nl_municipalities.csv"):
        parts = row["polygons"].split("|") if row["polygons"] else [row["name"]]
        used.update(parts)
        yield Municipality("NL", f"{row['region']}-{row['code'].removeprefix('GM')}", row["region"],
                           joined([areas[part] for part in parts]), [("nl", row["name"])])
    if used != set(areas):
        raise SystemExit(f"nl_municipalities.csv does not use {sorted(set(areas) - used)}")


class Topology:
    """A TopoJSON file: arcs are kept once, so that neighbours share them."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.data = json.load(file)
        scale, move = self.data["transform"]["scale"], self.data["transform"]["translate"]
        self.arcs = []
        for arc in self.data["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
            self.arcs.append(points)

    def ring(self, numbers):
        points = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    def geometry(self, element):
        polygons = element["arcs"] if element["type"] == "MultiPolygon" else [element["arcs"]]
        return shapely.MultiPolygon([(self.ring(rings[0]), [self.ring(r) for r in rings[1:]]) for rings in polygons])

    def elements(self, name):
        return self.data["objects"][name]["geometries"]


def belgian_names(nis, dutch_name, french_name, region, german):
    """The names that count in a place first, then the others that differ."""
    names = [("fr", french_name), ("nl", dutch_name)] if region.startswith("BE3") else [("nl", dutch_name), ("fr", french_name)]
    if nis in german:
        names.insert(0 if region == "BE336" else 2, ("de", german[nis]))
    known = []
    for language, name in names:
        if name and name not in [n for _, n in known]:
            known.append((language, name))
    return known


def belgian(sources):
    topology = Topology(sources / BE_FILE)
    arrondissement = {row["nis"]: (row["nuts3"], row["province"]) for row in read_table("be_arrondissements.csv")}
    german = {row["nis"]: row["name"] for row in read_table("be_german_names.csv")}
    old = {e["properties"]["nis"]: (e["properties"], rounded(topology.geometry(e))) for e in topology.elements("municipalities")}
    changes = read_table("be_municipality_changes.csv")
    merged = {nis for row in changes for nis in row["polygons"].split("|")}
    rows = [(p["nis"], [p["nis"]], p["name_nl"], p["name_fr"]) for p, _ in old.values() if p["nis"] not in merged]
    rows += [(row["nis"], row["polygons"].split("|"), row["name_nl"], row["name_fr"]) for row in changes]
    german |= {row["nis"]: row["name_de"] for row in changes if row["name_de"]}
    for nis, parts, dutch_name, french_name in sorted(rows):
        nuts3, region = arrondissement[old[parts[0]][0]["arr_nis"]]
        if nis in GERMAN_COMMUNITY:
            nuts3 = region = "BE336"
        yield Municipality("BE", f"{nuts3}-{nis}", region, joined([old[part][1] for part in parts]),
                           belgian_names(nis, dutch_name, french_name, region, german))


def only_inside(points, areas):
    """{number of an area: the only point's name in it}, for areas that hold points of one name."""
    tree = shapely.STRtree(areas)
    found = {}
    for name, lon, lat in points:
        for number in tree.query(Point(lon, lat), predicate="within"):
            found.setdefault(int(number), set()).add(name)
    return {number: next(iter(names)) for number, names in found.items() if len(names) == 1}


def german_names(sources, districts, keys, areas):
    """{key: name}: from the table of North Rhine-Westphalia, elsewhere by the one place that is a municipality's namesake.

    The file has keys without names. In North Rhine-Westphalia every name must find its area; elsewhere an area stays
    without a name where no listed municipality's point, or points of several, lie in it.
    """
    names = {}
    towns = [(r["name"], float(r["lon"]), float(r["lat"]), r["nuts3"]) for r in read_table("nrw_municipalities.csv")]
    by_district = {}
    for number, key in enumerate(keys):
        if key.startswith("05"):
            by_district.setdefault(districts[key[:5]], []).append(number)
    for nuts3, numbers in sorted(by_district.items()):
        free = {n: areas[n] for n in numbers}
        for name, lon, lat, _ in [t for t in towns if t[3] == nuts3]:
            # Points are of town centres, some of them generalised: the nearest free area is the one that holds it, or nearly.
            number = min(free, key=lambda n: free[n].distance(Point(lon, lat)))
            names[keys[number]] = name
            del free[number]
    listed = {}
    with open(sources / "places/zuordnung_plz_ort.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            listed.setdefault(row["bundesland"], set()).add(row["ort"])
    land_names = {"03": "Niedersachsen", "06": "Hessen", "07": "Rheinland-Pfalz", "10": "Saarland"}
    with open(sources / "places/geonames_cities500_be_nl_lu_de_fr.csv", encoding="utf-8", newline="") as file:
        places = [(r["name"], float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file) if r["country"] == "DE"]
    for land, title in land_names.items():
        numbers = [n for n, key in enumerate(keys) if key.startswith(land)]
        found = only_inside([p for p in places if p[0] in listed[title]], [areas[n] for n in numbers])
        names |= {keys[numbers[n]]: name for n, name in found.items()}
    return names


def german(sources):
    rows = sorted(features(sources / DE_FILE), key=lambda f: f["properties"]["ARS"])
    keys = [f["properties"]["ARS"] for f in rows]
    areas = [rounded(shape(f["geometry"])) for f in rows]
    districts = {row["ars"]: row["nuts3"] for row in read_table("de_districts.csv")}
    names = german_names(sources, districts, keys, areas)
    for key, area in zip(keys, areas):
        region = districts[key[:5]]
        yield Municipality("DE", f"{region}-{key[-3:]}", region, area, [("de", names[key])] if key in names else [])


def municipalities(sources, country):
    """All official municipalities of a country, by code."""
    found = sorted({"NL": dutch, "BE": belgian, "DE": german}[country](sources), key=lambda m: m.code)
    if len({m.code for m in found}) != len(found):
        raise SystemExit(f"two municipalities of {country} have the same code")
    return found
