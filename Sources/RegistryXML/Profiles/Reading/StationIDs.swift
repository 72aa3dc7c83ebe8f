internal import DirectoryModel
internal import Geodesy

/// The ids of a document's stations that may be repeated in it.
///
/// Only two numbers are kept of each: a document may hold millions. Two different ids with one number would make the second
/// one longer than it need be, and nothing else.
final class StationIDs {
  /// Attributes that servers make up anew for each page.
  private static let madeUp: Set = ["id", "fid"]

  /// By the id's number, what the element said.
  private var known: [Int: Int] = [:]

  /// An id that no earlier station of the document has.
  ///
  /// - Parameters:
  ///   - id: the id as the document says it.
  ///   - repeated: what is added where an earlier station has it; `nil` for ids that must not be repeated.
  ///   - element: the record's element.
  ///   - outcome: the record's position.
  /// - Returns: the id, with what makes it the record's own; `nil` where the record that has it is the same once more.
  func distinct(
    _ id: String, repeated: ProfileValue.Repeated?, element: Element, outcome: PositionReader.Outcome
  ) -> String? {
    let (number, fingerprint) = (StationIDs.number(of: id), element.fingerprint(leavingOut: StationIDs.madeUp))
    guard let before = known[number] else {
      known[number] = fingerprint
      return id
    }
    guard before != fingerprint else { return nil }
    guard let repeated else { return id }
    switch repeated {
    case .type: return "\(element.name).\(id)"
    case .place:
      guard case .found(let position) = outcome else { return id }
      // Some ten metres: the place may be corrected a little and the station stays the same.
      return
        "\(id):\(StationIDs.rounded(position.coordinate.latitude)):\(StationIDs.rounded(position.coordinate.longitude))"
    }
  }

  private static func rounded(_ degrees: Double) -> String {
    let units = Int((degrees * 10_000).rounded())
    let fraction = String(abs(units) % 10_000)
    return
      "\(units < 0 ? "-" : "")\(abs(units) / 10_000).\(String(repeating: "0", count: 4 - fraction.count))\(fraction)"
  }

  private static func number(of id: String) -> Int {
    var hasher = Hasher()
    hasher.combine(id)
    return hasher.finalize()
  }
}
