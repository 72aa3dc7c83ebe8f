extension Element {
  /// A number for all that the element says, children included; attributes with some names do not count.
  func fingerprint(leavingOut names: Set<String> = []) -> Int {
    var hasher = Hasher()
    func mix(_ element: Element) {
      hasher.combine(element.name)
      for attribute in element.attributes where !names.contains(attribute.name.local) {
        hasher.combine(attribute.name.local)
        hasher.combine(attribute.value)
      }
      hasher.combine(element.text)
      for child in element.children { mix(child) }
    }
    mix(self)
    return hasher.finalize()
  }
}
