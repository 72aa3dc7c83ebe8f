"""Points labelled with a region code, for the ground of which no official areas are at hand.

DE  postcode points and the larger GeoNames localities, by Land.
FR  GeoNames localities, by region.
"""
import csv
import math
from pathlib import Path

TABLES = Path(__file__).resolve().parent / "tables"
GEONAMES = "places/geonames_cities500_be_nl_lu_de_fr.csv"
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


def geonames(sources, country):
    for row in read(sources / GEONAMES):
        if row["country"] == country:
            yield row, float(row["lon"]), float(row["lat"])


def german(sources):
    lands = {}
    for row in read(sources / "places/zuordnung_plz_ort.csv"):
        if row["bundesland"] in LAND_OF_NAME:
            lands.setdefault(row["plz"], set()).add(LAND_OF_NAME[row["bundesland"]])
    for row in read(sources / "population.csv"):
        if row["country"] == "DE" and len(lands.get(row["code"], ())) == 1:
            yield float(row["lon"]), float(row["lat"]), *lands[row["code"]]
    for row, lon, lat in geonames(sources, "DE"):
        land = LAND_OF_ADMIN1.get(row["admin1"])
        if land and int(row["population"] or 0) >= FEWEST_PEOPLE:
            yield lon, lat, land


def french(sources):
    return [(lon, lat, REGION_OF_FRENCH_ADMIN1[row["admin1"]]) for row, lon, lat in geonames(sources, "FR")
            if row["admin1"] in REGION_OF_FRENCH_ADMIN1]


def labelled_points(sources, country):
    """[(lon, lat, region code)], one label to a position."""
    points = {}
    for lon, lat, code in {"DE": german, "FR": french}[country](sources):
        points.setdefault((round(lon, 6), round(lat, 6)), code)
    return [(lon, lat, code) for (lon, lat), code in points.items()]
