#!/usr/bin/env python3
"""Compares `mutualaid coverage` with people counted by distances: whoever lives within so many kilometres of a station.

Whoever is within K km of a station along the ellipsoid is reached within 154 s + K × 68 s by the travel times that
the directory is given, and nobody else is: a norm of that many seconds whose clock starts at departure makes the
program count by distance. All numbers of people must be equal, to the person, with borders open and closed, and with
single stations closed.

Without options the stations and people are those of the Datasets folder, and distances are those of ways over water
(ways.py): as things are, with the crossings closed that most ways use, with all closed around one of them by a flood,
and with a bridge where there is none for the longest. Of a station at the point of its municipality near a line
without water nobody says on which bank it may stand: there the number must lie between both. With --stations and
--population they come from tables, and with --expected the shares and persons of a reference must come out as well,
row by row.
"""
import argparse
import csv
import math
import sys
from collections import Counter
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

import numpy
from geographiclib.geodesic import Geodesic
from scipy.spatial import cKDTree

import product
import registries
from brute_force import position_errors
from ways import Crossing, Ways, earth_centred

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from census_grid import read_people  # noqa: E402

KILOMETRES = (3, 5, 8, 10, 15)
# Metres around a limit within which a chord, which is up to 4 mm shorter at 15 km, does not say on which side an arc is.
MARGIN = 1.0
# Of the rows of Datasets/population every so many are counted.
EVERY = 5
TIME = "2026-11-26T10:00:00Z"
# The type of pumper of each country.
PUMPERS = {"NL": "TS", "BE": "AP", "DE": "HLF20", "LU": "HLF"}
# Of the tables only stations whose crews turn out to fires are counted.
KINDS = ("station", "station with ambulance", "")


@dataclass
class Station:
    id: str
    name: str
    country: str
    lat: float
    lon: float
    quality: str = ""

    @property
    def place(self):
        return self.lat, self.lon


@dataclass
class People:
    country: str
    code: str
    lat: float
    lon: float
    count: int


def centred(places):
    """WGS84 metres of what has a latitude and a longitude."""
    return earth_centred([(place.lat, place.lon) for place in places])


def reached(people, stations, kilometres):
    """Whether each place is within a distance of any station, by geodesics."""
    limit = 1000 * kilometres
    tree, places = cKDTree(centred(stations)), centred(people)
    nearest = tree.query(places)[0]
    found = nearest <= limit - MARGIN
    for index in numpy.flatnonzero(~found & (nearest <= limit)):
        place = people[index]
        near = (stations[number] for number in tree.query_ball_point(places[index], limit))
        found[index] = any(Geodesic.WGS84.Inverse(place.lat, place.lon, other.lat, other.lon)["s12"] <= limit
                           for other in near)
    return found


class Reach:
    """By ways over water: from which stations each place is reached, and how far it is."""

    def __init__(self, people, stations, ways, errors):
        self.ways, self.errors = ways, errors
        tree = cKDTree(centred(stations))
        self.used = Counter()
        self.pairs = []    # by place: (station, least metres, most metres)
        for place, near in zip(people, tree.query_ball_point(centred(people), 1000 * max(KILOMETRES))):
            self.pairs.append([(station, *span) for station in (stations[number] for number in near)
                               if (span := self._metres(station, (place.lat, place.lon)))])

    def _metres(self, station, place):
        """Least and most metres of the way, with those that pass while one waits: equal unless nobody can tell the bank."""
        way = self.ways.way(station.place, place)
        spans = [self._length(way)]
        if (way is None or way[2]) and "centroid" in station.quality:
            faces = self.ways.faces_near(station.place, self.errors.get(station.quality, 0.0))
            if faces is None:
                spans.append(Geodesic.WGS84.Inverse(*station.place, *place)["s12"])
            else:
                spans = [self._length(self.ways.way(station.place, place, frozenset(faces)))]
        if way:
            self.used.update(crossing.id for crossing in way[2] if spans[0] < 1000 * max(KILOMETRES))
        return (min(spans), max(spans)) if min(spans) < math.inf else None

    @staticmethod
    def _length(way):
        return way[0] + way[1] / 68 * 1000 if way else math.inf

    def count(self, people, kilometres, is_open, closed):
        """By country: people reached, at least and at most."""
        counts = {place.country: [0, 0] for place in people}
        for place, pairs in zip(people, self.pairs):
            for bound in (0, 1):
                if any(span[1 - bound] <= 1000 * kilometres for station, *span in pairs
                       if station is not closed and (is_open or station.country == place.country)):
                    counts[place.country][bound] += place.count
        return counts


