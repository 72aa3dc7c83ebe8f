#!/usr/bin/env python3
"""Writes vocabulary/types-nl.xml and types-be.xml from tables/types_nl.csv and types_be.csv.

The tables have every code of the lists of vehicles of summer 2026 (types_nl_2026.csv, types_be_2026.csv; `listed` counts
the vehicles), and the codes that the registries here use. Columns that need a word:

    class          self-propelled, container, trailer, boat, aircraft, support-car or bus; none for a group
    role           operational, reserve (a spare, without a crew of its own) or training
    capabilities   code or code=level, between spaces
    aliases, crew  other spellings between bars; the usual crew

A container answers a need only with a carrier; a trailer, a spare or what is for training answers none: class and role
say so. types_families.csv says what codes that no row has stand for, by pattern; `base` is the row of which they are.

With --sources the script checks that no listed code is missing.
"""
import argparse
import csv
import re
import sys
from collections import Counter
from pathlib import Path

from native_xml import Document

TABLES = Path(__file__).resolve().parent / "tables"
CLASSES = ("self-propelled", "container", "trailer", "boat", "aircraft", "support-car", "bus")
ROLES = ("operational", "reserve", "training")
LANGUAGES = ("nl", "fr", "de", "en")
LISTS = {"NL": ("2026/types_nl_2026.csv", "type"), "BE": ("2026/types_be_2026.csv", "abbreviation")}
LIST_SOURCE = {"id": "lists-2026", "title": "Codes of vehicles in use, from public lists of summer 2026 (codes and counts only)",
               "licence": "facts", "date": "2026"}
CLASS_NOTE = ("The class says what kind of vehicle it is: a container answers a need only with a hook-lift carrier of its own or a "
              "near station, a trailer none; boats, cars and buses only where something is asked for that they can do. Spare "
              "vehicles and those for training answer no need.")
HEADS = {
    "NL": {
        "titles": [("en", "Dutch unit types"), ("nl", "Nederlandse typen eenheden"), ("fr", "Types d'unités néerlandaises"),
                   ("de", "Niederländische Einsatzmitteltypen")],
        "sources": [{"id": "emtlife", "title": "Public descriptions of Dutch ambulance care",
                     "url": "https://www.ambulanceblog.nl/ambulancezorg-in-buurlanden-belgie-mug-pit/", "licence": "facts"},
                    LIST_SOURCE],
        "notes": ["Abbreviations and figures are general knowledge of the field and assumed, unless a citation is given.",
                  "A Dutch ambulance carries a nurse who works to advanced protocols without a doctor. It can be adequate where Belgium "
                  "would need a doctor car; the reverse is not true.", CLASS_NOTE],
    },
    "BE": {
        "titles": [("en", "Belgian unit types"), ("nl", "Belgische typen eenheden"), ("fr", "Types d'unités belges"),
                   ("de", "Belgische Einsatzmitteltypen")],
        "sources": [{"id": "royal-decree", "title": "Royal decree of 10 November 2012 on the fastest adequate help, as amended on 21 "
                     "October 2021", "url": "https://etaamb.openjustice.be/fr/arrete-royal-du-21-octobre-2021_n2021033738",
                     "licence": "official text", "date": "2021"},
                    {"id": "ambulanceblog", "title": "Ambulance care in neighbouring countries: Belgium, MUG and PIT",
                     "url": "https://www.ambulanceblog.nl/ambulancezorg-in-buurlanden-belgie-mug-pit/", "licence": "facts"},
                    LIST_SOURCE],
        "notes": ["Belgian types, under their Dutch abbreviations with the French ones as aliases. Abbreviations and figures are "
                  "general knowledge and assumed, unless a citation is given. Codes beginning with CP- are this project's own.",
                  "The royal decree asks for a pumper with a crew of six; two pumpers with four each may form it only as an exception, "
                  "possibly from two stations.", CLASS_NOTE],
    },
}


def key(code):
    """A code as the program compares it: case, spaces and hyphens do not count."""
    return code.lower().replace(" ", "").replace("-", "")


