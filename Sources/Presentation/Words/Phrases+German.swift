internal import DirectoryModel
internal import Matching

extension Phrases {
  static let german = Phrases(
    language: .german,
    incident: "Einsatz", responsible: "Zuständig", borderAt: "nächste Grenze in {}",
    uncertainCountry: "das Land ist nicht sicher ({}): mit --incident-country angeben",
    nobodyFound: "Keine Einheit gefunden.", nearestOwn: "Nächste eigene Einheit",
    noOwn: "Keine eigene Einheit gefunden.", sooner: "{} früher", later: "{} später",
    arrives: "ist da in {}", ask: "Anfragen bei", numberMissing: "Leitung zwischen den Leitstellen nicht bekannt",
    officeLine: "Amtsnummer", roomUnknown: "eigene Leitstelle nicht bekannt", legal: "Grundlage", status: "Status",
    statusAssumed: "nicht gemeldet, als verfügbar angenommen", figures: "Zeit", turnout: "Ausrücken {}",
    travel: "Fahrt {}", travelFallback: "geschätzt, keine Zeit auf der Straße", asking: "Anfrage {}",
    assumed: "angenommen", asFor: "wie bei {}",
    turnoutUnknown: "Ausrückezeit unbekannt, nicht mitgezählt",
    positionIsCentroid: "Position: nur Gemeinde oder Postleitzahl bekannt",
    unitIsAssumed: "dass dieses Fahrzeug dort steht, ist angenommen, nicht veröffentlicht",
    atHome: "Eigenes Gebiet",
    leavesNobody: "niemand verliert seine Abdeckung, solange es fort ist",
    leavesPeople: "{} Menschen außerhalb der Norm, solange es fort ist",
    standsIn: "{} könnte nachrücken, {} entfernt; dann {} Menschen",
    atHomeTogether: "Was es die Entsendenden kostet",
    leavesNobodyTogether: "niemand verliert seine Abdeckung, solange sie fort sind",
    leavesPeopleTogether: "{} Menschen außerhalb der Norm, solange sie fort sind",
    services: [.fire: "Feuerwehr", .ambulance: "Rettungsdienst", .civilProtection: "Katastrophenschutz"],
    anyService: "alle Dienste",
    scopes: [
      .crossBorder: "von jenseits der Grenze", .domestic: "eigene Einheiten", .all: "eigene und fremde Einheiten",
    ],
    purposes: [
      .daily: "tägliche Notfälle", .largeIncident: "Großeinsätze", .disaster: "Katastrophen",
      .plannedTransport: "geplante Transporte",
    ],
    roles: [
      .first: "erste Einheit", .coAlarm: "zusammen mit der eigenen Einheit alarmiert",
      .second: "zweite oder weitere Einheit",
    ],
    statuses: [
      .available: "verfügbar", .availableAtStation: "verfügbar auf der Wache", .availableMobile: "verfügbar über Funk",
      .reserved: "vorgemerkt", .responding: "auf dem Weg zu einem Einsatz", .onScene: "an einer Einsatzstelle",
      .transporting: "transportiert einen Patienten", .unavailable: "nicht verfügbar", .maintenance: "in Wartung",
      .unknown: "unbekannt",
    ],
    verdicts: [.allowed: "erlaubt", .forbidden: "VERBOTEN", .noneKnown: "keine Vereinbarung bekannt"],
    conditions: [
      .fasterThanOwn: "sie trifft vor der eigenen Einheit ein", .ownShortage: "keine eigene Einheit ist verfügbar",
      .fasterOrShortage: "sie trifft vor der eigenen Einheit ein, oder keine ist verfügbar",
      .onRequest: "auf Anforderung", .lenderNotEngaged: "sie ist nicht schon im Einsatz",
    ],
    verifications: [
      .verified: "in der Quelle gelesen", .secondary: "aus einer Sekundärquelle: bestätigen lassen",
      .unverified: "NICHT GEPRÜFT: bestätigen lassen, bevor man sich darauf verlässt",
    ],
    days: [
      .monday: "Mo", .tuesday: "Di", .wednesday: "Mi", .thursday: "Do", .friday: "Fr", .saturday: "Sa", .sunday: "So",
      .holiday: "Feiertage",
    ],
    languages: ["nl": "Niederländisch", "fr": "Französisch", "de": "Deutsch", "lb": "Luxemburgisch", "en": "Englisch"],
    domestic: "eigene Einheit: keine Vereinbarung nötig", covered: "gilt für {}", onlyRole: "nur als {}",
    underConditions: "vorausgesetzt: {}", carry: "mitzuführen: {}", excluded: "die Regel schließt es aus",
    notCovered: "{}: {}", noRule: "keine Regel zwischen beiden bekannt", gapPurposes: "nur für {}",
    gapRole: "nur als {}", gapWindows: "nur {}", gapBand: "nur bis {} von der Grenze",
    gapStationBand: "nur Einheiten, die höchstens {} von der Grenze stehen",
    gapNotFaster: "nur wenn sie vor der eigenen Einheit eintrifft",
    gapNoShortage: "nur wenn keine eigene Einheit verfügbar ist", gapEnded: "beendet am {}",
    gapReplaced: "beendet am {}, ersetzt durch {}", gapNotYet: "in Kraft ab {}", and: "und", always: "immer")
}
