"""The ground of every region and municipality: official areas fitted into the countries, and what fills the rest.

NL and BE are divided by their municipalities, DE by those of five Länder. The other German Länder, and the French
regions, have no official areas here: each labelled point (region_labels.py) gets the ground nearest to it. Luxembourg
is one region: the country.
"""
from dataclasses import replace

import shapely

from boundary_writer import country_polygons, polygons_of
from fitted_areas import GRID, cells, dividing_lines, fitted, open_ground, simplified, without_crossings
from official_areas import municipalities
from region_labels import labelled_points

TOLERANCE = 0.0005     # degrees, some 50 m: see fitted_areas.simplified
OFFICIAL_LANDS = ("DE7", "DE9", "DEA", "DEB", "DEC")
# North of here the open ground is mostly sea, of which Lower Saxony gets its share; south of it another Land.
SEA_BEGINS = 53.3
NARROW = 0.01          # degrees: open ground narrower than twice this is a difference of surveys, no other Land
AROUND = 0.5           # degrees around a country in which labelled points count


def near_points(sources, country, polygon):
    west, south, east, north = polygon.bounds
    return [(lon, lat, code) for lon, lat, code in labelled_points(sources, country)
            if west - AROUND < lon < east + AROUND and south - AROUND < lat < north + AROUND]


def other_lands(sources, polygon, areas):
    """{Land: ground} of the Länder without official areas, on ground that those leave open."""
    points = [(lon, lat, land) for lon, lat, land in near_points(sources, "DE", polygon)
              if land not in OFFICIAL_LANDS or (land == "DE9" and lat > SEA_BEGINS)]
    ground = open_ground(polygon, areas)
    wide = ground.buffer(-NARROW).buffer(NARROW * 1.5)
    found = {}
    for land, cell in sorted(cells(points).items()):
        parts = polygons_of(ground.intersection(cell, grid_size=GRID).intersection(wide, grid_size=GRID))
        if parts and land not in OFFICIAL_LANDS:
            found[land] = shapely.MultiPolygon(parts)
    return found


def divided(sources, country, polygon):
    """(municipalities with their part of the country, {region without municipalities: ground}), simplified together."""
    official = [m for m in municipalities(sources, country) if m.geometry.intersects(polygon.envelope)]
    areas = [m.geometry for m in official]
    others = other_lands(sources, polygon, areas) if country == "DE" else {}
    areas += others.values()
    parts = fitted(polygon, areas, dividing_lines(open_ground(polygon, areas), areas))
    numbers = sorted(parts)
    ground = dict(zip(numbers, simplified([parts[number] for number in numbers], TOLERANCE)))
    return ([replace(m, geometry=ground[number]) for number, m in enumerate(official) if number in ground],
            {land: ground[number] for number, land in enumerate(others, len(official)) if number in ground})


def derived(sources, country, polygon):
    """{region: ground}: the parts of the country nearest to the labelled points of each region."""
    found = {}
    for code, cell in sorted(cells(near_points(sources, country, polygon)).items()):
        parts = polygons_of(polygon.intersection(cell))
        if parts:
            found[code] = shapely.MultiPolygon(sorted(parts, key=lambda p: -p.area))
    return found


def all_ground(sources):
    """(municipalities, {(country, region): ground}) of the five countries."""
    towns, regions = [], {}
    for country, polygon in sorted(country_polygons(sources).items()):
        if country == "LU":
            regions[country, "LU00"] = polygon
        elif country == "FR":
            regions |= {(country, code): ground for code, ground in derived(sources, country, polygon).items()}
        else:
            found, others = divided(sources, country, polygon)
            towns += found
            codes = sorted({m.region for m in found})
            joined = [shapely.union_all([m.geometry for m in found if m.region == code]) for code in codes]
            # Where two municipalities of one region meet at the border, its corner is none of the region's.
            whole = without_crossings(joined + list(others.values()), polygon)
            regions |= {(country, code): ground for code, ground in zip(codes + list(others), whole)}
    return towns, regions
