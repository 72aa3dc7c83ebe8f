#!/usr/bin/env python3
"""Compares `coverage --routing` with asking OSRM for every pair of a station and a cell, on the roads of Aachen.

    coverage_by_road.py --binary PATH [--stations N] [--cells N] [--seed N]

The first arrival and the verdict at every cell must be those of a count that asks OSRM's table for all pairs and adds the
time that the documented model has for the metres between places and roads. A server between the program and OSRM counts
the pairs: a second run must ask for none, nor must scenarios that close or slow what there is; one that opens a station
asks for that station's own. Where the server dies half-way, the program must say how far it got, and the next run must go on
from there, to the same bytes of report and of kept times. A file of times that is cut off in its last record is made whole;
one that is damaged is refused.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from geographiclib.geodesic import Geodesic

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import road_engines  # noqa: E402
import speed_model  # noqa: E402
from router_relay import Relay  # noqa: E402

SOUTH, WEST, NORTH, EAST = 50.7452, 6.0262, 50.7939, 6.1477
CAPABILITIES = Path(__file__).resolve().parents[2] / "Datasets/vocabulary/capabilities.xml"
SPEED = 140 / 3.6   # metres per second along the straight line that no way exceeds
STEPS = ((240, 1), (420, 2))   # seconds, units
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="urn:mutual-aid:1.0"'
SOURCE = '<source id="x" title="Made up" licence="CC0-1.0"/>'


class Counter(Relay):
    """Counts the pairs asked about, and dies after some tables."""

    def __init__(self, target, tables=None):
        self.tables, self.pairs, self.lock = tables, 0, threading.Lock()
        super().__init__(target)

    def passed_on(self, path, answer):
        if path.startswith("/table/"):
            with self.lock:
                if self.tables is not None:
                    self.tables -= 1
                    if self.tables < 0:
                        return None
                self.pairs += len(answer["sources"]) * len(answer["destinations"])
        return answer


def write(folder, rng, options):
    """The documents of a made-up town: stations, their turnout, its border, its people and its norm."""
    def spot():
        return round(rng.uniform(SOUTH, NORTH), 6), round(rng.uniform(WEST, EAST), 6)
    stations = []
    for number in range(options.stations):
        lat, lon = spot()
        stations.append((f"s{number}", lat, lon, rng.choice([60, 90, 180]), rng.choice([1, 1, 2])))
    cells = [(f"c{number}", *spot(), rng.randrange(1, 900)) for number in range(options.cells)]
    (folder / "registry.xml").write_text(
        f'{HEAD}<registry {SPACE} id="roads" country="DE" service="fire" issued="2026-01-01T00:00:00Z">'
        f"<title>Roads</title><publisher>Nobody</publisher>{SOURCE}\n" + "".join(
            f'<station id="{name}"><name>{name}</name><position lat="{lat}" lon="{lon}" quality="building"/>'
            + "".join(f'<unit id="{name}-{unit}" type="X"><turnout seconds="{turnout}"/><capability code="pumping"/></unit>'
                      for unit in range(units))
            + "</station>\n" for name, lat, lon, turnout, units in stations) + "</registry>\n", encoding="utf-8")
    (folder / "boundaries.xml").write_text(
        f'{HEAD}<boundaries {SPACE} id="outline" issued="2026-01-01T00:00:00Z"><title>Outline</title>{SOURCE}'
        '<area code="DE" level="country" country="DE" accuracy-m="50"><name>Here</name><polygon><ring>'
        "50.5 5.9 50.5 6.4 51.0 6.4 51.0 5.9 50.5 5.9</ring></polygon></area></boundaries>\n", encoding="utf-8")
    (folder / "people.xml").write_text(
        f'{HEAD}<population {SPACE} id="people" issued="2026-01-01T00:00:00Z"><title>People</title>{SOURCE}\n' + "".join(
            f'<cell code="{code}" country="DE" lat="{lat}" lon="{lon}" people="{people}" year="2025" source="x"/>\n'
            for code, lat, lon, people in cells) + "</population>\n", encoding="utf-8")
    (folder / "norms.xml").write_text(
        f'{HEAD}<norms {SPACE} id="standards" issued="2026-01-01T00:00:00Z"><title>Standards</title>{SOURCE}'
        '<norm id="fire" country="DE" service="fire" clock-start="alarm" verification="verified"><title>Two engines</title>'
        + "".join(f'<threshold seconds="{seconds}" units="{units}"/>' for seconds, units in STEPS)
        + "<citation>Made up</citation></norm></norms>\n", encoding="utf-8")
    return stations, cells


def run(options, directory, cache, url, *more, fails=False):
    """The program's report and what it says beside it."""
    done = subprocess.run(
        [options.binary, "coverage", "--directory", directory, "--time", "2026-11-26T10:00:00Z", "--format", "json", "--cells",
         *(("--routing", url, "--routing-cache", cache) if url else ()), *more],
        capture_output=True, text=True, check=False, timeout=600)
    if bool(done.returncode) != fails:
        sys.exit(f"coverage with {url} ended with {done.returncode}: {done.stderr}")
    return done.stdout, done.stderr


