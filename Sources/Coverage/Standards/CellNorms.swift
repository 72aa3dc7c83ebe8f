internal import DirectoryModel

/// Which norm applies to each cell, for every service.
struct CellNorms: Sendable {
  /// The norms that apply to any cell, by service.
  private(set) var norms: [Service: [Norm]] = [:]
  /// By service and cell: the position of its norm among those of the service; -1 where none applies.
  private(set) var indices: [Service: [Int32]] = [:]
  let selection: NormSelection

  /// Cells that are alike in all that decides which norms judge them.
  struct Kind: Sendable {
    var country: CountryCode
    var region: RegionCode?
    /// People of all its cells.
    var people = 0
  }

  /// How cells of one kind are judged, for one service.
  struct Judgement: Sendable {
    /// The position of the norm among those of the service; -1 for none.
    var norm: Int32
    /// Why nothing judges them; `nil` where something does.
    var reason: NotJudged?
    /// What is to be known of their figures.
    var marks: Set<CoverageMark> = []
  }

  /// The kinds of cells that there are.
  let kinds: [Kind]
  /// By cell: the position of its kind.
  let kindOf: [Int32]
  /// By service and kind.
  private(set) var judgements: [Service: [Judgement]] = [:]

  /// Finds the norm of each service that holds in each cell.
  ///
  /// - Parameters:
  ///   - cells: the cells.
  ///   - selection: the norms that hold.
  ///   - services: the services to be judged.
  ///   - known: the area setting of each cell; `nil` for the settings that the cells among themselves have.
  ///   - ground: how much is known of the units around each cell; `nil` for everything.
  init(
    cells: [DemandCell], norms selection: NormSelection, services: [Service], settings known: [AreaSetting]? = nil,
    ground: JudgedGround? = nil
  ) {
    self.selection = selection
    struct Key: Hashable {
      var country: CountryCode
      var region: RegionCode?
      var setting: AreaSetting
      var ground: UInt16
    }
    let asking = selection.countriesAsking(for: services)
    let settings =
      asking.isEmpty ? nil : known ?? AreaSetting.settings(at: cells, among: cells, in: asking)
    // The norm is looked up once per kind of cell, and the kinds are found once for all services.
    var numbers: [Key: Int] = [:]
    var keys: [Key] = []
    var kinds: [Kind] = []
    var last: (key: Key, kind: Int)?
    let kindOf = cells.indices.map { cell -> Int32 in
      let key = Key(
        country: cells[cell].host, region: cells[cell].region, setting: settings?[cell] ?? .rural,
        ground: ground?.kindOf[cell] ?? 0)
      // Neighbours in a file are of one kind as a rule.
      let kind = last.flatMap { $0.key == key ? $0.kind : nil } ?? numbers[key] ?? keys.count
      if kind == keys.count {
        numbers[key] = kind
        keys.append(key)
        kinds.append(Kind(country: key.country, region: key.region))
      }
      kinds[kind].people += cells[cell].people
      last = (key, kind)
      return Int32(kind)
    }
    self.kinds = kinds
    self.kindOf = kindOf
    for service in services {
      var found: [Norm] = []
      var positions: [String: Int32] = [:]
      let judgements = keys.map { key -> Judgement in
        let known = ground?.kinds[Int(key.ground)][service] ?? JudgedGround.Knowledge()
        if let reason = known.reason { return Judgement(norm: -1, reason: reason) }
        let norm = selection.norm(for: service, country: key.country, region: key.region, setting: key.setting)
        guard let norm else { return Judgement(norm: -1, reason: .noNorm) }
        if !known.lacking.isEmpty, norm.measures.contains(where: { $0.need.map(known.lacking.contains) ?? false }) {
          return Judgement(norm: -1, reason: .incompleteList)
        }
        let asksCrew = norm.asksCrew
        if asksCrew, known.crews == .typical { return Judgement(norm: -1, reason: .crewsNotListed) }
        var marks = known.marks.union(norm.mark.map { [$0] } ?? [])
        if asksCrew, known.crews == .typicalCounted { marks.insert(.typicalCrews) }
        if let position = positions[norm.id] { return Judgement(norm: position, marks: marks) }
        positions[norm.id] = Int32(found.count)
        found.append(norm)
        return Judgement(norm: Int32(found.count - 1), marks: marks)
      }
      norms[service] = found
      self.judgements[service] = judgements
      indices[service] = kindOf.map { judgements[Int($0)].norm }
    }
  }

  /// The norm that applies to a cell; `nil` where none does.
  func norm(of cell: Int, for service: Service) -> Norm? {
    guard let index = indices[service]?[cell], index >= 0 else { return nil }
    return norms[service]?[Int(index)]
  }
}
