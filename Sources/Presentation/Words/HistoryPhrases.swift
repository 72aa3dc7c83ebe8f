internal import DirectoryModel

/// The words of one language for versions and what became of records.
///
/// Names of fields and ids are those of the documents in every language.
struct HistoryPhrases {
  var version: String
  var issued: String
  var from: String
  var rollbackTo: String
  var onlyHeader: String
  /// How versions are counted, by the counts' JSON names.
  var counts: [String: String]
  var events: [String: String]
  var kinds: [String: String]
  var event: String
  var rollback: String
  var notListed: String
  var importNumber: String
  var conflicts: String
  var conflict: String
  var apart: String
  var versions: String
  var withStation: String
  var availability: String
  var until: String
  var by: String
  var statuses: [AvailabilityStatus: String]
}

extension HistoryPhrases {
  init(_ language: Language) {
    self =
      switch language {
      case .english: .english
      case .french: .french
      case .dutch: .dutch
      case .german: .german
      }
    // A program reads the English form: statuses are told there as they are written.
    statuses = language == .english ? [:] : Phrases(language).statuses
  }

  static let english = HistoryPhrases(
    version: "version {}", issued: "issued {}", from: "from {}", rollbackTo: "rollback to version {}",
    onlyHeader: "nothing but its header",
    counts: [
      "added": "added", "changed": "changed", "unchanged": "unchanged", "removed": "removed", "rejected": "rejected",
    ], events: ["added": "added", "changed": "changed", "removed": "removed"],
    kinds: ["station": "station", "unit": "unit"], event: "{} by {} version {}", rollback: "rollback",
    notListed: "no registry lists it any longer", importNumber: "import {}", conflicts: "Conflicts",
    conflict: "{} is '{}' ({}) and not '{}' ({})", apart: "{} m apart", versions: "Versions",
    withStation: "with its station", availability: "Availability", until: "until {}", by: "by {}", statuses: [:])
  static let french = HistoryPhrases(
    version: "version {}", issued: "publiée le {}", from: "de {}", rollbackTo: "retour à la version {}",
    onlyHeader: "seulement l'en-tête",
    counts: [
      "added": "ajoutés", "changed": "modifiés", "unchanged": "inchangés", "removed": "supprimés",
      "rejected": "rejetés",
    ], events: ["added": "ajout", "changed": "modification", "removed": "suppression"],
    kinds: ["station": "poste", "unit": "unité"], event: "{} par {} version {}", rollback: "retour en arrière",
    notListed: "plus aucun registre ne la mentionne", importNumber: "importation {}", conflicts: "Contradictions",
    conflict: "{} est « {} » ({}) et non « {} » ({})", apart: "à {} m l'un de l'autre", versions: "Versions",
    withStation: "avec son poste", availability: "Disponibilité", until: "jusqu'au {}", by: "par {}", statuses: [:])
  static let dutch = HistoryPhrases(
    version: "versie {}", issued: "uitgegeven {}", from: "uit {}", rollbackTo: "terug naar versie {}",
    onlyHeader: "alleen de kop",
    counts: [
      "added": "nieuw", "changed": "gewijzigd", "unchanged": "ongewijzigd", "removed": "verwijderd",
      "rejected": "afgekeurd",
    ], events: ["added": "toegevoegd", "changed": "gewijzigd", "removed": "verwijderd"],
    kinds: ["station": "post", "unit": "eenheid"], event: "{} door {} versie {}", rollback: "teruggedraaid",
    notListed: "geen register vermeldt dit nog", importNumber: "import {}", conflicts: "Tegenstrijdigheden",
    conflict: "{} is '{}' ({}) en niet '{}' ({})", apart: "{} m uit elkaar", versions: "Versies",
    withStation: "met de post", availability: "Beschikbaarheid", until: "tot {}", by: "door {}", statuses: [:])
  static let german = HistoryPhrases(
    version: "Version {}", issued: "ausgegeben {}", from: "aus {}", rollbackTo: "zurück zu Version {}",
    onlyHeader: "nur der Kopf",
    counts: [
      "added": "neu", "changed": "geändert", "unchanged": "unverändert", "removed": "entfernt",
      "rejected": "zurückgewiesen",
    ], events: ["added": "aufgenommen", "changed": "geändert", "removed": "entfernt"],
    kinds: ["station": "Wache", "unit": "Einheit"], event: "{} durch {} Version {}", rollback: "zurückgesetzt",
    notListed: "kein Register führt sie noch", importNumber: "Import {}", conflicts: "Widersprüche",
    conflict: "{} ist „{}“ ({}) und nicht „{}“ ({})", apart: "{} m auseinander", versions: "Versionen",
    withStation: "mit ihrer Wache", availability: "Verfügbarkeit", until: "bis {}", by: "von {}", statuses: [:])
}
