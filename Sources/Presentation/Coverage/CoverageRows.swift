package import Coverage
package import TextFormats

/// What the rows of a report's table are.
package enum CoverageRows: String, CaseIterable, Sendable {
  case cells, areas, scenarios, hours
}

extension CoverageReport {
  /// The table whose rows are asked for.
  package func table(of rows: CoverageRows, formulas: CSV.Formulas, dialect: CSV.Dialect) -> String {
    switch rows {
    case .areas: areaTable(formulas: formulas, dialect: dialect)
    case .cells: cellTable(formulas: formulas, dialect: dialect)
    case .scenarios: scenarioTable(formulas: formulas, dialect: dialect)
    case .hours: weekTable(formulas: formulas, dialect: dialect)
    }
  }
}
