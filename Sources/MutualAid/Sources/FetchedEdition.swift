internal import DirectoryModel
internal import FoundationEssentials
internal import Journal
internal import PopulationData
internal import Primitives
internal import RegistryXML

/// What came from a source, in a file of its own.
struct FetchedEdition {
  /// The file; it goes with its folder.
  let path: String
  /// By what it is known again.
  var validators: SourceValidators
  /// The time of issue, where the document names none.
  var issued: Date?
  /// The folder, so that it stays as long as the edition.
  let folder: ScratchFolder

  /// All of it.
  func bytes() throws(SourceTrouble) -> Data {
    try SourceTrouble.ofStore { try Data(contentsOf: URL(filePath: path)) }
  }

  /// Checks that it is of the kind that its source is of.
  ///
  /// - Throws: `SourceTrouble`.
  func check(isOf source: EditionSource) throws(SourceTrouble) {
    let kind: String?
    do throws(MutualAidError) {
      let document = try DocumentFile(path: path)
      kind =
        PopulationFile.form(of: document) == nil
        ? document.rootName.flatMap { ReferenceDocument.Kind(rawValue: $0)?.rawValue }
        : ReferenceDocument.Kind.population.rawValue
    } catch {
      throw SourceTrouble(error, passes: false)
    }
    guard kind == source.kind else { throw .otherContent(kind ?? "registry", of: source) }
  }
}

/// A folder that nobody else can read, which goes with the value.
final class ScratchFolder {
  let path: String

  /// Makes the folder.
  ///
  /// - Throws: `SourceTrouble` where there is no room for it.
  init() throws(SourceTrouble) {
    var template = Array((FileManager.default.temporaryDirectory.path + "/mutual-aid-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw ScratchFolder.failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What is wrong with a file in the folder, by the system's last error.
  static func failure() -> SourceTrouble {
    SourceTrouble(
      MutualAidError(
        .storeFailed, "an edition cannot be put aside: \(String(cString: strerror(errno)))",
        hint: "Check the path, the permissions and the free space."), passes: true)
  }

  /// An edition whose bytes are known.
  func edition(of bytes: [UInt8]) throws(SourceTrouble) -> FetchedEdition {
    let file = try EditionFile(in: self)
    guard bytes.withUnsafeBytes({ file.append($0) }) else { throw ScratchFolder.failure() }
    return file.edition()
  }
}

/// The file that an edition is written into as it comes.
final class EditionFile {
  private let folder: ScratchFolder
  private let path: String
  private let descriptor: CInt
  private var hash = SHA256()

  init(in folder: ScratchFolder) throws(SourceTrouble) {
    self.folder = folder
    path = folder.path + "/edition"
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw ScratchFolder.failure() }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Writes what has come; false where there is no room.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    hash.update(bytes)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// What has been written.
  func edition() -> FetchedEdition {
    var validators = SourceValidators()
    validators.digest = hash.digest().hex
    return FetchedEdition(path: path, validators: validators, folder: folder)
  }
}
