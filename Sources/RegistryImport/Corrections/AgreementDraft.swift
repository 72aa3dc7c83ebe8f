internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import RegistryXML

/// The local agreements of a room, as they will be: an ordinary document of agreements, written anew.
///
/// Agreements in it that were not entered field by field stay as they are.
struct AgreementDraft {
  private struct Entry {
    var own: OwnAgreement
    /// What of it was asked last.
    var last: CorrectionRequest
  }

  private let store: DirectoryStore
  private let room: ControlRoom
  private let old: ReferenceDocument?
  /// All agreements of the document, by id.
  private var texts: [(id: String, xml: String)] = []
  private var known: [String: OwnAgreement] = [:]
  private var touched: [String: Entry] = [:]
  private var removed: Set<String> = []
  private(set) var changes: [CorrectionReport.Change] = []
  private(set) var problems: [Problem] = []

  /// Begins with what the room's document says so far.
  ///
  /// - Throws: `MutualAidError` when the store or the document cannot be read.
  init(store: DirectoryStore, room: ControlRoom) throws {
    self.store = store
    self.room = room
    let id = Correction.registry(of: room.id).rawValue
    old = try store.documents(.agreements).first { $0.id == id }
    for (agreement, xml) in try old?.agreements() ?? [] {
      texts.append((agreement.id, xml))
      if let own = OwnAgreement(agreement, room: room.id), try own.agreement.xml() == xml { known[own.name] = own }
    }
  }

  /// Whether a request is of an agreement.
  static func takes(_ request: CorrectionRequest) -> Bool { request.id.hasPrefix(OwnAgreement.subject) }

  /// Takes a request.
  ///
  /// - Throws: `MutualAidError` where the name, field or value cannot be taken.
  mutating func take(_ request: CorrectionRequest, by: String, at: Date) throws {
    let request = try request.inTokens()
    let name = try name(of: request)
    if request.field == Agreement.existence { return try setExistence(of: name, request) }
    var own = touched[name]?.own ?? known[name] ?? OwnAgreement(name: name, room: room.id)
    guard let field = Agreement.correctable.first(where: { $0.name == request.field }) else {
      let fields = Agreement.correctable.map(\.name) + [Agreement.existence]
      throw MutualAidError(
        .correctionInvalid, "'\(request.field)' is no field of an agreement", at: request.place,
        hint: EditDistance.nearest(to: request.field, among: fields).map { .didYouMean($0) } ?? .known(fields))
    }
    let before = own.fields[field.name]
    if let value = request.value {
      let value = ["lender", "borrower"].contains(field.name) ? try party(value, request) : value
      let correction = Correction(field: field.name, value: value, by: request.by ?? by, at: at, note: request.note)
      guard own.set(correction) else {
        throw MutualAidError(
          .correctionInvalid, "\(field.name) is '\(request.value ?? "")', expected \(field.expectation)",
          at: request.place)
      }
      guard let after = own.fields[field.name], before?.value != after.value || before?.note != after.note else {
        return
      }
      note(request, old: before?.value, new: after.value)
    } else {
      guard let before = own.withdraw(field.name) else { throw notCorrected(request, among: own) }
      note(request, old: before.value, new: nil)
    }
    touched[name] = Entry(own: own, last: request)
  }

  /// The room's document; `nil` where nothing changes.
  ///
  /// - Throws: `MutualAidError` where an agreement is not complete, or names what nobody lists.
  mutating func document(at moment: Date) throws -> ReferenceDocument? {
    guard !changes.isEmpty else { return nil }
    let replaced = Set(removed.union(touched.keys).map(id(of:)))
    var texts = texts.filter { !replaced.contains($0.id) }
    for (_, entry) in touched.sorted(by: { $0.key < $1.key }) {
      guard entry.own.missing.isEmpty else {
        throw MutualAidError(
          .correctionInvalid,
          "agreement '\(entry.own.name)' is not complete: \(entry.own.missing.joined(separator: ", ")) missing",
          at: entry.last.place,
          hint: "Give lender, borrower and service together, in one call or one file.")
      }
      let agreement = entry.own.agreement
      if let start = agreement.inForce, let end = agreement.ends, start >= end {
        throw MutualAidError(
          .correctionInvalid, "agreement '\(entry.own.name)' ends (\(end)) before it is in force (\(start))",
          at: entry.last.place)
      }
      texts.append((agreement.id, try agreement.xml()))
    }
    let issued = Correction(field: "", value: "", by: "", at: moment).at
    let document: ReferenceDocument
    do {
      document = try ReferenceDocument.agreements(
        id: Correction.registry(of: room.id).rawValue, issued: max(issued, old?.issued ?? issued),
        title: old?.title ?? room.names.main, texts.sorted { $0.id < $1.id }.map(\.xml))
    } catch let error as MutualAidError where error.code.category == .input {
      let only = touched.count == 1 ? touched.values.first : nil
      throw MutualAidError(
        .correctionInvalid, TranslatableText(verbatim: error.message), at: only?.last.place ?? .init())
    }
    try check(document)
    return document
  }

  // MARK: Names and existence

  private func id(of name: String) -> String { OwnAgreement(name: name, room: room.id).id }

