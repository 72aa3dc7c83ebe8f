internal import Coverage
internal import DirectoryModel
internal import DirectoryStore
internal import Geodesy
internal import PopulationData
internal import Primitives
internal import RegistryXML

extension Directory {
  /// The norms of a question's files; `nil` where it names none.
  func norms(of query: CoverageQuery) throws -> [Norm]? {
    guard !query.normFiles.isEmpty else { return nil }
    return try query.normFiles.flatMap { file in
      try contents(of: file, asked: "norms") { if case .norms(let norms) = $0 { norms } else { nil } }
    }
  }

  /// The people whom a question is about, and what they are called.
  func people(of query: CoverageQuery) throws -> (name: String, cells: [DemandCell]) {
    switch query.population {
    case .directory(let asked):
      if let asked, case let known = try store.populations().map(\.id), !known.contains(asked) {
        let guess = EditDistance.nearest(to: asked, among: known)
        throw MutualAidError(
          .unknownPopulation, "there is no population '\(asked)' in the directory, nor such a file",
          hint: guess.map { .didYouMean($0) } ?? .known(known))
      }
      guard let id = try asked ?? store.defaultPopulation() else {
        throw MutualAidError(
          .nothingToCount, "there are no people in the directory",
          hint: .importFirst(.population))
      }
      return (id, try store.demandCells(of: id))
    case .file(let asked):
      let name = asked.name.split(separator: "/").last.map(String.init) ?? asked.name
      let document = try DocumentFile(path: asked.path)
      if document.rootName == ReferenceDocument.Kind.population.rawValue {
        let cells = try contents(of: asked, asked: "population") {
          if case .population(let people) = $0 { people.cells } else { nil }
        }
        return (name, cells)
      }
      let file = try PopulationFile(document)
      let wrong = file.problems.filter { $0.severity == .error }
      if let problem = wrong.first {
        throw MutualAidError(
          .headerInvalid, "\(asked.name): \(problem.message)", line: problem.line,
          hint: "\(wrong.count) rows are wrong: correct them, or import the file, which leaves them out.")
      }
      return (name, file.cells)
    }
  }

  /// What documents of a kind in a file say.
  private func contents<Value>(
    of file: QuestionFile, asked kind: String, _ values: (ReferenceContent) -> [Value]?
  ) throws -> [Value] {
    var found: [Value] = []
    var hasFound = false
    var problems: [Problem] = []
    let receive = { (record: DirectoryRecord) in
      switch record {
      case .reference(_, let content, _):
        if let values = values(content) {
          hasFound = true
          found += values
        }
      case .problem(let problem) where problem.severity == .error: problems.append(problem)
      default: break
      }
    }
    do {
      _ = try DirectoryReader().read(path: file.path, receive: receive)
    } catch let error as MutualAidError {
      throw MutualAidError(
        error.code, "\(file.name): \(error.text)", place: error.place.with(file: file.name), hint: error.hint)
    }
    if let problem = problems.first {
      throw MutualAidError(
        .headerInvalid, "\(file.name): \(problem.message)", line: problem.line, hint: "Correct the file.")
    }
    guard hasFound else {
      throw MutualAidError(
        .unknownFormat, "\(file.name) is no document of \(kind)", hint: "Expected one that starts with <\(kind)>.")
    }
    return found
  }

  /// The positions of the cells of some regions.
  func counted(_ cells: [DemandCell], regions: [RegionCode]) throws -> [Int] {
    guard !cells.isEmpty else {
      throw MutualAidError(
        .nothingToCount, "nobody lives where the boundaries in the directory reach",
        hint: .importFirst(.boundaries))
    }
    guard !regions.isEmpty else { return Array(cells.indices) }
    var regions = regions
    var municipalities: Set<String> = []
    let codes = Set(cells.compactMap(\.country?.rawValue) + cells.compactMap(\.region?.rawValue))
    // By their beginnings, so that each place is looked up by its own few and not by all that are asked for.
    var beginnings: Set<Substring> = []
    for code in codes { for length in 0...code.count { beginnings.insert(code.prefix(length)) } }
    for region in regions where !beginnings.contains(region.rawValue[...]) {
      // Not the beginning of a code of people: a name, or a municipality.
      let named = try store.areas(named: region.rawValue)
      let known = named.isEmpty ? try store.municipality(code: region.rawValue).map { [$0] } ?? [] : named
      municipalities.formUnion(known.lazy.filter { $0.level == .municipality }.map(\.code))
      regions += known.lazy.filter { $0.level == .region && codes.contains($0.code) }.map { RegionCode($0.code) }
      guard known.isEmpty else { continue }
      let guess = EditDistance.nearest(to: region.rawValue, among: codes)
      throw MutualAidError(
        .unknownRegion, "nobody lives in a region or municipality of that name, or whose code begins with '\(region)'",
        hint: guess.map { .didYouMean($0) } ?? "Codes are those of the boundaries document.")
    }
    let asked = Set(regions.map { $0.rawValue[...] })
    let isAsked = { (code: String) in (0...code.count).contains { asked.contains(code.prefix($0)) } }
    let counted = codes.filter(isAsked)
    let outlines = LatitudeBands(municipalities.isEmpty ? [] : try store.municipalityOutlines(municipalities))
    return cells.indices.filter { index in
      [cells[index].country?.rawValue, cells[index].region?.rawValue].contains { $0.map(counted.contains) == true }
        || !municipalities.isEmpty && !outlines.outlines(holding: cells[index].place).isEmpty
    }
  }
}
