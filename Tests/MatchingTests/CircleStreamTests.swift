import DirectoryModel
import Foundation
import Geodesy
import TestSupport
import Testing

@testable import Matching

@Suite struct CircleStreamTests {
  @Test(arguments: [false, true])
  func everyUnitIsGivenOnceAndNoneBelowTheBound(byTime: Bool) throws {
    var random = SplitMix64(seed: 40)
    for _ in 0..<40 {
      let centre = try random.place()
      let directory = DirectoryDouble()
      directory.units = try (0..<100).map { number in
        let reach = ([5000.0, 50_000, 20_000_000] as [Double]).randomElement(using: &random) ?? 0
        return unit(
          "u\(number)",
          at: random.oneIn(20)
            ? try random.place()
            : Geodesic.destination(
              from: centre, azimuth: .random(in: 0...360, using: &random),
              distance: .random(in: 0...reach, using: &random)))
      }
      let model = SpeedModel()
      var stream = stream(of: directory, around: centre, order: byTime ? .time(model) : .distance)
      var given: [UnitID] = []
      var bound = stream.bound
      while let next = try stream.next() {
        #expect(next.distance == Geodesic.distance(from: centre, to: next.unit.summary.coordinate))
        let value = byTime ? model.seconds(distance: next.distance, service: .fire, mobility: .road) : next.distance
        #expect(value >= bound)
        #expect(stream.bound >= bound)
        bound = stream.bound
        given.append(next.unit.summary.id)
      }
      #expect(given.sorted() == directory.units.map(\.id).sorted())
      #expect(stream.bound == .infinity)
    }
  }

  @Test func nearUnitsAreFoundWithoutLookingFar() throws {
    let centre = try place(50.8, 6.1)
    let directory = DirectoryDouble()
    directory.units = [unit("near", at: try place(50.81, 6.1)), unit("far", at: try place(40, 6))]
    var stream = stream(of: directory, around: centre)
    #expect(try stream.next()?.unit.summary.id == "near")
    #expect(directory.radii == [5000])
  }

  @Test func aLimitEndsTheSearchWithoutReadingTheWorld() throws {
    let directory = DirectoryDouble()
    directory.units = [unit("far", at: try place(40, 6))]
    var query = NearestQuery(place: try place(50.8, 6.1), time: Date(timeIntervalSince1970: 0))
    query.scope = .all
    query.rank = .distance
    query.limit = .distance(30_000)
    let matcher = Matcher(source: directory, vocabulary: Vocabulary(), agreements: [])
    let site = try matcher.site(of: query)
    var limited = try RankedSearch(
      MatchContext(query, at: site, matcher: matcher), scope: .all, rank: .distance, limit: query.limit)
    #expect(try limited.next() == nil)
    #expect((directory.radii.max() ?? 0) < 100_000)
    var unlimited = try RankedSearch(
      MatchContext(query, at: site, matcher: matcher), scope: .all, rank: .distance)
    #expect(try unlimited.next()?.unit.id == "far")
  }

  @Test func aUnitJustAtTheLimitIsWithinIt() throws {
    let centre = try place(50.8, 6.1)
    let directory = DirectoryDouble()
    directory.units = [unit("u", at: try place(51, 6.1))]
    let distance = Geodesic.distance(from: centre, to: try place(51, 6.1))
    let matcher = Matcher(source: directory, vocabulary: Vocabulary(), agreements: [])
    for (limit, expected) in [(distance.nextDown, 0), (distance, 1)] {
      var query = NearestQuery(place: centre, time: Date(timeIntervalSince1970: 0))
      query.scope = .all
      query.rank = .distance
      query.limit = .distance(limit)
      #expect(try matcher.nearest(query).matches.count == expected)
    }
  }

  @Test func tiesAcrossCirclesStillGoByID() throws {
    // At a limitless speed all units arrive at once: none may come before all have been seen.
    struct Instantly: TravelTime {
      let name = "instantly"
      func seconds(distance: Double, service: Service, mobility: Mobility) -> Double { 7 }
    }
    let directory = DirectoryDouble()
    directory.units = try ["d": 50.80, "c": 50.9, "b": 52, "a": -30].map { unit($0, at: try place($1, 6.1)) }
    var query = NearestQuery(place: try place(50.8, 6.1), time: Date(timeIntervalSince1970: 0))
    query.scope = .all
    let answer = try Matcher(source: directory, vocabulary: Vocabulary(), agreements: [], travel: Instantly())
      .nearest(query)
    #expect(answer.matches.map(\.unit.id) == ["a", "b", "c", "d"])
  }

  @Test func countriesThatAreNotAskedForAreLeftOut() throws {
    let directory = DirectoryDouble()
    directory.units = try (0..<9).map { number in
      unit("\(number)", country: ["NL", "BE", "DE"][number % 3], at: try place(50.8, 6 + Double(number) / 10))
    }
    for (countries, expected) in [
      (.all, 9), (.only(["NL", "BE"]), 6), (.except("DE"), 6), (.only([]), 0),
    ] as [(CandidateRequest.Countries, Int)] {
      var stream = stream(of: directory, around: try place(50.8, 6), countries: countries)
      var given = 0
      while try stream.next() != nil { given += 1 }
      #expect(given == expected)
    }
  }

  private func stream(
    of directory: DirectoryDouble, around place: Coordinate, countries: CandidateRequest.Countries = .all,
    order: CandidateRequest.Order = .distance
  ) -> CircleStream<DirectoryDouble> {
    CircleStream(
      source: directory,
      request: CandidateRequest(
        place: place, service: nil, countries: countries, needs: [], includesUnknown: true,
        time: Date(timeIntervalSince1970: 0), order: order), vocabulary: Vocabulary())
  }

  private func unit(_ id: UnitID, country: CountryCode = "NL", at coordinate: Coordinate) -> UnitSummary {
    UnitSummary(id: id, station: "s", service: .fire, type: "TS", country: country, coordinate: coordinate)
  }
}
