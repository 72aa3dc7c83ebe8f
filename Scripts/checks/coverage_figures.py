#!/usr/bin/env python3
"""Counts anew who is reached in time at three places, and holds every format of `mutualaid coverage` against that.

From the files of Datasets alone: which norm judges a place (its region, how densely people live around it), what that asks
for (units that can do something, people on board of all that came), who comes when by ways over water, and what a flood
does. For a sample of the places the first arrival, the time at which all is there and whether that is in time must be what
the program says; the people of all places, added up from the census, must be the numbers of text, CSV, JSON and HTML, and
one quantity must be one number in all of them. A flood that doubles the calls must make no inhabitants.
"""
import argparse
import csv
import datetime
import html
import io
import json
import math
import re
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from pathlib import Path

import numpy
from geographiclib.geodesic import Geodesic
from scipy.spatial import cKDTree

import product
import registries
from brute_force import position_errors
from duty import Hours, Unsure
from ways import Ways, earth_centred

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from census_grid import read_people  # noqa: E402
from speed_model import TravelModel  # noqa: E402

NS = registries.NS
TIME = datetime.datetime(2026, 11, 25, 13, 0, tzinfo=datetime.timezone.utc)
HANDLING = 90.0
HORIZON = 3600.0
# People per square kilometre within 3 km from which on a place is urban.
URBAN = 300 * math.pi * 3 * 3
# Metres around the edge of a flood within which nobody is certain of the side.
EDGE = 15.0
FLOOD = """scenarios:
  - name: flood
    edits:
      - hazard: Meuse
        footprint: {type: LineString, coordinates: [[5.24, 50.52], [5.57, 50.64], [5.70, 50.735], [5.70, 50.85], [5.73, 50.97]]}
        buffer-km: 1.5
        slowness: 2
        demand: 2
"""
LINE = [(50.52, 5.24), (50.64, 5.57), (50.735, 5.70), (50.85, 5.70), (50.97, 5.73)]


class Place:
    """A question: a service, regions, what happens, and what is judged beside what is published."""

    def __init__(self, name, service, regions, scenario, *options):
        self.name, self.service, self.regions, self.scenario, self.options = name, service, regions, scenario, options


PLACES = [
    Place("a flood on the Meuse", "fire", ("NL-VR24", "BE33"), FLOOD, "--typical-crews", "--incomplete-lists"),
    Place("Aachen without a station", "fire", ("DEA2D",), "scenarios:\n  - name: closed\n    edits:\n"
          "      - close-station: de-nrw-fire-aachen-feuerwache-1\n", "--typical-crews"),
    Place("Limburg-Noord without a post", "ambulance", ("NL-VR23",), "scenarios:\n  - name: closed\n    edits:\n"
          "      - close-station: {station}\n"),
]


# MARK: What norms ask for

class Types:
    """What the types of the vocabulary can do, and how many people they carry."""

    def __init__(self, datasets):
        self.known = {}
        for path in sorted((datasets / "vocabulary").glob("*.xml")):
            for kind in ElementTree.parse(path).getroot().findall(NS + "type"):
                crew = kind.find(NS + "crew")
                entry = ({item.get("code") for item in kind.findall(NS + "capability")},
                         int(crew.get("size")) if crew is not None else 0)
                for code in [kind.get("code"), *(alias.text for alias in kind.findall(NS + "alias"))]:
                    self.known[kind.get("country"), re.sub(r"[^A-Z0-9]", "", code.upper())] = entry

    def __call__(self, unit):
        return self.known.get((unit.country, re.sub(r"[^A-Z0-9]", "", unit.type.upper())), (set(), 0))


