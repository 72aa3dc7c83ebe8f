"""Parts that the registry scripts share: header, organisations, stations and units, and the GeoNames gazetteer."""
import argparse
import csv
import re
import unicodedata
from pathlib import Path

from native_xml import Document

TABLES = Path(__file__).resolve().parent / "tables"
GEONAMES = "places/geonames_cities500_be_nl_lu_de_fr.csv"
GEONAMES_SOURCE = {"id": "geonames", "title": "GeoNames localities", "url": "https://www.geonames.org/",
                   "licence": "CC BY 4.0"}
CENSUS_SOURCE = {"id": "census", "title": "Census 2011: people per postcode (mean point of a municipality's postcodes)",
                 "url": "https://www.zensus2011.de/", "licence": "dl-de/by-2-0 (census), ODbL 1.0 (postcode areas)", "date": "2011"}


def arguments(description):
    """The command line that every registry script takes."""
    parser = argparse.ArgumentParser(description=description.strip().split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the source data")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    return parser.parse_args()


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name):
    """A hand-collected table of the folder tables."""
    return read(TABLES / name)


def slug(text):
    """Lower-case ASCII words joined by hyphens, for ids."""
    text = text.replace("ß", "ss").replace("œ", "oe").replace("ø", "o")
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        text = re.sub(letter, pair, text, flags=re.IGNORECASE)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "-")).strip("-")


def unique(identifier, taken):
    """The identifier, with a counter where it is taken already."""
    result, count = identifier, 2
    while result in taken:
        result, count = f"{identifier}-{count}", count + 1
    taken.add(result)
    return result


def gazetteer(sources):
    """{GeoNames id: row}"""
    return {row["geonameid"]: row for row in read(sources / GEONAMES)}


def languages(text):
    """[(language, name)] from "fr=Gand;de=Gent"."""
    return [tuple(part.split("=", 1)) for part in text.split(";") if part]


class Registry(Document):
    """A registry document with its header; everything else is added by the methods below."""

    def __init__(self, output, identifier, country, service, titles, publisher, sources, notes=(), authority="derived",
                 points=None):
        self.path = Path(output) / "registries" / f"{identifier}.xml"
        super().__init__(self.path, "registry", id=identifier, country=country, service=service, authority=authority)
        self.points = points
        self.counts = {"organisation": 0, "station": 0, "unit": 0, "group": 0}
        self._names("title", titles)
        self.leaf("publisher", publisher)
        for source in sources:
            self.leaf("source", **source)
        for note in notes:
            self.leaf("note", note, lang="en")
        for row in table("registry_completeness.csv"):
            if row["registry"] == identifier:
                self._completeness(row)

    def _completeness(self, row):
        """What the registry lists of an area and what it does not, by registry_completeness.csv."""
        attributes = ("services", "areas", "within_km", "within_km_of", "kind", "stations", "vehicles", "as_of")
        with self.element("complete-for", **{name: row[name] for name in attributes}):
            for code in row["lists"].split():
                self.leaf("lists", type=code)
            for code in row["never_lists"].split():
                self.leaf("never-lists", **({"type": code[5:]} if code.startswith("type:") else {"capability": code}))
            self.leaf("note", row["note"], lang="en")

    def _names(self, element, names):
        for language, name in [(None, names)] if isinstance(names, str) else names:
            self.leaf(element, name, lang=language)

    def organisation(self, identifier, kind, names, wikidata=None, notes=(), **provenance):
        self.counts["organisation"] += 1
        with self.element("organisation", id=identifier, kind=kind, wikidata=wikidata, **provenance):
            self._names("name", names)
            for note in notes:
                self.leaf("note", note, lang="en")

    def station(self, identifier, names, position, address=None, staffing=None, notes=(), units=(), **attributes):
        """units: dictionaries for unit(); one with "members" becomes a group."""
        self.counts["station"] += 1
        if self.points:
            position = self.points.checked(identifier, position, address)
        with self.element("station", id=identifier, **attributes):
            self._names("name", names)
            self.leaf("position", **position)
            if address and any(address.values()):
                self.leaf("address", **address)
            if staffing:
                self.leaf("staffing", **staffing)
            for note in notes:
                self.leaf("note", note, lang="en")
            numbers = {}
            for unit in units:
                kind = slug(unit["type"]).replace("-", "")
                numbers[kind] = numbers.get(kind, 0) + 1
                gap = "-" if kind[-1].isdigit() else ""
                self._unit(f"{identifier}.{kind}{gap}{numbers[kind]}", **unit)

    def _unit(self, identifier, type, crew=None, crew_basis="assumed", basis="assumed", members=(), notes=(), **attributes):
        element = "group" if members else "unit"
        self.counts[element] += 1
        attributes = {"id": identifier, "type": type, **attributes, "basis": basis}
        if not (crew or members or notes):
            self.leaf(element, **attributes)
            return
        with self.element(element, **attributes):
            if crew:
                self.leaf("crew", size=crew, basis=crew_basis)
            for note in notes:
                self.leaf("note", note, lang="en")
            for member, count in members:
                self.leaf("member", type=member, count=count)

    def __exit__(self, kind, value, traceback):
        super().__exit__(kind, value, traceback)
        if kind is None:
            print(self.path.name, ", ".join(f"{count} {name}s" for name, count in self.counts.items() if count))
            for identifier, apart in self.points.replaced if self.points else ():
                print(f"  {identifier}: {apart:.1f} km from its postcode, replaced by that postcode's point")


def locality(row, note=None):
    """The position of a GeoNames row, called what it is."""
    return {"lat": float(row["lat"]), "lon": float(row["lon"]), "quality": "municipality-centroid", "basis": "derived",
            "source": "geonames", "note": note or f"GeoNames point {row['geonameid']} ({row['name']}), not the station's"}
