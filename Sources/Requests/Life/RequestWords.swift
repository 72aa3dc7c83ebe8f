/// What a line of a request is at; the table of the life (`life.json`) says how one state follows another.
public enum RequestState: String, CaseIterable, Codable, Hashable, Sendable {
  /// Written, and not sent yet.
  case draft
  /// Sent to the room that is asked.
  case sent
  /// Taken in by the machine of the room that is asked.
  case received
  /// Seen by a person there.
  case seen
  /// Put off until a time that is named.
  case deferred
  /// Promised, with the units that come.
  case accepted
  /// Promised for fewer units than were asked for.
  case acceptedInPart = "accepted-in-part"
  /// Promised with another unit than the one that was promised before.
  case replaced
  /// On the way.
  case turnedOut = "turned-out"
  /// At the place of the incident.
  case onScene = "on-scene"
  /// No longer needed there.
  case released
  /// Back where it belongs.
  case home
  /// Refused, with the reason.
  case declined
  /// Taken back by the room that asked.
  case cancelled
  /// Taken back by the room that lends.
  case withdrawn
  /// Nobody answered, or nobody turned out, in time.
  case expired
  /// Put away; nothing follows.
  case closed
}

/// What somebody does with a line.
public enum RequestAction: String, CaseIterable, Codable, Hashable, Sendable {
  /// Sends it.
  case send
  /// Takes it in, by machine.
  case receive
  /// Looks at it.
  case see
  /// Puts the answer off.
  case `defer`
  /// Promises all units.
  case accept
  /// Promises some of the units.
  case acceptPart = "accept-part"
  /// Refuses.
  case decline
  /// Sends another unit in the place of one that was promised.
  case replace
  /// Turns out.
  case turnOut = "turn-out"
  /// Arrives at the place.
  case arrive
  /// Lets the units go.
  case release
  /// Comes home.
  case `return`
  /// Takes the question back.
  case cancel
  /// Takes the promise back.
  case withdraw
  /// Lets it end because nobody did anything in time.
  case expire
  /// Puts it away.
  case close
}

/// Who does something with a request.
public enum RequestParty: String, CaseIterable, Codable, Hashable, Sendable {
  /// The room that asks.
  case asking
  /// The room that is asked.
  case asked
  /// The program that keeps the limits.
  case service
}

/// What a step has to say beyond who takes it.
public enum RequestNeed: String, Codable, Hashable, Sendable {
  /// Which units come.
  case units
  /// Which unit is replaced.
  case insteadOf = "instead-of"
  /// Until when the answer is put off.
  case until
  /// Why.
  case reason
}

/// How soon somebody needs help.
public enum RequestUrgency: String, CaseIterable, Codable, Hashable, Sendable {
  /// Lives are in danger.
  case immediate
  /// Soon, without blue lights where that can be.
  case urgent
  /// For a time that is planned.
  case planned
}
