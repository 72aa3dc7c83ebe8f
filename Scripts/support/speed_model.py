"""The documented speed model, written from its description and not from the product; checks and measurements share it."""
import math

# Metres per second over the straight line, and seconds beside the way at that speed.
ROAD = (1000 / 68, 154.0)
AIR = (220 / 3.6, 120.0)
WATER = (25 / 3.6, 120.0)
PROFILES = {"road": ROAD, "air": AIR, "water": WATER}


def travel_time(metres, mobility="road"):
    """Seconds: t = 2√(d/a) until the cruising speed is reached, then v/a + d/v."""
    speed, overhead = PROFILES[mobility]
    acceleration = speed / overhead
    if metres <= speed * speed / acceleration:
        return 2 * math.sqrt(metres / acceleration)
    return speed / acceleration + metres / speed
