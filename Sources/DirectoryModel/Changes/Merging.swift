package import FoundationEssentials
internal import Primitives

/// What one registry says of a record that several list.
package struct Contribution<Record: FieldedRecord>: Sendable {
  /// The registry.
  package var registry: RegistryID
  /// Its rank.
  package var authority: Registry.Authority
  /// When its version was issued.
  package var issued: Date
  /// The number of the import that last wrote the record.
  package var importID: Int
  /// The record.
  package var record: Record

  /// Makes a contribution.
  package init(registry: RegistryID, authority: Registry.Authority, issued: Date, importID: Int, record: Record) {
    self.registry = registry
    self.authority = authority
    self.issued = issued
    self.importID = importID
    self.record = record
  }
}

/// Where a field of a merged record comes from.
public struct FieldOrigin: Hashable, Sendable {
  /// The name of the field, for example `name`.
  public var field: String
  /// The value that holds, as text.
  public var value: String
  /// The registry that says so.
  public var registry: RegistryID
  /// The rank of that registry, by which it wins or loses against others.
  package var authority: Registry.Authority
  /// The number of the import that wrote it.
  package var importID: Int
}

/// A field that two registries fill differently.
public struct FieldConflict: Hashable, Sendable {
  /// The name of the field, for example `name`.
  public var field: String
  /// The value that holds, as text: that of the registry which ranks first.
  public var kept: String
  /// The registry whose value holds.
  public var keptRegistry: RegistryID
  /// The value that does not.
  public var other: String
  /// The registry whose value does not hold.
  public var otherRegistry: RegistryID
  /// How far apart they are, of positions.
  package var metres: Double?
}

extension FieldConflict: CustomStringConvertible {
  /// Field, both values and their registries in an English sentence, with the metres between two positions.
  public var description: String {
    let apart = metres.map { ", \(Int(bounded: $0)) m apart" } ?? ""
    return "\(field) is '\(kept)' (\(keptRegistry)) and not '\(other)' (\(otherRegistry))\(apart)"
  }
}

/// A record put together from what several registries say.
///
/// Each field is that of the highest authority that fills it; a lower one fills what higher ones leave empty and never
/// overwrites. Of equal authorities the newer issue counts more, then the registry whose id comes first. What rooms correct
/// comes over all that, field by field, the latest last. So the result does not depend on the order in which the registries
/// were imported.
package struct Merged<Record: CorrectableRecord>: Sendable {
  /// The record.
  package private(set) var record: Record
  /// Where each of its fields comes from, in the fields' order.
  package internal(set) var origins: [FieldOrigin] = []
  /// Where registries contradict what holds.
  package private(set) var conflicts: [FieldConflict] = []
  /// The registries that list it, the highest authority first.
  package let registries: [RegistryID]

  /// Whether a room says that there is no such record, whatever is published.
  package private(set) var isDenied = false

  /// Whether several registries list it, or a room corrects it.
  package var isContested: Bool { registries.count > 1 || record.corrections != nil }

  /// Merges contributions; `nil` when there are none but corrections of what nobody lists.
  package init?(_ contributions: [Contribution<Record>]) {
    let corrections = contributions.filter(\.record.isCorrection)
    let ranked = contributions.filter { !$0.record.isCorrection }.sorted { $0.outranks($1) }
    guard let first = ranked.first ?? corrections.first(where: \.isWhole) else { return nil }
    registries = (corrections.sorted { $0.registry < $1.registry } + ranked).map(\.registry)
    record = first.record
    record.corrections = nil
    for field in Record.fields {
      guard let copy = field.copy else {
        if let value = field.text(first.record) { origins.append(first.origin(of: field.name, value: value)) }
        continue
      }
      var kept: (contribution: Contribution<Record>, text: String)?
      for contribution in ranked {
        guard let text = field.text(contribution.record) else { continue }
        guard let kept else {
          kept = (contribution, text)
          copy(&record, contribution.record)
          continue
        }
        guard field.isConflict(kept.contribution.record, contribution.record) else { continue }
        conflicts.append(
          FieldConflict(
            field: field.name, kept: kept.text, keptRegistry: kept.contribution.registry, other: text,
            otherRegistry: contribution.registry, metres: field.metres(kept.contribution.record, contribution.record)))
      }
      if let kept { origins.append(kept.contribution.origin(of: field.name, value: kept.text)) }
    }
    if !corrections.isEmpty { apply(corrections, isPublished: !ranked.isEmpty) }
  }

  /// Puts in what rooms correct; of one field, what was said last holds.
  private mutating func apply(_ contributions: [Contribution<Record>], isPublished: Bool) {
    let published = record
    var applied: [String: Correction] = [:]
    let said = contributions.flatMap { contribution in
      (contribution.record.corrections ?? []).map { (correction: $0, contribution: contribution) }
    }.sorted { ($0.correction.at, $0.contribution.registry) < ($1.correction.at, $1.contribution.registry) }
    for (correction, contribution) in said {
      guard let field = Record.correctable(correction.field), field.apply(correction.value, &record) else { continue }
      var correction = correction
      correction.registry = contribution.registry
      correction.published = isPublished ? field.value(published) : nil
      applied[correction.field] = correction
      guard let text = Record.fields.first(where: { $0.name == field.part })?.text(record) else { continue }
      origins.removeAll { $0.field == field.part }
      origins.append(contribution.origin(of: field.part, value: text))
    }
    let order = Dictionary(uniqueKeysWithValues: Record.fields.enumerated().map { ($1.name, $0) })
    origins.sort { (order[$0.field] ?? 0) < (order[$1.field] ?? 0) }
    isDenied = applied[ResponseUnit.existence]?.value == "no"
    record.corrections = applied.values.sorted { $0.field < $1.field }
  }
}

extension Contribution where Record: CorrectableRecord {
  /// Whether it is a correction that says all of a record which no other registry needs to list.
  package var isWhole: Bool {
    record.corrections?.contains { $0.field == ResponseUnit.existence && $0.value == "yes" } == true
      && record.corrections?.contains { $0.field == "station" } == true
      && record.corrections?.contains { $0.field == "type" } == true
  }
}

extension Contribution {
  fileprivate func outranks(_ other: Self) -> Bool {
    (authority.rank, other.issued, registry) < (other.authority.rank, issued, other.registry)
  }

  fileprivate func origin(of field: String, value: String) -> FieldOrigin {
    FieldOrigin(field: field, value: value, registry: registry, authority: authority, importID: importID)
  }
}

extension Registry.Authority {
  /// 0 for the highest.
  package var rank: Int { Registry.Authority.allCases.firstIndex(of: self) ?? Registry.Authority.allCases.count }

  /// The authority of a rank; the lowest for a rank that none has.
  package init(rank: Int) {
    self = Registry.Authority.allCases.indices.contains(rank) ? Registry.Authority.allCases[rank] : .community
  }
}
