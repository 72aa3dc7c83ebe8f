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
  init(path: String, profile: String, shown: Int) throws {
    var options = ReadingOptions()
    options.profile = .file(profile)
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
        if organisations <= shown {
          lines.append("\(line): organisation \(organisation.id) '\(organisation.names.main)'")
        }
      case .controlRoom(let room, let line):
        rooms += 1
        if rooms <= shown { lines.append("\(line): control room \(room.id) '\(room.names.main)'") }
      case .station(let record):
        stations += record.station == nil ? 0 : 1
        units += record.units.count
        told += record.problems
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
      case .registryEnd, .reference, .unreadableReference: break
      }
    }
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