def count(people, stations, kilometres, is_open):
    """By country: people reached."""
    counts = {}
    for country in sorted({place.country for place in people}):
        here = [place for place in people if place.country == country]
        able = [station for station in stations if is_open or station.country == country]
        found = reached(here, able, kilometres) if able else numpy.zeros(len(here), bool)
        counts[country] = int(numpy.array([place.count for place in here])[found].sum())
    return counts


# MARK: What the program is given

def write_travel(path):
    """Travel times of fire engines that are a straight line; the id comes last, so that they go before others."""
    path.write_text("""<?xml version="1.0" encoding="UTF-8"?>
<vocabulary xmlns="urn:mutual-aid:1.0" id="zz-line" issued="2026-11-01T00:00:00Z"><title xml:lang="en">A line</title>
<travel service="fire" basis="assumed"><point metres="0" seconds="154"/><point metres="1000" seconds="222"/></travel>
</vocabulary>""", encoding="utf-8")


def write_norms(path, kilometres, countries):
    norms = "".join(
        f"""<norm id="line-{country.lower()}" country="{country}" service="fire" clock-start="departure" \
verification="unverified"><title xml:lang="en">{kilometres} km</title>\
<threshold seconds="{154 + 68 * kilometres}" units="1"/><citation>A straight line</citation></norm>"""
        for country in countries)
    path.write_text(f"""<?xml version="1.0" encoding="UTF-8"?>
<norms xmlns="urn:mutual-aid:1.0" id="lines" issued="2026-11-01T00:00:00Z"><title xml:lang="en">Straight lines</title>
{norms}</norms>""", encoding="utf-8")


def write_registry(path, country, stations):
    rows = "".join(
        f"""<station id={quoteattr(station.id)} kind="station"><name xml:lang="en">{station.id}</name>\
<position lat="{station.lat!r}" lon="{station.lon!r}" quality="address"/>\
<unit id="{station.id}.u1" type="{PUMPERS[country]}"/></station>\n""" for station in stations)
    path.write_text(f"""<?xml version="1.0" encoding="UTF-8"?>
<registry xmlns="urn:mutual-aid:1.0" id="lines-{country.lower()}" country="{country}" service="fire" authority="national" \
issued="2026-11-01T00:00:00Z"><title xml:lang="en">Stations of a table</title>
{rows}</registry>""", encoding="utf-8")


def write_people(path, people):
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["country", "code", "lat", "lon", "population"])
        table.writerows([place.country, place.code, repr(place.lat), repr(place.lon), place.count] for place in people)


def write_scenarios(path, closed, crossings):
    edits = {name: [f"close-station: {station.id}"] for name, station in closed.items()} | crossings
    path.write_text("scenarios:\n" + "".join(
        f"  - name: {name!r}\n    edits:\n" + "".join(f"      - {edit}\n" for edit in lines)
        for name, lines in edits.items()), encoding="utf-8")


# MARK: Stations and people

def read_tables(arguments):
    with open(arguments.stations, encoding="utf-8", newline="") as file:
        stations = [Station(row["id"], row["name"], row["country"], float(row["lat"]), float(row["lon"]))
                    for row in csv.DictReader(file)
                    if row["service"] == "fire" and row["subtype"] in KINDS and row["country"] in PUMPERS]
    with open(arguments.population, encoding="utf-8", newline="") as file:
        people = [People(row["country"], row["code"], float(row["lat"]), float(row["lon"]), int(row["population"]))
                  for row in csv.DictReader(file) if row["country"] in ("NL", "BE")]
    return stations, people


