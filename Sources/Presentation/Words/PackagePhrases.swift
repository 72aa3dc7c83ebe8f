internal import Matching

/// The words of one language for task packages.
struct PackagePhrases {
  var complete: String
  var incomplete: String
  var first: String
  var notFilled: String
  var exception: String
  var next: String
  var requests: String
  var own: String
  var nothing: String
  var notProven: String
  var shortfalls: [ShortfallReason: String]
}

extension PackagePhrases {
  init(_ language: Language) {
    self =
      switch language {
      case .english: .english
      case .french: .french
      case .dutch: .dutch
      case .german: .german
      }
  }

  static let english = PackagePhrases(
    complete: "complete in {}", incomplete: "NOT COMPLETE, {} missing; last unit in {}", first: "first unit in {}",
    notFilled: "not filled: {}", exception: "exception: together in place of one", next: "next",
    requests: "Requests", own: "Own units, dispatched all the same",
    nothing: "No unit found.", notProven: "There may be a better answer: the search was given up for its size.",
    shortfalls: [
      .noneExists: "no further unit of this kind exists", .allBusy: "all further units are busy or not reported",
      .noneWithinLimit: "no further unit within the limit", .noneAllowed: "no further unit is allowed",
      .limitPerStation: "no more units from one station allowed by --max-per-station",
      .limitPerOrganisation: "no more units from one organisation allowed by --max-per-organisation",
      .limitPerCountry: "no more units from one country allowed by --max-per-country",
      .usedForOthers: "the other units fill other needs",
    ])
  static let french = PackagePhrases(
    complete: "complet en {}", incomplete: "INCOMPLET, il manque {} ; dernière unité en {}",
    first: "première unité en {}", notFilled: "non pourvu : {}",
    exception: "exception : ensemble à la place d'une seule",
    next: "ensuite", requests: "Demandes", own: "Unités propres, engagées malgré tout",
    nothing: "Aucune unité trouvée.",
    notProven: "Une meilleure réponse est possible : la recherche, trop grande, a été abandonnée.",
    shortfalls: [
      .noneExists: "il n'existe pas d'autre unité de ce type",
      .allBusy: "toutes les autres unités sont occupées ou sans statut connu",
      .noneWithinLimit: "aucune autre unité dans la limite", .noneAllowed: "aucune autre unité n'est autorisée",
      .limitPerStation: "--max-per-station n'admet pas d'autre unité d'un même poste",
      .limitPerOrganisation: "--max-per-organisation n'admet pas d'autre unité d'une même organisation",
      .limitPerCountry: "--max-per-country n'admet pas d'autre unité d'un même pays",
      .usedForOthers: "les autres unités répondent à d'autres besoins",
    ])
  static let dutch = PackagePhrases(
    complete: "compleet in {}", incomplete: "NIET COMPLEET, er ontbreken {}; laatste eenheid in {}",
    first: "eerste eenheid in {}", notFilled: "niet ingevuld: {}", exception: "uitzondering: samen in plaats van één",
    next: "daarna", requests: "Aanvragen", own: "Eigen eenheden, toch gealarmeerd", nothing: "Geen eenheid gevonden.",
    notProven: "Er kan een beter antwoord zijn: het zoeken is wegens de omvang afgebroken.",
    shortfalls: [
      .noneExists: "er is geen andere eenheid van deze soort",
      .allBusy: "alle andere eenheden zijn bezet of zonder bekende status",
      .noneWithinLimit: "geen andere eenheid binnen de grens", .noneAllowed: "geen andere eenheid is toegestaan",
      .limitPerStation: "niet meer eenheden van één post wegens --max-per-station",
      .limitPerOrganisation: "niet meer eenheden van één organisatie wegens --max-per-organisation",
      .limitPerCountry: "niet meer eenheden uit één land wegens --max-per-country",
      .usedForOthers: "de andere eenheden vullen andere behoeften in",
    ])
  static let german = PackagePhrases(
    complete: "vollständig in {}", incomplete: "NICHT VOLLSTÄNDIG, es fehlen {}; letzte Einheit in {}",
    first: "erste Einheit in {}", notFilled: "nicht besetzt: {}", exception: "Ausnahme: zusammen anstelle einer",
    next: "danach", requests: "Anforderungen", own: "Eigene Einheiten, trotzdem alarmiert",
    nothing: "Keine Einheit gefunden.",
    notProven: "Es kann eine bessere Antwort geben: die Suche wurde wegen ihrer Größe abgebrochen.",
    shortfalls: [
      .noneExists: "es gibt keine weitere Einheit dieser Art",
      .allBusy: "alle weiteren Einheiten sind im Einsatz oder ohne bekannten Status",
      .noneWithinLimit: "keine weitere Einheit innerhalb der Grenze", .noneAllowed: "keine weitere Einheit ist erlaubt",
      .limitPerStation: "nicht mehr Einheiten einer Wache wegen --max-per-station",
      .limitPerOrganisation: "nicht mehr Einheiten einer Organisation wegen --max-per-organisation",
      .limitPerCountry: "nicht mehr Einheiten eines Landes wegen --max-per-country",
      .usedForOthers: "die übrigen Einheiten decken anderen Bedarf",
    ])
}
