"""The reader as one would write it in Python: lxml's iterparse, and the same fields as load.c. It stores nothing."""
import sys

from lxml import etree

NS = "{urn:mutual-aid:1.0}"


def fields(station):
    """The units of a station, each a tuple of its fields."""
    position = station.find(NS + "position")
    latitude, longitude = float(position.get("lat")), float(position.get("lon"))
    staffing, turnout = station.find(NS + "staffing"), station.find(NS + "turnout")
    common = (station.get("id"), station.findtext(NS + "name"), station.get("organisation"), staffing.get("kind"),
              int(turnout.get("seconds")), latitude, longitude)
    for unit in station.iterfind(NS + "unit"):
        capabilities = " ".join(
            capability.get("code") + (">=" + capability.get("level") if capability.get("level") else "")
            for capability in unit.iterfind(NS + "capability"))
        yield (unit.get("id"), unit.findtext(NS + "name"), unit.get("type"), unit.get("call-sign"), capabilities,
               int(unit.find(NS + "crew").get("size"))) + common


def main():
    units, total = 0, 0.0
    for _, station in etree.iterparse(sys.argv[1], events=("end",), tag=NS + "station"):
        for unit in fields(station):
            units += 1
            total += unit[-2] + unit[-1] + unit[5]
        # What has been read goes, with all before it, so that memory does not grow.
        station.clear()
        while station.getprevious() is not None:
            del station.getparent()[0]
    print(f"units={units} sum={total:.6f}")


if __name__ == "__main__":
    main()