class Norm:
    """A standard of cover as the file has it; levels of needs do not occur in those that judge homes."""

    def __init__(self, element):
        self.id, self.country, self.region = element.get("id"), element.get("country"), element.get("region") or ""
        self.service, self.area, self.need = element.get("service"), element.get("class"), element.get("need")
        self.clock = element.get("clock-start")
        self.mobilities = (element.get("mobilities") or "road").split()
        self.is_legal = (element.get("standing") or
                         ("yardstick" if element.get("verification") == "unverified" else "legal")) == "legal" \
            and element.get("verification") != "unverified"
        self.steps = [(float(step.get("seconds")), step) for step in element.findall(NS + "threshold")]
        self.steps.sort(key=lambda step: step[0])
        self.handling = HANDLING if self.clock == "call" else 0.0

    def asks_crew(self):
        return any(step.get("crew") or step.find(f".//{NS}crew") is not None for _, step in self.steps)

    def holds(self, step, came):
        """Whether units that came, [(capabilities, crew)], are what a step asks for."""
        able = sum(self.need is None or self.need in can for can, _ in came)
        crew = sum(number for _, number in came)
        wanted = [(step.get("units"), able), (step.get("crew"), crew)]
        parts = [int(least) <= there for least, there in wanted if least] + \
            [self._holds(child, came) for child in step]
        if not step.get("units") and not len(step):
            parts.append(able >= 1)
        return all(parts)

    def _holds(self, element, came):
        kind = element.tag.removeprefix(NS)
        if kind in ("all", "any"):
            return (all if kind == "all" else any)(self._holds(child, came) for child in element)
        need = element.get("need") or (self.need if kind == "units" else None)
        there = [crew for can, crew in came if need is None or need in can]
        return (len(there) if kind == "units" else sum(there)) >= int(element.get("count"))


def read_norms(datasets, service):
    day = TIME.date().isoformat()
    return [Norm(element) for path in sorted((datasets / "norms").glob("*.xml"))
            for element in ElementTree.parse(path).getroot().iter(NS + "norm")
            if element.get("service") == service and (element.get("valid-from") or "") <= day
            and day < (element.get("valid-to") or "9999")]


def norm_of(norms, country, region, is_urban):
    """That of the smallest region, then of the class that fits homes best, then the first by id."""
    rank = {"urban" if is_urban else "rural": 2, "dwelling": 1, None: 0}
    fitting = [norm for norm in norms if norm.country == country and norm.area in rank
               and region.startswith(norm.region)]
    if not fitting:
        return None
    smallest = max(len(norm.region) for norm in fitting)
    return min((norm for norm in fitting if len(norm.region) == smallest),
               key=lambda norm: (-rank[norm.area], norm.id))


# MARK: Who comes when

class Flood:
    """What lies within a distance of a line."""

    def __init__(self, line, metres):
        places = []
        for one, other in zip(line, line[1:]):
            way = Geodesic.WGS84.InverseLine(*one, *other)
            count = int(way.s13 / 10) + 1
            for number in range(count + 1):
                point = way.Position(way.s13 * number / count)
                places.append((point["lat2"], point["lon2"]))
        self.tree, self.metres = cKDTree(earth_centred(places)), metres

    def distances(self, places):
        return self.tree.query(earth_centred(places))[0]


class World:
    """Units, and the ways that they take; `flood` takes stations and crossings and slows travel."""

    def __init__(self, datasets, units, types, ways, errors, flood=None):
        self.travel, self.ways, self.errors, self.flood = TravelModel(datasets), ways, errors, flood
        vocabulary = registries.Vocabulary(datasets)
        self.units = []
        distances = flood.distances([(unit.lat, unit.lon) for unit in units]) if flood else [math.inf] * len(units)
        self.unsure = []
        for unit, distance in zip(units, distances):
            if flood and abs(distance - flood.metres) <= EDGE:
                self.unsure.append((unit.lat, unit.lon))
            if flood and distance <= flood.metres:
                continue
            turnout = vocabulary.turnout(unit, TIME)
            self.units.append((unit, turnout.seconds if turnout else 0, types(unit)))
        self.tree = cKDTree(earth_centred([(unit.lat, unit.lon) for unit, _, _ in self.units]))

    def slowness(self, places):
        if not self.flood:
            return [1.0] * len(places)
        return [2.0 if distance <= self.flood.metres else 1.0 for distance in self.flood.distances(places)]

    def arrivals(self, place, norm, slowness, latest):
        """(seconds from the alarm, capabilities, crew) of all that come in time, the first first; None where nobody knows."""
        found = []
        for number in self.tree.query_ball_point(earth_centred([place])[0], 60_000):
            unit, turnout, (can, crew) = self.units[number]
            if unit.mobility not in norm.mobilities:
                continue
            fixed = 0.0 if norm.clock == "departure" else turnout
            straight = Geodesic.WGS84.Inverse(*place, unit.lat, unit.lon, Geodesic.DISTANCE)["s12"]
            if fixed + self.travel.seconds(straight, unit.service, unit.mobility) * slowness > latest:
                continue
            way = self.ways.way((unit.lat, unit.lon), place)
            if (way is None or way[2]) and "centroid" in (unit.quality or ""):
                faces = self.ways.faces_near((unit.lat, unit.lon), self.errors.get(unit.quality, 0.0))
                if faces is None:
                    return None
                way = self.ways.way((unit.lat, unit.lon), place, frozenset(faces))
            if way is None:
                continue
            seconds = fixed + self.travel.seconds(way[0], unit.service, unit.mobility) * slowness + way[1]
            if seconds <= latest:
                found.append((seconds, can, crew))
        return sorted(found, key=lambda arrival: arrival[0])


