// swift-tools-version: 6.3
import PackageDescription

let package = Package(
    name: "Benchmarks",
    dependencies: [.package(name: "varve", path: "..")],
    targets: [
        .target(name: "CAllocations"),
        .executableTarget(
            name: "hot-loops",
            dependencies: [
                "CAllocations", .product(name: "Records", package: "varve"),
                .product(name: "CommitLog", package: "varve"),
                .product(name: "KafkaProtocol", package: "varve"),
                .product(name: "ClientCore", package: "varve"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .enableExperimentalFeature("Lifetimes"), .treatAllWarnings(as: .error),
            ]),
        .executableTarget(
            name: "client-faces",
            dependencies: ["CAllocations", .product(name: "KafkaClient", package: "varve")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]),
    ],
    swiftLanguageModes: [.v6])
