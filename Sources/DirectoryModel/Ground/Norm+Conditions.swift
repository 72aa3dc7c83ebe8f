extension Norm {
  /// What must be there for a step to be met.
  package indirect enum Condition: Hashable, Sendable {
    /// So many units with a need; `nil` for what the norm itself needs.
    case units(Int, need: String?)
    /// So many people on board of units with a need; `nil` for all units of the service.
    case crew(Int, need: String?)
    /// All of these: none for what always holds.
    case all([Condition])
    /// Any of these, one or more.
    case any([Condition])
  }

  /// Something that conditions count.
  package struct Measure: Hashable, Sendable {
    /// What is added up.
    package enum Kind: Hashable, Sendable {
      case units
      case crew
    }

    /// What is added up.
    package var kind: Kind
    /// What the units must have; `nil` for nothing.
    package var need: String?

    /// Makes a measure.
    package init(_ kind: Kind, need: String?) {
      self.kind = kind
      self.need = need
    }
  }

  /// The least numbers of one way to meet a condition.
  package typealias Alternative = [Measure: Int]

  /// Different measures that one norm may count.
  package static let mostMeasures = 6
  /// Ways to meet one step that a norm may have.
  package static let mostAlternatives = 64

  /// What a step asks for as one condition.
  ///
  /// Where a step asks for people only, and the norm for units that can do something, one such unit is asked for: ten
  /// people without a pumper put out no fire.
  package func condition(of step: Threshold) -> Condition {
    var parts = step.condition.map { [$0] } ?? []
    if let units = step.units {
      parts.append(.units(units, need: nil))
    } else if step.crew != nil, step.condition == nil, need != nil {
      parts.append(.units(1, need: nil))
    }
    if let crew = step.crew { parts.append(.crew(crew, need: nil)) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  /// The ways to meet a step, each with the least numbers that it takes; `nil` where there are more than
  /// `mostAlternatives`.
  package func alternatives(of step: Threshold) -> [Alternative]? { alternatives(of: condition(of: step)) }

  private func alternatives(of condition: Condition) -> [Alternative]? {
    switch condition {
    case .units(let count, let need): return [[Measure(.units, need: need ?? self.need): count]]
    case .crew(let count, let need): return [[Measure(.crew, need: need): count]]
    case .any(let parts):
      var found: [Alternative] = []
      for part in parts {
        guard let more = alternatives(of: part), found.count + more.count <= Norm.mostAlternatives else { return nil }
        found += more.filter { !found.contains($0) }
      }
      return found
    case .all(let parts):
      var found: [Alternative] = [[:]]
      for part in parts {
        guard let more = alternatives(of: part), found.count * more.count <= Norm.mostAlternatives else { return nil }
        found = found.flatMap { one in more.map { one.merging($0, uniquingKeysWith: max) } }
      }
      return found
    }
  }

  /// All that its steps count: units before people, by need.
  package var measures: [Measure] {
    let all = Set(thresholds.flatMap { (alternatives(of: $0) ?? []).flatMap(\.keys) })
    return all.sorted { ($0.kind == .units ? 0 : 1, $0.need ?? "") < ($1.kind == .units ? 0 : 1, $1.need ?? "") }
  }

  /// Whether any step counts people on board.
  package var asksCrew: Bool { measures.contains { $0.kind == .crew } }
}
