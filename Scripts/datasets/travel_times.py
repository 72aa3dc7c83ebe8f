#!/usr/bin/env python3
"""Writes how long units travel and how far that is from what happens, by service and distance.

    travel_times.py --sources DIR --output DIR

Distances are those of ways: straight, and over crossings where water lies between (Datasets/barriers). For fire the
modelled travel times of first Dutch fire engines (TNO, csWeb example data) are held against the way from the station that is
named. The curve is the broken line through fixed distances that lies nearest to the times (least squares, always rising),
with two conditions: its mean error is none, and of all ways about as many are told to take no more than four, five, six and
seven minutes as took no more. Least squares alone keeps to the middle, and tells too many that they are within the norm.

For ambulances the bands of a research matrix of the province of Utrecht are used, between whose means the curve is straight.
They are of straight lines, and hold ways round water: how much longer ways are for it is estimated by the ways between the
places of a Belgian road matrix, by band, and told.

Of each band of distance the ratio to the curve is written below which a tenth and above which a tenth of all times lie: four
of five lie between. What no source tells is assumed, and marked so.
"""
import csv
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy
from geographiclib.geodesic import Geodesic
from scipy.optimize import nnls

SCRIPTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(SCRIPTS / "support"), str(SCRIPTS / "checks")]
import ways  # noqa: E402
from registry_parts import arguments  # noqa: E402
from speed_model import along  # noqa: E402

NS = "{urn:mutual-aid:1.0}"
ROWS = 150          # rows of a band at least, so that its tenths are known to a few per cent
KNOTS = [0, 400, 900, 1400, 2000, 3000, 9500]     # metres of the fire curve's points
LIMITS = [240, 300, 360, 420]   # seconds within which the share of ways told is to be that of the ways
LEAST = 0.02        # seconds per metre at least: farther is never as soon; of those who come first from afar most come fast
PULL = 0.2          # how much each limit counts, as a share of all rows
BEYOND = (45_000, 0.055)    # metres of a last point, and seconds per metre up to it: 65 km/h, as few ways are so long
LAST = 40_000_000   # metres: no way on Earth is longer
ASSUMED = """\
  <!-- Nobody has measured these: they are set wide. -->
  <travel-error service="civil-protection" mobility="road" to-metres="40000000" low="0.7" high="1.6" basis="assumed"/>
  <travel-error service="fire" mobility="air" to-metres="40000000" low="0.8" high="1.4" basis="assumed"/>
  <travel-error service="ambulance" mobility="air" to-metres="40000000" low="0.8" high="1.4" basis="assumed"/>
  <travel-error service="civil-protection" mobility="air" to-metres="40000000" low="0.8" high="1.4" basis="assumed"/>
  <travel-error service="fire" mobility="water" to-metres="40000000" low="0.6" high="1.6" basis="assumed"/>
  <travel-error service="ambulance" mobility="water" to-metres="40000000" low="0.6" high="1.6" basis="assumed"/>
  <travel-error service="civil-protection" mobility="water" to-metres="40000000" low="0.6" high="1.6" basis="assumed"/>

  <!-- Turnout: what is published is a mean or a norm, and what is assumed is a guess at that. -->
  <turnout-error basis="published" low="0.8" high="1.3"/>
  <turnout-error basis="derived" low="0.7" high="1.4"/>
  <turnout-error basis="assumed" low="0.6" high="1.5"/>

  <!-- Positions: how far the station may be from the point, and how fast a unit moves on since its last report. -->
  <position-error quality="building" metres="0"/>
  <position-error quality="address" metres="100"/>
  <position-error quality="approximate" metres="200"/>
  <position-error quality="postcode-centroid" metres="800"/>
  <position-error quality="municipality-centroid" metres="1500"/>
  <position-drift metres-per-second="8"/>
  <router-error low="0.75" high="1.3"/>
"""


def key(name):
    """A station's name without what some lists write and others do not."""
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = re.sub(r"\b(brandweer|kazerne|post|brandweerpost)\b", "", "".join(
        letter for letter in plain if not unicodedata.combining(letter)))
    return re.sub(r"[^a-z0-9]", "", plain)