def table(osrm, stations, cells):
    """Seconds and metres moved of every pair, by asking OSRM for each cell by itself."""
    pairs = {}
    for code, lat, lon, _ in cells:
        text = ";".join(f"{station[2]},{station[1]}" for station in stations) + f";{lon},{lat}"
        answer = road_engines.get(f"{osrm}/table/v1/driving/{text}?destinations={len(stations)}")
        end = answer["destinations"][0]["distance"]
        for station, row, source in zip(stations, answer["durations"], answer["sources"], strict=False):
            # The limits of what is on the map.
            on_map = source["distance"] <= 1000 and end <= 1500
            pairs[station[0], code] = (row[0], source["distance"] + end, on_map)
    return pairs


def brute_force(pairs, stations, cells, closed=()):
    """By cell: seconds to the first arrival and to when the norm is met, each `None` for never."""
    outcomes = {}
    for code, lat, lon, _ in cells:
        arrivals = []
        for name, station_lat, station_lon, turnout, units in stations:
            if name in closed:
                continue
            seconds, moved, on_map = pairs[name, code]
            distance = Geodesic.WGS84.Inverse(station_lat, station_lon, lat, lon, Geodesic.DISTANCE)["s12"]
            if not on_map or seconds is not None and seconds < (distance - moved) / SPEED - 1:
                travel = speed_model.square_root_linear(distance)
            elif seconds is None:
                continue
            else:
                whole = max(distance, moved, 1e-9)
                travel = seconds + max(moved / SPEED, speed_model.square_root_linear(whole) * moved / whole)
            arrivals += [turnout + travel] * units
        arrivals = sorted(time for time in arrivals if time <= 3600)
        complete = 0
        for seconds, units in STEPS:
            if len(arrivals) < units or arrivals[units - 1] > seconds:
                complete = None
                break
            complete = max(complete, arrivals[units - 1])
        outcomes[code] = (arrivals[0] if arrivals else None, complete)
    return outcomes


def differing(report, scenario, expected):
    """How many cells of a report's scenario are not as they must be."""
    wrong = 0
    for cell in json.loads(report)["cells"]:
        got = cell["outcomes"][scenario]["fire"]
        first, complete = expected[cell["code"]]
        for name, value in (("first_s", first), ("complete_s", complete)):
            if (got[name] is None) != (value is None) or value is not None and abs(got[name] - value) > 0.11:
                wrong += 1
                if wrong < 5:
                    print(f"{cell['code']} {name}: expected {value}, got {got[name]}")
    return wrong


