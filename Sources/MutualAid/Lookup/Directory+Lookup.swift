public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
public import Geodesy
package import Journal
internal import LocalTime
internal import Matching

/// Something in the directory that a text may mean.
public struct FoundRecord: Hashable, Sendable {
  /// What it is.
  public enum Kind: String, CaseIterable, Sendable {
    /// A municipality or locality.
    case place
    /// A station.
    case station
    /// A unit.
    case unit
    /// A control room.
    case controlRoom = "control-room"
    /// Water that no road leads over but by crossings.
    case barrier
    /// A bridge, tunnel, dam or ferry, or the end of a barrier.
    case crossing
  }

  /// What it is.
  public var kind: Kind
  /// Its id; `nil` for a place.
  public var id: String?
  /// Its name; of a unit the call sign, or where it has none the station's id.
  public var name: String
  /// Its country; `nil` where not known.
  public var country: CountryCode?
  /// The region of a place; `nil` for others, and where not known.
  public var region: String?
  /// Where it is; `nil` for a control room without a place, and for a barrier.
  public var coordinate: Coordinate?

  /// Makes one; without a value is what is not known.
  package init(
    kind: Kind, id: String? = nil, name: String, country: CountryCode? = nil, region: String? = nil,
    coordinate: Coordinate? = nil
  ) {
    (self.kind, self.id, self.name) = (kind, id, name)
    (self.country, self.region, self.coordinate) = (country, region, coordinate)
  }
}

extension Directory {
  /// Finds places, stations, units, control rooms, barriers and crossings by their names and ids.
  ///
  /// Each word is found wherever it stands in a name or id, whatever its case, accents and punctuation; places are found by
  /// their whole names, also with a slip or two. Of each kind, those that begin with the text come first.
  ///
  /// - Parameters:
  ///   - text: what to look for, at least two letters or digits.
  ///   - limit: how many of each kind at most.
  /// - Returns: what was found, kind by kind; empty where nothing was.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func find(_ text: String, limit: Int = 10) throws -> [FoundRecord] {
    let key = NameKey(text)
    guard let shortest = key.forms.map(\.count).min(), shortest >= 2, limit > 0 else { return [] }
    let words = text.split(whereSeparator: \.isWhitespace).map { NameKey(String($0)) }.filter { !$0.isEmpty }
    let fits = { (name: NameKey) in words.allSatisfy(name.contains) }
    var found = try places(named: text).filter { $0.kind == .municipality }.prefix(limit).map { place in
      FoundRecord(
        kind: .place, name: place.name, country: place.country,
        region: place.regionName ?? place.region?.rawValue, coordinate: place.coordinate)
    }
    var stations: [FoundRecord] = []
    for station in try current().contents.names.stations() where fits(station.name) || fits(station.id) {
      let record = station.record
      stations.append(
        FoundRecord(
          kind: .station, id: record.id, name: record.name, country: record.country, coordinate: record.place))
    }
    found += ordered(stations, by: key).prefix(limit)
    let units = try store.units(named: String(text.drop { $0.isWhitespace }), limit: limit).map { record in
      FoundRecord(
        kind: .unit, id: record.id, name: record.name.isEmpty ? record.station?.rawValue ?? "" : record.name,
        country: record.country, coordinate: record.place)
    }
    found += units
    let rooms = try store.controlRooms().filter { hasAll(words, id: $0.id.rawValue, $0.names) }
      .map { FoundRecord(kind: .controlRoom, id: $0.id.rawValue, name: $0.names.main, country: $0.country) }
    found += ordered(rooms, by: key).prefix(limit)
    let water = try store.barriers()
    let barriers = water.barriers.filter { hasAll(words, id: $0.id.rawValue, $0.names) }.map {
      FoundRecord(kind: .barrier, id: $0.id.rawValue, name: $0.names.main)
    }
    let crossings = water.crossings.filter { hasAll(words, id: $0.id.rawValue, $0.names) }.map {
      FoundRecord(kind: .crossing, id: $0.id.rawValue, name: $0.names.main, coordinate: $0.coordinate)
    }
    return found + ordered(barriers, by: key).prefix(limit) + ordered(crossings, by: key).prefix(limit)
  }

  /// Whether all words stand in an id or in one name of a record.
  private func hasAll(_ words: [NameKey], id: String, _ names: LocalizedText) -> Bool {
    ([id] + names.entries.map(\.text)).contains { text in
      let key = NameKey(text)
      return words.allSatisfy(key.contains)
    }
  }

  private func ordered(_ records: [FoundRecord], by key: NameKey) -> [FoundRecord] {
    records.sorted { left, right in
      let begins = { (record: FoundRecord) in
        NameKey(record.name).forms.contains { name in key.forms.contains { name.hasPrefix($0) } } ? 0 : 1
      }
      return (begins(left), left.name, left.id ?? "") < (begins(right), right.name, right.id ?? "")
    }
  }

  /// A unit with its station, room, capabilities and status, as an answer has it.
  ///
  /// - Parameters:
  ///   - id: the unit's id.
  ///   - moment: the moment for which its status is told.
  /// - Returns: the unit.
  /// - Throws: `MutualAidError` where there is no such unit, and when the store cannot be read.
  public func unit(_ id: UnitID, at moment: Date) throws -> UnitOnBoard {
    let (contents, _) = try current()
    guard let unit = try contents.source.unit(id, vocabulary: vocabulary) else {
      if let denial = try store.denial(ofUnit: id) {
        throw MutualAidError(
          .unknownUnit,
          "a control room says that there is no unit '\(id)': \(denial.by), \(Timestamp.text(denial.at).prefix(10))",
          hint: "Withdraw the correction where it is wrong.")
      }
      // Barriers and crossings are shown by their ids too.
      throw try unknownUnit(id, beside: waterIDs())
    }
    return try board(of: unit, at: moment, in: contents)
  }

  /// The units with a report, or all of them, by control room and id: who is out, and since when.
  ///
  /// - Parameters:
  ///   - filter: which units.
  ///   - moment: the moment for which their status is told.
  /// - Returns: the units; empty where none fits.
  /// - Throws: `MutualAidError` when the store cannot be read, and for a country that there is none of.
  public func board(_ filter: BoardFilter = BoardFilter(), at moment: Date) throws -> [UnitOnBoard] {
    let (contents, _) = try current()
    if let country = filter.country { try check(country) }
    var wanted: [MatchableUnit] = []
    if filter.withoutReports {
      wanted = try store.matchableUnits(vocabulary: vocabulary)
    } else {
      for report in try store.latestReports() {
        if let unit = try contents.source.unit(report.report.unit, vocabulary: vocabulary) { wanted.append(unit) }
      }
    }
    let words = filter.text.split(whereSeparator: \.isWhitespace).map { NameKey(String($0)) }.filter { !$0.isEmpty }
    var found: [UnitOnBoard] = []
    let changed = try filter.changedAfter.map {
      try changedUnits(after: $0, expiredAfter: filter.expiredAfter, at: moment)
    }
    for unit in wanted {
      guard changed.map({ $0.contains(unit.summary.id) }) ?? true,
        filter.service.map({ unit.summary.service == $0 }) ?? true,
        filter.country.map({ unit.summary.country == $0 }) ?? true,
        filter.type.map({ unit.summary.type == $0 }) ?? true,
        filter.box.map({ $0.contains(unit.summary.coordinate) }) ?? true
      else { continue }
      let entry = try board(of: unit, at: moment, in: contents)
      guard filter.room.map({ entry.controlRoom?.id == $0 }) ?? true,
        filter.statuses.isEmpty || filter.statuses.contains(entry.availability.status),
        words.isEmpty || words.allSatisfy(entry.isNamed)
      else { continue }
      found.append(entry)
    }
    return found.sorted {
      ($0.controlRoom?.id.rawValue ?? "", $0.record.id) < ($1.controlRoom?.id.rawValue ?? "", $1.record.id)
    }
  }

  private func changedUnits(
    after position: JournalPosition, expiredAfter told: Date?, at moment: Date
  ) throws -> Set<UnitID> {
    var units = try store.changedUnits(after: position)
    var time = try told ?? store.received(at: position) ?? .distantPast
    while let expiry = nextExpiry(after: time), expiry.moment <= moment {
      units.formUnion(expiry.units)
      time = expiry.moment
    }
    return units
  }

  private func board(of unit: MatchableUnit, at moment: Date, in contents: DirectoryContents) throws -> UnitOnBoard {
    let records = try contents.records.records(of: unit.summary.id)
    return UnitOnBoard(
      record: records.unit, station: records.station, registry: records.registry, organisation: records.organisation,
      controlRoom: records.controlRoom, typeName: records.typeName,
      capabilityNames: CapabilityNames(contents.vocabulary), capabilities: unit.capabilities,
      availability: try contents.matcher.availability(of: unit, at: moment), moment: moment)
  }
}

