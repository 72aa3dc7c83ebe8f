/// What a rollback did, in one line.
package struct RollbackSummary: Sendable {
  private let subject: String
  private let version: Int
  private let isDryRun: Bool
  private let hasChanged: Bool
  private let counts: [(name: String, count: Int)]

  /// Puts a summary together.
  ///
  /// - Parameters:
  ///   - subject: the id of the registry or document.
  ///   - version: the version that is restored.
  ///   - isDryRun: whether nothing was done.
  ///   - hasChanged: whether anything changes.
  ///   - counts: what becomes of the records, by their JSON names.
  package init(
    subject: String, version: Int, isDryRun: Bool, hasChanged: Bool, counts: [(name: String, count: Int)]
  ) {
    self.subject = subject
    self.version = version
    self.isDryRun = isDryRun
    self.hasChanged = hasChanged
    self.counts = counts
  }

  /// The line.
  package func text(in language: Language = .english) -> String {
    let phrases = Words<ImportPhrase>(language)
    guard hasChanged else { return phrases(.isSoAlready, subject, "\(version)") }
    let phrase = isDryRun ? ImportPhrase.wouldRestore : .restored
    return phrases(phrase, "\(version)", subject) + phrases.colon
      + ImportReport.text(of: counts.filter { $0.count > 0 }, in: language)
  }
}
