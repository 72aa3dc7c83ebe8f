/// In what a document is written.
indirect enum Dialect: Sendable {
  case native
  case profile(Profile)
  /// A document of another dialect in an envelope.
  case enveloped(Profile, Dialect)

  /// What is told of it: the profile's id, with the envelope's before it.
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

  var routing: any ElementRouting {
    switch self {
    case .native: NativeRouting()
    case .profile(let profile): ProfileRouting(profile)
    case .enveloped(let envelope, let content): EnvelopeRouting(envelope: envelope, content: content.routing)
    }
  }
}
