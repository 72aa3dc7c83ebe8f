/// Which units a search may find.
package struct UnitFilter: Hashable, Sendable {
  /// A capability that a unit must have.
  package struct Need: Hashable, Sendable {
    /// The capability, from 0 to 63.
    package var code: Int
    /// The least rank of its level; 0 also takes units whose level is unknown.
    package var rank: UInt8

    /// Makes a need.
    package init(code: Int, rank: UInt8 = 0) {
      self.code = code
      self.rank = rank
    }
  }

  /// At most this many needs.
  package static let mostNeeds = 8

  /// One bit per kind that may be found.
  package var kinds: UInt64
  /// One bit per owner whose units may be found; to exclude some, give the others.
  package var owners: UInt64
  /// What a unit must be able to do, all of it; the first `mostNeeds` count.
  package var needs: [Need]
  /// `available` for strict searches, `unknown` for those that take unknown for available, `busy` for all units.
  package var leastReadiness: Readiness

  /// Makes a filter; without arguments it takes every unit.
  package init(
    kinds: UInt64 = .max, owners: UInt64 = .max, needs: [Need] = [], leastReadiness: Readiness = .busy
  ) {
    self.kinds = kinds
    self.owners = owners
    self.needs = needs
    self.leastReadiness = leastReadiness
  }
}
