#!/usr/bin/env python3
"""Asks a database for the ten nearest units of a workload, and prints what it took, a JSON object a line.

databases.py FOLDER sqlite|redis|duckdb|postgis SECONDS. Servers are started by this script, listen on a socket in a
temporary folder only, and are stopped by it. Times are by the clock of the one who asks, the way to the server and back
included (some 0.05 ms).
"""
import array
import atexit
import itertools
import json
import math
import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COLUMNS = {"longitude": ("u_lon.f64", "d"), "latitude": ("u_lat.f64", "d"), "country": ("u_country.u8", "B"),
           "service": ("u_service.u8", "B"), "capabilities": ("u_caps.u16", "H"), "available": ("u_avail.u8", "B")}
QUESTIONS = {"plain": None, "frequent": ("q_s1.u8", "q_c1.u8"), "rare": ("q_s2.u8", "q_c2.u8")}
STEPS_KM = [2 ** step for step in range(12)]


def column(folder, name, kind):
    values = array.array(kind)
    values.frombytes((folder / name).read_bytes())
    return values


def earth_centred(longitude, latitude):
    """WGS84 metres, as the other sides have them."""
    flattening = 1 / 298.257223563
    eccentricity = flattening * (2 - flattening)
    lon, lat = math.radians(longitude), math.radians(latitude)
    normal = 6378137 / math.sqrt(1 - eccentricity * math.sin(lat) ** 2)
    return (normal * math.cos(lat) * math.cos(lon), normal * math.cos(lat) * math.sin(lon),
            normal * (1 - eccentricity) * math.sin(lat))


class Workload:
    def __init__(self, folder):
        self.folder = folder
        self.units = list(zip(*(column(folder, name, kind) for name, kind in COLUMNS.values())))
        self.places = list(zip(column(folder, "q_lon.f64", "d"), column(folder, "q_lat.f64", "d")))
        self.countries = column(folder, "q_country.u8", "B")

    def questions(self, what):
        """(longitude, latitude, filter): service, country that does not count, bit of the capability; or none."""
        if QUESTIONS[what] is None:
            return [(*place, None) for place in self.places]
        services, capabilities = (column(self.folder, name, "B") for name in QUESTIONS[what])
        return [(*place, (service, country, 1 << capability)) for place, service, country, capability
                in zip(self.places, services, self.countries, capabilities)]


class SQLite:
    """The R*Tree in memory over Earth-centred boxes, the filter in auxiliary columns; a window that doubles."""

    def __init__(self, workload, _):
        self.database = sqlite3.connect(":memory:")
        self.database.execute("""CREATE VIRTUAL TABLE unit USING rtree(
          id, x0, x1, y0, y1, z0, z1, +x, +y, +z, +country, +service, +capabilities, +available)""")

        def rows():
            for number, (longitude, latitude, *rest) in enumerate(workload.units):
                x, y, z = earth_centred(longitude, latitude)
                yield (number, x, x, y, y, z, z, x, y, z, *rest)
        self.database.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows())

    def nearest(self, longitude, latitude, asked):
        x, y, z = earth_centred(longitude, latitude)
        condition = "" if asked is None else "AND available AND service = ? AND country <> ? AND capabilities & ?"
        found = []
        for kilometres in STEPS_KM:
            reach = kilometres * 1000
            found = self.database.execute(
                f"""SELECT id, (x - ?1) * (x - ?1) + (y - ?2) * (y - ?2) + (z - ?3) * (z - ?3) AS squared FROM unit
                WHERE x1 >= ?1 - {reach} AND x0 <= ?1 + {reach} AND y1 >= ?2 - {reach} AND y0 <= ?2 + {reach}
                AND z1 >= ?3 - {reach} AND z0 <= ?3 + {reach} {condition} AND squared <= {reach * reach}
                ORDER BY squared LIMIT 10""", (x, y, z, *(asked or ()))).fetchall()
            if len(found) == 10:
                break
        return [row[0] for row in found]


