// swift-tools-version: 6.2

import PackageDescription

/// A product that the server alone has: whoever builds without the trait neither fetches nor builds its package.
func server(_ product: String, _ package: String) -> Target.Dependency {
  .product(name: product, package: package, condition: .when(traits: ["Server"]))
}

let package = Package(
  name: "MutualAid",
  products: [
    .library(
      name: "MutualAid",
      targets: ["MutualAid"]),
    .library(name: "MutualAidPlanning", targets: ["MutualAidPlanning"]),
    .executable(name: "mutualaid", targets: ["mutualaid"]),
    .library(name: "MutualAidService", targets: ["MutualAidService"]),
    .executable(name: "mutualaid-server", targets: ["mutualaid-server"]),
  ],
  // Without this trait no package of the server is fetched or built: swift build --disable-default-traits --product mutualaid.
  traits: [
    .trait(name: "Server", description: "The HTTP service, with its packages: NIO, Hummingbird, BoringSSL, JWTKit."),
    .default(enabledTraits: ["Server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // The server alone has these.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // C libraries, from Debian.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    // COIN-OR CBC, a solver of mixed-integer programs, behind one function in C.
    .target(
      name: "CCBC",
      linkerSettings: [
        .linkedLibrary("Cbc"), .linkedLibrary("Cgl"), .linkedLibrary("OsiClp"), .linkedLibrary("Clp"),
        .linkedLibrary("Osi"), .linkedLibrary("CoinUtils"),
      ]),

    // The ground: data files in the program, the C library and loops on several processors; coordinates and plain values.
    .target(name: "CEmbeddedFiles"),
    .target(name: "Primitives", dependencies: ["CEmbeddedFiles"]),
    .target(name: "Geodesy", dependencies: ["CPROJ", "Primitives"]),
    .target(name: "CIndexKernels"),
    .target(name: "SpatialIndex", dependencies: ["CIndexKernels", "Geodesy", "Primitives"]),
    .target(
      name: "DirectoryModel", dependencies: ["CEmbeddedFiles", "Geodesy", "Primitives"],
      exclude: ["Identifiers/countries.txt"]),

    // Texts: CSV and JSON, each read and written in one place.
    .target(name: "TextFormats", dependencies: ["Primitives"]),

    // The chain of entries under every change: hashes, signatures and what verifies them, as plain values.
    .target(name: "Journal", dependencies: ["CSodium", "Primitives", "TextFormats"]),

    // Requests between control rooms: their life as a table, and what becomes of them, as plain values.
    .target(
      name: "Requests", dependencies: ["CEmbeddedFiles", "DirectoryModel", "Primitives", "TextFormats"],
      exclude: ["Life/life.json"]),

    // One target knows XML, one knows SQL.
    .target(
      name: "RegistryXML",
      dependencies: ["CEmbeddedFiles", "CLibXML2", "CZip", "CZlib", "DirectoryModel", "Geodesy", "Primitives"],
      exclude: [
        "Profiles/edxl-de.xml", "Profiles/edxl-rm.xml", "Profiles/emsi.xml", "Profiles/gml.xml", "Profiles/inspire.xml",
        "Profiles/kml.xml", "Profiles/maps.xml", "Profiles/osm.xml", "Schema",
      ]),
    // Checksums of the pages of a directory's file, below SQLite.
    .target(name: "CPageChecksum", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "DirectoryStore",
      dependencies: [
        "CPageChecksum", "DirectoryModel", "Geodesy", "Journal", "Primitives", "Requests", "TextFormats",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),

    // Requests as messages of other systems, each form described by a file.
    .target(
      name: "RequestMessages",
      dependencies: ["CEmbeddedFiles", "DirectoryModel", "Primitives", "RegistryXML", "Requests", "TextFormats"],
      exclude: ["Forms/edxl-rm.json", "Forms/emsi.json", "Forms/hub-sante.json", "Forms/ucri2.json"]),

    // People at places, as statistical offices publish them.
    .target(
      name: "PopulationData", dependencies: ["DirectoryModel", "Geodesy", "Primitives", "RegistryXML", "TextFormats"]),

    // Local days, public holidays, opening hours and daylight.
    .target(name: "LocalTime", dependencies: ["DirectoryModel", "Geodesy"]),

    // Where water lies between places, and how one gets over it.
    .target(name: "Waterways", dependencies: ["DirectoryModel", "Geodesy", "Primitives"]),

    // Whether help is lawful: rules of agreements between a lender and a borrower.
    .target(name: "Agreements", dependencies: ["DirectoryModel", "Geodesy", "LocalTime"]),

    // The work: importing, matching.
    .target(
      name: "RegistryImport",
      dependencies: [
        "DirectoryModel", "DirectoryStore", "Geodesy", "LocalTime", "PopulationData", "Primitives", "RegistryXML",
      ]),
    .target(
      name: "Matching",
      dependencies: [
        "Agreements", "DirectoryModel", "Geodesy", "LocalTime", "Primitives", "Waterways",
        .product(name: "HeapModule", package: "swift-collections"),
      ]),
    .target(name: "StatusFeed", dependencies: ["DirectoryModel", "Geodesy", "TextFormats"]),

    // One target knows HTTP as one who asks: road routers, and the sources of editions.
    .target(name: "HTTPTransfer", dependencies: ["CCurl", "Primitives"]),
    // Travel times along roads, from routers over HTTP.
    .target(
      name: "RoadRouting",
      dependencies: ["CZlib", "DirectoryModel", "Geodesy", "HTTPTransfer", "Matching", "Primitives"]),

    // What-if: who is reached within the norm.
    .target(
      name: "Coverage",
      dependencies: ["Agreements", "DirectoryModel", "Geodesy", "LocalTime", "Matching", "Primitives", "Waterways"]),
    // Where to put stations: numbers in, numbers out.
    .target(name: "Siting", dependencies: ["CCBC", .product(name: "HeapModule", package: "swift-collections")]),
    // Actions that help most people, and scenario files; only this target links the solver and the YAML reader.
    .target(
      name: "MutualAidPlanning",
      dependencies: [
        "Agreements", "Coverage", "DirectoryModel", "Geodesy", "Matching", "MutualAid", "Primitives", "Siting",
        "TextFormats",
        .product(name: "Yams", package: "Yams"),
      ]),

    // What people and programs see.
    .target(
      name: "Presentation",
      dependencies: [
        "CEmbeddedFiles", "CZlib", "Coverage", "DirectoryModel", "Geodesy", "Journal", "LocalTime", "Matching",
        "MutualAid", "Primitives", "RegistryXML", "Requests", "TextFormats",
      ],
      exclude: [
        "Coverage/Page/coverage.css", "Coverage/Page/coverage.js", "Coverage/Page/towns.csv", "Errors/de.errors",
        "Errors/en.errors",
        "Errors/fr.errors", "Errors/nl.errors", "Help/de.help", "Help/en.help", "Help/examples.help", "Help/fr.help",
        "Help/nl.help", "Words/de.words", "Words/en.words", "Words/fr-BE.words", "Words/fr-LU.words", "Words/fr.words",
        "Words/nl-BE.words", "Words/nl.words",
      ]),
    // Options as somebody types them: the command line and the service read them alike.
    .target(name: "TypedOptions", dependencies: ["DirectoryModel", "Geodesy", "LocalTime", "Matching", "MutualAid"]),
    // Reports as workbooks of a spreadsheet; the command line alone has them.
    .target(name: "PagePrinting", dependencies: ["DirectoryModel"]),
    .target(name: "Spreadsheets", dependencies: ["CXLSXWriter", "DirectoryModel", "Presentation"]),
    .target(
      name: "MutualAid",
      dependencies: [
        "Agreements", "Coverage", "DirectoryModel", "DirectoryStore", "Geodesy", "HTTPTransfer", "Journal", "LocalTime",
        "Matching", "PopulationData", "Primitives", "RegistryImport", "RegistryXML", "RequestMessages", "Requests",
        "RoadRouting",
        "SpatialIndex", "StatusFeed", "TextFormats", "Waterways",
        .product(name: "HeapModule", package: "swift-collections"),
      ]),
    .executableTarget(
      name: "mutualaid",
      dependencies: [
        "Coverage", "DirectoryModel", "Geodesy", "LocalTime", "Matching", "MutualAid", "MutualAidPlanning",
        "PagePrinting", "Presentation", "RegistryXML", "Requests", "Spreadsheets", "TextFormats", "TypedOptions",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Whether the kernel's clock is set by another.
    .target(name: "CKernelClock"),
    // The HTTP service. Tokens and TLS are a target apart, so that tests of routes do not build BoringSSL.
    .target(
      name: "MutualAidService",
      dependencies: [
        "CEmbeddedFiles", "Coverage", "DirectoryModel", "DirectoryStore", "Geodesy", "HTTPTransfer", "Journal",
        "LocalTime", "Matching", "MutualAid", "MutualAidPlanning", "PagePrinting", "Presentation", "Primitives",
        "RegistryImport", "RegistryXML", "Requests", "Spreadsheets", "StatusFeed", "TextFormats", "TypedOptions",
        "CKernelClock", server("Hummingbird", "hummingbird"), server("HummingbirdCore", "hummingbird"),
        server("ServiceLifecycle", "swift-service-lifecycle"),
        server("UnixSignals", "swift-service-lifecycle"),
        server("HTTPTypes", "swift-http-types"), server("Logging", "swift-log"), server("CoreMetrics", "swift-metrics"),
        server("NIOCore", "swift-nio"), server("NIOPosix", "swift-nio"),
      ],
      exclude: [
        "OpenAPI/openapi.json", "OpenAPI/schemas.json", "Page/Modules", "Page/Screens", "Page/Styles", "Page/Words",
      ]),
    .target(
      name: "ServiceSecurity",
      dependencies: [
        "HTTPTransfer", "Journal", "MutualAid", "MutualAidService", "TextFormats",
        server("HummingbirdCore", "hummingbird"), server("Logging", "swift-log"), server("NIOPosix", "swift-nio"),
        server("ServiceLifecycle", "swift-service-lifecycle"), server("SwiftASN1", "swift-asn1"),
        server("X509", "swift-certificates"),
        server("HummingbirdTLS", "hummingbird"), server("JWTKit", "jwt-kit"), server("NIOSSL", "swift-nio-ssl"),
        server("NIOCertificateReloading", "swift-nio-extras"), server("NIOCore", "swift-nio"),
      ]),
    .executableTarget(
      name: "mutualaid-server",
      dependencies: [
        "DirectoryModel", "Journal", "MutualAid", "MutualAidService", "Presentation", "ServiceSecurity", "TextFormats",
        server("Configuration", "swift-configuration"), server("Logging", "swift-log"),
        server("SystemPackage", "swift-system"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // The whole on the real registries, through the library and through the command line.
    .testTarget(
      name: "MutualAidTests",
      dependencies: [
        "Coverage", "DirectoryModel", "DirectoryStore", "Geodesy", "Journal", "LocalTime", "Matching", "MutualAid",
        "MutualAidPlanning", "Presentation", "RegistryImport", "StatusFeed", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["DirectoryStore", "TestSupport", "mutualaid", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["Fixtures", "Snapshots"]),

    // Each module by itself.
    .target(name: "TestSupport", dependencies: ["CZip", "CZlib", "Geodesy"], path: "Tests/TestSupport"),
    .testTarget(name: "PrimitivesTests", dependencies: ["Primitives"]),
    .testTarget(
      name: "RequestMessagesTests",
      dependencies: ["DirectoryModel", "RequestMessages", "Requests", "TestSupport"], exclude: ["Schemas"]),
    .testTarget(name: "RequestsTests", dependencies: ["DirectoryModel", "Requests", "TestSupport"]),
    .testTarget(name: "JournalTests", dependencies: ["Journal", "Primitives", "TestSupport"]),
    .testTarget(name: "TextFormatsTests", dependencies: ["Primitives", "TestSupport", "TextFormats"]),
    .testTarget(name: "GeodesyTests", dependencies: ["Geodesy", "TestSupport"]),
    .testTarget(name: "SpatialIndexTests", dependencies: ["CIndexKernels", "Geodesy", "SpatialIndex", "TestSupport"]),
    .testTarget(name: "DirectoryModelTests", dependencies: ["DirectoryModel", "Geodesy", "TestSupport"]),
    .testTarget(
      name: "LocalTimeTests", dependencies: ["DirectoryModel", "Geodesy", "LocalTime"], exclude: ["Fixtures"]),
    .testTarget(
      name: "WaterwaysTests", dependencies: ["DirectoryModel", "Geodesy", "RegistryXML", "TestSupport", "Waterways"]),
    .testTarget(
      name: "AgreementsTests", dependencies: ["Agreements", "DirectoryModel", "Geodesy", "LocalTime", "TestSupport"]),
    .testTarget(
      name: "MatchingTests", dependencies: ["DirectoryModel", "Geodesy", "Matching", "TestSupport", "Waterways"]),
    .testTarget(
      name: "PresentationTests",
      dependencies: [
        "Coverage", "CoverageTestSupport", "DirectoryModel", "Geodesy", "Journal", "Matching", "MutualAid",
        "Presentation", "Requests", "TestSupport", "TextFormats",
      ]),
    .testTarget(name: "StatusFeedTests", dependencies: ["DirectoryModel", "Geodesy", "StatusFeed", "TestSupport"]),
    .testTarget(
      name: "RoadRoutingTests", dependencies: ["DirectoryModel", "Geodesy", "Matching", "RoadRouting", "TestSupport"]),
    .testTarget(
      name: "PopulationDataTests",
      dependencies: ["DirectoryModel", "Geodesy", "PopulationData", "RegistryXML", "TestSupport"]),
    .testTarget(name: "HTTPTransferTests", dependencies: ["HTTPTransfer"]),
    .testTarget(name: "SitingTests", dependencies: ["Siting", "TestSupport"]),
    .target(
      name: "CoverageTestSupport", dependencies: ["Coverage", "DirectoryModel", "Geodesy", "TestSupport"],
      path: "Tests/CoverageTestSupport"),
    .testTarget(
      name: "CoverageTests",
      dependencies: [
        "Agreements", "Coverage", "CoverageTestSupport", "DirectoryModel", "Geodesy", "LocalTime", "Matching",
        "TestSupport", "Waterways",
      ]),
    .testTarget(
      name: "MutualAidPlanningTests",
      dependencies: [
        "Coverage", "CoverageTestSupport", "DirectoryModel", "Geodesy", "LocalTime", "Matching",
        "MutualAidPlanning", "TestSupport",
      ]),
    .testTarget(name: "RegistryXMLTests", dependencies: ["DirectoryModel", "Geodesy", "RegistryXML", "TestSupport"]),
    .testTarget(
      name: "DirectoryStoreTests",
      dependencies: [
        "DirectoryModel", "DirectoryStore", "Geodesy", "Journal", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "RegistryImportTests",
      dependencies: ["DirectoryModel", "DirectoryStore", "Geodesy", "RegistryImport", "RegistryXML", "TestSupport"]),

    .testTarget(
      name: "MutualAidServiceTests",
      dependencies: [
        "Journal", "Matching", "MutualAid", "MutualAidService", "Presentation", "Requests",
        "TestSupport", server("CoreMetrics", "swift-metrics"), server("HTTPTypes", "swift-http-types"),
        server("Logging", "swift-log"),
      ]),

    // What the fuzzer drives; the tests replay what it learned from.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Coverage", "DirectoryModel", "DirectoryStore", "Geodesy", "Matching", "MutualAid", "MutualAidPlanning",
        "PopulationData", "Presentation", "Primitives", "RegistryImport", "RegistryXML", "RoadRouting", "StatusFeed",
        "TestSupport", "TextFormats",
      ], path: "Tests/Fuzz/Targets"),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"]),
  ],
  swiftLanguageModes: [.v6]
)

// The program of the fuzzer: Scripts/fuzz builds and runs it.
if Context.environment["MUTUALAID_FUZZ"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz",
      exclude: ["Corpus", "Targets", "Words", "world.xml"],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}

// The program that the check of siting asks: Scripts/test builds and runs it.
if ["1", "siting"].contains(Context.environment["MUTUALAID_BENCH"]) {
  package.targets.append(
    .executableTarget(
      name: "SitingBenchmark", dependencies: ["Siting", "TestSupport"], path: "Tests/Benchmarks/siting",
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}

// Programs that measure: Scripts/bench builds and runs them, and Scripts/test --long builds them.
if Context.environment["MUTUALAID_BENCH"] == "1" {
  package.targets += [
    .executableTarget(
      name: "AnswersBenchmark",
      dependencies: ["DirectoryModel", "DirectoryStore", "Geodesy", "Matching", "MutualAid", "Presentation"],
      path: "Tests/Benchmarks/answers", swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "CoverageBenchmark", dependencies: ["Coverage", "DirectoryModel", "Geodesy", "Matching", "TestSupport"],
      path: "Tests/Benchmarks/coverage", exclude: ["peers"],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "BareRoute", dependencies: [server("Hummingbird", "hummingbird"), server("Logging", "swift-log")],
      path: "Tests/Benchmarks/service/bare", swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "EventListeners", dependencies: ["TestSupport"], path: "Tests/Benchmarks/service/listeners",
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "MatchBenchmark", dependencies: ["Geodesy", "SpatialIndex"], path: "Tests/Benchmarks/match",
      exclude: ["peers"]),
  ]
}

// Three quarters of the time that a target takes in a release goes into the optimiser, of which tests have no use.
for target in package.targets where target.type == .test {
  target.swiftSettings = [.unsafeFlags(["-Onone"], .when(configuration: .release))]
}

for target in package.targets where target.type != .system && target.name != "CCBC" {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .treatAllWarnings(as: .error),
    ]
}
