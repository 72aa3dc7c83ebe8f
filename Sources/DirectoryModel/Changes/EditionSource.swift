public import FoundationEssentials

/// Where the editions of a registry or reference document come from by themselves.
public struct EditionSource: Hashable, Sendable {
  /// Seconds between two looks that can be asked for: a minute to a year.
  package static let intervals = 60...31_622_400
  /// Seconds that a look may take: up to a day.
  package static let timeLimits = 1...86_400
  /// Bytes that an edition may have: up to a gigabyte, which is what one value of the directory's file can hold.
  package static let byteLimits = 1...1_000_000_000

  /// The id of the registry, or the kind and id of a reference document, as in `agreements:agreements-treaties`.
  public var subject: String
  /// `http` or `https`, such as a request of a WFS, an OGC API or Overpass; `file:` or the path of a file.
  public var address: String
  /// Seconds between two looks.
  public var interval = 86_400
  /// Seconds after which an edition is older than promised; `nil` where nothing is promised.
  public var promise: Int?
  /// The dialect: `auto`, a built-in profile's name, or the path of a profile file.
  public var profile = "auto"
  /// The country of records that name none.
  public var country: CountryCode?
  /// The service of records that name none.
  public var service: Service?
  /// Bytes that an edition may have.
  public var byteLimit = 256_000_000
  /// Seconds that a look may take.
  public var timeLimit = 300
  /// Whether a new edition is held until somebody else approves of it.
  public var needsApproval = false

  /// Makes a source that is looked at daily and whose editions are taken at once.
  ///
  /// - Parameters:
  ///   - subject: the registry's id, or a document's kind and id.
  ///   - address: where the editions are.
  public init(of subject: String, at address: String) {
    self.subject = subject
    self.address = address
  }

  /// The kind of the reference document; `nil` for a registry.
  package var kind: String? { subject.contains(":") ? subject.split(separator: ":").first.map(String.init) : nil }

  /// The id of the registry or document.
  package var id: String {
    subject.firstIndex(of: ":").map { String(subject[subject.index(after: $0)...]) } ?? subject
  }
}

/// What became of looking at a source.
public enum SourceOutcome: String, CaseIterable, Hashable, Sendable {
  /// A new edition was taken.
  case taken
  /// There is nothing new.
  case unchanged
  /// A new edition waits for somebody's approval.
  case held
  /// What came is not taken.
  case refused
  /// Nothing came; it is tried again sooner than usual.
  case failed
  /// Somebody did not approve of the edition that was held.
  case rejected
}

/// A source with what has become of it.
public struct SourceStatus: Hashable, Sendable {
  /// The source.
  public var source: EditionSource
  /// When it was last looked at; `nil` where it never was.
  public var checked: Date?
  /// When that last went well.
  public var succeeded: Date?
  /// What became of the last look.
  public var outcome: SourceOutcome?
  /// The code of the error, where it was refused or failed.
  public var code: String?
  /// What was wrong, as an English sentence.
  public var message: String?
  /// Looks in a row that failed.
  public var failures = 0
  /// When it is to be looked at next; `nil` for at once.
  public var due: Date?
  /// Whether what the directory has is older than promised.
  public var isOverdue = false
  /// The edition that waits for approval.
  public var held: HeldEdition?
  /// What the server said of what came last, to ask whether there is anything newer.
  package var validators = SourceValidators()

  /// Makes the state of a source that was never looked at.
  package init(source: EditionSource) { self.source = source }
}

/// An edition that waits for somebody's approval.
public struct HeldEdition: Hashable, Sendable {
  /// SHA-256 of its bytes, as 64 hexadecimal digits.
  public var digest: String
  /// When it came.
  public var fetched: Date
  /// Who fetched it, who cannot approve of it.
  public var actor: String
  /// Units, or entries of a document, that are new.
  public var added: Int
  /// Those that are different.
  public var changed: Int
  /// Those that are gone.
  public var removed: Int

  /// Makes an edition.
  package init(digest: String, fetched: Date, actor: String, added: Int, changed: Int, removed: Int) {
    self.digest = digest
    self.fetched = fetched
    self.actor = actor
    self.added = added
    self.changed = changed
    self.removed = removed
  }
}

/// By what an edition is known again without being fetched, or read.
package struct SourceValidators: Hashable, Sendable {
  /// The `ETag`.
  package var entityTag: String?
  /// The `Last-Modified`.
  package var lastModified: String?
  /// SHA-256 of the bytes, as hexadecimal digits.
  package var digest: String?

  /// Makes validators of nothing.
  package init() {}
}
