import Geodesy
import TestSupport
import Testing

/// A place with its numbers in one reference system, easting first.
struct GoldenPoint: Sendable {
  let code: Int
  let latitude: Double
  let longitude: Double
  let east: Double
  let north: Double

  init(_ code: Int, _ latitude: Double, _ longitude: Double, _ east: Double, _ north: Double) {
    self.code = code
    self.latitude = latitude
    self.longitude = longitude
    self.east = east
    self.north = north
  }

  /// Computed with PROJ 9.5.1: for 28992, 31370 and 2169 with the seven parameters of the national agencies (`cs2cs` with
  /// `+towgs84`), for the others with the EPSG definitions (pyproj: `Transformer.from_crs(4326, CODE).transform(LAT, LON)`).
  static let all = [
    // Maastricht
    GoldenPoint(28992, 50.8486, 5.6889, 176_248.4, 317_684.1),
    GoldenPoint(31370, 50.8486, 5.6889, 242_963.8, 171_738.2),
    GoldenPoint(25832, 50.8486, 5.6889, 266_932.4, 5_638_213.9),
    GoldenPoint(3035, 50.8486, 5.6889, 4_017_580.8, 3_090_841.2),
    GoldenPoint(3812, 50.8486, 5.6889, 742_962.57, 671_749.70),
    GoldenPoint(25831, 50.8486, 5.6889, 689_278.38, 5_636_434.24),
    GoldenPoint(3857, 50.8486, 5.6889, 633_285.45, 6_594_556.38),
    // Aachen
    GoldenPoint(28992, 50.7747, 6.0839, 204_145.5, 309_652.7),
    GoldenPoint(31370, 50.7747, 6.0839, 270_965.0, 164_088.6),
    GoldenPoint(25832, 50.7747, 6.0839, 294_406.8, 5_628_825.7),
    GoldenPoint(3035, 50.7747, 6.0839, 4_044_912.2, 3_081_067.2),
    GoldenPoint(3812, 50.7747, 6.0839, 770_964.44, 664_103.45),
    GoldenPoint(25831, 50.7747, 6.0839, 717_421.38, 5_629_305.92),
    GoldenPoint(3857, 50.7747, 6.0839, 677_256.65, 6_581_537.11),
    // The tripoint at Vaals
    GoldenPoint(28992, 50.7546, 6.0208, 199_713.9, 307_376.2),
    GoldenPoint(31370, 50.7546, 6.0208, 266_565.3, 161_752.3),
    GoldenPoint(25832, 50.7546, 6.0208, 289_868.8, 5_626_768.6),
    GoldenPoint(3035, 50.7546, 6.0208, 4_040_348.0, 3_079_074.0),
    // Putte
    GoldenPoint(28992, 51.3586, 4.3936, 85_794.9, 374_848.8), GoldenPoint(31370, 51.3586, 4.3936, 151_730.3, 227_648.8),
    GoldenPoint(25832, 51.3586, 4.3936, 179_344.8, 5_699_781.3),
    GoldenPoint(3035, 51.3586, 4.3936, 3_930_926.3, 3_153_616.3),
    GoldenPoint(3812, 51.3586, 4.3936, 651_723.14, 727_648.96),
    GoldenPoint(25831, 51.3586, 4.3936, 597_030.54, 5_690_625.56),
    // Baarle
    GoldenPoint(28992, 51.4450, 4.9292, 123_159.7, 384_089.7),
    GoldenPoint(31370, 51.4450, 4.9292, 188_966.6, 237_409.1),
    GoldenPoint(25832, 51.4450, 4.9292, 217_147.7, 5_707_176.1),
    GoldenPoint(3035, 51.4450, 4.9292, 3_968_784.0, 3_160_484.7),
    // Luxembourg
    GoldenPoint(31370, 49.6117, 6.1319, 277_422.4, 34_844.3), GoldenPoint(2169, 49.6117, 6.1319, 77_382.1, 75_230.9),
    GoldenPoint(25832, 49.6117, 6.1319, 292_814.7, 5_499_410.4),
    GoldenPoint(3035, 49.6117, 6.1319, 4_041_546.9, 2_951_684.4),
    GoldenPoint(3812, 49.6117, 6.1319, 777_437.11, 534_860.99),
    GoldenPoint(25831, 49.6117, 6.1319, 726_238.72, 5_500_171.01),
    // Isselburg
    GoldenPoint(28992, 51.8333, 6.4667, 229_404.9, 427_741.7),
    GoldenPoint(25832, 51.8333, 6.4667, 325_455.7, 5_745_532.3),
    GoldenPoint(3035, 51.8333, 6.4667, 4_077_550.2, 3_197_350.6),
    GoldenPoint(25831, 51.8333, 6.4667, 738_839.45, 5_748_181.53),
    GoldenPoint(3857, 51.8333, 6.4667, 719_869.75, 6_770_039.90),
    // Brussels, Oostende, Arlon
    GoldenPoint(3812, 50.8467, 4.3525, 648_855.04, 670_699.95),
    GoldenPoint(3812, 51.2302, 2.92, 548_804.07, 714_337.25),
    GoldenPoint(3812, 49.6833, 5.8167, 754_505.03, 542_327.82),
    // Degrees are degrees.
    GoldenPoint(4326, 50.8486, 5.6889, 5.6889, 50.8486), GoldenPoint(4258, 50.8486, 5.6889, 5.6889, 50.8486),
  ]
}

