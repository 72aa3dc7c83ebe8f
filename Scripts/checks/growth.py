#!/usr/bin/env python3
"""Asks the program for four times as much and looks at how much longer it takes: nothing grows faster than n log n.

Each row makes input of a size, and of four times that size, and counts the processor time that one command takes for each.
What the program takes for almost nothing is taken off first. Four times as much takes four times as long, and a little more
where things are sorted; where it took the square it would be sixteen times.
"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import product

FACTOR = 4
# Where the time grows with n log n, four times as much takes about 4.6 times as long; the rest is for other processes.
TOLERATED = 8.0
# Seconds of processor time that say nothing: below them one run differs from the next by as much.
NOISE = 0.05
PLACE = ["--at", "50.7703,6.0155", "--time", "2026-11-25T12:00:00Z"]
NATIVE = 'xmlns="urn:mutual-aid:1.0"'


class Bench:
    """The program with a folder for input and a directory in which the Datasets are."""

    def __init__(self, binary, directory, folder):
        self.binary = Path(binary).resolve()
        self.directory = directory
        self.folder = folder
        self.units = None

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments, directory=None, ok=(0, 1)):
        """Seconds of processor time; any other exit code ends the check."""
        command = [str(self.binary), *map(str, arguments), "--directory", str(directory or self.directory)]
        before = os.times()
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        after = os.times()
        if done.returncode not in ok:
            words = " ".join(command)
            raise SystemExit(f"exit code {done.returncode} of: {words[:500]}\n{done.stderr.decode()[:2000]}")
        return (after.children_user - before.children_user) + (after.children_system - before.children_system)

    def known_units(self):
        """The ids of the fire units in the directory."""
        if self.units is None:
            command = [self.binary, "export", "--format", "csv", "--directory", self.directory]
            lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
            self.units = [row[0] for row in csv.reader(lines[1:]) if row[3] == "fire"]
        return self.units


def registry(stations, country="NL", identifier="grown"):
    """A registry with stations, each a text."""
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<registry {NATIVE} id="{identifier}" country="{country}" '
            'service="fire" issued="2026-01-01T00:00:00Z"><title>Grown</title><publisher>Nobody</publisher>'
            '<source id="s1" title="Made up" licence="CC0-1.0"/>\n' + "\n".join(stations) + "\n</registry>\n")


def station(number, lat, lon, units=1, names=1, prefix="g"):
    """A station with units, all of one type."""
    identifier = f"{prefix}{number}"
    title = "".join(f"<name>{identifier} {name}</name>" for name in range(names))
    members = "".join(f'<unit id="{identifier}.u{unit}" type="TS"/>' for unit in range(units))
    return (f'<station id="{identifier}">{title}<position lat="{lat:.5f}" lon="{lon:.5f}" quality="building"/>'
            f'{members}</station>')


def scenario(edits):
    """A file of one scenario."""
    return "scenarios:\n  - name: grown\n    edits:\n" + "".join(f"      - {edit}\n" for edit in edits)


# Each row: a size, and what is run for a size. Rows return the arguments of the command, and its directory if not the usual.

def profile_path(bench, size):
    """A path of a profile with // seven times, over so many elements within each other."""
    profile = bench.write("path.xml", f"""<profile xmlns="urn:mutual-aid:profile:1.0" id="grown" content="registry" srs="CRS84">
      <title>grown</title><description>x</description><recognise root="r"/>
      <registry><publisher value="x"/><authority value="derived"/></registry>
      <station element="s"><id path="@id"/><name path="{'//*' * 7}/@name|@id"/><service value="fire"/><country value="NL"/>
      <position form="lat-lon" lat="@lat" lon="@lon"/><implied-unit><type value="TS"/></implied-unit></station></profile>""")
    nest = "<a>" * 40 + "</a>" * 40
    document = bench.write("path-document.xml",
                           f'<r><s id="s1" lat="52" lon="5">{nest * (size // 40)}</s></r>')
    return ["validate", document, "--profile", profile, "--quiet"], None


