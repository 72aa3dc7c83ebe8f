package import TextFormats

// The generic forms are here and not beside the writer, because generic code is specialised within its module alone.
extension JSONWriter {
  /// Writes an array of what the closure writes of each element: one value.
  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    array { writer in
      for element in elements { writer.element { body(&$0, element) } }
    }
  }

  /// Writes a member that is an array of texts.
  package mutating func member(_ key: String, _ texts: some Sequence<String>) {
    member(key) { $0.array(texts) { $0.write($1) } }
  }

  /// Writes a member that is an object, or null where there is nothing to make it of.
  package mutating func member<Value>(_ key: String, _ value: Value?, object body: (inout JSONWriter, Value) -> Void) {
    member(key) { writer in
      guard let value else { return writer.writeNull() }
      writer.object { body(&$0, value) }
    }
  }
}
