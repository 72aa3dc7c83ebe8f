internal import DirectoryModel

/// How the native format writes the points of postcodes and municipalities.
extension RecordDecoder {
  mutating func places(_ element: Element) -> [ReferencePlace] {
    var places: [ReferencePlace] = []
    for child in element.children(.place) {
      let country = requiredCountry(of: child)
      guard let coordinate = coordinate(of: child) else { continue }
      let reach = number(.reachKm, of: child) ?? 0
      let names: [(ReferencePlace.Kind, String?)] = [
        (.postcode, text(.postcode, of: child)), (.municipality, text(.municipality, of: child)),
      ]
      for case (let kind, let name?) in names {
        places.append(
          ReferencePlace(country: country, kind: kind, name: name, coordinate: coordinate, reach: reach * 1_000))
      }
      if names.allSatisfy({ $0.1 == nil }) {
        fail(.valueMissing, "<place> needs a postcode or a municipality", at: child)
      }
    }
    return places
  }
}