def stations_outside(bench, size):
    """Stations that lie outside their country, none near another."""
    places = [station(number, 47.0 + number % 50 / 25, 8.0 + number // 50 / 50) for number in range(size)]
    document = bench.write(f"outside-{size}.xml", registry(places))
    return ["validate", document, product.DATASETS / "boundaries/countries.xml", "--quiet"], None


def equal_needs(bench, size):
    """Units of one kind that a package asks for, each by an option of its own."""
    return ["match", *PLACE, "--alternatives", "0", "--scope", "all"] + ["--need", "pumping"] * size, None


def different_needs(bench, size):
    """Needs of a package that differ in the level that they ask for."""
    needs = [item for number in range(size) for item in ("--need", f"pumping>={100 + number}")]
    return ["match", *PLACE, "--alternatives", "0", "--scope", "all", *needs], None


def count(bench, size):
    """Units that one answer names."""
    return ["nearest", *PLACE, "--scope", "all", "--count", size], None


def people_at_one_place(bench, size):
    """Rows of people at one place."""
    rows = "".join(f"50.7703,6.0155,1,p{number}\n" for number in range(size))
    people = bench.write(f"people-{size}.csv", "lat,lon,population,code\n" + rows)
    return ["coverage", "--service", "fire", "--population", people, "--time", "2026-11-25T12:00:00Z"], None


def people_without_anybody(bench, size):
    """Rows of nobody at one place."""
    rows = "".join(f"50.7703,6.0155,{number % 500 == 0:d},p{number}\n" for number in range(size))
    people = bench.write(f"nobody-{size}.csv", "lat,lon,population,code\n" + rows)
    return ["coverage", "--service", "fire", "--population", people, "--time", "2026-11-25T12:00:00Z"], None


def old_reports(bench, size):
    """Reports of units that later ones have replaced."""
    document = bench.write("reported.xml", registry([station(number, 51.9 + number / 500, 5.5) for number in range(50)]))
    directory = bench.folder / f"reports-{size}.sqlite"
    if not directory.exists():
        bench.run("import", document, product.DATASETS / "boundaries", product.DATASETS / "vocabulary",
                  product.DATASETS / "norms", product.DATASETS / "population", "--quiet", directory=directory)
        lines = "".join(f"g{number % 50}.u0,{'on-scene' if number % 3 else 'available'},{1_700_000_000 + number}\n"
                        for number in range(size))
        reports = bench.write("reports.csv", "unit,status,since\n" + lines)
        bench.run("status", "--from-file", reports, "--quiet", directory=directory)
    return ["nearest", "--at", "51.95,5.5", "--scope", "all", "--time", "2026-11-25T12:00:00Z"], directory


def added_units(bench, size):
    """Edits of a scenario that add a unit each to one station."""
    edits = [f"{{add-units: nl-fire-vaals-f2e0bb79, id: new-{number}, count: 5, service: fire, turnout: 60}}"
             for number in range(size)]
    return ["nearest", *PLACE, "--scenario", bench.write("added.yaml", scenario(edits))], None


def zones(bench, size):
    """Zones of hazards in a scenario."""
    edits = []
    for number in range(size):
        lat, lon = 50 + number % 40 / 20, 4 + number // 40 / 20
        corners = [[lon, lat], [lon + .01, lat], [lon + .01, lat + .01], [lon, lat + .01], [lon, lat]]
        edits.append(f"{{hazard: h{number}, footprint: {{type: Polygon, coordinates: [{corners}]}}, "
                     "disables-stations: false, slowness: 1.5}")
    return ["nearest", *PLACE, "--scenario", bench.write("zones.yaml", scenario(edits))], None


def busy_units(bench, size):
    """Edits of a scenario that make a unit busy each."""
    edits = [f'{{busy: 0.5, units: ["{unit}"]}}' for unit in bench.known_units()[:size]]
    return ["coverage", "--service", "fire", "--region", "NL-VR24", "--time", "2026-11-25T12:00:00Z",
            "--scenario", bench.write("busy.yaml", scenario(edits))], None


def names(bench, size):
    """Names of one station."""
    document = bench.write(f"names-{size}.xml", registry([station(1, 52.0, 5.0, names=size)]))
    return ["validate", document, "--quiet"], None


def units_of_a_station(bench, size):
    """Units of one station."""
    document = bench.write(f"units-{size}.xml", registry([station(1, 52.0, 5.0, units=size)]))
    return ["validate", document, "--quiet"], None


def stations_at_one_place(bench, size):
    """Stations at one place, all with other names."""
    document = bench.write(f"stack-{size}.xml", registry([station(number, 52.0, 5.0) for number in range(size)]))
    return ["validate", document, "--quiet"], None


def many_files(bench, size):
    """Files of one import, each with a registry."""
    for number in range(size):
        bench.write(f"files-{size}/f{number}.xml",
                    registry([station(number, 52.0, 5.0, prefix=f"f{number}-")], identifier=f"r{number}"))
    return ["validate", bench.folder / f"files-{size}", "--quiet"], None


def edits_of_one_thing(bench, size):
    """Edits of a scenario that say of one unit when it is busy, minute by minute."""
    days = ["mo", "tu", "we", "th", "fr", "sa", "su"]
    edits = []
    for number in range(size):
        minute = number // 7 % 1439
        edits.append(f"{{busy: 0.5, units: [nl-fire-vaals-f2e0bb79.ts1], when: '{days[number % 7]} "
                     f"{minute // 60:02}:{minute % 60:02}-{(minute + 1) // 60:02}:{(minute + 1) % 60:02}'}}")
    return ["nearest", *PLACE, "--scenario", bench.write("minutes.yaml", scenario(edits))], None


def unknown_types(bench, size):
    """Units of types that no vocabulary knows, all different."""
    units = [f'<station id="t{number}"><name>t{number}</name><position lat="52" lon="5" quality="building"/>'
             f'<unit id="t{number}.u" type="TYPE-{number}"/></station>' for number in range(size)]
    document = bench.write(f"types-{size}.xml", registry(units))
    return ["validate", document, product.DATASETS / "vocabulary", "--quiet"], None


# Sizes in the usual and in the long run; rows without the former are of the long run alone.
ROWS = [
    (profile_path, 2_000, 40_000), (stations_outside, 250, 2_500), (equal_needs, 25, 50), (different_needs, 12, 50),
    (count, 100, 250), (people_at_one_place, 2_000, 25_000), (people_without_anybody, None, 25_000),
    (old_reports, 2_500, 50_000), (added_units, None, 2_500), (zones, None, 2_000), (busy_units, None, 1_000),
    (names, None, 5_000), (units_of_a_station, None, 10_000), (stations_at_one_place, None, 10_000),
    (many_files, None, 400), (unknown_types, None, 2_500), (edits_of_one_thing, None, 2_500),
]
# What must not grow at all.
CONSTANT = {old_reports}
# Needs that differ and contend for the same units: each is weighed against all units that any of them could take. It grows
# with less than the square, and a package has a limit.
STEEPER = {different_needs: 14.0}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser)
    parser.add_argument("--long", action="store_true", help="larger sizes")
    parser.add_argument("--rows", nargs="*", help="only these rows")
    options = parser.parse_args()
    findings = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.binary, options.directory, Path(folder))
        for row, usual, long in ROWS:
            size = long if options.long else usual
            if not size or options.rows and row.__name__ not in options.rows:
                continue
            times = []
            started = time.monotonic()
            for amount in (2, size, size * FACTOR):
                arguments, directory = row(bench, amount)
                first = bench.run(*arguments, directory=directory)
                # A second run tells whether something else had the processor; long ones are not repeated.
                times.append(min(first, bench.run(*arguments, directory=directory)) if first < 2 else first)
            base, small, large = times
            ratio = max(NOISE, large - base) / max(NOISE, small - base)
            tolerated = 1.5 if row in CONSTANT else STEEPER.get(row, TOLERATED)
            if row in CONSTANT:
                ratio = large / max(NOISE, small)
            is_fine = ratio <= tolerated
            findings += not is_fine
            print(f"{'ok ' if is_fine else 'NOT'} {row.__doc__.split('.')[0]}: {size} in {small:.2f} s, {size * FACTOR} in "
                  f"{large:.2f} s of processor time, {base:.2f} s for almost none: {ratio:.1f} times as long "
                  f"({time.monotonic() - started:.0f} s)", flush=True)
    print(f"{findings} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
