"""What the name of a German fire or rescue station says: what it is, whose, and which part of the brigade.

OpenStreetMap's names are free text: "FF Erftstadt LG Borr", "Feuerwehrgerätehaus Wüllen", "Feuer- und Rettungswache 2 -
Marienburg". `part` takes the brigade's own name away; `key` is what stays the same however somebody words it, for ids
and for telling two entries of one station.
"""
import re
from difflib import SequenceMatcher

from registry_parts import slug

# Not a station that turns out: gone, not there yet, a club's, a workshop, an office.
NOT_OPERATING = re.compile(
    r"museum|tradition|jugend|kinderfeuerwehr|\behem|ehemalig|historisch|\baltes? (feuer|spritzen|geräte)|-alt-|\(alt\)|geplant|"
    r"\bneubau\b|schulungsraum|feuerwehrschule|ausbildungszentrum|übungs|\binstitut\b|verein\b|förder|lager\b|werkstatt|"
    r"verwaltung|bevölkerungsschutz|zentralwerk|musikzug|spielmann|schlauchturm|werksicherheit|führungs- und lagezentrum|"
    r"gemeindeverwaltung|bootshaus|katastrophenschutz-?zentrum|hauptrettungsstelle|kreisfeuerwehrhaus|gebäudebrandschutz", re.I)
# Serves the brigades of a district with workshops, tests and courses.
SUPPORT = re.compile(r"technische[sn]? zentr|feuerwehrzentrale|\bFTZ\b|feuerschutz ?zentrum", re.I)
WORKS = re.compile(
    r"werks?-?feuerwehr|betriebs?-?feuerwehr|flughafen ?-?feuerwehr|bundeswehr-?feuerwehr|\bBTF\b|\bWF\b|\bFHF\b|\bICAO\b|"
    r"feuerwehr chemie ?park|feuerwehr uniklinik|wache (sartorius|rwe)|feuerwehr airport|wache hkm", re.I)
# Units that have no pumper of their own.
SPECIAL = re.compile(
    r"\bABC\b|\bCBRN\b|umweltschutz|regieeinheit|\bGW-|lösch ?boot|hafenstützpunkt|sondereinheit|fachgruppe|facheinheit|"
    r"verpflegung|brandwacht|tagesalarm|kreisfeuerwehrbereitschaft", re.I)
GUARD = re.compile(
    r"berufsfeuerwehr|\bBF\b|\bFRW\b|hauptfeuer|feuer(wehr|wache)?-? ?(und|u\.|&) ?rettungs-?wache|"
    r"^feuer(-? ?und umwelt)?wache (1?\d|[IV]+)\b(?!.*gerätehaus)|feuerwehr \w+ feuerwache (1?\d)$", re.I)
VOLUNTEER = re.compile(r"freiwill|\bFFW?\b(?!.*berufs)|löschzug|löschgruppe|löscheinheit|gerätehaus", re.I)
MAIN_GUARD = re.compile(r"haupt|zentrale|wache (1|I)\b(?!/)", re.I)

RESCUE = re.compile(
    r"rett+ungs?-? ?(wache|station|zentrum)|lehrrettungswache|\bRW\b|rettungsdienst|\bwache\b|notarzt ?-?(standort|wache|dienst)|"
    r"\bNEF\b", re.I)
NOT_RESCUE = re.compile(
    r"ehem|\balte\b|geplant|fahrzeughalle|bereitschaft|ortsverein|katastrophenschutz|wasserrett|lebens-rettung|bergwacht|"
    r"schule|verwaltung|akademie|werkstatt|leitstelle|einsatzeinheit|ausbildung|\bKTW\b|krankentransport", re.I)
DOCTOR_CAR = re.compile(r"notarzt|\bNEF\b", re.I)
COMBINED_GUARD = re.compile(r"rettungs-?wache|\bFRW\b", re.I)

ABBREVIATIONS = [
    (r"[–—]", "-"), (r"\s*\|\s*", ", "), (r"\bLZ\s?-?\s?(?=\w)", "Löschzug "), (r"\bLG:?\s?[-.]?\s?(?=\w)", "Löschgruppe "),
    (r"\bLE\s?-?\s?(?=[A-ZÄÖÜ\d])", "Löscheinheit "), (r"\bLA\s(?=\w)", "Löschabteilung "), (r"\bLBZ?:?\s?(?=[A-ZÄÖÜ\d])", "Löschbezirk "),
    (r"Löschgrup+e", "Löschgruppe"), (r"\bOF\s(?=\w)", "Ortsfeuerwehr "), (r"\s*,?\s*e\.\s?V\.?$", ""),
    (r"Feuerweh?r?-?\s?ge?r(ä|ae)tehaus", "Feuerwehrgerätehaus"), (r"\s*[/,+-]?\s*\(?Fahrzeughalle\)?$", ""),
]
FIRE_SERVICE = re.compile(
    r"\bFre[a-zäöü]*\.?[\s-]+(Orts|Stadt)?feuerwehre?n?\b|\b(FFW|FFw|Ffw|FF|FW)\b\.?|"
    r"\bFeuerwehr[\s-]*(Geräte|Gerate)?[\s-]?haus\b|\bGeräte(haus|raum)\b|\bFeuerwehrstützpunkt\b|\bStützpunkt(feuer)?wehr\b|"
    r"\b(Orts|Stadt|Gemeinde)-?(feuer)?wehr\b|\bStützpunkt\b|\bFeuerwehre?n?\b", re.I)
