#!/usr/bin/env python3
"""Writes registries/be-fire.xml and registries/be-ambulance.xml: Belgian fire posts and ambulance bases.

Zones, posts and bases stand in be_zones.csv, be_fire_posts.csv and be_ambulance_bases.csv, their sources in
be_sources.csv. Every position is the GeoNames point of the municipality or locality. A post of the zones that runs
an ambulance appears in both registries.
"""
from registry_parts import Registry, arguments, gazetteer, languages, locality, slug, table, unique

POST = {"nl": "Brandweerpost", "fr": "Poste de secours", "de": "Feuerwehrposten"}
BASE = {"nl": "Ambulancedienst", "fr": "Service ambulance", "de": "Rettungsdienst"}
PIT = {"nl": "PIT", "fr": "PIT"}
OPERATORS = {"Rode Kruis-Vlaanderen": "be-rode-kruis-vlaanderen", "Croix-Rouge de Belgique": "be-croix-rouge",
             "Het Vlaamse Kruis": "be-vlaamse-kruis"}
FRENCH_PROVINCES = {"BRU", "WAL"}
FIRE_NOTES = [
    "Fire posts that run an ambulance, all zones, and those other posts that a public source names; posts without an ambulance are therefore mostly missing, least so near the borders with Germany and Luxembourg.",
    "Names of posts, municipalities and zones are public facts. Positions are GeoNames points of the municipality or locality and may be kilometres off; two posts in one town may share a point.",
    "One pumper (AP) with a crew of six is assumed at every post. Staffing is unknown and left out.",
    "Baarle-Hertog is served by the joint post at Baarle-Nassau (NL), which is in nl-fire.",
]
AMBULANCE_NOTES = [
    "Bases of the emergency ambulance service (112): posts of the fire and rescue zones, hospitals, the Red Cross and private services. Private operators are not named.",
    "That a base runs an ambulance is public; where it runs several, only one unit (ZW) is listed. Positions are GeoNames points of the municipality or locality and may be kilometres off.",
    "PIT units are listed where one is known by name; doctor cars (MUG/SMUR) are missing, because no source at hand lists their bases.",
]


def sources(*wanted):
    return [{key: value for key, value in row.items() if value} for row in table("be_sources.csv")
            if not wanted or row["id"] in wanted]


def zone_names(zone):
    order = sorted(("nl", "fr", "de"), key=lambda language: language != zone["language"])
    return [(language, zone[f"name_{language}"]) for language in order if zone[f"name_{language}"]]


def add_zones(registry, zones):
    for zone in zones.values():
        registry.organisation(f"be-zone-{zone['slug']}", "fire-and-rescue-zone", zone_names(zone),
                              wikidata=zone["wikidata"],
                              notes=[f"Region {zone['region']} ({zone['province']})"])


def post_names(post, language, words):
    named = [(language, post["name"])] + languages(post["other_names"])
    return [(language, f"{words[language]} {name}") for language, name in named]


def fire(options, zones, posts, places):
    with Registry(options.output, "be-fire", "BE", "fire",
                  [("nl", "Brandweerposten van België"), ("fr", "Postes d'incendie et de secours de Belgique"),
                   ("de", "Feuerwehrposten in Belgien"), ("en", "Fire posts of Belgium")],
                  "Collected for Mutual Aid from public facts", sources(), FIRE_NOTES) as registry:
        add_zones(registry, zones)
        for post in posts:
            registry.station(
                post["id"], post_names(post, zones[post["zone"]]["language"], POST),
                locality(places[post["geonames_id"]]), organisation=f"be-zone-{post['zone']}", kind="station",
                source=post["source"], units=[{"type": "AP", "crew": 6}])


def base_language(row, place):
    return "de" if row["place"] == "Büllingen" else "fr" if place["admin1"] in FRENCH_PROVINCES else "nl"


def add_base(registry, row, place, taken):
    language = base_language(row, place)
    label = PIT if row["type"] == "PIT" else BASE
    title = f"{row['operator']}, {row['place']}" if row["kind"] != "municipality" else row["operator"]
    name = f"{label[language]} {title}" if row["operator"] else f"{label[language]} {row['place']}"
    registry.station(
        unique(f"be-ambulance-{slug(row['kind'])}-{slug(row['operator'] if row['kind'] == 'hospital' else '')}-{slug(row['place'])}"
               .replace("--", "-"), taken),
        [(language, name)], locality(place), organisation=OPERATORS.get(row["operator"]), kind="post",
        notes=["Listed as an occasional base only."] if row["occasional"] else [],
        units=[{"type": row["type"], "crew": 2, "basis": "published"}])


def ambulance(options, zones, posts, places):
    with Registry(options.output, "be-ambulance", "BE", "ambulance",
                  [("nl", "Standplaatsen van ziekenwagens in België"), ("fr", "Bases d'ambulances de Belgique"),
                   ("de", "Rettungswagenstandorte in Belgien"), ("en", "Ambulance bases of Belgium")],
                  "Collected for Mutual Aid from public facts", sources("posts", "geonames"), AMBULANCE_NOTES) as registry:
        add_zones(registry, zones)
        for name, identifier in OPERATORS.items():
            registry.organisation(identifier, "ambulance-service", [("fr" if "Croix" in name else "nl", name)])
        for post in posts:
            if post["ambulance"] == "yes":
                registry.station(
                    post["id"].replace("be-fire-", "be-ambulance-", 1),
                    post_names(post, zones[post["zone"]]["language"], BASE), locality(places[post["geonames_id"]]),
                    organisation=f"be-zone-{post['zone']}", kind="post",
                    units=[{"type": "ZW", "crew": 2, "basis": "published"}])
        taken = {post["id"].replace("be-fire-", "be-ambulance-", 1) for post in posts}
        for row in table("be_ambulance_bases.csv"):
            add_base(registry, row, places[row["geonames_id"]], taken)


def main():
    options = arguments(__doc__)
    places = gazetteer(options.sources)
    zones = {zone["slug"]: zone for zone in table("be_zones.csv")}
    order = list(zones)
    posts = sorted(table("be_fire_posts.csv"), key=lambda post: (order.index(post["zone"]), slug(post["name"])))
    taken = set()
    for post in posts:
        post["id"] = unique(f"be-fire-{post['zone']}-{slug(post['name'])}", taken)
    fire(options, zones, posts, places)
    ambulance(options, zones, posts, places)


if __name__ == "__main__":
    main()
