internal import DirectoryModel
internal import Synchronization

/// Finds out from a document's first elements in which dialect it is.
struct DialectFinder {
  /// So many elements are looked at.
  private static let elements = 2000

  /// An element seen.
  struct Seen: Sendable {
    var name: String
    var namespace: String
  }

  /// Notes the names of elements; the parser asks it about each.
  private final class Notes: ElementRouting {
    let keepsForeignNamespaces = true
    private let seen = Mutex<[Seen]>([])

    var all: [Seen] { seen.withLock { $0 } }

    func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
      seen.withLock { seen in
        guard seen.count < DialectFinder.elements else { return .skip }
        seen.append(Seen(name: name, namespace: namespace))
        return .enter
      }
    }
  }

  private struct Native: Error {}

  /// The first elements of a document.
  struct Beginning {
    var elements: [Seen]
    /// Why a document that no profile recognises has no data, where it says so.
    var explanation: () -> MutualAidError?
    /// The root's line.
    var line: Int?
    /// Why the document cannot be read to its end, for example because it is cut off, where that is known already.
    var failure: MutualAidError?
  }

  /// Looks at how a document begins.
  ///
  /// - Parameters:
  ///   - bytes: the document's first bytes.
  ///   - areAll: whether the document has no more.
  ///   - limits: how much of it is taken.
  /// - Returns: its first elements; none where there are none that can be read.
  static func beginning(of bytes: [UInt8], areAll: Bool, limits: XMLLimits) -> Beginning {
    let notes = Notes()
    var line: Int?
    var failure: MutualAidError?
    do {
      try XMLEventParser(routing: notes, limits: limits).parse(ByteSource(bytes: bytes, limits: limits)) { batch in
        if line == nil, case .entered(let node) = batch.events.first { line = Element(batch: batch, index: node).line }
        if notes.all.first?.namespace == NativeFormat.namespace { throw Native() }
      }
    } catch let error as MutualAidError where areAll {
      failure = error
    } catch {
      // Where the document goes on, that it ends is no error of its own; others are reported when it is read.
    }
    let isComplete = areAll && failure == nil
    return Beginning(
      elements: notes.all,
      explanation: { ServiceAnswer.error(of: bytes, isComplete: isComplete, limits: limits) }, line: line,
      failure: failure)
  }

  /// The dialect of a document.
  ///
  /// - Throws: `MutualAidError` when it is in none that is known, or not in the one asked for.
  static func dialect(of beginning: Beginning, choice: ProfileChoice) throws(MutualAidError) -> Dialect {
    switch choice {
    case .auto: return try recognised(beginning)
    case .named(NativeFormat.name): return .native
    case .named(let name): return try dialect(ProfileLibrary.profile(name), of: beginning)
    case .file(let path): return try dialect(ProfileLibrary.profile(file: path), of: beginning)
    }
  }

  private static func recognised(_ beginning: Beginning) throws(MutualAidError) -> Dialect {
    // The native reader reports what is wrong with a document that has no element.
    let seen = beginning.elements
    guard let root = seen.first, root.namespace != NativeFormat.namespace else { return .native }
    for profile in try ProfileLibrary.all() where profile.recognises(seen[...]) {
      return try dialect(profile, of: beginning)
    }
    if let explained = beginning.explanation() { throw explained }
    // What the dialect is recognised by may stand in what is lacking, and even the root's name may be cut off.
    if let failure = beginning.failure { throw failure }
    throw MutualAidError(
      .unknownFormat,
      "the document begins with <\(root.name)> in namespace '\(root.namespace)', which no profile recognises",
      line: beginning.line,
      hint: .dialects(ProfileLibrary.names))
  }

  private static func dialect(_ profile: Profile, of beginning: Beginning) throws(MutualAidError) -> Dialect {
    let seen = beginning.elements
    if let root = seen.first, !profile.recognitions.isEmpty,
      !profile.recognitions.contains(where: { $0.admitsRoot(root) })
    {
      let roots = profile.recognitions.flatMap(\.roots).sorted().joined(separator: ", ")
      throw MutualAidError(
        .unknownFormat,
        "profile '\(profile.id)' expects a document that begins with \(roots); this one begins with <\(root.name)> in namespace '\(root.namespace)'",
        line: beginning.line,
        hint: .chooseProfile)
    }
    guard profile.content == .envelope else { return .profile(profile) }
    let profiles = try ProfileLibrary.all()
    for index in seen.indices.dropFirst() where !profile.owns(seen[index].namespace) {
      if seen[index].namespace == NativeFormat.namespace { return .enveloped(profile, .native) }
      let content = profiles.first { $0.content != .envelope && $0.recognises(seen[index...]) }
      if let content { return .enveloped(profile, .profile(content)) }
    }
    // Its status is reported before its lack of content.
    return .profile(profile)
  }
}

extension Recognition {
  func admitsRoot(_ root: DialectFinder.Seen) -> Bool {
    (roots.isEmpty || roots.contains(root.name))
      && (namespaces.isEmpty || namespaces.contains { root.namespace.hasPrefix($0) })
  }
}

extension Profile {
  /// Whether a document that begins so is in this dialect.
  func recognises(_ seen: ArraySlice<DialectFinder.Seen>) -> Bool {
    guard let root = seen.first else { return false }
    return recognitions.contains { recognition in
      recognition.admitsRoot(root)
        && (recognition.contained.isEmpty
          || seen.contains { element in
            recognition.contained.contains(element.name)
              && (recognition.containedNamespaces.isEmpty
                || recognition.containedNamespaces.contains { element.namespace.hasPrefix($0) })
          })
    }
  }
}
