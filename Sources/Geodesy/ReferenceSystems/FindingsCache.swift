internal import Synchronization

/// What was found for keys, also that nothing was: a document may name its reference system at every position, and to look
/// one up opens PROJ's database.
final class FindingsCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  /// Documents may name what they like: so many keys are kept, and others looked up each time.
  private static var limit: Int { 1000 }

  private let known = Mutex<[Key: Value?]>([:])

  /// What is known of a key, or is found now.
  ///
  /// Two threads that ask at the same time may both find.
  func value(of key: Key, else find: () -> Value?) -> Value? {
    if let found = known.withLock({ $0[key] }) { return found }
    let found = find()
    known.withLock { if $0.count < Self.limit { $0[key] = .some(found) } }
    return found
  }
}
