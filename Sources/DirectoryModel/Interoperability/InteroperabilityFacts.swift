/// What helps or hinders a unit and the people that it comes to help, as facts from data.
///
/// What is not on file is `nil` or empty: it is not known, and counts for nothing.
public struct InteroperabilityFacts: Hashable, Sendable {
  /// Radio networks that a gateway joins.
  package struct Gateway: Hashable, Sendable {
    /// Its id.
    package var id: String
    /// Its names, the main one first.
    package var names: LocalizedText
    /// The two networks, the unit's first.
    package var networks: [String]
    /// How it is known.
    package var basis: Basis
    /// What to know of it.
    package var notes: LocalizedText

    /// Makes a gateway.
    package init(id: String, names: LocalizedText, networks: [String], basis: Basis, notes: LocalizedText) {
      self.id = id
      self.names = names
      self.networks = networks
      self.basis = basis
      self.notes = notes
    }
  }

  /// Languages that the crew and the responsible room share, as BCP 47 tags; `nil` where one side's are not known.
  public var crewLanguages: [String]?
  /// Languages that the unit's own room and the responsible room share; `nil` where one side's are not known.
  public var roomLanguages: [String]?
  /// Radio networks that both use; `nil` where one side's are not known.
  package var radios: [String]?
  /// Gateways between their networks that reach the incident.
  package var gateways: [Gateway] = []
  /// How hoses fit; `nil` where not known.
  package var coupling: InteroperabilityContent.Coupling?
  /// Papers that the deciding rule asks the crew to carry; empty where it asks for none.
  package var documents: [LocalizedText] = []
  /// The host country's rules for blue lights and sirens; empty where none are on file.
  public var blueLight = LocalizedText()
  /// The sum of the weights of what helps; larger is better.
  package var score = 0

  /// Makes facts of which none is known.
  package init() {}

  /// All languages shared, by the crew or by the rooms, without repetition; `nil` where none are known.
  package var languagesShared: [String]? {
    guard crewLanguages != nil || roomLanguages != nil else { return nil }
    let crew = crewLanguages ?? []
    return crew + (roomLanguages ?? []).filter { !crew.contains($0) }
  }
}
