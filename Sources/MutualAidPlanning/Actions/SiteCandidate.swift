package import DirectoryModel
package import Geodesy
internal import TextFormats

/// A place for a new station from a planner's own list.
public struct SiteCandidate: Hashable, Sendable {
  /// What reports call it.
  package var name: String
  /// Where it is.
  package var place: Coordinate
  /// The country whose station it would be; `nil` for that in which it lies.
  package var country: CountryCode?
  /// What a station there costs, above 0, in the money of the budget; 1 where the list says nothing.
  package var cost: Double
  /// Services whose station could stand there; none for all.
  package var services: [Service]
  /// The line of the list.
  package var line: Int

  /// Whether a station of a service could stand there.
  package func serves(_ service: Service) -> Bool { services.isEmpty || services.contains(service) }
}

extension SiteCandidate {
  /// How many places a list may name.
  package static let most = 20_000

  /// Reads a list: CSV under a header with the columns `lat` and `lon`, and perhaps `name`, `country`, `cost` and `services`
  /// (several separated by spaces).
  ///
  /// - Parameters:
  ///   - bytes: the list in UTF-8.
  ///   - file: what messages call it.
  /// - Returns: the candidates, in the order of the list.
  /// - Throws: `MutualAidError` with the line that cannot be read; a list without any place is one too.
  public static func list(_ bytes: [UInt8], file: String) throws -> [SiteCandidate] {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw MutualAidError(.scenarioInvalid, "'\(file)' is not UTF-8 text")
    }
    guard let (header, start) = CSVReader.table(bytes[...], isHeader: { Set(["lat", "lon"]).isSubset(of: Set($0)) })
    else {
      throw MutualAidError(
        .scenarioInvalid, "'\(file)' is no list of places",
        hint: "Begin with a header such as name,lat,lon,cost.")
    }
    var reader = start
    var found: [SiteCandidate] = []
    do {
      while let row = try reader.next() {
        let values = Dictionary(zip(header, row.fields.map(CSV.restored))) { first, _ in first }
        found.append(try candidate({ values[$0].flatMap { $0.isEmpty ? nil : $0 } }, line: row.line, file: file))
        guard found.count <= most else {
          throw MutualAidError(
            .scenarioInvalid, "'\(file)' names more than \(most) places", hint: "Leave out those that are like others.")
        }
      }
    } catch let defect as CSVDefect {
      throw MutualAidError(
        .scenarioInvalid, "'\(file)': \(TranslatableText(verbatim: defect.message))", line: defect.line)
    }
    guard !found.isEmpty else {
      throw MutualAidError(.scenarioInvalid, "'\(file)' names no place", hint: "Add a line for each place.")
    }
    return found
  }

  private static func candidate(
    _ value: (String) -> String?, line: Int, file: String
  ) throws(MutualAidError) -> SiteCandidate {
    func number(_ name: String) -> String { (value(name) ?? "").replacing(",", with: ".") }
    func failure(_ name: String, _ text: String, _ expected: String) -> MutualAidError {
      MutualAidError(
        .scenarioInvalid, "'\(name)' is '\(text)'", line: line,
        hint: "Expected is \(TranslatableText(verbatim: expected)).")
    }
    // Where values are separated by semicolons, numbers have commas.
    let (latitude, longitude) = (number("lat"), number("lon"))
    guard let place = Coordinate(latitudeLongitude: "\(latitude),\(longitude)") else {
      throw failure("lat,lon", "\(latitude),\(longitude)", "50.77,6.02")
    }
    var cost = 1.0
    if let text = value("cost") {
      guard let sum = Double(number("cost")), sum > 0, sum.isFinite else { throw failure("cost", text, "> 0") }
      cost = sum
    }
    var services: [Service] = []
    for word in (value("services") ?? "").split(separator: " ") {
      guard let service = Service(rawValue: String(word)) else {
        throw failure("services", String(word), Service.allCases.map(\.rawValue).joined(separator: " "))
      }
      services.append(service)
    }
    return SiteCandidate(
      name: value("name") ?? "\(latitude),\(longitude)", place: place,
      country: value("country").map { CountryCode(unchecked: $0) }, cost: cost, services: services, line: line)
  }
}
