import KafkaWire
import World

/// One connection's place: two lanes of a broker are two connections. Lanes on which requests wait long are each
/// machine's own, for nobody's heartbeat may wait for somebody else's JoinGroup.
struct Place: Hashable {
    let address: SocketAddress
    let lane: Lane
    /// The machine; 0 on the main lane, which all share.
    let owner: UInt16

    init(address: SocketAddress, lane: Lane, owner: UInt16) {
        self.address = address
        self.lane = lane
        self.owner = lane == .main ? 0 : owner
    }
}

/// A request that waits for its connection.
struct Waiting {
    let request: OutgoingRequest
    let deadline: Instant
}

/// When an address is tried again.
struct Backoff {
    var until: Instant
    var delay: Int64
}

/// One connection and what waits for it. Belongs to one `Connections`.
final class Link {
    let number: Int
    let place: Place
    var wire: WireConnection
    /// Whether the transport stands.
    var isOpen = false
    /// Whether it waits for its backoff before the transport is opened.
    var isAsleep = false
    /// When the backoff is over, or when the opening of the transport has taken too long.
    var deadline = Instant.distantFuture
    var waiting: [Waiting] = []
    /// Not before then does the broker want another request.
    var throttledUntil = Instant(nanoseconds: .min)
    /// Requests without a reply whose bytes have not all left.
    var unconfirmed: [UInt64] = []

    /// Whether requests wait for nothing but the broker's quotas.
    var isHeldBack: Bool { wire.phase == .ready && !waiting.isEmpty }

    init(number: Int, place: Place, wire: consuming WireConnection) {
        self.number = number
        self.place = place
        self.wire = wire
    }
}
