import DirectoryModel
import Presentation
import RegistryXML

/// What a profile reads from a sample, in short.
struct SampleReading {
  private(set) var text = ""
  /// How many problems were found.
  private(set) var problems = 0

  /// Reads the sample.
  ///
  /// - Throws: `MutualAidError` when it cannot be read.
  init(path: String, options: ReadingOptions, shown: Int) throws {
    var ids = SampleIDs()
    var table: [String] = []
    var (stations, units, rooms, organisations, reports) = (0, 0, 0, 0, 0)
    var lines: [String] = []
    var told: [Problem] = []
    let summary = try DirectoryReader(options: options).read(path: path) { record in
      switch record {
      case .registryStart(let registry, let isWhole, let line):
        lines.append(
          "\(line): \(isWhole ? "registry" : "message") \(registry.id), \(registry.country), issued \(Timestamp.text(registry.issued)), "
            + "publisher \(registry.publisher)")
      case .organisation(let organisation, let line):
        organisations += 1
        if organisations == 1, stations == 0, table.isEmpty {
          table = FieldTable.lines(of: organisation, called: "organisation", line: line)
        }
        if organisations <= shown {
          lines.append("\(line): organisation \(organisation.id) '\(organisation.names.main)'")
        }
      case .controlRoom(let room, let line):
        rooms += 1
        ids.note(room.id, "control room", line: line, &told)
        if rooms <= shown { lines.append("\(line): control room \(room.id) '\(room.names.main)'") }
      case .station(let record):
        stations += record.station == nil ? 0 : 1
        units += record.units.count
        told += record.problems
        if let station = record.station {
          ids.note(station.id, "station", line: record.line, &told)
          for unit in record.units { ids.note(unit.unit.id, "unit", line: unit.line, &told) }
          if stations == 1 {
            table = FieldTable.lines(of: station, called: "station", line: record.line)
            if let unit = record.units.first {
              table += FieldTable.lines(of: unit.unit, called: "unit", line: unit.line)
            }
          }
        }
        if stations <= shown, let station = record.station {
          lines.append(
            "\(record.line): station \(station.id) '\(station.names.main)' at \(station.position.coordinate) "
              + "(\(station.position.quality.rawValue))\(station.country.map { " \($0)" } ?? "")")
          for unit in record.units.prefix(shown) {
            lines.append("\(unit.line):   unit \(unit.unit.id) \(unit.unit.service.rawValue) \(unit.unit.type)")
          }
        }
      case .availability(let report, let line):
        reports += 1
        if reports <= shown { lines.append("\(line): report \(report.unit) \(report.status.rawValue)") }
      case .strayUnit(let problems), .wrong(_, let problems): told += problems
      case .problem(let problem): told.append(problem)
      case .incomplete(let says, let line):
        told.append(
          Problem(
            line: line, severity: .warning, code: .incomplete,
            message: "the document says that it is not the whole: \(says)"
          ))
      case .corrections, .registryEnd, .page, .reference, .unreadableReference: break
      }
    }
    lines += table
    problems = told.count
    for problem in told.prefix(shown * 4) {
      lines.append(
        "\(problem.line.map(String.init) ?? "?"): \(problem.severity.rawValue): \(problem.message)"
          + "\(problem.record.map { " (\($0))" } ?? "") [\(problem.code.rawValue)]")
    }
    for value in summary.missing {
      lines.append(
        "\(path): nothing is found for the registry's \(value.name), which line \(value.profileLine) of the profile looks for"
      )
    }
    lines.append(
      "\(path): \(stations) stations, \(units) units, \(rooms) control rooms, \(organisations) organisations, "
        + "\(reports) reports, \(told.count) problems, \(summary.skipped) elements left out")
    text = ScreenText.lines(lines)
  }
}

/// The ids met in a sample, to find those that come twice.
private struct SampleIDs {
  private static let most = 1_000_000
  private var lines: [String: Int] = [:]

  mutating func note(_ id: some OpaqueIdentifier, _ kind: String, line: Int, _ problems: inout [Problem]) {
    let key = "\(kind) \(id.rawValue)"
    if let first = lines[key] {
      problems.append(
        Problem(
          line: line, severity: .error, code: .duplicateID,
          message: "\(kind) '\(id.rawValue)' is in line \(first) already: only the first would be taken",
          record: id.rawValue))
    } else if lines.count < SampleIDs.most {
      lines[key] = line
    }
  }
}

/// A record as a table of all its fields, those that nothing was found for too.
private enum FieldTable {
  static func lines<Record: FieldedRecord>(of record: Record, called kind: String, line: Int) -> [String] {
    let rows = [("id", Optional(record.id.rawValue))] + Record.fields.map { ($0.name, $0.text(record)) }
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    return ["first \(kind), line \(line):"]
      + rows.map { name, value in
        "  " + name + String(repeating: " ", count: width - name.count) + (value ?? "–")
      }
  }
}
