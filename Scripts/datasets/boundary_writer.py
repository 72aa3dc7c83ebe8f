"""Shared by boundaries.py and regions.py: reads the border data and writes areas of a boundaries document."""
import json

from shapely.geometry import shape

BORDERS = "borders/borders_osm_5m.geojson"
OSM_SOURCE = {
    "id": "osm",
    "title": "OpenStreetMap boundary relations, simplified to 5 m",
    "url": "https://www.openstreetmap.org/copyright",
    "licence": "ODbL 1.0; © OpenStreetMap contributors",
}
COUNTRY_ACCURACY_M = 10
PAIRS_PER_LINE = 8


def country_polygons(sources):
    """{country: polygon as drawn in the border data}, in the order of the file."""
    with open(sources / BORDERS, encoding="utf-8") as file:
        features = json.load(file)["features"]
    return {f["properties"]["country"]: shape(f["geometry"]) for f in features}


def polygons_of(geometry):
    """The polygons of any geometry, without the points and lines an intersection may leave."""
    if geometry.geom_type == "Polygon":
        return [] if geometry.is_empty else [geometry]
    return [p for part in getattr(geometry, "geoms", []) for p in polygons_of(part)]


def coordinate(value, decimals):
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def ring_text(coordinates, decimals):
    """Latitude and longitude in turn, without the repeated last point, a few pairs to a line."""
    pairs = []
    for lon, lat in list(coordinates)[:-1]:
        pair = f"{coordinate(lat, decimals)} {coordinate(lon, decimals)}"
        if not pairs or pairs[-1] != pair:
            pairs.append(pair)
    lines = [" ".join(pairs[i:i + PAIRS_PER_LINE]) for i in range(0, len(pairs), PAIRS_PER_LINE)]
    return "\n".join(lines)


def write_area(document, geometry, names, decimals=6, **attributes):
    """One area; names are (language or None, text), the main one first."""
    with document.element("area", **attributes):
        for language, text in names:
            document.leaf("name", text, lang=language)
        for polygon in polygons_of(geometry):
            with document.element("polygon"):
                for ring in [polygon.exterior, *polygon.interiors]:
                    document.leaf("ring", ring_text(ring.coords, decimals))
