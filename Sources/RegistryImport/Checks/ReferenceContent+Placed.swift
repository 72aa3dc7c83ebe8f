internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

extension ReferenceDocument.Kind {
  /// Whether documents of the kind have rows beside their text.
  var isPlaced: Bool { self == .boundaries || self == .population }
}

extension ReferenceContent {
  /// What is kept in rows beside the text, to be found by place.
  var placed: StoreChange.Placed {
    switch self {
    case .boundaries(let areas): StoreChange.Placed(areas: areas)
    case .population(let people): StoreChange.Placed(cells: people.cells, totals: people.totals)
    default: StoreChange.Placed()
    }
  }
}
