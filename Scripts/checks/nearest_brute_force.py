#!/usr/bin/env python3
"""Checks `mutualaid nearest` against brute force over all units.

Incidents are drawn within 30 km of country borders in NL, BE, LU and DE, or with --near-water within 10 km of a water, by
day and night, on weekdays and holidays, in
winter and summer; random reports, with positions and of all ages, are sent before. For each incident, each service and
each rank the tool is run and its units, their order, distances and times, the incident's country, the nearest domestic
unit and the gain are compared with an own computation over all units, read from the Datasets folder and not from the
product.
"""
import argparse
import datetime
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time as clock
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from geographiclib.geodesic import Geodesic

import product
from borders import Borders, point_near
from brute_force import TIE, BruteForce
from duty import Hours, Report, Reports, Unsure
from registries import Vocabulary, read_units
from ways import Ways

SERVICES = ["fire", "ambulance", "civil-protection"]
RANKS = ["distance", "eta"]
COUNTRIES = {"NL", "BE", "LU", "DE"}
# By day and at night, when some are off duty and some fly not; a holiday; summer time and its end.
MOMENTS = ["2026-11-24T11:00:00+00:00", "2026-11-25T02:00:00+00:00", "2026-12-25T07:30:00+00:00",
           "2026-06-21T03:10:00+00:00", "2026-07-04T19:45:00+00:00", "2026-10-25T00:30:00+00:00"]
REPORTS = 400       # before each moment
REACH = 30_000
WATER_REACH = 10_000
TOO_CLOSE = 20
COUNT = 10
MILLIMETRE = 0.001
CENTIMETRE = 0.01
TENTH = 0.0501      # half of the last decimal of seconds, with room for rounding


def draw_incidents(borders, number, seed, skipped, waters=None):
    """(lat, lon, country) of so many incidents; what was drawn in vain is counted in `skipped`."""
    generator = random.Random(seed)
    vertices = waters or borders.shared_vertices()
    incidents = []
    while len(incidents) < number:
        lat, lon = point_near(Geodesic.WGS84, generator.choice(vertices), WATER_REACH if waters else REACH, generator)
        countries = borders.countries_at(lat, lon)
        if borders.distance(lat, lon, TOO_CLOSE) < TOO_CLOSE:
            skipped["nearer than 20 m to a line"] += 1
        elif len(countries) != 1 or countries[0] not in COUNTRIES:
            skipped["not in NL, BE, LU or DE"] += 1
        else:
            incidents.append((lat, lon, countries[0]))
    return incidents


