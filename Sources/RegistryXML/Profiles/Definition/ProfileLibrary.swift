internal import CEmbeddedFiles
package import DirectoryModel
internal import Primitives

/// The profiles that are built in, and those that people write.
package enum ProfileLibrary {
  /// What a profile is, in short.
  package struct Summary: Hashable, Sendable {
    /// By which it is chosen.
    package var name: String
    /// What it reads.
    package var titles: LocalizedText
    /// `registry`, `message` or `envelope`.
    package var content: String
    /// More about it.
    package var description: String
  }

  /// What is built in, in the order in which documents are compared with it: the most particular first.
  private static let files: [(name: String, text: String)] = [
    ("inspire", String(embedded_inspire_profile())), ("osm", String(embedded_osm_profile())),
    ("kml", String(embedded_kml_profile())), ("edxl-de", String(embedded_edxl_de_profile())),
    ("edxl-rm", String(embedded_edxl_rm_profile())), ("emsi", String(embedded_emsi_profile())),
    ("gml", String(embedded_gml_profile())),
  ]

  private static let builtIn = Result<[Profile], MutualAidError> { () throws(MutualAidError) in
    var profiles: [Profile] = []
    for file in files { profiles.append(try profile(text: file.text).profile) }
    return profiles
  }

  /// Maps that every profile can use.
  private static let sharedMaps = Result<[String: ValueMap], MutualAidError> { () throws(MutualAidError) in
    try parsed(text: String(embedded_maps_profile()), sharedMaps: [:]).maps
  }

  /// The name under which the maps that every profile can use are shown.
  private static let mapsName = "maps"

  /// The names of all built-in profiles.
  package static let names = [NativeFormat.name] + files.map(\.name)

  /// The schema of profile files, which documents them.
  package static var schema: String { String(embedded_profile_xsd()) }

  static func all() throws(MutualAidError) -> [Profile] { try builtIn.get() }

  static func profile(_ name: String) throws(MutualAidError) -> Profile {
    if let found = try all().first(where: { $0.id == name }) { return found }
    let guess = EditDistance.nearest(to: name, among: names)
    throw MutualAidError(
      .profileInvalid, "there is no profile '\(name)'",
      hint: .all(
        ["Known are \(names.joined(separator: ", ")), or the path of a profile file.", guess.map { .didYouMean($0) }]
          .compactMap { $0 }))
  }

  static func profile(file path: String) throws(MutualAidError) -> Profile {
    let (profile, problems) = try read(file: path)
    if let problem = problems.first {
      throw MutualAidError(
        .profileInvalid, "the profile '\(path)' cannot be used: \(problem.message)", line: problem.line,
        hint: .checkProfile(path: path))
    }
    guard profile.content != .maps else {
      throw MutualAidError(
        .profileInvalid, "the profile '\(path)' holds maps alone and says of no element what it is",
        hint: .showProfileSchema)
    }
    return profile
  }

  /// What the built-in profiles are.
  ///
  /// - Throws: `MutualAidError` when one of them cannot be read.
  package static func summaries() throws(MutualAidError) -> [Summary] {
    let native = Summary(
      name: NativeFormat.name, titles: LocalizedText("The native format, version 1.0"),
      content: "registry", description: "See Datasets/schema/mutual-aid-1.0.xsd, which documents the format in itself.")
    return [native] + (try all()).map(\.summary)
  }

  /// A built-in profile's file, of the native format its schema, which is its documentation, or of `maps` the maps that
  /// every profile can use.
  package static func text(of name: String) -> String? {
    if name == NativeFormat.name { return String(embedded_mutual_aid_xsd()) }
    if name == mapsName { return String(embedded_maps_profile()) }
    return files.first { $0.name == name }?.text
  }

  /// Checks a profile file against the schema and the rules.
  ///
  /// - Returns: what it is, and what is wrong with it, by line; with no problem it can be used.
  /// - Throws: `MutualAidError` when it cannot be read at all.
  package static func check(file path: String) throws(MutualAidError) -> (summary: Summary, problems: [Problem]) {
    let (profile, problems) = try read(file: path)
    return (profile.summary, problems)
  }

  // MARK: Reading

  private static func read(file path: String) throws(MutualAidError) -> (profile: Profile, problems: [Problem]) {
    let document = try DocumentFile(path: path)
    let bytes: [UInt8]
    do {
      bytes = try document.bytes(limit: 4_000_000)
    } catch {
      throw error as? MutualAidError ?? MutualAidError(.unreadable, "cannot read the profile: \(error)")
    }
    return try profile(text: String(decoding: bytes, as: UTF8.self))
  }

  private static func profile(text: String) throws(MutualAidError) -> (profile: Profile, problems: [Problem]) {
    let found = try parsed(text: text, sharedMaps: try sharedMaps.get())
    return (found.profile, found.problems)
  }

  private static func parsed(
    text: String, sharedMaps: [String: ValueMap]
  ) throws(MutualAidError) -> (profile: Profile, problems: [Problem], maps: [String: ValueMap]) {
    guard let compiled = CompiledSchema.profile else {
      throw MutualAidError(.unreadable, "the built-in XML Schema of profiles cannot be compiled")
    }
    let schema = SchemaValidation(compiled)
    let target = ProfileFileTarget(sharedMaps: sharedMaps)
    do {
      try XMLEventParser(routing: ProfileFileTarget.Routing(), limits: XMLLimits(), schema: schema)
        .parse(text: text, target: target)
    } catch {
      throw error as? MutualAidError ?? MutualAidError(.profileInvalid, "cannot read the profile: \(error)")
    }
    guard let profile = target.profile else {
      throw MutualAidError(
        .profileInvalid, "this is not a profile", hint: "Expected <profile xmlns=\"\(ProfileParser.namespace)\">.")
    }
    let problems = (schema.problems + target.problems).sorted { ($0.line ?? 0) < ($1.line ?? 0) }
    return (profile, problems, target.maps)
  }

  private final class ProfileFileTarget: XMLEventTarget {
    struct Routing: ElementRouting {
      let keepsForeignNamespaces = false

      func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling { .capture }
    }

    let sharedMaps: [String: ValueMap]
    var profile: Profile?
    var problems: [Problem] = []
    var maps: [String: ValueMap] = [:]

    init(sharedMaps: [String: ValueMap]) { self.sharedMaps = sharedMaps }

    func entered(_ element: Element) {}
    func ended(depth: Int, line: Int) {}

    func captured(_ element: Element) {
      guard element.name == "profile", element.namespace == ProfileParser.namespace else { return }
      var parser = ProfileParser(sharedMaps: sharedMaps)
      profile = parser.profile(element)
      problems = parser.problems
      maps = parser.maps
    }
  }
}

extension Profile {
  fileprivate var summary: ProfileLibrary.Summary {
    .init(name: id, titles: titles, content: content.rawValue, description: description)
  }
}
