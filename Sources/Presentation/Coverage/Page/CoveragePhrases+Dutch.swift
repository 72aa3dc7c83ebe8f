extension CoveragePhrases {
  static let dutch = CoveragePhrases(
    title: "Wie op tijd hulp krijgt", subtitle: "Dekking over de grenzen heen, stand op {}",
    skip: "Naar het rapport", contents: "Inhoud", preparedFor: "Gebied: {}", wholeArea: "de hele gids",
    summary: "In het kort", maps: "Kaarten", curves: "Hoe snel", regions: "Per regio",
    actions: "Wat het meest zou helpen", resilience: "Posten die er het meest toe doen",
    method: "Gegevens en werkwijze",
    baseline: "Vandaag", withinNorm: "binnen de norm", ofPeople: "{} van {} inwoners",
    summaryBaseline: "Vandaag krijgen {} inwoners hulp binnen de norm die geldt waar zij wonen.",
    summaryMore: "Met ‘{}’ zijn het er {} meer.", summaryFewer: "Met ‘{}’ zijn het er {} minder.",
    summarySame: "Met ‘{}’ zijn het er evenveel.",
    changes: [
      "nieuw binnen de norm", "niet meer binnen de norm", "een minuut of meer eerder bereikt",
      "een minuut of meer later bereikt", "als voorheen",
    ],
    whatChanges: "Wat er verandert",
    arrivalMap: "Eerste aankomst: {}", changeMap: "Wat er verandert: {}",
    arrivalMapNote:
      "Elke stip staat voor inwoners ter plaatse; hoe groter en sterker, hoe langer het wachten. Tijd vanaf de alarmering.",
    changeMapNote: "Vergeleken met vandaag. Rondjes winnen, vierkantjes verliezen.",
    mapAlternative: "Kaart van inwoners naar plaats. Inwoners per klasse:",
    upTo: "tot en met {} min", overUpTo: "meer dan {} tot en met {} min", laterOrNever: "meer dan {} min, of nooit",
    station: "post", border: "grens", hazard: "gevarengebied",
    curveTitle: "Deel van de inwoners dat binnen een tijd na de alarmering is bereikt",
    curveAlternative: "Eén stijgende lijn per scenario; de tabel erna bevat dezelfde cijfers.",
    curveTable: "Inwoners die binnen een tijd na de alarmering zijn bereikt", minutesAxis: "minuten na de alarmering",
    minutes: "{} min", reachedBy: "bereikt binnen",
    scenario: "Scenario", region: "Regio", all: "Samen", people: "Inwoners", within: "Binnen de norm",
    change: "Verschil", median: "De helft binnen", ninety: "90 % binnen", ninetyFive: "95 % binnen",
    tableNote:
      "Tijden in minuten en seconden van alarmering tot eerste aankomst; een streepje waar te weinig inwoners ooit "
      + "worden bereikt.",
    regionTable: "{}, per regio", scenarioTable: "De scenario’s naast elkaar",
    rank: "Nr.", action: "Maatregel", gained: "Inwoners nieuw binnen de norm",
    together: "Met de eerdere stappen van die soort",
    gapNote: "Geen andere keuze van evenveel maatregelen brengt meer dan {} boven deze.",
    actionsNote:
      "Elke maatregel telt de mensen die hij toevoegt aan de eerdere stappen van dezelfde soort. Maatregelen van verschillende soort worden niet opgeteld.",
    noActions: "Er is geen maatregel gezocht, of geen zou iemand binnen de norm brengen.",
    lostStation: "Post valt uit", lost: "Inwoners die buiten de norm vallen",
    lossNote: "Elke post valt alleen uit; alle andere blijven. De ergste eerst.",
    noLosses: "Er is geen uitval van een post bekeken, of geen zou iemand buiten de norm brengen.",
    inputs: "Gegevens en versies", item: "Onderdeel", value: "Waarde", norms: "Normen", scenarios: "Scenario’s",
    howCounted: [
      "Inwoners zijn geteld waar zij wonen, op de plaatsen van de bevolkingsgegevens; niemand telt dubbel.",
      "De norm van het land en de regio waar mensen wonen beslist, wie er ook komt.",
      "De tijd loopt vanaf de alarmering: uitruk, rijtijd volgens het hieronder genoemde model en voor hulp uit een ander "
        + "land de tijd die de meldkamer daar nodig heeft.",
      "Een percentage is altijd van de inwoners voor wie een norm geldt; het aantal inwoners staat ernaast.",
      "Dezelfde gegevens geven hetzelfde rapport, byte voor byte.",
    ],
    repeatIt: "Dit rapport opnieuw maken",
    limits: "Lijsten van posten zijn zo volledig als hun uitgevers ze maken, en rijtijden zijn berekend met een "
      + "model. De "
      + "cijfers vergelijken situaties; zij zijn geen oordeel over een dienst.",
    directoryVersion: "versie van de gids", population: "bevolking",
    populationValue: "{}: {} inwoners op {} plaatsen, {}", moment: "moment", travelModel: "rijtijdmodel",
    callHandling: "aanname van de melding", requestDelay: "tijd voor een verzoek aan een ander land",
    slowness: "rijtijden langer met factor", weighed: "meegewogen", weighedValue: "{} posten, {} eenheden",
    dormant: "geldt niet op dit moment", crew: "{} mensen", units: "{} eenheden",
    borderPenalty: "Wat dichte grenzen kosten", noBorderPenalty: "Niemand wordt door een grens later bereikt.",
    penaltyNote:
      "Alle grenzen open vergeleken met alle grenzen dicht, in beide richtingen van elke grens. De minuten zijn het gemiddelde van wie later bereikt wordt.",
    penaltyMap: "Minuten verloren met dichte grenzen", helpFrom: "Hulp komt uit", lostPeople: "Mensen buiten de norm",
    later: "Mensen later bereikt", meanMinutes: "Gemiddeld later", worstPlaces: "Het laatst bereikt, buiten de norm",
    peopleHere: "{} mensen", expected: "Verwacht, met bezette eenheden", official: "Volgens het statistiekbureau",
    officialValue: "{} geteld; {} volgens het statistiekbureau ({})",
    leftOut: "niet geteld, omdat daar geen eenheid bekend is: {}", unit: "1 eenheid")
}
