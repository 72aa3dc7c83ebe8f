extension CoveragePhrases {
  static let german = CoveragePhrases(
    title: "Wer rechtzeitig erreicht wird", subtitle: "Abdeckung über Grenzen hinweg, Stand {}",
    skip: "Zum Bericht", contents: "Inhalt", preparedFor: "Gebiet: {}", wholeArea: "das ganze Verzeichnis",
    summary: "Kurz gesagt", maps: "Karten", curves: "Wie schnell", regions: "Region für Region",
    actions: "Was am meisten helfen würde", resilience: "Die wichtigsten Wachen", method: "Daten und Verfahren",
    baseline: "Heute", withinNorm: "innerhalb der Hilfsfrist", ofPeople: "{} von {} Menschen",
    summaryBaseline: "Heute werden {} Menschen innerhalb der Hilfsfrist erreicht, die dort gilt, wo sie wohnen.",
    summaryMore: "Mit „{}“ sind es {} mehr.", summaryFewer: "Mit „{}“ sind es {} weniger.",
    summarySame: "Mit „{}“ sind es ebenso viele.",
    changes: [
      "neu innerhalb der Hilfsfrist", "nicht mehr innerhalb der Hilfsfrist", "mindestens eine Minute früher erreicht",
      "mindestens eine Minute später erreicht", "wie zuvor",
    ],
    whatChanges: "Was geändert wird",
    arrivalMap: "Erstes Eintreffen: {}", changeMap: "Was sich ändert: {}",
    arrivalMapNote:
      "Jeder Punkt steht für Menschen, die dort wohnen; je größer und kräftiger, desto länger das Warten. Zeit ab Alarm.",
    changeMapNote: "Im Vergleich zu heute. Kreise gewinnen, Quadrate verlieren.",
    mapAlternative: "Karte der Menschen nach Wohnort. Menschen je Klasse:",
    upTo: "bis {} min", overUpTo: "über {} bis {} min", laterOrNever: "über {} min oder nie",
    station: "Wache", border: "Grenze", hazard: "Gefahrengebiet",
    curveTitle: "Anteil der Menschen, die bis zu einer Zeit nach dem Alarm erreicht sind",
    curveAlternative: "Eine steigende Linie je Szenario; die Tabelle danach enthält dieselben Zahlen.",
    curveTable: "Menschen, die bis zu einer Zeit nach dem Alarm erreicht sind", minutesAxis: "Minuten nach dem Alarm",
    minutes: "{} min", reachedBy: "erreicht in",
    scenario: "Szenario", region: "Region", all: "Zusammen", people: "Menschen",
    within: "Innerhalb der Hilfsfrist", change: "Änderung", median: "Die Hälfte in", ninety: "90 % in",
    ninetyFive: "95 % in",
    tableNote:
      "Zeiten in Minuten und Sekunden vom Alarm bis zum ersten Eintreffen; ein Strich, wo zu wenige je erreicht werden.",
    regionTable: "{}, Region für Region", scenarioTable: "Die Szenarien nebeneinander",
    rank: "Nr.", action: "Maßnahme", gained: "Menschen neu innerhalb der Hilfsfrist", together: "Zusammen",
    gapNote: "Keine andere Wahl ebenso vieler Maßnahmen bringt mehr als {} über diese hinaus.",
    actionsNote: "Jede Maßnahme zählt die Menschen, die sie den vorigen hinzufügt.",
    noActions: "Es wurde keine Maßnahme gesucht, oder keine brächte jemanden in die Hilfsfrist.",
    lostStation: "Ausgefallene Wache", lost: "Menschen, die aus der Hilfsfrist fallen",
    lossNote: "Jede Wache fällt für sich allein aus; alle anderen bleiben. Die schlimmste zuerst.",
    noLosses: "Es wurde kein Ausfall einer Wache betrachtet, oder keiner brächte jemanden aus der Hilfsfrist.",
    inputs: "Daten und Versionen", item: "Gegenstand", value: "Wert", norms: "Hilfsfristen", scenarios: "Szenarien",
    howCounted: [
      "Menschen sind dort gezählt, wo sie wohnen, an den Orten der Bevölkerungsdaten; niemand zählt doppelt.",
      "Es gilt die Hilfsfrist des Landes und der Region, in der die Menschen wohnen, wer immer eintrifft.",
      "Die Zeit läuft ab dem Alarm: Ausrücken, Fahrt nach dem unten genannten Modell und für Hilfe aus einem anderen Land "
        + "die Zeit, die dessen Leitstelle braucht.",
      "Ein Prozentsatz bezieht sich immer auf die Menschen, für die eine Hilfsfrist gilt; ihre Zahl steht daneben.",
      "Gleiche Eingaben ergeben denselben Bericht, Byte für Byte.",
    ],
    repeatIt: "Diesen Bericht wiederholen",
    limits: "Listen von Wachen sind so vollständig, wie ihre Herausgeber sie machen, und Fahrzeiten sind "
      + "modelliert. Die "
      + "Zahlen vergleichen Lagen; sie sind kein Urteil über einen Dienst.",
    directoryVersion: "Version des Verzeichnisses", population: "Bevölkerung",
    populationValue: "{}: {} Menschen an {} Orten, {}", moment: "Zeitpunkt", travelModel: "Fahrzeitmodell",
    callHandling: "Notrufbearbeitung", requestDelay: "Dauer der Anfrage in einem anderen Land",
    slowness: "Fahrzeiten länger um den Faktor", weighed: "berücksichtigt", weighedValue: "{} Wachen, {} Einheiten",
    dormant: "gilt zu diesem Zeitpunkt nicht", crew: "{} Funktionen", units: "{} Einheiten")
}
