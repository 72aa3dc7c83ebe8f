public import DirectoryModel
public import FoundationEssentials

/// One line of a request: something that is needed, or a unit that is named; it lives by itself.
public struct RequestLine: Codable, Hashable, Sendable {
  /// Its number, from 1.
  public var number: Int
  /// What is needed, such as `pumping` or `ladder>=23`; `nil` where a unit is named.
  public var need: String?
  /// The unit that is named; `nil` where any will do.
  public var unit: UnitID?
  /// How many.
  public var count: Int
  /// What the match said when the request was made.
  public var match: RequestMatch?
  /// Units that come next by the match.
  public var candidates: [RequestCandidate]?
  /// How another system names the line; `nil` where none does.
  public var reference: String?
  /// What it is at.
  public internal(set) var state: RequestState
  /// Since when.
  public internal(set) var since: Date
  /// When it was sent.
  public internal(set) var sent: Date?
  /// The units that are promised.
  public internal(set) var units: [UnitID]
  /// When they leave.
  public internal(set) var departure: Date?
  /// On which channel they are to be reached.
  public internal(set) var channel: String?
  /// Until when the answer is put off.
  public internal(set) var until: Date?

  /// Makes a line in its first state.
  public init(
    need: String? = nil, unit: UnitID? = nil, count: Int = 1, match: RequestMatch? = nil,
    candidates: [RequestCandidate]? = nil
  ) {
    number = 0
    self.need = need
    self.unit = unit
    self.count = count
    self.match = match
    self.candidates = candidates
    state = .draft
    since = .distantPast
    units = []
  }

  /// What is asked for, as one word.
  public var subject: String { unit?.rawValue ?? need ?? "?" }
}

/// What a match said of the unit that a line asks for, at the moment when the request was made.
public struct RequestMatch: Codable, Hashable, Sendable {
  /// The unit.
  public var unit: UnitID
  /// What people call it.
  public var name: String?
  /// Its type as published.
  public var type: String?
  /// Its station.
  public var station: String?
  /// Metres along the ellipsoid.
  public var distance: Double
  /// Seconds from the alarm to the arrival.
  public var eta: Double
  /// Whether it may come: `allowed`, `forbidden` or `none-known`.
  public var verdict: String
  /// The agreement.
  public var agreement: String?
  /// Where that is written.
  public var citation: String?
  /// People whom the lender leaves outside the norm meanwhile; `nil` where not known.
  public var lenderCost: Int?
  /// Seconds in which the nearest own unit would arrive; `nil` where there is none.
  public var ownETA: Double?
  /// The version of the directory that was asked.
  public var directoryVersion: Int
  /// When it was asked.
  public var time: Date

  // Keys in snake case do not know again what is written in capitals.
  private enum CodingKeys: String, CodingKey {
    case unit, name, type, station, distance, eta, verdict, agreement, citation, lenderCost, directoryVersion, time
    case ownETA = "ownEta"
  }

  /// Makes one.
  public init(
    unit: UnitID, name: String? = nil, type: String? = nil, station: String? = nil, distance: Double, eta: Double,
    verdict: String, agreement: String? = nil, citation: String? = nil, lenderCost: Int? = nil, ownETA: Double? = nil,
    directoryVersion: Int, time: Date
  ) {
    self.unit = unit
    self.name = name
    self.type = type
    self.station = station
    self.distance = distance
    self.eta = eta
    self.verdict = verdict
    self.agreement = agreement
    self.citation = citation
    self.lenderCost = lenderCost
    self.ownETA = ownETA
    self.directoryVersion = directoryVersion
    self.time = Timestamp.rounded(time)
  }
}

/// A unit that comes next by the match.
public struct RequestCandidate: Codable, Hashable, Sendable {
  /// The unit.
  public var unit: UnitID
  /// The room through which it is asked for.
  public var room: ControlRoomID?
  /// Seconds from the alarm to the arrival.
  public var eta: Double

  /// Makes one.
  public init(unit: UnitID, room: ControlRoomID?, eta: Double) {
    self.unit = unit
    self.room = room
    self.eta = eta
  }
}
