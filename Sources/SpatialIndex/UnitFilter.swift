/// Which units a search may find.
public struct UnitFilter: Hashable, Sendable {
  /// A capability that a unit must have.
  public struct Need: Hashable, Sendable {
    /// The capability, from 0 to 63.
    public var code: Int
    /// The least rank of its level; 0 also takes units whose level is unknown.
    public var rank: UInt8

    /// Makes a need.
    public init(code: Int, rank: UInt8 = 0) {
      self.code = code
      self.rank = rank
    }
  }

  /// At most this many needs.
  public static let mostNeeds = 8

  /// One bit per kind that may be found.
  public var kinds: UInt64
  /// One bit per owner whose units may be found; to exclude some, give the others.
  public var owners: UInt64
  /// What a unit must be able to do, all of it; the first `mostNeeds` count.
  public var needs: [Need]
  /// `available` for strict searches, `unknown` for those that take unknown for available, `busy` for all units.
  public var leastReadiness: Readiness

  /// Makes a filter; without arguments it takes every unit.
  public init(
    kinds: UInt64 = .max, owners: UInt64 = .max, needs: [Need] = [], leastReadiness: Readiness = .busy
  ) {
    self.kinds = kinds
    self.owners = owners
    self.needs = needs
    self.leastReadiness = leastReadiness
  }

  /// Whether it takes a unit.
  public func takes(_ unit: IndexedUnit) -> Bool {
    guard kinds >> UInt64(unit.kind & 63) & 1 == 1, owners >> UInt64(unit.owner & 63) & 1 == 1,
      unit.readiness >= leastReadiness
    else { return false }
    return needs.prefix(Self.mostNeeds).allSatisfy { need in
      unit.capabilities.rank(of: need.code).map { $0 >= need.rank } ?? false
    }
  }
}
