internal import Coverage
internal import DirectoryModel

/// Reads rules of agreements and what is other in them, with the names that the native format has for their parts.
struct RuleReader {
  /// Keys of what a rule says beside who lends and borrows.
  static let termKeys = [
    "services", "within-km-of-border", "station-within-km-of-border", "windows", "role", "conditions",
  ]
  static let ruleKeys = ["lender", "borrower", "effect", "purposes"] + termKeys
  private static let partyKeys = [
    "country", "regions", "organisation", "station", "control-room", "municipality", "places",
  ]

  let fields: FieldReader

  /// The rule of an edit `add-rule`.
  func rule(id: String) throws -> AgreementRule {
    let terms = try terms()
    return AgreementRule(
      id: id, effect: try fields.word("effect") ?? .allow, lender: try party("lender"),
      borrower: try party("borrower"), services: terms.services ?? Service.allCases,
      purposes: try fields.words("purposes") ?? Purpose.allCases, role: terms.role ?? nil,
      borderBand: terms.borderBand.flatMap { $0.isFinite ? $0 : nil },
      stationBand: terms.stationBand.flatMap { $0.isFinite ? $0 : nil }, windows: terms.windows ?? [],
      conditions: terms.conditions ?? [])
  }

  /// What is given of a rule's terms.
  func terms() throws -> AgreementChange.Terms {
    var terms = AgreementChange.Terms()
    terms.borderBand = try band("within-km-of-border")
    terms.stationBand = try band("station-within-km-of-border")
    terms.services = try fields.words("services")
    terms.windows = try fields.windows("windows")
    terms.role = try fields.text("role") == "any" ? .some(nil) : try fields.word("role").map { .some($0) }
    terms.conditions = try fields.words("conditions")
    return terms
  }

  /// Metres; infinite for `none`.
  private func band(_ key: String) throws -> Double? {
    try fields.text(key) == "none" ? .infinity : try fields.number(key, in: 0...20_000).map { $0 * 1000 }
  }

  private func party(_ key: String) throws -> AgreementRule.Party {
    let node = try fields.required(key, fields.node(key))
    if case .scalar(let country, _) = node.content, !country.isEmpty {
      return AgreementRule.Party(country: CountryCode(unchecked: country))
    }
    let party = try FieldReader(node, "the \(key)", keys: RuleReader.partyKeys, place: fields.place)
    var places: [AgreementRule.Place] = []
    if let node = party.node("places") {
      guard case .list(let items) = node.content else {
        throw party.failure("places", "'places' of the \(key) is no list")
      }
      for item in items {
        let circle = try FieldReader(item, "the place", keys: ["name", "at", "radius-km"], place: fields.place)
        places.append(
          AgreementRule.Place(
            name: try circle.text("name") ?? "", centre: try circle.required("at", circle.coordinate("at")),
            radius: try circle.required("radius-km", circle.number("radius-km", in: 0...20_000)) * 1000))
      }
    }
    if key == "borrower", let wrong = ["organisation", "station"].first(where: party.has) {
      throw party.failure(wrong, "a borrower is a territory and has no '\(wrong)'")
    }
    return AgreementRule.Party(
      country: CountryCode(unchecked: try party.required("country", party.text("country"))),
      regions: try party.texts("regions")?.map { RegionCode($0) } ?? [],
      organisation: try party.text("organisation").map { OrganisationID($0) },
      station: try party.text("station").map { StationID($0) },
      controlRoom: try party.text("control-room").map { ControlRoomID($0) },
      municipality: try party.text("municipality"), places: places)
  }
}
