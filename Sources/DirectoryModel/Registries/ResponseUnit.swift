/// A unit: a vehicle or team with its crew that can be sent, or a group of them that only deploys as one.
///
/// The type is not called `Unit`, the field's word, because Foundation has a class of that name.
public struct ResponseUnit: Codable, Hashable, Identifiable, Sendable {
  /// A kind of vehicle or team in a group.
  package struct Member: Codable, Hashable, Sendable {
    /// The national type code.
    package var type: String
    /// How many.
    package var count: Int

    /// Makes a member.
    package init(type: String, count: Int = 1) {
      self.type = type
      self.count = count
    }
  }

  /// How many people.
  package struct Crew: Codable, Hashable, Sendable {
    /// People on board, 1 to 500.
    package var size: Int
    /// Whether the crew's size is published, derived or assumed.
    public var basis: Basis

    /// Makes a crew.
    package init(size: Int, basis: Basis = .published) {
      self.size = size
      self.basis = basis
    }
  }

  /// The type of a unit that stands for whatever a station has, where its registry lists no units.
  package static let unspecifiedType = "unspecified"

  /// The id that its registry gives, unique among the units of the directory.
  public var id: UnitID
  /// The id of its station.
  public var station: StationID
  /// The national type code exactly as published, known or not.
  public var type: String
  /// The service that it belongs to: its own, else the station's or the registry's.
  public var service: Service
  /// Names, the main one first; may be empty.
  public var names: LocalizedText
  /// The radio call sign as published; `nil` where the registry gives none.
  public var callSign: String?
  /// What this unit can do beyond, or other than, what its type says.
  public var capabilities: [Capability]
  /// The crew, where it is not the type's.
  package var crew: Crew?
  /// Turnout times, where they are not the station's.
  package var turnouts: [TurnoutTime]
  /// Where it stands, where that is not at its station.
  public var position: Position?
  /// The members of a group; empty for a single unit.
  package var members: [Member]
  /// Notes.
  package var notes: LocalizedText
  /// How the unit's existence is known.
  public var basis: Basis
  /// The id of its source, where it is not the registry's first.
  package var source: String?
  /// Why it is kept as it was, where its registry has listed it wrongly since; `nil` for all others.
  public var kept: KeptMark?
  /// What a control room knows better: in a room's own registry all that it says of the record, elsewhere what holds of it;
  /// `nil` where nothing is corrected.
  public var corrections: [Correction]?

  /// Makes a unit.
  package init(
    id: UnitID, station: StationID, type: String, service: Service, names: LocalizedText = LocalizedText(),
    callSign: String? = nil, capabilities: [Capability] = [], crew: Crew? = nil, turnouts: [TurnoutTime] = [],
    position: Position? = nil, members: [Member] = [], notes: LocalizedText = LocalizedText(),
    basis: Basis = .published, source: String? = nil
  ) {
    self.id = id
    self.station = station
    self.type = type
    self.service = service
    self.names = names
    self.callSign = callSign
    self.capabilities = capabilities
    self.crew = crew
    self.turnouts = turnouts
    self.position = position
    self.members = members
    self.notes = notes
    self.basis = basis
    self.source = source
  }
}

extension ResponseUnit: MarkedRecord {
  /// The mark of the unit or of its station, the unit's own first; `nil` where both are as their registry lists them.
  package func keptMark(at station: Station) -> KeptMark? { kept ?? station.kept }
}
