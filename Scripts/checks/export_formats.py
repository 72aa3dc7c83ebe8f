#!/usr/bin/env python3
"""Checks that other people's programs read what is exported, and read the same out of it.

Native XML goes to xmllint, KML to the OGC's schema and fastkml, GeoJSON through the rules of RFC 7946, CSV through those of
RFC 4180, and the last three through GDAL. All must find every unit, at its place, under its name: in the directory of the
Datasets folder, and in one whose texts and numbers are as awkward as the format allows.
"""
import argparse
import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import fastkml.validator
from fastkml import KML
from lxml import etree

import product

NS = "{urn:mutual-aid:1.0}"
KML_NS = "{http://www.opengis.net/kml/2.2}"
# Names that break readers of text, and positions that break printers of numbers.
NAMES = [
    'with "quotes", commas; and semicolons', "it's <b>bold</b> &amp; &lt;escaped&gt; ]]>", "=HYPERLINK(A1)", "+31 10",
    "-1", "@home", "Ľubľana Ægir Ωmega 消防署 🚒", "ends with a backslash \\", "a | pipe and a\u00a0hard space",
    "right \u202eto left", "null", "NaN", "1e5", "a tab-free long name " + "x" * 150,
]
PLACES = [(51.5, 5.5), (51.123456789, 5.000000001), (51.1, 5.1234567890123), (50.99999999, 5.99999999),
          (51.00005, 6.00001), (1e-05, 2e-07), (-1e-07, -0.00003), (89.9999999, 179.9999999), (-89.5, -179.9999999)]


def awkward_registry():
    """A registry with every name at every place."""
    def escape(text):
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    stations = "".join(
        f'<station id="s{index}"><name>{escape(name)}</name><position lat="{latitude!r}" lon="{longitude!r}" '
        f'quality="building"/><unit id="s{index}.1" type="TS"><name>{escape(name)}</name></unit></station>\n'
        for index, (name, (latitude, longitude)) in enumerate((name, place) for name in NAMES for place in PLACES))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<registry xmlns="urn:mutual-aid:1.0" id="awkward" country="NL" '
        'service="fire" issued="2026-01-01T00:00:00Z"><title>"Awkward" &lt;names&gt; &amp; places</title>'
        f'<publisher>Nobody</publisher><source id="s" title="made up" licence="CC0-1.0"/>\n{stations}</registry>\n')


