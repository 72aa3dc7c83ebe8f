internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import MutualAid
internal import Primitives
internal import Synchronization

/// The signed checkpoints of the record, in a file beside the directory, and whether the record holds.
///
/// The file is for others to hold copies of: whoever can bend the directory on this machine can bend the file as well.
final class RecordBook: Sendable {
  /// Whether the record holds, as far as it was looked at.
  struct Standing: Sendable {
    /// When it was last looked at; `nil` before that.
    var checked: Date?
    /// Whether all of it was looked at, or its newest part.
    var isWhole = false
    var entries = 0
    /// What does not hold; empty where all does.
    var findings: [ChainFinding] = []
    /// Why it could not be looked at; `nil` where it could.
    var trouble: String?

    /// Whether everything holds.
    var holds: Bool { findings.isEmpty && trouble == nil }
  }

  /// At the start, at least so many entries are verified.
  private static let newest: Int64 = 10_000
  /// So many of the newest checkpoints are kept, of those before one for each day.
  private static let keptCheckpoints = 2_016

  private let directory: Directory
  private let path: String
  private let keyPath: String
  private let state = Mutex(Standing())
  /// Held by whoever writes to the file.
  private let writing = Mutex(())

  init(_ directory: Directory, settings: ServiceSettings) {
    self.directory = directory
    path = settings.directory + ".checkpoints"
    keyPath = settings.checkpointKey ?? settings.directory + ".checkpoint-key"
  }

  /// Whether the record holds.
  var standing: Standing { state.withLock { $0 } }

  /// The checkpoints of the file, the oldest first.
  ///
  /// - Throws: `MutualAidError` where the file cannot be read, or has a line that is none.
  func checkpoints() throws -> [Checkpoint] {
    guard access(path, F_OK) == 0 else { return [] }
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      throw MutualAidError(
        .fileUnreadable, "the checkpoints in '\(path)' cannot be read", hint: "Check the permissions of its folder.")
    }
    return try String(decoding: data, as: UTF8.self).split(separator: "\n").enumerated().map { index, line in
      guard let checkpoint = Checkpoint(line: line) else {
        throw MutualAidError(
          .checkpointInvalid, "line \(index + 1) of \(path) is no checkpoint",
          hint: "Give a file with what `mutualaid audit checkpoint` printed.")
      }
      return checkpoint
    }
  }

  /// Signs how far the record has come, and puts that behind the others where it has come farther.
  ///
  /// - Returns: the checkpoint; `nil` where the record has no entry yet.
  /// - Throws: `MutualAidError` where the key or the file cannot be used.
  func sign() throws -> Checkpoint? {
    guard try directory.journalPosition().numbers.isEmpty == false else { return nil }
    let key: SigningKey
    do throws(KeyFileError) { key = try KeyRing.loadOrMake(at: keyPath).current } catch { throw error.explained }
    return try writing.withLock { _ in
      let last = try checkpoints().last
      let checkpoint = try directory.checkpoint(signedWith: key)
      if let last, last.number == checkpoint.number, last.key == checkpoint.key, last.hash == checkpoint.hash {
        return last
      }
      let line = Array((checkpoint.line + "\n").utf8)
      let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw unwritable }
      defer { close(descriptor) }
      guard line.withUnsafeBytes({ Primitives.write(descriptor, $0.baseAddress, $0.count) }) == line.count,
        fsync(descriptor) == 0
      else { throw unwritable }
      return checkpoint
    }
  }

  /// Verifies what came behind the newest checkpoint that lies far enough back.
  func verifyNewest() {
    verify(isWhole: false) { checkpoints, keys in
      let last = try directory.journalPosition().numbers.values.max() ?? 0
      // Of a checkpoint that is not trusted nothing is begun with.
      let start = checkpoints.last { $0.number <= last - RecordBook.newest && $0.isSigned && keys.contains($0.key) }
      guard let start else { return try directory.verifyJournal(against: checkpoints, trusting: keys) }
      return [start.owner: try directory.verifyJournal(after: start, against: checkpoints, trusting: keys)]
    }
  }

  /// Verifies all of the record.
  func verifyWhole() {
    verify(isWhole: true) { try directory.verifyJournal(against: $0, trusting: $1) }
    if standing.holds { thin() }
  }

  private func verify(
    isWhole: Bool, _ body: ([Checkpoint], Set<PublicKey>) throws -> [JournalOwner: ChainReport]
  ) {
    var standing = Standing(checked: Date(), isWhole: isWhole)
    do {
      let keys: Set<PublicKey>
      do throws(KeyFileError) {
        keys = Set(try KeyRing.loadOrMake(at: keyPath).trusted)
      } catch {
        throw error.explained
      }
      let reports = try body(checkpoints(), keys)
      standing.entries = reports.values.map(\.entries).reduce(0, +)
      standing.findings = reports.sorted { $0.key < $1.key }.flatMap(\.value.findings)
    } catch let error as MutualAidError {
      standing.trouble = error.message
    } catch {
      standing.trouble = "the record cannot be read"
    }
    state.withLock { $0 = standing }
  }

  /// Leaves out old checkpoints but the first of each day.
  private func thin() {
    writing.withLock { _ in
      guard let checkpoints = try? checkpoints(), checkpoints.count > RecordBook.keptCheckpoints * 2 else { return }
      var days: Set<Substring> = []
      let old = checkpoints.dropLast(RecordBook.keptCheckpoints).filter { days.insert($0.time.prefix(10)).inserted }
      let text = (old + checkpoints.suffix(RecordBook.keptCheckpoints)).map { $0.line + "\n" }.joined()
      try? Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
  }

  private var unwritable: MutualAidError {
    MutualAidError(
      .outputFailed, "the checkpoints cannot be written to '\(path)'", hint: "Check the permissions of its folder.")
  }
}
