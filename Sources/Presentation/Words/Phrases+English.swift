internal import DirectoryModel
internal import Matching

extension Phrases {
  static let english = Phrases(
    language: .english,
    incident: "Incident", responsible: "Responsible", borderAt: "next border {}",
    uncertainCountry: "the country is not certain ({}): state it with --incident-country",
    nobodyFound: "No unit found.", nearestOwn: "Nearest own unit", noOwn: "No own unit found.",
    sooner: "{} sooner", later: "{} later",
    arrives: "arrives in {}", ask: "Ask", numberMissing: "line between control rooms not on file",
    officeLine: "office line", roomUnknown: "home control room not on file", legal: "Legal", status: "Status",
    statusAssumed: "not reported, taken to be available", figures: "Time", turnout: "turnout {}", travel: "travel {}",
    travelFallback: "estimated, no time by road",
    asking: "request {}", assumed: "assumed", asFor: "as for {}", turnoutUnknown: "turnout unknown, left out",
    positionIsCentroid: "position: only the municipality or postcode is known",
    unitIsAssumed: "that this vehicle stands there is assumed, not published",
    atHome: "Its own area",
    leavesNobody: "nobody loses cover while it is away",
    leavesPeople: "{} people are outside the norm while it is away",
    standsIn: "{} could stand in, {} away; then {} people",
    atHomeTogether: "What it costs those who lend them",
    leavesNobodyTogether: "nobody loses cover while they are away",
    leavesPeopleTogether: "{} people are outside the norm while they are away",
    services: [.fire: "fire", .ambulance: "ambulance", .civilProtection: "civil protection"],
    anyService: "all services",
    scopes: [.crossBorder: "from across the border", .domestic: "own units", .all: "own and foreign units"],
    purposes: [
      .daily: "everyday emergencies", .largeIncident: "large incidents", .disaster: "disasters",
      .plannedTransport: "planned transport",
    ],
    roles: [.first: "first unit", .coAlarm: "alarmed together with the own unit", .second: "second or later unit"],
    statuses: [
      .available: "available", .availableAtStation: "available at its station",
      .availableMobile: "available on the road",
      .reserved: "reserved", .responding: "on its way to an incident", .onScene: "at an incident",
      .transporting: "carrying a patient", .unavailable: "not available", .maintenance: "in maintenance",
      .unknown: "unknown",
    ],
    verdicts: [.allowed: "allowed", .forbidden: "FORBIDDEN", .noneKnown: "no agreement known"],
    conditions: [
      .fasterThanOwn: "it arrives before the own unit", .ownShortage: "no own unit is available",
      .fasterOrShortage: "it arrives before the own unit, or none is available",
      .onRequest: "it is asked for through its control room",
      .lenderNotEngaged: "it is not already engaged",
    ],
    verifications: [
      .verified: "read in the source", .secondary: "taken from a secondary source: confirm it",
      .unverified: "NOT VERIFIED: confirm it before relying on it",
    ],
    days: [
      .monday: "Mon", .tuesday: "Tue", .wednesday: "Wed", .thursday: "Thu", .friday: "Fri", .saturday: "Sat",
      .sunday: "Sun", .holiday: "public holidays",
    ],
    languages: ["nl": "Dutch", "fr": "French", "de": "German", "lb": "Luxembourgish", "en": "English"],
    domestic: "own unit: no agreement needed", covered: "covers {}", onlyRole: "only as {}",
    underConditions: "provided that {}", carry: "carry: {}", excluded: "the rule excludes it",
    notCovered: "{}: {}", noRule: "no rule between the two is on file", gapPurposes: "only for {}",
    gapRole: "only as {}", gapWindows: "only {}", gapBand: "only within {} of the border",
    gapStationBand: "only units that stand within {} of the border",
    gapNotFaster: "only if it arrives before the own unit", gapNoShortage: "only if no own unit is available",
    gapEnded: "ended on {}", gapReplaced: "ended on {}, replaced by {}", gapNotYet: "in force from {}", and: "and",
    always: "always")
}
