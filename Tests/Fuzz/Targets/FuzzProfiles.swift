import DirectoryModel
import Foundation
import RegistryXML
import TestSupport

/// Profile files, and paths, each tried on a small document.
///
/// An input is a profile; or a path, which a profile made here then has. A NUL may divide it from a document of its own.
enum FuzzProfiles {
  private static let folder = Result(catching: TemporaryFolder.init)

  static func run(_ bytes: [UInt8]) throws {
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first else { return }
    let profile = first.first == UInt8(ascii: "<") ? Data(first) : Data(profile(path: first).utf8)
    let file = try folder.get().file("profile.xml")
    try profile.write(to: URL(filePath: file))
    var options = ReadingOptions()
    options.profile = .file(file)
    do {
      _ = try DirectoryReader(options: options).read(bytes: parts.count > 1 ? Array(parts[1]) : document) { _ in }
    } catch is MutualAidError {}
  }

  private static func profile(path: ArraySlice<UInt8>) -> String {
    let path = String(decoding: path, as: UTF8.self).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("\"", with: "&quot;")
    return """
      <profile xmlns="urn:mutual-aid:profile:1.0" id="own" content="registry">
      <title>Own</title><description>Own</description><recognise root="r"/>
      <station element="s"><id path="@id"/><name path="\(path)"/><service path="k[\(path)]/@v|\(path)"/></station>
      </profile>
      """
  }

  private static let document = Array(
    """
    <r x="1"><s id="a" class="b"><n>Name</n><k v="fire">x</k><g><h><n a="1">deep</n></h></g><pos>50.8 5.9</pos></s>
    <s id="c"><n/><k v="ambulance"/><g><g><g><n>other</n></g></g></g><lat>50,8</lat><lon>5,9</lon></s></r>
    """.utf8)
}
