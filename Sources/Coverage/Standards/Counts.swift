internal import DirectoryModel

/// How many of each thing that a norm counts: units with what it needs, people on board; as many as `Norm.mostMeasures`.
struct Counts: Hashable, Sendable {
  // Fields, and no array: these are compared for every arrival at every cell.
  private var a: Int32 = 0
  private var b: Int32 = 0
  private var c: Int32 = 0
  private var d: Int32 = 0
  private var e: Int32 = 0
  private var f: Int32 = 0

  static let zero = Counts()
  /// How many there are.
  static let count = 6

  /// The number at a position from 0 to `count` − 1; there are no others.
  subscript(position: Int) -> Int32 {
    get {
      switch position {
      case 0: a
      case 1: b
      case 2: c
      case 3: d
      case 4: e
      case 5: f
      default: 0
      }
    }
    set {
      switch position {
      case 0: a = newValue
      case 1: b = newValue
      case 2: c = newValue
      case 3: d = newValue
      case 4: e = newValue
      case 5: f = newValue
      default: break
      }
    }
  }

  /// Whether no number is below the other's.
  func holds(_ other: Counts) -> Bool {
    a >= other.a && b >= other.b && c >= other.c && d >= other.d && e >= other.e && f >= other.f
  }

  // Numbers that would not fit wrap around in both directions alike, so that what is added can be taken away again.
  static func += (one: inout Counts, other: Counts) {
    one.a &+= other.a
    one.b &+= other.b
    one.c &+= other.c
    one.d &+= other.d
    one.e &+= other.e
    one.f &+= other.f
  }

  static func -= (one: inout Counts, other: Counts) {
    one.a &-= other.a
    one.b &-= other.b
    one.c &-= other.c
    one.d &-= other.d
    one.e &-= other.e
    one.f &-= other.f
  }
}

/// What a step of a norm asks for: one of several ways to meet it.
struct Requirement: Hashable, Sendable {
  /// The least numbers of the first way.
  private let least: Counts
  /// Those of the other ways; none as a rule.
  private let others: [Counts]

  init(_ ways: [Counts]) {
    least = ways.first ?? .zero
    others = Array(ways.dropFirst())
  }

  /// Whether what is there is enough.
  func isMet(by counts: Counts) -> Bool {
    counts.holds(least) || !others.isEmpty && others.contains { counts.holds($0) }
  }

  /// The most of one thing that any way asks for.
  func most(of position: Int) -> Int32 { others.reduce(least[position]) { max($0, $1[position]) } }
}

/// The things that a norm counts, and what units add to them.
struct Measures: Hashable, Sendable {
  private struct Entry: Hashable {
    var isCrew: Bool
    var need: NeedSet
  }

  private let entries: [Entry]
  /// The needs of which units meet at least one that counts.
  let needs: NeedSet

  /// Takes what a norm counts; `need` gives what it asks of a unit, as units are marked.
  init(_ measures: [Norm.Measure], need: (String?) -> NeedSet) {
    let entries = measures.prefix(Counts.count).map { Entry(isCrew: $0.kind == .crew, need: need($0.need)) }
    self.entries = entries
    needs = entries.reduce(NeedSet([])) { $0.union($1.need) }
  }

  /// What units that have met some needs bring together.
  @inline(__always)
  func counts(units: Int, crew: Int, needs: NeedSet) -> Counts {
    var counts = Counts.zero
    for position in entries.indices where needs.holds(entries[position].need) {
      counts[position] = Int32(clamping: entries[position].isCrew ? crew : units)
    }
    return counts
  }

  /// What one unit brings.
  func counts(_ unit: CoverageUnit) -> Counts { counts(units: 1, crew: unit.crew, needs: unit.needs) }

  /// Whether any position counts people on board.
  func isCrew(_ position: Int) -> Bool { entries.indices.contains(position) && entries[position].isCrew }

  /// How many things are counted.
  var count: Int { entries.count }
}
