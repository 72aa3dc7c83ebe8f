internal import DirectoryModel

/// Which norm applies to each cell, for every service.
struct CellNorms: Sendable {
  /// The norms that apply to any cell, by service.
  private(set) var norms: [Service: [Norm]] = [:]
  /// By service and cell: the position of its norm among those of the service; -1 where none applies.
  private(set) var indices: [Service: [Int32]] = [:]
  private let selection: NormSelection

  /// Finds the norm of each service that holds in each cell.
  ///
  /// - Parameters:
  ///   - cells: the cells.
  ///   - selection: the norms that hold.
  ///   - services: the services to be judged.
  ///   - known: the area setting of each cell; `nil` for the settings that the cells among themselves have.
  ///   - isCounted: whether a service is counted in a country and region at all; `nil` for everywhere.
  init(
    cells: [DemandCell], norms selection: NormSelection, services: [Service], settings known: [AreaSetting]? = nil,
    isCounted: ((Service, _ country: CountryCode, _ region: RegionCode?) -> Bool)? = nil
  ) {
    self.selection = selection
    struct Key: Hashable {
      var country: CountryCode
      var region: RegionCode?
      var setting: AreaSetting
    }
    let asking = Set(
      services.flatMap { service in
        Set(selection.norms.map(\.country)).filter { selection.dependsOnSetting(service, country: $0) }
      })
    let settings = asking.isEmpty ? nil : known ?? CellNorms.settings(of: cells, in: asking)
    // The norm is looked up once per kind of cell, and the kinds are found once for all services.
    var kinds: [Key: Int] = [:]
    var keys: [Key] = []
    var last: (key: Key, kind: Int)?
    let kindOf = cells.indices.map { cell in
      let key = Key(
        country: cells[cell].host, region: cells[cell].region, setting: settings?[cell] ?? .rural)
      // Neighbours in a file are of one kind as a rule.
      if let last, last.key == key { return last.kind }
      let kind = kinds[key] ?? keys.count
      if kind == keys.count {
        kinds[key] = kind
        keys.append(key)
      }
      last = (key, kind)
      return kind
    }
    for service in services {
      var found: [Norm] = []
      var positions: [String: Int32] = [:]
      let byKind = keys.map { key -> Int32 in
        guard isCounted?(service, key.country, key.region) ?? true,
          let norm = selection.norm(for: service, country: key.country, region: key.region, setting: key.setting)
        else { return -1 }
        if let position = positions[norm.id] { return position }
        positions[norm.id] = Int32(found.count)
        found.append(norm)
        return Int32(found.count - 1)
      }
      norms[service] = found
      indices[service] = kindOf.map { byKind[$0] }
    }
  }

  /// The settings of the cells of some countries; others are taken for rural, which makes no difference to their norms.
  private static func settings(of cells: [DemandCell], in countries: Set<CountryCode>) -> [AreaSetting] {
    let asked = cells.indices.filter { countries.contains(cells[$0].host) }
    var settings = Array(repeating: AreaSetting.rural, count: cells.count)
    for (cell, setting) in zip(asked, AreaSetting.settings(at: asked.map { cells[$0] }, among: cells)) {
      settings[cell] = setting
    }
    return settings
  }

  /// What a norm asks of a unit, as units are marked.
  func need(of norm: Norm) -> NeedSet { selection.need(of: norm) }

  /// The norm that applies to a cell; `nil` where none does.
  func norm(of cell: Int, for service: Service) -> Norm? {
    guard let index = indices[service]?[cell], index >= 0 else { return nil }
    return norms[service]?[Int(index)]
  }
}