def lender_costs(options, directory, cache, url, places, folder):
    """What help costs its lender, as `nearest` tells it, beside counts of all people without the unit, and with the one that
    stands in at its station: how many were compared, and what differs."""
    edits, told = {}, {}
    for lat, lon in places:
        done = subprocess.run(
            [options.binary, "nearest", "--directory", directory, "--at", f"{lat},{lon}", "--scope", "all", "--incident-country",
             "DE", "--time", "2026-11-26T10:00:00Z", "--routing", url, "--lender-cost", "road", "--format", "json"],
            capture_output=True, text=True, check=True, timeout=60)
        for unit in json.loads(done.stdout)["units"]:
            cost = unit["lender_cost"]
            if cost["travel_model"] != "osrm":
                return 0, [f"what {unit['id']} costs is counted by {cost['travel_model']}"]
            away = f"{{remove-unit: {unit['id']}}}"
            edits[f"without {unit['id']}"], told[f"without {unit['id']}"] = away, cost["people"]
            if move := cost["move_up"]:
                name = f"{move['unit']} for {unit['id']}"
                edits[name] = f"{{move-unit: {move['unit']}, to-station: {move['station']}}}, {away}"
                told[name] = move["people_with"]
    names = sorted(edits)
    scenarios = folder / "lender.yaml"
    scenarios.write_text(
        "scenarios:\n" + "".join(f"  - name: {name}\n    edits: [{edits[name]}]\n" for name in names), encoding="utf-8")
    counted = json.loads(run(options, directory, cache, url, "--scenario", str(scenarios))[0])["scenarios"]
    totals = {scenario["name"]: scenario["services"][0]["areas"][0] for scenario in counted}
    wrong = []
    for name in names:
        total = totals[name]
        if total["lost"] - total["gained"] != told[name]:
            wrong.append(f"{name}: told {told[name]} people, counted {total['lost'] - total['gained']}")
    return len(names), wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--stations", type=int, default=40)
    parser.add_argument("--cells", type=int, default=700)
    parser.add_argument("--seed", type=int, default=18)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    wrong = 0

    def check(holds, what):
        nonlocal wrong
        if not holds:
            wrong += 1
            print(f"WRONG: {what}")

    with tempfile.TemporaryDirectory() as name, road_engines.running("osrm") as osrm:
        folder = Path(name)
        directory, cache = str(folder / "town.sqlite"), folder / "roads.times"
        stations, cells = write(folder, rng, options)
        subprocess.run(
            [options.binary, "import", CAPABILITIES, *(folder / f"{kind}.xml" for kind in ("boundaries", "registry", "people", "norms")),
             "--directory", directory, "--quiet"], check=True)
        pairs = table(osrm, stations, cells)
        counter = Counter(osrm)
        report, _ = run(options, directory, str(cache), counter.url)
        count = differing(report, 0, brute_force(pairs, stations, cells))
        roads = json.loads(report)["inputs"]["roads"]
        check(count == 0, f"{count} times differ from asking for every pair")
        check(counter.pairs == roads["pairs_asked"] == roads["pairs"], f"asked for {counter.pairs} pairs, told {roads}")
        print(f"{len(stations)} stations, {len(cells)} cells: {counter.pairs} pairs asked, {count} cells differ; {roads}")
        kept = cache.read_bytes()

        # Nothing is asked twice.
        counter.pairs = 0
        again, _ = run(options, directory, str(cache), counter.url)
        told = json.loads(again)
        check(counter.pairs == 0 == told["inputs"]["roads"]["pairs_asked"], f"a second run asks for {counter.pairs} pairs")
        told["inputs"]["roads"]["pairs_asked"] = roads["pairs_asked"]
        check(told == json.loads(report), "a second run reports something else")
        scenarios = folder / "scenarios.yaml"
        closed = [station[0] for station in stations[:3]]
        scenarios.write_text(
            f"scenarios:\n  - name: one\n    edits: [{{close-station: {closed[0]}}}]\n"
            f"  - name: three\n    edits: [{', '.join(f'{{close-station: {name}}}' for name in closed)}]\n"
            "  - name: snow\n    edits: [{weather: 1.5}]\n", encoding="utf-8")
        answer, _ = run(options, directory, str(cache), counter.url, "--scenario", str(scenarios))
        check(counter.pairs == 0, f"scenarios that move nothing ask for {counter.pairs} pairs")
        for number, gone in ((1, closed[:1]), (2, closed)):
            count = differing(answer, number, brute_force(pairs, stations, cells, gone))
            check(count == 0, f"{count} times differ where {gone} are closed")
        site = (50.77, 6.09)
        scenarios.write_text(
            'scenarios:\n  - name: new\n    edits:\n      - {open-station: new, at: "50.77,6.09", country: DE, units: [{id: new.1, '
            'service: fire, crew: 6, turnout: 60}]}\n', encoding="utf-8")
        answer, _ = run(options, directory, str(cache), counter.url, "--scenario", str(scenarios))
        new = [*stations, ("new", *site, 60, 1)]
        check(counter.pairs == len(cells), f"a new station asks for {counter.pairs} pairs")
        count = differing(answer, 1, brute_force(pairs | table(osrm, new[-1:], cells), new, cells))
        check(count == 0, f"{count} times differ with a new station")

        # Sites ask for their own ways, and what an action claims is what a count with its edits gives.
        counter.pairs = 0
        actions = json.loads(run(options, directory, str(cache), counter.url, "--actions", "2")[0])["actions"]
        sites = [point for point in actions["points"] if point["kind"] == "station"]
        check(0 < counter.pairs <= len(cells) * len(cells), f"sites ask for {counter.pairs} pairs")
        print(f"{len(sites)} sites proposed, {counter.pairs} pairs asked for them")
        for point in sites:
            scenarios.write_text(
                "scenarios:\n  - name: site\n    edits:\n" + "".join(f"      - {{{edit}}}\n" for edit in point["edits"]), encoding="utf-8")
            counted = json.loads(run(options, directory, str(cache), counter.url, "--scenario", str(scenarios))[0])
            total = counted["scenarios"][1]["services"][0]["areas"][0]
            check(total["gained"] == point["cumulative"], f"a site claims {point['cumulative']}, counted {total['gained']}")

        # What help costs its lender is asked for around the units in question, and is what a count of everything gives.
        counter.pairs = 0
        places = [(rng.uniform(50.755, 50.79), rng.uniform(6.04, 6.14)) for _ in range(6)]
        compared, differences = lender_costs(options, directory, str(cache), counter.url, places, folder)
        check(compared > 0 and not differences, f"what help costs its lender: {differences[:5]}")
        print(f"what help costs its lender: {compared} counts compared, {counter.pairs} pairs asked")

        # A router that dies, and one that comes back.
        broken = folder / "broken.times"
        dying = Counter(osrm, tables=3)
        _, complaint = run(options, directory, str(broken), dying.url, fails=True)
        check("pairs" in complaint and str(broken) in complaint, f"where the router dies it says: {complaint}")
        print(complaint.strip())
        check(len(kept) > broken.stat().st_size > 100, "nothing is kept where the router dies")
        counter.pairs = 0
        resumed, _ = run(options, directory, str(broken), counter.url)
        check(0 < counter.pairs < roads["pairs"], f"after the router died {counter.pairs} pairs are asked")
        check(broken.read_bytes() == kept, "the times kept are others where the router died in between")
        told = json.loads(resumed)
        told["inputs"]["roads"]["pairs_asked"] = roads["pairs_asked"]
        check(told == json.loads(report), "the report is another where the router died in between")

        # Files that were cut off, and damaged ones.
        for cut in (len(kept) - 1, len(kept) - 5000, 9, 4, 0):
            broken.write_bytes(kept[:cut])
            told = json.loads(run(options, directory, str(broken), counter.url)[0])
            told["inputs"]["roads"]["pairs_asked"] = roads["pairs_asked"]
            check(told == json.loads(report) and broken.read_bytes() == kept, f"cut off at {cut} it does not come whole")
        for place in (20, len(kept) // 2, len(kept) - 10):
            damaged = bytearray(kept)
            damaged[place] ^= 1
            broken.write_bytes(damaged)
            _, complaint = run(options, directory, str(broken), counter.url, fails=True)
            check(str(broken) in complaint and "damaged" in complaint, f"damaged at {place} it says: {complaint}")
        broken.write_bytes(b"Dear diary, nothing happened today.")
        _, complaint = run(options, directory, str(broken), counter.url, fails=True)
        check(str(broken) in complaint, f"of another file it says: {complaint}")
    print(f"{wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