class Check:
    """Compares the tool's answers with brute force and collects what differs."""

    def __init__(self, tool, options, brute_forces):
        self.tool, self.options, self.brute_forces = tool, options, brute_forces
        self.unsure = 0
        self.answers = self.units = 0
        self.near_ties = self.over_water = 0
        self.largest_distance = self.largest_time = 0.0
        self.mismatches = []

    def question(self, incident, service, rank, time):
        lat, lon, _ = incident
        return ["nearest", f"--at={lat:.6f},{lon:.6f}", "--service", service, "--rank", rank, "--count", COUNT,
                "--tie-break", "id",
                "--scope", self.options.scope, "--time", time.isoformat(),
                "--request-delay", self.options.request_delay]

    def run(self, case):
        """Asks the tool and brute force one question; (question, differences, figures)."""
        incident, service, rank, brute_force = case
        words = self.question(incident, service, rank, brute_force.time)
        try:
            expected = brute_force.nearest(*incident, service, rank, self.options.scope, COUNT)
            domestic = brute_force.nearest(*incident, service, rank, "domestic", 1)
        except Unsure:
            return words, None, (0, 0, 0.0, 0.0)
        try:
            answer = self.tool.json(*words, ok=(0,) if expected else (1,))
        except product.ProductError as error:
            return words, [str(error)], (0, 0, 0.0, 0.0)
        differences = list(self.compare(answer, incident[2], expected, domestic[0] if domestic else None))
        pairs = list(zip(answer["units"], expected))
        self.over_water += sum(bool(want.crossings) for want in expected)
        metres = [abs(got["distance_m"] - want.distance) for got, want in pairs if got["id"] == want.unit.id]
        seconds = [abs(got["eta_s"] - want.eta) for got, want in pairs if got["id"] == want.unit.id]
        values = [want.value(rank) for want in expected]
        near_ties = sum(0 < after - before < TIE for before, after in zip(values, values[1:]))
        return words, differences, (len(pairs), near_ties, max(metres, default=0.0), max(seconds, default=0.0))

    def compare(self, answer, country, expected, domestic):
        if answer["incident"]["country"] != country:
            yield f"incident country {answer['incident']['country']}, expected {country}"
        got_ids, want_ids = [unit["id"] for unit in answer["units"]], [want.unit.id for want in expected]
        if got_ids != want_ids:
            differing = (i for i, (got, want) in enumerate(zip(got_ids, want_ids)) if got != want)
            place = next(differing, min(len(got_ids), len(want_ids)))
            got = [(unit["id"], unit["distance_m"], unit["eta_s"]) for unit in answer["units"][place:place + 3]]
            want = [(unit.unit.id, round(unit.distance, 4), round(unit.eta, 4)) for unit in expected[place:place + 3]]
            yield f"order differs from place {place + 1}: {got}; expected {want}"
            return
        for got, want in zip(answer["units"], expected):
            yield from self.compare_unit(got, want)
        got = answer["nearest_domestic"]
        if (got and got["id"]) != (domestic and domestic.unit.id):
            yield f"nearest_domestic {got}, expected {domestic and (domestic.unit.id, domestic.distance, domestic.eta)}"
        elif domestic:
            yield from self.compare_figures("nearest_domestic", got, domestic, ["distance_m", "eta_s"])
        gain = domestic.eta - expected[0].eta if domestic and expected else None
        if (gain is None) != (answer["gain_s"] is None) or gain is not None and abs(answer["gain_s"] - gain) > TENTH:
            yield f"gain_s {answer['gain_s']}, expected {gain}"

    def compare_unit(self, got, want):
        yield from self.compare_figures(
            want.unit.id, got, want, ["distance_m", "eta_s", "travel_s", "request_delay_s", "way_m"])
        # Where the line without water beside an end is crossed, it is named or not.
        named = [crossing["id"] for crossing in got["crossings"] if crossing["kind"] != "end"]
        if named != [crossing for crossing in want.crossings if not crossing.startswith("open-")]:
            yield f"{got['id']}: crosses by {named}, expected {want.crossings}"
        turnout = want.turnout and want.turnout.seconds
        assumed = want.turnout is None or want.turnout.basis == "assumed"
        if (got["turnout_s"], got["turnout_assumed"]) != (turnout, assumed):
            yield (f"{got['id']}: turnout {got['turnout_s']}, assumed {got['turnout_assumed']}; "
                   f"expected {turnout}, {assumed}")
        if abs(got["eta_s"] - (got["request_delay_s"] + (got["turnout_s"] or 0) + got["travel_s"])) > 0.2:
            yield f"{got['id']}: eta_s {got['eta_s']} is not request delay + turnout + travel"
        if (got["country"], got["service"], got["type"]) != (want.unit.country, want.unit.service, want.unit.type):
            yield f"{got['id']}: country, service or type differ from the registry"

    @staticmethod
    def compare_figures(name, got, want, keys):
        figures = {"distance_m": (want.distance, MILLIMETRE), "eta_s": (want.eta, TENTH),
                   "way_m": (want.way, CENTIMETRE), "travel_s": (want.travel, TENTH), "request_delay_s": (want.delay, TENTH)}
        for key in keys:
            value, tolerance = figures[key]
            if abs(got[key] - value) > tolerance:
                yield f"{name}: {key} {got[key]}, expected {value:.4f}"

    def record(self, words, differences, figures):
        if differences is None:
            self.unsure += 1
            return
        self.answers += 1
        units, near_ties, metres, seconds = figures
        self.units += units
        self.near_ties += near_ties
        self.largest_distance = max(self.largest_distance, metres)
        self.largest_time = max(self.largest_time, seconds)
        if differences:
            self.mismatches.append((words, differences))


def moment(text):
    value = datetime.datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise argparse.ArgumentTypeError("a time needs a zone, such as 2026-11-24T11:00:00+00:00")
    return value


