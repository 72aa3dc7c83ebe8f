extension CoveragePhrases {
  static let french = CoveragePhrases(
    title: "Qui est secouru à temps", subtitle: "Couverture au-delà des frontières, situation au {}",
    skip: "Aller au rapport", contents: "Sommaire", preparedFor: "Territoire : {}", wholeArea: "tout l’annuaire",
    summary: "En bref", maps: "Cartes", curves: "En combien de temps", regions: "Région par région",
    actions: "Ce qui aiderait le plus", resilience: "Les postes qui comptent le plus", method: "Données et méthode",
    baseline: "Aujourd’hui", withinNorm: "dans la norme", ofPeople: "{} sur {} habitants",
    summaryBaseline: "Aujourd’hui, {} habitants sont secourus dans le délai de la norme en vigueur chez eux.",
    summaryMore: "Avec « {} », ils sont {} de plus.", summaryFewer: "Avec « {} », ils sont {} de moins.",
    summarySame: "Avec « {} », ils sont aussi nombreux.",
    changes: [
      "désormais dans la norme", "plus dans la norme", "secourus au moins une minute plus tôt",
      "secourus au moins une minute plus tard", "sans changement",
    ],
    whatChanges: "Ce qui est modifié",
    arrivalMap: "Première arrivée : {}", changeMap: "Ce qui change : {}",
    arrivalMapNote:
      "Chaque point représente des habitants ; plus il est grand et marqué, plus l’attente est longue. Temps depuis "
      + "l’alarme.",
    changeMapNote: "Par rapport à aujourd’hui. Les ronds gagnent, les carrés perdent.",
    mapAlternative: "Carte des habitants par lieu. Habitants par classe :",
    upTo: "jusqu’à {} min", overUpTo: "plus de {} à {} min", laterOrNever: "plus de {} min, ou jamais",
    station: "poste", border: "frontière", hazard: "zone de danger",
    curveTitle: "Part des habitants secourus dans un délai donné après l’alarme",
    curveAlternative: "Une courbe montante par scénario ; le tableau qui suit contient les mêmes chiffres.",
    curveTable: "Habitants secourus dans un délai donné après l’alarme", minutesAxis: "minutes après l’alarme",
    minutes: "{} min", reachedBy: "secourus en",
    scenario: "Scénario", region: "Région", all: "Ensemble", people: "Habitants", within: "Dans la norme",
    change: "Différence", median: "La moitié en", ninety: "90 % en", ninetyFive: "95 % en",
    tableNote:
      "Temps en minutes et secondes, de l’alarme à la première arrivée ; un tiret lorsque trop peu d’habitants sont "
      + "jamais secourus.",
    regionTable: "{}, région par région", scenarioTable: "Les scénarios côte à côte",
    rank: "Nº", action: "Mesure", gained: "Habitants désormais dans la norme",
    together: "Avec les étapes précédentes du même genre",
    gapNote: "Aucun autre choix d’autant de mesures n’apporte plus de {} de mieux que celui-ci.",
    actionsNote:
      "Chaque mesure compte les personnes qu’elle ajoute aux étapes précédentes du même genre. Les mesures de genres différents ne s’additionnent pas.",
    noActions: "Aucune mesure n’a été recherchée, ou aucune n’amènerait d’habitants dans la norme.",
    lostStation: "Poste perdu", lost: "Habitants qui sortent de la norme",
    lossNote: "Chaque poste est retiré seul ; tous les autres restent. Du plus grave au moins grave.",
    noLosses: "La perte d’aucun poste n’a été examinée, ou aucune ne ferait sortir d’habitants de la norme.",
    inputs: "Données et versions", item: "Élément", value: "Valeur", norms: "Normes de couverture",
    scenarios: "Scénarios",
    howCounted: [
      "Les habitants sont comptés là où ils vivent, aux lieux des données de population ; personne n’est compté deux fois.",
      "C’est la norme du pays et de la région de résidence qui décide, quel que soit le service qui arrive.",
      "Le temps court depuis l’alarme : départ, trajet selon le modèle nommé ci-dessous et, pour les secours d’un autre "
        + "pays, le temps que prend leur centrale.",
      "Un pourcentage se rapporte toujours aux habitants soumis à une norme ; le nombre d’habitants l’accompagne.",
      "Les mêmes données donnent le même rapport, octet par octet.",
    ],
    repeatIt: "Pour refaire ce rapport",
    limits: "Les listes de postes sont aussi complètes que les publient leurs auteurs, et les temps de trajet sont "
      + "modélisés. Les chiffres comparent des situations ; ils ne jugent aucun service.",
    directoryVersion: "version de l’annuaire", population: "population",
    populationValue: "{} : {} habitants en {} lieux, {}", moment: "moment", travelModel: "modèle de trajet",
    callHandling: "traitement de l’appel", requestDelay: "délai de la demande à un autre pays",
    slowness: "trajets allongés du facteur", weighed: "pris en compte", weighedValue: "{} postes, {} unités",
    dormant: "sans effet à ce moment", crew: "{} intervenants", units: "{} unités",
    borderPenalty: "Ce que coûtent les frontières fermées",
    noBorderPenalty: "Personne n’est atteint plus tard à cause d’une frontière.",
    penaltyNote:
      "Toutes les frontières ouvertes comparées à toutes les frontières fermées, dans les deux sens. Les minutes sont la moyenne de ceux qui sont atteints plus tard.",
    penaltyMap: "Minutes perdues, frontières fermées", helpFrom: "Les secours viennent de",
    lostPeople: "Personnes hors norme", later: "Personnes atteintes plus tard", meanMinutes: "Retard moyen",
    worstPlaces: "Atteints en dernier, hors norme", peopleHere: "{} personnes",
    expected: "Attendu, avec unités occupées", official: "Selon l’office statistique",
    officialValue: "{} comptées ; {} selon l’office statistique ({})",
    leftOut: "non comptées, faute d’unité enregistrée : {}", unit: "1 unité")
}
