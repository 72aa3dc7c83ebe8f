// swift-tools-version: 6.2

import PackageDescription

// A program as a stranger would write it: README's example, in a package of its own. Scripts/checks/embedder.py builds it,
// runs it and looks at what it links.
let package = Package(
  name: "Embedder",
  dependencies: [.package(name: "MutualAid", path: "../..")],
  targets: [
    .executableTarget(
      name: "Embedder", dependencies: [.product(name: "MutualAid", package: "MutualAid")],
      swiftSettings: [
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ])
  ],
  swiftLanguageModes: [.v6]
)
