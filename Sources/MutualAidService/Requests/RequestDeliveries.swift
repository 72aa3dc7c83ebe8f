internal import Requests

/// What came to the rooms that it is for.
struct RequestDeliveries: Sendable {
  /// Requests of which a listener of the room that is asked was told.
  var requests: Set<RequestID> = []
  /// In whose names somebody has begun to listen: what was sent to them before has come now.
  var owners: Set<String> = []

  /// What is to be told to rooms on their own ways, in its order.
  var calls: [(rooms: Set<String>, data: [UInt8])] = []

  var isEmpty: Bool { requests.isEmpty && owners.isEmpty }
}
