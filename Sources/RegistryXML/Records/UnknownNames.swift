internal import CEmbeddedFiles
internal import DirectoryModel
internal import Primitives

/// Finds names of elements and attributes that the native format does not have, such as misspelt ones.
///
/// A document has few different names, so that this costs nothing per record; whether a name stands where it may is for
/// the XML Schema.
struct UnknownNames {
  /// The names that the schema declares.
  private static let known: Set<String> = {
    var names: Set<String> = ["lang", "space", "base"]
    let schema = String(embedded_mutual_aid_xsd())
    for part in schema.split(separator: "name=\"").dropFirst() {
      names.insert(String(part.prefix { $0 != "\"" }))
    }
    return names
  }()

  private var checked = NativeName.allCases.count

  /// What is wrong with the names that are new in a batch, each reported once with the line where it stands first.
  mutating func problems(in batch: RecordBatch) -> [Problem] {
    guard batch.names.count > checked else { return [] }
    defer { checked = batch.names.count }
    return (checked..<batch.names.count).compactMap { index in
      let name = batch.names[index]
      guard name.isPlain || name.namespace == NativeFormat.namespace, !UnknownNames.known.contains(name.local) else {
        return nil
      }
      let guess =
        EditDistance.nearest(to: name.local, among: UnknownNames.known).map { "; did you mean '\($0)'?" } ?? ""
      return Problem(
        line: batch.line(ofName: UInt32(index)), severity: .warning, code: .unknownName,
        message: "the format has no element or attribute '\(name.local)': left out\(guess)")
    }
  }
}

extension RecordBatch {
  /// The line of the first element that has the name or an attribute of it; `nil` when only skipped ones have.
  fileprivate func line(ofName name: UInt32) -> Int? {
    for index in 0..<nodeCount {
      let node = nodes[index]
      if node.name == name { return Int(node.line) }
      for attribute in node.firstAttribute..<node.endAttribute where attributes[Int(attribute)].name == name {
        return Int(node.line)
      }
    }
    return nil
  }
}
