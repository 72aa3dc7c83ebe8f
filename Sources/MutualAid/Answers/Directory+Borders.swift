internal import DirectoryStore
public import Geodesy

extension Directory {
  /// The borders of the countries in the directory as lines, country by country.
  ///
  /// - Throws: `MutualAidError` when the store cannot be read.
  public func countryBorders() throws -> [[Coordinate]] {
    try store.countryOutlines().sorted { $0.key < $1.key }.flatMap(\.value).flatMap { lines in
      lines.map(\.vertices)
    }
  }
}