/// Which units a board shows.
public struct BoardFilter: Hashable, Sendable {
  /// Only units through this room; `nil` for all.
  public var room: ControlRoomID?
  /// Only units of this service; `nil` for all.
  public var service: Service?
  /// Only units of this country; `nil` for all.
  public var country: CountryCode?
  /// Only units of these statuses; empty for all.
  public var statuses: Set<AvailabilityStatus> = []
  /// Only units of this national type code; `nil` for all.
  package var type: String?
  /// Only units that stand within; `nil` for all.
  package var box: BoundingBox?
  /// Words that must all stand in the unit's or its station's id or names; empty for all.
  package var text = ""
  /// Only units of which something else is known since this position of the journal; `nil` for all.
  package var changedAfter: JournalPosition?
  /// From when on the end of a report is such a change; `nil` for the time of that position.
  package var expiredAfter: Date?
  /// Whether units without any report are shown too.
  public var withoutReports = false

  /// Makes a filter that lets every unit with a report through.
  public init() {}
}

/// A unit as a board shows it.
public struct UnitOnBoard: Sendable {
  /// The unit as its registries list it.
  public var record: ResponseUnit
  /// Its station.
  public var station: Station
  /// The registry that lists it; `nil` where none does.
  public var registry: RegistryID?
  /// The station's organisation; `nil` where not known.
  public var organisation: Organisation?
  /// The room through which it is asked for; `nil` where not known.
  public var controlRoom: ControlRoom?
  /// The name of its type.
  package var typeName: LocalizedText
  /// What people call its capabilities.
  package var capabilityNames: CapabilityNames
  /// What it can do, with what its type adds.
  public var capabilities: [Capability]
  /// What is known of its status.
  public var availability: Availability
  /// The moment of which the status is told.
  public var moment: Date
}

extension UnitOnBoard {
  /// Whether a word stands in the unit's or its station's id or names.
  fileprivate func isNamed(_ word: NameKey) -> Bool {
    let texts =
      [record.id.rawValue, record.callSign ?? "", station.id.rawValue]
      + (record.names.entries + station.names.entries).map(\.text)
    return texts.contains { NameKey($0).contains(word) }
  }
}
