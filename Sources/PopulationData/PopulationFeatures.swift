internal import DirectoryModel
internal import FoundationEssentials
internal import Geodesy

/// People read from a GeoJSON feature collection (RFC 7946).
///
/// Properties are named like the columns of a table. A feature has its place as the code of a census grid cell, as a point,
/// or as a polygon, of which the middle of the first ring's corners is taken.
enum PopulationFeatures {
  private struct Collection: Decodable {
    var features: [Feature]
  }

  private struct Feature: Decodable {
    var geometry: Geometry?
    var properties: [String: Scalar]?
  }

  /// Whether a text begins as a feature collection does.
  static func recognises(_ beginning: String) -> Bool {
    beginning.first { !$0.isWhitespace } == "{" && beginning.contains("\"FeatureCollection\"")
  }

  /// Reads a collection; problems name the feature's number as their line.
  static func read(_ bytes: [UInt8], into collector: inout CellCollector) {
    let collection: Collection
    do {
      collection = try JSONDecoder().decode(Collection.self, from: Data(bytes))
    } catch DecodingError.dataCorrupted {
      collector.fail(1, .valueInvalid, "the text is not JSON")
      return
    } catch {
      collector.fail(1, .valueInvalid, "the text is JSON, but no GeoJSON feature collection (RFC 7946)")
      return
    }
    for (index, feature) in collection.features.enumerated() {
      let properties = feature.properties ?? [:]
      let names = properties.keys.sorted()
      let fields = PopulationColumns.positions(in: names)
      guard fields[.population] != nil else {
        collector.fail(index + 1, .valueMissing, "feature \(index + 1) has no population among its properties")
        continue
      }
      guard fields[.grid] != nil || feature.geometry?.middle != nil else {
        collector.fail(index + 1, .positionMissing, "feature \(index + 1) is neither a point nor a polygon on Earth")
        continue
      }
      collector.take(line: index + 1, place: feature.geometry?.middle) { field in
        fields[field].flatMap { properties[names[$0]]?.text }
      }
    }
  }

  private enum Scalar: Decodable {
    case text(String)
    case none

    init(from decoder: any Decoder) {
      guard let value = try? decoder.singleValueContainer() else {
        self = .none
        return
      }
      if let text = try? value.decode(String.self) {
        self = .text(text)
      } else if let whole = try? value.decode(Int.self) {
        self = .text(String(whole))
      } else if let number = try? value.decode(Double.self) {
        self = .text(String(number))
      } else {
        self = .none
      }
    }

    var text: String? { if case .text(let text) = self, !text.isEmpty { text } else { nil } }
  }

  private struct Geometry: Decodable {
    /// Where it stands; `nil` where it is no place, or of a kind that has none.
    var middle: Coordinate?

    private enum Key: CodingKey { case type, coordinates }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      let corners: [[Double]]
      switch try container.decode(String.self, forKey: .type) {
      case "Point": corners = [try container.decode([Double].self, forKey: .coordinates)]
      case "Polygon": corners = try container.decode([[[Double]]].self, forKey: .coordinates).first ?? []
      case "MultiPolygon":
        corners = try container.decode([[[[Double]]]].self, forKey: .coordinates).first?.first ?? []
      default: corners = []
      }
      let places = corners.filter { $0.count >= 2 }
      guard let west = places.map({ $0[0] }).min(), let east = places.map({ $0[0] }).max(),
        let south = places.map({ $0[1] }).min(), let north = places.map({ $0[1] }).max()
      else { return }
      middle = Coordinate.valid(latitude: (south + north) / 2, longitude: (west + east) / 2)
    }
  }
}
