internal import MutualAid
internal import TextFormats

extension ScenarioNote {
  /// The scenario and its edits as lines of text.
  func lines(in language: Language) -> [String] {
    let words = Words(language)
    let dormant = CoveragePhrases(language).dormant
    return ["\(words.scenario)  \(name)"]
      + edits.map { edit in
        switch edit.effect {
        case .made: "  – \(edit.text)"
        case .dormant: "  – \(edit.text) (\(dormant))"
        case .idle: "  – \(edit.text) (\(words.idle))"
        }
      } + ["  \(words.lenderCost)"]
  }

  func write(to writer: inout JSONWriter) {
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

  private struct Words {
    var scenario: String
    var idle: String
    var lenderCost: String

    init(_ language: Language) {
      (scenario, idle, lenderCost) =
        switch language {
        case .english:
          (
            "Scenario", "no effect on a single incident",
            "Nothing in the directory changes; what help costs its lender is not counted in a scenario."
          )
        case .french:
          (
            "Scénario", "sans effet sur une seule intervention",
            "Rien ne change dans le répertoire ; ce que l'aide coûte au prêteur n'est pas compté dans un scénario."
          )
        case .dutch:
          (
            "Scenario", "geen gevolg voor één incident",
            "In het register verandert niets; wat hulp de uitlener kost, wordt in een scenario niet geteld."
          )
        case .german:
          (
            "Szenario", "ohne Wirkung auf einen einzelnen Einsatz",
            "Im Verzeichnis ändert sich nichts; was Hilfe den Entsender kostet, wird im Szenario nicht gezählt."
          )
        }
    }
  }
}
