public import DirectoryModel
public import Geodesy

/// One thing to do, with the people whom it brings within the norm.
///
/// Points of one kind and service are steps: each counts the people that it adds to the steps before it. Anyone can check
/// a claim: a scenario of all `edits` has `cumulative` people more within the norm than the baseline.
public struct ActionPoint: Hashable, Sendable {
  /// Kinds of things to do, with what they are about.
  public enum Kind: Hashable, Sendable {
    /// Units of the lender may go to places of the borrower within so many metres of the border; `nil` for everywhere.
    case agreement(lender: CountryCode, borrower: CountryCode, band: Double?)
    /// A new station; the code of the cell in whose middle it stands, its country and region.
    case station(Coordinate, cell: String, country: CountryCode, region: RegionCode?)
    /// Career crew instead of volunteers at a station.
    case staffing(station: StationID)
    /// A unit of one station stands at another.
    case moveUp(unit: UnitID, from: String, to: String)

    /// What was looked for when it was found.
    package var topic: ActionOptions.Topic {
      switch self {
      case .agreement: .agreements
      case .station: .stations
      case .staffing: .staffing
      case .moveUp: .moveUps
      }
    }
  }

  /// What to do.
  public var kind: Kind
  /// For which service.
  public var service: Service
  /// Which step of its kind and service, from 1.
  public var step: Int
  /// People newly within the norm through this step, less those who are no longer.
  public var people: Int
  /// The same through this step and all before it.
  public var cumulative: Int
  /// The edits of this step and all before it, in order.
  public var edits: [ScenarioEdit]

  /// Makes a point.
  package init(
    kind: Kind, service: Service, step: Int, people: Int, cumulative: Int, edits: [ScenarioEdit]
  ) {
    self.kind = kind
    self.service = service
    self.step = step
    self.people = people
    self.cumulative = cumulative
    self.edits = edits
  }

  /// The edit of this step.
  public var edit: ScenarioEdit? { edits.last }
}
