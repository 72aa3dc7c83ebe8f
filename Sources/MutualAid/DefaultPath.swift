internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials

/// Where the directory is when no path is given.
package enum DefaultPath {
  /// `MUTUALAID_DIRECTORY` from the environment, else `mutualaid.sqlite` in the user's data folder
  /// (`XDG_DATA_HOME`, else `~/.local/share`, as the XDG Base Directory Specification has it).
  package static func directory(environment: [String: String]) -> String {
    if let path = environment["MUTUALAID_DIRECTORY"], !path.isEmpty { return path }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/mutualaid.sqlite" }
    return (environment["HOME"] ?? ".") + "/.local/share/mutualaid.sqlite"
  }

  /// Makes the folder that is to hold a file, where it does not exist.
  ///
  /// - Throws: `MutualAidError` when it cannot be made.
  package static func makeFolder(for path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw MutualAidError(
        .storeFailed, "cannot make the folder \(folder)", hint: .checkFolder)
    }
  }
}
