"""The documented travel-time model, written from its description and not from the product; checks and measurements share
it."""
import math
import xml.etree.ElementTree as ElementTree
from pathlib import Path

NS = "{urn:mutual-aid:1.0}"
DATASETS = Path(__file__).resolve().parents[2] / "Datasets"

# Where no vocabulary states travel times: metres per second over the straight line, and seconds beside the way at that
# speed.
ROAD = (1000 / 68, 154.0)
AIR = (220 / 3.6, 120.0)
WATER = (25 / 3.6, 120.0)
PROFILES = {"road": ROAD, "air": AIR, "water": WATER}


def along(curve, metres):
    """Seconds on the broken line of [(metres, seconds)], beyond its end on the line through the last two."""
    place = 1
    while place < len(curve) - 1 and curve[place][0] < metres:
        place += 1
    (near, early), (far, late) = curve[place - 1], curve[place]
    return early + (metres - near) / (far - near) * (late - early)


def square_root_linear(metres, mobility="road"):
    """Seconds: t = 2√(d/a) until the cruising speed is reached, then v/a + d/v."""
    speed, overhead = PROFILES[mobility]
    acceleration = speed / overhead
    if metres <= speed * speed / acceleration:
        return 2 * math.sqrt(metres / acceleration)
    return speed / acceleration + metres / speed


class TravelModel:
    """What the vocabularies of a folder state, and the square-root-linear law for the rest."""

    def __init__(self, datasets=DATASETS):
        self.curves = {}
        for path in sorted(Path(datasets).glob("vocabulary/*.xml")):
            for element in ElementTree.parse(path).getroot().iter(NS + "travel"):
                self.curves[element.get("service"), element.get("mobility", "road")] = [
                    (float(point.get("metres")), float(point.get("seconds"))) for point in element.iter(NS + "point")]

    def seconds(self, metres, service, mobility="road"):
        """Seconds from wheels rolling to arrival."""
        curve = self.curves.get((service, mobility))
        return along(curve, metres) if curve else square_root_linear(metres, mobility)
