internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Primitives

/// Where the directory is when no path is given.
package enum DefaultPath {
  /// `MUTUALAID_DIRECTORY` from the environment, else `mutualaid.sqlite` in the user's data folder
  /// (`XDG_DATA_HOME`, else `~/.local/share`, as the XDG Base Directory Specification has it).
  ///
  /// - Throws: `MutualAidError` (`directory-path`) where neither says so and the user has no folder of their own.
  package static func directory(environment: [String: String]) throws(MutualAidError) -> String {
    if let path = environment["MUTUALAID_DIRECTORY"], !path.isEmpty { return path }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/mutualaid.sqlite" }
    guard let home = environment["HOME"].flatMap({ $0.isEmpty ? nil : $0 }) ?? homeOnRecord else {
      throw MutualAidError(.directoryPath, "there is no folder of the user's own for a directory", hint: .nameDirectory)
    }
    return home + "/.local/share/mutualaid.sqlite"
  }

  /// The user's folder as the system has it on record; `nil` where it has none.
  private static var homeOnRecord: String? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 1 << 14)
    guard getpwuid_r(getuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil,
      let home = entry.pw_dir.map({ String(cString: $0) }), home.hasPrefix("/")
    else { return nil }
    return home
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