class Check:
    """The exports of one directory in all formats, held against the native one."""

    def __init__(self, tool, folder, schema):
        self.tool, self.folder, self.schema = tool, folder, schema
        self.count = 0
        self.units = {}

    def expect(self, holds, text):
        if not holds:
            self.count += 1
            print("finding:", text)

    def export(self, kind, suffix):
        path = self.folder / f"export.{suffix}"
        # A cell that a spreadsheet would run is defused unless it is asked for as it is.
        plain = ["--csv-formulas", "keep"] if kind == "csv" else []
        path.write_bytes(self.tool.run("export", "--format", kind, *plain))
        return path

    def run(self):
        self.native()
        self.geojson()
        self.csv()
        self.kml()

    def native(self):
        path = self.export("native", "xml")
        lint = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", self.schema, path],
                              capture_output=True, text=True, check=False)
        self.expect(lint.returncode == 0, f"native: xmllint refuses it: {lint.stderr.strip()[:300]}")
        for station in etree.parse(path).iter(NS + "station"):
            for unit in station:
                if unit.tag in (NS + "unit", NS + "group"):
                    position = unit.find(NS + "position")
                    if position is None:
                        position = station.find(NS + "position")
                    self.units[unit.get("id")] = (float(position.get("lon")), float(position.get("lat")))
        # Assumed units that step back behind published ones are their registry's still, and in no answer.
        database = sqlite3.connect(f"file:{self.tool.directory}?mode=ro", uri=True)
        for (unit,) in database.execute("SELECT id FROM unit WHERE hidden = 2").fetchall():
            self.units.pop(unit, None)
        database.close()
        units = self.tool.json("info")["units"]
        self.expect(len(self.units) == units, f"native: {len(self.units)} units, info says {units}")

    def same(self, reader, found):
        """That a reader found every unit at its place. `found` is a list of (id, longitude, latitude)."""
        self.expect(len(found) == len(self.units), f"{reader}: {len(found)} features, expected {len(self.units)}")
        wrong = [(unit, place) for unit, *place in found if self.units.get(unit) != tuple(place)]
        self.expect(not wrong, f"{reader}: {len(wrong)} features elsewhere, for example {wrong[:2]}")

    def gdal(self, path, *options):
        """What GDAL makes of a file, as GeoJSON features."""
        for command in (["ogrinfo", "-so", "-al", *options, path],
                        ["ogr2ogr", "-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=15", "/vsistdout/", *options, path]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            self.expect(done.returncode == 0 and not done.stderr.strip(),
                        f"{path.suffix}: {command[0]} says: {done.stderr.strip()[:300]}")
            if command[0] == "ogrinfo":
                counts = sum(map(int, re.findall(r"^Feature Count: (\d+)", done.stdout, re.MULTILINE)))
                self.expect(counts == len(self.units), f"{path.suffix}: ogrinfo counts {counts} features")
        return json.loads(done.stdout)["features"]

    def geojson(self):
        path = self.export("geojson", "geojson")
        text = path.read_bytes()
        self.expect(not text.startswith(b"\xef\xbb\xbf"), "geojson: a byte order mark (RFC 8259, section 8.1)")

        def no_constant(name):
            raise ValueError(f"{name} is no JSON number")

        collection = json.loads(text.decode("utf-8"), parse_constant=no_constant)
        self.expect(collection.get("type") == "FeatureCollection", "geojson: no FeatureCollection (RFC 7946, 3.3)")
        self.expect("crs" not in collection, "geojson: a member crs (RFC 7946, 4)")
        found = []
        for feature in collection["features"]:
            geometry, properties = feature["geometry"], feature["properties"]
            self.expect(feature["type"] == "Feature" and geometry["type"] == "Point" and isinstance(properties, dict),
                        f"geojson: no feature of a point: {feature}")
            self.expect(not {"coordinates", "geometries", "geometry", "properties", "features"} & (
                set(feature) - {"geometry", "properties"}), "geojson: members out of place (RFC 7946, 7.1)")
            longitude, latitude = geometry["coordinates"]
            self.expect(-180 <= longitude <= 180 and -90 <= latitude <= 90, f"geojson: not on Earth: {feature}")
            found.append((properties["id"], longitude, latitude))
        self.same("geojson", found)
        self.names = {feature["properties"]["id"]: feature["properties"]["name"] for feature in collection["features"]}
        features = self.gdal(path)
        self.same("geojson by GDAL", [(feature["properties"]["id"], *feature["geometry"]["coordinates"])
                                      for feature in features])
        self.expect({feature["properties"]["id"]: feature["properties"]["name"] for feature in features} == self.names,
                    "geojson by GDAL: names differ")

    def csv(self):
        path = self.export("csv", "csv")
        text = path.read_bytes().decode("utf-8")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        self.expect(all(None not in row and None not in row.values() for row in rows), "csv: rows of unequal length")
        self.same("csv", [(row["id"], float(row["lon"]), float(row["lat"])) for row in rows])
        self.expect({row["id"]: row["name"] for row in rows} == self.names, "csv: names differ from geojson's")
        features = self.gdal(path, "-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat")
        self.same("csv by GDAL", [(feature["properties"]["id"], *feature["geometry"]["coordinates"])
                                  for feature in features])

    def kml(self):
        path = self.export("kml", "kml")
        tree = etree.parse(path)
        schema = fastkml.validator.get_schema_parser()
        self.expect(schema.validate(tree), f"kml: not valid by the OGC's schema: {list(schema.error_log)[:3]}")
        placemarks = list(tree.iter(KML_NS + "Placemark"))
        names = {}
        found = []
        for placemark in placemarks:
            data = {entry.get("name"): entry.findtext(KML_NS + "value") for entry in placemark.iter(KML_NS + "Data")}
            longitude, latitude = placemark.findtext(f"{KML_NS}Point/{KML_NS}coordinates").split(",")[:2]
            found.append((data["id"], float(longitude), float(latitude)))
            names[data["id"]] = placemark.findtext(KML_NS + "name")
        self.same("kml", found)
        self.expect(names == self.names, "kml: names differ from geojson's")
        document = KML.parse(path).features[0]
        read = [(placemark.geometry.x, placemark.geometry.y) for placemark in document.features]
        self.expect(read == [tuple(place) for _, *place in found], "kml: fastkml reads other places")
        places = [tuple(feature["geometry"]["coordinates"][:2]) for feature in self.gdal(path)]
        self.expect(sorted(places) == sorted(tuple(place) for _, *place in found), "kml: GDAL reads other places")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    product.add_arguments(parser)
    options = parser.parse_args()
    findings = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        awkward = product.Product(options.binary, folder / "awkward.sqlite")
        (folder / "awkward.xml").write_text(awkward_registry(), encoding="utf-8")
        awkward.run("import", folder / "awkward.xml", "--quiet")
        real = product.Product(options.binary, options.directory).fill(options.datasets)
        for title, tool in {"the directory": real, "awkward names and places": awkward}.items():
            check = Check(tool, folder, options.datasets / "schema/mutual-aid-1.0.xsd")
            check.run()
            findings += check.count
            print(f"{title}: {len(check.units)} units in four formats, {check.count} findings")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
