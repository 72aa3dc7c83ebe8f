internal import CZip
internal import DirectoryModel
internal import Primitives

/// The document in a KMZ, which is a zip archive with one KML and what that refers to, such as pictures.
///
/// Which file it is follows OGC 12-007r2 (KML 2.3), annex C: `doc.kml`, else the KML at the archive's root; archives of the
/// field also have their only KML in a folder.
final class ArchiveSource {
  /// Archives with more entries are refused: a KMZ has one document and some pictures.
  private static let mostEntries: zip_int64_t = 100_000
  private static let ending = ".kml"
  private static let standardName = "doc.kml"

  private let archive: OpaquePointer
  private let document: OpaquePointer
  /// The document's name in the archive.
  let name: String
  /// Other KMLs of the archive, which are not read.
  let leftOut: [String]
  /// Bytes that the document takes in the archive.
  let packedBytes: Int

  /// Whether an open file is a zip archive, by its first bytes.
  static func recognises(_ descriptor: Int32) -> Bool {
    var first: [UInt8] = [0, 0, 0, 0]
    let count = first.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    return count == first.count && first == DocumentBeginning.zip
  }

  /// Opens the document in an archive.
  ///
  /// - Parameter descriptor: the open file, which is read through another descriptor and stays open.
  /// - Throws: `MutualAidError` where the archive is damaged, or has no KML or more than one that could be meant.
  init(_ descriptor: Int32) throws(MutualAidError) {
    let copy = dup(descriptor)
    var code: Int32 = 0
    guard copy >= 0, let archive = zip_fdopen(copy, 0, &code) else {
      if copy >= 0 { close(copy) }
      var error = zip_error_t()
      zip_error_init_with_code(&error, code)
      defer { zip_error_fini(&error) }
      throw ArchiveSource.damaged(String(cString: zip_error_strerror(&error)))
    }
    var isOpen = false
    defer { if !isOpen { zip_discard(archive) } }
    let (chosen, others) = try ArchiveSource.choice(of: ArchiveSource.documents(in: archive))
    guard let document = zip_fopen_index(archive, chosen.index, 0) else {
      throw ArchiveSource.damaged("'\(chosen.name)': \(String(cString: zip_strerror(archive)))")
    }
    isOpen = true
    self.archive = archive
    self.document = document
    name = chosen.name
    leftOut = others.map(\.name)
    packedBytes = chosen.packedBytes
  }

  deinit {
    zip_fclose(document)
    zip_discard(archive)
  }

  /// Fills the buffer with the next bytes.
  ///
  /// - Returns: how many were written; 0 at the end.
  /// - Throws: `MutualAidError` for damaged data.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(MutualAidError) -> Int {
    let count = Int(zip_fread(document, buffer.baseAddress, zip_uint64_t(buffer.count)))
    guard count >= 0 else {
      throw ArchiveSource.damaged("'\(name)': \(String(cString: zip_file_strerror(document)))")
    }
    return count
  }

  private struct Entry {
    var index: zip_uint64_t
    var name: String
    var packedBytes: Int

    var isAtRoot: Bool { !name.contains("/") }
  }

  private static func documents(in archive: OpaquePointer) throws(MutualAidError) -> [Entry] {
    let count = zip_get_num_entries(archive, 0)
    guard count <= mostEntries else {
      throw MutualAidError(
        .limitExceeded, "the zip archive has \(Int(count)) entries, more than \(Int(mostEntries))",
        hint: "Unpack it yourself if you trust it.")
    }
    var entries: [Entry] = []
    for index in 0..<zip_uint64_t(max(0, count)) {
      var status = zip_stat_t()
      zip_stat_init(&status)
      guard zip_stat_index(archive, index, 0, &status) == 0, let bytes = status.name else { continue }
      let name = String(cString: bytes).replacing("\\", with: "/")
      // What macOS keeps beside files has their names.
      let parts = name.split(separator: "/")
      guard name.lowercased().hasSuffix(ending), !parts.contains(where: { $0.hasPrefix(".") || $0 == "__MACOSX" })
      else { continue }
      entries.append(Entry(index: index, name: name, packedBytes: Int(clamping: status.comp_size)))
    }
    return entries
  }

  private static func choice(of entries: [Entry]) throws(MutualAidError) -> (Entry, others: [Entry]) {
    guard !entries.isEmpty else {
      throw MutualAidError(
        .unreadable, "this is a zip archive without a KML in it",
        hint: "A KMZ has one. Unpack another archive, and name the file that is in it.")
    }
    let root = entries.filter(\.isAtRoot)
    let named = root.filter { $0.name.lowercased() == standardName }
    for candidates in [named, root, entries] {
      guard let only = candidates.first, candidates.count == 1 else { continue }
      return (only, entries.filter { $0.index != only.index })
    }
    let names = (root.isEmpty ? entries : root).prefix(5).map { "'\($0.name)'" }.joined(separator: ", ")
    throw MutualAidError(
      .unreadable, "the zip archive has \(entries.count) KMLs (\(names)), and none is doc.kml at its root",
      hint: "Unpack it, and name the files that are meant.")
  }

  private static func damaged(_ text: String) -> MutualAidError {
    MutualAidError(.unreadable, "cannot read the zip archive: \(text)", hint: "The file may be damaged or cut off.")
  }
}
