package import CEmbeddedFiles

extension [UInt8] {
  /// The bytes of a file that is part of the program.
  package init(_ file: embedded_file) {
    // The bytes are constants of the program: they are there, and unchanged, for as long as it runs.
    self.init(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }
}

extension String {
  /// The text of a file that is part of the program.
  package init(_ file: embedded_file) {
    self.init(decoding: [UInt8](file), as: UTF8.self)
  }
}
