import Coverage
import DirectoryModel
import Geodesy
import TestSupport
import Testing

@Suite struct AreaSettingTests {
  private func cell(_ place: Coordinate, _ people: Int) -> DemandCell {
    DemandCell(code: "c", place: place, country: "DE", people: people)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func settingsAreThoseOfCountingAllAround(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    // Towns of some hundred metres up to some kilometres, one on the other, and lonely places.
    let cells = try (0..<400).map { _ in
      let spread = [0.000001, 0.01, 0.05, 0.3][Int.random(in: 0..<4, using: &random)]
      let place = try random.place(latitudes: 50...(50 + spread), longitudes: 6...(6 + spread))
      return cell(place, random.oneIn(3) ? 0 : Int.random(in: 0...400, using: &random))
    }
    let points = cells.map { SurfacePoint($0.place) }
    let plain = points.map { point -> AreaSetting in
      let people = zip(points, cells).filter { point.distance(to: $0.0) <= AreaSetting.radius }.map(\.1.people)
        .reduce(0, +)
      return Double(people) >= 300 * 9 * .pi ? .urban : .rural
    }
    #expect(AreaSetting.settings(of: cells) == plain)
    #expect(Set(plain).count == 2)
  }

  @Test(.timeLimit(.minutes(1)))
  func manyCellsAtOnePlaceAreCountedAtOnce() throws {
    // Looked at one by one, all around each, they would take hours.
    let place = try place(50.77, 6.02)
    let nobody = (0..<100_000).map { cell(place, $0 == 7 ? 8_482 : 0) }
    #expect(AreaSetting.settings(of: nobody).allSatisfy { $0 == .rural })
    #expect(AreaSetting.settings(of: nobody + [cell(place, 1)]).allSatisfy { $0 == .urban })
  }
}
