public import FoundationEssentials

/// A value of one field that a control room knows better than what registries publish.
///
/// Corrections stand in the registry of the room, `own-` and the room's id, and win there over every edition of the
/// registries below, field by field; all other fields follow these.
public struct Correction: Codable, Hashable, Sendable {
  /// The field, as `CorrectableField` names it, for example `phone`.
  public var field: String
  /// The value, as it was given.
  public var value: String
  /// Who says so.
  public var by: String
  /// When it was said, in whole seconds.
  public var at: Date
  /// Why; `nil` where nobody said.
  public var note: String?
  /// The registry that it stands in; `nil` in that registry itself.
  public var registry: RegistryID?
  /// What is published instead; `nil` where nothing is, and in the registry itself.
  public var published: String?

  /// Makes a correction; the moment is cut to whole seconds, in which documents write it.
  package init(field: String, value: String, by: String, at: Date, note: String? = nil) {
    self.field = field
    self.value = value
    self.by = by
    self.at = Date(timeIntervalSince1970: at.timeIntervalSince1970.rounded(.down))
    self.note = note
  }

  /// The beginning of the ids of registries that hold corrections.
  package static let registryPrefix = "own-"

  /// The id of the registry that holds what a room corrects.
  package static func registry(of room: ControlRoomID) -> RegistryID { RegistryID(registryPrefix + room.rawValue) }
}

/// A kind of record whose fields may be corrected.
public enum CorrectedKind: String, CaseIterable, Codable, Hashable, Sendable {
  /// An organisation.
  case organisation
  /// A control room.
  case controlRoom = "control-room"
  /// A station.
  case station
  /// A unit.
  case unit
}

/// What one registry corrects of one record.
public struct RecordCorrections: Hashable, Sendable {
  /// The kind of record.
  public var kind: CorrectedKind
  /// The record's id.
  public var id: String
  /// The corrected fields, each once, by name.
  public var corrections: [Correction]

  /// Makes the corrections of a record.
  package init(kind: CorrectedKind, id: String, corrections: [Correction]) {
    self.kind = kind
    self.id = id
    self.corrections = corrections
  }
}

/// What corrections are of: a kind of record, or a local agreement.
public enum CorrectionSubject: String, CaseIterable, Hashable, Sendable {
  /// An organisation.
  case organisation
  /// A control room.
  case controlRoom = "control-room"
  /// A station.
  case station
  /// A unit.
  case unit
  /// An agreement that a control room enters.
  case agreement

  /// The subject that a kind of record is.
  package init(_ kind: CorrectedKind) {
    self =
      switch kind {
      case .organisation: .organisation
      case .controlRoom: .controlRoom
      case .station: .station
      case .unit: .unit
      }
  }
}
