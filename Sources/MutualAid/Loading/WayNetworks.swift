internal import DirectoryModel
internal import DirectoryStore
internal import Synchronization
internal import Waterways

/// The land of a directory as water cuts it, read and put together when a question first needs it.
final class WayNetworks: Sendable {
  private let make: @Sendable () throws -> WayNetwork?
  private let found = Mutex<WayNetwork??>(nil)

  private init(_ make: @escaping @Sendable () throws -> WayNetwork?) { self.make = make }

  /// That of the waters on file.
  convenience init(_ store: DirectoryStore) {
    self.init {
      let water = try store.barriers()
      return water.isEmpty ? nil : WayNetwork(water)
    }
  }

  /// The land; `nil` where no water is on file.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  func network() throws -> WayNetwork? {
    try found.withLock { found in
      if let found { return found }
      let network = try make()
      found = .some(network)
      return network
    }
  }

  /// The same land with crossings closed, or with more of them.
  func supposing(closed: [CrossingID: CrossingClosure], opened: [Crossing]) -> WayNetworks {
    if closed.isEmpty, opened.isEmpty { return self }
    return WayNetworks { try self.network()?.supposing(closed: closed, opened: opened) }
  }
}
