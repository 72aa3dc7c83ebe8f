internal import DirectoryModel
internal import RegistryXML

/// When records go into the sink: others are kept from writing for moments only, whatever the document takes.
extension FileImport {
  /// How far an import is.
  enum Phase {
    /// Records wait until the document has been read.
    case holding
    /// There are too many: registries and their records are given ahead, many at a time, and all else waits.
    case ahead
    /// Everything is taken as it comes, and nobody else can write.
    case last
  }

  /// How long others are kept from writing while records are given ahead, in seconds.
  private static let moment = 0.06

  /// Keeps a record, and takes what has been kept where it is enough.
  func hold(_ prepared: PreparedRecord) throws {
    guard phase != .last else { return try take(prepared) }
    held.append(prepared)
    heldRows += prepared.rowCount
    guard heldRows > portion else { return }
    guard sink.takesAhead else { return try begin() }
    phase = .ahead
    try takeHeldAhead()
  }

  /// Takes everything that has come and waited; from now on, nobody else can write.
  func begin() throws {
    if phase == .ahead { try takeHeldAhead() }
    if phase != .last { try takeAll() }
  }

  /// Whether a registry is among what has come so far.
  var holdsRegistry: Bool {
    !deferred.isEmpty || held.contains { if case .other(.registryStart) = $0 { true } else { false } }
  }

  /// Does something that others would see: at once where nobody else can write, else later.
  func takeLast(_ work: @escaping () throws -> Void) throws {
    if phase == .ahead { deferred.append(work) } else { try work() }
  }

  /// Takes what has been held of a document that cannot be read on, for its problems; gives the reason why the document
  /// would have been refused before its end.
  func earlierRefusal() -> (any Error)? {
    do {
      if phase == .holding { try begin() }
      if phase == .ahead, !held.isEmpty { try takeHeldAhead() }
    } catch let error as MutualAidError where error.code.category == .input {
      return error
    } catch {
      // Whatever is the matter with the store, the document is refused.
    }
    return nil
  }

  private func takeHeldAhead() throws {
    let records = held
    held = []
    heldRows = 0
    var next = 0
    let start = ContinuousClock.now
    try sink.ahead {
      while next < records.count {
        // Its records would be compared with what the registry before it said until now.
        if hasHiddenChange, case .other(.registryStart) = records[next] { break }
        try take(records[next])
        next += 1
      }
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    try sink.writeWaiting()
    guard next == records.count else {
      held = Array(records[next...])
      return try takeAll()
    }
    let fitting = seconds > 0 ? Double(portion) * FileImport.moment / seconds : .infinity
    portion = Int(min(max(fitting, Double(options.heldRecords) / 10), Double(options.heldRecords) * 2))
  }

  private func takeAll() throws {
    phase = .last
    try sink.begin()
    try removeReplaced()
    for work in deferred { try work() }
    deferred = []
    for prepared in held { try take(prepared) }
    held = []
  }
}
