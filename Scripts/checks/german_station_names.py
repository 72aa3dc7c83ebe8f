#!/usr/bin/env python3
"""Checks what the scripts make of the names of German stations: part, key, and what is no station at all."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "datasets"))
from german_station_names import (  # noqa: E402
    DOCTOR_CAR, GUARD, NOT_OPERATING, NOT_RESCUE, RESCUE, SPECIAL, SUPPORT, VOLUNTEER, WORKS, alike, key, part)

PARTS = [  # name, places, part, key
    ("FF Erftstadt LG Borr", ("Erftstadt",), "Löschgruppe Borr", "borr"),
    ("Feuerwehrgerätehaus Wüllen", ("Ahaus",), "Wüllen", "wuellen"),
    ("Gerätehaus Feuerwehr Löschzug Wüllen", ("Ahaus",), "Löschzug Wüllen", "wuellen"),
    ("LG Merbeck - Freiwillige Feuerwehr Wegberg", ("Wegberg",), "Löschgruppe Merbeck", "merbeck"),
    ("Löscheinheit Flaesheim der Freiwilligen Feuerwehr Haltern am See", ("Haltern am See",), "Löscheinheit Flaesheim", "flaesheim"),
    ("Freiwillige Feuerwehr der Stadt Emmerich am Rhein", ("Emmerich am Rhein",), "", ""),
    ("Freiwillige Feuerwehr Kreisstadt Bergheim - Löschzug Quadrath-Ichendorf", ("Bergheim",), "Löschzug Quadrath-Ichendorf", "quadrath-ichendorf"),
    ("Freiwillige Feuerwehr Großen-Buseck", ("Buseck",), "Großen-Buseck", "grossen-buseck"),
    ("Freiwillige Feuerwehr Bochum-Linden (LE26)", ("Bochum",), "Linden (Löscheinheit 26)", "linden-26"),
    ("Freiwillige Feuerwehr Löscheinheit 1", ("Solingen",), "Löscheinheit 1", "loescheinheit-1"),
    ("Feuerwehr Leer", ("Leer (Ostfriesland)",), "", ""),
    ("Freiwillige Feuerwehr Roth/Our", ("Südeifel", "Roth an der Our"), "Roth/Our", "roth-our"),
    ("Feuer- und Rettungswache 3 Köln-Lindenthal", ("Köln",), "Feuer- und Rettungswache 3 Lindenthal", "feuerwache-3-lindenthal"),
    ("Hauptfeuerwehr- und Rettungswache Aachen", ("Aachen",), "Hauptfeuerwehr- und Rettungswache", "feuerwache"),
]
SAME = [("tonnenheide", "tonnenheide"), ("kleinenbremen-wuelpke", "kleinenbremen-wuelple"), ("rahden-tonnenheide", "tonnenheide")]
DIFFERENT = [("ochtrup-1", "ochtrup-2"), ("nahmer", "oege"), ("feuerwache-4-ruettenscheid", "feuerwache-9-ruettenscheid")]
KINDS = [  # pattern, names that it finds, names that it does not
    (NOT_OPERATING, ["Feuerwehr Museum Hameln-Pyrmont", "Jugendfeuerwehr Annen", "ehem. Feuerwehr Wadgassen", "Alte Feuerwehr Krefeld",
                     "Feuerwehr Hennef - Löscheinheit Hossenberg (geplant)"],
     ["Löschgruppe Altenhagen", "Freiwillige Feuerwehr Alt-Marl", "Löschgruppe Alte Heide", "Freiwillige Feuerwehr Leineturm",
      "Feuerwehr Lagershausen"]),
    (SUPPORT, ["Feuerwehrtechnische Zentrale Leer", "Kreisfeuerwehrzentrale"], ["Zentrale Feuer- und Rettungswache Buer"]),
    (WORKS, ["Werkfeuerwehr Evonik", "Flughafenfeuerwehr", "Bundeswehr-Feuerwehr Nörvenich", "STEAG Bergkamen Betriebsfeuerwehr"],
     ["Freiwillige Feuerwehr Neuwerk", "FF Fritzlar - Werkel", "Feuerwehr Erkelenz"]),
    (SPECIAL, ["ABC Zug Kreis Coesfeld", "Gerätehaus GW-G"], ["Löschgruppe Wasserkurl"]),
    (GUARD, ["Feuer- u. Rettungswache 1 Düsseldorf", "Berufsfeuerwehr Trier", "Feuerwache III", "Feuer- & Rettungswache Gütersloh"],
     ["Feuerwache Hüls", "Feuerwache 35 (Burgaltendorf)", "Feuerwache Lichtenau"]),
    (VOLUNTEER, ["Freiwillige Feuerwehr Rheydt", "Löschzug Mitte"], ["Berufsfeuerwehr Köln"]),
    (RESCUE, ["Rettungswache Ahaus", "Retttungswache Lehnhausen", "DRK Wache 40", "NEF-Standort Erkelenz", "RW Münster 19a"],
     ["Malteser", "Marienhospital", "Deutsches Rotes Kreuz"]),
    (NOT_RESCUE, ["Fahrzeughalle Rettungsdienst Stadt Emden", "Deutsche Lebens-Rettungs-Gesellschaft", "RDHS Rettungswache 6 KTW"],
     ["Rettungswache Alsdorf"]),
    (DOCTOR_CAR, ["Notarztstandort Boppard", "NEF-Wache MHO"], ["Rettungswache Boppard"]),
]


def findings():
    for name, places, wanted_part, wanted_key in PARTS:
        found = part(name, *places)
        if (found, key(found, *places)) != (wanted_part, wanted_key):
            yield f"{name}: part {found!r}, key {key(found, *places)!r}; wanted {wanted_part!r}, {wanted_key!r}"
    for pairs, wanted in ((SAME, True), (DIFFERENT, False)):
        for one, other in pairs:
            if alike(one, other) != wanted:
                yield f"{one} and {other}: {'different' if wanted else 'alike'}"
    for pattern, matching, others in KINDS:
        for name in matching + others:
            if bool(pattern.search(name)) != (name in matching):
                yield f"{name}: {'not ' if name in matching else ''}found by {pattern.pattern[:40]}…"


def main():
    found = list(findings())
    print("\n".join(found + [f"{len(PARTS)} names, {len(SAME) + len(DIFFERENT)} pairs, {len(KINDS)} patterns, {len(found)} findings"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
