internal import DirectoryModel
internal import TextFormats

extension JSONWriter {
  /// Writes an identifier as its text; null for `nil`.
  mutating func member(_ key: String, _ id: (some DirectoryIdentifier)?) { member(key, id?.rawValue) }

  /// Writes identifiers as a list of their texts.
  mutating func member(_ key: String, _ ids: [some DirectoryIdentifier]) { member(key, ids.map(\.rawValue)) }
}

extension JSONValue {
  /// An identifier's text; null for `nil`.
  init(_ id: (some DirectoryIdentifier)?) { self.init(id?.rawValue) }
}

extension CountryCode? {
  /// The code; an empty text where the country is not known.
  var text: String { self?.rawValue ?? "" }
}
