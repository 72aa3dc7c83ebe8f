public import FoundationEssentials

/// Says of a record that its registry has listed it wrongly since, and that it is kept as it was until a right one comes.
public struct KeptMark: Codable, Hashable, Sendable {
  /// The time of issue of the first version in which the record was wrong.
  public var since: Date
  /// What is wrong with it.
  public var reason: String

  /// Makes a mark.
  package init(since: Date, reason: String) {
    self.since = since
    self.reason = reason
  }

  /// The mark of a record that is wrong again; the first version counts.
  package static func mark(after earlier: KeptMark?, issued: Date, reason: String) -> KeptMark {
    KeptMark(since: earlier?.since ?? issued, reason: reason)
  }

  var fieldText: String { "\(reason) (since \(Timestamp.text(since)))" }
}

/// A record that is marked where its registry lists it wrongly.
package protocol MarkedRecord {
  /// Why it is kept as it was; `nil` for a record that is as its registry lists it.
  var kept: KeptMark? { get set }
}