def judge(norm, arrivals):
    """(first arrival, when all is there or None) by the clock of the norm."""
    first = next((seconds for seconds, can, _ in arrivals if norm.need is None or norm.need in can), None)
    complete = 0.0
    for seconds, step in norm.steps:
        came = []
        for arrival, can, crew in [(0.0, None, None), *arrivals]:
            if arrival > seconds - norm.handling:
                return first, None
            if can is not None:
                came.append((can, crew))
            if norm.holds(step, came):
                complete = max(complete, arrival)
                break
        else:
            return first, None
    return first, complete


# MARK: Comparing

class Check:
    def __init__(self):
        self.compared = 0
        self.wrong = []

    def same(self, what, found, right):
        self.compared += 1
        if found != right and not (isinstance(right, float) and found is not None and abs(found - right) < 1e-6):
            self.wrong.append(f"{what}: {found}, expected {right}")


def sample_cells(check, place, report, people, world, after, norms, density, every):
    """Every so many places, judged anew in the baseline and in the scenario."""
    cells = report["cells"]
    sampled = cells[::every]
    places = [(cell["lat"], cell["lon"]) for cell in sampled]
    slow = after.slowness(places)
    edges = after.flood.distances(places) if after.flood else [math.inf] * len(places)
    unsure = 0
    for cell, where, slowness, edge in zip(sampled, places, slow, edges):
        name = f"{place.name}, {cell['code']}"
        norm = norm_of(norms, cell["country"], cell["region"] or "", density(where) >= URBAN)
        for number, (state, factor) in enumerate(((world, 1.0), (after, slowness))):
            outcome = cell["outcomes"][number][place.service]
            check.same(f"{name}: norm", outcome["norm"], norm.id if norm else None)
            if norm is None:
                continue
            check.same(f"{name}: call handling", outcome["call_handling_s"], norm.handling)
            latest = max(norm.steps[-1][0], 1800.0)
            try:
                arrivals = state.arrivals(where, norm, factor, latest)
            except Unsure:
                arrivals = None
            if arrivals is None or number == 1 and after.flood and abs(edge - after.flood.metres) <= EDGE:
                unsure += 1
                continue
            first, complete = judge(norm, arrivals)
            ends = [abs(arrival[0] + norm.handling - seconds) for arrival in arrivals for seconds, _ in norm.steps]
            if min(ends, default=1) < 1e-3:
                unsure += 1
                continue
            check.same(f"{name}, {number}: in time", outcome["covered"], complete is not None)
            if first is not None:
                shown = outcome["first_s"]
                check.same(f"{name}, {number}: first arrival", shown is not None
                           and abs(shown - first - norm.handling) < 0.11, True)
            if complete is not None:
                check.same(f"{name}, {number}: all there",
                           outcome["complete_s"] is not None
                           and abs(outcome["complete_s"] - complete - norm.handling) < 0.11, True)
    if unsure > len(sampled) / 5:
        check.wrong.append(f"{place.name}: nobody is sure of {unsure} of {2 * len(sampled)} outcomes")
    return len(sampled)


def area_sums(place, report, people, number, norms):
    """By code: people added up from the census, by what the cells are said to be."""
    sums = defaultdict(Counter)
    legal = {norm.id: norm.is_legal for norm in norms}
    for cell in report["cells"]:
        count = people[cell["code"]]
        outcome, before = cell["outcomes"][number][place.service], cell["outcomes"][0][place.service]
        for code in {"*", cell["country"], cell["region"] or "*"}:
            row = sums[code]
            row["people"] += count
            if outcome["covered"] is None:
                row["not judged " + outcome["not_judged"]] += count
                continue
            kind = "legal" if legal[outcome["norm"]] else "other"
            row["judged"] += count
            row[kind + " judged"] += count
            row["calls"] += outcome["calls"]
            if outcome["covered"]:
                row["covered"] += count
                row[kind + " covered"] += count
                row["calls covered"] += outcome["calls"]
                row["gained"] += count * (not before["covered"])
            else:
                row["lost"] += count * bool(before["covered"])
    return sums


