"""Units, types and turnout defaults, read from the Datasets folder by code that shares nothing with the product."""
import datetime
import xml.etree.ElementTree as ElementTree
import zoneinfo
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from geographiclib.geodesic import Geodesic

NS = "{urn:mutual-aid:1.0}"
WEEK = ["mo", "tu", "we", "th", "fr", "sa", "su"]
ZONE = zoneinfo.ZoneInfo("Europe/Brussels")


@dataclass
class Window:
    """When something applies, in local time; the whole week where nothing is said."""
    days: tuple = ()
    start: int = 0
    end: int = 1440

    @classmethod
    def read(cls, element):
        return cls(tuple((element.get("days") or "").split()), _minutes(element.get("from") or "00:00"),
                   _minutes(element.get("to") or "24:00"))

    def holds(self, day, day_before, minute):
        if self.start < self.end:
            return self._on(day) and self.start <= minute < self.end
        return self._on(day) and minute >= self.start or self._on(day_before) and minute < self.end

    def _on(self, day):
        return not self.days or day in self.days or day == "holiday" and set(WEEK) <= set(self.days)


@dataclass
class Turnout:
    """Seconds from alarm to wheels rolling; `wanted` limits a default to a country, staffing or mobility."""
    seconds: int
    window: Window
    basis: str
    service: str = None
    wanted: dict = field(default_factory=dict)

    @classmethod
    def read(cls, element):
        wanted = {key: element.get(key) for key in ("country", "staffing", "mobility") if element.get(key)}
        return cls(int(element.get("seconds")), Window.read(element), element.get("basis") or "published",
                   element.get("service"), wanted)


@dataclass
class Unit:
    """A unit with what its station and registry say for it."""
    id: str
    type: str
    service: str
    country: str
    lat: float
    lon: float
    staffing: str
    turnouts: list
    mobility: str = "road"
    station: str = None
    hours: str = None
    members: tuple = ()
    quality: str = None


class Vocabulary:
    """Types, turnout defaults and holidays of all vocabulary documents, in order of document id."""

    def __init__(self, datasets):
        roots = [ElementTree.parse(path).getroot() for path in (datasets / "vocabulary").glob("*.xml")]
        self.mobilities, self.defaults, self.holidays = {}, [], defaultdict(set)
        for root in sorted(roots, key=lambda root: root.get("id")):
            for kind in root.findall(NS + "type"):
                for code in [*(alias.text for alias in kind.findall(NS + "alias")), kind.get("code")]:
                    self.mobilities[kind.get("country"), _spelling(code)] = kind.get("mobility") or "road"
            self.defaults += [Turnout.read(element) for element in root.findall(NS + "turnout-default")]
            for calendar in root.findall(NS + "holiday-calendar"):
                self.holidays[calendar.get("code")] |= {day.get("date") for day in calendar.findall(NS + "holiday")}

    def mobility(self, country, code):
        return self.mobilities.get((country, _spelling(code)), "road")

    def moment(self, time, country):
        """The local day, the day before (both as windows name them) and the minute of the day."""
        local = time.astimezone(ZONE)
        return self._day(local.date(), country), self._day(local.date() - datetime.timedelta(days=1), country), \
            local.hour * 60 + local.minute

    def _day(self, date, country):
        return "holiday" if date.isoformat() in self.holidays.get(country, ()) else WEEK[date.weekday()]

    def turnout(self, unit, time):
        """The turnout time that applies: the unit's or station's own, else the first default that fits, else None."""
        moment = self.moment(time, unit.country)
        facts = {"country": unit.country, "staffing": unit.staffing, "mobility": unit.mobility}
        own = [turnout for turnout in unit.turnouts if turnout.window.holds(*moment)]
        return next(iter(own), None) or next(
            (default for default in self.defaults
             if default.service == unit.service and default.window.holds(*moment)
             and all(facts[key] == value for key, value in default.wanted.items())), None)


def read_units(datasets, vocabulary):
    """All units and groups of all registries, without those that step back."""
    units, listed = [], []
    for path in sorted((datasets / "registries").glob("*.xml")):
        registry = ElementTree.parse(path).getroot()
        rank = AUTHORITIES.index(registry.get("authority", "derived"))
        for station in registry.iter(NS + "station"):
            country = station.get("country") or registry.get("country")
            staffing = station.find(NS + "staffing")
            place = station.find(NS + "position")
            for element in station:
                if element.tag not in (NS + "unit", NS + "group"):
                    continue
                position = element.find(NS + "position")
                if position is None:
                    position = place
                units.append(Unit(
                    id=element.get("id"), type=element.get("type"), country=country,
                    service=element.get("service") or station.get("service") or registry.get("service"),
                    lat=float(position.get("lat")), lon=float(position.get("lon")),
                    staffing=None if staffing is None else staffing.get("kind"),
                    turnouts=[Turnout.read(turnout) for turnout in
                              element.findall(NS + "turnout") or station.findall(NS + "turnout")],
                    mobility=vocabulary.mobility(country, element.get("type")), station=station.get("id"),
                    hours=None if staffing is None else staffing.get("hours"),
                    quality=position.get("quality"),
                    members=tuple((member.get("type"), int(member.get("count") or 1))
                                  for member in element.findall(NS + "member"))))
                listed.append(Listed(
                    units[-1], path, rank, (station.get("id"), float(place.get("lat")), float(place.get("lon"))),
                    is_assumed="assumed" in (element.get("basis"), station.get("basis"))))
    back = stepping_back(listed)
    return [unit for unit in units if unit.id not in back]


# From the highest to the lowest.
AUTHORITIES = ["own-room", "national", "regional", "derived", "community"]


@dataclass
class Listed:
    """A unit as a registry lists it at a station."""
    unit: Unit
    registry: Path
    rank: int
    station: tuple
    is_assumed: bool


def stepping_back(listed):
    """The ids of the assumed units that step back: another registry, whose authority is not lower than theirs or derived,
    publishes units of the same service, country and way of travelling at the same station or at one within 250 m."""
    published = defaultdict(list)
    for other in listed:
        if not other.is_assumed and other.unit.type != "unspecified":
            published[other.unit.service, other.unit.country, other.unit.mobility].append(other)

    def precedes(other, own):
        (other_id, *there), (own_id, *here) = other.station, own.station
        if other.registry == own.registry or other.rank > max(own.rank, AUTHORITIES.index("derived")):
            return False
        if other_id == own_id:
            return True
        # Farther than 250 m in any case, so that few geodesics are calculated.
        if abs(there[0] - here[0]) > 0.003 or abs(there[1] - here[1]) > 0.006:
            return False
        return Geodesic.WGS84.Inverse(*there, *here, Geodesic.DISTANCE)["s12"] <= 250

    return {own.unit.id for own in listed if own.is_assumed
            and any(precedes(other, own)
                    for other in published[own.unit.service, own.unit.country, own.unit.mobility])}


def _minutes(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _spelling(code):
    return code.lower().replace(" ", "").replace("-", "")
