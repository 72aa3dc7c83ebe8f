"""Writes vocabulary/holidays.xml: public holidays of the countries and Länder of the region, 2024 to 2030.

The rules come from the Python package `holidays`; the version is pinned in requirements.txt, since a later one may
know of changed laws. Where a country has several languages the name is given in all of them.
"""
import argparse
from pathlib import Path

import holidays

from native_xml import Document

YEARS = range(2024, 2031)

# Calendar code, country, subdivision of the package, languages of the names.
CALENDARS = [
    ("NL", "NL", None, ["nl"]),
    ("BE", "BE", None, ["nl", "fr", "de"]),
    ("LU", "LU", None, ["lb", "fr", "de"]),
    ("DE", "DE", None, ["de"]),
    ("DE7", "DE", "HE", ["de"]),
    ("DE9", "DE", "NI", ["de"]),
    ("DEA", "DE", "NW", ["de"]),
    ("DEB", "DE", "RP", ["de"]),
    ("DEC", "DE", "SL", ["de"]),
    ("FR", "FR", None, ["fr"]),
    ("FRF33", "FR", "57", ["fr"]),
]

NOTES = [
    "Public holidays by law, Sundays that are holidays included. School and bank holidays are left out. The longest "
    "code that begins a region's code applies: North Rhine-Westphalia uses DEA, the Moselle département FRF33, "
    "where local law adds two days to those of FR; the other départements of Alsace-Moselle are not listed.",
    "The German-speaking Community of Belgium (BE336) has no calendar of its own: its day, 15 November, closes its "
    "administration and schools but is not among Belgium's ten legal public holidays. The days of the Flemish and "
    "French Communities are left out for the same reason.",
]


def names_by_day(country, subdivision, languages):
    """Day to names, one per language, joined by a slash where they differ."""
    by_day = {}
    for language in languages:
        days = holidays.country_holidays(country, subdiv=subdivision, years=YEARS, language=language)
        for day, name in days.items():
            names = by_day.setdefault(day, [])
            if name not in names:
                names.append(name)
    return {day: " / ".join(names) for day, names in sorted(by_day.items())}


def write(output):
    with Document(output / "vocabulary" / "holidays.xml", "vocabulary", id="holidays") as document:
        document.leaf("title", "Public holidays 2024–2030", lang="en")
        document.leaf("title", "Feestdagen 2024–2030", lang="nl")
        document.leaf("title", "Jours fériés 2024–2030", lang="fr")
        document.leaf("title", "Feiertage 2024–2030", lang="de")
        document.leaf("source", id="holidays", title=f"Python package holidays {holidays.__version__}",
                      url="https://github.com/vacanza/holidays", licence="MIT")
        for note in NOTES:
            document.leaf("note", note, lang="en")
        for code, country, subdivision, languages in CALENDARS:
            with document.element("holiday-calendar", code=code):
                for day, name in names_by_day(country, subdivision, languages).items():
                    document.leaf("holiday", date=day.isoformat(), name_=name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, help="not used: the package is the only source")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    write(parser.parse_args().output)


if __name__ == "__main__":
    main()
