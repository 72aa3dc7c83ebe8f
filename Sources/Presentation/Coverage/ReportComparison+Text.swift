internal import DirectoryModel
internal import Primitives
package import TextFormats

extension ReportComparison {
  /// How many areas are shown, those with the greatest change first.
  private static let shown = 20

  /// The comparison for a terminal.
  ///
  /// - Parameters:
  ///   - language: the language of everything but names.
  ///   - showsAll: whether areas without any change are shown too.
  /// - Returns: lines of text.
  package func text(in language: Language, showsAll: Bool = false) -> String {
    let words = Words<CoveragePhrase>(language)
    let numbers = NumberText(language)
    var lines = [words(.comparing, names.before, names.after), ""]
    lines += inputs.map { "  \(words(.inputDiffers, $0.key, $0.before, $0.after))" }
    if inputs.isEmpty { lines.append("  \(words[.inputsAlike])") }
    for service in services {
      lines += [
        "", (Service(rawValue: service.service).map { words.name(of: $0) } ?? service.service).uppercased(), "",
      ]
      let changed = service.areas.filter { $0.code == "*" || showsAll || $0.before != $0.after }
      let total = changed.filter { $0.code == "*" }
      let others = changed.filter { $0.code != "*" }.sorted { (abs($1.net), $0.code) < (abs($0.net), $1.code) }
      let rows = (total + (showsAll ? others : Array(others.prefix(Self.shown)))).map { area in
        [
          area.code == "*" ? words[.all] : [area.code, area.name ?? ""].filter { !$0.isEmpty }.joined(separator: "  "),
          share(area.before, numbers), share(area.after, numbers),
          (area.net > 0 ? "+" : area.net < 0 ? "\u{2212}" : "") + numbers.whole(abs(area.net)),
        ]
      }
      lines +=
        TextTable([["", words[.reportBefore], words[.reportAfter], words[.change]]] + rows, right: [1, 2, 3]).lines
      if let moved = service.moved {
        lines += ["", "  \(words(.peopleMoved, numbers.whole(moved.gained), numbers.whole(moved.lost)))"]
      }
      if !showsAll, others.count > Self.shown {
        lines += ["  \(words(.moreAreas, numbers.whole(others.count - Self.shown)))"]
      }
    }
    return lines.joined(separator: "\n")
  }

  private func share(_ count: Count?, _ numbers: NumberText) -> String {
    guard let count else { return "–" }
    return "\(numbers.whole(count.covered)) / \(numbers.whole(count.judged))"
      + (count.judged > 0 ? "  \(numbers.percent(count.covered, of: count.judged))" : "")
  }

  /// The comparison as JSON: keys as in the reports, each figure before and after.
  package func json() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("after", names.after)
      writer.member("before", names.before)
      writer.member("inputs") { writer in
        writer.array(inputs) { writer, input in
          writer.object {
            $0.member("after", input.after)
            $0.member("before", input.before)
            $0.member("key", input.key)
          }
        }
      }
      writer.member("services") { writer in
        writer.array(services) { writer, service in
          writer.object { writer in
            writer.member("areas") { writer in
              writer.array(service.areas) { writer, area in
                writer.object {
                  $0.member("after_covered", area.after?.covered)
                  $0.member("after_judged", area.after?.judged)
                  $0.member("before_covered", area.before?.covered)
                  $0.member("before_judged", area.before?.judged)
                  $0.member("code", area.code)
                  $0.member("name", area.name)
                  $0.member("net", area.net)
                }
              }
            }
            writer.member("gained", service.moved?.gained)
            writer.member("lost", service.moved?.lost)
            writer.member("service", service.service)
          }
        }
      }
    }
    return writer.bytes
  }

  /// The comparison as comma-separated values: one row for each service and area.
  ///
  /// - Parameters:
  ///   - formulas: what becomes of values that a spreadsheet would run.
  ///   - dialect: what stands between values and within numbers.
  /// - Returns: the table with its header.
  package func table(formulas: CSV.Formulas = .defuse, dialect: CSV.Dialect = .comma) -> String {
    func number(_ value: Int?) -> String { value.map { "\($0)" } ?? "" }
    var text = CSV.line(
      ["service", "area", "name", "before_judged", "before_covered", "after_judged", "after_covered", "net"],
      dialect: dialect)
    for service in services {
      for area in service.areas {
        text += CSV.line(
          [
            service.service, area.code, area.name ?? "", number(area.before?.judged), number(area.before?.covered),
            number(area.after?.judged), number(area.after?.covered), "\(area.net)",
          ], formulas: formulas, dialect: dialect)
      }
    }
    return text
  }
}
