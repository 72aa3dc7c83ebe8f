internal import DirectoryModel
internal import Geodesy

/// The ids of a document's stations that may be repeated in it.
///
/// Only a number is kept of each: a document may hold millions. Two different ids with one number would make the second
/// one longer than it need be, and nothing else.
final class StationIDs {
  private var known: Set<Int> = []

  /// An id that no earlier station of the document has.
  ///
  /// - Parameters:
  ///   - id: the id as the document says it.
  ///   - repeated: what is added where an earlier station has it; `nil` for ids that must not be repeated.
  ///   - element: the local name of the record's element.
  ///   - outcome: the record's position.
  /// - Returns: the id, with what makes it the record's own.
  func distinct(
    _ id: String, repeated: ProfileValue.Repeated?, element: String, outcome: PositionReader.Outcome
  ) -> String {
    guard let repeated, !known.insert(StationIDs.number(of: id)).inserted else { return id }
    switch repeated {
    case .type: return "\(element).\(id)"
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