  private func name(of request: CorrectionRequest) throws -> String {
    let name = String(request.id.dropFirst(OwnAgreement.subject.count))
    let isName =
      name.utf8.count <= 40 && name.first?.isASCII == true && name.first.map { $0.isLetter || $0.isNumber } == true
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    guard isName else {
      throw MutualAidError(
        .correctionInvalid,
        "'\(name)' is no name of an agreement, expected at most 40 letters, digits and - _ . such as vaals-gemmenich",
        at: request.place)
    }
    let id = id(of: name)
    if known[name] == nil, !removed.contains(name), texts.contains(where: { $0.id == id }) {
      throw MutualAidError(
        .correctionInvalid, "agreement '\(name)' says more than can be entered field by field", at: request.place,
        hint: "Change its document and import that.")
    }
    return name
  }

  private mutating func setExistence(of name: String, _ request: CorrectionRequest) throws {
    guard request.value == nil || request.value == "no" else {
      throw MutualAidError(
        .correctionInvalid, "exists is '\(request.value ?? "")', expected no, which withdraws the agreement",
        at: request.place)
    }
    guard touched.removeValue(forKey: name) != nil || known[name] != nil && !removed.contains(name) else {
      throw MutualAidError(
        .correctionInvalid, "the room has no agreement '\(name)'", at: request.place,
        hint: known.isEmpty ? nil : .known(known.keys.sorted()))
    }
    removed.insert(name)
    known[name] = nil
    note(request, old: "yes", new: request.value)
  }

  private func notCorrected(_ request: CorrectionRequest, among own: OwnAgreement) -> MutualAidError {
    MutualAidError(
      .correctionInvalid, "'\(request.field)' of '\(request.id)' is not corrected in this registry", at: request.place,
      hint: own.fields.isEmpty ? nil : .known(own.fields.keys.sorted()))
  }

  private mutating func note(_ request: CorrectionRequest, old: String?, new: String?) {
    changes.append(.init(kind: .agreement, id: request.id, field: request.field, old: old, new: new))
  }

  // MARK: Parties

  /// A party in which ids without a key are found in the directory.
  private func party(_ text: String, _ request: CorrectionRequest) throws -> String {
    var words = text.split(separator: " ").map(String.init)
    for index in words.indices.dropFirst() where !words[index].contains("=") {
      // The name of a municipality may have several words.
      if words[..<index].contains(where: { $0.hasPrefix("municipality=") }) { continue }
      words[index] = try keyed(words[index], request)
    }
    return words.joined(separator: " ")
  }

  private func keyed(_ word: String, _ request: CorrectionRequest) throws -> String {
    if try store.station(StationID(word)) != nil { return "station=\(word)" }
    if try store.controlRoom(ControlRoomID(word)) != nil { return "room=\(word)" }
    if try store.organisation(OrganisationID(word)) != nil { return "organisation=\(word)" }
    if try store.areaCodes().contains(where: { $0.hasPrefix(RegionCode(word)) }) { return "region=\(word)" }
    throw try unknown(word, in: request.field, at: request.place)
  }

  private func unknown(_ id: String, in field: String, at place: MutualAidError.Place) throws -> MutualAidError {
    let known =
      try store.stationIDs(containing: String(id.prefix(6))).map(\.rawValue)
      + store.controlRooms().map(\.id.rawValue) + store.areaCodes().map(\.rawValue)
    return MutualAidError(
      .unknownRecord, "\(field) names '\(id)', which is no station, control room, organisation or region here",
      at: place, hint: EditDistance.nearest(to: id, among: known.sorted()).map { .didYouMean($0) })
  }

  // MARK: Checks

  /// Checks the document as an import would; what the agreements that are asked for name must be there.
  private mutating func check(_ document: ReferenceDocument) throws {
    var checks = try RecordChecks(by: store)
    var found: [Problem] = []
    checks.check(.reference(document, content: try document.content(), line: 0)) { record in
      if case .problem(let problem) = record { found.append(problem) }
    }
    found += try checks.agreementProblems(records: KnownByStore(store: store))
    for (_, entry) in touched.sorted(by: { $0.key < $1.key }) {
      for rule in entry.own.agreement.rules {
        try check(rule.lender, as: "lender", at: entry.last.place)
        try check(rule.borrower, as: "borrower", at: entry.last.place)
      }
    }
    problems = found.filter { $0.code != .danglingReference }
    for index in problems.indices { problems[index].line = nil }
  }

  private func check(_ party: AgreementRule.Party, as field: String, at place: MutualAidError.Place) throws {
    let countries = Set(try store.areaHeads().map(\.country))
    guard countries.isEmpty || countries.contains(party.country) else {
      throw MutualAidError(
        .correctionInvalid, "no area of country '\(party.country)' is in the directory", at: place,
        hint: .known(countries.map(\.rawValue).sorted()))
    }
    let codes = try store.areaCodes()
    var missing = codes.isEmpty ? nil : party.regions.first { code in !codes.contains { $0.hasPrefix(code) } }?.rawValue
    if let id = party.station, try store.station(id) == nil { missing = id.rawValue }
    if let id = party.controlRoom, try store.controlRoom(id) == nil { missing = id.rawValue }
    if let id = party.organisation, try store.organisation(id) == nil { missing = id.rawValue }
    if let missing { throw try unknown(missing, in: field, at: place) }
  }
}

/// What a directory lists, for checks of agreements.
private struct KnownByStore: KnownRecords {
  let store: DirectoryStore

  func knows(organisation: OrganisationID) throws -> Bool? { try store.organisation(organisation) != nil }
  func knows(station: StationID) throws -> Bool? { try store.station(station) != nil }
  func knows(controlRoom: ControlRoomID) throws -> Bool? { try store.controlRoom(controlRoom) != nil }
}
