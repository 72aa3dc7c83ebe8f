"""The stations of de_osm_stations.csv (OpenStreetMap of September 2025) in reach, each with its municipality.

Corrections by hand stand in de_station_corrections.csv: what an entry really is, where its name does not say so.
"""
import math
from dataclasses import dataclass

import numpy
import shapely

from german_municipalities import metres
from german_station_names import alike, key, plain
from registry_parts import read, slug, table

STATIONS = "2026/de_osm_stations.csv"
OSM_SOURCE = {
    "id": "osm", "title": "OpenStreetMap, fire and rescue stations of Germany, 8 September 2025 (collected by DuzziWu/emergency-dispatch-game)",
    "url": "https://www.openstreetmap.org/copyright", "licence": "ODbL 1.0, © OpenStreetMap contributors", "date": "2025-09-08"}
UNKNOWN_TOWN = "Unbekannt"
SAME_NAME_M = 400  # an old and a new house of one brigade, or its ground and its building
SIMILAR_NAME_M = 100
NO_NAMES_M = 150  # neither says more than what it is
NO_NAME_M = 60  # one does
FAR_M = 1_500  # two houses of one name and village nearer than this are taken for one that moved
DIRECTIONS = ["Nord", "Nordost", "Ost", "Südost", "Süd", "Südwest", "West", "Nordwest"]
NO_NAME = ("", "werkfeuerwehr", "werksfeuerwehr", "betriebsfeuerwehr", "flughafenfeuerwehr")


@dataclass
class Entry:
    """One entry of the source."""
    name: str
    lat: float
    lon: float
    town: str  # of its address; "" where not known
    ars: str  # the municipality's key
    part: str = ""
    key: str = ""
    kind: str = ""
    source: str = ""  # where it is not OpenStreetMap

    @property
    def carrier_ars(self):
        return self.ars[:9]


def corrections():
    """{(municipality's key or its carrier's, name in the source): row}"""
    return {(row["ars"], row["name"]): row for row in table("de_station_corrections.csv")}


def entries(sources, municipalities, kind):
    """Entries of a kind (fire_station, ems_station) in North Rhine-Westphalia or in reach, in an order of their own."""
    rows = [row for row in read(sources / STATIONS) if row["type"] == kind]
    points = [(float(row["lon"]), float(row["lat"])) for row in rows]
    reach, areas = municipalities.within_reach(points), municipalities.find(points)
    found = []
    for row, point, near, ars in zip(rows, points, reach, areas):
        if not ars or not near:
            continue  # another Land, or too far
        town = "" if row["city"] == UNKNOWN_TOWN else row["city"]
        ars = municipalities.corrected(ars, point, town) if town else ars
        if ars[:9] not in municipalities.carriers:
            raise SystemExit(f"de_carriers.csv: no name for {ars[:9]} ({row['name']}, {town})")
        found.append(Entry(" ".join(row["name"].split()), point[1], point[0], town, ars))
    return sorted(found, key=lambda entry: (entry.ars, entry.name, entry.lat, entry.lon))


def joined(entries):
    """One entry for each station: [(entry that stands for it, all of them)].

    Two entries are one station where they are of one carrier and kind and have the same key within 400 m, similar keys
    within 100 m, or one says no more than that it is a station within 60 m; where neither does, within 150 m.
    """
    places = shapely.points(metres(numpy.array([(entry.lon, entry.lat) for entry in entries])))
    tree, group = shapely.STRtree(places), list(range(len(entries)))

    def root(number):
        while group[number] != number:
            number = group[number]
        return number

    pairs = tree.query(places, predicate="dwithin", distance=SAME_NAME_M).T.tolist()
    for one, other in sorted(pair for pair in pairs if pair[0] < pair[1]):
        if _same(entries[one], entries[other], places[one].distance(places[other])):
            low, high = sorted((root(one), root(other)))
            group[high] = low
    members = {}
    for number, entry in enumerate(entries):
        members.setdefault(root(number), []).append(entry)
    return [(min(group, key=rank), group) for group in members.values()]


def position(entry):
    return tuple(metres(numpy.array([(entry.lon, entry.lat)]))[0])


def metres_between(one, other):
    return math.dist(position(one), position(other))


def _same(one, other, distance):
    if one.carrier_ars != other.carrier_ars or one.kind != other.kind:
        return False
    if one.key == other.key:
        return one.key not in NO_NAME or distance <= NO_NAMES_M
    if not one.key or not other.key:
        return distance <= NO_NAME_M
    return distance <= SIMILAR_NAME_M and alike(one.key, other.key)


def rank(entry):
    """The entry that says most comes first; then an order that does not depend on the file's."""
    return (not entry.key, not entry.town, -len(entry.part), entry.name, entry.lat, entry.lon)


def named_apart(stations, municipalities):
    """Gives a station whose name says no place the nearest place's, and so stations of one brigade that bear one name."""
    own = {id(entry) for entry, _ in stations if entry.key not in NO_NAME}
    for entry, _ in stations:
        carrier = municipalities.carriers[entry.carrier_ars]
        if entry.kind != "guard" and not entry.key and slug(plain(carrier.name)) not in slug(entry.name):
            _add_place(entry, carrier, municipalities)
    for (ars, _), group in _by_name(stations).items():
        if len(group) > 1:
            for entry, _ in group:
                _add_place(entry, municipalities.carriers[ars], municipalities)
    stations = [station for group in _by_name(stations).values() for station in _moved(group, own)]
    for (ars, _), group in _by_name(stations).items():
        if len(group) > 1:
            _by_direction(group, municipalities.middle(ars))
    return stations


def _by_direction(group, middle):
    """The station nearest to the middle of the town keeps its name, the others are told by where they lie from there."""
    offsets = sorted(((position(entry)[0] - middle[0], position(entry)[1] - middle[1], entry) for entry, _ in group),
                     key=lambda offset: math.hypot(offset[0], offset[1]))
    directions = [DIRECTIONS[round(math.degrees(math.atan2(x, y)) / 45) % 8] for x, y, _ in offsets]
    for (x, y, entry), direction in list(zip(offsets, directions))[1:]:
        if directions[1:].count(direction) > 1:
            direction = f"{direction} {math.hypot(x, y) / 1000:.1f} km".replace(".", ",")
        entry.part = f"{entry.part} ({direction})" if entry.part else direction
        entry.key = f"{entry.key}-{slug(direction)}".strip("-")


def _by_name(stations):
    groups = {}
    for station in stations:
        groups.setdefault((station[0].carrier_ars, station[0].key), []).append(station)
    return dict(sorted(groups.items()))


def _add_place(entry, carrier, municipalities):
    place = municipalities.locality(entry.ars, (entry.lon, entry.lat))
    if not place or slug(place) in entry.key or key(place, carrier.name) == "":
        return
    entry.part = f"{entry.part} ({place})" if entry.part else place
    entry.key = f"{entry.key}-{slug(place)}".strip("-")


def _moved(group, own):
    """Entries of one name and village are one station that has moved, unless far apart or without a name of their own."""
    group = sorted(group, key=lambda station: rank(station[0]))
    kept = []
    for entry, members in group:
        twin = next((station for station in kept if station[0].kind == entry.kind and
                     metres_between(station[0], entry) <= (FAR_M if {id(station[0]), id(entry)} <= own else NO_NAMES_M)), None)
        if twin:
            twin[1].extend(members)
        else:
            kept.append((entry, members))
    return kept
