package import Geodesy

/// What is known of whether a unit could be sent, least first.
package enum Readiness: UInt8, Comparable, Sendable, CaseIterable {
  /// Reported as not to be had.
  case busy = 1
  /// Nothing reported, or too long ago.
  case unknown = 2
  /// Reported as available.
  case available = 3

  /// Orders by how surely a unit can be sent.
  package static func < (left: Readiness, right: Readiness) -> Bool { left.rawValue < right.rawValue }
}

/// What a unit can do: capabilities by small numbers, each with the rank of its level.
package struct IndexedCapabilities: Hashable, Sendable {
  /// One bit per capability.
  private(set) var mask: UInt64 = 0
  /// The ranks of the capabilities in ascending order of code; empty when all are 0.
  private(set) var ranks: [UInt8] = []

  /// None.
  package init() {}

  /// Capabilities without levels, one bit each.
  package init(mask: UInt64) { self.mask = mask }

  /// Capabilities with the ranks of their levels.
  ///
  /// - Parameter capabilities: codes from 0 to 63, others are left out; the rank 0 stands for "has it, level unknown". Of a
  ///   code that comes twice, the higher rank counts.
  package init(_ capabilities: some Sequence<(code: Int, rank: UInt8)>) {
    var rankByCode = [UInt8](repeating: 0, count: 64)
    for (code, rank) in capabilities where (0..<64).contains(code) {
      mask |= 1 << UInt64(code)
      rankByCode[code] = max(rankByCode[code], rank)
    }
    let all = (0..<64).filter { mask >> UInt64($0) & 1 == 1 }.map { rankByCode[$0] }
    if all.contains(where: { $0 > 0 }) { ranks = all }
  }
}

/// All that the index knows of a unit.
///
/// Units are numbered from 0 in the order in which they are given.
package struct IndexedUnit: Hashable, Sendable {
  /// Turnout times are kept up to this many seconds (three days).
  package static let longestTurnout = (1 << 18) - 1

  /// Where it is.
  package var coordinate: Coordinate
  /// A small number from 0 to 63 for what one asks by: the service and the way of travelling.
  ///
  /// Only the low six bits count.
  package var kind: UInt8
  /// A small number from 0 to 63 for whose it is: the country.
  ///
  /// Only the low six bits count.
  package var owner: UInt8
  /// What it can do.
  package var capabilities: IndexedCapabilities
  /// The least time from alarm to wheels rolling, in whole seconds from 0 to `longestTurnout`; others are clamped.
  package var turnout: Int
  /// Whether it could be sent.
  package var readiness: Readiness

  /// Makes a unit.
  package init(
    coordinate: Coordinate, kind: UInt8, owner: UInt8, capabilities: IndexedCapabilities = .init(), turnout: Int = 0,
    readiness: Readiness = .unknown
  ) {
    self.coordinate = coordinate
    self.kind = kind
    self.owner = owner
    self.capabilities = capabilities
    self.turnout = turnout
    self.readiness = readiness
  }
}

/// A unit that a search found.
package struct FoundUnit: Hashable, Sendable {
  /// Its number.
  package var unit: Int
  /// Metres along the geodesic, right to `ChordLength.largestError` (0.5 mm); the order is exact nonetheless.
  package var distance: Double
  /// Turnout and travel in seconds in a search by time; the distance in a search by distance.
  package var value: Double
}

/// All of a unit but its place, in one word: what is read or written at once cannot be torn.
///
/// From the low end: readiness (2 bits, 0 for an empty slot), kind (6), owner (6), turnout in seconds (18), number of the
/// set of capabilities (32).
struct UnitState {
  var word: UInt64

  @inline(__always) init(word: UInt64) { self.word = word }

  init(_ unit: IndexedUnit, capabilitySet: Int) {
    let turnout = UInt64(min(max(0, unit.turnout), IndexedUnit.longestTurnout))
    word =
      UInt64(unit.readiness.rawValue) | UInt64(unit.kind & 63) << 2 | UInt64(unit.owner & 63) << 8 | turnout << 14
      | UInt64(capabilitySet) << 32
  }

  @inline(__always) var readinessBits: UInt64 { word & 3 }
  @inline(__always) var kind: UInt64 { word >> 2 & 63 }
  @inline(__always) var owner: UInt64 { word >> 8 & 63 }
  @inline(__always) var turnout: Int { Int(word >> 14 & 0x3FFFF) }
  @inline(__always) var capabilitySet: Int { Int(word >> 32) }

  /// The same unit with another readiness.
  func with(_ readiness: Readiness) -> UnitState { UnitState(word: word & ~3 | UInt64(readiness.rawValue)) }
}
