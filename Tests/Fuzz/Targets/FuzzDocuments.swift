import DirectoryModel
import RegistryXML

/// Documents in any dialect that the bytes may be taken for.
///
/// Reading ends with records or a `MutualAidError`. What is written of a registry in the native format is the same text when
/// it is read and written again.
enum FuzzDocuments {
  static func run(_ bytes: [UInt8]) throws {
    guard let records = try records(of: bytes) else { return }
    let registries = FuzzRegistry.registries(in: records)
    for registry in registries {
      let text = try registry.text()
      guard let again = try self.records(of: Array(text.utf8)) else {
        throw FuzzFinding(description: "what was written cannot be read: \(text)")
      }
      let found = try FuzzRegistry.registries(in: again).map { try $0.text() }
      try require(found == [text], "\(text)\nis, read and written again,\n\(found.joined())")
    }
  }

  private static func records(of bytes: [UInt8]) throws -> [DirectoryRecord]? {
    var records: [DirectoryRecord] = []
    do {
      _ = try DirectoryReader().read(bytes: bytes) { records.append($0) }
      return records
    } catch is MutualAidError {
      return nil
    }
  }
}

/// A registry with those of its records that can be written.
private struct FuzzRegistry {
  struct Place {
    var station: Station
    var units: [ResponseUnit]
  }

  var registry: Registry
  var organisations: [Organisation] = []
  var rooms: [ControlRoom] = []
  var places: [Place] = []

  /// The whole registries of a document; records that have anything wrong are left out.
  static func registries(in records: [DirectoryRecord]) -> [FuzzRegistry] {
    var registries: [FuzzRegistry] = []
    var current: FuzzRegistry?
    for record in records {
      switch record {
      case .registryStart(let registry, let isWhole, _): current = isWhole ? FuzzRegistry(registry: registry) : nil
      case .organisation(let organisation, _): current?.organisations.append(organisation)
      case .controlRoom(let room, _): current?.rooms.append(room)
      case .station(let record):
        if let station = record.station, record.problems.isEmpty, !station.id.rawValue.isEmpty {
          current?.places.append(Place(station: station, units: record.units.map(\.unit)))
        }
      case .registryEnd:
        if let current { registries.append(current) }
        current = nil
      default: break
      }
    }
    return registries
  }

  func text() throws -> String {
    var text = ""
    try withoutActuallyEscaping({ text += $0 }) { sink in
      let writer = try NativeWriter(sink: sink)
      try writer.start(registry, isRoot: true)
      for organisation in organisations { try writer.write(organisation, in: registry) }
      for room in rooms { try writer.write(room, in: registry) }
      for place in places { try writer.write(place.station, units: place.units, in: registry) }
      try writer.end()
      try writer.endDocument()
    }
    return text
  }
}
