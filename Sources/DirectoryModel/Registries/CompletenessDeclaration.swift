/// What a registry lists of an area and service, and what it does not: that nothing stands where it lists nothing follows
/// only where it says that it lists everything.
///
/// A registry without a declaration says nothing about it.
public struct CompletenessDeclaration: Codable, Hashable, Sendable {
  /// How many of the stations are listed.
  public enum Stations: String, CaseIterable, Codable, Hashable, Sendable {
    /// All that there are.
    case all
    /// Nearly all: some are known or believed to be missing.
    case nearlyAll = "nearly-all"
    /// Some.
    case some
    /// Those that are believed to exist: nobody published which there are.
    case assumed
  }

  /// What is listed of the vehicles at the stations.
  public enum Vehicles: String, CaseIterable, Codable, Hashable, Sendable {
    /// All that there are, as published.
    case published
    /// Some, as published; there are others.
    case some
    /// What such a station usually has: nobody published what stands there.
    case typical
    /// None.
    case notListed = "not-listed"
  }

  /// Vehicles of a type, or all that can do something.
  public enum Listing: Codable, Hashable, Sendable {
    /// A national type code.
    case type(String)
    /// A capability's code.
    case capability(String)
  }

  /// A strip along other areas.
  public struct Strip: Codable, Hashable, Sendable {
    /// How wide it is, in metres, more than 0.
    public var metres: Double
    /// The areas along which it runs, by the beginnings of their codes; a country's code stands for the country.
    public var areas: [RegionCode]

    /// Makes a strip.
    package init(metres: Double, areas: [RegionCode]) {
      self.metres = metres
      self.areas = areas
    }
  }

  /// The services of which it speaks, one or more.
  public var services: [Service]
  /// The areas of which it speaks, by the beginnings of their codes; empty for the registry's whole country.
  public var areas: [RegionCode]
  /// The part of the areas of which it speaks; `nil` for all of it.
  public var strip: Strip?
  /// The kind of station of which it speaks, such as `industrial`; `nil` for all kinds that no other declaration names.
  public var kind: String?
  /// How many of the stations are listed.
  public var stations: Stations
  /// What is listed of the vehicles.
  public var vehicles: Vehicles
  /// The vehicles that are listed where there are any; empty where that is not restricted.
  public var listed: [Listing]
  /// Vehicles that are never listed, though they may well stand there.
  public var neverListed: [Listing]
  /// The year, month or day that the facts describe, such as `2014` or `2025-09-08`; `nil` where not known.
  public var asOf: String?
  /// How this is known.
  public var basis: Basis
  /// The id of the source of the facts, where it is not the registry's first.
  package var source: String?
  /// The same in words, with what else is to be known.
  public var notes: LocalizedText

  /// Makes a declaration.
  package init(
    services: [Service], areas: [RegionCode] = [], strip: Strip? = nil, kind: String? = nil, stations: Stations,
    vehicles: Vehicles, listed: [Listing] = [], neverListed: [Listing] = [], asOf: String? = nil,
    basis: Basis = .published, source: String? = nil, notes: LocalizedText = LocalizedText()
  ) {
    self.services = services
    self.areas = areas
    self.strip = strip
    self.kind = kind
    self.stations = stations
    self.vehicles = vehicles
    self.listed = listed
    self.neverListed = neverListed
    self.asOf = asOf
    self.basis = basis
    self.source = source
    self.notes = notes
  }
}

extension Registry {
  /// The year, month or day that its facts describe: of its declarations the earliest, else that of its first source;
  /// `nil` where neither says.
  ///
  /// The time of issue says only when the document was made of them.
  public var sourceDate: String? { completeness.compactMap(\.asOf).min() ?? sources.first?.date }
}
