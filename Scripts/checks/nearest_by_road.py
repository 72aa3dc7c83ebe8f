#!/usr/bin/env python3
"""Compares `nearest --routing` with asking the router about all units, and with a router that fails in the middle.

    nearest_by_road.py --binary PATH [--incidents N] [--valhalla-incidents N] [--other-incidents N] [--seed N]

Units stand all over the test extract (Tests/Fixtures/roads); incidents are anywhere in it. What the program names must be
what the router's own matrix of all units gives, to a tenth of a second by OSRM, with the time that the documented model has
for the metres that places were moved to roads; the share of units asked about is printed. So must the times beside an
order by distance be, the ranks of explanations, and packages. Then a server between the program and OSRM hangs, breaks off,
talks nonsense, or says times that cannot be from its second answer on: the program must still answer with all units, in
order, those without a time by road marked. Where it says that no way leads from a unit, that unit must be missing, and
counted.
"""
import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import road_engines  # noqa: E402
import speed_model  # noqa: E402
from router_relay import Relay  # noqa: E402

SOUTH, WEST, NORTH, EAST = 50.7452, 6.0262, 50.7939, 6.1477
CAPABILITIES = Path(__file__).resolve().parents[2] / "Datasets/vocabulary/capabilities.xml"
UNITS = 240
COUNT = 5
# Seconds. Valhalla gives a pair of places times that differ by some seconds with what else is asked at once.
NO_WAY = {170, 442}   # Valhalla: nothing connects the places, no way from any
SPEED = 140 / 3.6   # metres per second along the straight line that no way exceeds
TOLERANCES = {"osrm": 0.06, "valhalla": 5}


def spread(osrm, rng, count, limit):
    """Places of the extract that are at most so many metres from a road."""
    found = []
    while len(found) < count:
        lat, lon = round(rng.uniform(SOUTH, NORTH), 6), round(rng.uniform(WEST, EAST), 6)
        if road_engines.get(f"{osrm}/nearest/v1/driving/{lon},{lat}")["waypoints"][0]["distance"] <= limit:
            found.append((lat, lon))
    return found


def registry(places):
    """A registry of one unit per place; every fourth place has three."""
    stations = "".join(
        f'<station id="s{number}"><name>{number}</name><position lat="{lat}" lon="{lon}" quality="building"/>'
        + "".join(f'<unit id="s{number}-{letter}" type="X"><capability code="pumping"/></unit>' for letter in ("abc" if number % 4 == 0 else "a"))
        + "</station>\n" for number, (lat, lon) in enumerate(places))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<registry xmlns="urn:mutual-aid:1.0" id="roads" country="DE" '
            'service="fire" issued="2026-01-01T00:00:00Z"><title>Roads</title><publisher>Nobody</publisher>'
            f'<source id="x" title="Made up" licence="CC0-1.0"/>\n{stations}</registry>\n')


