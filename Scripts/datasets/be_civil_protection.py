#!/usr/bin/env python3
"""Writes registries/be-civil-protection.xml: the two operational units of the Belgian Civil Protection since 2019.

That there are two, at Brasschaat and at Crisnée, is public fact. What each fields is not in any source at hand: the
groups are assumed and say so.
"""
from registry_parts import GEONAMES_SOURCE, Registry, arguments, gazetteer, locality

UNITS = [("brasschaat", "Brasschaat", "2801117", "nl"), ("crisnee", "Crisnée", "2799997", "fr")]
SOURCES = [
    {"id": "wikipedia", "title": "Civiele Bescherming (België), Wikipedia: 313 professionals in two operational units, and volunteers",
     "url": "https://nl.wikipedia.org/wiki/Civiele_Bescherming_(Belgi%C3%AB)", "licence": "public facts from a web page"},
    {"id": "clusters", "title": "KCCE: the four clusters CBRN, SAR, HTD and ICM, alike in both units",
     "url": "https://www.kcce.eu/nl/specialiteiten", "licence": "public facts from a web page"},
    GEONAMES_SOURCE,
]
NOTES = ["Positions are GeoNames points of the municipality. That both units have CBRN, search and rescue and heavy technical means is published; which groups stand where, their number and crews are assumed."]
GROUPS = [
    {"type": "CP-PUMP", "notes": ["High-capacity pumping (cluster HTD): number and place assumed."]},
    {"type": "CP-CBRN", "notes": ["Cluster CBRN: number and place assumed."]},
    {"type": "CP-SAR", "notes": ["Cluster SAR: number and place assumed."]},
]


def main():
    options = arguments(__doc__)
    places = gazetteer(options.sources)
    with Registry(options.output, "be-civil-protection", "BE", "civil-protection",
                  [("nl", "Civiele Bescherming"), ("fr", "Protection civile"), ("de", "Zivilschutz"),
                   ("en", "Belgian Civil Protection")],
                  "Collected for Mutual Aid from public facts", SOURCES, NOTES) as registry:
        registry.organisation("be-civil-protection", "federal-agency",
                              [("nl", "Civiele Bescherming"), ("fr", "Protection civile"), ("de", "Zivilschutz")])
        for identifier, name, place, language in UNITS:
            words = {"nl": "Operationele eenheid", "fr": "Unité opérationnelle"}
            names = [(code, f"{words[code]} {name}") for code in sorted(words, key=lambda code: code != language)]
            registry.station(f"be-civil-protection-{identifier}", names, locality(places[place]),
                             organisation="be-civil-protection", kind="station",
                             staffing={"kind": "mixed", "basis": "published"}, units=GROUPS)


if __name__ == "__main__":
    main()