struct CoordinateTransformationTests {
  @Test("Places known in both systems are met within a metre", arguments: GoldenPoint.all)
  func knownPlaces(point: GoldenPoint) throws {
    let system = try #require(ReferenceSystem(code: point.code, order: .eastFirst))
    let found = try #require(try CoordinateTransformation(from: system).coordinate(point.east, point.north))
    #expect(Geodesic.distance(from: found, to: try place(point.latitude, point.longitude)) < 1)
  }

  @Test(
    "A system with north first gives the same place from the numbers in the other order", arguments: GoldenPoint.all)
  func northFirst(point: GoldenPoint) throws {
    let system = try #require(ReferenceSystem(code: point.code, order: .northFirst))
    let found = try CoordinateTransformation(from: system).coordinate(point.north, point.east)
    #expect(found == (try CoordinateTransformation(from: system.exchanged).coordinate(point.east, point.north)))
    #expect(found != nil)
  }

  /// Lambert 72 and 2008, the grid of Luxembourg and Web Mercator have numbers of one size on both axes, so that only the
  /// boundary of the registry's country can tell there.
  @Test(
    "Exchanged numbers give no place where the two axes differ, and one far from the region on the European grid",
    arguments: GoldenPoint.all.filter { [28992, 25831, 25832, 3035].contains($0.code) })
  func exchangedNumbers(point: GoldenPoint) throws {
    let system = try #require(ReferenceSystem(code: point.code, order: .eastFirst))
    let found = try CoordinateTransformation(from: system).coordinate(point.north, point.east)
    if point.code == 3035 {
      #expect(!BoundingBox(south: 49.0, west: 2.3, north: 53.7, east: 9.6).contains(try #require(found)))
    } else {
      #expect(found == nil)
    }
  }

  @Test(
    "Numbers that are none, endless or far out give no place",
    arguments: ReferenceSystem.writtenOutCodes,
    [
      (Double.nan, 1), (1, .nan), (.infinity, 1), (1, -.infinity), (.signalingNaN, .nan), (1e300, 1e300),
      (-1e300, 5), (1e12, 1e12), (.greatestFiniteMagnitude, -.greatestFiniteMagnitude), (1e8, 1e8),
    ])
  func noPlace(code: Int, numbers: (Double, Double)) throws {
    let system = try #require(ReferenceSystem(code: code, order: .eastFirst))
    let transformation = try CoordinateTransformation(from: system)
    #expect(transformation.coordinate(numbers.0, numbers.1) == nil)
    #expect(transformation.coordinate(numbers.1, numbers.0) == nil)
  }

  @Test("After numbers without a place, the next good ones are met", arguments: [28992, 31370, 3035, 3857])
  func recovery(code: Int) throws {
    let point = try #require(GoldenPoint.all.first { $0.code == code })
    let transformation = try CoordinateTransformation(from: try #require(ReferenceSystem(name: "EPSG:\(code)")))
    let before = transformation.coordinate(point.east, point.north)
    #expect(transformation.coordinate(1e30, -1e30) == nil)
    #expect(before != nil && transformation.coordinate(point.east, point.north) == before)
  }

  @Test("Degrees in a system of metres are far outside it", arguments: [28992, 31370, 3812, 25831, 25832, 3035, 2169])
  func degreesForMetres(code: Int) throws {
    let transformation = try CoordinateTransformation(from: try #require(ReferenceSystem(name: "EPSG:\(code)")))
    #expect(transformation.coordinate(5.6889, 50.8486) == nil)
  }

  @Test("Metres in a system of degrees are no place", arguments: ["EPSG:4326", "urn:ogc:def:crs:EPSG::4258"])
  func metresForDegrees(name: String) throws {
    let transformation = try CoordinateTransformation(from: try #require(ReferenceSystem(name: name)))
    #expect(transformation.coordinate(176_248.4, 317_684.1) == nil)
  }

  @Test("Threads with a transformation each get the same places as one thread alone")
  func threads() async throws {
    let points = GoldenPoint.all
    func places() throws -> [Coordinate?] {
      let transformations = try Dictionary(
        uniqueKeysWithValues: ReferenceSystem.writtenOutCodes.map { code in
          (code, try CoordinateTransformation(from: try #require(ReferenceSystem(code: code, order: .eastFirst))))
        })
      return (0..<50).flatMap { _ in points.map { transformations[$0.code]?.coordinate($0.east, $0.north) } }
    }
    let alone = try places()
    #expect(!alone.contains(nil))
    try await withThrowingTaskGroup(of: [Coordinate?].self) { group in
      for _ in 0..<8 { group.addTask { try places() } }
      for try await found in group { #expect(found == alone) }
    }
  }
}