def compare_json(check, place, report, sums):
    for number, scenario in enumerate(report["scenarios"]):
        for area in scenario["services"][0]["areas"]:
            right, name = sums[number][area["code"]], f"{place.name}, JSON, {scenario['name']}, {area['code']}"
            for key in ("people", "judged", "covered", "gained", "lost"):
                check.same(f"{name}, {key}", area[key], right[key])
            check.same(f"{name}, net", area["net"], right["gained"] - right["lost"])
            before = sums[0][area["code"]]
            check.same(f"{name}, net against the counts", area["net"], right["covered"] - before["covered"])
            for kind in ("legal", "other"):
                check.same(f"{name}, {kind}", (area[kind]["judged"], area[kind]["covered"]),
                           (right[kind + " judged"], right[kind + " covered"]))
            if right["judged"]:
                check.same(f"{name}, points", area["points"], round(
                    100 * (right["covered"] - before["covered"]) / right["judged"], 6))
            check.same(f"{name}, not judged", area["not_judged"],
                       {key.removeprefix("not judged "): value for key, value in right.items()
                        if key.startswith("not judged ") and value})
            if area["calls"]:
                check.same(f"{name}, calls", (area["calls"]["judged"], area["calls"]["covered"]),
                           (right["calls"], right["calls covered"]))
            check.same(f"{name}, inhabitants", right["people"], before["people"])


def compare_csv(check, place, text, sums, names):
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        right, name = sums[names.index(row["scenario"])][row["area"]], f"{place.name}, CSV, {row['scenario']}, {row['area']}"
        for key in ("people", "judged", "covered", "gained", "lost"):
            check.same(f"{name}, {key}", int(row[key]), right[key])
        check.same(f"{name}, net", int(row["net"]), right["gained"] - right["lost"])
        check.same(f"{name}, legal", int(row["legal_covered"]), right["legal covered"])
        check.same(f"{name}, other", int(row["other_judged"]), right["other judged"])
        check.same(f"{name}, not judged", int(row["not_judged"]), right["people"] - right["judged"])


def compare_geojson(check, place, features, sums, people):
    """The features alone give the same sums."""
    for number in range(len(sums)):
        row = Counter()
        for feature in features:
            facts = feature["properties"]
            key = ("" if number == 0 else f"{number}_") + place.service
            check.compared += 1
            if facts["people"] != people[facts["code"]]:
                check.wrong.append(f"{place.name}, GeoJSON, {facts['code']}: {facts['people']} people")
            if facts[f"{key}_covered"] is not None:
                row["judged"] += facts["people"]
                row["covered"] += facts["people"] * facts[f"{key}_covered"]
            if number and facts[f"{key}_change"]:
                row[facts[f"{key}_change"]] += facts["people"]
        for key in ("judged", "covered", "gained", "lost"):
            check.same(f"{place.name}, GeoJSON, {number}, {key}", row[key], sums[number]["*"][key])


def whole(number):
    return f"{number:,}"


def change_text(row):
    parts = [f"+{whole(row['gained'])}"] * bool(row["gained"]) + [f"−{whole(row['lost'])}"] * bool(row["lost"])
    if not parts:
        return "0"
    points = 100 * (row["gained"] - row["lost"]) / row["judged"]
    tenths = math.floor(abs(points) * 10 + 0.5) / 10
    sign = "" if tenths == 0 else "+" if points > 0 else "−"
    return f"{' '.join(parts)} ({sign}{tenths:.1f} percentage points)"