def spellings(row):
    return [row["code"], *filter(None, row["aliases"].split("|"))]


def read_types(country):
    with open(TABLES / f"types_{country.lower()}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known_capabilities(output):
    text = (output / "vocabulary/capabilities.xml").read_text(encoding="utf-8")
    return set(re.findall(r'<capability code="([^"]+)"', text))


def complaints(country, rows, capabilities):
    """What is wrong with a table; spellings that the program cannot tell apart are noted (the later row is taken)."""
    users = {}
    for row in rows:
        if row["class"] not in CLASSES and not (row["group"] and not row["class"]):
            yield f"{country} {row['code']}: '{row['class']}' is no class"
        if row["role"] not in ROLES:
            yield f"{country} {row['code']}: '{row['role']}' is no role"
        for capability in row["capabilities"].split():
            if capability.split("=")[0] not in capabilities:
                yield f"{country} {row['code']}: '{capability}' is no capability"
        for spelling in spellings(row):
            other = users.setdefault(key(spelling), row["code"])
            if other != row["code"]:
                print(f"note: {country} {spelling} is read as one of {row['code']} and {other}", file=sys.stderr)


def missing(country, rows, sources):
    """Codes of the list that no row has, and the vehicles that have one."""
    path, column = LISTS[country]
    known = {key(spelling): row for row in rows for spelling in spellings(row)}
    counts, gone = Counter(), []
    with open(sources / path, encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    for entry in listed:
        row = known.get(key(entry[column].strip()))
        if row:
            counts[row["class"] or "group"] += int(entry["count"])
        else:
            gone.append(entry[column])
    print(f"{country}: {len(listed) - len(gone)} of {len(listed)} listed codes known, {sum(counts.values()):,} vehicles: "
          + ", ".join(f"{name} {counts[name]:,}" for name in CLASSES if counts[name]))
    return gone


def read_families(country):
    with open(TABLES / "types_families.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["country"] == country]


def write(path, country, rows, families):
    head = HEADS[country]
    with Document(path, "vocabulary", id=f"types-{country.lower()}") as document:
        for language, title in head["titles"]:
            document.leaf("title", title, lang=language)
        for source in head["sources"]:
            document.leaf("source", **source)
        for note in head["notes"]:
            document.leaf("note", note, lang="en")
        for row in rows:
            with document.element("type", code=row["code"], country=country, service=row["service"],
                                  mobility=row["mobility"], group=True if row["group"] else None,
                                  class_=row["class"], role=row["role"] if row["role"] != "operational" else None,
                                  basis=row["basis"] if row["basis"] != "published" else None, citation=row["citation"]):
                for language in LANGUAGES:
                    if row[f"name_{language}"]:
                        document.leaf("name", row[f"name_{language}"], lang=language)
                for alias in spellings(row)[1:]:
                    document.leaf("alias", alias)
                for family in families:
                    if family["base"] == row["code"]:
                        document.leaf("family", family["pattern"])
                for capability in row["capabilities"].split():
                    code, _, level = capability.partition("=")
                    document.leaf("capability", code=code, level=level)
                if row["crew"]:
                    document.leaf("crew", size=row["crew"], basis=row["crew_basis"])
                if row["note"]:
                    document.leaf("note", row["note"], lang="en")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, help="folder with the source data, to check against the lists")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    arguments = parser.parse_args()
    capabilities = known_capabilities(arguments.output)
    wrong = []
    for country in ("NL", "BE"):
        rows = read_types(country)
        wrong += complaints(country, rows, capabilities)
        if arguments.sources:
            wrong += [f"{country}: {code} is listed but in no row" for code in missing(country, rows, arguments.sources)]
        families = read_families(country)
        wrong += [f"{country}: the family {family['pattern']} is of {family['base']}, which no row has" for family in families
                  if family["base"] not in {row["code"] for row in rows}]
        write(arguments.output / f"vocabulary/types-{country.lower()}.xml", country, rows, families)
    for line in wrong:
        print(line, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
