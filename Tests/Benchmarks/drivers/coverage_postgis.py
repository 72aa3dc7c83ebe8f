#!/usr/bin/env python3
"""Counts people reached in the last scenario of a workload in SQL, for a sample of the cells, and prints figures as JSON.

usage: coverage_postgis.py FOLDER SAMPLE; the folder is one that CoverageBenchmark has written. Each class has a GiST index
over geography of its own; the nearest unit that is there and may come is asked for by the distance operator, no farther
than the longest limit. Its distance is measured on the ellipsoid, as ours are; which one is nearest the operator says on a
sphere, so that some people at a limit may count otherwise. Where only a sample is asked about, the time of all cells is that of the sample multiplied up.
"""
import array
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

import databases

COUNTRIES, CLASSES, MINUTES = 5, 6, (8, 12, 15)
# A kilometre of way for every 1.3 km of road, at 60 km/h.
METRES = [minutes * 1000 / 1.3 for minutes in MINUTES]


class Workload:
    def __init__(self, folder):
        self.columns = {
            name: databases.column(folder, file, kind) for name, file, kind in [
                ("lon", "u_lon.f64", "d"), ("lat", "u_lat.f64", "d"), ("station", "u_station.u32", "I"),
                ("country", "u_country.u8", "B"), ("classes", "u_classes.u8", "B"), ("cell_lon", "g_lon.f64", "d"),
                ("cell_lat", "g_lat.f64", "d"), ("home", "g_country.u8", "B"), ("people", "g_people.f64", "d"),
                ("closed", "sc_closed.u8", "B"), ("open", "sc_open.u8", "B"), ("first", "own_first.f32", "f")]}
        self.cells = len(self["home"])
        stations = max(self["station"]) + 1
        self.closed = self["closed"][-stations:]
        matrix = self["open"][-COUNTRIES * COUNTRIES:]
        # By host: a bit for each country whose units may come.
        self.may_come = [sum(matrix[host * COUNTRIES + lender] << lender for lender in range(COUNTRIES))
                         for host in range(COUNTRIES)]

    def __getitem__(self, name):
        return self.columns[name]

    def own(self, sample):
        """By class: people of the sample reached within each number of minutes, as our side found."""
        return [[int(sum(self["people"][cell] for cell in sample
                         if self["first"][kind * self.cells + cell] <= minutes * 60)) for minutes in MINUTES]
                for kind in range(CLASSES)]


def load(run, cursor, work, sample):
    run("""CREATE UNLOGGED TABLE unit (station integer, country smallint, classes smallint, place geography(Point, 4326),
      closed boolean NOT NULL DEFAULT false)""")
    with cursor.copy("COPY unit (station, country, classes, place) FROM STDIN") as copy:
        for row in zip(work["station"], work["country"], work["classes"], work["lon"], work["lat"]):
            copy.write_row((*row[:3], f"SRID=4326;POINT({row[3]!r} {row[4]!r})"))
    for kind in range(CLASSES):
        run(f"CREATE INDEX ON unit USING gist (place) WHERE (classes & {1 << kind}) <> 0")
    run("CREATE INDEX ON unit (station)")
    run("CREATE UNLOGGED TABLE cell (host smallint, people integer, place geography(Point, 4326))")
    with cursor.copy("COPY cell FROM STDIN") as copy:
        for cell in sample:
            copy.write_row((work["home"][cell], int(work["people"][cell]),
                            f"SRID=4326;POINT({work['cell_lon'][cell]!r} {work['cell_lat'][cell]!r})"))
    run("VACUUM ANALYZE unit")
    run("ANALYZE cell")


def evaluate(run, work):
    """By class: people reached within each number of minutes."""
    closed = [number for number, is_closed in enumerate(work.closed) if is_closed]
    run("UPDATE unit SET closed = true WHERE station = ANY(%s)", (closed,))
    sums = ", ".join(f"coalesce(sum(people) FILTER (WHERE metres <= {limit!r}), 0)::bigint" for limit in METRES)
    found = []
    for kind in range(CLASSES):
        found.append(list(run(f"""SELECT {sums} FROM cell CROSS JOIN LATERAL (
            SELECT ST_Distance(unit.place, cell.place) AS metres FROM unit
            WHERE (classes & {1 << kind}) <> 0 AND NOT closed AND ((%s::integer[])[cell.host + 1] >> unit.country) & 1 = 1
              AND ST_DWithin(unit.place, cell.place, {METRES[-1]!r})
            ORDER BY unit.place <-> cell.place LIMIT 1) AS nearest""", (work.may_come,)).fetchone()))
    return found


def main():
    work, count = Workload(Path(sys.argv[1])), int(sys.argv[2])
    step = max(1, work.cells // count)
    sample = array.array("I", range(step // 2, work.cells, step))
    scratch = Path(tempfile.mkdtemp(prefix="bench")) / "work"
    scratch.mkdir()
    server = None
    try:
        server = databases.Postgres(scratch)
        run, cursor = server.connection.execute, server.connection.cursor()
        load(run, cursor, work, sample)
        start = time.perf_counter()
        people = evaluate(run, work)
        seconds = time.perf_counter() - start
        print(json.dumps({"sample": len(sample), "sample_s": seconds, "scenario_s": seconds * work.cells / len(sample),
                          "people": people, "own_people": work.own(sample)}))
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(scratch.parent)


if __name__ == "__main__":
    main()
