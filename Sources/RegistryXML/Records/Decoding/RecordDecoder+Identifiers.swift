internal import DirectoryModel

extension RecordDecoder {
  /// An id that must be there: an empty one, of a record that is left out, where it is not.
  mutating func required<ID: OpaqueIdentifier>(_ name: NativeName, of element: Element) -> ID {
    ID(required(name, of: element) as String)
  }

  mutating func text<ID: OpaqueIdentifier>(_ name: NativeName, of element: Element) -> ID? {
    (text(name, of: element) as String?).map { ID($0) }
  }

  mutating func reference<ID: OpaqueIdentifier>(_ name: NativeName, of element: Element) -> ID? {
    (reference(name, of: element) as String?).map { ID($0) }
  }

  /// A country; `nil` where there is none, or where the code is no code, which is reported of the attribute `country`.
  mutating func country(_ name: NativeName = .country, of element: Element) -> CountryCode? {
    (text(name, of: element) as String?).map { CountryCode(unchecked: $0) }
  }

  /// A country that must be there: an unassigned one, of a record that is left out, where it is not.
  mutating func requiredCountry(of element: Element) -> CountryCode {
    CountryCode(stored: required(.country, of: element)) ?? .unassigned
  }
}
