public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials

/// What a directory holds: registries with their ages, documents, counts.
public struct DirectorySummary: Sendable {
  /// A registry in the directory.
  public struct RegistryEntry: Sendable {
    /// What the registry says of itself: its id, country, publisher and time of issue.
    public var registry: Registry
    /// The dialect in which it came.
    package var profile: String
    /// When its latest version was made, by an import or a rollback.
    public var importedAt: Date
    /// How many stations it lists.
    public var stations: Int
    /// How many units it lists.
    public var units: Int
  }

  /// How many units a country has of a service.
  package struct UnitCount: Sendable {
    /// The country.
    package var country: CountryCode
    /// The service.
    package var service: Service
    /// How many units of the service the country has.
    public var units: Int
  }

  /// The path of the directory's file, as it was opened.
  public var path: String
  /// The directory's version, which counts up with every change.
  public var version: Int
  /// The registries in the directory, in ascending order of their ids.
  public var registries: [RegistryEntry]
  /// The reference documents: vocabularies, boundaries, agreements, norms and others.
  package var documents: [ReferenceDocument]
  /// Units by country and service.
  package var unitCounts: [UnitCount]
  /// How many stations the registries list; one that several list counts once.
  public var stations: Int
  /// How many control rooms the registries list; one that several list counts once.
  package var controlRooms: Int
  /// How many organisations the registries list; one that several list counts once.
  package var organisations: Int
  /// How many countries and regions with boundaries.
  package var areas: Int
  /// The barriers, each once whatever documents have it.
  package var barriers: Int
  /// The crossings over them.
  package var crossings: Int
  /// The crossings whose facts wait to be read again from the register that their source names.
  package var crossingsToReread: Int
  /// How many reports of availability, later and earlier ones.
  public var availabilityReports: Int
  /// How many agreements are in the directory, in force or not.
  public var agreements: Int
  /// How many rules are in the agreements.
  package var rules: Int
  /// Records of which a control room corrects something and that no registry lists any longer.
  public var vanishedCorrections: [ListedCorrection] = []
}

extension Directory {
  /// What the directory holds.
  ///
  /// - Throws: `MutualAidError` when it cannot be read.
  public func summary() throws -> DirectorySummary {
    let counts = try store.counts()
    let water = try store.barriers()
    var summary = DirectorySummary(
      path: store.path, version: try store.version(),
      registries: try store.registries().map { entry in
        DirectorySummary.RegistryEntry(
          registry: entry.registry, profile: entry.profile, importedAt: entry.importedAt, stations: entry.stations,
          units: entry.units)
      },
      documents: try store.documents(),
      unitCounts: try store.unitCounts().map {
        DirectorySummary.UnitCount(country: $0.country, service: $0.service, units: $0.units)
      },
      stations: counts.stations, controlRooms: counts.controlRooms, organisations: counts.organisations,
      areas: counts.areas, barriers: water.barriers.count, crossings: water.crossings.count,
      crossingsToReread: water.crossings.count { $0.verification == .secondary }, availabilityReports: counts.reports,
      agreements: agreements.count,
      rules: agreements.map(\.rules.count).reduce(0, +))
    summary.vanishedCorrections = try corrections().filter(\.isVanished)
    return summary
  }
}
