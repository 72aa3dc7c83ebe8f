public import DirectoryModel

/// Something that the directory does not know and that could change an answer.
public struct Unknown: Hashable, Sendable {
  /// What is not known.
  public enum Kind: String, CaseIterable, Sendable {
    /// No registry lists the units of a region that is nearer than the last unit named.
    case registryMissing = "registry-missing"
    /// A registry that lists the units around never lists those that are asked for.
    case vehiclesNotListed = "vehicles-not-listed"
    /// No unit has ever reported a status, and only units that have are asked for.
    case noReports = "no-reports"
  }

  /// What is not known.
  public var kind: Kind
  /// The service of which it is not known; `nil` for all.
  public var service: Service?
  /// The region or country that it is about; `nil` where it is about none.
  public var area: RegionCode?
  /// The area's name; `nil` where not known.
  public var areaName: String?
  /// Metres from the incident to where nothing is listed, 0 inside; `nil` where it is about no area.
  public var distance: Double?
  /// Whether a part of the area is listed: then the distance is that to where the rest may begin.
  public var isPartial: Bool
  /// The registry that does not list what is asked for; `nil` where there is none.
  public var registry: RegistryID?
  /// The capability that is not listed; `nil` where it is about none.
  public var capability: String?
  /// The control room to ask; `nil` where not known.
  public var controlRoom: ControlRoom?

  package init(
    _ kind: Kind, service: Service? = nil, area: RegionCode? = nil, areaName: String? = nil, distance: Double? = nil,
    isPartial: Bool = false, registry: RegistryID? = nil, capability: String? = nil, controlRoom: ControlRoom? = nil
  ) {
    self.kind = kind
    self.service = service
    self.area = area
    self.areaName = areaName
    self.distance = distance
    self.isPartial = isPartial
    self.registry = registry
    self.capability = capability
    self.controlRoom = controlRoom
  }
}
