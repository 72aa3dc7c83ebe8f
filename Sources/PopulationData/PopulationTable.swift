internal import DirectoryModel

/// People read from a table of comma-, semicolon- or tab-separated values (RFC 4180) with a header.
///
/// A row has its place as `lat` and `lon` in degrees, or as the code of a cell of the European 1 km census grid
/// (`GRD_ID`, for example `CRS3035RES1000mN3090000E4017000` or `1kmN3090E4017`), whose middle is taken. Columns, in any order
/// and either case: `population` (also `people`, `OBS_VALUE`, `TOT_P_2021`, `T`), `code`, `country`, `region`, `year`,
/// `quality`, `source`; others are left out. A row that cannot be read is told with its line, and the rest is taken.
enum PopulationTable {
  /// Whether the first line of a table names people and places.
  static func recognises(header: String) -> Bool {
    PopulationColumns.areEnough(
      PopulationColumns.positions(in: CSVRows(header).first { _ in true }?.fields ?? []))
  }

  /// Reads a table; lines may end in any way.
  static func read(_ text: String, into collector: inout CellCollector) {
    var rows = CSVRows(text).makeIterator()
    guard let header = rows.next() else {
      collector.fail(1, .valueMissing, "the table is empty")
      return
    }
    let fields = PopulationColumns.positions(in: header.fields)
    guard PopulationColumns.areEnough(fields) else {
      collector.fail(header.line, .valueMissing, "the header needs population, and lat and lon or GRD_ID")
      return
    }
    while let row = rows.next() {
      guard row.fields.count == header.fields.count else {
        collector.fail(
          row.line, .valueInvalid, "\(row.fields.count) values where the header has \(header.fields.count)")
        continue
      }
      collector.take(line: row.line) { field in
        fields[field].map { row.fields[$0] }.flatMap { $0.isEmpty ? nil : $0 }
      }
    }
  }
}
