/// Which elements of an envelope are looked at; all others are its content's affair.
struct EnvelopeRouting: ElementRouting {
  let envelope: Profile
  let own: ProfileRouting
  let content: any ElementRouting
  let keepsForeignNamespaces: Bool

  init(envelope: Profile, content: any ElementRouting) {
    self.envelope = envelope
    own = ProfileRouting(envelope)
    self.content = content
    keepsForeignNamespaces = content.keepsForeignNamespaces
  }

  func handling(of name: String, namespace: String, parent: String?, depth: Int) -> ElementHandling {
    if envelope.owns(namespace) {
      return own.handling(of: name, namespace: namespace, parent: parent, depth: depth)
    }
    let isRoot = parent.map { envelope.wrappers.contains($0) } ?? true
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
final class EnvelopeTarget: XMLEventTarget {
  private let envelope: Profile
  private let content: any XMLEventTarget
  private var header: ProfileHeader
  private var enclosing = EnclosingElements()
  /// For each element around the current place, whether it is the envelope's.
  private var owned: [Bool] = []

  init(envelope: Profile, content: any XMLEventTarget) {
    self.envelope = envelope
    self.content = content
    header = ProfileHeader(envelope)
  }

  func entered(_ element: Element) throws {
    let isOwn = envelope.owns(element.namespace)
    owned.append(isOwn)
    if isOwn {
      enclosing.push(element)
      try header.look(around: element, enclosing: enclosing)
    } else {
      try header.checkGuards()
      try content.entered(element)
    }
  }

  func captured(_ element: Element) throws {
    if envelope.owns(element.namespace) {
      _ = try header.look(at: element, enclosing: enclosing)
    } else {
      try header.checkGuards()
      try content.captured(element)
    }
  }

  func ended(depth: Int, line: Int) throws {
    if owned.popLast() == true {
      enclosing.pop()
      // Whether or not anything was in it.
      if owned.isEmpty { try header.checkGuards() }
    } else {
      try content.ended(depth: depth, line: line)
    }
  }
}
