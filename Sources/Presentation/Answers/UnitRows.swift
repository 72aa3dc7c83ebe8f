internal import DirectoryModel
internal import Matching
internal import MutualAid

/// Units in a table of one line each, fitted into a width.
struct UnitRows {
  /// No column is made narrower than this.
  private static let narrowest = 9
  private static let gap = "  "

  private struct Column {
    var title: String
    var cells: [String]
    /// Whether it can be cut where the lines are too wide.
    var isElastic = true
    var isNumber = false
    /// Whether the end says more than the beginning: of "Feuerwehr Aachen, Nord" the place.
    var keepsEnd = false

    var width: Int { max(title.count, cells.map(\.count).max() ?? 0) }
  }

  private let columns: [Column]
  private let verdicts: [Verdict.Kind]
  private let verdictColumn = 5

  /// - Parameters:
  ///   - units: the units of an answer.
  ///   - equal: the places of those that may as well be the first.
  ///   - phrases: the words.
  init(_ units: [NearestReport.Unit], equal: Set<Int>, phrases: Words<AnswerPhrase>) {
    let language = phrases.language.rawValue
    let column = { (title: String, isElastic: Bool, isNumber: Bool, cell: (NearestReport.Unit) -> String) in
      Column(
        title: title, cells: units.map { ScreenText.line(cell($0)) }, isElastic: isElastic, isNumber: isNumber)
    }
    let name = { (title: String, cell: (NearestReport.Unit) -> String) in
      Column(title: title, cells: units.map { ScreenText.line(cell($0)) }, keepsEnd: true)
    }
    var columns = [
      Column(
        title: "", cells: units.indices.map { (equal.contains($0) ? "≈" : "") + String($0 + 1) }, isElastic: false,
        isNumber: true),
      column("min", false, true) { NearestReport.minutes($0.eta) },
      column(phrases[.vehicle], true, false) { UnitRows.vehicle($0, phrases) },
      name(phrases[.station]) { $0.station.names.text(in: language) },
      column("", false, false) { $0.station.country.text },
      column(phrases[.verdict], true, false) { unit in
        unit.match.verdict.isNotCovered
          ? phrases[.isNotCoveredShort] : unit.isOwn ? phrases[.isOwn] : phrases.name(of: unit.match.verdict.kind)
      },
      name(phrases[.room]) { $0.controlRoom?.names.text(in: language) ?? "?" },
    ]
    if units.contains(where: { $0.controlRoom?.phone != nil }) {
      columns.append(column(phrases[.phone], false, false) { $0.controlRoom?.phone?.number ?? "" })
    }
    self.columns = columns
    verdicts = units.map(\.match.verdict.kind)
  }

  /// The lines, the title first.
  ///
  /// - Parameters:
  ///   - width: how many columns a line may take; `nil` for as many as it needs.
  ///   - usesColour: whether verdicts are coloured for a terminal.
  /// - Returns: lines without line ends; wider than `width` only where that is narrower than anything can be.
  func lines(within width: Int?, usesColour: Bool) -> [String] {
    let widths = widths(within: width)
    return (-1..<verdicts.count).map { row in
      var line = ""
      for (index, column) in columns.enumerated() {
        let text =
          row < 0
          ? fitted(column.title, widths[index], keepingEnd: false)
          : fitted(column.cells[row], widths[index], keepingEnd: column.keepsEnd)
        let padding = String(repeating: " ", count: max(0, widths[index] - text.count))
        let isPainted = usesColour && index == verdictColumn && row >= 0
        let shown = isPainted ? ScreenText.painted(text, verdicts[row].colour) : text
        line += (index == 0 ? "" : UnitRows.gap) + (column.isNumber ? padding + shown : shown + padding)
      }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The widths of the columns: the widest elastic one gives way first.
  private func widths(within width: Int?) -> [Int] {
    var widths = columns.map(\.width)
    guard let width else { return widths }
    let room = width - UnitRows.gap.count * (columns.count - 1)
    while widths.reduce(0, +) > room {
      let elastic = columns.indices.filter { columns[$0].isElastic && widths[$0] > UnitRows.narrowest }
      guard let widest = elastic.max(by: { (widths[$0], $1) < (widths[$1], $0) }) else { break }
      widths[widest] -= 1
    }
    return widths
  }

  /// The code first: where a line is cut, it stays.
  private static func vehicle(_ unit: NearestReport.Unit, _ phrases: Words<AnswerPhrase>) -> String {
    let name = unit.typeName.text(in: phrases.language.rawValue)
    return name.isEmpty || name == unit.record.type ? unit.record.type : "\(unit.record.type) \(name)"
  }

  private func fitted(_ text: String, _ width: Int, keepingEnd: Bool) -> String {
    guard text.count > width else { return text }
    let room = max(0, width - 1)
    return keepingEnd ? "…" + text.suffix(room) : text.prefix(room) + "…"
  }
}

extension Verdict.Kind {
  /// The colour in which it is shown on a terminal.
  var colour: ScreenText.Colour {
    switch self {
    case .allowed: .green
    case .forbidden: .red
    case .noneKnown: .yellow
    }
  }
}
