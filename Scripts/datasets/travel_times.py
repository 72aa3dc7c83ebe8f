#!/usr/bin/env python3
"""Writes how long units travel and how far that is from what happens, by service and distance.

    travel_times.py --sources DIR --output DIR

For fire the modelled travel times of first Dutch fire engines (TNO, csWeb example data) are held against the straight
line from the station that is named; for ambulances the bands of a research matrix of the province of Utrecht. The curve
is the broken line through fixed distances that lies nearest to the times (least squares, never falling; between two
bands of the matrix it goes through their means). Of each band of distance the ratio to the curve is written below which a tenth and above which a
tenth of all times lie: four of five lie between. What no source tells is assumed, and marked so.
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

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from registry_parts import arguments  # noqa: E402
from speed_model import along  # noqa: E402

NS = "{urn:mutual-aid:1.0}"
ROWS = 150          # rows of a band at least, so that its tenths are known to a few per cent
KNOTS = [0, 300, 700, 1200, 1800, 2500, 5000]   # metres of the fire curve's points
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


def arrivals(path, places):
    """(metres, seconds) of the first engine's ways whose station is on file, by distance."""
    ways = []
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known = places.get(key(row["first_brigade_station"]))
            if known:
                metres = min(Geodesic.WGS84.Inverse(float(row["lat"]), float(row["lon"]), *place)["s12"]
                             for place in known)
                ways.append((metres, float(row["first_travel_s"])))
    return sorted(ways)


def tenths(ratios):
    """Between which four of five lie."""
    ratios = sorted(ratios)
    return ratios[round(0.1 * (len(ratios) - 1))], ratios[round(0.9 * (len(ratios) - 1))]


def fitted(ways):
    """The broken line through KNOTS that lies nearest to ways: [(metres, seconds)]."""
    metres, seconds = numpy.array(ways).T
    # The time at a distance is that at 0 and what each piece adds, which is never negative.
    columns = [numpy.ones(len(metres))]
    columns += [numpy.clip(metres, low, high) - low for low, high in zip(KNOTS, KNOTS[1:])]
    steps, _ = nnls(numpy.array(columns).T, seconds)
    times = numpy.concatenate([[steps[0]], steps[0] + numpy.cumsum(steps[1:] * numpy.diff(KNOTS))])
    end = times[-1] + (BEYOND[0] - KNOTS[-1]) * BEYOND[1]
    return [(metres, round(float(time), 1)) for metres, time in zip([*KNOTS, BEYOND[0]], [*times, end])]


def fire_bands(ways, curve):
    """(end in metres, low, high, rows, mean error, mean absolute error) of bands of at least ROWS ways."""
    bands, first = [], 0
    while first < len(ways):
        last = first + ROWS if len(ways) - first >= 2 * ROWS else len(ways)
        band = ways[first:last]
        end = LAST if last == len(ways) else (band[-1][0] + ways[last][0]) / 2
        low, high = tenths([seconds / max(1.0, along(curve, metres)) for metres, seconds in band])
        errors = [seconds - along(curve, metres) for metres, seconds in band]
        bands.append((end, low, high, len(band), sum(errors) / len(band), sum(map(abs, errors)) / len(band)))
        first = last
    return bands


def ambulance(path):
    """The curve of a table of bands, and the bands with their tenths and the error of their mean."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    curve = [(float(row["mean_straight_m"]), float(row["mean_s"])) for row in rows]
    (first, early), (second, later) = curve[:2]
    start = max(0.0, early - first * (later - early) / (second - first))
    curve = [(0, round(start, 1)), *((metres, seconds) for metres, seconds in curve)]
    bands = []
    for row in rows:
        told = along(curve, float(row["mean_straight_m"]))
        end = LAST if row is rows[-1] else float(row["to_m"])
        bands.append((end, float(row["p10_s"]) / told, float(row["p90_s"]) / told, int(row["pairs"]),
                      float(row["mean_s"]) - told, None))
    return curve, bands


def curve_text(service, source, curve, measured):
    """The curve as an element."""
    points = "".join(f'    <point metres="{metres:.0f}" seconds="{seconds:.1f}"/>\n' for metres, seconds in curve)
    return (f'  <travel service="{service}" mobility="road" measured-to-metres="{measured:.0f}" basis="derived" '
            f'source="{source}">\n{points}  </travel>\n')


def band_text(service, source, bands):
    """The bands as elements."""
    text = ""
    for end, low, high, rows, mean, absolute in bands:
        absolute = "" if absolute is None else f' mean-absolute-error="{absolute:.1f}"'
        text += (f'  <travel-error service="{service}" mobility="road" to-metres="{end:.0f}" low="{min(low, 1):.2f}" '
                 f'high="{max(high, 1):.2f}" mean-error="{mean + 0.0:.1f}"{absolute} rows="{rows}" basis="derived" '
                 f'source="{source}"/>\n')
    return text


def main():
    options = arguments(__doc__)
    travel = options.sources / "travel"
    places = stations(options.output / "registries/nl-fire.xml")
    ways = arrivals(travel / "nl_fire_arrivals_2014_half.csv", places)
    fire = fitted(ways)
    siren, siren_bands = ambulance(travel / "nl_utrecht_ambulance_siren_bands.csv")
    measured = curve_text("fire", "tno", fire, KNOTS[-1]) + curve_text("ambulance", "utrecht", siren, 60_000)
    measured += band_text("fire", "tno", fire_bands(ways, fire)) + band_text("ambulance", "utrecht", siren_bands)
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
{measured}
{ASSUMED}</vocabulary>
"""
    (options.output / "vocabulary/travel-times.xml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
