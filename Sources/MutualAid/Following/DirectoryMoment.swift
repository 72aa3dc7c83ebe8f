public import DirectoryModel
public import FoundationEssentials
public import Journal

/// How far a directory had come when something was answered.
public struct DirectoryMoment: Hashable, Sendable {
  /// Counts up with every change of the directory.
  public var version: Int
  /// How far its journal had come: events behind it are news.
  public var position: JournalPosition

  /// Makes a moment.
  public init(version: Int, position: JournalPosition) {
    self.version = version
    self.position = position
  }
}

/// Units whose status is unknown from a moment on, because the report ends or is too old to be believed by then.
public struct ReportExpiry: Hashable, Sendable {
  /// The moment.
  public var moment: Date
  /// The units, by id.
  public var units: [UnitID]

  /// Makes an expiry.
  public init(moment: Date, units: [UnitID]) {
    self.moment = moment
    self.units = units
  }
}
