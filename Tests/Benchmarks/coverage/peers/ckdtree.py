"""Counts people reached with scipy's cKDTree, as an analyst would: a tree per scenario, class and country of cells.

usage: ckdtree.py FOLDER SCENARIOS; the folder is one that CoverageBenchmark has written. Prints figures as JSON.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

COUNTRIES, CLASSES, MINUTES = 5, 6, (8, 12, 15)
RADIUS = 6371008.8


def unit_sphere(longitude, latitude):
    longitude, latitude = np.radians(longitude), np.radians(latitude)
    return np.c_[np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])

    def column(name, kind):
        return np.fromfile(folder / name, dtype=kind)

    units = unit_sphere(column("u_lon.f64", "<f8"), column("u_lat.f64", "<f8"))
    station, country = column("u_station.u32", "<u4"), column("u_country.u8", "u1")
    classes = column("u_classes.u8", "u1")
    cells = unit_sphere(column("g_lon.f64", "<f8"), column("g_lat.f64", "<f8"))
    home, people = column("g_country.u8", "u1"), column("g_people.f64", "<f8")
    stations = int(station.max()) + 1
    closed = column("sc_closed.u8", "u1").reshape(-1, stations)
    is_open = column("sc_open.u8", "u1").reshape(-1, COUNTRIES, COUNTRIES)
    limits = [2 * np.sin(minutes * 1000 / 1.3 / RADIUS / 2) for minutes in MINUTES]
    cells_of = [np.flatnonzero(home == code) for code in range(COUNTRIES)]
    seconds, reached = [], []
    # The baseline first: nothing closed, all borders open.
    for number in range(-1, min(count, len(closed))):
        start = time.perf_counter()
        live = closed[number][station] == 0 if number >= 0 else np.ones(len(units), bool)
        opened = is_open[number] if number >= 0 else np.ones((COUNTRIES, COUNTRIES), np.uint8)
        found = []
        for kind in range(CLASSES):
            able = live & ((classes >> kind) & 1 == 1)
            distance = np.full(len(cells), np.inf)
            for code in range(COUNTRIES):
                allowed = able & (opened[code][country] == 1)
                if allowed.any():
                    tree = cKDTree(units[allowed])
                    distance[cells_of[code]] = tree.query(cells[cells_of[code]], distance_upper_bound=limits[-1])[0]
            found.append([int(people[distance <= limit].sum()) for limit in limits])
        seconds.append(time.perf_counter() - start)
        reached.append(found)
    print(json.dumps({"baseline_s": seconds[0], "scenarios_s": seconds[1:], "people": reached}))


if __name__ == "__main__":
    main()
