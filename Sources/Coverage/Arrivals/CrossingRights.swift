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
  package func allows(unit: Int, cell: Int) -> Bool {
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

  /// The terms of a rule that change; those that are `nil` stay.
  public struct Terms: Hashable, Sendable {
    /// Metres from the border within which the incident must be; infinite for no such limit.
    public var borderBand: Double?
    /// Metres from the border within which the unit must stand; infinite for no such limit.
    public var stationBand: Double?
    /// The services that it is for; not empty.
    public var services: [Service]?
    /// The parts of the week in which it holds; empty for always.
    public var windows: [WeeklyWindow]?
    /// The role in which units help; the inner `nil` for any.
    public var role: ResponseRole??
    /// The other conditions that must hold; empty for none.
    public var conditions: [AgreementRule.Condition]?

    /// Makes terms that change nothing.
    public init() {}
  }

  /// All rules of an agreement, or one rule, by id, lose their effect.
  case suspend(String)
  /// A new rule holds, under an agreement of its own.
  case add(AgreementRule)
  /// All rules of an agreement, or one rule, by id, change their terms.
  case change(String, Terms)
}
