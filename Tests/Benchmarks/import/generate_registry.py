#!/usr/bin/env python3
"""Writes a made-up registry of fire stations in the Netherlands, in the native format, for benchmarks and tests of strength.

The same arguments give the same bytes on every machine. Stations lie around towns, well within the country, eight units
to a station. Edition 2 is a later version of edition 1: about one station in ten has changed, one in fifty is gone, and one
in fifty is new.
"""
import argparse
import math
import random
import sys

# Town, latitude, longitude, safety region, and how many kilometres around it are within the country and on land.
TOWNS = [
    ("Utrecht", 52.0907, 5.1214, "09", 9), ("Amersfoort", 52.1561, 5.3878, "09", 9), ("Veenendaal", 52.0263, 5.5544, "09", 9),
    ("Apeldoorn", 52.2112, 5.9699, "06", 9), ("Doetinchem", 51.9653, 6.2884, "06", 7), ("Arnhem", 51.9851, 5.8987, "07", 8),
    ("Ede", 52.0402, 5.6649, "07", 9), ("Tiel", 51.8876, 5.4278, "08", 9), ("Nijmegen", 51.8126, 5.8372, "08", 4),
    ("Zwolle", 52.5168, 6.0830, "04", 9), ("Deventer", 52.2661, 6.1552, "04", 9), ("Almelo", 52.3570, 6.6625, "05", 8),
    ("Hengelo", 52.2659, 6.7930, "05", 6), ("Assen", 52.9928, 6.5642, "03", 9), ("Meppel", 52.6959, 6.1940, "03", 9),
    ("Hoogeveen", 52.7286, 6.4901, "03", 9), ("Emmen", 52.7858, 6.8976, "03", 6), ("Groningen", 53.2194, 6.5665, "01", 9),
    ("Drachten", 53.1052, 6.0989, "02", 9), ("Heerenveen", 52.9596, 5.9180, "02", 9), ("Leeuwarden", 53.2012, 5.7999, "02", 8),
    ("Sneek", 53.0337, 5.6583, "02", 8), ("Hilversum", 52.2292, 5.1669, "14", 6), ("Amsterdam", 52.3676, 4.9041, "13", 5),
    ("Zaandam", 52.4389, 4.8262, "11", 6), ("Purmerend", 52.5050, 4.9597, "11", 4), ("Alkmaar", 52.6324, 4.7534, "10", 5),
    ("Alphen aan den Rijn", 52.1292, 4.6553, "16", 9), ("Leiden", 52.1601, 4.4970, "16", 4), ("Gouda", 52.0116, 4.7105, "16", 9),
    ("Zoetermeer", 52.0607, 4.4940, "15", 8), ("Delft", 52.0116, 4.3571, "15", 6), ("Rotterdam", 51.9244, 4.4777, "17", 9),
    ("Dordrecht", 51.8133, 4.6901, "18", 9), ("Breda", 51.5719, 4.7683, "20", 5), ("Tilburg", 51.5606, 5.0919, "20", 6),
    ("Roosendaal", 51.5308, 4.4653, "20", 4), ("Den Bosch", 51.6978, 5.3037, "21", 9), ("Oss", 51.7650, 5.5180, "21", 9),
    ("Uden", 51.6608, 5.6186, "21", 9), ("Eindhoven", 51.4416, 5.4697, "22", 9), ("Helmond", 51.4793, 5.6570, "22", 9),
]
STREETS = [
    "Lindelaan", "Kerkstraat", "Molenweg", "Stationsweg", "Industrieweg", "Brinkstraat", "Schoolstraat", "Eikenlaan",
    "Havenkade", "Oude Rijksweg", "Beatrixlaan", "Dijkgraafstraat", "Wilgenpad", "Burgemeester Jansenplein", "Singel",
    "Noordeinde", "Zuiderzeestraat", "Raadhuisplein", "Parallelweg", "Ambachtsweg", "Nijverheidsstraat", "Berkenhof",
    "Spoorlaan", "Veenweg", "Heideweg", "Torenstraat", "Bredeweg", "Achterweg", "Markt", "Provincialeweg", "Zandweg",
]
# Type, name, crew, and capabilities with the range of their levels.
KINDS = [
    ("TS", "Tankautospuit", 6, (("pumping", 1500, 3000, 50), ("water-tanker", 1000, 2500, 100), ("technical-rescue",))),
    ("TS4", "Tankautospuit", 4, (("pumping", 1500, 2500, 50), ("water-tanker", 1000, 2000, 100))),
    ("RV", "Redvoertuig", 2, (("ladder", 24, 42, 1),)),
    ("WT", "Watertankwagen", 2, (("water-tanker", 6000, 18000, 500),)),
    ("WTS", "Watertransportsysteem", 3, (("high-capacity-pumping", 3000, 8000, 250), ("hose-laying", 600, 3000, 100))),
    ("HV", "Hulpverleningsvoertuig", 2, (("technical-rescue",), ("heavy-rescue",))),
    ("OvD", "Officier van dienst", 1, (("command", "officer"),)),
    ("NB-TS", "Natuurbrandbestrijding", 6, (("wildfire",), ("pumping", 1000, 2000, 50), ("water-tanker", 2000, 4000, 250))),
]
ISSUED = {1: "2026-05-01T00:00:00Z", 2: "2026-06-01T00:00:00Z"}


