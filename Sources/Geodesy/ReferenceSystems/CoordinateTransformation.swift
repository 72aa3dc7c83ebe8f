internal import CPROJ

/// Turns the two numbers of a document into a place on WGS84.
///
/// It uses neither network nor grid files: results depend on the reference system alone.
///
/// ```swift
/// if let system = ReferenceSystem(name: "urn:ogc:def:crs:EPSG::28992") {
///   let transformation = try CoordinateTransformation(from: system)
///   print(transformation.coordinate(176248.4, 317684.1) as Any)  // Maastricht: 50.8486,5.6889
/// }
/// ```
///
/// One transformation belongs to one thread at a time; every thread makes its own, which is cheap.
package final class CoordinateTransformation {
  /// The system of the numbers.
  package let system: ReferenceSystem
  private let definition: ReferenceSystemDefinition
  private let projection: Projection?

  /// Prepares the way from a reference system to WGS84.
  ///
  /// - Throws: `ReferenceSystemError` when PROJ cannot do it.
  package init(from system: ReferenceSystem) throws(ReferenceSystemError) {
    guard let definition = system.definition else {
      throw ReferenceSystemError("\(system) is not among the reference systems that can be read")
    }
    self.system = system
    self.definition = definition
    projection = if let pipeline = definition.pipeline { try Projection(pipeline: pipeline) } else { nil }
  }

  /// The place that two numbers stand for, in the order in which the document writes them.
  ///
  /// Where the order is left to the numbers, that in which the place lies where the system is used.
  ///
  /// - Returns: `nil` when a number is not finite, or the place lies far outside the area where the system is used.
  package func coordinate(_ first: Double, _ second: Double) -> Coordinate? {
    switch system.axisOrder {
    case .eastFirst: coordinate(east: first, north: second)
    case .northFirst: coordinate(east: second, north: first)
    case .byNumbers: coordinate(east: first, north: second) ?? coordinate(east: second, north: first)
    }
  }

  /// Whether a place lies in the area for which the register has the system; `nil` where the register's area says
  /// nothing of the order of numbers.
  package func isInArea(_ place: Coordinate) -> Bool? { definition.area.map { $0.contains(place) } }

  private func coordinate(east: Double, north: Double) -> Coordinate? {
    guard definition.east.contains(east), definition.north.contains(north) else { return nil }
    guard let projection else { return Coordinate.valid(latitude: north, longitude: east) }
    let (longitude, latitude) = projection.degrees(east: east, north: north)
    guard let place = Coordinate.valid(latitude: latitude, longitude: longitude) else { return nil }
    guard definition.isHeldToArea, let area = definition.area else { return place }
    // Zones and national systems are used beyond their borders, yet not a thousand kilometres beyond.
    let margin = CoordinateTransformation.marginInDegrees
    let isNear =
      (area.south - margin...area.north + margin).contains(latitude)
      && (area.west - margin...area.east + margin).contains(longitude)
    return isNear ? place : nil
  }

  private static let marginInDegrees = 6.0
}

/// A prepared PROJ pipeline with the context it lives in.
///
/// Safety: the two handles are made in `init`, are not shared, and are destroyed once, in `deinit`, the pipeline
/// before its context. PROJ wants a context to be used by one thread at a time; the class is not `Sendable`, so that the
/// compiler holds its owner to that.
private final class Projection {
  private let context: OpaquePointer
  private let pipeline: OpaquePointer

  init(pipeline definition: String) throws(ReferenceSystemError) {
    guard let context = proj_context_create() else { throw ReferenceSystemError("not enough memory for PROJ") }
    proj_log_level(context, PJ_LOG_NONE)
    proj_context_set_enable_network(context, 0)
    guard let pipeline = proj_create(context, definition) else {
      let reason = proj_context_errno_string(context, proj_context_errno(context)).map { String(cString: $0) }
      proj_context_destroy(context)
      throw ReferenceSystemError(
        "PROJ cannot prepare the transformation: \(reason ?? "unknown error")", hint: "PROJ 9.1 or later is needed.")
    }
    self.context = context
    self.pipeline = pipeline
  }

  deinit {
    proj_destroy(pipeline)
    proj_context_destroy(context)
  }

  /// Longitude and latitude; PROJ's own infinities where a projection has no place for the numbers.
  func degrees(east: Double, north: Double) -> (longitude: Double, latitude: Double) {
    let result = proj_trans(pipeline, PJ_FWD, proj_coord(east, north, 0, 0))
    return (result.xy.x, result.xy.y)
  }
}