def stations(registry):
    """{name: [(lat, lon)]} of the Dutch fire stations."""
    found = {}
    for station in ElementTree.parse(registry).getroot().iter(NS + "station"):
        position = station.find(NS + "position")
        for name in station.findall(NS + "name"):
            found.setdefault(key(name.text), []).append((float(position.get("lat")), float(position.get("lon"))))
    return found


def arrivals(path, places, network):
    """(metres of the way, seconds) of the first engine's ways whose station is on file, in the order of the file."""
    found = []
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known = places.get(key(row["first_brigade_station"]))
            if known:
                end = float(row["lat"]), float(row["lon"])
                station = min(known, key=lambda place: Geodesic.WGS84.Inverse(*end, *place)["s12"])
                way = network.way(station, end)
                if way:
                    found.append((way[0], float(row["first_travel_s"])))
    return found


def tenths(ratios):
    """Between which four of five lie."""
    ratios = sorted(ratios)
    return ratios[round(0.1 * (len(ratios) - 1))], ratios[round(0.9 * (len(ratios) - 1))]


def columns(metres):
    """What each piece of the fire curve adds to the time at some distances: the time at 0, then seconds per metre."""
    return numpy.column_stack(
        [numpy.ones(len(metres))] + [numpy.clip(metres, low, high) - low for low, high in zip(KNOTS, KNOTS[1:])])


def fitted(rows):
    """The broken line through KNOTS that lies nearest to (metres, seconds), under its conditions."""
    metres, seconds = numpy.array(rows).T
    # The time at a distance is that at 0 and what each piece adds, which is never less than LEAST. A condition is a row that counts
    # for many.
    limits = numpy.quantile(metres, [numpy.mean(seconds <= limit) for limit in LIMITS])
    pull = (PULL * len(rows)) ** 0.5
    left = numpy.concatenate([columns(metres), pull * columns(limits), len(rows) * columns(metres).mean(axis=0)[None]])
    right = numpy.concatenate([seconds, pull * numpy.array(LIMITS), [len(rows) * seconds.mean()]])
    least = numpy.array([0] + [LEAST] * (len(KNOTS) - 1))
    steps = least + nnls(left, right - left @ least)[0]
    times = numpy.concatenate([[steps[0]], steps[0] + numpy.cumsum(steps[1:] * numpy.diff(KNOTS))])
    end = times[-1] + (BEYOND[0] - KNOTS[-1]) * BEYOND[1]
    return [(metres, round(float(time), 1)) for metres, time in zip([*KNOTS, BEYOND[0]], [*times, end])]


def fire_bands(rows, curve):
    """(end in metres, low, high, rows, mean error, mean absolute error, no detour) of bands of at least ROWS ways."""
    ways, bands, first = sorted(rows), [], 0
    while first < len(ways):
        last = first + ROWS if len(ways) - first >= 2 * ROWS else len(ways)
        band = ways[first:last]
        end = LAST if last == len(ways) else (band[-1][0] + ways[last][0]) / 2
        low, high = tenths([seconds / max(1.0, along(curve, metres)) for metres, seconds in band])
        errors = [seconds - along(curve, metres) for metres, seconds in band]
        bands.append((end, low, high, len(band), sum(errors) / len(band), sum(map(abs, errors)) / len(band), None))
        first = last
    return bands


def matrix(folder, kind):
    """(places, rows of numbers) of the Belgian matrix of seconds or kilometres by car."""
    lines = next(Path(folder).glob(f"*-{kind}-*.vrp")).read_text(encoding="utf-8").splitlines()
    numbers = [line.split()[0] for line in lines]
    places, weights = numbers.index("NODE_COORD_SECTION") + 1, numbers.index("EDGE_WEIGHT_SECTION") + 1
    count = weights - places - 1
    return ([tuple(map(float, line.split()[1:3])) for line in lines[places:places + count]],
            numpy.array([list(map(float, line.split())) for line in lines[weights:weights + count]]))


def detours(places, network, ends):
    """By how much ways over water are longer than straight lines, as a share, by band of the straight line."""
    straight, extra = numpy.zeros(len(ends)), numpy.zeros(len(ends))
    for number, one in enumerate(places):
        for other in places[:number]:
            metres = Geodesic.WGS84.Inverse(*one, *other)["s12"]
            band = int(numpy.searchsorted(ends, metres))
            way = network.way(one, other) if band < len(ends) else None
            if way:
                straight[band] += metres
                extra[band] += way[0] - metres
    return extra / numpy.maximum(straight, 1)


