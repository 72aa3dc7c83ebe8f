internal import DirectoryModel
internal import FoundationEssentials
internal import HTTPTransfer
internal import Primitives

/// One look at where the editions of a source are.
struct SourceFetch {
  /// What there is.
  enum Found {
    case nothingNew
    case edition(FetchedEdition)
  }

  /// Addresses that are followed one after the other.
  private static let longestWay = 3
  /// Seconds to wait for a connection.
  private static let connectTimeout = 20.0
  private static let pool = TransferPool()

  private let source: EditionSource
  private let known: SourceValidators
  private let folder: ScratchFolder

  /// Prepares a look.
  ///
  /// - Parameters:
  ///   - status: the source, and what came last.
  ///   - folder: where an edition is put.
  init(_ status: SourceStatus, into folder: ScratchFolder) {
    source = status.source
    known = status.validators
    self.folder = folder
  }

  /// Fetches what is newer than what came last.
  ///
  /// - Throws: `SourceTrouble`.
  func run() throws(SourceTrouble) -> Found {
    if let path = SourceAddress(source.address).path { return try readFile(path) }
    let end = ContinuousClock.now + .seconds(source.timeLimit)
    var address = SourceAddress(source.address)
    for _ in 0...SourceFetch.longestWay {
      let file = try EditionFile(in: folder)
      let head = try ask(address, until: end, into: file)
      guard let next = head.redirect.map({ SourceAddress($0) }), (300...399).contains(head.status) else {
        return try found(file, head)
      }
      guard address.leads(to: next) else {
        throw refused(
          MutualAidError(
            .sourceMoved, "'\(shown)' leads to '\(String(next.text.prefix(200)))', where somebody else may answer",
            hint: "Look whether that is right, and give it as the address of the source."))
      }
      address = next
    }
    throw refused(
      MutualAidError(.sourceMoved, "'\(shown)' leads on and on", hint: "Check the address of the source."))
  }

  private var shown: String { String(source.address.prefix(200)) }

  private func refused(_ error: MutualAidError) -> SourceTrouble { SourceTrouble(error, passes: false) }

  private func failed(_ error: MutualAidError) -> SourceTrouble { SourceTrouble(error, passes: true) }

  // MARK: HTTP

  private func ask(
    _ address: SourceAddress, until end: ContinuousClock.Instant, into file: EditionFile
  ) throws(SourceTrouble) -> TransferHead {
    let left = end - .now
    guard left > .zero else { throw tooSlow }
    var request = TransferRequest(
      url: address.text, connectTimeout: .seconds(SourceFetch.connectTimeout), timeout: left, limit: source.byteLimit)
    if let tag = known.entityTag { request.headers.append("If-None-Match: \(tag)") }
    if let moment = known.lastModified { request.headers.append("If-Modified-Since: \(moment)") }
    do throws(TransferFailure) {
      return try SourceFetch.pool.send(request) { file.append($0) }
    } catch {
      switch error {
      case .timedOut: throw tooSlow
      case .tooLong: throw tooLong
      case .cutOff:
        throw failed(MutualAidError(.sourceCutOff, "the answer of '\(shown)' broke off", hint: .later))
      case .notTaken: throw ScratchFolder.failure()
      case .nonsense(let reason):
        throw refused(MutualAidError(.sourceNonsense, "what '\(shown)' sent is not HTTP: \(reason)", hint: .address))
      case .untrusted(let reason):
        throw failed(
          MutualAidError(
            .sourceUntrusted, "'\(shown)' cannot show that it is who it should be: \(reason)",
            hint: "Ask its operator about the certificate."))
      case .cannotStart: throw failed(MutualAidError(.sourceUnreachable, "libcurl cannot start"))
      case .unreachable(let reason):
        throw failed(MutualAidError(.sourceUnreachable, "'\(shown)' cannot be reached: \(reason)", hint: .address))
      }
    }
  }

  private func found(_ file: EditionFile, _ head: TransferHead) throws(SourceTrouble) -> Found {
    switch head.status {
    case 200: break
    case 304 where known.entityTag != nil || known.lastModified != nil: return .nothingNew
    case 206:
      throw refused(
        MutualAidError(.incomplete, "'\(shown)' gives a part of the edition only (HTTP status 206)", hint: .address))
    case 400...599: throw failed(status(head.status))
    default: throw refused(status(head.status))
    }
    var edition = file.edition()
    // A server without validators may give the same again.
    if edition.validators.digest == known.digest { return .nothingNew }
    edition.validators.entityTag = head.entityTag.flatMap { SourceFetch.usable($0) }
    edition.validators.lastModified = head.lastModified.flatMap { SourceFetch.usable($0) }
    edition.issued = head.modified.map { Date(timeIntervalSince1970: Double($0)) }
    return .edition(edition)
  }

  /// A value that may be sent back as a line of a head.
  private static func usable(_ value: String) -> String? {
    value.utf8.count <= 500 && value.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? value : nil
  }

  private func status(_ status: Int) -> MutualAidError {
    MutualAidError(.sourceStatus, "'\(shown)' answers with HTTP status \(status)", hint: .address)
  }

  private var tooSlow: SourceTrouble {
    failed(
      MutualAidError(
        .sourceTimedOut, "'\(shown)' has not given the edition within \(source.timeLimit) seconds", hint: .later))
  }

  private var tooLong: SourceTrouble {
    refused(
      MutualAidError(
        .limitExceeded, "the edition of '\(shown)' is longer than \(source.byteLimit) bytes",
        hint: "Raise the limit of the source, where that is right."))
  }

  // MARK: Files

  private func readFile(_ path: String) throws(SourceTrouble) -> Found {
    // Nothing is waited for: a pipe has no editions.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var facts = stat()
    guard descriptor >= 0 else { throw unreadable }
    defer { close(descriptor) }
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { throw unreadable }
    let file = try EditionFile(in: folder)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    while true {
      let got = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard got >= 0 else { throw unreadable }
      if got == 0 { break }
      count += got
      guard count <= source.byteLimit else { throw tooLong }
      guard buffer.withUnsafeBytes({ file.append(UnsafeRawBufferPointer(rebasing: $0[..<got])) }) else {
        throw ScratchFolder.failure()
      }
    }
    var edition = file.edition()
    if edition.validators.digest == known.digest { return .nothingNew }
    edition.issued = Date(timeIntervalSince1970: Double(facts.st_mtim.tv_sec))
    return .edition(edition)
  }

  private var unreadable: SourceTrouble {
    failed(MutualAidError(.sourceUnreachable, "the file '\(shown)' cannot be read", hint: .address))
  }
}

extension Hint {
  fileprivate static let later: Hint = "It is tried again soon."
  fileprivate static let address: Hint = "Check the address of the source."
}
