internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy

/// How one dialect is read: a profile file, checked and ready.
struct Profile: Sendable {
  /// What a document of the dialect says of the directory.
  enum Content: String, CaseIterable, Sendable {
    /// All there is: what is not listed is gone.
    case registry
    /// Something of it: adds and changes.
    case message
    /// Nothing by itself: it holds a document of another dialect.
    case envelope
    /// There is no dialect: its maps are for other profiles.
    case maps
  }

  var id: String
  var titles: LocalizedText
  var description: String
  var content: Content
  var recognitions: [Recognition] = []
  var header: [HeaderRule] = []
  /// What documents of the dialect list and what they do not, which none of them says.
  var completeness: [CompletenessDeclaration] = []
  var guards: [DocumentGuard] = []
  /// Where a document says that it is not the whole.
  var partialities: [PartialityRule] = []
  /// Names of roots of messages that tell nothing of what there is.
  var rootsWithoutNews: Set<String> = []
  var rules: [RecordRule] = []
  /// Where elements say which version of an object they are; `nil` where each object comes once.
  var versions: VersionRule?
  /// What is read of elements around the records, beside their attributes.
  var surroundings: [SurroundingPath] = []
  /// Local names of an envelope's own elements in which its content stands.
  var wrappers: Set<String> = []
  /// The reference system of documents that name none.
  var system: ReferenceSystem?

  /// Whether units are read apart from their stations.
  var joinsUnits: Bool { rules.contains { $0.kind == .unit } }

  /// Whether places must be looked up in further passes over the document.
  var needsPasses: Bool {
    rules.contains { rule in
      rule.positions.contains { position in if case .osm = position.form { true } else { false } }
    }
  }
}

/// What a document of a dialect looks like at its beginning.
struct Recognition: Sendable {
  var roots: Set<String>
  var namespaces: [String]
  /// Local names of which one must come up early; empty for none.
  var contained: Set<String>
  var containedNamespaces: [String]
}

/// A field of the registry's description.
enum HeaderField: String, CaseIterable, Sendable {
  case id, country, service, issued, authority, title, publisher, licence, source, url, note
}

/// Where a document says something of itself: a constant, an attribute of an element around the records, or a path that
/// begins with an element beside them.
struct DocumentPath: Sendable {
  /// The element beside or around the records; `nil` for a value that needs none.
  var element: String?
  /// Its parent, where only one will do.
  var parent: String?
  /// From there on.
  var value: ProfileValue

  /// Whether the element's own attributes are all that is read, so that the element may stand around the records.
  var readsOnlyAttributes: Bool {
    guard case .path(let path) = value.source else { return false }
    return path.alternatives.allSatisfy { alternative in
      guard case .steps(let steps) = alternative else { return false }
      return steps.dropFirst().first?.axis == .attribute
    }
  }
}

/// How a field of the registry's description is found.
struct HeaderRule: Sendable {
  var field: HeaderField
  var place: DocumentPath
}

/// What a document must say to be read.
struct DocumentGuard: Sendable {
  var places: [DocumentPath]
  var accepted: [String]
  var isRequired: Bool

  /// Where it is said, for messages.
  var name: String {
    guard case .path(let path) = places.last?.value.source, case .steps(let steps) = path.alternatives.first,
      case .exact(let name) = steps.last(where: { $0.axis != .itself || steps.count == 1 })?.name
    else { return places.compactMap(\.element).first ?? "status" }
    return name
  }

  func accepts(_ text: String) -> Bool { accepted.contains { $0.lowercased() == text.lowercased() } }
}

/// How several versions of one object are told apart.
struct VersionRule: Sendable {
  /// Local names of the objects.
  var elements: Set<String>
  /// What all versions of an object have in common, beside the element's name.
  var id: ProfilePath
  /// A number that grows from version to version.
  var version: ProfilePath
}

/// Where a document says that it is not the whole.
struct PartialityRule: Sendable {
  /// What is said: of the document, any text says it.
  var places: [DocumentPath]
  /// A number that what is said must exceed; empty where any text will do.
  var exceeded: [DocumentPath] = []
  /// What is told in place of what stands there.
  var words: String?
  /// How other pages of an edition settle it; `nil` where they do so by their numbers or not at all.
  var pages: Pages?

  /// What is said of other pages.
  enum Pages: String, CaseIterable, Sendable {
    /// Another page follows.
    case following
    /// A file's name, which may be that of another page.
    case named
  }

  /// Whether pages that are given together can be the whole.
  var isSettledByPages: Bool { pages != nil || !exceeded.isEmpty }
}

/// A field of a record.
enum RecordField: String, CaseIterable, Sendable {
  case id, key, name, country, service, organisation, kind, street, postcode, municipality, staffing, hours, turnout
  case note, basis, type, crew, capability, status, since, until, station, wikidata, phone, email, language, radio,
    region
  case callSign = "call-sign"
  case controlRoom = "control-room"
  case statusNote = "status-note"

  /// The attribute of the native format whose form the field has.
  var form: NativeName? {
    switch self {
    case .id: .id
    case .country: .country
    case .type: .type
    default: nil
    }
  }
}

