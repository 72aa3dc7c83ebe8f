internal import CZlib
internal import DirectoryModel
internal import Primitives

/// Bytes of a document in pieces, from a file, from standard input or from memory, unpacked when a file is gzip.
///
/// zlib's `gz…` functions read plain files as they are, so that there is one way of reading for both.
final class ByteSource {
  private enum Origin {
    case file(gzFile, descriptor: Int32, opened: FileState?)
    case pipe(PipeSource)
    case memory([UInt8])
  }

  /// So many bytes may come out of any gzip.
  private static let untestedBytes = 32_000_000

  private let origin: Origin
  private let limits: XMLLimits
  private(set) var bytesRead = 0
  /// Bytes that have come out of the origin, those looked at included.
  private var unpacked = 0
  /// Bytes that were looked at and not yet read, and how many of them have been read since.
  private var ahead: [UInt8] = []
  private var aheadRead = 0
  /// What went wrong while looking ahead goes wrong again when the bytes are read.
  private(set) var failure: MutualAidError?

  /// Opens a file, or standard input for `-`.
  ///
  /// - Throws: `MutualAidError` when it cannot be opened, or is a folder or device.
  init(path: String, limits: XMLLimits) throws(MutualAidError) {
    let descriptor: Int32
    var opened: FileState?
    if path == "-" {
      descriptor = dup(STDIN_FILENO)
      if descriptor >= 0, FileState(descriptor)?.isRegularFile == false {
        origin = .pipe(PipeSource(descriptor: descriptor, longestSilence: limits.silence))
        self.limits = limits
        return
      }
    } else {
      descriptor = try InputFile.open(path)
      opened = FileState(descriptor)
    }
    guard descriptor >= 0, let handle = gzdopen(descriptor, "rb") else {
      throw MutualAidError(.unreadable, "cannot read the file", hint: "Check the path and the permissions.")
    }
    // Less than half of what is asked for at a time, so that zlib reads plain files straight into our buffer.
    gzbuffer(handle, 1 << 16)
    origin = .file(handle, descriptor: descriptor, opened: opened)
    self.limits = limits
  }

  /// Reads an open file from its beginning, as it is.
  init(descriptor: Int32, limits: XMLLimits) throws(MutualAidError) {
    let copy = dup(descriptor)
    guard copy >= 0, lseek(copy, 0, SEEK_SET) == 0, let handle = gzdopen(copy, "rb") else {
      if copy >= 0 { close(copy) }
      throw MutualAidError(.unreadable, "cannot read the temporary file again")
    }
    origin = .file(handle, descriptor: copy, opened: nil)
    self.limits = limits
  }

  /// Reads bytes in memory, which are not unpacked.
  init(bytes: [UInt8], limits: XMLLimits) {
    origin = .memory(bytes)
    self.limits = limits
  }

  deinit { if case .file(let handle, _, _) = origin { gzclose_r(handle) } }

  /// So many bytes at most come at once: all of a document in memory, a quarter of a megabyte of a file.
  var greatestPiece: Int {
    if case .memory(let bytes) = origin { min(max(1, bytes.count), 1 << 18) } else { 1 << 18 }
  }

  /// How much of the file itself has been read: of a gzip, packed bytes.
  var fileBytes: Int {
    switch origin {
    case .file(let handle, _, _): Int(gzoffset(handle))
    case .pipe(let pipe): pipe.bytesReceived
    case .memory: bytesRead
    }
  }

  /// The first bytes, which are read again afterwards, and whether they are all; fewer where the document ends or cannot be
  /// read.
  ///
  /// To be called before anything is read.
  func lookAhead(_ count: Int) -> (bytes: [UInt8], areAll: Bool) {
    let count = min(count, greatestPiece)
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = try? bytes.withUnsafeMutableBytes { buffer in
        try unpack(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      guard let read, read > 0 else { break }
      filled += read
    }
    bytes.removeLast(count - filled)
    ahead = bytes
    return (bytes, filled < count && failure == nil)
  }

  /// Fills the buffer with the next piece.
  ///
  /// - Returns: how many bytes were written; 0 at the end.
  /// - Throws: `MutualAidError` for a read error, a damaged gzip, one that unpacks to too much, a file that changes
  ///   meanwhile, or a beginning that cannot be that of a document.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    var count = min(buffer.count, ahead.count - aheadRead)
    if count > 0 {
      buffer.copyBytes(from: ahead[aheadRead..<aheadRead + count])
      aheadRead += count
      if aheadRead == ahead.count {
        ahead = []
        aheadRead = 0
      }
    } else {
      count = try unpack(into: buffer)
    }
    bytesRead += count
    return count
  }

  private func unpack(into buffer: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    if let failure { throw failure }
    do {
      let count = try next(into: buffer)
      unpacked += count
      return count
    } catch {
      failure = error
      throw error
    }
  }

