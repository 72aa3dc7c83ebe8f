"""Country borders, read from the boundary document by code that shares nothing with the product.

Rings are taken as straight edges between vertices in the plane of latitude and longitude, which is what the document
means. A point's country follows from the even-odd rule with a ray to the north over all rings of the country.
"""
import math
import random
import xml.etree.ElementTree as ElementTree
from collections import defaultdict

NS = "{urn:mutual-aid:1.0}"
RUN = 50                        # edges looked at together
METRES_PER_DEGREE = 111_320.0   # of latitude, to 0.6 %: enough to tell 20 m


class Run:
    """Some consecutive edges of a ring, with the box around them, so that far runs cost nothing."""

    def __init__(self, points):
        self.points = points
        self.south, self.north = min(p[0] for p in points), max(p[0] for p in points)
        self.west, self.east = min(p[1] for p in points), max(p[1] for p in points)

    def crossings_north(self, lat, lon):
        if lat > self.north or not self.west <= lon <= self.east:
            return 0
        count = 0
        for (lat1, lon1), (lat2, lon2) in zip(self.points, self.points[1:]):
            if (lon1 <= lon) != (lon2 <= lon) and lat < lat1 + (lat2 - lat1) * (lon - lon1) / (lon2 - lon1):
                count += 1
        return count

    def distance(self, lat, lon, limit):
        """Metres to the nearest edge, or infinity where that is surely more than `limit`."""
        scale = math.cos(math.radians(lat))
        pad = limit / METRES_PER_DEGREE * 1.1
        if not (self.south - pad <= lat <= self.north + pad
                and self.west - pad / scale <= lon <= self.east + pad / scale):
            return math.inf
        best = math.inf
        for (lat1, lon1), (lat2, lon2) in zip(self.points, self.points[1:]):
            x1, y1 = (lon1 - lon) * scale, lat1 - lat
            dx, dy = (lon2 - lon1) * scale, lat2 - lat1
            square = dx * dx + dy * dy
            along = min(1.0, max(0.0, -(x1 * dx + y1 * dy) / square)) if square else 0.0
            best = min(best, math.hypot(x1 + along * dx, y1 + along * dy))
        return best * METRES_PER_DEGREE


class Borders:
    """The countries of a boundary document."""

    def __init__(self, datasets):
        self.rings = defaultdict(list)
        root = ElementTree.parse(datasets / "boundaries/countries.xml").getroot()
        for area in root.iter(NS + "area"):
            if area.get("level") == "country":
                for ring in area.iter(NS + "ring"):
                    numbers = [float(text) for text in ring.text.split()]
                    points = list(zip(numbers[::2], numbers[1::2]))
                    self.rings[area.get("country")].append(points)
        self.runs = {country: [run for ring in rings for run in _runs(ring)] for country, rings in self.rings.items()}

    def countries_at(self, lat, lon):
        """The countries that hold a point: one, unless it lies outside of all or the document has overlaps."""
        return sorted(country for country, runs in self.runs.items()
                      if sum(run.crossings_north(lat, lon) for run in runs) % 2)

    def distance(self, lat, lon, limit):
        """Metres to the nearest line of any country, or infinity where that is more than `limit`."""
        return min(run.distance(lat, lon, limit) for runs in self.runs.values() for run in runs)

    def shared_edges(self):
        """Edges that two countries have in common, as ((lat, lon), (lat, lon)); coasts and cut lines are no borders."""
        owners = defaultdict(set)
        for country, rings in self.rings.items():
            for ring in rings:
                for start, end in zip(ring, ring[1:] + ring[:1]):
                    owners[min(start, end), max(start, end)].add(country)
        return sorted(edge for edge, countries in owners.items() if len(countries) > 1)

    def shared_vertices(self):
        """The vertices of the shared edges."""
        return sorted({vertex for edge in self.shared_edges() for vertex in edge})


def _runs(ring):
    closed = ring if ring[0] == ring[-1] else ring + ring[:1]
    return [Run(closed[i:i + RUN + 1]) for i in range(0, len(closed) - 1, RUN)]


def point_near(geodesic, vertex, metres, generator: random.Random):
    """A point at up to so many metres from a vertex, at six decimals, near ones as often as far ones."""
    end = geodesic.Direct(*vertex, generator.uniform(0, 360), generator.uniform(0, metres))
    return round(end["lat2"], 6), round(end["lon2"], 6)
