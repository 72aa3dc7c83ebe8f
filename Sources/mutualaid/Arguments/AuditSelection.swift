import ArgumentParser
import DirectoryModel
import Foundation
import MutualAid
import TypedOptions

/// Options that choose entries of the journal.
struct AuditSelection: ParsableArguments {
  /// The kinds that there are.
  static let kinds = ChangeKind.known.map(\.rawValue)

  @Option(name: .long, help: .of("audit.kind", valueName: "kind"), completion: .list(AuditSelection.kinds))
  var kind: [String] = []

  @Option(name: .long, help: .of("audit.owner", valueName: "owner"))
  var owner: String?

  @Option(name: .long, help: .of("audit.since", valueName: "time"), transform: Moment.read)
  var since: Moment?

  /// The chosen entries, the newest last.
  ///
  /// - Throws: `MutualAidError` for a kind that there is not, and for trouble with the store.
  func records(in directory: Directory, limit: Int?) throws -> [JournalRecord] {
    let chosen = owner.flatMap { JournalOwner($0) }
    if owner != nil, chosen == nil { return [] }
    return try directory.auditRecords(
      kinds: AuditSelection.checked(kind), owner: chosen, since: since?.date, limit: limit)
  }

  /// Kinds by their names.
  ///
  /// - Throws: `MutualAidError` for one that there is not.
  static func checked(_ names: [String]) throws(MutualAidError) -> [ChangeKind] {
    for name in names where !kinds.contains(name) {
      throw MutualAidError(
        .unknownKind, "there is no kind of entries '\(name)'",
        hint: EditDistance.nearest(to: name, among: kinds).map { .didYouMean($0) } ?? .known(kinds))
    }
    return names.map { ChangeKind(rawValue: $0) }
  }
}

/// An age such as `90d`, `12h` or `2y`.
struct Age {
  private static let units = ["h": 3_600.0, "d": 86_400, "w": 604_800, "y": 31_557_600]

  /// Seconds, 0 or more.
  let seconds: Double

  /// Reads an age.
  ///
  /// - Throws: `ValidationError` for another form.
  @Sendable static func read(_ argument: String) throws -> Age {
    guard let unit = argument.last.flatMap({ units[String($0)] }), let number = Int(argument.dropLast()),
      (0...1_000_000).contains(number)
    else { throw ValidationError("expected an age such as 12h, 90d, 8w or 2y") }
    return Age(seconds: Double(number) * unit)
  }
}