class DuckDB:
    """A scan of all units, on one thread, in memory."""

    def __init__(self, workload, scratch):
        import duckdb
        path = scratch / "units.csv"
        with open(path, "w", encoding="ascii") as file:
            for number, (longitude, latitude, *rest) in enumerate(workload.units):
                file.write(",".join(map(str, (number, *earth_centred(longitude, latitude), *rest))) + "\n")
        self.database = duckdb.connect(":memory:", config={"threads": 1})
        self.database.execute("""CREATE TABLE unit (id INTEGER, x DOUBLE, y DOUBLE, z DOUBLE, country UTINYINT,
          service UTINYINT, capabilities USMALLINT, available UTINYINT)""")
        self.database.execute(f"COPY unit FROM '{path}' (HEADER false)")

    def nearest(self, longitude, latitude, asked):
        condition = "" if asked is None else "WHERE available = 1 AND service = ? AND country <> ? AND capabilities & ? <> 0"
        x, y, z = earth_centred(longitude, latitude)
        rows = self.database.execute(
            f"SELECT id FROM unit {condition} ORDER BY (x - {x}) ** 2 + (y - {y}) ** 2 + (z - {z}) ** 2 LIMIT 10",
            list(asked or ())).fetchall()
        return [row[0] for row in rows]


class Server:
    """A process of our own, stopped by its number whatever happens."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        atexit.register(self.stop)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)


class Redis(Server):
    """A sorted set of the available units for each service, country and capability, and one of all; a radius that doubles."""

    def __init__(self, workload, scratch):
        path = scratch / "redis.sock"
        super().__init__(["redis-server", "--port", "0", "--unixsocket", path, "--save", "", "--dir", scratch])
        self.socket = socket.socket(socket.AF_UNIX)
        wait(lambda: self.socket.connect(str(path)))
        self.answers = self.socket.makefile("rb")
        batch = []
        for number, (longitude, latitude, country, service, capabilities, available) in enumerate(workload.units):
            keys = ["all"]
            if available:
                keys += [f"{service}:{country}:{bit}" for bit in range(16) if capabilities >> bit & 1]
            batch += [("GEOADD", key, longitude, latitude, number) for key in keys]
            if len(batch) > 1_000:
                self.ask(batch)
                batch = []
        if batch:
            self.ask(batch)

    def ask(self, commands):
        parts = []
        for command in commands:
            parts.append(f"*{len(command)}\r\n")
            parts += [f"${len(str(part))}\r\n{part}\r\n" for part in command]
        self.socket.sendall("".join(parts).encode())
        return [self.read() for _ in commands]

    def read(self):
        line = self.answers.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b"*":
            return [self.read() for _ in range(int(rest))]
        if kind == b"$":
            return self.answers.read(int(rest) + 2)[:-2]
        if kind == b"-":
            raise RuntimeError(rest.decode())
        return rest

    def nearest(self, longitude, latitude, asked):
        keys = ["all"]
        if asked is not None:
            service, own, capability = asked
            keys = [f"{service}:{country}:{capability.bit_length() - 1}" for country in range(5) if country != own]
        found = []
        for kilometres in STEPS_KM:
            answers = self.ask([("GEOSEARCH", key, "FROMLONLAT", longitude, latitude, "BYRADIUS", kilometres, "km", "ASC",
                                 "COUNT", 10, "WITHDIST") for key in keys])
            found = sorted((float(distance), int(unit)) for unit, distance in itertools.chain(*answers))
            if len(found) >= 10:
                break
        return [unit for _, unit in found[:10]]


class Postgres(Server):
    """PostgreSQL with PostGIS in a folder of its own; also for coverage_postgis.py."""

    def __init__(self, scratch):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        # The server refuses to run as root; the package has made a user for it.
        as_user = {}
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            for folder in (scratch.parent, scratch):
                os.chown(folder, user.pw_uid, user.pw_gid)
        data = scratch / "data"
        subprocess.run([programs / "initdb", "-D", data, "-U", "bench", "-A", "trust", "--no-sync", "-E", "UTF8"],
                       check=True, stdout=subprocess.DEVNULL, cwd=scratch, **as_user)
        super().__init__([programs / "postgres", "-D", data, "-k", scratch, "-c", "listen_addresses=", "-c",
                          "shared_buffers=2GB", "-c", "maintenance_work_mem=1GB", "-c", "fsync=off", "-c", "jit=off",
                          "-c", "max_parallel_workers_per_gather=0"], cwd=scratch, **as_user)
        import psycopg
        self.connection = wait(lambda: psycopg.connect(host=str(scratch), user="bench", dbname="postgres", autocommit=True))
        self.connection.execute("CREATE EXTENSION postgis")


class PostGIS(Postgres):
    """GiST over geography, ordered by its distance operator, the filter beside it."""

    def __init__(self, workload, scratch):
        super().__init__(scratch)
        run = self.connection.execute
        run("""CREATE UNLOGGED TABLE unit (id integer, country smallint, service smallint, capabilities integer,
          available boolean, place geography(Point, 4326))""")
        with self.connection.cursor().copy("COPY unit FROM STDIN") as copy:
            for number, (longitude, latitude, country, service, capabilities, available) in enumerate(workload.units):
                copy.write_row((number, country, service, capabilities, bool(available),
                                f"SRID=4326;POINT({longitude} {latitude})"))
        run("CREATE INDEX ON unit USING gist (place)")
        run("VACUUM ANALYZE unit")

    def nearest(self, longitude, latitude, asked):
        condition = "" if asked is None else "WHERE available AND service = %s AND country <> %s AND capabilities & %s <> 0"
        return [row[0] for row in self.connection.execute(
            f"""SELECT id FROM unit {condition}
            ORDER BY place <-> ST_SetSRID(ST_MakePoint(%s, %s), 4326)::geography LIMIT 10""",
            (*(asked or ()), longitude, latitude), prepare=True)]


SIDES = {"sqlite": ("SQLite R*Tree", SQLite), "redis": ("Redis GEOSEARCH", Redis), "duckdb": ("DuckDB scan", DuckDB),
         "postgis": ("PostGIS", PostGIS)}


def wait(attempt):
    """Tries until it goes well, for half a minute."""
    for _ in range(300):
        try:
            return attempt()
        except Exception as problem:  # Each library has its own.
            last = problem
            time.sleep(0.1)
    raise last


def measure(side, database, workload, seconds):
    for what in QUESTIONS:
        questions = workload.questions(what)
        expected = column(workload.folder, f"answers_{what}.u32", "I")
        times, same = [], 0
        for question in questions[:5]:
            database.nearest(*question)
        start = time.perf_counter()
        for number, question in enumerate(questions[:2_000]):
            before = time.perf_counter()
            found = database.nearest(*question)
            times.append((time.perf_counter() - before) * 1e6)
            same += found == [unit for unit in expected[number * 10:number * 10 + 10] if unit != 2 ** 32 - 1]
            if number >= 19 and time.perf_counter() - start > seconds:
                break
        times.sort()
        print(json.dumps({"side": side, "what": what, "p50_us": times[len(times) // 2],
                          "p99_us": times[len(times) * 99 // 100], "cpu_us": sum(times) / len(times),
                          "same": same / len(times)}), flush=True)


def main():
    folder, (side, kind), seconds = Path(sys.argv[1]), SIDES[sys.argv[2]], float(sys.argv[3])
    workload = Workload(folder)
    scratch = Path(tempfile.mkdtemp(prefix="bench")) / "work"
    scratch.mkdir()
    database = None
    try:
        start = time.perf_counter()
        database = kind(workload, scratch)
        print(json.dumps({"side": side, "what": "build", "seconds": time.perf_counter() - start}), flush=True)
        measure(side, database, workload, seconds)
    finally:
        if isinstance(database, Server):
            database.stop()
        shutil.rmtree(scratch.parent)


if __name__ == "__main__":
    main()
