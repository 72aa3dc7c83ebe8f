import Coverage
import DirectoryModel
import Testing

@Suite struct ActionPlanTests {
  private static func point(_ kind: ActionPoint.Kind, _ people: Int, of service: Service = .fire) -> ActionPoint {
    ActionPoint(kind: kind, service: service, step: 1, people: people, cumulative: people, edits: [])
  }

  @Test func aKindOfLargeStepsHidesNoOtherKind() {
    let staffing = (1...5).map { ActionPlanTests.point(.staffing(station: "s\($0)"), 100_000 - $0) }
    let agreement = ActionPlanTests.point(.agreement(lender: "DE", borrower: "NL", band: 10_000), 3)
    let idle = ActionPlanTests.point(.moveUp(unit: "u", from: "s1", to: "s2"), 0)
    let other = ActionPlanTests.point(.staffing(station: "s1"), 7, of: .ambulance)
    let plan = ActionPlan(points: staffing + [other, agreement, idle])
    #expect(plan.foremost(for: .fire, ofEachKind: 3) == staffing.prefix(3) + [agreement])
    #expect(plan.foremost(for: .fire, ofEachKind: 9) == staffing + [agreement])
    #expect(plan.foremost(for: .ambulance, ofEachKind: 3) == [other])
    #expect(plan.foremost(for: .civilProtection, ofEachKind: 3).isEmpty)
    #expect(plan.foremost(for: .fire, ofEachKind: 0).isEmpty)
  }
}
