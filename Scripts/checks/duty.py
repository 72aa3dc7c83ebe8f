"""Who is there at a moment: hours of duty, daylight, reports and positions, read and worked out by code that shares nothing
with the product."""
import datetime
import math
import xml.etree.ElementTree as ElementTree
import zoneinfo
from dataclasses import dataclass

NS = "{urn:mutual-aid:1.0}"
ZONE = zoneinfo.ZoneInfo("Europe/Brussels")
HORIZON = -0.833    # degrees: the sun's upper edge is on the horizon, with refraction
UNSURE = 0.4        # degrees: two programs differ by less


def sun_elevation(time, lat, lon):
    """Degrees above the horizon, to about 0.01: the low-precision formulas of the Astronomical Almanac."""
    days = (time - datetime.datetime(2000, 1, 1, 12, tzinfo=datetime.timezone.utc)).total_seconds() / 86_400
    longitude = math.radians((280.460 + 0.9856474 * days) % 360)
    anomaly = math.radians((357.528 + 0.9856003 * days) % 360)
    ecliptic = longitude + math.radians(1.915 * math.sin(anomaly) + 0.020 * math.sin(2 * anomaly))
    tilt = math.radians(23.439 - 0.0000004 * days)
    ascension = math.atan2(math.cos(tilt) * math.sin(ecliptic), math.cos(ecliptic))
    declination = math.asin(math.sin(tilt) * math.sin(ecliptic))
    sidereal = math.radians((280.46061837 + 360.98564736629 * days + lon) % 360)
    hour_angle = sidereal - ascension
    lat = math.radians(lat)
    return math.degrees(math.asin(math.sin(lat) * math.sin(declination)
                                  + math.cos(lat) * math.cos(declination) * math.cos(hour_angle)))


class Unsure(Exception):
    """The sun is so near the horizon that programs may differ."""


class Hours:
    """What words for hours of duty mean, by the vocabularies of a folder; of the forms that the registries here have."""

    def __init__(self, datasets):
        self.meanings = {}
        for path in sorted((datasets / "vocabulary").glob("*.xml")):
            for element in ElementTree.parse(path).getroot().iter(NS + "hours"):
                self.meanings[element.get("text").lower()] = element.get("means")

    def on_duty(self, text, time, places):
        """Whether it is on duty; by daylight, at all places. Hours that nobody understands count as on duty."""
        meaning = self.meanings.get(text.lower(), text)
        if meaning in ("24/7", "unknown"):
            return True
        if meaning == "sunrise-sunset":
            elevations = [sun_elevation(time, *place) for place in places]
            if any(abs(elevation - HORIZON) < UNSURE for elevation in elevations):
                raise Unsure
            return all(elevation > HORIZON for elevation in elevations)
        local = time.astimezone(ZONE)
        minute = local.hour * 60 + local.minute
        start, end = (int(part[:2]) * 60 + int(part[3:]) for part in meaning.split("-"))
        return start <= minute < end if start < end else minute >= start or minute < end


@dataclass
class Report:
    """A report as it was sent."""
    unit: str
    status: str
    since: float
    position: tuple = None


class Reports:
    """What reports say of a moment, with the ages that the vocabularies of a folder state."""

    AVAILABLE = ("available", "available-mobile", "available-at-station")
    ON_THE_ROAD = ("available", "available-mobile")

    def __init__(self, datasets, reports):
        self.reports, self.ages, self.position_age = {}, {}, 600
        for path in sorted((datasets / "vocabulary").glob("*.xml")):
            root = ElementTree.parse(path).getroot()
            for element in root.iter(NS + "report-age"):
                assert element.get("source") is None
                self.ages[element.get("status")] = float(element.get("seconds"))
            for element in root.iter(NS + "position-age"):
                self.position_age = float(element.get("seconds"))
        for report in reports:
            self.reports.setdefault(report.unit, []).append(report)

    def status(self, unit, moment):
        """The status at a moment, "unknown" where none is believed."""
        latest = None
        for report in self.reports.get(unit, ()):
            if report.since <= moment and (latest is None or report.since >= latest.since):
                latest = report
        if latest is None:
            return "unknown"
        age = self.ages.get(latest.status, self.ages.get(None, math.inf))
        return latest.status if moment - latest.since < age else "unknown"

    def position(self, unit, moment):
        """Where it is on the road; None for one that is at its station."""
        if self.status(unit, moment) not in self.ON_THE_ROAD:
            return None
        last = None
        for report in self.reports[unit]:
            if report.position and report.since <= moment and (last is None or report.since >= last.since):
                last = report
        return last.position if last and moment - last.since <= self.position_age else None

    def is_busy(self, unit, moment):
        """Whether a report keeps it away."""
        return self.status(unit, moment) not in (*self.AVAILABLE, "unknown")
