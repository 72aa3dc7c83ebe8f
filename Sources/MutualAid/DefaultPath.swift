internal import DirectoryModel
internal import DirectoryStore
internal import FoundationEssentials
internal import Primitives

/// Where the directory and what belongs to it are when no path is given.
package enum DefaultPath {
  /// `MUTUALAID_DIRECTORY` from the environment, else `mutualaid.sqlite` in the user's data folder
  /// (`XDG_DATA_HOME`, else `~/.local/share`, as the XDG Base Directory Specification has it).
  ///
  /// - Throws: `MutualAidError` (`directory-path`) where neither says so and the user has no folder of their own.
  package static func directory(environment: [String: String]) throws(MutualAidError) -> String {
    if let path = environment["MUTUALAID_DIRECTORY"], !path.isEmpty { return path }
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/mutualaid.sqlite" }
    return try home(environment) + "/.local/share/mutualaid.sqlite"
  }

  /// The file of road times: `mutualaid/roads.times` in the user's cache folder (`XDG_CACHE_HOME`, else `~/.cache`).
  ///
  /// - Throws: `MutualAidError` (`directory-path`) where the user has no folder of their own.
  package static func roadTimes(environment: [String: String]) throws(MutualAidError) -> String {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/mutualaid/roads.times" }
    return try home(environment) + "/.cache/mutualaid/roads.times"
  }

  /// The address of a router: what is stated, or for `auto` that of the one on this machine.
  ///
  /// That is `MUTUALAID_ROUTING` from the environment, else what `Scripts/roads` left in `mutualaid/router` in the user's
  /// data folder.
  ///
  /// - Throws: `MutualAidError` (`routing-address`) where none is known.
  package static func router(_ stated: String, environment: [String: String]) throws(MutualAidError) -> String {
    guard stated == "auto" else { return stated }
    if let address = environment["MUTUALAID_ROUTING"], !address.isEmpty, address != "auto" { return address }
    let data =
      if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { data } else {
        try home(environment) + "/.local/share"
      }
    let file = data + "/mutualaid/router"
    if let text = try? String(contentsOfFile: file, encoding: .utf8),
      let line = text.split(whereSeparator: \.isNewline).first, !line.isEmpty
    {
      return String(line)
    }
    throw MutualAidError(
      .routerAddress, "no router is known on this machine",
      hint: "Start one with Scripts/roads EXTRACT.osm.pbf, or give --routing its address.")
  }

  private static func home(_ environment: [String: String]) throws(MutualAidError) -> String {
    guard let home = environment["HOME"].flatMap({ $0.isEmpty ? nil : $0 }) ?? homeOnRecord else {
      throw MutualAidError(.directoryPath, "there is no folder of the user's own for a directory", hint: .nameDirectory)
    }
    return home
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
