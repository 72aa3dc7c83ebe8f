package import Agreements
public import DirectoryModel

/// The agreements under which units cross borders, as they are and as a scenario changes them.
package protocol CrossingAgreements: Sendable {
  /// The permissions of units, where they stand now, to go to cells.
  ///
  /// - Parameters:
  ///   - units: in the order of `CrossingPermissions.lenders`.
  ///   - cells: in the order of `CrossingPermissions.areas`.
  ///   - changes: made one after the other to the agreements as they are.
  /// - Returns: what each unit may do in each cell after the changes.
  /// - Throws: `AgreementChange.Mistake` for a change that cannot be made, and what look-ups throw.
  func rights(
    of units: [CoverageUnit], to cells: [DemandCell], after changes: [AgreementChange]
  ) throws -> CrossingPermissions

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
