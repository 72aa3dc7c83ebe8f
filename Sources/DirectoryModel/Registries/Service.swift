/// The three services that registries list.
public enum Service: String, CaseIterable, Codable, Hashable, Sendable {
  /// Fire and rescue.
  case fire
  /// Emergency medical care, on the road and in the air.
  case ambulance
  /// Civil protection: technical relief, pumping, CBRN, shelter.
  case civilProtection = "civil-protection"
}

/// How a unit travels.
public enum Mobility: String, CaseIterable, Codable, Hashable, Sendable {
  /// By road.
  case road
  /// By air.
  case air
  /// On water.
  case water
}
