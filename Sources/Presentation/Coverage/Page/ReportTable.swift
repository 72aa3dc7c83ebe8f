/// A table of a report as values, which a page, a spreadsheet and a check all take from here.
package struct ReportTable: Sendable {
  /// What stands in a cell.
  package enum Value: Hashable, Sendable {
    /// Words.
    case text(String)
    /// Words with a line of smaller ones below.
    case note(String, String)
    /// A number of people or things.
    case count(Int)
    /// A difference, with its sign.
    case change(Int)
    /// A part of people.
    case share(Int, of: Int)
    /// Percentage points, with their sign; `nil` where there are none to tell.
    case points(Double?)
    /// Seconds; `nil` where there are none to tell.
    case time(Double?)
    /// Nothing to tell.
    case none
  }

  /// A column.
  package struct Column: Hashable, Sendable {
    /// Its head.
    package var title: String
    /// Whether words stand in it, which are set to the left.
    package var isWords: Bool
  }

  /// A row.
  package struct Row: Hashable, Sendable {
    /// The values, one for each column.
    package var values: [Value]
    /// Whether it is the sum of the others.
    package var isSum = false
  }

  /// A short word without spaces, one of its own among the tables of a report.
  package var id: String
  /// What it is about.
  package var title: String
  /// Its columns; the first names the rows.
  package var columns: [Column]
  /// Its rows.
  package var rows: [Row]
  /// What a reader needs to know to read it; empty for nothing.
  package var note: String

  init(_ id: String, _ title: String, columns: [(String, isWords: Bool)], note: String = "") {
    self.id = id
    self.title = title
    self.columns = columns.map { Column(title: $0.0, isWords: $0.isWords) }
    rows = []
    self.note = note
  }

  mutating func append(_ values: Value..., isSum: Bool = false) { rows.append(Row(values: values, isSum: isSum)) }

  /// The same table without its last columns.
  func without(last count: Int) -> ReportTable {
    var table = self
    table.columns = columns.dropLast(count)
    table.rows = rows.map { Row(values: $0.values.dropLast(count), isSum: $0.isSum) }
    return table
  }

  /// The same table with no more rows than some, sums aside.
  func first(_ count: Int) -> ReportTable {
    var table = self
    table.rows = rows.filter { !$0.isSum }.prefix(count) + rows.filter(\.isSum)
    return table
  }
}

extension ReportTable.Value {
  /// The value as a reader of the language reads it.
  func text(_ numbers: NumberText) -> String {
    switch self {
    case .text(let text), .note(let text, _): text
    case .count(let count): numbers.whole(count)
    case .change(let count): count == 0 ? "0" : numbers.change(count)
    case .share(let part, let all): numbers.percent(part, of: all)
    case .points(let points): points.map { numbers.signedTenths($0) } ?? "–"
    case .time(let seconds): numbers.minutes(seconds)
    case .none: "–"
    }
  }
}
