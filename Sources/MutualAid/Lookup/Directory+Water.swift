package import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

/// A barrier or a crossing with what is on file beside it.
package struct WaterOnFile: Sendable {
  /// The barrier, or the one that the crossing crosses.
  package var barrier: Barrier
  /// The crossing; `nil` where the barrier itself was asked for.
  package var crossing: Crossing?
  /// The crossings of the barrier that was asked for, by id; empty where a crossing was.
  package var crossings: [Crossing]
  /// The id of the document that it is from.
  package var document: String
  /// What its source is; `nil` where the document names none.
  package var source: Source?
}

extension Directory {
  /// A barrier or a crossing by its id; where both have it, the crossing.
  ///
  /// - Returns: `nil` where there is neither.
  /// - Throws: `MutualAidError` when the store cannot be read.
  package func water(_ id: String) throws -> WaterOnFile? {
    let water = try store.barriers()
    let crossing = water.crossings.first { $0.id == CrossingID(id) }
    let wanted = crossing?.barrier ?? BarrierID(id)
    guard let barrier = water.barriers.first(where: { $0.id == wanted }) else { return nil }
    let document = try crossing.map { try store.document(ofCrossing: $0.id) } ?? store.document(ofBarrier: barrier.id)
    // A record that names no source comes from the first of its document.
    let sources = try document?.sources() ?? []
    let named = crossing == nil ? barrier.source : crossing?.source
    return WaterOnFile(
      barrier: barrier, crossing: crossing,
      crossings: crossing == nil ? water.crossings.filter { $0.barrier == barrier.id } : [],
      document: document?.id ?? "", source: named.map { id in sources.first { $0.id == id } } ?? sources.first)
  }
}
