internal import CZip
internal import CZlib
public import Foundation

/// A folder of its own for one test, gone with the object.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let path: String

  /// Makes an empty folder.
  ///
  /// - Throws: `CocoaError` when it cannot be made.
  public init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("mutual-aid-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in it, which need not exist.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders above it.
  ///
  /// - Returns: its path.
  /// - Throws: `CocoaError` when it cannot be written.
  @discardableResult
  public func write(_ data: Data, to name: String) throws -> String {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url.path
  }

  /// Writes a text file in UTF-8, with the folders above it.
  ///
  /// - Returns: its path.
  /// - Throws: `CocoaError` when it cannot be written.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

  /// Writes a zip archive.
  ///
  /// - Parameters:
  ///   - entries: names in the archive and what the files say, in their order there.
  ///   - name: the archive's name in the folder.
  /// - Returns: its path.
  /// - Throws: `CocoaError` when it cannot be written.
  @discardableResult
  public func writeZip(_ entries: [(name: String, data: Data)], to name: String) throws -> String {
    guard let archive = zip_open(file(name), ZIP_CREATE | ZIP_TRUNCATE, nil) else {
      throw CocoaError(.fileWriteUnknown)
    }
    // libzip reads the bytes when the archive is closed.
    let buffers = entries.map { entry in
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, entry.data.count), alignment: 1)
      buffer.copyBytes(from: entry.data)
      return buffer
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    for (entry, buffer) in zip(entries, buffers) {
      guard let source = zip_source_buffer(archive, buffer.baseAddress, zip_uint64_t(entry.data.count), 0),
        zip_file_add(archive, entry.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0
      else { throw CocoaError(.fileWriteUnknown) }
    }
    guard zip_close(archive) == 0 else { throw CocoaError(.fileWriteUnknown) }
    return file(name)
  }

  /// Writes a file packed by gzip.
  ///
  /// - Returns: its path.
  /// - Throws: `CocoaError` when it cannot be written.
  @discardableResult
  public func writeGzip(_ data: Data, to name: String) throws -> String {
    guard let handle = gzopen(file(name), "wb") else { throw CocoaError(.fileWriteUnknown) }
    let written = data.withUnsafeBytes { gzwrite(handle, $0.baseAddress, UInt32($0.count)) }
    guard gzclose_w(handle) == Z_OK, Int(written) == data.count else { throw CocoaError(.fileWriteUnknown) }
    return file(name)
  }
}