class Dice:
    """Random numbers by `random()` alone, the one method whose results Python promises to keep."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, count):
        return int(self.random() * count)

    def step(self, low, high, step):
        return low + step * self.below((high - low) // step + 1)


def capability(parts, dice):
    if len(parts) == 1:
        return f'<capability code="{parts[0]}"/>'
    level = parts[1] if len(parts) == 2 else dice.step(*parts[1:])
    return f'<capability code="{parts[0]}" level="{level}"/>'


def station(number, seed, edition):
    """A station with eight units, as XML."""
    dice = Dice((seed << 32) + number)
    town, latitude, longitude, region, radius = TOWNS[dice.below(len(TOWNS))]
    far, angle = radius * math.sqrt(dice.random()) * 0.95, math.tau * dice.random()
    # Rounded to what every machine's sine agrees on.
    latitude += round(far * math.cos(angle) / 111.2, 7)
    longitude += round(far * math.sin(angle) / 68.0, 7)
    has_changed = edition > 1 and number % 10 == 3
    street, house = STREETS[dice.below(len(STREETS))], 1 + dice.below(300)
    postcode = f"{1000 + dice.below(9000)} {chr(65 + dice.below(26))}{chr(65 + dice.below(26))}"
    is_volunteer = dice.random() < 0.7
    turnout = dice.step(180, 330, 10) if is_volunteer else dice.step(60, 100, 5)
    if has_changed:
        latitude += 0.00012
        turnout += 15
    lines = [
        f'  <station id="nl-post-{number:06d}" organisation="nl-vr{region}" kind="station">\n'
        f"    <name>Brandweer {town}, post {street} {number + 1}</name>\n"
        f'    <position lat="{latitude:.7f}" lon="{longitude:.7f}" quality="building"/>\n'
        f'    <address street="{street} {house}" postcode="{postcode}" municipality="{town}"/>\n'
        f'    <staffing kind="{"volunteer" if is_volunteer else "career"}"/>\n'
        f'    <turnout seconds="{turnout}"/>\n'
    ]
    for index, (code, name, crew, capabilities) in enumerate(KINDS):
        call = f"{region}-{number % 10000:04d}-{index + 1}"
        suffix = " II" if has_changed and index == 0 else ""
        lines.append(
            f'    <unit id="nl-post-{number:06d}-{code}" type="{code}" call-sign="{call}">\n'
            f"      <name>{name} {town} {call[3:7]}{suffix}</name>\n"
            f"      {''.join([capability(parts, dice) for parts in capabilities])}\n"
            f'      <crew size="{crew}"/>\n'
            f"    </unit>\n")
    lines.append("  </station>\n")
    return "".join(lines)


def numbers(count, edition):
    """The numbers of the stations in an edition."""
    if edition == 1:
        return range(count)
    kept = [number for number in range(count) if number % 50 != 7]
    return kept + list(range(count, count + count // 50))


def write(file, units, seed, edition):
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<registry xmlns="urn:mutual-aid:1.0" id="made-up-{units}" country="NL" service="fire" authority="regional" '
        f'issued="{ISSUED[edition]}">\n'
        '  <title xml:lang="en">Made-up fire stations for measurements</title>\n'
        "  <publisher>Nobody</publisher>\n"
        '  <source id="made-up" title="Random numbers" licence="CC0-1.0"/>\n')
    for region in sorted({town[3] for town in TOWNS}):
        file.write(
            f'  <organisation id="nl-vr{region}" kind="safety-region">\n'
            f'    <name xml:lang="nl">Veiligheidsregio {region}</name>\n  </organisation>\n')
    for number in numbers(max(1, units // 8), edition):
        file.write(station(number, seed, edition))
    file.write("</registry>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--units", type=int, required=True, help="how many units; rounded down to a multiple of eight")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edition", type=int, choices=sorted(ISSUED), default=1)
    parser.add_argument("--output", help="the file (standard output)")
    arguments = parser.parse_args()
    if arguments.output:
        with open(arguments.output, "w", encoding="utf-8", newline="\n") as file:
            write(file, arguments.units, arguments.seed, arguments.edition)
    else:
        write(sys.stdout, arguments.units, arguments.seed, arguments.edition)


if __name__ == "__main__":
    main()
