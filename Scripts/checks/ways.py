"""Ways over water, computed from the Datasets folder by code that shares nothing with the product.

The lines of all barriers cut the plane of longitude and latitude into faces (GEOS polygonises them). A way is straight where
both places lie in one face, where one of them lies outside the frame (from there none leads to
a face that the sea bounds and no crossing), and where the straight line meets no water. Else it
is the shortest over the ends of crossings: each crossing has two, 120 m to either side of its line, or where it says so;
ends of one face are joined by straight legs, and so are those of different faces between which only lines without water
lie, up to 60 km. All ways between ends are found by SciPy's Dijkstra; legs are GeographicLib's geodesics.
"""
import math
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy
import shapely
from geographiclib.geodesic import Geodesic
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from shapely.geometry import LineString, Point

NS = "{urn:mutual-aid:1.0}"
OFFSETS = (120, 60, 30, 250, 500, 900)  # metres beside a line at which a crossing begins and ends
DIRECTION = 0.0015                      # degrees along a line over which its direction is taken
FREE_REACH = 60_000.0                   # metres of a leg over lines that are no water
OVERLAP = 2e-5                          # degrees by which lines are drawn longer at their ends
LATITUDE, LONGITUDE = 110_574.0, 111_320.0
SEMIMAJOR, ECCENTRICITY = 6_378_137.0, 6.69437999014131e-3
WAITING = 15.0                          # metres that a second of waiting counts as


@dataclass
class Barrier:
    id: str
    kind: str
    line: LineString

    @property
    def is_water(self):
        return self.kind != "open"

    @property
    def is_frame(self):
        return self.kind == "open" and self.line.is_ring


@dataclass
class Crossing:
    id: str
    barrier: str
    kind: str
    places: list
    hours: str
    wait: float


def read(datasets):
    """(barriers, crossings over which ways lead at any time) of all documents of the folder."""
    barriers, crossings = {}, {}
    for path in sorted((Path(datasets) / "barriers").glob("*.xml")):
        root = ElementTree.parse(path).getroot()
        for element in root.iter(NS + "barrier"):
            numbers = [float(word) for word in element.find(NS + "line").text.split()]
            line = LineString(list(zip(numbers[1::2], numbers[::2])))
            barriers[element.get("id")] = Barrier(element.get("id"), element.get("kind"), line)
        for element in root.iter(NS + "crossing"):
            places = [tuple(float(element.get(name + suffix)) for name in ("lat", "lon"))
                      for suffix in ("", "2") if element.get("lat" + suffix)]
            wait, hours = element.get("wait-s"), element.get("hours")
            if element.get("road") != "yes" or element.get("kind") == "ferry" and not (wait and hours):
                continue
            crossings[element.get("id")] = Crossing(
                element.get("id"), element.get("barrier"), element.get("kind"), places, hours, float(wait or 0))
    return barriers, crossings


def longer(line):
    """A line that reaches a hair beyond its ends, since coordinates are rounded."""
    if line.is_ring:
        return line
    points = list(line.coords)

    def beyond(end, before):
        length = math.dist(end, before)
        return tuple(a + (a - b) / length * OVERLAP for a, b in zip(end, before))
    return LineString([beyond(points[0], points[1]), *points, beyond(points[-1], points[-2])])


def geodesic(one, other):
    return Geodesic.WGS84.Inverse(*one, *other, Geodesic.DISTANCE)["s12"]


def earth_centred(places):
    """WGS84 metres of (latitude, longitude)."""
    lat, lon = numpy.radians(numpy.array(places, float).reshape(-1, 2)).T
    normal = SEMIMAJOR / numpy.sqrt(1 - ECCENTRICITY * numpy.sin(lat) ** 2)
    return numpy.c_[normal * numpy.cos(lat) * numpy.cos(lon), normal * numpy.cos(lat) * numpy.sin(lon),
                    normal * (1 - ECCENTRICITY) * numpy.sin(lat)]


