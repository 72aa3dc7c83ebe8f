internal import Coverage
internal import DirectoryModel
internal import TextFormats

extension CrossingChange.Kind: NamedValue { static let section = "crossing-change" }

extension CrossingChange {
  /// So many are named in a text; programs read all of them.
  private static let named = 12

  /// What becomes of crossings, a line for each kind of change that there is.
  static func lines(of changes: [CrossingChange], in language: Language) -> [String] {
    texts(of: changes, in: language).map { "  – \($0)" }
  }

  /// The same without what makes it a list.
  static func texts(of changes: [CrossingChange], in language: Language) -> [String] {
    let words = Words<ScenarioPhrase>(language)
    return Kind.allCases.compactMap { kind in
      let names = changes.filter { $0.kind == kind }.map { change in
        let name = change.names.text(in: language.rawValue)
        let barrier = change.barrierNames.text(in: language.rawValue)
        return barrier.isEmpty ? "\(name) (\(change.id))" : "\(name), \(barrier) (\(change.id))"
      }
      guard !names.isEmpty else { return nil }
      let more = names.count > named ? [words(.more, names.count - named)] : []
      return words.name(of: kind) + words.colon + (names.prefix(named) + more).joined(separator: "; ")
    }
  }

  /// Writes the member `crossings`.
  static func write(_ changes: [CrossingChange], to writer: inout JSONWriter) {
    writer.member("crossings") { writer in
      writer.array(changes) { writer, change in
        writer.object {
          $0.member("barrier", change.barrier.rawValue)
          $0.member("change", change.kind.rawValue)
          $0.member("id", change.id.rawValue)
          $0.member("name", change.names.main)
        }
      }
    }
  }
}