def read_datasets(datasets):
    vocabulary = registries.Vocabulary(datasets)
    # Of stations at one point, one that may stand on another bank as well comes before one that may not.
    errors = position_errors(datasets)
    places = {(unit.country, unit.lat, unit.lon): unit
              for unit in sorted(registries.read_units(datasets, vocabulary),
                                 key=lambda unit: "centroid" in (unit.quality or "") and errors.get(unit.quality, 0.0))
              if unit.service == "fire" and unit.mobility == "road"}
    stations = [Station(unit.id, unit.id, country, lat, lon, unit.quality or "")
                for (country, lat, lon), unit in places.items()]
    # A part of the cells, so that the check stays short.
    people = [People(row.country, row.code, row.lat, row.lon, row.people)
              for row in read_people(datasets) if row.country in ("NL", "BE", "LU")][::EVERY]
    return stations, people


class Trial:
    """The program, and what it is to count."""

    def __init__(self, tool, folder, stations, people, closed, options, waters=None):
        self.tool, self.folder, self.stations, self.people = tool, folder, stations, people
        self.closed, self.options = closed, options
        # By the name of a scenario of crossings, and "all": who is reached by ways; nothing without water.
        self.reaches = {name: reach for name, (reach, _) in (waters or {}).items()}
        self.countries = sorted({place.country for place in people})
        self.compared = self.unsure = self.wrong = 0
        self.figures = {}
        edits = {name: edits for name, (_, edits) in (waters or {}).items() if edits}
        self.has_scenarios = bool(closed or edits)
        write_scenarios(folder / "closed.yaml", closed, edits)

    def run(self, kilometres, is_open):
        norms = self.folder / "norms.xml"
        write_norms(norms, kilometres, self.countries)
        scenarios = ["--scenario", self.folder / "closed.yaml"] if self.has_scenarios else []
        report = self.tool.json(
            "coverage", "--service", "fire", "--time", TIME, "--standard", norms, "--borders",
            "open" if is_open else "closed", "--incomplete-lists", *scenarios, *self.options, "--quiet")
        for scenario in report["scenarios"]:
            name = "all" if scenario["name"] == "baseline" else scenario["name"]
            station = self.closed.get(name)
            if self.reaches:
                right = self.reaches.get(name, self.reaches["all"]).count(self.people, kilometres, is_open, station)
            else:
                alone = [other for other in self.stations if other is not station]
                right = {country: [people] * 2
                         for country, people in count(self.people, alone, kilometres, is_open).items()}
            areas = {area["code"]: area for area in scenario["services"][0]["areas"]}
            for country in self.countries:
                area = areas[country]
                total = sum(place.count for place in self.people if place.country == country)
                self.figures[name, country, kilometres, is_open] = area["covered"], total
                self.compared += 1
                least, most = right[country]
                self.unsure += most > least
                if not least <= area["covered"] <= most or area["judged"] != total:
                    self.wrong += 1
                    print(f"{name}, {country}, {kilometres} km, borders {'open' if is_open else 'closed'}: "
                          f"{area['covered']:,} of {area['judged']:,} people, "
                          f"expected {least:,} to {most:,} of {total:,}")

    def compare(self, path):
        """With the shares and persons of a reference."""
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            key = row["scenario"], row["country"], int(row["km"])
            own, total = self.figures[(*key, False)]
            together, _ = self.figures[(*key, True)]
            found = round(100 * own / total, 3), round(100 * together / total, 3), together - own
            right = float(row["pct_own_country_only"]), float(row["pct_with_cooperation"]), int(row["extra_people"])
            self.compared += 1
            if found != right:
                self.wrong += 1
                print(f"{', '.join(map(str, key))} km: {found}, the reference has {right}")
        print(f"{len(rows)} rows of the reference compared")


