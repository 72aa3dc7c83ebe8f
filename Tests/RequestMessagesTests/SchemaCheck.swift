import Foundation
import TestSupport

/// The schema of EDXL-RM in EDXL-DE beside the tests.
enum SchemaCheck {
  /// What the schema says against a document; empty where it is valid.
  ///
  /// A program of its own looks: in this one files that a schema includes are read by nobody, so that no document can make it
  /// read any.
  static func problems(of document: String) throws -> [String] {
    let folder = try TemporaryFolder()
    let file = try folder.write(document, to: "message.xml")
    let schema = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Schemas/de.xsd").path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["xmllint", "--noout", "--nonet", "--schema", schema, file]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? [] : text.split(separator: "\n").map(String.init) + ["not valid"]
  }
}
