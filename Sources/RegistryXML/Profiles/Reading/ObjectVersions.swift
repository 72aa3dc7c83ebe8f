/// Which version of each object has been met, of the objects that have become stations.
///
/// Versions of other objects are of no interest: a file may hold millions of them.
struct ObjectVersions {
  /// What an element is of an object.
  enum Note {
    /// No object that has been met.
    case first
    /// A newer version of an object that has been met.
    case newer(String)
    /// An older version of an object that has been met, or the same again.
    case passedOver
  }

  private struct Version {
    /// `nil` where the document does not number versions.
    var number: Int?
    /// What the element says, to tell a repetition; 0 where numbers do.
    var fingerprint: Int
  }

  private let rule: VersionRule?
  private var versions: [String: Version] = [:]

  init(_ rule: VersionRule?) { self.rule = rule }

  /// The object that an element is a version of; `nil` where the dialect has none.
  func key(of element: Element, enclosing: EnclosingElements) -> String? {
    guard let rule, rule.elements.contains(element.name),
      let id = rule.id.value(in: element, enclosing: enclosing)?.text
    else { return nil }
    return "\(element.name)/\(id)"
  }

  /// Judges an element beside what has been met before.
  mutating func note(_ element: Element, enclosing: EnclosingElements) -> Note {
    guard !versions.isEmpty, let key = key(of: element, enclosing: enclosing), let known = versions[key] else {
      return .first
    }
    let version = version(of: element, enclosing: enclosing)
    if let number = version.number, let before = known.number {
      guard number > before else { return .passedOver }
      versions[key] = version
      return .newer(key)
    }
    // Without numbers nobody knows which of two is right: the second is reported as a repeated id.
    return version.fingerprint == known.fingerprint ? .passedOver : .first
  }

  /// Remembers an element that has become a station.
  mutating func keep(_ key: String, _ element: Element, enclosing: EnclosingElements) {
    versions[key] = version(of: element, enclosing: enclosing)
  }

  private func version(of element: Element, enclosing: EnclosingElements) -> Version {
    let number = rule?.version.value(in: element, enclosing: enclosing).flatMap { Int($0.text) }
    return Version(number: number, fingerprint: number == nil ? element.fingerprint() : 0)
  }
}