def draw_reports(units, times, generator):
    """Random reports before each of the times, of units that are always on duty, a third with a position near a station."""
    steady = [unit for unit in units if not unit.hours]
    reports = []
    for time in times:
        for _ in range(REPORTS):
            unit = generator.choice(steady)
            age = generator.choice([0, 60, 300, 599, 601, 3_600, 50_000, 86_399, 86_401, 400_000, 3_000_000])
            status = generator.choice(["available", "available-mobile", "available-at-station", "on-scene", "maintenance",
                                       "unavailable", "unknown"])
            position = None
            if generator.random() < 0.5:
                near = generator.choice(steady)
                position = (round(near.lat + generator.uniform(-0.05, 0.05), 6),
                            round(near.lon + generator.uniform(-0.05, 0.05), 6))
            reports.append(Report(unit.id, status, time.timestamp() - age, position))
    return reports


def send(binary, directory, reports, folder):
    """A copy of the directory with the reports."""
    copy = Path(folder) / "directory.sqlite"
    shutil.copyfile(directory, copy)
    lines = []
    for report in reports:
        line = {"unit": report.unit, "status": report.status, "since": report.since}
        if report.position:
            line["lat"], line["lon"] = report.position
        lines.append(json.dumps(line))
    feed = Path(folder) / "reports.jsonl"
    feed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    # Some lie in the future of the clock here.
    subprocess.run([binary, "status", "--from-file", feed, "--directory", copy, "--max-ahead", "86400", "--quiet"],
                   check=True)
    return copy


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser)
    parser.add_argument("--incidents", type=int, default=500, help="how many incidents (500)")
    parser.add_argument("--near-water", action="store_true", help="incidents within 10 km of a water, not of a border")
    parser.add_argument("--seed", type=int, default=1, help="start of the random numbers (1)")
    parser.add_argument("--jobs", type=int, default=2, help="questions asked at the same time (2)")
    parser.add_argument("--time", type=moment, help="the incidents' time; without it, several by day and night")
    parser.add_argument("--scope", choices=["cross-border", "domestic", "all"], default="cross-border",
                        help="which units (cross-border)")
    parser.add_argument("--request-delay", type=float, default=0.0, help="seconds added to foreign units (0)")
    options = parser.parse_args()

    start = clock.monotonic()
    tool = product.Product(options.binary, options.directory).fill(options.datasets)
    vocabulary = Vocabulary(options.datasets)
    units = read_units(options.datasets, vocabulary)
    times = [options.time] if options.time else [moment(text) for text in MOMENTS]
    generator = random.Random(options.seed)
    sent = draw_reports(units, [time for time in times if time.timestamp() < clock.time()], generator)
    folder = tempfile.TemporaryDirectory()
    tool = product.Product(options.binary, send(options.binary, tool.directory, sent, folder.name))
    hours, reports = Hours(options.datasets), Reports(options.datasets, sent)
    ways = Ways(options.datasets)
    brute_forces = [BruteForce(units, vocabulary, time, options.request_delay, options.datasets, hours, reports, ways)
                    for time in times]
    skipped = Counter()
    incidents = draw_incidents(Borders(options.datasets), options.incidents, options.seed, skipped,
                               ways.water_vertices() if options.near_water else None)
    check = Check(tool, options, brute_forces)
    cases = [(incident, service, rank, brute_forces[number % len(brute_forces)])
             for number, incident in enumerate(incidents) for service in SERVICES for rank in RANKS]
    with ThreadPoolExecutor(options.jobs) as pool:
        for result in pool.map(check.run, cases):
            check.record(*result)

    for words, differences in check.mismatches[:10]:
        print("mismatch:", " ".join(map(str, words)))
        for difference in differences[:5]:
            print("   ", difference)
    where = ", ".join(f"{n} in {c}" for c, n in sorted(Counter(country for *_, country in incidents).items()))
    why = ", ".join(f"{n} {reason}" for reason, n in sorted(skipped.items()))
    print(f"{len(incidents)} incidents ({where}), "
          f"{check.answers} answers over {len(units)} units compared with {check.units} places, "
          f"{check.over_water} of them over water, "
          f"largest difference {check.largest_distance * 1000:.4f} mm and {check.largest_time:.4f} s, "
          f"{check.near_ties} near ties, {len(sent)} reports, {check.unsure} left out with the sun on the horizon or a bank that is not known, "
          f"skipped {sum(skipped.values())} ({why or 'none'}), "
          f"{len(check.mismatches)} mismatches, {clock.monotonic() - start:.0f} s")
    sys.exit(1 if check.mismatches else 0)


if __name__ == "__main__":
    main()
