import DirectoryModel
import Foundation
import RegistryXML
import TestSupport
import Testing

/// The examples in the schema of profiles: each is a profile that can be used, and reads what it says.
@Suite struct SchemaExampleTests {
  struct Example: CustomTestStringConvertible, Sendable {
    var title: String
    var profile: String
    var document: String
    var reads: [String]

    var testDescription: String { title }
  }

  static let examples: [Example] = ProfileLibrary.schema.components(separatedBy: "<example title=\"").dropFirst().map {
    text in
    let part = { (name: String) in
      text.components(separatedBy: "</\(name)>").first?.components(separatedBy: "<\(name)>").last ?? ""
    }
    let profile = text.components(separatedBy: "</profile>").first?.components(separatedBy: "<profile ").last ?? ""
    return Example(
      title: text.components(separatedBy: "\">").first ?? "",
      profile: "<profile xmlns=\"urn:mutual-aid:profile:1.0\" \(profile)</profile>",
      document: part("document").trimmingCharacters(in: .whitespacesAndNewlines),
      reads: part("reads").components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }.map {
          $0.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
        })
  }

  @Test("Each example reads what it says", arguments: examples)
  func reads(example: Example) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(example.profile, to: "profile.xml")
    let problems = try ProfileLibrary.check(file: path).problems
    try #require(problems.isEmpty, "\(problems.map(\.message))")
    var options = ReadingOptions()
    options.profile = .file(path)
    options.service = .fire
    let lines = SchemaExampleTests.lines(of: try Reading(example.document, options: options))
    #expect(lines == example.reads, "reads of \(example.title):\n\(lines.joined(separator: "\n"))\nend")
  }

  private static func lines(of reading: Reading) -> [String] {
    var lines = reading.organisations.map { line("organisation", $0) }
    lines += reading.rooms.map { line("control-room", $0) }
    for record in reading.records {
      lines += record.station.map { [line("station", $0)] } ?? []
      lines += record.units.map { line("unit", $0.unit) }
    }
    lines += reading.reports.map { report in
      let until = report.until.map { " until \(Timestamp.text($0))" } ?? ""
      return "report \(report.unit): \(report.status.rawValue) since \(Timestamp.text(report.since))\(until)"
        + (report.note.map { ", \($0)" } ?? "")
    }
    lines += reading.partialities.map { "not the whole: \($0)" }
    return lines + reading.allProblems.map { "\($0.severity.rawValue) \($0.code.rawValue) \($0.record ?? "")" }
  }

  private static func line<Record: FieldedRecord>(_ kind: String, _ record: Record) -> String {
    let fields = Record.fields.compactMap { field in field.text(record).map { "\(field.name) \($0)" } }
    // Places that were transformed have digits that say nothing.
    return "\(kind) \(record.id.rawValue): \(fields.joined(separator: "; "))".replacing(/[0-9]+\.[0-9]{5,}/) { number in
      String(format: "%.4f", Double(number.output) ?? .nan)
    }
  }

  @Test("Every element and attribute of the language is in an example")
  func complete() throws {
    let language = ProfileLibrary.schema.components(separatedBy: "<!-- ===== Examples").first ?? ""
    let declared = Set(
      language.matches(of: /<xs:(?:element|attribute) name="([a-z-]+)"/).map { String($0.output.1) })
    let text = SchemaExampleTests.examples.map(\.profile).joined()
    let used = Set(
      text.matches(of: /<([a-z-]+)[\s\/>]/).map { String($0.output.1) }
        + text.matches(of: /\s([a-z-]+)="/).map { String($0.output.1) })
    #expect(declared.count > 90)
    #expect(declared.subtracting(used).isEmpty)
  }
}
