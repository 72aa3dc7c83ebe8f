public import DirectoryModel
public import FoundationEssentials

/// The id of a request: four groups of letters and digits that can be read aloud, such as `k7qf-2m9x-vt3c-0hd4`.
public struct RequestID: OpaqueIdentifier {
  /// The text.
  public let rawValue: String

  /// Takes a text as it is.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// A new one: 80 random bits.
  public static func random() -> RequestID {
    // Without i, l, o and u, which are taken for others.
    let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
    let groups = (0..<4).map { _ in String((0..<4).map { _ in letters[Int.random(in: 0..<32)] }) }
    return RequestID(groups.joined(separator: "-"))
  }
}

/// A request of one control room to another for help.
public struct AidRequest: Codable, Hashable, Sendable {
  /// Its id.
  public var id: RequestID
  /// What has happened, and where.
  public var incident: RequestIncident
  /// The room that asks.
  public var asking: ControlRoomID
  /// The room that is asked.
  public var asked: ControlRoomID
  /// Whether it is an exercise; that is said once, and never changes.
  public let isExercise: Bool
  /// How soon help is needed.
  public var urgency: RequestUrgency
  /// The language in which it was written, as a tag.
  public var language: String
  /// When it was made.
  public let created: Date
  /// What is asked for, line by line.
  public var lines: [RequestLine]
  /// What was done with it, in the order in which it was taken.
  public var steps: [RequestStep] = []
  /// Limits that were over.
  public var notices: [RequestNotice] = []

  /// Makes a request.
  public init(
    id: RequestID = .random(), incident: RequestIncident, asking: ControlRoomID, asked: ControlRoomID,
    lines: [RequestLine], urgency: RequestUrgency = .immediate, language: String = "en", isExercise: Bool = false,
    created: Date = Date()
  ) {
    self.id = id
    self.incident = incident
    self.asking = asking
    self.asked = asked
    self.isExercise = isExercise
    self.urgency = urgency
    self.language = language
    self.created = Timestamp.rounded(created)
    self.lines = lines
    for index in self.lines.indices {
      self.lines[index].number = index + 1
      self.lines[index].since = self.created
    }
  }

  /// What a room is in the request; `nil` for one that is not party to it.
  public func party(_ room: ControlRoomID) -> RequestParty? {
    room == asking ? .asking : room == asked ? .asked : nil
  }

  /// Counts up with every step.
  public var version: Int { steps.count }

  /// Whether all lines are put away.
  public var isClosed: Bool { lines.allSatisfy { $0.state == .closed } }
}

/// What has happened, and where.
public struct RequestIncident: Codable, Hashable, Sendable {
  /// The number that the asking room has given it.
  public var id: String
  /// Degrees north on WGS84.
  public var latitude: Double
  /// Degrees east on WGS84.
  public var longitude: Double
  /// The country.
  public var country: CountryCode?
  /// What has happened, in words.
  public var text: String?
  /// Where, in words.
  public var place: String?

  /// Makes an incident.
  public init(
    id: String, latitude: Double, longitude: Double, country: CountryCode? = nil, text: String? = nil,
    place: String? = nil
  ) {
    self.id = id
    self.latitude = latitude
    self.longitude = longitude
    self.country = country
    self.text = text
    self.place = place
  }
}
