/// The words of one language for imports, differences and rollbacks.
///
/// The details of problems are English in every language, behind what their codes mean in it, and so is the form of
/// their lines, which editors know.
struct ImportPhrases {
  var deeds: [ImportReport.Operation: String]
  var refused: String
  var asDialect: String
  var nothing: String
  /// By the counts' JSON names.
  var counts: [String: String]
  var moreProblems: String
  var files: String
  /// Kinds of records; what is not here is named as in the documents.
  var kinds: [String: String] = [:]
  var movedBy: String
  var withStation: String
  var moreRecords: String
  var new: String
  var gone: String
  var wouldRestore: String
  var restored: String
  var isSoAlready: String
}

extension ImportPhrases {
  init(_ language: Language) {
    self =
      switch language {
      case .english: .english
      case .french: .french
      case .dutch: .dutch
      case .german: .german
      }
  }

  /// A phrase with its gaps filled, one after the other.
  static func filled(_ phrase: String, _ values: String...) -> String {
    var rest = values[...]
    return phrase.split(separator: "{}", omittingEmptySubsequences: false).reduce(into: nil as String?) { text, part in
      text = text.map { $0 + (rest.popFirst() ?? "") + part } ?? String(part)
    } ?? phrase
  }

  static let english = ImportPhrases(
    deeds: [.took: "took", .wouldTake: "would take", .checked: "checked"], refused: "refused", asDialect: "as {}",
    nothing: "nothing in it",
    counts: [
      "read": "read", "added": "added", "changed": "changed", "unchanged": "unchanged", "removed": "removed",
      "rejected": "rejected", "stations": "stations", "control_rooms": "control rooms",
      "organisations": "organisations", "conflicts": "conflicts",
    ],
    moreProblems: "… and {} more problems; --format json lists all", files: "{} files, {} refused",
    movedBy: "moved by {} m", withStation: "changed with its station", moreRecords: "… and {} more records", new: "new",
    gone: "gone", wouldRestore: "would restore version {} of {}", restored: "restored version {} of {}",
    isSoAlready: "{} is as it was in version {} already")
  static let french = ImportPhrases(
    deeds: [.took: "importé", .wouldTake: "serait importé", .checked: "vérifié"], refused: "refusé",
    asDialect: "comme {}",
    nothing: "rien dedans",
    counts: [
      "read": "lus", "added": "ajoutés", "changed": "modifiés", "unchanged": "inchangés", "removed": "supprimés",
      "rejected": "rejetés", "stations": "postes", "control_rooms": "centrales",
      "organisations": "organisations", "conflicts": "conflits",
    ],
    moreProblems: "… et {} autres problèmes ; --format json les donne tous", files: "{} fichiers, dont {} refusés",
    kinds: [
      "organisation": "organisation", "control room": "centrale", "station": "poste", "unit": "unité",
    ],
    movedBy: "déplacé de {} m", withStation: "modifiée avec son poste", moreRecords: "… et {} autres entrées",
    new: "nouveau", gone: "disparu", wouldRestore: "la version {} de {} serait rétablie",
    restored: "la version {} de {} est rétablie", isSoAlready: "{} est déjà comme dans la version {}")
  static let dutch = ImportPhrases(
    deeds: [.took: "opgenomen", .wouldTake: "zou worden opgenomen", .checked: "gecontroleerd"], refused: "geweigerd",
    asDialect: "als {}",
    nothing: "niets erin",
    counts: [
      "read": "gelezen", "added": "nieuw", "changed": "gewijzigd", "unchanged": "ongewijzigd",
      "removed": "verwijderd", "rejected": "afgekeurd", "stations": "posten", "control_rooms": "meldkamers",
      "organisations": "organisaties", "conflicts": "tegenstrijdigheden",
    ],
    moreProblems: "… en nog {} problemen; --format json toont ze alle", files: "{} bestanden, {} geweigerd",
    kinds: [
      "organisation": "organisatie", "control room": "meldkamer", "station": "post", "unit": "eenheid",
    ],
    movedBy: "{} m verplaatst", withStation: "gewijzigd met de post", moreRecords: "… en nog {} gegevens",
    new: "nieuw", gone: "weg", wouldRestore: "versie {} van {} zou worden hersteld",
    restored: "versie {} van {} is hersteld", isSoAlready: "{} is al zoals in versie {}")
  static let german = ImportPhrases(
    deeds: [.took: "übernommen", .wouldTake: "würde übernommen", .checked: "geprüft"], refused: "abgelehnt",
    asDialect: "als {}",
    nothing: "nichts darin",
    counts: [
      "read": "gelesen", "added": "neu", "changed": "geändert", "unchanged": "unverändert", "removed": "entfernt",
      "rejected": "zurückgewiesen", "stations": "Wachen", "control_rooms": "Leitstellen",
      "organisations": "Organisationen", "conflicts": "Widersprüche",
    ],
    moreProblems: "… und {} weitere Probleme; --format json nennt alle", files: "{} Dateien, davon {} abgelehnt",
    kinds: [
      "organisation": "Organisation", "control room": "Leitstelle", "station": "Wache", "unit": "Einheit",
    ],
    movedBy: "um {} m verlegt", withStation: "mit ihrer Wache geändert", moreRecords: "… und {} weitere Einträge",
    new: "neu", gone: "entfallen", wouldRestore: "Version {} von {} würde wiederhergestellt",
    restored: "Version {} von {} ist wiederhergestellt", isSoAlready: "{} ist schon so wie in Version {}")
}
