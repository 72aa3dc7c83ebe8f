internal import CZlib
internal import DirectoryModel
internal import FoundationEssentials
package import Matching
internal import Primitives
internal import Synchronization

/// A file of what routers said, one run after the other.
///
/// It begins with eight bytes that say what it is. Then come records, each a kind, a length, a CRC-32 and that many bytes:
/// whose roads they are (engine, profile, version of the data), or a segment of times of the roads named last. All numbers
/// are little-endian. A record at the end that is not whole is one whose writing was broken off: it is written over. One that is
/// whole and does not fit its checksum is damage, of which nothing is used.
///
/// While it is open no other process writes it.
package final class RoadTimesFile: RoadArchive {
  private enum Kind: UInt8 {
    case router = 1
    case segment = 2
  }

  private struct State {
    /// The first byte behind the last whole record; `nil` as long as it has not been read.
    var end: Int?
    /// Whose roads were named last.
    var last: RouterIdentity?
  }

  private static let mark = Array("MARoads1".utf8)
  private static let headLength = 9
  /// Bytes that a record may have: a router gives far less at once.
  private static let greatestLength = 64 << 20

  /// The path.
  package let name: String
  private let descriptor: Int32
  private let state = Mutex(State())

  /// Opens a file, or makes one, with the folder that is to hold it.
  ///
  /// - Throws: `MutualAidError` where it cannot be opened, is another kind of file, or another process has it.
  package init(path: String) throws {
    name = path
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try? FileManager.default.createDirectory(
        atPath: String(path[..<slash]), withIntermediateDirectories: true)
    }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw MutualAidError(
        .outputFailed, "cannot open the file of road times \(path): \(String(cString: strerror(errno)))",
        hint: "Name a file that may be written with --routing-cache.")
    }
    self.descriptor = descriptor
    // From here on `deinit` closes it.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw MutualAidError(
        .outputFailed, "another run is using the file of road times \(path)",
        hint: "Wait for its end, or name another file with --routing-cache.")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw foreign
    }
    if status.st_size < RoadTimesFile.mark.count {
      // A mark that was broken off is all that there can be.
      guard let start = try bytes(Int(status.st_size), at: 0), RoadTimesFile.mark.starts(with: start) else {
        throw foreign
      }
      try write(RoadTimesFile.mark, at: 0)
    } else if try bytes(RoadTimesFile.mark.count, at: 0) != RoadTimesFile.mark {
      throw foreign
    }
  }

  deinit { close(descriptor) }

  private var foreign: MutualAidError {
    MutualAidError(
      .fileUnreadable, "\(name) is no file of road times", hint: "Name another one with --routing-cache.")
  }

  // MARK: Reading

  package func forEachSegment(of router: RouterIdentity, _ body: (RoadSegment) -> Void) throws {
    try state.withLock { try read(&$0, of: router, body) }
  }

  private func read(_ state: inout State, of router: RouterIdentity?, _ body: (RoadSegment) -> Void) throws {
    var offset = RoadTimesFile.mark.count
    var last: RouterIdentity?
    while let head = try bytes(RoadTimesFile.headLength, at: offset) {
      let length = Int(head.number(at: 1, as: UInt32.self))
      guard let kind = Kind(rawValue: head[0]), length <= RoadTimesFile.greatestLength else { throw damaged(offset) }
      guard let payload = try bytes(length, at: offset + RoadTimesFile.headLength) else { break }
      guard RoadTimesFile.checksum(kind, payload) == head.number(at: 5, as: UInt32.self) else { throw damaged(offset) }
      switch kind {
      case .router:
        guard let found = RouterIdentity(payload) else { throw damaged(offset) }
        last = found
      case .segment:
        guard last != nil else { throw damaged(offset) }
        if last == router {
          guard let segment = RoadSegment(payload) else { throw damaged(offset) }
          body(segment)
        }
      }
      offset += RoadTimesFile.headLength + length
    }
    state = State(end: offset, last: last)
  }

  private func damaged(_ offset: Int) -> MutualAidError {
    MutualAidError(
      .fileUnreadable, "the file of road times \(name) is damaged at byte \(offset)",
      hint: "Delete it: the router is then asked again.")
  }

  /// Some bytes; `nil` where the file ends before.
  private func bytes(_ count: Int, at offset: Int) throws -> [UInt8]? {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let read = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
        if read < 0, errno == EINTR { continue }
        failed = read < 0
        guard read > 0 else { break }
        filled += read
      }
    }
    guard !failed else {
      throw MutualAidError(
        .fileUnreadable, "cannot read the file of road times \(name): \(String(cString: strerror(errno)))")
    }
    return bytes.count == count ? bytes : nil
  }

  // MARK: Writing

  package func append(_ segments: [RoadSegment], of router: RouterIdentity) throws {
    try state.withLock { state in
      if state.end == nil { try read(&state, of: nil) { _ in } }
      let end = state.end ?? RoadTimesFile.mark.count
      var bytes: [UInt8] = []
      if state.last != router { bytes += RoadTimesFile.record(.router, router.bytes) }
      for segment in segments { bytes += RoadTimesFile.record(.segment, segment.bytes) }
      try write(bytes, at: end)
      state = State(end: end + bytes.count, last: router)
    }
  }

  private static func record(_ kind: Kind, _ payload: [UInt8]) -> [UInt8] {
    var record = [kind.rawValue]
    record.append(number: UInt32(payload.count))
    record.append(number: checksum(kind, payload))
    return record + payload
  }

  private static func checksum(_ kind: Kind, _ payload: [UInt8]) -> UInt32 {
    let head = crc32(0, [kind.rawValue], 1)
    return UInt32(truncatingIfNeeded: crc32(head, payload, UInt32(payload.count)))
  }

  /// Writes bytes, and nothing is behind them; where that fails, nothing of them is left either.
  private func write(_ bytes: [UInt8], at offset: Int) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written, off_t(offset + written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = String(cString: strerror(errno))
        _ = ftruncate(descriptor, off_t(offset))
        throw MutualAidError(
          .outputFailed, "cannot write the file of road times \(name): \(reason)",
          hint: "Make room, or name another file with --routing-cache.")
      }
      written += count
    }
    guard ftruncate(descriptor, off_t(offset + bytes.count)) == 0, fsync(descriptor) == 0 else {
      throw MutualAidError(
        .outputFailed, "cannot write the file of road times \(name): \(String(cString: strerror(errno)))")
    }
  }
}

