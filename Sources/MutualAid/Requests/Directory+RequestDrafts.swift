internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Geodesy
internal import Matching
public import Requests

extension Directory {
  /// Makes requests of a match, one for each room to be asked; nothing is kept or sent yet.
  ///
  /// Each keeps what the match said: verdict and citation, arrival, what the lender would leave uncovered, the nearest own unit,
  /// and who comes next.
  ///
  /// - Parameters:
  ///   - report: the match.
  ///   - draft: what the requests say beyond it.
  /// - Returns: the requests, by the first arrival; none where the match proposes no unit of another room.
  /// - Throws: `MutualAidError` where there is no such room, for a text that is too long, and for trouble with the store.
  public func requests(from report: PackageReport, _ draft: RequestDraft) throws -> [AidRequest] {
    try check(draft)
    let now = Date()
    let own = try ownETA(for: report)
    var requests: [AidRequest] = []
    for group in report.requests {
      guard let room = group.room?.id, room != draft.asking, draft.asked.map({ $0 == room }) ?? true else { continue }
      let wanted = Set(group.units.map(\.unit.id))
      var lines: [RequestLine] = []
      for filling in report.answer.fillings {
        let matches = filling.slots.flatMap(\.matches).filter { wanted.contains($0.unit.id) }
        guard let first = matches.first else { continue }
        let next = (matches.dropFirst() + filling.alternatives).map { match in
          RequestCandidate(unit: match.unit.id, room: report.entries[match.unit.id]?.controlRoom?.id, eta: match.eta)
        }
        lines.append(
          RequestLine(
            need: PackageNeed(capabilities: filling.need.capabilities).description.withoutCount, count: matches.count,
            match: facts(of: first, in: report, own: own, at: now), candidates: next))
      }
      guard !lines.isEmpty else { continue }
      requests.append(
        AidRequest(
          incident: incident(of: report, draft), asking: draft.asking, asked: room, lines: lines,
          urgency: draft.urgency, language: draft.language, isExercise: draft.isExercise, created: now))
    }
    return requests
  }

  private func incident(of report: PackageReport, _ draft: RequestDraft) -> RequestIncident {
    let place = report.query.base.place
    return RequestIncident(
      id: draft.incident, latitude: place.latitude, longitude: place.longitude,
      country: report.context.answer.site.country, text: draft.text, place: draft.place ?? report.context.regionName)
  }

  private func facts(of match: Match, in report: PackageReport, own: Double?, at now: Date) -> RequestMatch {
    let entry = report.entries[match.unit.id]
    return RequestMatch(
      unit: match.unit.id, name: (entry?.record.callSign ?? entry?.record.names.main).flatMap { $0.isEmpty ? nil : $0 },
      type: entry?.record.type,
      station: entry?.station.names.main, distance: match.distance, eta: match.eta,
      verdict: match.verdict.kind.rawValue, agreement: match.verdict.agreement?.id,
      citation: (match.verdict.agreement?.citation).flatMap { $0.isEmpty ? nil : $0 },
      lenderCost: entry?.lenderCost?.people, ownETA: own,
      directoryVersion: report.context.directoryVersion, time: now)
  }

  /// When the nearest own unit would arrive that can do the first need; `nil` where there is none.
  private func ownETA(for report: PackageReport) throws -> Double? {
    var query = report.query.base
    query.scope = .domestic
    query.lenders = []
    query.needs = report.query.needs.first?.capabilities ?? []
    query.service = report.query.needs.first?.service ?? query.service
    query.count = 1
    query.lenderCost = .none
    return try nearest(query).units.first?.eta
  }

  private func check(_ draft: RequestDraft) throws {
    for room in [draft.asking, draft.asked].compactMap({ $0 }) { try checkRoom(room) }
    for text in [draft.incident, draft.text, draft.place].compactMap({ $0 }) {
      guard text.utf8.count <= 2_000, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" }) else {
        throw MutualAidError(
          .requestInvalid, "a text of the request is too long or has control characters",
          hint: "Give at most 2,000 bytes.")
      }
    }
    guard !draft.incident.isEmpty else {
      throw MutualAidError(.requestInvalid, "the incident has no number", hint: "Give the number of the own system.")
    }
  }

  /// Checks that there is a room.
  func checkRoom(_ id: ControlRoomID) throws {
    guard try store.controlRooms().contains(where: { $0.id == id }) else { throw try unknownRoom(id) }
  }

  private func unknownRoom(_ id: ControlRoomID) throws -> MutualAidError {
    let guess = EditDistance.nearest(to: id.rawValue, among: try store.controlRooms().map(\.id.rawValue))
    return MutualAidError(
      .unknownRoom, "there is no control room '\(id)' in the directory", hint: guess.map { .didYouMean($0) })
  }
}

extension String {
  /// A need without the number behind it.
  fileprivate var withoutCount: String {
    guard let colon = lastIndex(of: ":"), Int(self[index(after: colon)...]) != nil else { return self }
    return String(self[..<colon])
  }
}
