internal import DirectoryModel
internal import FoundationEssentials
internal import PopulationData
internal import RegistryXML

/// Finds documents in files and folders and puts them into an order in which they can be imported: what others need
/// (vocabulary, boundaries) first.
package enum DocumentFinder {
  /// The documents that paths stand for.
  ///
  /// A folder stands for all `.xml`, `.gml`, `.kml`, `.kmz` and `.osm` files, and all `.csv` and `.geojson` files with
  /// people, packed or not and whatever the case of the ending, in and below it; all but hidden files that is left out is
  /// named in the selection. A file stands for itself, `-` for standard input.
  ///
  /// - Throws: `MutualAidError` when a path does not exist or a folder holds no document.
  package static func documents(at paths: [String]) throws -> DocumentSelection {
    var found: [Candidate] = []
    var passedOver: [PassedOverFile] = []
    for path in paths {
      var isFolder = false
      guard path == "-" || FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw FilePlace.target(ofLink: path).map { target in
          MutualAidError(
            .unreadable, "'\(path)' is a link to '\(target)', which leads to no file", hint: "Check the path.")
        } ?? MutualAidError(.unreadable, "there is no file or folder '\(path)'", hint: "Check the path.")
      }
      // A single file has nothing to be put in order with.
      guard isFolder || paths.count > 1 else { return DocumentSelection(documents: paths) }
      guard isFolder else {
        found.append(Candidate(path))
        continue
      }
      let (inside, others) = try files(in: path)
      passedOver += others
      if inside.isEmpty {
        throw MutualAidError(
          .emptyDocument, "the folder '\(path)' holds no .xml, .gml, .kml, .kmz or .osm file, packed or not",
          hint: "Check the path.")
      }
      found += inside
    }
    let documents = found.map { (rank: rank(of: $0), path: $0.path) }
      .sorted { ($0.rank, $0.path) < ($1.rank, $1.path) }.map(\.path)
    return DocumentSelection(documents: documents, passedOver: passedOver)
  }

  /// A file and what it is by its beginning: it is opened once, and closed again.
  private struct Candidate {
    var path: String
    var rootName: String?
    var holdsPeople = false

    init(_ path: String) {
      self.path = path
      // Standard input can be read once only, and that is the import's.
      guard path != "-", let document = try? DocumentFile(path: path) else { return }
      holdsPeople = PopulationFile.form(of: document) != nil
      rootName = holdsPeople ? nil : document.rootName
    }
  }

  private static let endings = [".xml", ".gml", ".kml", ".kmz", ".osm"]
  /// Endings of files of which only those that hold people are documents.
  private static let otherEndings = [".csv", ".geojson"]

  private static func files(in folder: String) throws -> ([Candidate], passedOver: [PassedOverFile]) {
    // The slash has a link to a folder followed.
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    let names: [String]
    do {
      names = try FileManager.default.subpathsOfDirectory(atPath: root)
    } catch {
      throw MutualAidError(.unreadable, "cannot read the folder '\(folder)'", hint: "Check the permissions.")
    }
    // A text in place of bytes that are none: such a name would be read as another one.
    if let odd = names.first(where: { $0.contains("\u{FFFD}") && !FileManager.default.fileExists(atPath: root + $0) }) {
      throw MutualAidError(
        .unreadable, "the name of '\(root)\(odd)' is not UTF-8",
        hint: "Rename the file, or put a link with another name beside it.")
    }
    var (found, passedOver): ([Candidate], [PassedOverFile]) = ([], [])
    for name in names.sorted() {
      let parts = name.split(separator: "/")
      guard !parts.contains(where: { $0.hasPrefix(".") }) else { continue }
      let lowercased = name.lowercased()
      let plain = lowercased.hasSuffix(".gz") ? lowercased.dropLast(3) : lowercased[...]
      let mayHoldPeople = otherEndings.contains { plain.hasSuffix($0) }
      let path = root + name
      if !mayHoldPeople, !endings.contains(where: { plain.hasSuffix($0) }) {
        var isFolder = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if isThere, !isFolder { passedOver.append(PassedOverFile(path: path, reason: .ending)) }
        continue
      }
      guard !parts.contains("schema") else {
        passedOver.append(PassedOverFile(path: path, reason: .schema))
        continue
      }
      let candidate = Candidate(path)
      if mayHoldPeople ? candidate.holdsPeople : candidate.rootName != "profile" {
        found.append(candidate)
      } else {
        passedOver.append(PassedOverFile(path: path, reason: mayHoldPeople ? .noPeople : .profile))
      }
    }
    return (found, passedOver)
  }

  /// Kinds that name stations, rooms and areas, and so are checked against them.
  private static let lastKinds: [ReferenceDocument.Kind] = [.agreements, .interoperability]

  /// Reference documents by kind, then registries that only list control rooms, by their folder's name, then the rest,
  /// and then the kinds that name these.
  private static func rank(of candidate: Candidate) -> Int {
    let kinds = ReferenceDocument.Kind.allCases
    guard let root = candidate.rootName else { return kinds.count + 1 }
    guard let kind = ReferenceDocument.Kind(rawValue: root), let place = kinds.firstIndex(of: kind) else {
      return candidate.path.contains("control-rooms") ? kinds.count : kinds.count + 1
    }
    return lastKinds.contains(kind) ? kinds.count + 2 + place : place
  }
}