def arcs(one, others):
    """Metres from a point to others: the arcs over the chords of a sphere, right to a centimetre up to 100 km."""
    chords = numpy.linalg.norm(others - one, axis=1)
    return 2 * 6_371_000 * numpy.arcsin(chords / (2 * 6_371_000))


class Ways:
    """The ways between any places, perhaps with some crossings closed and others opened."""

    def __init__(self, datasets, closed=(), opened=()):
        self.barriers, crossings = read(datasets)
        crossings = {name: crossing for name, crossing in crossings.items() if name not in closed}
        crossings |= {crossing.id: crossing for crossing in opened}
        if not self.barriers:
            return
        self.frames = [shapely.Polygon(barrier.line) for barrier in self.barriers.values() if barrier.is_frame]
        cut = shapely.unary_union([longer(barrier.line) for barrier in self.barriers.values()])
        self.faces = list(shapely.polygonize([cut]).geoms)
        self.face_tree = shapely.STRtree(self.faces)
        pieces, owners = [], []
        for barrier in self.barriers.values():
            if barrier.is_water:
                for piece in zip(barrier.line.coords, barrier.line.coords[1:]):
                    pieces.append(LineString(piece))
                    owners.append(barrier.id)
        self.water, self.owners = shapely.STRtree(pieces), owners
        self.open = shapely.STRtree([barrier.line for barrier in self.barriers.values() if not barrier.is_water])
        self.used, self.ends, self.end_faces, self.pointless = [], [], [], []
        for crossing in sorted(crossings.values(), key=lambda crossing: crossing.id):
            ends = self._ends(crossing)
            if ends is None:
                self.pointless.append(crossing.id)
                continue
            self.used.append(crossing)
            self.ends += ends
            self.end_faces += [self.face(end) for end in ends]
        self.by_face = defaultdict(list)
        for number, face in enumerate(self.end_faces):
            self.by_face[face].append(number)
        self.points = earth_centred(self.ends)
        self._solve()
        self.gates = lru_cache(maxsize=None)(self._gates)

    # Places

    @lru_cache(maxsize=None)
    def face(self, place):
        """The number of the face; None outside all of them."""
        point = Point(place[1], place[0])
        return next((int(number) for number in self.face_tree.query(point) if self.faces[number].contains(point)), None)

    @lru_cache(maxsize=None)
    def is_described(self, place):
        return not self.frames or any(frame.contains(Point(place[1], place[0])) for frame in self.frames)

    @lru_cache(maxsize=None)
    def is_island(self, place):
        """Whether the sea bounds a place's face and no crossing leads to it."""
        face = self.face(place)
        if face is None or self.by_face.get(face):
            return False
        outline = self.faces[face].exterior
        return any(barrier.kind == "sea" and barrier.line.intersection(outline).length > 1e-6
                   for barrier in self.barriers.values())

    def meets_water(self, one, other, but=None):
        found = self.water.query(LineString([(one[1], one[0]), (other[1], other[0])]), predicate="intersects")
        return any(self.owners[number] != but for number in found)

    def faces_near(self, place, metres):
        """The faces that lie within some metres of a place where water is as near; None where a line without water is."""
        disc = shapely.transform(
            Point(0, 0).buffer(metres, 64),
            lambda xy: xy / [LATITUDE * math.cos(math.radians(place[0])), LATITUDE] + [place[1], place[0]])
        if len(self.open.query(disc, predicate="intersects")):
            return None
        if not len(self.water.query(disc, predicate="intersects")):
            return {self.face(place)}
        return {int(number) for number in self.face_tree.query(disc, predicate="intersects")}

    def water_vertices(self):
        """(latitude, longitude) of the vertices of all waters."""
        return [(lat, lon) for barrier in self.barriers.values() if barrier.is_water for lon, lat in barrier.line.coords]

    # Crossings

    def _ends(self, crossing):
        if len(crossing.places) == 2:
            one, other = crossing.places
            return None if self.face(one) == self.face(other) else [one, other]
        if crossing.barrier not in self.barriers:
            return None
        line, (lat, lon) = self.barriers[crossing.barrier].line, crossing.places[0]
        along = line.project(Point(lon, lat))
        foot = line.interpolate(along)
        before, after = (line.interpolate(min(line.length, max(0, along + step))) for step in (-DIRECTION, DIRECTION))
        shrink = math.cos(math.radians(foot.y))
        east, north = (after.x - before.x) * shrink, after.y - before.y
        length = math.hypot(east, north)
        second = None
        for metres in OFFSETS:
            ends = [(foot.y + sign * east / length * metres / LATITUDE,
                     foot.x - sign * north / length * metres / LONGITUDE / shrink) for sign in (1, -1)]
            if self.face(ends[0]) == self.face(ends[1]):
                continue
            if not self.meets_water(*ends, but=crossing.barrier):
                return ends
            second = second or ends
        return second

    def _solve(self):
        """The least ways between all ends, waiting counted as metres, and over which end each comes."""
        weights = {}
        for number in range(0, len(self.ends), 2):
            weights[number, number + 1] = (arcs(self.points[number], self.points[number + 1:number + 2])[0]
                                           + WAITING * self.used[number // 2].wait)
        for one in range(len(self.ends)):
            metres = arcs(self.points[one], self.points)
            for other in range(one + 1, len(self.ends)):
                if self.end_faces[one] != self.end_faces[other] and (
                        metres[other] >= FREE_REACH or self.meets_water(self.ends[one], self.ends[other])):
                    continue
                weights[one, other] = min(weights.get((one, other), math.inf), metres[other])
        rows, columns = zip(*weights) if weights else ((), ())
        graph = csr_matrix((list(weights.values()), (rows, columns)), shape=(len(self.ends),) * 2)
        self.lengths, self.before = dijkstra(graph, directed=False, return_predecessors=True)

    def _gates(self, place, faces):
        """(numbers of ends, metres) that a place reaches by a straight leg, standing in one of some faces."""
        metres = arcs(earth_centred([place])[0], self.points)
        own = self.face(place)
        numbers = [number for number in range(len(self.ends)) if self.end_faces[number] in faces
                   or own is not None and metres[number] < FREE_REACH and not self.meets_water(place, self.ends[number])]
        return numpy.array(numbers, int), metres[numbers]

    # Ways

    def way(self, start, end, faces=None):
        """(metres, seconds of waiting, crossings) from one place, perhaps in one of some faces, to another; None for no way."""
        straight = geodesic(start, end)
        if not self.barriers:
            return straight, 0.0, []
        start_faces = frozenset(faces or {self.face(start)})
        if self.face(end) in start_faces:
            return straight, 0.0, []
        if self.is_described(start) != self.is_described(end):
            return None if self.is_island(start) or self.is_island(end) else (straight, 0.0, [])
        if not self.meets_water(start, end):
            return straight, 0.0, []
        (first, to_first), (last, from_last) = self.gates(start, start_faces), self.gates(end, frozenset({self.face(end)}))
        if not len(first) or not len(last):
            return None
        sums = to_first[:, None] + self.lengths[numpy.ix_(first, last)] + from_last
        place = numpy.unravel_index(numpy.argmin(sums), sums.shape)
        if sums[place] == math.inf:
            return None
        path = [int(last[place[1]])]
        while path[-1] != first[place[0]]:
            path.append(int(self.before[first[place[0]], path[-1]]))
        path.reverse()
        legs = [start, *(self.ends[number] for number in path), end]
        used = [self.used[one // 2] for one, other in zip(path, path[1:]) if one // 2 == other // 2]
        metres = sum(geodesic(one, other) for one, other in zip(legs, legs[1:]))
        return max(straight, metres), sum(crossing.wait for crossing in used), used
