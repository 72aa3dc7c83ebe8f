/// The three services that registries list.
public enum Service: String, CaseIterable, Codable, Hashable, Sendable {
  /// Fire and rescue.
  case fire
  /// Emergency medical care, on the road and in the air.
  case ambulance
  /// Civil protection: technical relief, pumping, CBRN, shelter.
  case civilProtection = "civil-protection"
}

/// How a unit travels, which decides its speed and whether a road router is asked.
public enum Mobility: String, CaseIterable, Codable, Hashable, Sendable {
  /// By road, as fire engines and ambulances do.
  case road
  /// By air, as helicopters do.
  case air
  /// On water, as boats do.
  case water
}
