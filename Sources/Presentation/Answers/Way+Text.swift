internal import DirectoryModel
internal import Matching
internal import MutualAid
internal import TextFormats

/// By which crossings units come.
extension Words<AnswerPhrase> {
  /// The crossings of a way and how long it is; `nil` where it crosses nothing.
  func crossings(of way: Way?) -> String? {
    guard let way, !way.crossings.isEmpty else { return nil }
    let names = way.crossings.map(text).joined(separator: ", ")
    let line = self(.goesBy, names, distance(way.metres))
    return way.wait > 0 ? line + ", " + self(.crossingWait, duration(way.wait)) : line
  }

  private func text(of crossing: Crossing) -> String {
    let phrase: AnswerPhrase =
      switch crossing.kind {
      case .bridge: .crossingBridge
      case .tunnel: .crossingTunnel
      case .dam: .crossingDam
      case .ferry: .crossingFerry
      case .end: .crossingEnd
      }
    let name = self(phrase, crossing.names.text(in: language.rawValue))
    return crossing.confidence == .low ? self(.crossingUnsure, name) : name
  }

  /// What is to be said of how units come: crossings, and that a unit may stand on either bank; each with the unit's number.
  func ways(of units: [NearestReport.Unit]) -> [String] {
    units.enumerated().flatMap { index, unit in
      [crossings(of: unit.match.way), unit.isOnEitherBank ? self[.eitherBank] : nil]
        .compactMap { $0 }.map { "\(index + 1)  \($0)" }
    }
  }
}

extension NearestReport {
  /// Writes by which crossings a unit comes.
  static func writeCrossings(of entry: Unit, to writer: inout JSONWriter, in language: Language) {
    let way = entry.match.way
    writer.member("crossing_wait_s", way?.wait, decimals: 0)
    writer.member("crossings") { writer in
      writer.array(way?.crossings ?? []) { writer, crossing in
        writer.object { writer in
          writer.member("confidence", crossing.confidence.rawValue)
          writer.member("id", crossing.id)
          writer.member("kind", crossing.kind.rawValue)
          writer.member("name", crossing.names.text(in: language.rawValue))
        }
      }
    }
  }
}
