import World

/// The socket of one link, or the way to one: its addresses are tried in turn.
///
/// Belongs to the hub's loop: every member is used on that thread only, hence unchecked.
final class Transport: ConnectionHandler, @unchecked Sendable {
    /// The link's number; it is another link's once the hub has given this transport up.
    let link: Int
    private let hub: LoopHub
    /// Addresses in numbers that were not tried yet.
    var untried: [SocketAddress] = []
    var connection: (any Connection)?
    private(set) var isOpen = false

    init(link: Int, hub: LoopHub) {
        self.link = link
        self.hub = hub
    }

    func connected() {
        isOpen = true
        hub.opened(self)
    }

    func receiveBuffer() -> UnsafeMutableRawBufferPointer? { hub.receiveSpace(self) }

    func received(_ bytes: UnsafeMutableRawBufferPointer) { hub.received(self, bytes) }

    func closed(_ error: NetworkError?) {
        connection = nil
        hub.closed(self, error?.description ?? "closed by the broker")
    }
}
