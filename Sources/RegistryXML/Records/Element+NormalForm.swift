internal import DirectoryModel

extension Element {
  /// The element in normal form: our namespace, two spaces of indentation, white space in texts collapsed, no comments.
  ///
  /// Two documents that say the same in the same order have the same normal form.
  func normalForm() throws(MutualAidError) -> String {
    let writer = try XMLWriter()
    write(to: writer, root: true)
    return try writer.take()
  }

  private func write(to writer: XMLWriter, root: Bool) {
    writer.start(name)
    if root { writer.attribute("xmlns", NativeFormat.namespace) }
    for attribute in attributes where attribute.name.isPlain {
      writer.attribute(attribute.name.local == "lang" ? "xml:lang" : attribute.name.local, attribute.value)
    }
    if hasChildren {
      for child in children { child.write(to: writer, root: false) }
    } else {
      let text = text
      if !text.isEmpty { writer.text(text) }
    }
    writer.end()
  }
}
