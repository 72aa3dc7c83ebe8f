package import DirectoryModel
package import FoundationEssentials
package import Geodesy

/// A unit with what its type adds to it, made once and shared by all questions.
package final class MatchableUnit: Sendable {
  /// What its registry says.
  package let summary: UnitSummary
  /// How it travels.
  package let mobility: Mobility
  /// All that it can do: what its type says with what it says itself.
  package let capabilities: [Capability]
  /// Its type; `nil` for an unknown one.
  package let type: Vocabulary.TypeDefinition?
  /// Where it is on the road; `nil` for one that stands at its station.
  package let position: ReportedPosition?

  /// Where it sets out from.
  package var place: Coordinate { position?.coordinate ?? summary.coordinate }

  /// Looks up what a unit's type adds; an unknown type adds nothing and travels by road.
  package convenience init(_ summary: UnitSummary, vocabulary: Vocabulary) {
    self.init(summary, mobility: nil, vocabulary: vocabulary)
  }

  /// Looks up what a unit's type adds, for one whose way of travelling is stated; `nil` for that of its type.
  package init(_ summary: UnitSummary, mobility: Mobility?, vocabulary: Vocabulary) {
    self.summary = summary
    type = vocabulary.type(summary.type, country: summary.country)
    self.mobility = mobility ?? type?.mobility ?? .road
    capabilities = vocabulary.capabilities(of: summary, type: type)
    position = nil
  }

  /// The same unit on the road, where it was last reported.
  package init(_ unit: MatchableUnit, at position: ReportedPosition) {
    (summary, mobility, capabilities, type) = (unit.summary, unit.mobility, unit.capabilities, unit.type)
    self.position = position
  }

  /// Whether it pumps water, so that its hoses must fit.
  package var pumps: Bool { capabilities.contains { $0.code == Capability.pumping } }

  /// Whether it answers a question that names some needs, or none but its service.
  package func answers(_ needs: [Need], in vocabulary: Vocabulary) -> Bool {
    vocabulary.answers(needs, with: capabilities, type: type)
  }
}

/// A unit that may turn out to be an answer, with its distance from the incident.
package struct Candidate: Sendable {
  /// The unit.
  package var unit: MatchableUnit
  /// Metres along the ellipsoid from where it stands to the incident.
  package var distance: Double

  /// Makes a candidate.
  package init(unit: MatchableUnit, distance: Double) {
    self.unit = unit
    self.distance = distance
  }
}

/// Which units a search wants to see, and in which order.
///
/// A source may leave out units that do not fit, and should where its index knows; the caller checks each once
/// more. It must not leave out any that fits.
package struct CandidateRequest: Sendable {
  /// Home countries.
  package enum Countries: Hashable, Sendable {
    /// Any.
    case all
    /// These only.
    case only(Set<CountryCode>)
    /// All but this one.
    case except(CountryCode)

    /// Whether units of a country are wanted.
    package func holds(_ country: CountryCode) -> Bool {
      switch self {
      case .all: true
      case .only(let countries): countries.contains(country)
      case .except(let excluded): country != excluded
      }
    }
  }

  /// What the stream goes by.
  package enum Order: Sendable {
    /// Metres along the ellipsoid.
    case distance
    /// Seconds of turnout and travel, with the model that gives the travel.
    case time(any TravelTime)
  }

  /// Where the incident is.
  package var place: Coordinate
  /// Which service; `nil` for all.
  package var service: Service?
  /// Which home countries.
  package var countries: Countries
  /// What each unit must be able to do.
  package var needs: [Need]
  /// Whether units of unknown status are wanted.
  package var includesUnknown: Bool
  /// When the status must hold.
  package var time: Date
  /// The order.
  package var order: Order
  /// Candidates whose value in this order is beyond it are of no interest.
  package var limit: Double

  /// Makes a request.
  package init(
    place: Coordinate, service: Service?, countries: Countries, needs: [Need], includesUnknown: Bool, time: Date,
    order: Order, limit: Double = .infinity
  ) {
    self.place = place
    self.service = service
    self.countries = countries
    self.needs = needs
    self.includesUnknown = includesUnknown
    self.time = time
    self.order = order
    self.limit = limit
  }
}

/// Candidates one after the other.
///
/// They need not come in exact order of their rank: `bound` says which rank cannot be undercut any more, and the
/// caller holds candidates back until then.
package protocol CandidateStream {
  /// No candidate still to come has a smaller value than this, in the request's order: metres, or seconds of turnout
  /// and travel. Infinite when none is to come.
  var bound: Double { get }

  /// The next candidate; `nil` when there is none.
  mutating func next() throws -> Candidate?
}
