public import Coverage
internal import DirectoryModel
internal import Foundation

/// Reads scenarios from YAML, or from JSON, which is a part of YAML.
///
/// The format is described in `Datasets/scenarios/README.md`.
public enum ScenarioFile {
  /// Scenarios of one file, edits of one scenario.
  static let mostEntries = 10_000

  /// Reads all scenarios of a file, whose footprints may name other files by paths that begin at its folder.
  ///
  /// - Throws: `MutualAidError` that names the file, the line and the edit; a file that cannot be read, or has more than 4 MiB,
  ///   is one too.
  public static func read(path: String) throws -> [Scenario] {
    try scenarios(
      text: text(ofFile: path, named: path, failure: { MutualAidError(.scenarioInvalid, $0, hint: $1) }), file: path,
      folder: URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false))
  }

  /// Reads all scenarios of a text.
  ///
  /// - Parameters:
  ///   - text: YAML or JSON.
  ///   - file: what messages call it; `nil` for no name.
  ///   - folder: where files that footprints name are looked for; `nil` where a text may name none, as when it comes
  ///     over a network.
  /// - Returns: the scenarios, in the order of the text.
  /// - Throws: `MutualAidError` that names the file, the line and the edit.
  public static func scenarios(text: String, file: String? = nil, folder: String? = nil) throws -> [Scenario] {
    let place = DocumentPlace(file: file)
    let fields = try FieldReader(
      DocumentNode(text: text, file: file), "the document", keys: ["scenarios"], place: place)
    let items = try list("scenarios", of: fields)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var known: [String: Int] = [:]
    return try items.enumerated().map { index, item in
      let fields = try FieldReader(item, "the scenario", keys: ["name", "description", "edits"], place: place)
      let name = try fields.required("name", fields.text("name"))
      guard name != "baseline" else {
        throw fields.failure("name", "'baseline' is what the scenarios are compared with", hint: "Take another name.")
      }
      if let line = known.updateValue(fields.line, forKey: name) {
        throw fields.failure(
          "name", "scenario '\(name)' is there already, in line \(line)", code: .scenarioConflict,
          hint: "Take another name.")
      }
      var footprints: [String] = []
      let edits = try list("edits", of: fields).enumerated().map { number, node in
        try EditReader(node, place: DocumentPlace(file: file, edit: number + 1)) { path, fields in
          let found = try footprint(path, folder: folder, fields: fields)
          footprints.append(found.file)
          return found.footprint
        }.edit()
      }
      try EditConflicts.check(edits, file: file)
      var scenario = Scenario(
        name: name, description: try fields.text("description"), edits: edits, file: file,
        text: source(from: item.line, to: items.indices.contains(index + 1) ? items[index + 1].line : nil, lines))
      scenario.footprintFiles = footprints
      return scenario
    }
  }

  private static func list(_ key: String, of fields: FieldReader) throws -> [DocumentNode] {
    let node = try fields.required(key, fields.node(key))
    guard case .list(let items) = node.content else {
      throw fields.failure(key, "'\(key)' of \(fields.subject) is no list")
    }
    guard items.count <= mostEntries else {
      throw fields.failure(key, "'\(key)' of \(fields.subject) has \(items.count) entries, more than \(mostEntries)")
    }
    return items
  }

  /// The lines of one scenario, without what stands before the next; all of them where two begin on one line.
  private static func source(from first: Int, to next: Int?, _ lines: [Substring]) -> String {
    let end = next.map { $0 - 1 } ?? lines.count
    guard first >= 1, first <= end, end <= lines.count else { return lines.joined(separator: "\n") }
    var taken = lines[(first - 1)..<end]
    while let last = taken.last, last.drop(while: { $0 == " " }).first.map({ $0 == "#" || $0 == "\r" }) ?? true {
      taken.removeLast()
    }
    return taken.joined(separator: "\n")
  }

  // MARK: Files

  private static func footprint(
    _ path: String, folder: String?, fields: FieldReader
  ) throws -> (footprint: FootprintReader.Footprint, file: String) {
    guard let folder else {
      throw fields.failure("footprint", "a file cannot be named here", hint: "Write the GeoJSON geometry itself.")
    }
    let whole = URL(filePath: path, relativeTo: URL(filePath: folder, directoryHint: .isDirectory))
      .path(percentEncoded: false)
    let text = try text(ofFile: whole, named: path) { fields.failure("footprint", $0, hint: $1) }
    let node = try DocumentNode(text: text, file: path)
    return (try FootprintReader(place: DocumentPlace(file: path)).footprint(node), whole)
  }

  private static func text(
    ofFile path: String, named name: String, failure: (TranslatableText, Hint) -> MutualAidError
  ) throws -> String {
    let bytes: [UInt8]
    do {
      bytes = try InputFile.bytes(of: path, limit: DocumentNode.longest)
    } catch {
      throw failure(error.text, error.hint ?? "Check the path and that you may read it.")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure("'\(name)' is not UTF-8 text", "Save it as UTF-8.")
    }
    return text
  }
}
