#!/usr/bin/env python3
"""Checks that nothing is lost between import and export.

The Datasets folder goes into a new directory, some units report statuses, the native export of that goes into an empty
directory, and its export must be the same, byte for byte. GeoJSON and CSV must have a row per unit with all promised
columns, and importing the same files again must change nothing.
"""
import argparse
import csv
import io
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import product

COLUMNS = ["id", "name", "country", "service", "type", "capabilities", "station_id", "station_name", "organisation_id",
           "status", "position_quality", "registry"]
SCHEMA = "schema/mutual-aid-1.0.xsd"
COUNTS = ["units", "stations", "control_rooms", "organisations", "areas", "availability_reports", "agreements",
          "rules", "unit_counts", "documents"]
# (options of status, status in an export made in the year 2026 or later)
STATUSES = [
    (["on-scene", "--since", "2026-11-23T08:00:00Z", "--source", "Meldkamer <Zuid> & co", "--note", "brûlé – \"ok\""],
     "on-scene"),
    (["FMS:6", "--since", "2026-11-23T08:00:00.25Z"], "unavailable"),
    (["available-mobile", "--since", "2026-11-23T09:30:00+01:00", "--source", "vehicle"], "available-mobile"),
    (["reserved", "--since", "2020-01-01T00:00:00Z", "--until", "2020-01-01T06:00:00Z"], "unknown"),
]


class Findings:
    """Collects what is wrong and goes on."""

    def __init__(self):
        self.count = 0

    def expect(self, holds, text):
        if not holds:
            self.count += 1
            print("finding:", text)


