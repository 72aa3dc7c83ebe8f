internal import Foundation
internal import Geodesy
internal import SpatialIndex

// generate FOLDER UNITS SEED AVAILABLE: writes a workload for all sides.
// run FOLDER UNITS SEED AVAILABLE ROUNDS: measures the index and prints one JSON object a line, as the other sides do.
func main() throws {
  let arguments = CommandLine.arguments
  guard arguments.count >= 6, let units = Int(arguments[3]), let seed = UInt64(arguments[4]),
    let available = Double(arguments[5])
  else {
    print("usage: MatchBenchmark generate|run FOLDER UNITS SEED AVAILABLE [ROUNDS]")
    exit(64)
  }
  let workload = Workload(units: units, seed: seed, available: available)
  switch arguments[1] {
  case "generate": try workload.write(to: arguments[2])
  default:
    try Measurement(workload, rounds: arguments.count > 6 ? Int(arguments[6]) ?? 3 : 3).run(writing: arguments[2])
  }
}
try main()
