internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
public import Presentation

/// What a directory holds, for `info`.
public struct DirectorySummary {
  private let directory: Directory
  private let version: Int
  private let entries: [DirectoryStore.RegistryEntry]
  private let documents: [ReferenceDocument]
  private let unitCounts: [(country: String, service: Service, units: Int)]
  private let counts: (controlRooms: Int, organisations: Int, areas: Int, reports: Int)

  /// Looks at a directory.
  ///
  /// - Throws: `StoreError` when it cannot be read.
  public init(_ directory: Directory) throws {
    self.directory = directory
    version = try directory.store.version()
    entries = try directory.store.registries()
    documents = try directory.store.documents()
    unitCounts = try directory.store.unitCounts()
    counts = try directory.store.counts()
  }

  /// The summary as JSON.
  public var json: JSONValue {
    [
      "path": .string(directory.store.path), "version": .integer(version),
      "units": .integer(unitCounts.map(\.units).reduce(0, +)),
      "stations": .integer(entries.map(\.stations).reduce(0, +)),
      "control_rooms": .integer(counts.controlRooms), "organisations": .integer(counts.organisations),
      "areas": .integer(counts.areas), "availability_reports": .integer(counts.reports),
      "agreements": .integer(directory.agreements.count),
      "rules": .integer(directory.agreements.map(\.rules.count).reduce(0, +)),
      "registries": .array(
        entries.map { entry in
          [
            "id": .string(entry.registry.id), "title": .string(entry.registry.titles.main),
            "country": .string(entry.registry.country), "service": JSONValue(entry.registry.service?.rawValue),
            "publisher": .string(entry.registry.publisher), "authority": .string(entry.registry.authority.rawValue),
            "profile": .string(entry.profile), "issued": .string(Timestamp.text(entry.registry.issued)),
            "imported_at": .string(Timestamp.text(entry.importedAt)), "stations": .integer(entry.stations),
            "units": .integer(entry.units),
          ]
        }),
      "documents": .array(
        documents.map { document in
          [
            "kind": .string(document.kind.rawValue), "id": .string(document.id), "title": .string(document.title),
            "issued": .string(Timestamp.text(document.issued)),
          ]
        }),
      "unit_counts": .array(
        unitCounts.map {
          ["country": .string($0.country), "service": .string($0.service.rawValue), "units": .integer($0.units)]
        }),
    ]
  }

  /// The summary as text.
  public var text: String {
    let units = unitCounts.map(\.units).reduce(0, +)
    var lines = [
      "Directory \(directory.store.path), version \(version)",
      "\(units) units, \(entries.map(\.stations).reduce(0, +)) stations, \(counts.organisations) organisations, "
        + "\(counts.controlRooms) control rooms, \(directory.agreements.count) agreements, \(counts.areas) areas, "
        + "\(counts.reports) availability reports", "",
    ]
    let width = entries.map(\.registry.id.count).max() ?? 0
    for entry in entries {
      let id = entry.registry.id + String(repeating: " ", count: width - entry.registry.id.count)
      let age = max(0, Int(Date().timeIntervalSince(entry.registry.issued) / 86_400))
      lines.append(
        "\(id)  \(entry.registry.country)  \(padded(entry.stations)) stations  \(padded(entry.units)) units  "
          + "issued \(Timestamp.text(entry.registry.issued).prefix(10)) (\(age) days ago)")
    }
    lines.append("")
    for kind in ReferenceDocument.Kind.allCases {
      let ids = documents.filter { $0.kind == kind }.map(\.id)
      if !ids.isEmpty { lines.append("\(kind.rawValue): \(ids.joined(separator: ", "))") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
  }
}
