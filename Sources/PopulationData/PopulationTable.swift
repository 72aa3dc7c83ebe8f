internal import DirectoryModel
internal import TextFormats

/// People read from a table of comma-, semicolon- or tab-separated values (RFC 4180) with a header.
///
/// A row has its place as `lat` and `lon` in degrees, or as the code of a cell of the European 1 km census grid
/// (`GRD_ID`, for example `CRS3035RES1000mN3090000E4017000` or `1kmN3090E4017`), whose middle is taken. Columns, in any order
/// and either case: `population` (also `people`, `OBS_VALUE`, `TOT_P_2021`, `T`), `code`, `country`, `region`, `year`,
/// `quality`, `source`; others are left out. A row that cannot be read is reported with its line, and the rest is taken.
enum PopulationTable {
  /// Whether the first line of a table names people and places.
  static func recognises(header: ArraySlice<UInt8>) -> Bool { table(header) != nil }

  private static func table(_ bytes: ArraySlice<UInt8>) -> (header: [String], reader: CSVReader)? {
    CSVReader.table(bytes) { PopulationColumns.areEnough(PopulationColumns.positions(in: $0)) }
  }

  /// Reads a table; lines may end in any way.
  static func read(_ bytes: [UInt8], into collector: inout CellCollector) {
    guard let table = table(bytes[...]) else { return refuse(bytes, into: &collector) }
    let fields = PopulationColumns.positions(in: table.header)
    var rows = table.reader
    while true {
      do throws(CSVDefect) {
        guard let row = try rows.next() else { return }
        collector.take(line: row.line) { field in
          fields[field].map { CSV.restored(row.fields[$0]) }.flatMap { $0.isEmpty ? nil : $0 }
        }
      } catch {
        collector.fail(error.line, .valueInvalid, error.message)
      }
    }
  }

  /// Says why the first row is no header.
  private static func refuse(_ bytes: [UInt8], into collector: inout CellCollector) {
    var rows = CSVReader(bytes[...])
    do throws(CSVDefect) {
      guard let row = try rows.next() else { return collector.fail(1, .valueMissing, "the table is empty") }
      collector.fail(row.line, .valueMissing, "the header needs population, and lat and lon or GRD_ID")
    } catch {
      collector.fail(error.line, .valueInvalid, error.message)
    }
  }
}