def report_statuses(tool, units):
    """{unit: expected status} after one report for each of some units."""
    expected = {}
    for (words, status), unit in zip(STATUSES, units[::max(1, len(units) // len(STATUSES))]):
        tool.run("status", unit, *words)
        expected[unit] = status
    return expected


def first_difference(left, right):
    """Where two texts part."""
    for number, (a, b) in enumerate(zip(left.splitlines(), right.splitlines()), 1):
        if a != b:
            before, after = (line.decode("utf-8", "replace").strip() for line in (a, b))
            return f"line {number}: {before!r} became {after!r}"
    return f"{len(left)} bytes became {len(right)}"


def check_native(tool, copy, folder, schema, findings):
    """Export, import, export: the same bytes and the same counts. Returns the export."""
    native = tool.run("export")
    path = folder / "export.xml"
    path.write_bytes(native)
    lint = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, path],
                          capture_output=True, text=True, check=False)
    findings.expect(lint.returncode == 0, f"xmllint refuses the export: {lint.stderr.strip()[:500]}")
    reports = copy.json("import", path, ok=(0, 1))
    findings.expect(all(report["applied"] and not report["rejected"] for report in reports),
                    f"the export is not taken back whole: {json.dumps(reports)[:800]}")
    again = copy.run("export")
    findings.expect(native == again, f"the second export differs at {first_difference(native, again)}")
    first, second = tool.json("info"), copy.json("info")
    for key in COUNTS:
        findings.expect(first[key] == second[key], f"info: {key} was {first[key]}, is {second[key]}")
    volatile = {"imported_at", "profile"}
    strip = [[{k: v for k, v in entry.items() if k not in volatile} for entry in info["registries"]]
             for info in (first, second)]
    findings.expect(strip[0] == strip[1], "info: the registries differ")
    return native, first


def check_rows(kind, rows, positions, units, statuses, registries, findings):
    """A row per unit, all columns, positions on Earth, statuses as reported."""
    ids = [row["id"] for row in rows]
    findings.expect(len(ids) == units, f"{kind}: {len(ids)} rows, expected {units}")
    findings.expect(len(set(ids)) == len(ids), f"{kind}: ids repeat")
    for column in COLUMNS:
        findings.expect(all(column in row for row in rows), f"{kind}: column {column} is missing")
    for column in ("name", "country", "service", "type", "station_id", "station_name", "status", "position_quality"):
        empty = [row["id"] for row in rows if not row.get(column)]
        findings.expect(not empty, f"{kind}: {column} is empty in {len(empty)} rows, for example {empty[:2]}")
    findings.expect({row.get("registry") for row in rows} <= registries, f"{kind}: unknown registries")
    findings.expect(all(math.isfinite(lat) and 47 < lat < 55 and 0 < lon < 13 for lat, lon in positions),
                    f"{kind}: positions outside of the region (are the axes swapped?)")
    found = {row["id"]: row["status"] for row in rows if row["id"] in statuses}
    findings.expect(found == statuses, f"{kind}: statuses are {found}, expected {statuses}")


def check_tables(tool, info, statuses, findings):
    """GeoJSON and CSV say the same of every unit."""
    registries = {registry["id"] for registry in info["registries"]}
    features = json.loads(tool.run("export", "--format", "geojson"))
    findings.expect(features["type"] == "FeatureCollection", "geojson: no FeatureCollection")
    rows = [feature["properties"] for feature in features["features"]]
    places = [feature["geometry"]["coordinates"] for feature in features["features"]]
    check_rows("geojson", rows, [(lat, lon) for lon, lat in places], info["units"], statuses, registries, findings)
    text = tool.run("export", "--format", "csv").decode("utf-8")
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    positions = [(float(row["lat"]), float(row["lon"])) for row in table]
    check_rows("csv", table, positions, info["units"], statuses, registries, findings)
    findings.expect(list(table[0])[:len(COLUMNS)] == COLUMNS, f"csv: the columns are {list(table[0])}")
    same = {row["id"]: (tuple(place), [row["capabilities"] if isinstance(row["capabilities"], str)
                                       else " ".join(row["capabilities"])]) for row, place in zip(rows, places)}
    different = [row["id"] for row, (lat, lon) in zip(table, positions)
                 if same.get(row["id"]) != ((lon, lat), [row["capabilities"]])]
    findings.expect(not different, f"csv and geojson differ in {len(different)} units, for example {different[:2]}")


def check_repetition(tool, source, native, findings):
    """The same import again: all applied, all unchanged, the same version and export."""
    version = tool.json("info")["version"]
    for report in tool.json("import", source):
        changes = {key: report[key] for key in ("added", "changed", "removed", "rejected") if report[key]}
        findings.expect(report["applied"] and not changes and report["unchanged"] == report["read"],
                        f"{report['file']} again: applied {report['applied']}, {changes}, "
                        f"{report['unchanged']} of {report['read']} unchanged")
    after = tool.json("info")["version"]
    findings.expect(after == version, f"importing {source} again took the version from {version} to {after}")
    findings.expect(tool.run("export") == native, f"importing {source} again changed the export")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser, directory=False)
    options = parser.parse_args()
    findings = Findings()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tool = product.Product(options.binary, folder / "first.sqlite")
        copy = product.Product(options.binary, folder / "second.sqlite")
        reports = tool.json("import", options.datasets, ok=(0, 1))
        findings.expect(all(report["applied"] and not report["rejected"] for report in reports), "not all was imported")
        units = sorted(feature["properties"]["id"]
                       for feature in json.loads(tool.run("export", "--format", "geojson"))["features"])
        statuses = report_statuses(tool, units)
        native, info = check_native(tool, copy, folder, options.datasets / SCHEMA, findings)
        findings.expect(info["availability_reports"] == len(statuses),
                        f"{info['availability_reports']} availability reports, expected {len(statuses)}")
        for directory in (tool, copy):
            check_tables(directory, info, statuses, findings)
        check_repetition(tool, options.datasets, native, findings)
        check_repetition(copy, folder / "export.xml", native, findings)
    print(f"{info['units']} units of {len(info['registries'])} registries, {len(statuses)} statuses, "
          f"export of {len(native)} bytes, {findings.count} findings")
    sys.exit(1 if findings.count else 0)


if __name__ == "__main__":
    main()
