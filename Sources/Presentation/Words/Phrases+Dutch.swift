internal import DirectoryModel
internal import Matching

extension Phrases {
  static let dutch = Phrases(
    language: .dutch,
    incident: "Incident", responsible: "Verantwoordelijk", borderAt: "volgende grens op {}",
    uncertainCountry: "het land is niet zeker ({}): geef het op met --incident-country",
    nobodyFound: "Geen eenheid gevonden.", nearestOwn: "Dichtstbijzijnde eigen eenheid",
    noOwn: "Geen eigen eenheid gevonden.", sooner: "{} eerder", later: "{} later",
    arrives: "is er in {}", ask: "Vraag aan", numberMissing: "lijn tussen meldkamers niet bekend",
    officeLine: "kantoornummer", roomUnknown: "eigen meldkamer niet bekend", legal: "Grondslag", status: "Status",
    statusAssumed: "niet gemeld, als beschikbaar beschouwd", figures: "Tijd", turnout: "uitruk {}",
    travel: "rijtijd {}", travelFallback: "geschat, geen tijd over de weg",
    asking: "aanvraag {}", assumed: "aangenomen", asFor: "zoals bij {}",
    turnoutUnknown: "uitruktijd onbekend, niet meegeteld",
    positionIsCentroid: "positie: alleen de gemeente of postcode is bekend",
    unitIsAssumed: "dat dit voertuig daar staat is aangenomen, niet gepubliceerd",
    atHome: "Eigen gebied",
    leavesNobody: "niemand verliest dekking zolang het weg is",
    leavesPeople: "{} mensen buiten de norm zolang het weg is",
    standsIn: "{} kan opstellen, {} verderop; dan {} mensen",
    atHomeTogether: "Wat het de uitlenende gebieden kost",
    leavesNobodyTogether: "niemand verliest dekking zolang ze weg zijn",
    leavesPeopleTogether: "{} mensen buiten de norm zolang ze weg zijn",
    services: [.fire: "brandweer", .ambulance: "ambulance", .civilProtection: "civiele bescherming"],
    anyService: "alle diensten",
    scopes: [.crossBorder: "van over de grens", .domestic: "eigen eenheden", .all: "eigen en buitenlandse eenheden"],
    purposes: [
      .daily: "dagelijkse spoed", .largeIncident: "grote incidenten", .disaster: "rampen",
      .plannedTransport: "gepland vervoer",
    ],
    roles: [
      .first: "eerste eenheid", .coAlarm: "samen met de eigen eenheid gealarmeerd",
      .second: "tweede of volgende eenheid",
    ],
    statuses: [
      .available: "beschikbaar", .availableAtStation: "beschikbaar op de post",
      .availableMobile: "beschikbaar onderweg",
      .reserved: "gereserveerd", .responding: "op weg naar een incident", .onScene: "ter plaatse",
      .transporting: "vervoert een patiënt", .unavailable: "niet beschikbaar", .maintenance: "in onderhoud",
      .unknown: "onbekend",
    ],
    verdicts: [.allowed: "toegestaan", .forbidden: "NIET TOEGESTAAN", .noneKnown: "geen afspraak bekend"],
    conditions: [
      .fasterThanOwn: "ze is er vóór de eigen eenheid", .ownShortage: "er is geen eigen eenheid beschikbaar",
      .fasterOrShortage: "ze is er vóór de eigen eenheid, of er is er geen beschikbaar", .onRequest: "op verzoek",
      .lenderNotEngaged: "ze is niet al ingezet",
    ],
    verifications: [
      .verified: "in de bron gelezen", .secondary: "uit een secundaire bron: laat het bevestigen",
      .unverified: "NIET GEVERIFIEERD: laat het bevestigen voor u erop vertrouwt",
    ],
    days: [
      .monday: "ma", .tuesday: "di", .wednesday: "wo", .thursday: "do", .friday: "vr", .saturday: "za", .sunday: "zo",
      .holiday: "feestdagen",
    ],
    languages: ["nl": "Nederlands", "fr": "Frans", "de": "Duits", "lb": "Luxemburgs", "en": "Engels"],
    domestic: "eigen eenheid: geen afspraak nodig", covered: "geldt voor {}", onlyRole: "alleen als {}",
    underConditions: "mits {}", carry: "meenemen: {}", excluded: "de regel sluit het uit", notCovered: "{}: {}",
    noRule: "geen regel tussen beide bekend", gapPurposes: "alleen voor {}", gapRole: "alleen als {}",
    gapWindows: "alleen {}", gapBand: "alleen binnen {} van de grens",
    gapStationBand: "alleen eenheden binnen {} van de grens",
    gapNotFaster: "alleen als ze er vóór de eigen eenheid is",
    gapNoShortage: "alleen als geen eigen eenheid beschikbaar is", gapEnded: "beëindigd op {}",
    gapReplaced: "beëindigd op {}, vervangen door {}", gapNotYet: "van kracht vanaf {}", and: "en", always: "altijd")
}
