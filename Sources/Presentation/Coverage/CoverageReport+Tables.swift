package import Coverage
internal import DirectoryModel
internal import Geodesy
internal import Primitives
package import TextFormats

extension CoverageReport {
  /// Countries and regions as comma-separated values: one row for each scenario, service and area, `*` for everything.
  ///
  /// - Parameters:
  ///   - formulas: what becomes of values that a spreadsheet would run.
  ///   - dialect: what stands between values and within numbers.
  /// - Returns: the table with its header.
  package func areaTable(
    formulas: CSV.Formulas = .defuse, dialect: CSV.Dialect = .comma
  ) -> String {
    var text = CSV.line(
      [
        "scenario", "service", "area", "name", "country", "cells", "people", "official_people", "official_year",
        "judged",
        "covered", "share", "expected", "gained", "lost", "median_s", "p90_s", "p95_s", "net", "points", "legal_judged",
        "legal_covered", "other_judged", "other_covered", "calls_judged", "calls_covered", "not_judged",
        "not_judged_because", "marks",
      ], dialect: dialect)
    for scenario in scenarios {
      for service in scenario.services {
        for area in service.areas {
          let official = official(of: area)
          text += CSV.line(
            [
              scenario.name, service.service.rawValue, area.code, areaNames[area.code] ?? "", area.country.text,
              "\(area.cells)", "\(area.people)", official.map { "\($0.people)" } ?? "",
              official?.year.map { "\($0)" } ?? "", "\(area.judged)", "\(area.covered)",
              area.share.map { CSV.number($0, decimals: 9) } ?? "", CSV.number(area.expected, decimals: 1),
              "\(area.change.gained)",
              "\(area.change.lost)", seconds(area.median), seconds(area.percentile90), seconds(area.percentile95),
              "\(area.change.net)", area.change.points(of: area.judged).map { CSV.number($0, decimals: 6) } ?? "",
              "\(area.legal.judged)", "\(area.legal.covered)", "\(area.other.judged)", "\(area.other.covered)",
              area.calls.map { "\($0.judged)" } ?? "", area.calls.map { "\($0.covered)" } ?? "",
              "\(area.people - area.judged)",
              area.reasonsNotJudged.map { "\($0.reason.rawValue) \($0.people)" }.joined(separator: "; "),
              CoverageMark.allCases.filter(area.marks.contains).map(\.rawValue).joined(separator: " "),
            ], formulas: formulas, dialect: dialect)
        }
      }
    }
    return text
  }

  /// Places as comma-separated values: one row for each scenario, service and place.
  ///
  /// - Parameters:
  ///   - formulas: what becomes of values that a spreadsheet would run.
  ///   - dialect: what stands between values and within numbers.
  /// - Returns: the table with its header.
  package func cellTable(
    formulas: CSV.Formulas = .defuse, dialect: CSV.Dialect = .comma
  ) -> String {
    var text = CSV.line(
      [
        "scenario", "service", "country", "region", "code", "lat", "lon", "people", "norm", "first_s", "complete_s",
        "covered", "probability", "calls", "call_handling_s", "change", "not_judged", "marks",
      ], dialect: dialect)
    for scenario in scenarios {
      for service in scenario.services {
        let norms = normIDs[service.service] ?? []
        let before = baselineOutcomes(service.service)
        for (index, outcome) in service.outcomes.enumerated() {
          let cell = cells[index]
          text += CSV.line(
            [
              scenario.name, service.service.rawValue, cell.country.text, cell.region?.rawValue ?? "", cell.code,
              "\(cell.place.latitude)", "\(cell.place.longitude)", "\(outcome.people)",
              (norms.indices.contains(index) ? norms[index] : nil) ?? "", seconds(outcome.first),
              seconds(outcome.complete), outcome.isCovered.map { $0 ? "true" : "false" } ?? "",
              outcome.isCovered == nil ? "" : CSV.number(outcome.probability, decimals: 6), "\(outcome.calls)",
              CSV.number(callHandling(at: index, service.service), decimals: 1),
              change(of: outcome, since: before?[index])?.rawValue ?? "",
              judgements.judgement(of: index, service.service)?.reason?.rawValue ?? "",
              marks(at: index, service.service).joined(separator: " "),
            ], formulas: formulas, dialect: dialect)
        }
      }
    }
    return text
  }