OF_PLACE = r"(?:der |des |die |in der |in |im )?(?:(?:Kreis|Hanse|Samt|Verbands|Orts)?(?:stadt|gemeinde)\b|VG\b)?"
EDGE = r"[\s,;:|/+.–-]"
UNIT_WORDS = {
    "loeschzug", "loeschgruppe", "loescheinheit", "einheit", "loeschbezirk", "loeschabteilung", "ortsfeuerwehr", "zug",
    "abteilung", "ortsteil", "standort", "feuerwache", "wache", "feuerwehr", "ortsteilfeuerwehr", "stadtteil", "ot", "der",
    "stadt", "freiwillige", "freiwilligen", "fahrzeughalle", "loeschgruppen", "fw", "und", "haus", "gemeinde", "neu", "station", "gruppe", "stuetzpunkt"}
GUARD_WORDS = re.compile(
    r"\b(Zentrale |Haupt|Hauptamtliche )?-?(Feuer(wehr|wache)?)?\s?-?\s?(und|u\.|&)?\s?-?(Rettungs|Umwelt)-?wache\b|"
    r"\bHauptfeuerwache\b|\bHauptwache\b|\bBerufsfeuerwehr\b|\bBF\b|\bFRW\b|\bWache\b|\bFeuer und Rettungswache\b", re.I)


def plain(name):
    """A name without what tells it from its namesakes: "Gronau (Westf.)" and "Halle, Westf." become Gronau, Halle."""
    return re.sub(r"\s*[(,/].*$", "", name)


def _without_place(text, places):
    """Takes the brigade's place from the beginning and the end, as long as something else remains."""
    for place in places:
        for pattern in (rf"^{OF_PLACE}\s*{re.escape(place)}(?=$|{EDGE}|\()", rf"(?:[\s,;]+(?:[–-]\s+)?|^){OF_PLACE}\s*{re.escape(place)}$"):
            text = re.sub(pattern, "", text, flags=re.I)
            text = _trimmed(text)
    return text


def _trimmed(text):
    text = re.sub(rf"^{EDGE}+|{EDGE}+$", "", re.sub(r"\s+", " ", text))
    wrapped = re.fullmatch(r"\((.*)\)", text)
    return wrapped[1] if wrapped else text


def part(name, *places):
    """What tells the station from the brigade's others; "" where the name is only the brigade's."""
    text = name
    for pattern, plainer in ABBREVIATIONS:
        text = re.sub(pattern, plainer, text)
    places = sorted({variant for place in places if place for variant in (place, plain(place))}, key=len, reverse=True)
    for _ in range(3):
        before = text
        text = _trimmed(re.sub(rf"^{OF_PLACE}\s*(?:{FIRE_SERVICE.pattern})(?=$|{EDGE}|\()", "", text, flags=re.I))
        text = _trimmed(re.sub(rf"(?:{EDGE}+)(?:der )?(?:{FIRE_SERVICE.pattern})(?:\s+{OF_PLACE}\s*(?:{'|'.join(map(re.escape, places))}))?$",
                               "", text, flags=re.I))
        text = _without_place(text, places)
        for place in places:  # "Löschzug Recklinghausen-Hochlar", "Feuer- und Rettungswache 3 Köln-Lindenthal"
            text = re.sub(rf"(?<=\s){re.escape(place)}[- ]+(?=[A-ZÄÖÜ][a-zäöü]+)", "", text)
        if text == before:
            break
    text = _trimmed(re.sub(rf"^{OF_PLACE}$", "", text, flags=re.I))
    return re.sub(r"\s*/\s*", "/", text)


def key(text, *places):
    """The part without what people word differently, as an id: "Löschgruppe Borr" and "Borr" are both "borr".

    A guard with a crew in the house keeps the word feuerwache, so that it does not become one with the volunteers'
    house of the same town.
    """
    text, guards = GUARD_WORDS.subn(" ", text)
    words = slug(text).split("-")
    kept = [word for word in words if word not in UNIT_WORDS]
    if kept and all(word.isdigit() or re.fullmatch(r"[ivx]+", word) for word in kept) and not guards:
        kept = list(dict.fromkeys(words))  # "Löschzug 1": the number alone says nothing
    result = "-".join(filter(None, kept))
    if result in {slug(variant) for place in places if place for variant in (place, plain(place))}:
        result = ""
    return "-".join(filter(None, ["feuerwache" if guards else "", result]))


def alike(one, other):
    """Whether two keys may name one station: one has all words of the other, or they differ by a slip of the pen."""
    if one == other:
        return True
    mine, theirs = set(one.split("-")), set(other.split("-"))
    if {word for word in mine ^ theirs if word.isdigit()}:
        return False
    return mine <= theirs or theirs <= mine or SequenceMatcher(None, one, other).ratio() > 0.88
