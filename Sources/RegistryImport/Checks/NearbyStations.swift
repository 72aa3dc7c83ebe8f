internal import DirectoryModel
internal import Geodesy

/// Stations by place, to find those that may be one station listed twice under two ids.
struct NearbyStations {
  struct Entry {
    var id: StationID
    var registry: RegistryID
    var service: Service?
    var name: String
    var place: Coordinate
  }

  /// Two stations nearer than this, of one service and with similar names, are reported.
  static let distance = 250.0
  /// The same with a margin for what `Float` does not resolve.
  private static let reach = Float(distance + 10)

  // Cells are at least twice `distance` high, everywhere, and wide, up to 80° of latitude.
  private static let rows = 200.0
  private static let columns = 37.5

  private var entries: [Entry] = []
  private var cells = StationCells()
  /// The words of all names, one after the other, and where those of an entry end.
  private var words: [UInt64] = []
  private var wordEnds: [Int] = []

  /// Adds a station.
  ///
  /// - Returns: one nearby that may be the same, with the metres between.
  mutating func add(_ entry: Entry) -> (other: Entry, distance: Double)? {
    let row = (entry.place.latitude * NearbyStations.rows).rounded(.down)
    let column = (entry.place.longitude * NearbyStations.columns).rounded(.down)
    let wordStart = words.count
    StationName.addWords(of: entry.name, to: &words)
    // Only the neighbours across the edges that are near.
    let rowShare = entry.place.latitude * NearbyStations.rows - row
    let columnShare = entry.place.longitude * NearbyStations.columns - column
    let rows = (rowShare < 0.5 ? row - 1 : row)...(rowShare < 0.5 ? row : row + 1)
    let columns = (columnShare < 0.5 ? column - 1 : column)...(columnShare < 0.5 ? column : column + 1)
    // A degree of latitude is more than 110 km everywhere, one of longitude at least so many metres near by.
    let latitude = Float(entry.place.latitude)
    let longitude = Float(entry.place.longitude)
    let width = Float(Geodesic.leastDegreeOfLongitude(atLatitude: abs(entry.place.latitude) + 0.01))
    var found: (other: Int, distance: Double)?
    let near = (
      cells.find(rows.lowerBound, columns.lowerBound), cells.find(rows.lowerBound, columns.upperBound),
      cells.find(rows.upperBound, columns.lowerBound), cells.find(rows.upperBound, columns.upperBound)
    )
    for case let cell? in [near.0, near.1, near.2, near.3] {
      cells.forEachNeighbour(in: cell) { neighbour in
        guard abs(neighbour.latitude - latitude) * 110_000 <= NearbyStations.reach,
          abs(neighbour.longitude - longitude) * width <= NearbyStations.reach
        else { return }
        let index = Int(neighbour.index)
        guard let distance = distance(from: entry, words: words[wordStart...], to: index),
          distance < found?.distance ?? .infinity
        else { return }
        found = (index, distance)
      }
    }
    let neighbour = StationCells.Neighbour(
      latitude: latitude, longitude: longitude, index: Int32(truncatingIfNeeded: entries.count))
    if cells.add(neighbour, row, column) {
      entries.append(entry)
      wordEnds.append(words.count)
    } else {
      words.removeSubrange(wordStart...)
    }
    return found.map { (entries[$0.other], $0.distance) }
  }

  /// The distance to a station that may be the same; `nil` where it cannot be.
  private func distance(from entry: Entry, words own: ArraySlice<UInt64>, to index: Int) -> Double? {
    let others = words[(index == 0 ? 0 : wordEnds[index - 1])..<wordEnds[index]]
    guard entries[index].service == entry.service, StationName.areSimilar(others, own),
      entries[index].id != entry.id
    else { return nil }
    let distance = Geodesic.distance(from: entries[index].place, to: entry.place)
    return distance <= NearbyStations.distance ? distance : nil
  }
}

/// Whether two names may mean one station.
enum StationName {
  /// Words that stand in most names and distinguish nothing.
  private static let common: Set<UInt64> = Set(
    """
    brandweer kazerne brandweerkazerne post feuerwehr freiwillige feuerwache wache station caserne pompiers poste \
    secours ambulance ambulancepost rettungswache centre incendie fire de des du la le van der den the
    """.split(separator: " ").map { $0.utf8.reduce(seed, mix) })

  /// So many telling words of a name are compared; more than a station is called by.
  private static let mostWords = 32

  /// Adds the fingerprints of a name's telling words.
  static func addWords(of name: String, to words: inout [UInt64]) {
    let end = words.count + mostWords
    defer { words.removeSubrange(min(end, words.count)...) }
    var word = seed
    var previous: UInt8 = 0
    for var byte in name.utf8 {
      // Latin letters in lower case, those of Latin-1 too, which are C3 80 to C3 BF.
      if byte &- 0x41 < 26 || previous == 0xC3 && byte < 0xA0 { byte |= 0x20 }
      previous = byte
      if byte >= 0x80 || byte &- 0x30 < 10 || byte &- 0x61 < 26 {
        word = mix(word, byte)
      } else if word != seed {
        if !common.contains(word) { words.append(word) }
        word = seed
      }
    }
    if word != seed, !common.contains(word) { words.append(word) }
  }

  /// Similar are names of which all telling words of one are in the other.
  static func areSimilar(_ first: ArraySlice<UInt64>, _ second: ArraySlice<UInt64>) -> Bool {
    let (short, long) = first.count <= second.count ? (first, second) : (second, first)
    return short.isEmpty ? long.isEmpty : short.allSatisfy { long.contains($0) }
  }

  /// FNV-1a with 64 bits: enough to distinguish the words of names of neighbours.
  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  private static func mix(_ word: UInt64, _ byte: UInt8) -> UInt64 { (word ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