def compare_words(check, place, text, what, sums):
    """The total of each scenario and the sentences on law and yardsticks, word for word."""
    flat = re.sub(r"\s+", " ", text)
    for number, areas in enumerate(sums):
        row = areas["*"]
        share = math.floor(1000 * row["covered"] / row["judged"] + 0.5) / 10
        # The page says of scenarios who is not reached, and who comes and goes in columns of their own.
        wanted = ([f"{whole(row['covered'])} ({share:.1f}%)"] if what == "text" or number == 0
                  else [whole(row["judged"] - row["covered"]), whole(row["lost"]), whole(row["gained"])])
        for kind, sentence in (("legal", "By legal norms: "),
                               ("other", "By objectives, ended standards and yardsticks, which are no legal norms: ")):
            if row[kind + " judged"]:
                part = math.floor(1000 * row[kind + " covered"] / row[kind + " judged"] + 0.5) / 10
                if what == "text" or number == 0:
                    wanted.append(f"{sentence}{whole(row[kind + ' covered'])} ({part:.1f}%) of "
                                  f"{whole(row[kind + ' judged'])} people within")
        if number and what == "text":
            wanted.append(change_text(row))
        for words in wanted:
            check.same(f"{place.name}, {what}, {number}: '{words}' is there", words in flat, True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser)
    parser.add_argument("--every", type=int, default=40, help="judge every so many places anew")
    parser.add_argument("--place", type=int, action="append", choices=range(len(PLACES)), help="only these; by number")
    arguments = parser.parse_args()
    datasets = arguments.datasets
    tool = product.Product(arguments.binary, arguments.directory).fill(datasets)
    rows = read_people(datasets)
    people = {row.code: row.people for row in rows}
    tree = cKDTree(earth_centred([(row.lat, row.lon) for row in rows]))
    counts = numpy.array([row.people for row in rows])
    # A chord of 3 km is a millimetre shorter than its arc.
    density = lambda where: int(counts[tree.query_ball_point(earth_centred([where])[0], 3000)].sum())  # noqa: E731
    types, errors, hours = Types(datasets), position_errors(datasets), Hours(datasets)
    vocabulary = registries.Vocabulary(datasets)
    units = [unit for unit in registries.read_units(datasets, vocabulary)
             if not unit.members and (not unit.hours or hours.on_duty(unit.hours, TIME, [(unit.lat, unit.lon)]))]
    ways = Ways(datasets)
    check = Check()
    sampled = 0
    for place in (PLACES[number] for number in arguments.place or range(len(PLACES))):
        own = [unit for unit in units if unit.service == place.service]
        norms = read_norms(datasets, place.service)
        closed = re.findall(r"close-station: (\S+)", place.scenario)
        if closed == ["{station}"]:
            closed = [min(unit.station for unit in own if unit.station.startswith("nl-ambulance-venlo"))]
        scenario = place.scenario.replace("{station}", closed[0] if closed else "")
        world = World(datasets, own, types, ways, errors)
        if "hazard" in scenario:
            flood = Flood(LINE, 1500.0)
            shut = [crossing.id for crossing in ways.used
                    if any(distance <= flood.metres for distance in flood.distances(crossing.places))]
            after = World(datasets, own, types, Ways(datasets, closed=shut), errors, flood)
        else:
            after = World(datasets, [unit for unit in own if unit.station not in closed], types, ways, errors)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "scenario.yaml"
            path.write_text(scenario, encoding="utf-8")
            options = ["coverage", "--service", place.service, "--scenario", path, "--time", TIME.isoformat(), "--quiet",
                       *(word for region in place.regions for word in ("--region", region)), *place.options]
            report = tool.json(*options, "--cells")
            texts = {name: tool.run(*options, "--format", name).decode() for name in ("text", "csv", "html", "geojson")}
        sums = [area_sums(place, report, people, number, norms) for number in range(len(report["scenarios"]))]
        sampled += sample_cells(check, place, report, people, world, after, norms, density, arguments.every)
        compare_json(check, place, report, sums)
        compare_csv(check, place, texts["csv"], sums, [scenario["name"] for scenario in report["scenarios"]])
        compare_geojson(check, place, json.loads(texts["geojson"])["features"], sums, people)
        compare_words(check, place, texts["text"], "text", sums)
        compare_words(check, place, html.unescape(re.sub(r"<[^>]+>", " ", texts["html"])), "HTML", sums)
    for line in check.wrong[:40]:
        print(line)
    print(f"{sampled} places judged anew, {check.compared} figures compared, {len(check.wrong)} wrong")
    sys.exit(bool(check.wrong))


if __name__ == "__main__":
    main()
