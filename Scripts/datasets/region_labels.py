"""Points labelled with a region code: what regions.py draws its cells around, and population.py looks labels up from.

NL  postcode-4 points; label = the 2014 safety region polygon that holds or is nearest to the point, then the later
    moves of nl_postcode_regions.csv.
BE  GeoNames localities and the few approximate points of be_extra_points.csv; label = be_localities.csv, and for those not listed there the nearest listed one of the same
    GeoNames region (so Flanders, Wallonia and Brussels are always kept apart).
DE  postcode points and the larger GeoNames localities by Land; inside North Rhine-Westphalia by district through the postcode's
    place, with the municipalities of nrw_municipalities.csv added.
FR  GeoNames localities by region.
"""
import csv
import json
import math
from collections import Counter
from pathlib import Path

from shapely import STRtree
from shapely.geometry import Point, shape

TABLES = Path(__file__).resolve().parent / "tables"
GEONAMES = "places/geonames_cities500_be_nl_lu_de_fr.csv"
SAFETY_REGIONS = "borders/nl_veiligheidsregios_2014.geojson"
SAFETY_REGION_CODES = {
    "Groningen": 1, "Fryslân": 2, "Drenthe": 3, "IJsselland": 4, "Twente": 5, "Noord- en Oost-Gelderland": 6,
    "Gelderland-Midden": 7, "Gelderland-Zuid": 8, "Utrecht": 9, "Noord-Holland-Noord": 10, "Zaanstreek-Waterland": 11,
    "Kennemerland": 12, "Amsterdam-Amstelland": 13, "Gooi en Vechtstreek": 14, "Haaglanden": 15, "Hollands-Midden": 16,
    "Rotterdam-Rijnmond": 17, "Zuid-Holland-Zuid": 18, "Zeeland": 19, "Midden- en West-Brabant": 20,
    "Brabant-Noord": 21, "Brabant-Zuidoost": 22, "Limburg-Noord": 23, "Limburg-Zuid": 24, "Flevoland": 25,
}
LAND_OF_NAME = {
    "Baden-Württemberg": "DE1", "Bayern": "DE2", "Bremen": "DE5", "Hamburg": "DE6", "Hessen": "DE7",
    "Mecklenburg-Vorpommern": "DE8", "Niedersachsen": "DE9", "Nordrhein-Westfalen": "DEA", "Rheinland-Pfalz": "DEB",
    "Saarland": "DEC", "Sachsen-Anhalt": "DEE", "Schleswig-Holstein": "DEF", "Thüringen": "DEG",
}
LAND_OF_ADMIN1 = {
    "01": "DE1", "02": "DE2", "03": "DE5", "04": "DE6", "05": "DE7", "12": "DE8", "06": "DE9", "07": "DEA",
    "08": "DEB", "09": "DEC", "14": "DEE", "10": "DEF", "15": "DEG",
}
REGION_OF_FRENCH_ADMIN1 = {"11": "FR1", "24": "FRB", "27": "FRC", "28": "FRD", "32": "FRE", "44": "FRF"}
FEWEST_PEOPLE = 3000  # German villages below are left out: GeoNames lists them for some Länder only, which would move borders
LON_SCALE = math.cos(math.radians(51.0))  # makes a degree of longitude as long as one of latitude, nearly


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plane(lon, lat):
    return Point(lon * LON_SCALE, lat)


class Nearest:
    """Looks up the label of the nearest labelled point."""

    def __init__(self, labelled):
        self.labelled = labelled
        self.tree = STRtree([plane(lon, lat) for lon, lat, _ in labelled])

    def label(self, lon, lat):
        return self.labelled[int(self.tree.nearest(plane(lon, lat)))][2]


def geonames(sources, country):
    for row in read(sources / GEONAMES):
        if row["country"] == country:
            yield row, float(row["lon"]), float(row["lat"])


def population_points(sources, country):
    for row in read(sources / "population.csv"):
        if row["country"] == country:
            yield row, float(row["lon"]), float(row["lat"])


def dutch(sources):
    with open(sources / SAFETY_REGIONS, encoding="utf-8") as file:
        features = json.load(file)["features"]
    shapes = [shape(f["geometry"]) for f in features]
    codes = [f"NL-VR{SAFETY_REGION_CODES[f['properties']['Name']]:02d}" for f in features]
    moves = [(int(r["first"]), int(r["last"]), r["code"]) for r in read(TABLES / "nl_postcode_regions.csv")]
    tree = STRtree(shapes)
    labelled = []
    for row, lon, lat in population_points(sources, "NL"):
        code = codes[int(tree.nearest(Point(lon, lat)))]
        for first, last, moved in moves:
            if first <= int(row["code"]) <= last:
                code = moved
        labelled.append((lon, lat, code))
    return labelled


def belgian(sources):
    rows = list(geonames(sources, "BE"))
    known = {}
    for row in read(TABLES / "be_localities.csv"):
        for name in filter(None, row["localities"].split("|")):
            known[name.split("#")[-1]] = row["code"]
    names = Counter(row["name"] for row, _, _ in rows)
    labelled = [(float(r["lon"]), float(r["lat"]), r["code"]) for r in read(TABLES / "be_extra_points.csv")]
    rest = []
    for row, lon, lat in rows:
        code = "BE10" if row["admin1"] == "BRU" else known.get(row["geonameid"])
        if not code and names[row["name"]] == 1:
            code = known.get(row["name"])
        (labelled if code else rest).append((lon, lat, code or row["admin1"]))
    for admin1, parent in (("VLG", "BE2"), ("WAL", "BE3")):
        nearest = Nearest([p for p in labelled if p[2].startswith(parent)])
        labelled += [(lon, lat, nearest.label(lon, lat)) for lon, lat, code in rest if code == admin1]
    return labelled


def german(sources):
    municipalities = read(TABLES / "nrw_municipalities.csv")
    district = {r["name"]: r["nuts3"] for r in municipalities}
    labels = {}
    for row in read(sources / "places/zuordnung_plz_ort.csv"):
        land = LAND_OF_NAME.get(row["bundesland"])
        if land:
            labels.setdefault(row["plz"], set()).add(district[row["ort"]] if land == "DEA" else land)
    labelled = [(lon, lat, *labels[row["code"]]) for row, lon, lat in population_points(sources, "DE")
                if len(labels.get(row["code"], ())) == 1]
    labelled += [(float(r["lon"]), float(r["lat"]), r["nuts3"]) for r in municipalities]
    nearest = Nearest([p for p in labelled if p[2].startswith("DEA")])
    for row, lon, lat in geonames(sources, "DE"):
        land = LAND_OF_ADMIN1.get(row["admin1"])
        if land and int(row["population"] or 0) >= FEWEST_PEOPLE:
            labelled.append((lon, lat, nearest.label(lon, lat) if land == "DEA" else land))
    return labelled


def french(sources):
    return [(lon, lat, REGION_OF_FRENCH_ADMIN1[row["admin1"]]) for row, lon, lat in geonames(sources, "FR")
            if row["admin1"] in REGION_OF_FRENCH_ADMIN1]


def labelled_points(sources, country):
    """[(lon, lat, region code)], one label to a position."""
    reader = {"NL": dutch, "BE": belgian, "DE": german, "FR": french}[country]
    points = {}
    for lon, lat, code in reader(sources):
        points.setdefault((round(lon, 6), round(lat, 6)), code)
    return [(lon, lat, code) for (lon, lat), code in points.items()]