def ambulance(path, detours_of):
    """The curve of a table of bands, and the bands with their tenths, the error of their mean and their share of detours.

    The mean of a band stands at the mean length of its ways, detours among them. The error is that at its straight lines.
    """
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    shares = detours_of([float(row["to_m"]) for row in rows])
    curve = [(float(row["mean_straight_m"]) * (1 + share), float(row["mean_s"])) for row, share in zip(rows, shares)]
    (first, early), (second, later) = curve[:2]
    start = max(0.0, early - first * (later - early) / (second - first))
    curve = [(0, round(start, 1)), *((round(metres), seconds) for metres, seconds in curve)]
    bands = []
    for row, share in zip(rows, shares):
        told = along(curve, float(row["mean_straight_m"]))
        end = LAST if row is rows[-1] else float(row["to_m"])
        bands.append((end, float(row["p10_s"]) / told, float(row["p90_s"]) / told, int(row["pairs"]),
                      float(row["mean_s"]) - told, None, share))
    return curve, bands


def curve_text(service, source, curve, measured):
    """The curve as an element."""
    points = "".join(f'    <point metres="{metres:.0f}" seconds="{seconds:.1f}"/>\n' for metres, seconds in curve)
    return (f'  <travel service="{service}" mobility="road" measured-to-metres="{measured:.0f}" basis="derived" '
            f'source="{source}">\n{points}  </travel>\n')


def band_text(service, source, bands):
    """The bands as elements."""
    text = ""
    for end, low, high, rows, mean, absolute, detour in bands:
        detour = "" if detour is None else f' detour="{detour:.4f}"'
        absolute = "" if absolute is None else f' mean-absolute-error="{absolute:.1f}"'
        text += (f'  <travel-error service="{service}" mobility="road" to-metres="{end:.0f}" low="{min(low, 1):.2f}" '
                 f'high="{max(high, 1):.2f}" mean-error="{mean + 0.0:.1f}"{absolute}{detour} rows="{rows}" basis="derived" '
                 f'source="{source}"/>\n')
    return text


def main():
    options = arguments(__doc__)
    travel = options.sources / "travel"
    places = stations(options.output / "registries/nl-fire.xml")
    network = ways.Ways(options.output)
    rows = arrivals(travel / "nl_fire_arrivals_2014_half.csv", places, network)
    fire = fitted(rows)
    belgian, _ = matrix(travel / "be_road_matrix", "time")
    siren, siren_bands = ambulance(
        travel / "nl_utrecht_ambulance_siren_bands.csv", lambda ends: detours(belgian, network, ends))
    measured = curve_text("fire", "tno", fire, KNOTS[-1]) + curve_text("ambulance", "utrecht", siren, 60_000)
    measured += band_text("fire", "tno", fire_bands(rows, fire)) + band_text("ambulance", "utrecht", siren_bands)
    text = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!-- How long units travel, and how far arrivals lie from what is told, as ratios between which four of five lie. Made by
     Scripts/datasets/travel_times.py. -->
<vocabulary xmlns="urn:mutual-aid:1.0" id="travel-times" issued="2026-11-30T00:00:00Z">
  <title xml:lang="en">Travel times, and how sure they are</title>
  <title xml:lang="nl">Rijtijden, en hoe zeker zij zijn</title>
  <title xml:lang="fr">Les délais de trajet et leur précision</title>
  <title xml:lang="de">Fahrzeiten und wie sicher sie sind</title>
  <source id="tno" title="Modelled arrivals of Dutch fire engines at care buildings, 2014 (TNO, csWeb example data)" url="https://github.com/TNOCS/csWeb-example" licence="MIT"/>
  <source id="utrecht" title="Ambulances with siren between postcodes of the province of Utrecht, model of 2022 (own statistics over a research matrix)" licence="facts"/>
  <source id="graphhopper" title="Ways by car between 500 Belgian places, for the detours round water (GraphHopper, OpenStreetMap; examples of OptaPlanner)" url="https://github.com/apache/incubator-kie-optaplanner" licence="Apache-2.0"/>
{measured}
{ASSUMED}</vocabulary>
"""
    (options.output / "vocabulary/travel-times.xml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
