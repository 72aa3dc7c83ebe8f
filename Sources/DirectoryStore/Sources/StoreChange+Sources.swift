package import DirectoryModel
package import FoundationEssentials
internal import GRDB
internal import Journal
internal import TextFormats

extension StoreChange {
  /// Keeps a source, in the place of another one of the same registry or document; nothing changes where it is known so.
  ///
  /// What was known of the editions at another address is forgotten, and an edition that waits with it.
  package func put(_ source: EditionSource) throws {
    let old = try sourceStatus(of: source.subject)
    guard old?.source != source else { return }
    var status = SourceStatus(source: source)
    if let old, old.source.address == source.address, old.source.profile == source.profile {
      status = old
      status.source = source
      status.due = nil
    } else {
      try database.execute(sql: "DELETE FROM source_edition WHERE subject = ?", arguments: [source.subject])
    }
    try write(status)
    append(
      .source, event: Date(),
      payload: ChangePayload.bytes { object in
        object.member("action", "put")
        object.member("address", source.address)
        object.member("bytes", source.byteLimit)
        object.member("country", source.country?.rawValue)
        object.member("interval", source.interval)
        object.member("needs-approval", source.needsApproval)
        object.member("profile", source.profile)
        object.member("promise", source.promise)
        object.member("seconds", source.timeLimit)
        object.member("service", source.service?.rawValue)
        object.member("source", source.subject)
      })
  }

  /// Forgets a source; what came from it stays.
  ///
  /// - Throws: `MutualAidError` where there is none.
  package func removeSource(_ subject: String) throws {
    try database.execute(sql: "DELETE FROM source WHERE subject = ?", arguments: [subject])
    guard database.changesCount > 0 else { throw MutualAidError.unknownSource(subject) }
    try database.execute(sql: "DELETE FROM source_edition WHERE subject = ?", arguments: [subject])
    append(
      .source, event: Date(),
      payload: ChangePayload.bytes { object in
        object.member("action", "removed")
        object.member("source", subject)
      })
  }

  /// Keeps what became of a look at a source; nothing where the source was removed, or put anew, meanwhile.
  ///
  /// - Parameters:
  ///   - status: how things are now.
  ///   - edition: the bytes of the edition that waits with it.
  ///   - counts: what was taken or would be; `nil` where nothing was.
  /// - Throws: `MutualAidError` when the directory cannot be written.
  package func record(_ status: SourceStatus, edition: Data? = nil, counts: ImportEntry.Counts? = nil) throws {
    let subject = status.source.subject
    guard let old = try sourceStatus(of: subject), old.source == status.source else { return }
    try write(status)
    if status.held == nil {
      try database.execute(sql: "DELETE FROM source_edition WHERE subject = ?", arguments: [subject])
    }
    if let held = status.held, let edition {
      try database.execute(
        sql: "INSERT OR REPLACE INTO source_edition VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          subject, held.digest, held.fetched.timeIntervalSince1970, held.actor, held.added, held.changed, held.removed,
          edition,
        ])
    }
    let checked = status.checked ?? Date()
    append(
      .source, event: checked,
      payload: ChangePayload.bytes { object in
        object.member("action", status.outcome?.rawValue)
        object.member("added", counts?.added)
        object.member("address", status.source.address)
        object.member("changed", counts?.changed)
        object.member("code", status.code)
        object.member("digest", status.held?.digest ?? status.validators.digest)
        object.member("due", status.due?.timeIntervalSince1970)
        object.member("failures", status.failures)
        object.member("message", status.message)
        object.member("removed", counts?.removed)
        object.member("source", subject)
      })
    guard status.isOverdue, !old.isOverdue else { return }
    append(
      .source, event: checked,
      payload: ChangePayload.bytes { object in
        object.member("action", "overdue")
        object.member("promise", status.source.promise)
        object.member("source", subject)
      })
  }

  private func sourceStatus(of subject: String) throws -> SourceStatus? {
    try database.query("SELECT * FROM source WHERE subject = ?").first([subject]) { try SourceStatus(row: $0) }
  }

  private func write(_ status: SourceStatus) throws {
    let source = status.source
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO source (
          subject, address, interval, promise, profile, country, service, byte_limit, time_limit, needs_approval,
          entity_tag, last_modified, digest, checked, succeeded, outcome, code, message, failures, due, is_overdue)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        source.subject, source.address, source.interval, source.promise, source.profile, source.country?.rawValue,
        source.service?.rawValue, source.byteLimit, source.timeLimit, source.needsApproval,
        status.validators.entityTag, status.validators.lastModified, status.validators.digest,
        status.checked?.timeIntervalSince1970, status.succeeded?.timeIntervalSince1970, status.outcome?.rawValue,
        status.code, status.message, status.failures, status.due?.timeIntervalSince1970, status.isOverdue,
      ])
  }
}

extension MutualAidError {
  /// There is no such source.
  package static func unknownSource(_ subject: String) -> MutualAidError {
    MutualAidError(.unknownSource, "there is no source of '\(subject)'", hint: "List those that there are.")
  }
}
