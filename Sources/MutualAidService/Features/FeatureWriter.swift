internal import DirectoryModel
internal import Geodesy
internal import Presentation
internal import TextFormats

/// Writes features of GeoJSON with an id.
enum FeatureWriter {
  /// A unit as every export has it.
  static func write(_ feature: UnitFeature, id: String, to writer: inout JSONWriter) {
    let properties = Dictionary(feature.fields.map { ($0.name, JSONValue.string($0.value)) }) { first, _ in first }
    write(id: id, point: feature.coordinate, properties, to: &writer)
  }

  /// What has a point, or no place.
  static func write(id: String, point: Coordinate?, _ properties: [String: JSONValue], to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("geometry") { writer in
        guard let point else { return writer.writeNull() }
        writer.object { writer in
          writer.member("coordinates") { $0.write(.array([.number(point.longitude), .number(point.latitude)])) }
          writer.member("type", "Point")
        }
      }
      writer.member("id", id)
      writer.member("properties") { $0.write(.object(properties)) }
      writer.member("type", "Feature")
    }
  }

  /// An area with its outlines: each ring a polygon of its own, as boundary documents have them.
  static func write(_ area: Area, id: String, language: Language, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("geometry") { writer in
        writer.object { writer in
          writer.member("coordinates") { writer in
            writer.array { writer in
              for ring in area.rings { writer.element { polygon(ring, to: &$0) } }
            }
          }
          writer.member("type", "MultiPolygon")
        }
      }
      writer.member("id", id)
      writer.member("properties") { writer in
        writer.write([
          "code": .string(area.code), "country": .string(area.country.rawValue), "level": .string(area.level.rawValue),
          "name": .string(area.names.text(in: language.rawValue)),
        ])
      }
      writer.member("type", "Feature")
    }
  }

  private static func polygon(_ ring: [Coordinate], to writer: inout JSONWriter) {
    var closed = ring
    if let first = ring.first, ring.last != first { closed.append(first) }
    let points = closed.map { JSONValue.array([.number($0.longitude), .number($0.latitude)]) }
    writer.array { writer in writer.element { $0.write(.array(points)) } }
  }
}
