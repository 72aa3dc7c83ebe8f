package import DirectoryModel
internal import FoundationEssentials
package import MutualAid
package import Requests
package import TextFormats

/// A request for people and programs, with what is known of its two rooms.
package struct RequestReport: Sendable {
  /// The request.
  package var request: AidRequest
  /// The room that asks; `nil` where it is not on file.
  package var asking: ControlRoom?
  /// The room that is asked; `nil` where it is not on file.
  package var asked: ControlRoom?
  /// Which side reads it; `nil` for neither.
  package var party: RequestParty?
  /// The table of what may follow.
  package var life: RequestLife
  /// What people call capabilities.
  package var names: CapabilityNames

  /// Makes one.
  package init(
    _ request: AidRequest, asking: ControlRoom?, asked: ControlRoom?, party: RequestParty? = nil,
    life: RequestLife = .standard, names: CapabilityNames = CapabilityNames()
  ) {
    self.names = names
    self.request = request
    self.asking = asking
    self.asked = asked
    self.party = party
    self.life = life
  }

  /// The request as JSON: as it is kept, with its rooms, what may follow line by line, and the next limit.
  package var json: JSONValue {
    guard case .object(var members) = RequestReport.value(request) else { return .null }
    members["version"] = .integer(request.version)
    members["closed"] = .bool(request.isClosed)
    members["rooms"] = ["asking": RequestReport.room(asking), "asked": RequestReport.room(asked)]
    members["next_limit"] = JSONValue(request.nextLimit(of: life).map(Timestamp.text))
    if let party {
      members["may"] = .array(
        request.lines.map { line in
          [
            "line": .integer(line.number),
            "steps": .array(life.steps(from: line.state, by: party).map { .string($0.rawValue) }),
          ]
        })
    }
    return .object(members)
  }

  private static func room(_ room: ControlRoom?) -> JSONValue {
    guard let room else { return .null }
    return [
      "id": .string(room.id.rawValue), "name": .string(room.names.main), "phone": JSONValue(room.phone?.number),
      "languages": .array(room.languages.map(JSONValue.string)),
    ]
  }

  /// A value of requests as JSON; null for one that JSON does not know.
  package static func value(_ value: some Encodable) -> JSONValue {
    guard let bytes = try? RequestJSON.bytes(value) else { return .null }
    var reader = JSONReader(bytes[...])
    return (try? reader.value()) ?? .null
  }
}

