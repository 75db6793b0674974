import ClientCore
import Glibc
import World

/// The broker that the tests of this folder speak to: `VARVE_TEST_BROKER=HOST:PORT` names one that runs already.
enum TestBroker {
    /// Where it is; nil where there is none, and tests that need one are skipped.
    static let address: SocketAddress? = getenv("VARVE_TEST_BROKER").flatMap { SocketAddress(String(cString: $0)) }

    /// Whether there is one.
    static var isThere: Bool { address != nil }

    /// A client of it.
    static func client() -> PlainClient { PlainClient(bootstrap: [address].compactMap { $0 }) }

    /// A name nobody has used.
    static func uniqueName(_ stem: String) -> String { "\(stem)-\(UInt32.random(in: 0 ... .max))" }

    /// Asks until the answer is the expected one, for at most five seconds: a broker answers a change before it has
    /// reached all its parts. Answers the last answer.
    static func settled<Value: Equatable>(_ expected: Value, _ ask: () throws -> Value) throws -> Value {
        let end = PlainClient.now.advanced(milliseconds: 5_000)
        while true {
            let value = try ask()
            guard value != expected, PlainClient.now < end else { return value }
            usleep(10_000)
        }
    }
}
