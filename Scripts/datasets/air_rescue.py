#!/usr/bin/env python3
"""Writes the registries of rescue helicopters: de-, nl-, be- and lu-air-rescue.xml.

The German bases come from stations.csv, the others from air_bases.csv; sources stand in air_sources.csv.
"""
import re

from registry_parts import Registry, arguments, gazetteer, locality, read, slug, table

CALL_SIGN = re.compile(r"(Christoph(?: Europa)? \d+|Akkon Bochum 89-1) (.+)")
LANGUAGE = {"de": "de", "nl": "nl", "be": None, "lu": None}
COUNTRY_NAMES = {"de": "western Germany", "nl": "the Netherlands", "be": "Belgium", "lu": "Luxembourg"}
TITLES = {
    "de": [("de", "Rettungshubschrauber im Westen Deutschlands")],
    "nl": [("nl", "Traumahelikopters van Nederland")],
    "be": [("nl", "Medische helikopters van België"), ("fr", "Hélicoptères médicaux de Belgique")],
    "lu": [("fr", "Hélicoptères de secours du Luxembourg"), ("de", "Rettungshubschrauber Luxemburgs")],
}
NOTES = {
    "de": ["17 bases in North Rhine-Westphalia and the Länder around it, about 2018, positions to some ten metres. Hours, crews and operators are not in the source: those with a number, which are rescue helicopters, are assumed to fly from sunrise to sunset, and nothing is said of the others, which also move patients between hospitals."],
    "nl": ["The four trauma helicopters. The ambulance helicopter for the Wadden islands at Leeuwarden is left out: it brings no doctor."],
    "be": ["The two doctor helicopters. Ground-based doctor cars (MUG/SMUR) are not listed."],
    "lu": ["Three helicopters of Luxembourg Air Rescue are on duty each day: two at Findel, one at Ettelbruck."],
}
OPERATOR = {"lu": ("lu-air-rescue", [("fr", "Luxembourg Air Rescue (LAR)")]),
            "nl": ("nl-anwb-maa", [("nl", "ANWB Medical Air Assistance")])}


def position(row, places, hospitals):
    kind, _, key = row["reference"].partition(":")
    if kind == "geonames":
        return locality(places[key], "The locality's GeoNames point, not the base's")
    point = hospitals[key] if kind == "hospital" else row
    return {"lat": float(point["lat"]), "lon": float(point["lon"]), "quality": row["quality"], "basis": row["basis"],
            "source": row["source"], "note": row["note"]}


def german_bases(registry, rows):
    for row in rows:
        if (row["country"], row["service"]) != ("DE", "hems"):
            continue
        parts = CALL_SIGN.fullmatch(row["name"])
        call_sign = parts[1] if parts else row["name"]
        name = f"{parts[1]} ({parts[2]})" if parts else row["name"]
        registry.station(
            f"de-air-rescue-{slug(row['name'])}", [("de", name)],
            {"lat": float(row["lat"]), "lon": float(row["lon"]), "quality": "approximate"}, kind="air-base",
            staffing={"hours": "sunrise-sunset", "basis": "assumed"} if parts and parts[1].startswith("Christoph") else None,
            units=[{"type": "RTH", "call_sign": call_sign, "basis": "published"}])


def main():
    options = arguments(__doc__)
    places, rows = gazetteer(options.sources), read(options.sources / "stations.csv")
    hospitals = {row["name"]: row for row in rows if row["service"] == "hospital"}
    bases, sources = table("air_bases.csv"), table("air_sources.csv")
    for code, title in TITLES.items():
        identifier = f"{code}-air-rescue"
        header = [{key: row[key] for key in row if key != "registry" and row[key]}
                  for row in sources if row["registry"] == identifier]
        with Registry(options.output, identifier, code.upper(), "ambulance",
                      title + [("en", f"Rescue helicopters of {COUNTRY_NAMES[code]}")],
                      "Collected for Mutual Aid from public facts", header, NOTES[code]) as registry:
            if code in OPERATOR:
                registry.organisation(OPERATOR[code][0], "air-rescue-service", OPERATOR[code][1])
            if code == "de":
                german_bases(registry, rows)
            for row in bases:
                if row["registry"] != identifier:
                    continue
                registry.station(
                    f"{identifier}-{slug(row['name'])}", [(LANGUAGE[code], row["name"])], position(row, places, hospitals),
                    organisation=OPERATOR.get(code, (None,))[0], kind="air-base", source=row["station_source"],
                    notes=[row["station_note"]] if row["station_note"] else [],
                    units=[{"type": row["type"], "call_sign": row["call_sign"], "basis": "published"}])


if __name__ == "__main__":
    main()
