internal import CPROJ

/// Turns the two numbers of a document into a place on WGS84.
///
/// It uses neither network nor grid files nor PROJ's data base: results depend on the reference system alone.
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
    guard let definition = ReferenceSystemDefinition.all[system.code] else {
      throw ReferenceSystemError(
        "EPSG:\(system.code) is not among the reference systems that can be read",
        hint: "Known are \(ReferenceSystem.supportedCodes.map(String.init).joined(separator: ", ")).")
    }
    self.system = system
    self.definition = definition
    projection = if let pipeline = definition.pipeline { try Projection(pipeline: pipeline) } else { nil }
  }

  /// The place that two numbers stand for, in the order in which the document writes them.
  ///
  /// - Returns: `nil` when a number is not finite, or the place lies far outside the area where the system is used.
  package func coordinate(_ first: Double, _ second: Double) -> Coordinate? {
    let (east, north) = system.axisOrder == .eastFirst ? (first, second) : (second, first)
    guard definition.east.contains(east), definition.north.contains(north) else { return nil }
    guard let projection else { return Coordinate.valid(latitude: north, longitude: east) }
    let (longitude, latitude) = projection.degrees(east: east, north: north)
    return Coordinate.valid(latitude: latitude, longitude: longitude)
  }
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
