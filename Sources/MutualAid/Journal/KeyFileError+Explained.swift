package import DirectoryModel
package import Journal

extension KeyFileError {
  /// The error for people.
  package var explained: MutualAidError {
    switch reason {
    case .inaccessible(let why):
      MutualAidError(
        .keyUnusable, "the key file \(path) cannot be used: \(why)",
        hint: "Check the path, the permissions and the free space.")
    case .exposed:
      MutualAidError(
        .keyUnusable, "others may read the key file \(path)",
        hint: "Take that right away, and make a new key where somebody may have read it: chmod 600.")
    case .noKey:
      MutualAidError(
        .keyUnusable, "there is no key in \(path)", hint: "Name another file: one that is not there yet is made.")
    }
  }
}
