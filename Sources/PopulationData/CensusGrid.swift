internal import Geodesy

/// Cells of the European grid in EPSG:3035, by their codes.
struct CensusGrid {
  private let transformation: CoordinateTransformation

  init?() {
    guard let system = ReferenceSystem(code: 3035, order: .eastFirst),
      let transformation = try? CoordinateTransformation(from: system)
    else { return nil }
    self.transformation = transformation
  }

  /// The middle of a cell; `nil` where the code is none.
  func middle(of code: String) -> Coordinate? {
    var text = Substring(code)
    let size: Double
    let scale: Double
    if text.hasPrefix("CRS3035RES") {
      text = text.dropFirst("CRS3035RES".count)
      guard let end = text.firstIndex(of: "m"), let metres = Int(text[..<end]), metres > 0 else { return nil }
      (size, scale) = (Double(metres), 1)
      text = text[text.index(after: end)...]
    } else if text.hasPrefix("1km") {
      text = text.dropFirst(3)
      (size, scale) = (1000, 1000)
    } else {
      return nil
    }
    guard text.first == "N", let east = text.firstIndex(of: "E"),
      let north = Int(text[text.index(after: text.startIndex)..<east]),
      let easting = Int(text[text.index(after: east)...])
    else { return nil }
    return transformation.coordinate(Double(easting) * scale + size / 2, Double(north) * scale + size / 2)
  }
}
