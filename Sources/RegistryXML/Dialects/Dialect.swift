/// In what a document is written.
indirect enum Dialect: Sendable {
  case native
  case profile(Profile)
  /// A document of another dialect in an envelope.
  case enveloped(Profile, Dialect)

  /// Its name in reports: the profile's id, with the envelope's before it.
  var name: String {
    switch self {
    case .native: NativeFormat.name
    case .profile(let profile): profile.id
    case .enveloped(let envelope, let content): "\(envelope.id)/\(content.name)"
    }
  }

  /// The profile of the records.
  var records: Profile? {
    switch self {
    case .native: nil
    case .profile(let profile): profile
    case .enveloped(_, let content): content.records
    }
  }

  /// Whether it is the native format without anything around it: only that is checked against the schema.
  var isPlainNative: Bool { if case .native = self { true } else { false } }

  /// Whether a document in it may begin with an element, judged by its name and namespace alone.
  ///
  /// An envelope may hold excerpts: where a dialect has namespaces, anything in them is taken for its own.
  func mayBegin(with name: String, namespace: String) -> Bool {
    switch self {
    case .native: namespace == NativeFormat.namespace
    case .profile(let profile):
      profile.recognitions.isEmpty
        || profile.recognitions.contains { recognition in
          recognition.namespaces.isEmpty
            ? recognition.roots.contains(name) : recognition.namespaces.contains { namespace.hasPrefix($0) }
        }
    case .enveloped(_, let content): content.mayBegin(with: name, namespace: namespace)
    }
  }

  /// The dialect that an element begins, judged by its name and namespace alone; `nil` for none known.
  static func beginning(with name: String, namespace: String) -> Dialect? {
    if namespace == NativeFormat.namespace { return .native }
    let root = DialectFinder.Seen(name: name, namespace: namespace)
    let profiles = (try? ProfileLibrary.all()) ?? []
    return profiles.first { $0.recognitions.contains { $0.admitsRoot(root) } }.map { .profile($0) }
  }

  var routing: any ElementRouting {
    switch self {
    case .native: NativeRouting()
    case .profile(let profile): ProfileRouting(profile)
    case .enveloped(let envelope, let content): EnvelopeRouting(envelope: envelope, dialect: content)
    }
  }
}
