internal import DirectoryModel
internal import Matching

extension Phrases {
  static let french = Phrases(
    language: .french,
    incident: "Intervention", responsible: "Responsable", borderAt: "frontière suivante à {}",
    uncertainCountry: "le pays n'est pas certain ({}) : indiquez-le avec --incident-country",
    nobodyFound: "Aucune unité trouvée.", nearestOwn: "Unité propre la plus proche",
    noOwn: "Aucune unité propre trouvée.", sooner: "{} plus tôt", later: "{} plus tard",
    arrives: "arrive en {}", ask: "Demander à", numberMissing: "ligne entre centrales non connue",
    officeLine: "numéro administratif", roomUnknown: "centrale d'origine non connue", legal: "Base légale",
    status: "État",
    statusAssumed: "non signalé, supposé disponible", figures: "Délai", turnout: "départ {}", travel: "trajet {}",
    travelFallback: "estimé, sans temps par la route",
    asking: "demande {}", assumed: "supposé", asFor: "comme pour {}",
    turnoutUnknown: "délai de départ inconnu, non compté",
    positionIsCentroid: "position : seule la commune ou le code postal est connu",
    unitIsAssumed: "la présence de ce véhicule est supposée, non publiée",
    atHome: "Son secteur",
    leavesNobody: "personne ne perd sa couverture en son absence",
    leavesPeople: "{} personnes hors norme en son absence",
    standsIn: "{} pourrait la remplacer, à {} ; il en resterait {}",
    atHomeTogether: "Ce que cela coûte à ceux qui les prêtent",
    leavesNobodyTogether: "personne ne perd sa couverture en leur absence",
    leavesPeopleTogether: "{} personnes hors norme en leur absence",
    services: [.fire: "incendie", .ambulance: "ambulance", .civilProtection: "protection civile"],
    anyService: "tous les services",
    scopes: [
      .crossBorder: "de l'autre côté de la frontière", .domestic: "unités propres",
      .all: "unités propres et étrangères",
    ],
    purposes: [
      .daily: "les urgences quotidiennes", .largeIncident: "les interventions majeures", .disaster: "les catastrophes",
      .plannedTransport: "les transports planifiés",
    ],
    roles: [
      .first: "première unité", .coAlarm: "alarmée avec l'unité propre", .second: "deuxième unité ou suivante",
    ],
    statuses: [
      .available: "disponible", .availableAtStation: "disponible à son poste", .availableMobile: "disponible en route",
      .reserved: "réservée", .responding: "en route vers une intervention", .onScene: "sur les lieux",
      .transporting: "transporte un patient", .unavailable: "indisponible", .maintenance: "en maintenance",
      .unknown: "inconnu",
    ],
    verdicts: [.allowed: "autorisé", .forbidden: "INTERDIT", .noneKnown: "aucun accord connu"],
    conditions: [
      .fasterThanOwn: "elle arrive avant l'unité propre", .ownShortage: "aucune unité propre n'est disponible",
      .fasterOrShortage: "elle arrive avant l'unité propre, ou aucune n'est disponible", .onRequest: "sur demande",
      .lenderNotEngaged: "elle n'est pas déjà engagée",
    ],
    verifications: [
      .verified: "lu dans la source", .secondary: "d'après une source secondaire : à confirmer",
      .unverified: "NON VÉRIFIÉ : à confirmer avant de s'y fier",
    ],
    days: [
      .monday: "lu", .tuesday: "ma", .wednesday: "me", .thursday: "je", .friday: "ve", .saturday: "sa", .sunday: "di",
      .holiday: "jours fériés",
    ],
    languages: ["nl": "néerlandais", "fr": "français", "de": "allemand", "lb": "luxembourgeois", "en": "anglais"],
    domestic: "unité propre : aucun accord nécessaire", covered: "couvre {}", onlyRole: "uniquement comme {}",
    underConditions: "à condition : {}", carry: "à emporter : {}", excluded: "la règle l'exclut",
    notCovered: "{} : {}", noRule: "aucune règle connue entre les deux", gapPurposes: "uniquement pour {}",
    gapRole: "uniquement comme {}", gapWindows: "uniquement {}", gapBand: "uniquement à moins de {} de la frontière",
    gapStationBand: "uniquement les unités à moins de {} de la frontière",
    gapNotFaster: "uniquement si elle arrive avant l'unité propre",
    gapNoShortage: "uniquement si aucune unité propre n'est disponible", gapEnded: "terminé le {}",
    gapReplaced: "terminé le {}, remplacé par {}", gapNotYet: "en vigueur à partir du {}", and: "et", always: "toujours"
  )
}
