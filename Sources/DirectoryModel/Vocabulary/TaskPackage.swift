/// A task package: what kinds of units an incident asks for, and how many of each.
public struct TaskPackage: Hashable, Identifiable, Sendable {
  /// By which it is called, for example `building-fire`; unique in the directory.
  public var id: String
  /// Names, the main one first.
  public var names: LocalizedText
  /// The service of its needs where they do not say; `nil` for any.
  public var service: Service?
  /// What help is asked for, where the question does not say.
  public var purpose: Purpose?
  /// The needs, the most important first.
  public var needs: [PackageNeed]
  /// How many units may come from one place, where the question does not say.
  public var limits: PackageLimits
  /// Notes.
  package var notes: LocalizedText

  /// Makes a package from its needs, the most important first, with limits that a question may override.
  public init(
    id: String, names: LocalizedText, service: Service? = nil, purpose: Purpose? = nil, needs: [PackageNeed],
    limits: PackageLimits = PackageLimits(), notes: LocalizedText = LocalizedText()
  ) {
    self.id = id
    self.names = names
    self.service = service
    self.purpose = purpose
    self.needs = needs
    self.limits = limits
    self.notes = notes
  }
}

/// Units of one kind, and how many of them: each has all the capabilities.
public struct PackageNeed: Hashable, Sendable {
  /// Units that together may stand in for one, as an exception.
  package struct Substitute: Hashable, Sendable {
    /// What each of them must be able to do.
    public var capabilities: [Need]
    /// How many of them stand in for one unit, at least 1.
    public var count: Int

    /// Makes a substitute of at least one unit, each with all the capabilities.
    public init(capabilities: [Need], count: Int) {
      self.capabilities = capabilities
      self.count = count
    }
  }

  /// What each unit must be able to do, all of it.
  public var capabilities: [Need]
  /// How many units, at least 1.
  public var count: Int
  /// Which service; `nil` for that of the package or the question.
  public var service: Service?
  /// What it is called; may be empty.
  public var names: LocalizedText
  /// What may stand in for a unit that cannot be had; `nil` for nothing.
  package var substitute: Substitute?

  /// Makes a need.
  package init(
    capabilities: [Need], count: Int = 1, service: Service? = nil, names: LocalizedText = LocalizedText(),
    substitute: Substitute? = nil
  ) {
    self.capabilities = capabilities
    self.count = count
    self.service = service
    self.names = names
    self.substitute = substitute
  }

  /// The largest count that a need may have.
  package static let largestCount = 1000

  /// Reads `CAPABILITY`, `CAPABILITY:COUNT` or `CAPABILITY+CAPABILITY:COUNT`, each capability with a least level or
  /// without: `pumping>=2000+crew>=6:2`.
  ///
  /// - Returns: `nil` when a part is empty or the count is not a number from 1 to `largestCount`.
  public init?(_ text: String) {
    // Scalar by scalar, as `Need` reads its part.
    let scalars = text.unicodeScalars
    var capabilities = scalars[...]
    var count = 1
    if let colon = scalars.lastIndex(of: ":") {
      guard let number = Int(String(scalars[colon...].dropFirst())), (1...PackageNeed.largestCount).contains(number)
      else { return nil }
      count = number
      capabilities = scalars[..<colon]
    }
    var needs: [Need] = []
    for part in capabilities.split(separator: "+", omittingEmptySubsequences: false) {
      guard let need = Need(String(part)) else { return nil }
      needs.append(need)
    }
    self.init(capabilities: needs, count: count)
  }
}

extension PackageNeed: CustomStringConvertible {
  /// The form that is read: `pumping>=2000+crew>=6:2`, without a count of 1 where no other colon would be taken for it.
  public var description: String {
    let text = capabilities.map(\.description).joined(separator: "+")
    return count == 1 && !text.unicodeScalars.contains(":") ? text : "\(text):\(count)"
  }
}

/// How many units of a package may come from one place, so that none is stripped bare.
public struct PackageLimits: Hashable, Sendable {
  /// The most from one station; `nil` for any number.
  public var perStation: Int?
  /// The most from one organisation within one country; `nil` for any number.
  public var perOrganisation: Int?
  /// The most from one lender country, which the incident's own never is; `nil` for any number.
  public var perCountry: Int?

  /// Makes limits, each the greatest number of units from one place; `nil` for any number.
  public init(perStation: Int? = nil, perOrganisation: Int? = nil, perCountry: Int? = nil) {
    self.perStation = perStation
    self.perOrganisation = perOrganisation
    self.perCountry = perCountry
  }

  /// These, with those of others where these say nothing.
  package func filled(from others: PackageLimits) -> PackageLimits {
    PackageLimits(
      perStation: perStation ?? others.perStation, perOrganisation: perOrganisation ?? others.perOrganisation,
      perCountry: perCountry ?? others.perCountry)
  }
}
