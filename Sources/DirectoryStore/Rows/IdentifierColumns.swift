internal import DirectoryModel
internal import GRDB

// Identifiers in columns of text. A row is read back whatever its text is: documents are checked when they are read.

extension Row {
  subscript<ID: OpaqueIdentifier>(index: Int) -> ID { ID(self[index] as String) }

  subscript<ID: OpaqueIdentifier>(name: String) -> ID { ID(self[name] as String) }

  subscript<ID: OpaqueIdentifier>(index: Int) -> ID? { (self[index] as String?).map { ID($0) } }

  subscript<ID: OpaqueIdentifier>(name: String) -> ID? { (self[name] as String?).map { ID($0) } }

  subscript(index: Int) -> CountryCode { CountryCode(unchecked: self[index]) }

  subscript(name: String) -> CountryCode { CountryCode(unchecked: self[name]) }
}