  private func next(into buffer: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    let count: Int
    switch origin {
    case .memory(let bytes):
      count = min(buffer.count, bytes.count - unpacked)
      buffer.copyBytes(from: bytes[unpacked..<unpacked + count])
    case .pipe(let pipe):
      count = try pipe.fill(buffer)
      if pipe.isPacked { try checkRatio(unpacked + count, of: pipe.bytesReceived) }
    case .file(let handle, let descriptor, let opened):
      count = try read(handle, into: buffer)
      if let opened { try checkUnchanged(since: opened, handle: handle, descriptor: descriptor, atEnd: count == 0) }
    }
    if unpacked == 0 { try DocumentBeginning.check(UnsafeRawBufferPointer(buffer).prefix(count)) }
    return count
  }

  private func read(_ handle: gzFile, into buffer: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    let count = Int(gzread(handle, buffer.baseAddress, UInt32(clamping: buffer.count)))
    guard count >= 0 else { throw damaged(handle) }
    if count == 0 {
      var code: Int32 = 0
      _ = gzerror(handle, &code)
      guard code == Z_OK || code == Z_STREAM_END else { throw damaged(handle) }
    }
    if unpacked + count > ByteSource.untestedBytes, gzdirect(handle) == 0 {
      try checkRatio(unpacked + count, of: Int(gzoffset(handle)))
    }
    return count
  }

  private func checkRatio(_ unpacked: Int, of packed: Int) throws(MutualAidError) {
    guard unpacked > ByteSource.untestedBytes, unpacked / max(1, packed) > limits.compressionRatio else { return }
    throw MutualAidError(
      .limitExceeded, "the gzip unpacks to more than \(limits.compressionRatio) times its size",
      hint: "Unpack it yourself if you trust it.")
  }

  /// What is written to while it is read may be half an old and half a new version, and need never end.
  private func checkUnchanged(
    since opened: FileState, handle: gzFile, descriptor: Int32, atEnd: Bool
  ) throws(MutualAidError) {
    guard gzoffset(handle) > opened.size || (atEnd && FileState(descriptor) != opened) else { return }
    throw MutualAidError(
      .changedWhileRead, "the file was changed while it was being read",
      hint: "Try again when it is complete. To replace a file in use, write another and rename it.")
  }

  private func damaged(_ handle: gzFile) -> MutualAidError {
    var code: Int32 = 0
    // zlib puts the file's name before its message, which for an open file is <fd:6>.
    let message = gzerror(handle, &code).map { String(cString: $0) } ?? "unknown error"
    let text = message.hasPrefix("<fd:") ? message.drop { $0 != ">" }.dropFirst(3) : message[...]
    return MutualAidError(.unreadable, "cannot read on: \(text)", hint: "The file may be damaged or cut off.")
  }
}

/// Size and time of change, by which a changed file is recognised.
private struct FileState: Equatable {
  let isRegularFile: Bool
  let size: Int
  let changedSeconds: Int
  let changedNanoseconds: Int

  init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    isRegularFile = status.st_mode & S_IFMT == S_IFREG
    size = Int(status.st_size)
    #if canImport(Darwin)
      let changed = status.st_mtimespec
    #else
      let changed = status.st_mtim
    #endif
    changedSeconds = Int(changed.tv_sec)
    changedNanoseconds = Int(changed.tv_nsec)
  }
}

/// Recognises by their first bytes files that cannot be read, where the parser would only say that they are no XML.
enum DocumentBeginning {
  /// - Throws: `MutualAidError` for an archive, or an encoding that nothing announces.
  static func check(_ bytes: Slice<UnsafeRawBufferPointer>) throws(MutualAidError) {
    let first = Array(bytes.prefix(4))
    switch first {
    case [0x50, 0x4B, 0x03, 0x04]:
      throw MutualAidError(
        .unreadable, "this is a zip archive", hint: "Unpack it, and name the XML file that is in it.")
    case [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]:
      throw MutualAidError(.encodingError, "the document is in UTF-32", line: 1, hint: "Save it as UTF-8.")
    default: break
    }
    guard first.count == 4 else { return }
    if first.starts(with: [0x1F, 0x8B]) {
      throw MutualAidError(.unreadable, "this is a gzip within a gzip", hint: "Unpack it once.")
    }
    // A `<` of two bytes, which no `?` follows, so that no declaration will name the encoding.
    if (first.starts(with: [0x3C, 0]) && first[3] == 0 && first[2] != 0 && first[2] != 0x3F)
      || (first.starts(with: [0, 0x3C, 0]) && first[3] != 0x3F)
    {
      throw MutualAidError(
        .encodingError, "the document is in UTF-16, with neither a byte order mark nor a declaration", line: 1,
        hint: "Save it as UTF-8, or with a byte order mark.")
    }
  }
}