  /// Places as a GeoJSON feature collection (RFC 7946): one point for each place, with its outcome in every scenario.
  ///
  /// The properties of the baseline are `SERVICE_first_s` and `SERVICE_covered`, those of the scenarios have their number
  /// before: `1_fire_first_s`; `1_fire_change` says who is `gained` or `lost` since the baseline. `SERVICE_norm`,
  /// `SERVICE_marks` and `SERVICE_not_judged` say by what a place is judged, or why it is not. With the border penalty there are `SERVICE_penalty_s` and `SERVICE_penalty_lender` too.
  ///
  /// - Returns: UTF-8.
  package func geoJSON(isPretty: Bool = false) -> [UInt8] {
    var losses: [Int: [(service: Service, loss: BorderPenalty.CellLoss)]] = [:]
    for penalty in borderPenalties {
      for loss in penalty.cells { losses[loss.cell, default: []].append((penalty.service, loss)) }
    }
    var writer = JSONWriter(isPretty: isPretty)
    writer.object { writer in
      writer.member("features") { writer in
        writer.array(cells.indices) { writer, index in
          writer.object { writer in
            let cell = cells[index]
            writer.member("geometry") { writer in
              writer.object {
                $0.member("coordinates") { writer in
                  writer.array([cell.place.longitude, cell.place.latitude]) { $0.write($1) }
                }
                $0.member("type", "Point")
              }
            }
            writer.member("properties") { writer in
              writer.object { writer in
                writer.member("code", cell.code)
                writer.member("country", cell.country)
                writer.member("people", cell.people)
                writer.member("region", cell.region)
                for service in scenarios.first?.services.map(\.service) ?? [] {
                  let judgement = judgements.judgement(of: index, service)
                  writer.member("\(service.rawValue)_call_handling_s", callHandling(at: index, service), decimals: 1)
                  writer.member("\(service.rawValue)_marks", marks(at: index, service))
                  writer.member("\(service.rawValue)_norm", judgement?.norm?.id)
                  writer.member("\(service.rawValue)_not_judged", judgement?.reason?.rawValue)
                }
                for (number, scenario) in scenarios.enumerated() {
                  for service in scenario.services {
                    let name = (number == 0 ? "" : "\(number)_") + service.service.rawValue
                    let outcome = service.outcomes[index]
                    writer.member("\(name)_covered", outcome.isCovered)
                    writer.member("\(name)_first_s", outcome.first.map { Double($0) }, decimals: 1)
                    if number > 0 {
                      writer.member("\(name)_calls", outcome.calls)
                      writer.member(
                        "\(name)_change",
                        change(of: outcome, since: baselineOutcomes(service.service)?[index])?.rawValue)
                    }
                  }
                }
                for (service, loss) in losses[index] ?? [] {
                  writer.member("\(service.rawValue)_penalty_lender", loss.lender)
                  writer.member("\(service.rawValue)_penalty_s", loss.seconds.map { Double($0) }, decimals: 1)
                }
              }
            }
            writer.member("type", "Feature")
          }
        }
      }
      writer.member("type", "FeatureCollection")
    }
    return writer.bytes
  }

  /// What a scenario makes of the people at a cell.
  private enum CellChange: String {
    case gained
    case lost
  }

  private func change(of outcome: CellOutcome, since before: CellOutcome?) -> CellChange? {
    guard let before, let isCovered = outcome.isCovered, let was = before.isCovered, isCovered != was else {
      return nil
    }
    return isCovered ? .gained : .lost
  }

  private func baselineOutcomes(_ service: Service) -> CellOutcomes? {
    scenarios.first?.services.first { $0.service == service }?.outcomes
  }

  private func marks(at cell: Int, _ service: Service) -> [String] {
    let marks = judgements.judgement(of: cell, service)?.marks ?? []
    return CoverageMark.allCases.filter(marks.contains).map(\.rawValue)
  }

  private func seconds(_ value: Float?) -> String { value.map { CSV.number(Double($0), decimals: 1) } ?? "" }
}

extension CSV {
  /// A number with at most so many decimals.
  static func number(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let result = (value * scale).rounded() / scale
    return result == result.rounded() && abs(result) < 1e15 ? "\(Int(bounded: result))" : "\(result)"
  }
}
