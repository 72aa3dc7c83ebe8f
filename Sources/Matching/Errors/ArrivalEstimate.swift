package import DirectoryModel
package import FoundationEssentials
package import Geodesy

/// When a unit arrives, and how sure that is: the seconds told, and what may be wrong with each part of them.
public struct ArrivalEstimate: Hashable, Sendable {
  /// A part of the time, with the seconds by which it is shorter or longer in the first and the last tenth of all cases.
  package struct Part: Hashable, Sendable {
    /// What the part is.
    package enum Kind: Hashable, Sendable {
      /// The way from a place, of a service's units that travel in one way; others from there have the same error.
      case travel(Coordinate, Service, Mobility)
      /// Turnout of so many seconds, known in a way; units of one service with the same share its error.
      case turnout(Service, seconds: Int, Basis)
      /// Where it sets out from: those that do at the same place share the error.
      case position(Coordinate)
    }

    /// What the part is.
    package var kind: Kind
    /// Seconds that it is shorter at most in nine of ten cases, 0 or more.
    package var less: Double
    /// Seconds that it is longer at most in nine of ten cases, 0 or more.
    package var more: Double

    /// Makes a part.
    package init(_ kind: Kind, less: Double, more: Double) {
      self.kind = kind
      self.less = max(0, less)
      self.more = max(0, more)
    }

    /// The variance of a normal distribution of which four of five cases lie as far apart.
    var variance: Double {
      let deviation = (less + more) / (2 * ArrivalEstimate.nineOfTen)
      return deviation * deviation
    }
  }

  /// Standard deviations above the mean below which nine of ten cases of a normal distribution lie.
  static let nineOfTen = 1.281_551_565_5
  /// The same for seven of ten.
  static let sevenOfTen = 0.524_400_512_7

  /// Seconds from the alarm to arrival, as told.
  public var seconds: Double
  /// What may be wrong, part by part.
  package var parts: [Part]

  /// Makes an estimate.
  package init(seconds: Double, parts: [Part]) {
    self.seconds = seconds
    self.parts = parts
  }

  /// The seconds before which it arrives in one of ten cases.
  public var low: Double { max(0, seconds - parts.reduce(0) { $0 + $1.less * $1.less }.squareRoot()) }

  /// The seconds after which it arrives in one of ten cases.
  public var high: Double { seconds + parts.reduce(0) { $0 + $1.more * $1.more }.squareRoot() }

  /// How a unit's arrival compares with another's.
  package enum Order: Hashable, Sendable {
    /// It is sooner in nine of ten cases or more.
    case clearlySooner
    /// It is sooner, in seven to nine of ten cases.
    case probablySooner
    /// Either may be the first: the later one is, in three of ten cases or more.
    case equal
    /// The other is sooner, in seven to nine of ten cases.
    case probablyLater
    /// The other is sooner in nine of ten cases or more.
    case clearlyLater

    /// Whether the difference holds in nine of ten cases.
    package var isClear: Bool { self == .clearlySooner || self == .clearlyLater }
  }

  /// Compares two arrivals: what both have in common cancels out.
  package func order(to other: ArrivalEstimate) -> Order {
    let own = parts.filter { !$0.isShared(with: other.parts) }
    let others = other.parts.filter { !$0.isShared(with: parts) }
    let deviation = (own + others).reduce(0) { $0 + $1.variance }.squareRoot()
    let difference = other.seconds - seconds
    switch abs(difference) {
    case ..<(ArrivalEstimate.sevenOfTen * deviation): return .equal
    case ..<(ArrivalEstimate.nineOfTen * deviation): return difference > 0 ? .probablySooner : .probablyLater
    case 0: return .equal
    default: return difference > 0 ? .clearlySooner : .clearlyLater
    }
  }
}

extension ArrivalEstimate.Part {
  /// Whether another unit's time has the very same part, with the same error.
  fileprivate func isShared(with parts: [ArrivalEstimate.Part]) -> Bool {
    parts.contains { $0.kind == kind }
  }
}

extension Matcher {
  /// How sure a match's arrival is.
  ///
  /// - Parameters:
  ///   - match: the match.
  ///   - quality: what the point of its station is the point of; `nil` where not known.
  ///   - moment: the moment that is asked about, by which a position has an age.
  /// - Returns: its arrival with the errors that vocabularies state.
  package func estimate(
    of match: Match, standingAt quality: Position.Quality?, at moment: Date
  ) -> ArrivalEstimate {
    let errors = vocabulary.arrivalErrors
    var parts: [ArrivalEstimate.Part] = []
    var ratio = errors.band(
      of: match.unit.service, match.matchable.mobility, distance: match.way?.metres ?? match.distance)?.ratio
    if case .router = match.travelOrigin { ratio = errors.router }
    if let ratio {
      parts.append(
        .init(
          .travel(match.matchable.place, match.unit.service, match.matchable.mobility),
          less: match.travel * (1 - ratio.low),
          more: match.travel * (ratio.high - 1)))
    }
    if let turnout = match.turnout, turnout.seconds > 0, let ratio = errors.turnouts[turnout.basis] {
      let seconds = Double(turnout.seconds)
      parts.append(
        .init(
          .turnout(match.unit.service, seconds: turnout.seconds, turnout.basis), less: seconds * (1 - ratio.low),
          more: seconds * (ratio.high - 1)))
    }
    let metres =
      match.matchable.position.map { errors.drift * max(0, moment.timeIntervalSince($0.time)) }
      ?? quality.flatMap { errors.positions[$0] } ?? 0
    if metres > 0 {
      let way = { (distance: Double) in
        travel.seconds(distance: distance, service: match.unit.service, mobility: match.matchable.mobility)
      }
      let length = match.way?.metres ?? match.distance
      let told = way(length)
      parts.append(
        .init(
          .position(match.matchable.place), less: told - way(max(0, length - metres)),
          more: way(length + metres) - told))
    }
    return ArrivalEstimate(seconds: match.eta, parts: parts)
  }
}
