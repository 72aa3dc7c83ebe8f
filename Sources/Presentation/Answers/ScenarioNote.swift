internal import Coverage
internal import MutualAid
internal import TextFormats

extension ScenarioNote {
  /// The scenario and its edits as lines of text.
  func lines(in language: Language) -> [String] {
    let words = Words<ScenarioPhrase>(language)
    let dormant = Words<CoveragePhrase>(language)[.dormant]
    return ["\(words[.title])  \(words.scenarioName(name))"]
      + edits.map { edit in
        switch edit.effect {
        case .made: "  – \(edit.text)"
        case .dormant: "  – \(edit.text) (\(dormant))"
        case .idle: "  – \(edit.text) (\(words[.idle]))"
        }
      } + CrossingChange.lines(of: crossings, in: language) + ["  \(words[.lenderCost])"]
  }

  func write(to writer: inout JSONWriter) {
    CrossingChange.write(crossings, to: &writer)
    writer.member("edits") { writer in
      writer.array(edits) { writer, edit in
        writer.object {
          $0.member("edit", edit.text)
          $0.member("effect", edit.effect.rawValue)
        }
      }
    }
    writer.member("file", file)
    writer.member("name", name)
  }
}
