internal import DirectoryModel

/// Which elements of an envelope are looked at; all others are its content's affair.
struct EnvelopeRouting: ElementRouting {
  let envelope: Profile
  let own: ProfileRouting
  let dialect: Dialect
  let content: any ElementRouting
  let keepsForeignNamespaces: Bool

  init(envelope: Profile, dialect: Dialect) {
    self.envelope = envelope
    own = ProfileRouting(envelope)
    self.dialect = dialect
    content = dialect.routing
    keepsForeignNamespaces = content.keepsForeignNamespaces
  }

  func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
    if envelope.owns(namespace) {
      return own.handling(of: name, namespace: namespace, parent: parent, depth: depth)
    }
    let isRoot = parent.map { envelope.wrappers.contains($0) } ?? true
    // What is in another dialect is entered, for the target to report.
    if isRoot, !dialect.mayBegin(with: name, namespace: namespace) { return .enter }
    return content.handling(of: name, namespace: namespace, parent: isRoot ? nil : parent, depth: depth)
  }
}

extension Profile {
  /// Whether a namespace is the envelope's own.
  func owns(_ namespace: String) -> Bool {
    recognitions.contains { $0.namespaces.contains { namespace.hasPrefix($0) } }
  }
}

/// Opens an envelope: refuses it where it says that its content is not meant, and passes the content on.
///
/// One envelope may hold several documents: those in the dialect of the first are read, others are reported.
final class EnvelopeTarget: XMLEventTarget {
  private let envelope: Profile
  /// The dialect of what is read; `nil` for none.
  private let dialect: Dialect?
  private let content: any XMLEventTarget
  private let report: (Problem) throws -> Void
  private var header: ProfileHeader
  private var enclosing = EnclosingElements()
  /// For each element around the current place, whether it is the envelope's.
  private var owned: [Bool] = []
  /// How deep the document in another dialect stands that the current place is in; 0 for none.
  private var otherDepth = 0

  init(
    envelope: Profile, dialect: Dialect?, content: any XMLEventTarget, report: @escaping (Problem) throws -> Void
  ) {
    self.envelope = envelope
    self.dialect = dialect
    self.content = content
    self.report = report
    header = ProfileHeader(envelope)
  }

  func began(_ batch: RecordBatch) throws { try content.began(batch) }

  func skipped(_ name: RecordBatch.Name, line: Int) throws {
    if otherDepth == 0 { try content.skipped(name, line: line) }
  }

  func metUndeclaredPrefix(_ prefix: String, line: Int) throws {
    try report(.undeclaredPrefix(prefix, line: line))
  }

  func entered(_ element: Element) throws {
    let isOwn = envelope.owns(element.namespace)
    let isRoot = owned.last ?? true
    owned.append(isOwn)
    guard otherDepth == 0 else { return }
    if isOwn {
      enclosing.push(element)
      try header.look(around: element, enclosing: enclosing)
    } else {
      try header.checkGuards()
      if isRoot, let dialect, !dialect.mayBegin(with: element.name, namespace: element.namespace) {
        otherDepth = owned.count
        try reportLeftOut(element, beside: dialect)
      } else {
        try content.entered(element)
      }
    }
  }

  private func reportLeftOut(_ element: Element, beside dialect: Dialect) throws {
    let other = Dialect.beginning(with: element.name, namespace: element.namespace)
    let what = other.map { "in dialect '\($0.name)'" } ?? "in no dialect known"
    try report(
      Problem(
        line: element.line, severity: other == nil ? .warning : .error, code: .contentLeftOut,
        message: "the envelope also holds <\(element.name)> in namespace '\(element.namespace.prefix(100))', \(what), "
          + "and is read as '\(dialect.name)': left out"))
  }

  func captured(_ element: Element) throws {
    guard otherDepth == 0 else { return }
    if envelope.owns(element.namespace) {
      _ = try header.look(at: element, enclosing: enclosing)
    } else {
      try header.checkGuards()
      try content.captured(element)
    }
  }

  func ended(depth: Int, line: Int) throws {
    let isOwn = owned.popLast() == true
    if otherDepth > 0 {
      if owned.count < otherDepth { otherDepth = 0 }
      return
    }
    if isOwn {
      enclosing.pop()
      // Whether or not anything was in it.
      if owned.isEmpty { try header.checkGuards() }
    } else {
      try content.ended(depth: depth, line: line)
    }
  }
}
