"""Writes vocabulary/holidays.xml: public holidays of the countries and Länder of the region, 2024 to 2030.

The rules come from the Python package `holidays`; the version is pinned in requirements.txt, since a later one may
know of changed laws. Where a country has several languages the name is given in all of them.
"""
import argparse
import datetime
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

# The days of the three Belgian communities: calendar code, month, day, names. Each calendar has Belgium's days too, since
# a rule names one calendar.
COMMUNITIES = [
    ("BE-VG", 7, 11, "Feestdag van de Vlaamse Gemeenschap"),
    ("BE-CF", 9, 27, "Fête de la Communauté française"),
    ("BE-DG", 11, 15, "Tag der Deutschsprachigen Gemeinschaft"),
]

NOTES = [
    "Public holidays by law, Sundays that are holidays included. School and bank holidays are left out. The longest "
    "code that begins a region's code applies: North Rhine-Westphalia uses DEA, the Moselle département FRF33, "
    "where local law adds two days to those of FR; the other départements of Alsace-Moselle are not listed.",
    "The days of the three Belgian communities, 11 July (Flemish), 27 September (French) and 15 November "
    "(German-speaking), are their official days and close their own administrations, but are not among Belgium's ten "
    "legal public holidays. So no region has them of itself: the calendars BE-VG, BE-CF and BE-DG, Belgium's days and "
    "the community's, apply only where a rule names one of them.",
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


def community_days(month, day, name):
    """Belgium's days with one more in each year; both names where they fall together."""
    by_day = names_by_day("BE", None, ["nl", "fr", "de"])
    for year in YEARS:
        date = datetime.date(year, month, day)
        by_day[date] = f"{by_day[date]} / {name}" if date in by_day else name
    return dict(sorted(by_day.items()))


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
        calendars = [(code, names_by_day(country, subdivision, languages))
                     for code, country, subdivision, languages in CALENDARS]
        calendars += [(code, community_days(month, day, name)) for code, month, day, name in COMMUNITIES]
        for code, days in calendars:
            with document.element("holiday-calendar", code=code):
                for day, name in days.items():
                    document.leaf("holiday", date=day.isoformat(), name_=name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, help="not used: the package is the only source")
    parser.add_argument("--output", type=Path, required=True, help="the Datasets folder")
    write(parser.parse_args().output)


if __name__ == "__main__":
    main()
