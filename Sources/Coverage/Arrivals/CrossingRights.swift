public import DirectoryModel

/// Which units may go to which cells of another country under agreements.
///
/// Units that every rule treats alike are one lender, cells that every rule treats alike one area, so that the table is
/// small, and to look a pair up costs nothing.
package struct CrossingRights: Hashable, Sendable {
  /// By unit: its lender, from 0.
  package var lenders: [Int32]
  /// By cell: its area, from 0.
  package var areas: [Int32]
  /// How many areas there are.
  package var areaCount: Int
  /// By lender and, within it, by area: whether units may go.
  package var allowed: [Bool]

  /// Makes rights.
  package init(lenders: [Int32], areas: [Int32], areaCount: Int, allowed: [Bool]) {
    self.lenders = lenders
    self.areas = areas
    self.areaCount = areaCount
    self.allowed = allowed
  }

  /// Whether a unit may go to a cell; what agreements do not know may not.
  func allows(unit: Int, cell: Int) -> Bool {
    let position = Int(lenders[unit]) * areaCount + Int(areas[cell])
    return allowed.indices.contains(position) && allowed[position]
  }
}

/// Knows the agreements: says who may go where, as they are and as a scenario changes them.
package protocol AgreementLaw: Sendable {
  /// The rights of units, where they stand now, to go to cells.
  ///
  /// - Parameters:
  ///   - units: in the order of `CrossingRights.lenders`.
  ///   - cells: in the order of `CrossingRights.areas`.
  ///   - changes: made one after the other to the agreements as they are.
  /// - Throws: `AgreementChange.Mistake` for a change that cannot be made, and what look-ups throw.
  func rights(
    of units: [CoverageUnit], to cells: [DemandCell], after changes: [AgreementChange]
  ) throws -> CrossingRights

  /// Checks a change against the agreements as they are after earlier ones.
  ///
  /// - Throws: `AgreementChange.Mistake` when it cannot be made.
  func check(_ change: AgreementChange, after changes: [AgreementChange]) throws
}

/// What a scenario does to agreements.
public enum AgreementChange: Hashable, Sendable {
  /// An agreement that names what there is not, or says what cannot be.
  package struct Mistake: Error, Hashable, Sendable {
    /// What is wrong.
    package var message: TranslatableText
    /// What to do.
    package var hint: Hint?

    /// Makes a mistake.
    package init(message: TranslatableText, hint: Hint? = nil) {
      self.message = message
      self.hint = hint
    }
  }

  /// What of a rule is another than before; what is `nil` stays.
  public struct Terms: Hashable, Sendable {
    /// Metres from the border within which the incident must be; infinite for no such limit.
    public var borderBand: Double?
    /// Metres from the border within which the unit must stand; infinite for no such limit.
    public var stationBand: Double?
    /// Which services.
    public var services: [Service]?
    /// When; empty for always.
    public var windows: [WeeklyWindow]?
    /// In which role; the inner `nil` for any.
    public var role: ResponseRole??
    /// What else must hold.
    public var conditions: [AgreementRule.Condition]?

    /// Makes terms that change nothing.
    public init() {}
  }

  /// All rules of an agreement, or one rule, by id, are without effect.
  case suspend(String)
  /// A rule holds that there was not.
  case add(AgreementRule)
  /// All rules of an agreement, or one rule, by id, have other terms.
  case change(String, Terms)
}
