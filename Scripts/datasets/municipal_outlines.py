"""Outlines of the municipalities of Germany (five Länder), the Netherlands and Belgium, as their sources have them.

DE  VG250 of BKG, simplified by wahlatlas/zensus2022 (dl-de/by-2-0); code: the twelve-digit regional key (ARS), whose first
    five digits are the district and first nine the Samtgemeinde or Verbandsgemeinde
NL  CBS, municipalities of 2025 (CC BY 4.0); code: the name
BE  bmesuere/belgium-topojson, 2019 (CC0); code: NIS
"""
import json

from shapely import MultiPolygon, Polygon
from shapely.geometry import shape
from shapely.ops import unary_union

FILES = {
    "DE": "2026/de_gemeinden_nrw_ni_rp_sl_he.geojson",
    "NL": "2026/nl_gemeenten_2025.geojson",
    "BE": "2026/belgium_topojson_2019.json",
}
CODE_PROPERTIES = {"DE": "ARS", "NL": "gemeente"}


def load(sources, country):
    path = sources / FILES[country]
    if not path.exists():
        raise SystemExit(f"{path} is missing: the outlines of municipalities of {country}, see {__file__}")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def from_geojson(document, key):
    for feature in document["features"]:
        yield feature["properties"][key], shape(feature["geometry"]).buffer(0)


def arcs_of(topology):
    """The arcs in degrees: TopoJSON stores whole numbers, each as the difference from the one before."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        yield points


def ring_of(indices, arcs):
    """A ring from its arcs; a negative index stands for an arc walked backwards."""
    points = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc if not points else arc[1:]
    return points


def from_topojson(topology):
    arcs = list(arcs_of(topology))
    for item in topology["objects"]["municipalities"]["geometries"]:
        parts = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        polygons = [Polygon(ring_of(part[0], arcs), [ring_of(hole, arcs) for hole in part[1:]]) for part in parts]
        yield item["properties"]["nis"], MultiPolygon(polygons).buffer(0)


def outlines(sources, country):
    """[(code, outline)] of all municipalities of a country, in the order of the source; a code may come twice."""
    document = load(sources, country)
    if country == "BE":
        return list(from_topojson(document))
    return list(from_geojson(document, CODE_PROPERTIES[country]))


def outline_of(outlines_of_country, codes):
    """The joined outline of all municipalities with one of the codes, or with a German key that begins with one; None
    where there is none."""
    found = [outline for code, outline in outlines_of_country
             if code in codes or code.isdigit() and len(code) == 12 and code.startswith(tuple(codes))]
    return unary_union(found) if found else None
