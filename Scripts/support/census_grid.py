"""Where people live according to Datasets/population, read by code that shares nothing with the product.

A row has its place in degrees, or as the code of a cell of the European grid (EPSG:3035), of which the middle is
computed here: Lambert's azimuthal equal-area projection, inverse on the ellipsoid GRS 80 (EPSG method 9820).
"""
import csv
import gzip
import math
import re
from dataclasses import dataclass
from pathlib import Path

LAT_0, LON_0 = math.radians(52), math.radians(10)
FALSE_EAST, FALSE_NORTH = 4_321_000.0, 3_210_000.0
AXIS, FLATTENING = 6_378_137.0, 1 / 298.257222101
E2 = FLATTENING * (2 - FLATTENING)
E = math.sqrt(E2)
CODE = re.compile(r"(?:CRS3035RES1000m|1km)N(\d+)E(\d+)")


def _q(sine):
    return (1 - E2) * (sine / (1 - E2 * sine * sine) - math.log((1 - E * sine) / (1 + E * sine)) / (2 * E))


_QP = _q(1.0)
_RQ = AXIS * math.sqrt(_QP / 2)
_BETA_0 = math.asin(_q(math.sin(LAT_0)) / _QP)
_D = AXIS * math.cos(LAT_0) / math.sqrt(1 - E2 * math.sin(LAT_0) ** 2) / (_RQ * math.cos(_BETA_0))


def degrees(east, north):
    """(latitude, longitude) of a place in metres of the grid."""
    x, y = (east - FALSE_EAST) / _D, (north - FALSE_NORTH) * _D
    rho = math.hypot(x, y)
    if rho == 0:
        return 52.0, 10.0
    c = 2 * math.asin(rho / (2 * _RQ))
    beta = math.asin(math.cos(c) * math.sin(_BETA_0) + y * math.sin(c) * math.cos(_BETA_0) / rho)
    lon = LON_0 + math.atan2(x * math.sin(c),
                             rho * math.cos(_BETA_0) * math.cos(c) - y * math.sin(_BETA_0) * math.sin(c))
    lat = (beta + (E2 / 3 + 31 * E2 ** 2 / 180 + 517 * E2 ** 3 / 5040) * math.sin(2 * beta)
           + (23 * E2 ** 2 / 360 + 251 * E2 ** 3 / 3780) * math.sin(4 * beta) + 761 * E2 ** 3 / 45360 * math.sin(6 * beta))
    return math.degrees(lat), math.degrees(lon)


def middle(code):
    """(latitude, longitude) of the middle of a cell one kilometre wide."""
    match = CODE.fullmatch(code)
    if not match:
        raise ValueError(f"'{code}' is no cell of the 1 km grid")
    scale = 1 if code.startswith("CRS") else 1000
    return degrees(int(match[2]) * scale + 500, int(match[1]) * scale + 500)


@dataclass(frozen=True)
class People:
    country: str
    region: str
    code: str
    lat: float
    lon: float
    people: int


def read_people(datasets):
    """The rows of the population table, in its order."""
    with gzip.open(Path(datasets) / "population/population.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = []
        for row in csv.DictReader(file):
            place = middle(row["grd_id"]) if row["grd_id"] else (float(row["lat"]), float(row["lon"]))
            rows.append(People(row["country"], row["region"], row["code"] or row["grd_id"], *place, int(row["people"])))
    return rows
