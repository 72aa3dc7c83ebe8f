/// The checks while a file is read: one thread works with them until the reading is over, and then the importer.
///
/// Safety: `@unchecked Sendable` because `DirectoryReader.read` returns only when its threads have ended.
final class CheckStage: @unchecked Sendable {
  var checks: RecordChecks

  init(_ checks: RecordChecks) { self.checks = checks }
}
