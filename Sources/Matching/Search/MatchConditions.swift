package import DirectoryModel

/// What is other than usual while a question is asked, as a scenario has it.
///
/// Travel takes `slowness` times as long for everybody, and for single units longer still; units of some countries may not
/// cross the border to the incident.
package struct MatchConditions: Hashable, Sendable {
  /// A country whose units of one service may not come.
  package struct ClosedBorder: Hashable, Sendable {
    /// The units' home country.
    package var lender: CountryCode
    /// Their service.
    package var service: Service

    /// Makes one.
    package init(lender: CountryCode, service: Service) {
      self.lender = lender
      self.service = service
    }
  }

  /// By how much travel takes longer than usual, for all units of a service.
  package var slowness: Slowness
  /// By unit: by how much its travel takes longer beyond that, 1 or more; as long for those not named.
  package var unitSlowness: [UnitID: Double]
  /// Whose units may not come to the incident.
  package var closedBorders: Set<ClosedBorder>

  /// Makes conditions; all as usual where nothing is said.
  package init(
    slowness: Slowness = Slowness(), unitSlowness: [UnitID: Double] = [:], closedBorders: Set<ClosedBorder> = []
  ) {
    self.slowness = slowness
    self.unitSlowness = unitSlowness
    self.closedBorders = closedBorders
  }

  /// By how much a unit's travel takes longer than that of others.
  func slowness(ofUnit id: UnitID) -> Double { unitSlowness.isEmpty ? 1 : unitSlowness[id] ?? 1 }

  /// Whether the border lets a unit come.
  func letPass(_ unit: UnitSummary) -> Bool {
    closedBorders.isEmpty || !closedBorders.contains(ClosedBorder(lender: unit.country, service: unit.service))
  }
}

/// A model by which travel takes so many times as long as by another.
struct SlowedTravel: TravelTime {
  let model: any TravelTime
  let slowness: Slowness

  var name: String { model.name }

  func seconds(distance: Double, service: Service, mobility: Mobility) -> Double {
    model.seconds(distance: distance, service: service, mobility: mobility) * slowness.of(service)
  }
}
