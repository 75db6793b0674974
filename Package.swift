// swift-tools-version: 6.3
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"), .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"), .enableUpcomingFeature("ImmutableWeakCaptures"),
    .enableExperimentalFeature("Lifetimes"), .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]
/// For the pure rooms: every unsafe construct has to be spelled `unsafe`.
let memorySafe = settings + [.strictMemorySafety()]

/// A room of the house: one folder in Sources and, unless `tested` is false, its tests in Tests/<Name>Tests.
func room(
    _ name: String, _ dependencies: [Target.Dependency], pure: Bool = false, tested: Bool = true,
    testDependencies: [Target.Dependency] = []
) -> [Target] {
    let swiftSettings = pure ? memorySafe : settings
    let target: Target = .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
    guard tested else { return [target] }
    return [
        target,
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies + testDependencies,
            swiftSettings: settings),
    ]
}

var targets: [Target] = [
    .systemLibrary(name: "CLZ4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSnappy", providers: [.apt(["libsnappy-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CVarve", cSettings: [.define("_GNU_SOURCE")]),
    .executableTarget(name: "protocol-gen", dependencies: ["ProtocolSchema"], swiftSettings: settings),
    .executableTarget(
        name: "varve",
        dependencies: [
            "CommitLog", "Records", "World", "Binary", "KafkaProtocol", "Metadata", "Broker", "Node", "ClientCore",
            "WireTools", "Reactor", "Posix",
        ],
        swiftSettings: settings),
    .testTarget(
        name: "varveTests",
        dependencies: ["varve", "CommitLog", "Records", "Binary", "KafkaProtocol", "Metadata", "ClientCore"],
        swiftSettings: settings),
]
targets += room("ProtocolSchema", [], pure: true)
targets += room("Binary", ["CVarve"])
targets += room("World", ["Binary"], tested: false)
targets += room("Posix", ["World", "CVarve"])
targets += room("Reactor", ["World", "CVarve"])
targets += room("SimulatedWorld", ["World"])
targets += room("Records", ["Binary", "CVarve", "CLZ4", "CZstd", "CSnappy", "CZlib"])
targets += room("CommitLog", ["Records", "Posix", "World", "Binary"], testDependencies: ["SimulatedWorld"])
targets += room("KafkaProtocol", ["Records", "Binary"], pure: true)
targets += room("WireTools", ["KafkaProtocol", "Records", "ProtocolSchema", "Binary"])
targets += room("Quorum", ["KafkaProtocol", "Records", "World", "Binary"], pure: true)
targets += room("Metadata", ["KafkaProtocol", "Records", "World", "Binary"], pure: true)
targets += room("Replication", ["Records", "World"], pure: true)
targets += room("Coordination", ["KafkaProtocol", "Records", "World", "Binary"], pure: true)
targets += room("KafkaWire", ["KafkaProtocol", "World", "Binary"])
targets += room(
    "Broker",
    [
        "CommitLog", "Quorum", "Metadata", "Replication", "Coordination", "KafkaWire", "KafkaProtocol", "Records",
        "World", "Binary",
    ], testDependencies: ["SimulatedWorld"])
targets += room(
    "ClientCore", ["KafkaWire", "KafkaProtocol", "Records", "World", "Binary", "CVarve"],
    testDependencies: ["TestBrokers"])
/// The brokers that the clients' tests speak to.
targets.append(
    .target(
        name: "TestBrokers", dependencies: ["Node", "ClientCore", "World"], path: "Tests/TestBrokers",
        swiftSettings: settings))
targets += room("Node", ["Broker", "Reactor", "Posix", "World"])
targets += room(
    "KafkaClient", ["ClientCore", "KafkaWire", "Reactor", "Posix", "KafkaProtocol", "Records", "World", "Binary"],
    testDependencies: ["TestBrokers", "Node"])

/// `VARVE_ROOM=CommitLog swift test` builds and tests that room and what it stands on, nothing else.
if let wanted = Context.environment["VARVE_ROOM"] {
    var kept: Set<String> = []
    func keep(_ name: String) {
        guard kept.insert(name).inserted, let target = targets.first(where: { $0.name == name }) else { return }
        for dependency in target.dependencies {
            if case .byNameItem(let name, _) = dependency { keep(name) }
        }
    }
    for name in wanted.split(separator: ",") {
        keep(String(name))
        keep("\(name)Tests")
    }
    targets.removeAll { !kept.contains($0.name) }
}

let products: [Product] = [
    .library(name: "CommitLog", targets: ["CommitLog"]),
    .library(name: "Records", targets: ["Records", "Binary"]),
    .library(name: "KafkaProtocol", targets: ["KafkaProtocol"]),
    .library(name: "ClientCore", targets: ["ClientCore", "World"]),
    .library(name: "KafkaClient", targets: ["KafkaClient"]),
    .library(name: "Node", targets: ["Node", "World"]),
    .executable(name: "varve", targets: ["varve"]),
]
let package = Package(
    name: "varve",
    products: Context.environment["VARVE_ROOM"] == nil ? products : [],
    targets: targets,
    swiftLanguageModes: [.v6])
