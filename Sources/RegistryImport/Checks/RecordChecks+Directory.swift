internal import DirectoryModel
internal import DirectoryStore
internal import RegistryXML

extension RecordChecks {
  /// Makes the checks by what is in a directory.
  ///
  /// - Throws: `MutualAidError` when its vocabulary or boundaries cannot be read.
  init(by store: DirectoryStore, fixesSwappedAxes: Bool = false) throws {
    var agreements: [String: [Agreement]] = [:]
    for document in try store.documents(.agreements) {
      if case .agreements(let found) = try document.content() { agreements[document.id] = found }
    }
    let vocabularies = try store.documents(.vocabulary)
    self.init(
      vocabulary: try Vocabulary(documents: vocabularies),
      outlines: CountryOutlines(lines: try store.countryOutlines(), cuts: try store.countryCuts()),
      places: ReferencePlaces(try store.referencePlaces()),
      agreements: AgreementChecks(documents: agreements, regions: try store.areaCodes()),
      barriers: BarrierChecks(try store.barriers().barriers),
      documents: vocabularies + (try store.documents(.boundaries)) + (try store.documents(.places)),
      fixesSwappedAxes: fixesSwappedAxes)
  }
}
