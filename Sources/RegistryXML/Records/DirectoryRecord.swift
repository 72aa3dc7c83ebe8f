package import DirectoryModel

/// What a reader finds in a document, one after the other.
///
/// Each is one reference, so that passing it on costs the same whatever is in it.
package indirect enum DirectoryRecord: Sendable {
  /// A registry begins; all that follows up to `registryEnd` is in it.
  ///
  /// A whole one lists everything there is; one that is not adds to what is known and removes nothing.
  case registryStart(Registry, isWhole: Bool, line: Int)
  /// An organisation.
  case organisation(Organisation, line: Int)
  /// A control room.
  case controlRoom(ControlRoom, line: Int)
  /// A station with its units.
  case station(StationRecord)
  /// What a control room corrects of a record that other registries list.
  case corrections(RecordCorrections, line: Int)
  /// A unit that belongs to no station, with what is wrong with it: it cannot be taken.
  case strayUnit(problems: [Problem])
  /// The registry ends.
  case registryEnd
  /// A reference document, whole.
  case reference(ReferenceDocument, content: ReferenceContent, line: Int)
  /// A reference document that cannot be taken because of the problems before it: half a rule would mislead.
  case unreadableReference(ReferenceDocument.Kind, id: String, line: Int)
  /// An availability report.
  case availability(AvailabilityReport, line: Int)
  /// Of an edition in several documents, what follows is from the one with this number, from 0.
  case page(Int)
  /// The document says that it is not the whole: what it does not list may exist.
  case incomplete(says: String, line: Int)
  /// An organisation or control room that cannot be taken, with what is wrong with it.
  case wrong(WrongKind, problems: [Problem])
  /// Something is wrong; an error means that a record was left out.
  case problem(Problem)
}

/// Records that come by themselves and may be wrong.
package enum WrongKind: Sendable {
  /// An organisation.
  case organisation
  /// A control room.
  case controlRoom
}

/// A station as read, with the units that could be read.
package struct StationRecord: Sendable {
  /// A unit and where it was read.
  package struct UnitRecord: Sendable {
    /// The unit.
    package var unit: ResponseUnit
    /// Its line.
    package var line: Int

    /// Makes a record.
    package init(unit: ResponseUnit, line: Int) {
      self.unit = unit
      self.line = line
    }
  }

  /// The station; `nil` when it could not be read, for the reasons in `problems`.
  package var station: Station?
  /// The station's id; `nil` when it could not be read.
  package var id: StationID?
  /// The units that could be read.
  package var units: [UnitRecord]
  /// How many units the document lists there, readable or not.
  package var unitCount: Int
  /// What is wrong with the station and its units.
  package var problems: [Problem]
  /// The station's line.
  package var line: Int
  /// The fingerprint of all that the document says of the station and its units; `nil` where it was not asked for, or where
  /// the document has names that its format does not know.
  package var digest: UInt64?
  /// The units of a station that is known to be as it was, in place of `units`; `nil` for all others.
  package var knownUnits: [KnownUnit]?

  /// A unit that was not read beyond its id.
  package struct KnownUnit: Sendable {
    /// Its id.
    package var id: UnitID
    /// Its line.
    package var line: Int

    /// Makes a unit.
    package init(id: UnitID, line: Int) {
      self.id = id
      self.line = line
    }
  }

  /// Makes a record.
  package init(
    station: Station?, id: String? = nil, units: [UnitRecord], unitCount: Int, problems: [Problem], line: Int
  ) {
    self.station = station
    self.id = station?.id ?? id.flatMap { AttributeForm.id.admits($0) && !$0.isEmpty ? StationID($0) : nil }
    self.units = units
    self.unitCount = unitCount
    self.problems = problems
    self.line = line
  }
}

/// What a reference document says.
package enum ReferenceContent: Sendable {
  /// Capabilities, types and more.
  case vocabulary(VocabularyContent)
  /// Areas with their boundaries.
  case boundaries([Area])
  /// Agreements with their rules.
  case agreements([Agreement])
  /// How countries work together.
  case interoperability(InteroperabilityContent)
  /// Standards of cover.
  case norms([Norm])
  /// Task packages.
  case packages([TaskPackage])
  /// The points of postcodes and municipalities.
  case places([ReferencePlace])
  /// Water and its crossings, with the rank of who publishes them.
  case barriers(WaterBarriers, authority: Registry.Authority)
  /// People at places.
  case population(PopulationContent)
}

/// What a population document says.
package struct PopulationContent: Hashable, Sendable {
  /// People at places.
  package var cells: [DemandCell] = []
  /// What statistical offices count.
  package var totals: [OfficialTotal] = []

  /// Makes a content.
  package init(cells: [DemandCell] = [], totals: [OfficialTotal] = []) {
    self.cells = cells
    self.totals = totals
  }
}

/// The parts of one vocabulary document, in document order.
package struct VocabularyContent: Sendable {
  /// Capabilities.
  package var capabilities: [Vocabulary.CapabilityDefinition] = []
  /// National types.
  package var types: [Vocabulary.TypeDefinition] = []
  /// Turnout defaults.
  package var turnoutDefaults: [Vocabulary.TurnoutDefault] = []
  /// What calls for a service mostly need.
  package var defaultNeeds: [(service: Service, capability: String)] = []
  /// Status codes.
  package var statuses: [(system: String, code: String, status: AvailabilityStatus)] = []
  /// How long units travel.
  package var travelCurves: [TravelCurve] = []
  /// How far arrivals lie from what is told.
  package var arrivalErrors = ArrivalErrors()
  /// For how long reports are believed.
  package var reportAges: [ReportLimits.MaxAge] = []
  /// For how many seconds a unit is taken to be where it was last reported; `nil` where that is not stated.
  package var positionAge: Double?
  /// Codes of response modules.
  package var modules: [String] = []
  /// Public holidays.
  package var holidays: [(calendar: String, day: String)] = []
  /// What words for hours mean.
  package var hours: [(text: String, meaning: String)] = []

  /// How many things it states.
  package var count: Int {
    capabilities.count + types.count + turnoutDefaults.count + defaultNeeds.count + statuses.count
      + travelCurves.count + arrivalErrors.count + reportAges.count + (positionAge == nil ? 0 : 1) + modules.count
      + holidays.count + hours.count
  }

  /// Adds everything to a vocabulary.
  package func add(to vocabulary: inout Vocabulary) {
    for capability in capabilities { vocabulary.add(capability) }
    for type in types { vocabulary.add(type) }
    for turnoutDefault in turnoutDefaults { vocabulary.add(turnoutDefault) }
    for need in defaultNeeds { vocabulary.addDefaultNeed(need.capability, of: need.service) }
    for status in statuses { vocabulary.addStatus(status.status, system: status.system, code: status.code) }
    for curve in travelCurves { vocabulary.add(curve) }
    vocabulary.add(arrivalErrors)
    for age in reportAges { vocabulary.add(age) }
    if let positionAge { vocabulary.setPositionAge(positionAge) }
    for words in hours { vocabulary.addHours(words.text, meaning: words.meaning) }
    for holiday in holidays { vocabulary.addHoliday(holiday.day, calendar: holiday.calendar) }
  }
}
