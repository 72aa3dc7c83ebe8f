"""Which municipality of North Rhine-Westphalia or of the Länder around it a point lies in, and who runs its brigade.

The polygons are VG250 of the BKG by their official key (ARS): five digits name the district, nine the carrier of the
fire brigade (a municipality, or the association of several: Samtgemeinde in Niedersachsen, Verbandsgemeinde in
Rheinland-Pfalz), twelve the municipality. The polygons carry no names: those of North Rhine-Westphalia come from
nrw_municipalities.csv (each point lies in one polygon), those of the others from de_carriers.csv.
"""
import csv
import json
import math
from collections import defaultdict
from dataclasses import dataclass

import numpy
import shapely
from shapely.geometry import shape

from boundary_writer import country_polygons
from german_station_names import plain
from registry_parts import GEONAMES, read, slug, table

POLYGONS = "2026/de_gemeinden_nrw_ni_rp_sl_he.geojson"
VG250_SOURCE = {
    "id": "vg250", "title": "VG250: municipalities by official key, of the BKG (simplified by wahlatlas/zensus2022)",
    "url": "https://gdz.bkg.bund.de/", "licence": "dl-de/by-2-0, © GeoBasis-DE / BKG"}
LAENDER = {"03": "Niedersachsen", "05": "Nordrhein-Westfalen", "06": "Hessen", "07": "Rheinland-Pfalz", "10": "Saarland"}
PREFIXES = {"03": "de-ni", "05": "de-nrw", "06": "de-he", "07": "de-rp", "10": "de-sl"}
NEIGHBOURS = ("NL", "BE", "LU")
REACH_M = 50_000
GAP_M = 1_000  # the simplified line and the border differ by up to this
ADDRESS_M = 1_000  # so far from a municipality its name in an address is still believed against the simplified line
EARTH_M = 6_371_000
LOW, HIGH, MIDDLE = math.radians(49.5), math.radians(53.0), math.radians(7.5)
CONE = (math.cos(LOW) - math.cos(HIGH)) / (HIGH - LOW)
APEX = math.cos(LOW) / CONE + LOW


def metres(coordinates):
    """Longitudes and latitudes as metres of an equidistant conic: true to 0.1 % between 48.5 and 54 degrees north."""
    coordinates = numpy.radians(coordinates)
    radius = EARTH_M * (APEX - coordinates[:, 1])
    angle = CONE * (coordinates[:, 0] - MIDDLE)
    return numpy.column_stack([radius * numpy.sin(angle), -radius * numpy.cos(angle)])


@dataclass(frozen=True)
class Carrier:
    """Who runs a fire brigade: a municipality or an association of municipalities."""
    ars: str
    name: str
    kind: str  # "" or Samtgemeinde, Verbandsgemeinde
    nuts3: str
    district: str

    @property
    def title(self):
        return f"{self.kind} {self.name}".strip()

    @property
    def id(self):
        return f"{PREFIXES[self.ars[:2]]}-{slug(self.name)}"