/// A condition on a record.
struct RecordCondition: Sendable {
  var path: ProfilePath
  /// In lower case; empty asks only whether the path leads anywhere.
  var values: Set<String>
  var isNegated: Bool
  /// Whether a date there must be over, or ahead.
  var date: DateSide?

  /// On which side of today a date is.
  enum DateSide: String, CaseIterable, Sendable {
    case past, ahead
  }

  func holds(for element: Element, enclosing: EnclosingElements) -> Bool {
    // Of alternatives that are compared none hides another: each may be the one that says it.
    if let date {
      let holds = path.values(in: element, enclosing: enclosing).contains { date.holds(for: $0.text) }
      return holds != isNegated
    }
    let holds =
      values.isEmpty
      ? path.exists(in: element, enclosing: enclosing)
      : path.alternatives.contains { alternative in
        ProfilePath(alternatives: [alternative]).values(in: element, enclosing: enclosing)
          .contains { values.contains($0.text.lowercased()) }
      }
    return holds != isNegated
  }
}

extension RecordCondition.DateSide {
  /// Judges a date of which day, or month and day, may be missing: it is over when all of it is.
  func holds(for text: String) -> Bool {
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...3).contains(parts.count), let year = parts[0], parts.allSatisfy({ $0 != nil }) else { return false }
    let today = Timestamp.text(Date()).prefix(10)
    let now = today.split(separator: "-").compactMap { Int($0) }
    let stated = [year] + parts.dropFirst().compactMap(\.self)
    for (a, b) in zip(stated, now) where a != b { return self == .past ? a < b : a > b }
    return false
  }
}

/// Which elements are a kind of record, and where its fields are.
struct RecordRule: Sendable {
  /// Kinds of records.
  enum Kind: String, CaseIterable, Sendable {
    /// Not for us.
    case ignore
    case organisation
    case controlRoom = "control-room"
    case station
    case unit
    /// A report on a unit's availability.
    case report
  }

  var kind: Kind
  var line: Int
  /// Local names; empty for any.
  var elements: Set<String> = []
  /// Local names that are not meant by "any".
  var exceptions: Set<String> = []
  var namespaces: [String] = []
  /// Local names of parents; empty for any.
  var parents: Set<String> = []
  /// Local names of elements of which one must be around the record; empty for any.
  var within: Set<String> = []
  var conditions: [RecordCondition] = []
  var fields: [RecordField: [ProfileValue]] = [:]
  /// Fields without which an element is no such record.
  var needed: [RecordField] = []
  var positions: [PositionRule] = []
  var units: [UnitRule] = []
  /// What stands for the units of a station that lists none.
  var impliedUnit: [RecordField: [ProfileValue]]?

  /// Whether an element has the fields that make it such a record.
  func isComplete(_ element: Element, enclosing: EnclosingElements) -> Bool {
    needed.allSatisfy { field in
      var reader = ValueReader(enclosing: enclosing)
      return reader.first(fields[field] ?? [], in: element) != nil
    }
  }

  func admits(_ name: String, namespace: String) -> Bool {
    (elements.isEmpty ? !exceptions.contains(name) : elements.contains(name))
      && (namespaces.isEmpty || namespaces.contains { namespace.hasPrefix($0) })
  }
}

/// Units inside their station's record.
struct UnitRule: Sendable {
  var path: ProfilePath
  /// Where it is said how many such units there are; `nil` for one.
  var count: ProfilePath?
  var conditions: [RecordCondition]
  var fields: [RecordField: [ProfileValue]]
  var positions: [PositionRule]

  /// The name of all elements that are such units; `nil` where the path names none, or more than one.
  var name: String? {
    var names: Set<String> = []
    for alternative in path.alternatives {
      guard case .steps(let steps) = alternative, let last = steps.last, case .exact(let name) = last.name,
        last.axis == .child || last.axis == .descendant
      else { return nil }
      names.insert(name)
    }
    return names.count == 1 ? names.first : nil
  }
}

/// How a position is written.
struct PositionRule: Sendable {
  /// Notations.
  enum Form: Sendable {
    case latitudeLongitude(ProfileValue, ProfileValue)
    /// Two numbers in the order of the reference system.
    case pair(ProfileValue, ProfileValue)
    case gml(ProfilePath)
    case kml(ProfilePath)
    case wkt(ProfileValue)
    case osm
  }

  var form: Form
  var line: Int
  /// Elements of the record of which each may hold a position; `nil` for the record itself.
  var holders: ProfilePath?
  /// When a holder's position was taken: of several, the latest counts.
  var time: ProfilePath?
  var system: ReferenceSystem?
  /// Where the record names the system, for notations other than GML.
  var systemName: ProfileValue?
  /// Whether `system` counts whatever the document says.
  var overridesSystem = false
  var isExchanged = false
  /// Whether an area counts where the record also has a point.
  var prefersArea = false
  var hasDecimalComma = false
  var quality: [ProfileValue]
  var basis: Basis
  var note: String?
}
