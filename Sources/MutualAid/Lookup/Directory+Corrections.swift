internal import DirectoryStore
public import FoundationEssentials
public import RegistryImport

extension Directory {
  /// Puts into a control room's own registry what it knows better than what is published: the number under which other
  /// rooms reach a room, languages, hours, a station's place, a vehicle that is really there or gone.
  ///
  /// Of each record only the corrected fields win; all others follow the newest edition of the registries below. The
  /// registry is `own-` and the room's id: each call makes a version of it, which a rollback or a removal undoes.
  ///
  /// - Parameters:
  ///   - requests: what is corrected or withdrawn, in this order; all or nothing.
  ///   - room: whose registry it goes into.
  ///   - by: who says so.
  ///   - moment: when it is said.
  ///   - acceptsFar: whether a place may be moved farther than 20 km.
  ///   - isDryRun: whether to leave the directory as it is and only say what would change.
  ///   - waiting: called once, where an import is to be waited for.
  /// - Returns: what changed, or would change.
  /// - Throws: `MutualAidError` for an unknown room or record, for a field or value that cannot be taken, and for trouble
  ///   with the store.
  @discardableResult
  public func correct(
    _ requests: [CorrectionRequest], room: ControlRoomID, by: String, at moment: Date = Date(),
    acceptsFar: Bool = false, isDryRun: Bool = false, waiting: @escaping () -> Void = {}
  ) throws -> CorrectionReport {
    try Correcting(store: store, onWait: waiting).take(
      requests, room: room, by: by, at: moment, acceptsFar: acceptsFar, isDryRun: isDryRun)
  }

  /// All that control rooms correct, by registry, kind and id.
  ///
  /// - Parameter room: only what this room corrects; `nil` for all.
  /// - Returns: the corrected records; empty where there are none.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func corrections(of room: ControlRoomID? = nil) throws -> [ListedCorrection] {
    try store.corrections(of: room.map(Correction.registry)).map {
      ListedCorrection(registry: $0.registry, record: $0.record, isVanished: $0.isVanished)
    }
  }
}

/// What one room corrects of one record.
public struct ListedCorrection: Hashable, Sendable {
  /// The room's registry.
  public var registry: RegistryID
  /// The record, and what is corrected of it.
  public var record: RecordCorrections
  /// Whether no other registry lists the record any longer.
  public var isVanished: Bool
}