class Municipalities:
    """The polygons, with their carriers and the names of the places in them."""

    def __init__(self, sources):
        with open(sources / POLYGONS, encoding="utf-8") as file:
            areas = {f["properties"]["ARS"]: shape(f["geometry"]) for f in json.load(file)["features"]}
        # Ground without a municipality (forests, ranges) has a key of its own that begins with 9 after the district.
        self._wild = shapely.union_all([shapely.transform(area, metres) for key, area in areas.items() if key[5] == "9"])
        self.keys = sorted(key for key in areas if key[5] != "9")
        self._areas = [areas[key] for key in self.keys]
        self._polygons = [shapely.transform(area, metres) for area in self._areas]
        self._tree = shapely.STRtree(self._polygons)
        self._places = _Places(sources)
        self._abroad = self._neighbours(sources)
        self.carriers = self._read_carriers()
        self._by_name = {}
        for key, polygon in zip(self.keys, self._polygons):
            carrier = self.carriers.get(key[:9])
            if carrier and not carrier.kind:
                self._by_name.setdefault((key[:2], plain(carrier.name)), []).append((key, polygon))
        self._members = self._name_members(sources)
        self._near = self._abroad + [shapely.union_all(
            [polygon for key, polygon in zip(self.keys, self._polygons) if key.startswith("05")])]
        shapely.prepare(self._near[-1])

    def _read_carriers(self):
        carriers, points = {}, table("nrw_municipalities.csv")
        self.professional = set()
        for row, key in zip(points, self.find([(float(row["lon"]), float(row["lat"])) for row in points])):
            if not key or not key.startswith("05") or key[:9] in carriers:
                raise SystemExit(f"nrw_municipalities.csv: the point of {row['name']} does not tell its polygon ({key})")
            carriers[key[:9]] = Carrier(key[:9], row["name"], "", row["nuts3"], row["district"])
            if row["professional_fire_brigade"]:
                self.professional.add(key[:9])
        districts = {row["ars"]: row for row in table("de_districts.csv")}
        for row in table("de_carriers.csv"):
            district = districts[row["ars"][:5]]
            carriers[row["ars"]] = Carrier(row["ars"], row["name"], row["kind"], district["nuts3"], district["name"])
        return carriers

    def of_land(self, land):
        """The keys of all carriers of a Land, as far as they are named."""
        return {ars for ars in self.carriers if ars.startswith(land)}

    @staticmethod
    def _neighbours(sources):
        borders = country_polygons(sources)
        areas = [shapely.transform(borders[country], metres) for country in NEIGHBOURS]
        for area in areas:
            shapely.prepare(area)
        return areas

    def _name_members(self, sources):
        """{key: name} of municipalities, where a place in the polygon bears the name of a municipality of the Land."""
        names = {}
        with open(sources / "places/zuordnung_plz_ort.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                names.setdefault(row["bundesland"], {})[plain(row["ort"])] = row["ort"]
        self._official = names
        self._placed = {plain(place["name"]) for _, place in self._places.rows}
        members, self._in = {}, defaultdict(list)
        for key, (_, place) in zip(self.find(self._places.points), self._places.rows):
            if key:
                self._in[key[:9]].append((place["name"], _one((float(place["lon"]), float(place["lat"])))))
            official = names[LAENDER[key[:2]]].get(plain(place["name"])) if key else None
            if official:
                members.setdefault(key, official)  # the most populous comes first
        return members

    def find(self, points):
        """The key of the municipality of each point (longitude, latitude); None outside the five Länder.

        A point in no polygon belongs to the nearest one where the line is that of the country, which is simplified
        here, or where it is ground without a municipality; elsewhere it lies in another Land.
        """
        points = shapely.points(metres(numpy.array(points, dtype=float)))
        inside = dict(zip(*(index.tolist() for index in self._tree.query(points, predicate="within"))))
        keys = []
        for number, point in enumerate(points):
            nearest = inside.get(number)
            if nearest is None and self._on_the_edge(point):
                nearest = min(self._tree.query_nearest(point, max_distance=GAP_M).tolist(), default=None)
            keys.append(None if nearest is None else self.keys[nearest])
        return keys

    def _on_the_edge(self, point):
        return self._wild.contains(point) or any(area.distance(point) <= GAP_M for area in self._abroad)

    def corrected(self, key, point, town):
        """The key, or that of the municipality that the address names where it is as good as there."""
        candidates = self._by_name.get((key[:2], plain(town)), [])
        if not candidates or any(other == key for other, _ in candidates):
            return key
        place = shapely.points(metres(numpy.array([point], dtype=float)))[0]
        distance, other = min((polygon.distance(place), other) for other, polygon in candidates)
        return other if distance <= ADDRESS_M else key

    def within_reach(self, points):
        """Whether each point lies in reach of the Netherlands, Belgium, Luxembourg or North Rhine-Westphalia."""
        points = shapely.points(metres(numpy.array(points, dtype=float)))
        return numpy.min([shapely.distance(points, area) for area in self._near], axis=0) <= REACH_M

    def reach_by_district(self):
        """{NUTS 3 code: share of its ground in reach}, of the districts of the carriers that are named."""
        codes = {key[:5]: carrier.nuts3 for key, carrier in self.carriers.items()}
        near = shapely.union_all([area.simplify(100).buffer(REACH_M) for area in self._near])
        shapely.prepare(near)
        whole, part = defaultdict(float), defaultdict(float)
        for key, polygon in zip(self.keys, self._polygons):
            if key[:5] in codes:
                whole[codes[key[:5]]] += polygon.area
                part[codes[key[:5]]] += polygon.area if near.contains(polygon) else polygon.intersection(near).area
        return {code: part[code] / area for code, area in whole.items()}

    def member(self, key, *hints):
        """The name of the municipality, which in an association is not the carrier's; None where not known.

        A hint (of an address, or of a station's name) counts where the Land has a municipality of that name and the
        gazetteer has no place of it: where it has one, that lies elsewhere, and may be the one that is meant.
        """
        carrier = self.carriers[key[:9]]
        if not carrier.kind:
            return carrier.name
        official = self._official[LAENDER[key[:2]]]
        unplaced = (hint for hint in map(plain, hints) if hint in official and hint not in self._placed)
        return self._members.get(key) or next((official[hint] for hint in unplaced), None)

    def grounds(self):
        """(name, point within, km from there to the end of its ground) of the municipalities whose name is known."""
        for key, area, polygon in zip(self.keys, self._areas, self._polygons):
            name = self.member(key) if key[:9] in self.carriers else self._members.get(key)
            if name:
                middle = area.representative_point()
                (at,) = metres(numpy.array([(middle.x, middle.y)]))
                reach = numpy.hypot(*(shapely.get_coordinates(polygon) - at).T).max()
                yield name, middle, math.ceil(reach / 100) / 10

    def locality(self, key, point):
        """The nearest place of the gazetteer in the same municipality; "" where there is none."""
        return min(((math.dist(place, _one(point)), name) for name, place in self._in[key[:9]]), default=(0, ""))[1]

    def middle(self, ars):
        """Where the carrier's chief place stands, in metres: the place that bears its name, the most populous, its ground."""
        name, places = self.carriers[ars].name, self._in[ars]
        ground = shapely.union_all([polygon for key, polygon in zip(self.keys, self._polygons) if key.startswith(ars)]).centroid
        return next((place for other, place in places if plain(other) == plain(name)),
                    places[0][1] if places else (ground.x, ground.y))


def _one(point):
    return tuple(metres(numpy.array([point], dtype=float))[0])


class _Places:
    """The localities of GeoNames in Germany."""

    def __init__(self, sources):
        rows = [row for row in read(sources / GEONAMES) if row["country"] == "DE"]
        # The most populous first, so that a town comes before its quarters.
        self.rows = sorted((((-int(row["population"]), row["name"], row["geonameid"]), row) for row in rows),
                           key=lambda pair: pair[0])
        self.points = [(float(row["lon"]), float(row["lat"])) for _, row in self.rows]
