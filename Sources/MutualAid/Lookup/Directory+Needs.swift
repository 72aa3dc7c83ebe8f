internal import DirectoryModel
public import Matching

extension Directory {
  /// A question whose needs are capabilities of the vocabulary, as whatever was typed means them: a capability's name in any
  /// language, in any case; a vehicle type's code, which stands for what such a vehicle can do.
  ///
  /// What is not understood stays, and is told where the question is answered.
  public func resolved(_ query: NearestQuery) -> NearestQuery {
    var query = query
    query.needs = query.needs.flatMap { vocabulary.resolved($0) }
    return query
  }
}

extension Vocabulary {
  /// The needs that a word means: itself where it is a capability's code.
  ///
  /// A type's code means all that its vehicles can do, at any level: a vehicle that can do the same will do.
  fileprivate func resolved(_ need: Need) -> [Need] {
    guard capabilities[need.capability] == nil else { return [need] }
    let key = NameKey(need.capability)
    let named = capabilities.values.filter { definition in
      NameKey(definition.code).isSame(as: key)
        || definition.names.entries.contains { NameKey($0.text).isSame(as: key) }
    }
    if let definition = named.min(by: { $0.code < $1.code }) {
      return [Need(capability: definition.code, minimum: need.minimum)]
    }
    // Of several countries' types of one code, what all of them can do.
    let types = countries.compactMap { type(need.capability, country: $0) }
    guard need.minimum == nil, let first = types.first else { return [need] }
    let common = types.dropFirst().reduce(Set(first.capabilities.map(\.code))) { common, type in
      common.intersection(type.capabilities.map(\.code))
    }
    let needs = common.subtracting([Capability.crew]).sorted().map { Need(capability: $0) }
    return needs.isEmpty ? [need] : needs
  }
}
