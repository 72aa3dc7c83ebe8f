import DirectoryModel
import Foundation
import Geodesy
import Primitives
import RoadRouting
import TextFormats

/// Texts that stand for one value: times, places, needs, parts of the week, addresses; JSON values and rows of tables.
///
/// What is read is the same when it is written and read again.
enum FuzzValues {
  static func run(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    try checkMoment(text)
    try checkPlace(text)
    try checkWords(text)
    try checkJSON(bytes)
    try checkRows(bytes)
    _ = try? RoadRouters.router(for: text)
    _ = EditDistance.nearest(to: text, among: ["ladder", "pumping", "responding"])
  }

  private static func checkMoment(_ text: String) throws {
    guard let moment = Timestamp.date(text, zone: .gmt) else { return }
    let rounded = Timestamp.rounded(moment)
    let written = Timestamp.text(moment)
    try require(
      Timestamp.date(written).map(Timestamp.rounded) == rounded,
      "'\(text)' is \(moment), and \(written) is another time")
  }

  private static func checkPlace(_ text: String) throws {
    guard let place = Coordinate(latitudeLongitude: text) else { return }
    try require(
      Coordinate(latitudeLongitude: place.description) == place, "'\(text)' is \(place), which is another place")
  }

  private static func checkWords(_ text: String) throws {
    if let need = Need(text) { try require(Need(need.description) == need, "'\(text)' is \(need), read otherwise") }
    if let need = PackageNeed(text) {
      try require(PackageNeed(need.description) == need, "'\(text)' is \(need), which is read otherwise")
      try require((1...PackageNeed.largestCount).contains(need.count), "'\(text)' asks for \(need.count)")
    }
    let capability = Capability(text)
    try require(Capability(capability.description) == capability, "'\(text)' is \(capability), which is read otherwise")
    if let time = ClockTime(text) { try require(ClockTime(time.description) == time, "'\(text)' is \(time)") }
    if let country = CountryCode(text) { try require(country.rawValue == text, "'\(text)' is \(country)") }
  }

  private static func checkJSON(_ bytes: [UInt8]) throws {
    var reader = JSONReader(bytes[...])
    guard let value = try? reader.value(), (try? reader.end()) != nil else { return }
    for isPretty in [true, false] {
      let written = value.text(isPretty: isPretty)
      var again = JSONReader(Array(written.utf8)[...])
      guard let found = try? again.value(), (try? again.end()) != nil else {
        throw FuzzFinding(description: "\(written) is no JSON")
      }
      let second = found.text(isPretty: isPretty)
      try require(second == written, "\(written) is \(second) when read again")
    }
  }

  private static func checkRows(_ bytes: [UInt8]) throws {
    // Unit separators divide fields, record separators rows.
    let rows = bytes.prefix(2000).split(separator: 0x1E).map { row in
      row.split(separator: 0x1F, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
    let text = rows.map { CSV.line($0, formulas: .keep) }.joined()
    var reader = CSVReader(Array(text.utf8)[...])
    var found: [[String]] = []
    while let row = try reader.next() { found.append(row.fields) }
    // An empty line is no row, and a mark of the byte order at the beginning no text; control characters are written as
    // escapes, which stay.
    let expected = rows.filter { $0 != [""] }.map { $0.map(HiddenCharacters.escapedControls) }
    guard rows.first?.first?.unicodeScalars.first != "\u{FEFF}" else { return }
    try require(found == expected, "\(expected) are \(found) when written and read again")
    for separator in CSV.separators {
      var reader = CSVReader(bytes[...], separator: separator)
      while true { do { guard try reader.next() != nil else { break } } catch {} }
    }
  }
}
