"""Points of postcodes, to hold positions against.

A source's position that lies more than TOLERATED_KM from the point of the address's postcode is wrong, or the postcode
is: in what is shipped, the postcode's point takes its place and says so. The program warns of such positions on import.
"""
import math
import re

TOLERATED_KM = 5.0
EARTH_KM = 6371.0
# The level of the rows of population.csv that are postcodes, how an address's postcode names one, and what they come from.
COUNTRIES = {
    "NL": ("PC4", r"(\d{4})", {"id": "cbs", "title": "Postcode-4 areas of the Netherlands 2018 (CBS): the points used for repaired positions",
                               "url": "https://www.cbs.nl/", "licence": "CC BY 4.0", "date": "2018"}),
    "DE": ("PLZ", r"(\d{5})", {"id": "census", "title": "Census 2011: people per postcode, the points used for repaired positions",
                                "url": "https://www.zensus2011.de/", "licence": "dl-de/by-2-0 (census), ODbL 1.0 (postcode areas)",
                                "date": "2011"}),
}


def kilometres(first, second):
    """Great-circle distance of two (latitude, longitude) in degrees: good to half a percent."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (first, second))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


class PostcodePoints:
    """The points of a country's postcodes, from population.csv, and of its localities, from GeoNames.

    A wrong postcode makes no position wrong: where the postcode's point does not lie at the locality of the address, and the
    position does, that is left as it is.
    """

    def __init__(self, rows, localities, country):
        level, self._pattern, self.source = COUNTRIES[country]
        self._points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows
                        if row["country"] == country and row["level"] == level}
        self._localities = {}
        for row in localities:
            if row["country"] == country:
                self._localities.setdefault(row["name"].lower(), []).append((float(row["lat"]), float(row["lon"])))
        self.replaced = []

    def point(self, address):
        """(postcode, (latitude, longitude)) of an address; None where it names no postcode that is known."""
        found = re.match(self._pattern, (address or {}).get("postcode") or "")
        return (found[1], self._points[found[1]]) if found and found[1] in self._points else None

    def _fits_locality(self, place, address):
        points = self._localities.get((address.get("municipality") or "").lower(), ())
        return any(kilometres(place, point) <= TOLERATED_KM for point in points)

    def checked(self, identifier, position, address):
        """The position, or the postcode's point where it lies too far from that."""
        known = self.point(address)
        if known is None or position["quality"] in ("postcode-centroid", "municipality-centroid"):
            return position
        code, point = known
        place = position["lat"], position["lon"]
        apart = kilometres(place, point)
        if apart <= TOLERATED_KM or self._fits_locality(place, address) and not self._fits_locality(point, address):
            return position
        self.replaced.append((identifier, apart))
        return {"lat": point[0], "lon": point[1], "quality": "postcode-centroid", "basis": "derived", "source": self.source["id"],
                "note": f"The source gives {position['lat']:.5f}, {position['lon']:.5f}, which is {apart:.1f} km from postcode {code}; "
                        "replaced by that postcode's point"}