def run_program(options, command, directory, place, router, *more):
    """The program's answer as JSON; without a router, by the built-in model."""
    done = subprocess.run(
        [options.binary, command, "--directory", directory, "--at", f"{place[0]},{place[1]}", "--scope", "all",
         "--incident-country", "DE", "--format", "json", *(("--routing", router) if router else ()), *more],
        capture_output=True, text=True, check=False, timeout=60)
    # Of a unit that is not in the answer, an explanation ends with 1, and so does an answer with nobody in it.
    if done.returncode and not (done.returncode == 1 and done.stdout):
        sys.exit(f"{command} at {place} with {router} ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def ask(options, directory, place, router, *more):
    """The nearest units as JSON."""
    return run_program(options, "nearest", directory, place, router, "--count", str(COUNT), *more)


def osrm_ways(url, places, incident):
    """From each place by OSRM's table: seconds, `None` for no way, and metres that both ends were moved."""
    ways = []
    for start in range(0, len(places), 90):
        part = places[start:start + 90]
        text = ";".join(f"{lon},{lat}" for lat, lon in [*part, incident])
        table = road_engines.get(f"{url}/table/v1/driving/{text}?destinations={len(part)}")
        end = table["destinations"][0]["distance"]
        ways += [(row[0], source["distance"] + end)
                 for row, source in zip(table["durations"][:len(part)], table["sources"], strict=False)]
    return ways


def metres(one, other):
    """Metres between two places near each other, on a sphere."""
    height = math.radians(other["lat"] - one[0])
    width = math.radians(other["lon"] - one[1]) * math.cos(math.radians(one[0]))
    return 6_371_000 * math.hypot(height, width)


def valhalla_ways(url, places, incident):
    """The same by Valhalla's matrix; a question that it refuses is put in halves."""
    def ask_about(part):
        question = {"sources": [{"lat": lat, "lon": lon} for lat, lon in part],
                    "targets": [{"lat": incident[0], "lon": incident[1]}], "costing": "auto"}
        request = urllib.request.Request(f"{url}/sources_to_targets", json.dumps(question).encode())
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
                matrix = json.load(answer)
            end = metres(incident, matrix["targets"][0])
            return [(row[0]["time"], metres(place, source) + end) for row, place, source
                    in zip(matrix["sources_to_targets"], part, matrix["sources"], strict=True)]
        except urllib.error.HTTPError as error:
            with error:
                code = json.load(error)["error_code"]
            if code not in NO_WAY:
                sys.exit(f"Valhalla refuses: {code}")
            middle = len(part) // 2
            return ask_about(part[:middle]) + ask_about(part[middle:]) if middle else [(None, 0)]
    return [way for start in range(0, len(places), 50) for way in ask_about(places[start:start + 50])]


def travels(ways, distances):
    """By unit: seconds of travel, and whether they are the model's; none for those without a way."""
    found = {}
    for unit, (seconds, moved) in by_unit(ways).items():
        if seconds is None:
            continue
        distance = distances[unit]
        if seconds < (distance - moved) / SPEED - 1:
            found[unit] = (speed_model.square_root_linear(distance), True)
            continue
        whole = max(distance, moved, 1e-9)
        found[unit] = (seconds + max(moved / SPEED, speed_model.square_root_linear(whole) * moved / whole), False)
    return found


def distances(options, directory, incident):
    """Metres from each unit to the incident."""
    plain = ask(options, directory, incident, None, "--count", str(2 * UNITS))["units"]
    return {unit["id"]: unit["distance_m"] for unit in plain}


def compare(name, url, oracle, incidents, places, options, directory):
    """Checks all answers of a router; prints the share asked.

    A unit to which the router has no way must be missing.
    """
    asked = weighed = differing = exact = 0
    for incident in incidents:
        answer = ask(options, directory, incident, url)
        times = travels(oracle(url, places, incident), distances(options, directory, incident))
        units = sorted((value, unit, mark) for unit, (value, mark) in times.items())
        expected = [(unit, round(value, 1), mark) for value, unit, mark in units[:COUNT]]
        named = [(unit["id"], round(unit["travel_s"], 1), unit["travel_fallback"]) for unit in answer["units"]]
        exact += named == expected
        if not follows(named, times, TOLERANCES[name]) or answer["routing"]["failure"]:
            differing += 1
            print(f"{name} at {incident}: expected {expected}, got {named} {answer['routing']}")
        asked += answer["routing"]["places_asked"]
        weighed += len(places)
    print(f"{name}: {len(incidents)} incidents, {len(places)} places, {differing} differing, {exact} the same to a tenth of "
          f"a second; asked about {100 * asked / weighed:.0f} % of the places")
    return differing


def follows(named, times, tolerance):
    """Whether units come in order, each with the router's time, and none that is left out would come before the last."""
    values = [value for _, value, _ in named]
    if len(named) != COUNT or len({unit for unit, _, _ in named}) != COUNT or values != sorted(values):
        return False
    for unit, value, mark in named:
        if times[unit][1] != mark or abs(times[unit][0] - value) > (0.06 if mark else tolerance):
            return False
    left = {unit for unit, _, _ in named}
    return all(value >= values[-1] - tolerance for unit, (value, _) in times.items() if unit not in left)


class Middleman(Relay):
    """Misbehaves from one of the questions on."""

    def __init__(self, target, fault, sound):
        self.fault, self.sound, self.ended = fault, sound, threading.Event()
        super().__init__(target)

    def passed_on(self, path, answer):
        self.sound -= 1
        if self.sound >= 0:
            return answer
        if self.fault == "hangs":
            self.ended.wait(20)
            return None
        if self.fault == "dies":
            return None
        if self.fault == "nonsense":
            return {"durations": "soon"}
        if self.fault == "wrong size":
            answer["durations"] = answer["durations"][1:]
        else:
            value = {"nulls": None, "negative": -5, "absurd": 1e12, "zero": 0, "not a number": math.nan}[self.fault]
            answer["durations"] = [[value] for _ in answer["durations"]]
        return answer

    def close(self):
        self.ended.set()
        super().close()


def by_unit(times):
    """Seconds by unit; nothing where there is no way."""
    return {f"s{number}-{letter}": value for number, value in enumerate(times)
            for letter in ("abc" if number % 4 == 0 else "a")}


def other_questions(osrm, incidents, places, options, directory):
    """The number of answers by distance, of explanations and of packages that do not follow the router's times."""
    wrong = 0
    for number, incident in enumerate(incidents):
        far = distances(options, directory, incident)
        seconds = {unit: value for unit, (value, _) in travels(osrm_ways(osrm, places, incident), far).items()}
        soonest = sorted((value, unit) for unit, value in seconds.items())

        # By distance the order is the geodesic's; the times beside it are the router's.
        near = ask(options, directory, incident, osrm, "--rank", "distance")["units"]
        plain = ask(options, directory, incident, None, "--rank", "distance", "--count", str(2 * UNITS))["units"]
        plain = [unit for unit in plain if unit["id"] in seconds][:COUNT]
        named = [(unit["id"], round(unit["travel_s"], 1), unit["travel_fallback"]) for unit in near]
        if named != [(unit["id"], round(seconds[unit["id"]], 1), False) for unit in plain]:
            wrong += 1
            print(f"by distance at {incident}: got {named}")

        # A unit's rank is its place by the router's times, in the answer or behind it.
        rank = 1 + number % (2 * COUNT)
        told = ask(options, directory, incident, osrm, "--explain", soonest[rank - 1][1])
        if (told["rank"], told["in_answer"]) != (rank, rank <= COUNT) or not all(check["holds"] for check in told["checks"]):
            wrong += 1
            print(f"explained at {incident}: expected {soonest[rank - 1]} to be number {rank}, got {told}")

        # For one need, the package is of the first units, whoever they are where several arrive at once.
        package = run_program(options, "match", directory, incident, osrm, "--need", f"pumping:{COUNT}")
        first = [value for value, _ in soonest[:COUNT]]
        found = sorted(seconds[unit["id"]] for need in package["needs"] for slot in need["slots"]
                       for unit in slot["units"])
        if ([round(value, 1) for value in found] != [round(value, 1) for value in first]
                or abs(package["total_eta_s"] - sum(first)) > 0.06
                or abs(package["time_to_complete_s"] - first[-1]) > 0.06):
            wrong += 1
            print(f"package at {incident}: expected {first}, got {found}, {package['total_eta_s']}")
    print(f"by distance, explained, and in a package: {3 * len(incidents)} answers, {wrong} wrong")
    return wrong


def misbehave(osrm, incidents, options, directory):
    """The number of answers that are wrong while a router misbehaves."""
    wrong = 0
    for fault in ("hangs", "dies", "nonsense", "wrong size", "not a number", "nulls", "negative", "absurd", "zero"):
        for sound, incident in zip((0, 1, 2, 3), incidents):
            server = Middleman(osrm, fault, sound)
            answer = ask(options, directory, incident, server.url, "--count", "400")
            server.close()
            units, away = answer["units"], answer["routing"]["units_without_way"]
            order = [unit["eta_s"] for unit in units]
            marked = [unit["travel_fallback"] for unit in units]
            names = {(unit["travel_model"], unit["travel_fallback"]) for unit in units}
            is_known = fault in ("negative", "absurd", "zero") or answer["routing"]["failure"]
            if fault == "nulls":
                if (len({unit["id"] for unit in units} | set(away)) != UNITS // 4 * 6 or not away or any(marked)
                        or len(units) + len(away) != UNITS // 4 * 6 or order != sorted(order) or (sound == 0) != (not units)):
                    wrong += 1
                    print(f"{fault} after {sound} sound answers: {len(units)} units, {len(away)} away, {answer['routing']}")
                continue
            if (len({unit["id"] for unit in units} | set(away)) != UNITS // 4 * 6 or order != sorted(order) or not any(marked)
                    or (sound == 0 and fault != "zero" and not all(marked)) or (sound >= 2 and all(marked)) or not is_known
                    or not names <= {("osrm", False), ("speed-model", True)}):
                wrong += 1
                print(f"{fault} after {sound} sound answers: {len(units)} units, {sum(marked)} marked, {answer['routing']}")
    print(f"a router that hangs, dies, talks nonsense or says what cannot be: 36 answers, {wrong} wrong")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--incidents", type=int, default=200)
    parser.add_argument("--valhalla-incidents", type=int, default=200)
    parser.add_argument("--other-incidents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder, road_engines.running("osrm") as osrm, \
            road_engines.running("valhalla") as valhalla:
        places = spread(osrm, rng, UNITS, 300)
        incidents = spread(osrm, rng, options.incidents, 900)
        file, directory = Path(folder) / "roads.xml", str(Path(folder) / "roads.sqlite")
        file.write_text(registry(places), encoding="utf-8")
        subprocess.run([options.binary, "import", CAPABILITIES, str(file), "--directory", directory, "--quiet"], check=True)
        wrong = compare("osrm", osrm, osrm_ways, incidents, places, options, directory)
        wrong += compare("valhalla", valhalla, valhalla_ways, incidents[:options.valhalla_incidents], places, options,
                         directory)
        wrong += other_questions(osrm, incidents[:options.other_incidents], places, options, directory)
        wrong += misbehave(osrm, incidents, options, directory)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
