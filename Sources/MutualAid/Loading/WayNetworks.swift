internal import DirectoryModel
internal import DirectoryStore
internal import Synchronization
internal import Waterways

/// The land of a directory as water cuts it, read and put together when a question first needs it.
final class WayNetworks: Sendable {
  private let store: DirectoryStore
  private let found = Mutex<WayNetwork??>(nil)

  init(_ store: DirectoryStore) { self.store = store }

  /// The land; `nil` where no water is on file.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  func network() throws -> WayNetwork? {
    try found.withLock { found in
      if let found { return found }
      let water = try store.barriers()
      let network = water.isEmpty ? nil : WayNetwork(water)
      found = .some(network)
      return network
    }
  }
}
