package import DirectoryModel

extension CoverageReport {
  /// How each cell is judged, whatever the scenario.
  package struct CellJudgements: Sendable {
    /// How one cell is judged.
    package struct Judgement: Sendable {
      /// The norm that judges it; `nil` for none.
      package var norm: Norm?
      /// Why nothing judges it; `nil` where something does.
      package var reason: NotJudged?
      /// What is to be known of its figures.
      package var marks: Set<CoverageMark>
    }

    private let kindOf: [Int32]
    /// By service and kind.
    private let byKind: [Service: [Judgement]]

    init(_ norms: CellNorms) {
      kindOf = norms.kindOf
      byKind = norms.judgements.reduce(into: [:]) { table, entry in
        let known = norms.norms[entry.key] ?? []
        table[entry.key] = entry.value.map { judgement in
          Judgement(
            norm: judgement.norm < 0 ? nil : known[Int(judgement.norm)], reason: judgement.reason,
            marks: judgement.marks)
        }
      }
    }

    /// No cells.
    package init() { (kindOf, byKind) = ([], [:]) }

    /// How a cell is judged for a service; `nil` for a service or cell that is not counted.
    package func judgement(of cell: Int, _ service: Service) -> Judgement? {
      guard kindOf.indices.contains(cell) else { return nil }
      return byKind[service]?[Int(kindOf[cell])]
    }
  }
}
