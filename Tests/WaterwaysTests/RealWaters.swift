import DirectoryModel
import RegistryXML
import Waterways

/// The waters that are shipped.
enum RealWaters {
  static let content: Result<WaterBarriers, any Error> = Result {
    var water = WaterBarriers()
    let file =
      String(#filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()) + "/Datasets/barriers/barriers.xml"
    _ = try DirectoryReader().read(path: file) { record in
      if case .reference(_, .barriers(let found, _), _) = record { water = found }
    }
    return water
  }

  static let network: Result<WayNetwork, any Error> = content.map { WayNetwork($0) }
}
