import DirectoryModel
import Foundation
import GRDB
import Geodesy
import TestSupport
import Testing

@testable import DirectoryStore

/// Cells of people that are read by place.
@Suite struct DemandCellTests {
  /// A store with two documents whose cells lie among each other.
  private func store(_ random: inout SplitMix64, cells count: Int) throws -> DirectoryStore {
    let store = try DirectoryStore()
    for id in ["b", "a"] {
      var cells: [DemandCell] = []
      for number in 0..<count {
        let place = random.oneIn(3) ? try random.place() : try random.place(latitudes: 50...52, longitudes: 5...7)
        cells.append(DemandCell(code: "\(id)\(number)", place: place, country: "NL", people: number))
      }
      let document = ReferenceDocument(
        id: id, kind: .population, issued: Date(timeIntervalSince1970: 0), title: id, xml: "<x/>")
      try store.change { _ = try $0.put(document, placed: .init(cells: cells)) }
    }
    return store
  }

  @Test func cellsAroundPlacesAreAllThatLieThere() throws {
    var random = SplitMix64(seed: 91)
    let store = try store(&random, cells: 400)
    let all = try store.demandCells(of: "a")
    for _ in 0..<200 {
      var circles: [(centre: Coordinate, radius: Double)] = []
      for _ in 0..<[0, 1, 1, 2, 5][Int(random.next() % 5)] {
        let centre = random.oneIn(3) ? try random.place() : try random.place(latitudes: 50...52, longitudes: 5...7)
        let radius = ([0, 1000, 20_000, 300_000, 20_003_932] as [Double]).randomElement(using: &random) ?? 0
        circles.append((centre, radius))
      }
      let found = try store.demandCells(of: "a", around: circles)
      let expected = all.filter { cell in
        circles.contains { Geodesic.distance(from: $0.centre, to: cell.place) <= $0.radius }
      }
      #expect(Set(found.map(\.code)).isSuperset(of: expected.map(\.code)))
      // Each once, in the order of the document, and of no other document.
      #expect(all.filter(Set(found).contains) == found)
    }
  }

  @Test func thePopulationThatIsUsedIsTheUsualOneOrTheFirst() throws {
    var random = SplitMix64(seed: 92)
    #expect(try DirectoryStore().defaultPopulation() == nil)
    let store = try store(&random, cells: 3)
    #expect(try store.defaultPopulation() == "a")
    let usual = ReferenceDocument(
      id: "population", kind: .population, issued: Date(timeIntervalSince1970: 0), title: "P", xml: "<x/>")
    try store.change { _ = try $0.put(usual) }
    // It has no people yet.
    #expect(try store.defaultPopulation() == "a")
    let cell = DemandCell(code: "1", place: try place(51, 6), country: "NL", people: 1)
    try store.change { _ = try $0.put(usual.titled("Q"), placed: .init(cells: [cell])) }
    #expect(try store.defaultPopulation() == "population")
    #expect(try store.documents(.population).map(\.id) == ["a", "b", "population"])
  }

  /// With another plan every question about a place reads the cells of whole countries, many times over.
  @Test func cellsAreFoundByTheirPlace() throws {
    var random = SplitMix64(seed: 93)
    let store = try store(&random, cells: 50)
    for isAnalysed in [false, true] {
      if isAnalysed { try store.database.write { try $0.execute(sql: "ANALYZE") } }
      let plan = try store.read { database in
        let statement = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + DirectoryStore.cellsInRange)
        statement.setUncheckedArguments([1, 2, "a"])
        return try Row.fetchAll(statement).map { $0["detail"] as String }
      }
      #expect(plan.contains { $0.contains("USING INDEX demand_cell_place (place>? AND place<?)") }, "\(plan)")
    }
  }
}

extension ReferenceDocument {
  /// The same with another title.
  fileprivate func titled(_ title: String) -> ReferenceDocument {
    ReferenceDocument(id: id, kind: kind, issued: issued, title: title, xml: xml)
  }
}
