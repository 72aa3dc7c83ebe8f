/// All of a unit but its place, in one word: what is read or written at once cannot be torn.
///
/// From the low end: readiness (2 bits, 0 for an empty slot), kind (6), owner (6), turnout in seconds (18), number of the
/// set of capabilities (26).
struct UnitState {
  static let capabilitySets = 1 << 26

  var word: UInt64

  @inline(__always) init(word: UInt64) { self.word = word }

  init(_ unit: IndexedUnit, capabilitySet: Int) {
    let turnout = UInt64(min(max(0, unit.turnout), IndexedUnit.longestTurnout))
    word =
      UInt64(unit.readiness.rawValue) | UInt64(unit.kind & 63) << 2 | UInt64(unit.owner & 63) << 8 | turnout << 14
      | UInt64(capabilitySet) << 32
  }

  @inline(__always) var readinessBits: UInt64 { word & 3 }
  var readiness: Readiness { Readiness(rawValue: UInt8(word & 3)) ?? .busy }
  @inline(__always) var kind: UInt64 { word >> 2 & 63 }
  @inline(__always) var owner: UInt64 { word >> 8 & 63 }
  @inline(__always) var turnout: Int { Int(word >> 14 & 0x3FFFF) }
  @inline(__always) var capabilitySet: Int { Int(word >> 32) }
}