def waters(datasets, people, stations):
    """Who is reached over water as things are, with crossings closed and with a new bridge; with the edits of each."""
    errors = position_errors(datasets)
    ways = Ways(datasets)
    if not ways.barriers:
        return None
    usual = Reach(people, stations, ways, errors)
    busiest = [name for name, _ in usual.used.most_common(3)]
    # The vertex of a river, of those where people live, in the middle of the longest part without a crossing.
    rivers = [(barrier.id, lat, lon) for barrier in ways.barriers.values() if barrier.kind == "river"
              for lon, lat in barrier.line.coords]
    points = earth_centred([(lat, lon) for _, lat, lon in rivers])
    gaps = cKDTree(ways.points).query(points)[0]
    gaps[cKDTree(centred(people)).query(points)[0] > 2_000] = 0
    barrier, lat, lon = rivers[int(gaps.argmax())]
    bridge = Crossing("new-bridge", barrier, "bridge", [(lat, lon)], None, 0.0)
    # A flood around the busiest that harms nothing but crossings.
    centre = next(crossing.places[0] for crossing in ways.used if crossing.id == busiest[0])
    south, west, north, east = (round(number, 3) for number in (centre[0] - 0.15, centre[1] - 0.25,
                                                                  centre[0] + 0.15, centre[1] + 0.25))
    flooded = [crossing.id for crossing in ways.used
               if any(south <= lat <= north and west <= lon <= east for lat, lon in crossing.places)]
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    print(f"Closed: {', '.join(busiest)}; flooded: {len(flooded)}; a bridge over {barrier} at {lat},{lon}, "
          f"{gaps.max() / 1000:.1f} km from the next")
    return {
        "all": (usual, []),
        "closed crossings": (Reach(people, stations, Ways(datasets, closed=busiest), errors),
                             [f"close-crossing: {name}" for name in busiest]),
        "a flood": (Reach(people, stations, Ways(datasets, closed=flooded), errors),
                    [f"{{hazard: flood, disables-stations: false, "
                     f"footprint: {{type: Polygon, coordinates: [{ring}]}}}}"]),
        "a new bridge": (Reach(people, stations, Ways(datasets, opened=[bridge]), errors),
                         [f"{{open-crossing: new-bridge, barrier: {barrier}, at: '{lat},{lon}'}}"]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser, directory=False)
    parser.add_argument("--stations", type=Path, help="a table of stations instead of the registries")
    parser.add_argument("--population", type=Path, help="a table of people instead of Datasets/population")
    parser.add_argument("--expected", type=Path, help="a reference to reproduce; needs both tables")
    arguments = parser.parse_args()
    if (arguments.stations is None) != (arguments.population is None) or arguments.expected and not arguments.stations:
        parser.error("--stations and --population go together, and --expected needs both")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tool = product.Product(arguments.binary, folder / "directory.sqlite")
        stations, people = read_tables(arguments) if arguments.stations else read_datasets(arguments.datasets)
        write_people(folder / "people.csv", people)
        closed = {}
        if arguments.stations:
            for country in sorted({station.country for station in stations}):
                path = folder / f"{country}.xml"
                write_registry(path, country, [station for station in stations if station.country == country])
                tool.run("import", path, "--quiet")
            tool.run("import", arguments.datasets / "vocabulary", "--quiet")
        else:
            tool.run("import", arguments.datasets, "--quiet")
        write_travel(folder / "travel.xml")
        tool.run("import", folder / "travel.xml", "--quiet")
        if arguments.expected:
            with open(arguments.expected, encoding="utf-8", newline="") as file:
                names = {row["scenario"] for row in csv.DictReader(file)} - {"all"}
            closed = {key: next(station for station in stations if station.name == key.partition(":")[2])
                      for key in sorted(names)}
        over_water = None if arguments.stations else waters(arguments.datasets, people, stations)
        trial = Trial(tool, folder, stations, people, closed, ["--population", folder / "people.csv"], over_water)
        for kilometres in KILOMETRES:
            for is_open in (False, True):
                trial.run(kilometres, is_open)
        if arguments.expected:
            trial.compare(arguments.expected)
    print(f"{trial.compared} figures compared, {trial.unsure} of them with two bounds, {trial.wrong} differ")
    return 1 if trial.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