// MARK: Bytes

extension RouterIdentity {
  /// Its parts, with a zero byte between them; a version that is not known is left out.
  fileprivate var bytes: [UInt8] {
    Array(([engine, profile] + (dataVersion.map { [$0] } ?? [])).joined(separator: "\0").utf8)
  }

  fileprivate init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let parts = text.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count) else { return nil }
    self.init(engine: parts[0], profile: parts[1], dataVersion: parts.count == 3 ? parts[2] : nil)
  }
}

extension RoadSegment {
  fileprivate var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + (sources.count + destinations.count) * 12 + times.count * 2)
    bytes.append(number: UInt32(sources.count))
    bytes.append(number: UInt32(destinations.count))
    for place in sources + destinations {
      bytes.append(number: place.latitude)
      bytes.append(number: place.longitude)
    }
    for moved in sourcesMoved + destinationsMoved { bytes.append(number: moved.bitPattern) }
    for time in times { bytes.append(number: time.rawValue) }
    return bytes
  }

  fileprivate init?(_ bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    let (from, to) = (Int(bytes.number(at: 0, as: UInt32.self)), Int(bytes.number(at: 4, as: UInt32.self)))
    let (ways, isTooMany) = from.multipliedReportingOverflow(by: to)
    guard !isTooMany, ways <= bytes.count, bytes.count == 8 + (from + to) * 12 + ways * 2 else { return nil }
    var offset = 8
    func next<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
      defer { offset += MemoryLayout<Number>.size }
      return bytes.number(at: offset, as: type)
    }
    let places = (0..<from + to).map { _ in RoadPlace(latitude: next(Int32.self), longitude: next(Int32.self)) }
    let moved = (0..<from + to).map { _ in Float(bitPattern: next(UInt32.self)) }
    self.init(
      sources: Array(places[..<from]), destinations: Array(places[from...]), sourcesMoved: Array(moved[..<from]),
      destinationsMoved: Array(moved[from...]), times: (0..<ways).map { _ in Time(rawValue: next(UInt16.self)) })
  }
}

extension [UInt8] {
  fileprivate mutating func append(number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }

  /// The number at an offset; all of it must be there.
  fileprivate func number<Number: FixedWidthInteger>(at offset: Int, as type: Number.Type) -> Number {
    withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
  }
}
