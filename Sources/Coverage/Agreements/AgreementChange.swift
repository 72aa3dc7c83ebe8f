package import Agreements
public import DirectoryModel

/// The agreements under which units cross borders, as they are and as a scenario changes them.
package protocol AgreementLaw: Sendable {
  /// The permissions of units, where they stand now, to go to cells.
  ///
  /// - Parameters:
  ///   - units: in the order of `CrossingPermissions.lenders`.
  ///   - cells: in the order of `CrossingPermissions.areas`.
  ///   - changes: made one after the other to the agreements as they are.
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
