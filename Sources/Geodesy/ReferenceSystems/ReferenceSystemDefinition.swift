/// What is known of one reference system: how to get from its numbers to WGS84, and where that makes sense.
///
/// Those of the region's systems are written out here, all others come from PROJ's database (`SystemRegister`).
/// Projections and datum shifts are written out, so that the same file gives the same places everywhere, whichever
/// grids and data bases are installed beside PROJ. The datum shifts are the national agencies' seven parameters, with
/// rotations in the position-vector convention; the register gives each an accuracy of 1 m (Amersfoort to WGS 84 (4),
/// BD72 to WGS 84 (3), LUREF to WGS 84 (3)). ETRS89 is taken for WGS84, which ignores a continental drift of some 0.8 m.
struct ReferenceSystemDefinition: Sendable {
  /// The order in which the EPSG register has the axes.
  let officialOrder: ReferenceSystem.AxisOrder
  /// Steps from easting and northing (longitude and latitude) to longitude and latitude on WGS84 in degrees; `nil` where
  /// the numbers are these.
  let pipeline: String?
  /// Whether the numbers are degrees.
  let isGeographic: Bool
  /// Whether a third number, the height, belongs to every place.
  var hasHeight = false
  /// The numbers that are taken: those of the area where the system is used, and of some 50 km or more around it.
  ///
  /// Projections give some place for any two numbers. Degrees where metres belong, and in most systems exchanged
  /// numbers, show by being outside.
  let east: ClosedRange<Double>
  let north: ClosedRange<Double>
  /// Where the register says that the system is used; `nil` where that decides nothing.
  var area: BoundingBox?
  /// Whether places far outside `area` are none: for systems whose range of numbers is not written out.
  var isHeldToArea = false

  /// The systems of the region, by EPSG code.
  static let writtenOut: [Int: ReferenceSystemDefinition] = [
    4326: .init(officialOrder: .northFirst, pipeline: nil, isGeographic: true, east: -180...180, north: -90...90),
    4258: .init(officialOrder: .northFirst, pipeline: nil, isGeographic: true, east: -180...180, north: -90...90),
    // Amersfoort / RD New.
    28992: projected(
      "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000",
      ellipsoid: "bessel", shift: [565.4171, 50.3319, 465.5524, -0.398957, 0.343988, -1.8774, 4.0725],
      east: -60_000...350_000, north: 250_000...680_000),
    // BD72 / Belgian Lambert 72.
    31370: projected(
      """
      +proj=lcc +lat_1=51.16666723333333 +lat_2=49.8333339 +lat_0=90 +lon_0=4.367486666666666 \
      +x_0=150000.013 +y_0=5400088.438
      """, ellipsoid: "intl", shift: [-106.8686, 52.2978, -103.7239, 0.3366, -0.457, 1.8422, -1.2747],
      east: 1000...350_000, north: 1000...300_000, area: belgium),
    // ETRS89 / Belgian Lambert 2008.
    3812: projected(
      """
      +proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 +lat_2=51.1666666666667 \
      +x_0=649328 +y_0=665262
      """, ellipsoid: "GRS80", east: 500_000...850_000, north: 500_000...800_000, area: belgium),
    // LUREF / Luxembourg TM.
    2169: projected(
      "+proj=tmerc +lat_0=49.8333333 +lon_0=6.1666667 +k=1 +x_0=80000 +y_0=100000", ellipsoid: "intl",
      shift: [-189.681, 18.3463, -42.7695, -0.33746, -3.09264, 2.53861, 0.4598],
      order: .northFirst, east: 1000...160_000, north: 1000...200_000,
      area: BoundingBox(south: 49.44, west: 5.73, north: 50.19, east: 6.53)),
    // ETRS89 / UTM; documents use a zone well beyond its six degrees.
    25831: projected(
      "+proj=utm +zone=31", ellipsoid: "GRS80", east: -200_000...1_200_000, north: 4_000_000...9_400_000),
    25832: projected(
      "+proj=utm +zone=32", ellipsoid: "GRS80", east: -200_000...1_200_000, north: 4_000_000...9_400_000),
    // ETRS89-extended / LAEA Europe.
    3035: projected(
      "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000", ellipsoid: "GRS80", order: .northFirst,
      east: 500_000...8_000_000, north: 500_000...7_000_000),
    // Web Mercator.
    3857: projected(
      "+proj=webmerc", ellipsoid: "WGS84", east: -20_037_508.4...20_037_508.4, north: -20_048_966.2...20_048_966.2),
  ]

  private static let belgium = BoundingBox(south: 49.5, west: 2.5, north: 51.51, east: 6.4)

  private static func projected(
    _ projection: String, ellipsoid: String, shift: [Double] = [],
    order: ReferenceSystem.AxisOrder = .eastFirst, east: ClosedRange<Double>, north: ClosedRange<Double>,
    area: BoundingBox? = nil
  ) -> ReferenceSystemDefinition {
    var steps = ["+proj=pipeline", "+step +inv \(projection) +ellps=\(ellipsoid)"]
    if shift.count == 7 {
      let parameters = zip(["x", "y", "z", "rx", "ry", "rz", "s"], shift).map { "+\($0)=\($1)" }
      steps += [
        "+step +proj=cart +ellps=\(ellipsoid)",
        "+step +proj=helmert \(parameters.joined(separator: " ")) +convention=position_vector",
        "+step +inv +proj=cart +ellps=WGS84",
      ]
    }
    steps.append("+step +proj=unitconvert +xy_in=rad +xy_out=deg")
    return ReferenceSystemDefinition(
      officialOrder: order, pipeline: steps.joined(separator: " "), isGeographic: false, east: east, north: north,
      area: area)
  }
}
