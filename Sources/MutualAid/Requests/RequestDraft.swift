public import DirectoryModel
public import FoundationEssentials
public import Requests

/// A step as somebody asks for it.
public struct StepDraft: Codable, Hashable, Sendable {
  /// What.
  public var action: RequestAction
  /// With which line, from 1; `nil` for all lines that it follows.
  public var line: Int?
  /// Which units come.
  public var units: [UnitID]?
  /// Which unit is replaced.
  public var insteadOf: UnitID?
  /// When they leave.
  public var departure: Date?
  /// On which channel they are to be reached.
  public var channel: String?
  /// Until when the answer is put off.
  public var until: Date?
  /// Why, as a word of the list.
  public var reason: String?
  /// In words.
  public var note: String?
  /// When it happened; `nil` for now.
  public var time: Date?
  /// The version of the request that the caller knows; `nil` where they do not say.
  public var version: Int?

  /// Makes one.
  public init(_ action: RequestAction, line: Int? = nil) {
    self.action = action
    self.line = line
  }
}

/// What a request says beyond the match from which it is made.
public struct RequestDraft: Hashable, Sendable {
  /// The room that asks.
  public var asking: ControlRoomID
  /// Only of this room; `nil` for every room whose units the match proposes.
  public var asked: ControlRoomID?
  /// The number that the asking room has given the incident.
  public var incident: String
  /// What has happened, in words.
  public var text: String?
  /// Where, in words.
  public var place: String?
  /// How soon help is needed.
  public var urgency = RequestUrgency.immediate
  /// The language in which it is written, as a tag.
  public var language = "en"
  /// Whether it is an exercise.
  public var isExercise = false
  /// Whether it is sent at once.
  public var isSent = true

  /// Makes one.
  public init(asking: ControlRoomID, incident: String) {
    self.asking = asking
    self.incident = incident
  }
}
