/// The id of a unit, unique in the directory.
public struct UnitID: OpaqueIdentifier {
  /// The id as the registry writes it; case and accents matter.
  public let rawValue: String

  /// Takes a text as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The id of a station, unique in the directory.
public struct StationID: OpaqueIdentifier {
  /// The id as the registry writes it; case and accents matter.
  public let rawValue: String

  /// Takes a text as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The id of a registry, unique in the directory.
public struct RegistryID: OpaqueIdentifier {
  /// The id as the registry's document states it; case and accents matter.
  public let rawValue: String

  /// Takes a text as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The id of an organisation, unique in the directory.
public struct OrganisationID: OpaqueIdentifier {
  /// The id as the registry writes it; case and accents matter.
  public let rawValue: String

  /// Takes a text as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The id of a control room, unique in the directory.
public struct ControlRoomID: OpaqueIdentifier {
  /// The id as the registry writes it; case and accents matter.
  public let rawValue: String

  /// Takes a text as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The id of a barrier, unique in the directory.
public struct BarrierID: OpaqueIdentifier {
  /// The id as its document writes it; case and accents matter.
  public let rawValue: String

  /// Takes a text as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The id of a crossing of a barrier, unique in the directory.
public struct CrossingID: OpaqueIdentifier {
  /// The id as its document writes it; case and accents matter.
  public let rawValue: String

  /// Takes a text as it is.
  @inlinable public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// The id of a record of any kind, where records of several kinds stand side by side.
package struct RecordID: OpaqueIdentifier {
  /// The text.
  package let rawValue: String

  /// Takes a text as it is.
  @inlinable package init(_ rawValue: String) { self.rawValue = rawValue }
}

extension RecordID {
  /// The id of a record of one kind.
  @inlinable package init(_ id: some OpaqueIdentifier) { self.init(id.rawValue) }
}
