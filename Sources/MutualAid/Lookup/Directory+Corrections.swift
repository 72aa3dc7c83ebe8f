public import DirectoryModel
internal import DirectoryStore
public import FoundationEssentials
public import RegistryImport
internal import RegistryXML

extension Directory {
  /// Puts into a control room's own registry what it knows better than what is published: the number under which other
  /// rooms reach a room, languages, hours, a station's place, a vehicle that is really there or gone.
  ///
  /// An id that is `agreement:` and a name is of a local agreement: it goes into the room's document of agreements, whose id
  /// is the registry's, as soon as lender, borrower and service are given.
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

  /// All that control rooms correct, by registry, kind and id; the local agreements that a room enters come last.
  ///
  /// - Parameter room: only what this room corrects; `nil` for all.
  /// - Returns: the corrected records and agreements; empty where there are none.
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func corrections(of room: ControlRoomID? = nil) throws -> [ListedCorrection] {
    let registry = room.map(Correction.registry)
    let records = try store.corrections(of: registry).map {
      ListedCorrection(
        registry: $0.registry, of: CorrectionSubject($0.record.kind), id: $0.record.id,
        corrections: $0.record.corrections, isVanished: $0.isVanished)
    }
    let agreements = try store.documents(.agreements).filter { document in
      document.id.hasPrefix(Correction.registryPrefix) && registry.map { $0.rawValue == document.id } != false
    }.flatMap { document in
      let room = ControlRoomID(String(document.id.dropFirst(Correction.registryPrefix.count)))
      return try document.agreements().compactMap { OwnAgreement($0.agreement, room: room) }.map { own in
        ListedCorrection(
          registry: RegistryID(document.id), of: .agreement, id: OwnAgreement.subject + own.name,
          corrections: own.fields.values.sorted { $0.field < $1.field }, isVanished: false)
      }
    }
    let registries = Set((records + agreements).map(\.registry)).sorted { $0.rawValue < $1.rawValue }
    return registries.flatMap { registry in (records + agreements).filter { $0.registry == registry } }
  }
}

/// What one room corrects of one record, or says in one local agreement.
public struct ListedCorrection: Hashable, Sendable {
  /// The room's registry.
  public var registry: RegistryID
  /// What it is of.
  public var of: CorrectionSubject
  /// The record's id, or `agreement:` and the agreement's name.
  public var id: String
  /// The fields, each once, by name.
  public var corrections: [Correction]
  /// Whether no other registry lists the record any longer.
  public var isVanished: Bool
}
