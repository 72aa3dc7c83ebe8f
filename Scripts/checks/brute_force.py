"""The right answer to a nearest question, found by looking at every unit.

The distance is Karney's inverse geodesic on WGS84. Only units that surely cannot be among the answers are spared it.
On the ellipsoid a step of (dφ, dλ) is √(M²dφ² + N²cos²φ dλ²) long, with both radii of curvature M and N between 6,335.4
and 6,399.6 km; on a sphere of R = 6,371.0088 km it is R√(dφ² + cos²φ dλ²). So the length of any curve, and with it the
shortest distance, differs between the two by less than 0.56 %; the code allows for 1 %.

A unit that travels by road goes by its way over water (ways.py), which is never shorter than the straight line: so units
are looked at in the order of what they could do on that, until all others are surely later than those that are named.
"""
import heapq
import math
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from geographiclib.geodesic import Geodesic

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from duty import Unsure  # noqa: E402, F401
from registries import Turnout, Window  # noqa: E402
from speed_model import TravelModel  # noqa: E402
from ways import Ways  # noqa: E402

NS = "{urn:mutual-aid:1.0}"
DATASETS = Path(__file__).resolve().parents[2] / "Datasets"
RADIUS = 6_371_008.8
MARGIN = 0.01
TIE = 1e-6      # seconds or metres: closer values are a tie, settled by id


def haversine(lat1, lon1, lat2, lon2):
    """Metres on the sphere."""
    lat1, lon1, lat2, lon2 = map(math.radians, (lat1, lon1, lat2, lon2))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


def position_errors(datasets):
    """{quality: metres that a point of it may be off}."""
    return {element.get("quality"): float(element.get("metres")) for path in sorted(Path(datasets).glob("vocabulary/*.xml"))
            for element in ElementTree.parse(path).getroot().iter(NS + "position-error")}


@dataclass
class Answer:
    """A unit as an answer should give it; turnout is None where nobody says."""
    unit: object
    distance: float
    turnout: object
    travel: float
    delay: float
    way: float = None
    crossings: tuple = ()

    @property
    def turnout_seconds(self):
        return self.turnout.seconds if self.turnout else 0

    @property
    def eta(self):
        return self.delay + self.turnout_seconds + self.travel

    def value(self, rank):
        return self.distance if rank == "distance" else self.eta


class BruteForce:
    """Answers questions about one time by trying every unit.

    A unit that reports say is busy, or that is off duty by its hours, does not come; one on the road sets out where it was
    last reported, without turnout. Of a group and its vehicles only the one that comes first is named. One of which only the
    municipality or postcode is known stands on whichever bank is nearer; one from which no way leads does not come.
    """

    def __init__(self, units, vocabulary, time, request_delay=0.0, datasets=None, hours=None, reports=None,
                 ways=None):
        self.time = time
        self.ways = ways or Ways(datasets or DATASETS)
        self.position_errors = position_errors(datasets or DATASETS)
        self.travel = TravelModel(datasets) if datasets else TravelModel()
        self.hours, self.reports = hours, reports
        self.units = []
        self.by_station = {}
        for unit in units:
            self.by_station.setdefault(unit.station, []).append(unit)
            if reports and reports.is_busy(unit.id, time.timestamp()):
                continue
            position = reports and reports.position(unit.id, time.timestamp())
            turnout = Turnout(0, Window(), "published") if position else vocabulary.turnout(unit, time)
            self.units.append((unit, turnout, position or (unit.lat, unit.lon)))
        self.request_delay = request_delay

    def nearest(self, lat, lon, country, service, rank, scope, count):
        """The first `count` units of a scope, in order; Unsure where the sun is on the horizon."""
        candidates = []
        for unit, turnout, place in self.units:
            is_domestic = unit.country == country
            if unit.service != service or scope != "all" and is_domestic != (scope == "domestic"):
                continue
            near = haversine(lat, lon, *place)
            delay = 0.0 if is_domestic else self.request_delay
            least = self._answer(unit, turnout, near * (1 - MARGIN), delay)
            candidates.append((least.value(rank), len(candidates), unit, turnout, delay, place))
        # Some of the first may be off duty, or parts of groups.
        wanted = 3 * count + 10
        heapq.heapify(candidates)
        exact = []
        while candidates and not (len(exact) >= wanted and candidates[0][0] > sorted(
                answer.value(rank) for answer in exact)[wanted - 1] + 1):
            _, _, unit, turnout, delay, place = heapq.heappop(candidates)
            answer = self._exact(unit, turnout, delay, place, (lat, lon))
            if answer:
                exact.append(answer)
        named, taken = [], set()
        for answer in self._in_order(exact, rank)[:wanted]:
            if len(named) == count:
                break
            if not self._is_on_duty(answer.unit, lat, lon):
                continue
            parts = self._parts(answer.unit)
            if taken.isdisjoint(parts | {answer.unit.id}):
                taken |= parts | {answer.unit.id}
                named.append(answer)
        return named

    def _exact(self, unit, turnout, delay, place, incident):
        """The unit's answer by its way; None where there is none."""
        metres = Geodesic.WGS84.Inverse(*incident, *place, Geodesic.DISTANCE)["s12"]
        answer = self._answer(unit, turnout, metres, delay)
        answer.way = metres
        if unit.mobility != "road":
            return answer
        way = self.ways.way(place, incident)
        if (way is None or way[2]) and place == (unit.lat, unit.lon) and "centroid" in (unit.quality or ""):
            faces = self.ways.faces_near(place, self.position_errors.get(unit.quality, 0.0))
            if faces is None:
                raise Unsure
            way = self.ways.way(place, incident, frozenset(faces))
        if way is None:
            return None
        answer.way, wait, used = way
        answer.crossings = tuple(crossing.id for crossing in used)
        answer.travel = self.travel.seconds(answer.way, unit.service, unit.mobility) + wait
        return answer

    def _is_on_duty(self, unit, lat, lon):
        if not unit.hours or not self.hours:
            return True
        places = [(unit.lat, unit.lon)] + ([(lat, lon)] if unit.mobility == "air" else [])
        return self.hours.on_duty(unit.hours, self.time, places)

    def _parts(self, group):
        """The ids of a group's vehicles: the first by id of each type that stand at its station."""
        parts = set()
        for kind, count in group.members:
            beside = sorted(unit.id for unit in self.by_station[group.station]
                            if unit.type == kind and unit.service == group.service and unit.id != group.id)
            parts |= set(beside[:count])
        return parts

    def _answer(self, unit, turnout, metres, delay):
        return Answer(unit, metres, turnout, self.travel.seconds(metres, unit.service, unit.mobility), delay)

    @staticmethod
    def _in_order(answers, rank):
        """By value; runs of values that differ by less than TIE from the one before, by id."""
        answers.sort(key=lambda answer: (answer.value(rank), answer.unit.id))
        groups = []
        for answer in answers:
            if groups and answer.value(rank) - groups[-1][-1].value(rank) < TIE:
                groups[-1].append(answer)
            else:
                groups.append([answer])
        return [answer for group in groups for answer in sorted(group, key=lambda answer: answer.unit.id)]
