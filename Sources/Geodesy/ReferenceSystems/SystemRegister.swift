internal import CPROJ

/// What PROJ's database knows of reference systems whose transformation is not written out in this target.
///
/// An operation that needs a grid file is never chosen: a file gives the same places whichever grids are installed.
enum SystemRegister {
  /// A system of an authority's register.
  struct Name: Hashable, Sendable {
    /// As PROJ spells it, for example `EPSG`.
    var authority: String
    var code: Int
  }

  private static let known = FindingsCache<Name, ReferenceSystemDefinition>()

  /// The definition of a system; `nil` where the database has none, or none that leads to WGS84.
  static func definition(of name: Name) -> ReferenceSystemDefinition? {
    known.value(of: name) { RegisterReading()?.definition(of: name) }
  }

  /// The system of a title such as `ETRS89 / UTM zone 33N`, whatever its case; `nil` where no system is called so.
  static func name(of title: String) -> Name? { RegisterReading()?.name(of: title) }
}

/// One look into PROJ's database.
///
/// Safety: the context is made in `init`, stays in this object and is destroyed once; every object read is destroyed
/// before the function that reads it returns. The class is not `Sendable`, so that one thread has it.
private final class RegisterReading {
  private let context: OpaquePointer

  init?() {
    guard let context = proj_context_create() else { return nil }
    proj_log_level(context, PJ_LOG_NONE)
    proj_context_set_enable_network(context, 0)
    self.context = context
  }

  deinit { proj_context_destroy(context) }

  func name(of title: String) -> SystemRegister.Name? {
    var types = [PJ_TYPE_PROJECTED_CRS, PJ_TYPE_GEOGRAPHIC_2D_CRS]
    guard let list = proj_create_from_name(context, nil, title, &types, types.count, 0, 1, nil) else { return nil }
    defer { proj_list_destroy(list) }
    guard proj_list_get_count(list) > 0, let system = proj_list_get(context, list, 0) else { return nil }
    defer { proj_destroy(system) }
    return identifier(of: system)
  }

  func definition(of name: SystemRegister.Name) -> ReferenceSystemDefinition? {
    guard
      let stated = proj_create_from_database(context, name.authority, "\(name.code)", PJ_CATEGORY_CRS, 0, nil)
    else { return nil }
    defer { proj_destroy(stated) }
    // A compound system is a horizontal one and a height, which is dropped.
    let isCompound = proj_get_type(stated) == PJ_TYPE_COMPOUND_CRS
    guard isCompound, let horizontal = proj_crs_get_sub_crs(context, stated, 0) else {
      return definition(of: stated, hasHeight: false)
    }
    defer { proj_destroy(horizontal) }
    guard var found = definition(of: horizontal, hasHeight: true) else { return nil }
    // Transformations that are written out are kept: one system gives the same places under each of its names.
    if let name = identifier(of: horizontal), name.authority == "EPSG",
      let written = ReferenceSystemDefinition.writtenOut[name.code]
    {
      found = written
    }
    found.hasHeight = true
    return found
  }

  private func identifier(of system: OpaquePointer) -> SystemRegister.Name? {
    guard let authority = proj_get_id_auth_name(system, 0), let code = proj_get_id_code(system, 0),
      let number = Int(String(cString: code))
    else { return nil }
    return .init(authority: String(cString: authority), code: number)
  }

  private func definition(of system: OpaquePointer, hasHeight: Bool) -> ReferenceSystemDefinition? {
    let type = proj_get_type(system)
    let isGeographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS
    guard isGeographic || type == PJ_TYPE_PROJECTED_CRS, let axes = axes(of: system),
      let pipeline = pipeline(from: system)
    else { return nil }
    var (west, south, east, north) = (-180.0, -90.0, 180.0, 90.0)
    _ = proj_get_area_of_use(context, system, &west, &south, &east, &north, nil)
    // Across the 180th meridian the box is of no use.
    let area = west <= east ? BoundingBox(south: south, west: west, north: north, east: east) : nil
    return ReferenceSystemDefinition(
      officialOrder: axes.order, pipeline: pipeline, isGeographic: isGeographic, hasHeight: hasHeight || axes.count > 2,
      east: isGeographic ? -180...180 : -Double.infinity...Double.infinity,
      north: isGeographic ? -90...90 : -Double.infinity...Double.infinity, area: area, isHeldToArea: !isGeographic)
  }

  /// The order of the axes and how many there are; `nil` for axes that do not go east and north.
  private func axes(of system: OpaquePointer) -> (order: ReferenceSystem.AxisOrder, count: Int32)? {
    guard let axes = proj_crs_get_coordinate_system(context, system) else { return nil }
    defer { proj_destroy(axes) }
    let directions = (0..<2).map { index -> String? in
      var direction: UnsafePointer<CChar>?
      guard proj_cs_get_axis_info(context, axes, Int32(index), nil, nil, &direction, nil, nil, nil, nil) == 1 else {
        return nil
      }
      return direction.map { String(cString: $0) }
    }
    switch (directions[0], directions[1]) {
    case ("east", "north"): return (.eastFirst, proj_cs_get_axis_count(context, axes))
    case ("north", "east"): return (.northFirst, proj_cs_get_axis_count(context, axes))
    default: return nil
    }
  }

  /// The steps from easting and northing (longitude and latitude) to degrees on WGS84, of the best operation that needs
  /// no grid.
  private func pipeline(from system: OpaquePointer) -> String? {
    guard let target = proj_create_from_database(context, "EPSG", "4326", PJ_CATEGORY_CRS, 0, nil) else { return nil }
    defer { proj_destroy(target) }
    guard let settings = proj_create_operation_factory_context(context, nil) else { return nil }
    defer { proj_operation_factory_context_destroy(settings) }
    proj_operation_factory_context_set_spatial_criterion(context, settings, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    proj_operation_factory_context_set_grid_availability_use(context, settings, PROJ_GRID_AVAILABILITY_IGNORED)
    proj_operation_factory_context_set_allow_ballpark_transformations(context, settings, 0)
    guard let operations = proj_create_operations(context, system, target, settings) else { return nil }
    defer { proj_list_destroy(operations) }
    for index in 0..<proj_list_get_count(operations) {
      guard let operation = proj_list_get(context, operations, index) else { continue }
      defer { proj_destroy(operation) }
      guard proj_coordoperation_get_grid_used_count(context, operation) == 0,
        let plain = proj_normalize_for_visualization(context, operation)
      else { continue }
      defer { proj_destroy(plain) }
      if let steps = proj_as_proj_string(context, plain, PJ_PROJ_5, nil) { return String(cString: steps) }
    }
    return nil
  }
}
