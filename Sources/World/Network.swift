/// Where a socket is: an address in numbers (or a name, for connecting) and a port.
public struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
    /// An IPv4 or IPv6 address without brackets, or a host name.
    public var host: String
    /// 0...65535; 0 asks the system to pick one where a listener is opened.
    public var port: UInt16

    /// An address.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`; an IPv6 address stands in brackets. Nil for anything else.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// What the network answered when it failed.
public struct NetworkError: Error, Sendable, CustomStringConvertible {
    /// The system's `errno`, or 0 where the cause is not the system's (a name that no one knows).
    public let code: Int32
    /// What was tried and why it failed, in one line without the system's number.
    public let description: String

    /// An error.
    public init(code: Int32, description: String) {
        self.code = code
        self.description = description
    }
}

/// One open byte stream to a peer. Belongs to one loop: everything is called on that loop's thread only.
///
/// What is written is sent at the end of the loop's tick, so the replies of one tick leave in one system call.
public protocol Connection: AnyObject, Sendable {
    /// The other side.
    var peer: SocketAddress { get }
    /// Our side, as the peer reaches it.
    var local: SocketAddress { get }
    /// Bytes written and not yet taken by the system. The writer bounds it: see `ConnectionHandler.drained`.
    var unsentBytes: Int { get }
    /// Sends bytes; they are copied before the call returns. Does nothing on a closed connection.
    func write(_ bytes: UnsafeRawBufferPointer)
    /// Sends a range of a file without copying it where the system can; the file is held until it is sent.
    /// The range must exist until then: a file that ends earlier closes the connection, for the peer has been promised
    /// the bytes.
    func write(_ file: any File, offset: Int64, count: Int)
    /// Stops reading, so the peer is held back by TCP; what was already read is still delivered.
    func pauseReading()
    /// Reads again.
    func resumeReading()
    /// Closes at the end of this tick, after trying once to send what was written. `closed` is called then.
    func close()
}

/// Is told what happens on a connection, on the loop's thread.
public protocol ConnectionHandler: AnyObject, Sendable {
    /// An outgoing connection stands.
    func connected()
    /// Where the next bytes should land, such as the unread rest of a long message; nil means a block of the loop.
    /// Must not be empty.
    func receiveBuffer() -> UnsafeMutableRawBufferPointer?
    /// Bytes came, at the beginning of what `receiveBuffer` answered or in a block of the loop, which the handler may
    /// change and which is gone when it returns.
    func received(_ bytes: UnsafeMutableRawBufferPointer)
    /// Everything written has been taken by the system, after it had not been at the end of some tick or while reading
    /// was paused.
    func drained()
    /// The connection is gone; `error` is nil where either side closed it in an orderly way. Called exactly once.
    func closed(_ error: NetworkError?)
}

extension ConnectionHandler {
    public func connected() {}
    public func receiveBuffer() -> UnsafeMutableRawBufferPointer? { nil }
    public func drained() {}
}

/// Takes the connections of a listener.
public protocol Acceptor: AnyObject, Sendable {
    /// A peer has connected; called on the thread of `loop`, which owns the connection from now on.
    func accepted(_ connection: any Connection, on loop: any Loop) -> any ConnectionHandler
}

/// An open listening socket. Any thread may call it.
public protocol Listener: AnyObject, Sendable {
    /// Where it listens, with the port the system picked.
    var address: SocketAddress { get }
    /// Stops accepting; connections stay. Returns after the socket is closed.
    func close()
}

/// The network: the machine's (`Reactor`) or a simulated one.
public protocol Network: Sendable {
    /// Listens, and hands each connection to `acceptor` on the loop that is to own it. Any thread may call it.
    func listen(at address: SocketAddress, _ acceptor: any Acceptor) throws(NetworkError) -> any Listener
    /// Begins to connect, on the thread of `loop`; `handler` hears `connected` or `closed`.
    /// A name is looked up before the call returns, which may block; an address in numbers never does.
    func connect(to address: SocketAddress, on loop: any Loop, _ handler: any ConnectionHandler) -> any Connection
}