extension RequestReport {
  /// The request for people: rooms, lines, what happened.
  package func text(in language: Language) -> String {
    let words = Words<RequestPhrase>(language)
    let dates = DateText(language)
    var lines: [String] = []
    if request.isExercise { lines.append(exerciseMark(words)) }
    lines.append(
      words(.title, request.id) + "  " + words(.between, name(asking, request.asking), name(asked, request.asked)))
    lines.append(words[.telephone] + words.colon + (asked?.phone?.number ?? words[.notOnFile]))
    lines.append(words[.incident] + words.colon + incidentText)
    lines.append(words[.urgency] + words.colon + words.name(of: request.urgency))
    for line in request.lines {
      var parts = ["\(line.number)", "\(line.count) × \(subject(of: line, in: language))", words.name(of: line.state)]
      if !line.units.isEmpty { parts.append(line.units.map(\.rawValue).joined(separator: ", ")) }
      if let channel = line.channel { parts.append(words[.channel] + words.colon + channel) }
      if let until = line.until { parts.append(words[.until] + words.colon + dates.moment(until)) }
      lines.append("  " + parts.joined(separator: "  "))
      if let match = line.match {
        lines.append(
          "     " + words[.proposed] + words.colon + match.title + ", " + words(.minutes, match.minutes)
            + (match.citation.map { "; \($0)" } ?? ""))
      }
    }
    lines.append(words[.happened] + words.colon)
    lines += happenings(in: language).map { "  \(Timestamp.text($0.time))  \($0.text)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a line asks for, as people call it.
  func subject(of line: RequestLine, in language: Language) -> String {
    guard line.unit == nil, let need = line.need else { return line.subject }
    return need.split(separator: "+").map { part in
      Need(String(part)).map { names.text(of: $0, in: language.rawValue) } ?? String(part)
    }.joined(separator: " + ")
  }

  /// What happened, one line each, in the order of its time.
  func happenings(in language: Language) -> [(time: Date, text: String)] {
    let words = Words<RequestPhrase>(language)
    let steps = request.steps.map { step -> (time: Date, text: String) in
      let facts: [String?] = [
        step.units.map { $0.map(\.rawValue).joined(separator: ", ") }, step.channel,
        step.reason.map { words.name(of: $0, in: "request-reason") }, step.note,
        step.isContradiction == true ? words[.contradicts] : nil,
      ]
      return (
        step.time,
        ([words.name(of: step.action), words.name(of: step.party)] + facts.compactMap { $0 }).joined(separator: ", ")
          + " (\(step.line))"
      )
    }
    let notices = request.notices.map { notice -> (time: Date, text: String) in
      let next = (notice.candidates ?? []).prefix(3).map(\.unit.rawValue).joined(separator: ", ")
      return (
        notice.time,
        words.name(of: notice.limit, in: "request-limit") + (next.isEmpty ? "" : ": " + next)
          + (notice.text.map { ": " + $0 } ?? "") + " (\(notice.line))"
      )
    }
    return (steps + notices).enumerated().sorted { ($0.1.time, $0.0) < ($1.1.time, $1.0) }.map(\.1)
  }

  /// What a form of messages cannot say, to be told by telephone.
  package static func lost(_ export: RequestExport, in language: Language) -> String {
    Words<RequestPhrase>(language)(.lost, export.lost.joined(separator: ", "))
  }

  /// The word that marks an exercise, so that it is not overlooked.
  func exerciseMark(_ words: Words<RequestPhrase>) -> String {
    (0..<3).map { _ in words[.exercise] }.joined(separator: " – ")
  }

  /// A room's name, or its id.
  func name(_ room: ControlRoom?, _ id: ControlRoomID) -> String {
    room.map { $0.names.main.isEmpty ? id.rawValue : $0.names.main } ?? id.rawValue
  }

  /// What has happened and where, in one line.
  var incidentText: String {
    let incident = request.incident
    let place = "\(Self.degrees(incident.latitude)), \(Self.degrees(incident.longitude))"
    return [incident.id, incident.text, incident.place, place].compactMap { $0 }.joined(separator: "; ")
  }

  private static func degrees(_ value: Double) -> String {
    let scaled = (value * 100_000).rounded() / 100_000
    return "\(scaled)"
  }
}

extension RequestMatch {
  /// What people call the unit.
  var title: String {
    let name = name.flatMap { $0.isEmpty ? nil : $0 }
    return [name ?? station ?? unit.rawValue, type].compactMap { $0 }.joined(separator: ", ")
  }

  /// Minutes until it arrives, rounded up.
  var minutes: Int { Int((eta / 60).rounded(.up)) }
}

/// Requests in a list, for people and programs.
package struct RequestList: Sendable {
  private let requests: [AidRequest]

  /// Makes a list.
  package init(_ requests: [AidRequest]) { self.requests = requests }

  /// The requests as JSON.
  package var json: JSONValue {
    .array(
      requests.map { request in
        guard case .object(var members) = RequestReport.value(request) else { return .null }
        members["version"] = .integer(request.version)
        members["closed"] = .bool(request.isClosed)
        return .object(members)
      })
  }

  /// One line for each line of a request.
  package func text(in language: Language) -> String {
    let words = Words<RequestPhrase>(language)
    guard !requests.isEmpty else { return words[.none] + "\n" }
    let dates = DateText(language)
    return HistoryReport.table(
      requests.flatMap { request in
        request.lines.map { line in
          [
            request.id.rawValue, request.isExercise ? words[.exercise] : "", dates.universal(request.created),
            request.asking.rawValue, request.asked.rawValue, "\(line.count) × \(line.subject)",
            words.name(of: line.state),
          ]
        }
      })
  }
}
