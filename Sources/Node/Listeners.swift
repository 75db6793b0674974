import KafkaProtocol
import World

/// Where a node listens for clients, and where they are told to connect.
struct Listeners {
    /// Where it listens; port 0 until the system has picked one.
    var address: SocketAddress
    /// `advertised.listeners`, or the address; nil where the node listens everywhere and was not told.
    private var advertised: SocketAddress?
    private let isTold: Bool
    private let hostName: String

    /// - Parameters:
    ///   - listen: where it listens unless `listeners` says so.
    ///   - hostName: what other brokers are told where there is nothing better.
    init(_ settings: StaticSettings, listen: SocketAddress, hostName: String) throws(NodeError) {
        self.hostName = hostName
        address = try Listeners.only("listeners", of: settings) ?? listen
        if address.host.isEmpty { address = SocketAddress(host: "0.0.0.0", port: address.port) }
        advertised = try Listeners.only("advertised.listeners", of: settings)
        isTold = advertised != nil
        if let advertised, advertised.port == 0 || Listeners.isEverywhere(advertised.host) {
            throw NodeError(
                "advertised.listeners=\(Listeners.text(advertised)): clients cannot connect there; give HOST:PORT")
        }
    }

    /// Whether clients are to be told the address that they came to: the only one known to be of use to them.
    var answersAddressReached: Bool { !isTold && Listeners.isEverywhere(address.host) }

    /// The address in the broker's registration, which other brokers connect to.
    var reached: SocketAddress {
        if let advertised { return advertised }
        return Listeners.isEverywhere(address.host) ? SocketAddress(host: hostName, port: address.port) : address
    }

    /// Where the quorum listens once there are peers: a thousand ports above the clients', or below where there are
    /// none so high.
    var quorum: SocketAddress {
        let (sum, overflow) = address.port.addingReportingOverflow(1000)
        return SocketAddress(host: reached.host, port: overflow ? address.port - 1000 : sum)
    }

    private static func isEverywhere(_ host: String) -> Bool { ["", "0.0.0.0", "::"].contains(host) }

    /// The one listener of a setting; nil where it is not set.
    private static func only(_ name: String, of settings: StaticSettings) throws(NodeError) -> SocketAddress? {
        guard let text = settings.values[name] else { return nil }
        let listeners = Setting.elements(of: text)
        guard listeners.count == 1, let address = parse(listeners[0]) else {
            throw NodeError("\(name)=\(text): must be one listener, as PLAINTEXT://HOST:PORT")
        }
        return address
    }

    private static let scheme = "PLAINTEXT://"

    private static func parse(_ text: String) -> SocketAddress? {
        guard text.uppercased().hasPrefix(scheme) else { return nil }
        let rest = text.dropFirst(scheme.count)
        guard let colon = rest.lastIndex(of: ":"), let port = UInt16(rest[rest.index(after: colon)...]) else {
            return nil
        }
        var host = rest[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        return SocketAddress(host: String(host), port: port)
    }

    /// As Kafka writes it.
    static func text(_ address: SocketAddress) -> String {
        let host = address.host.utf8.contains(UInt8(ascii: ":")) ? "[\(address.host)]" : address.host
        return "\(scheme)\(host):\(address.port)"
    }
}
