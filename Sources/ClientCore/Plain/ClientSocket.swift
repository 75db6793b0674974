import World

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One non-blocking TCP socket of the plain loop. Errors are words, for they go to a person or a log.
struct ClientSocket: ~Copyable {
    /// What came of an attempt to move bytes.
    enum Moved {
        /// This many bytes, at least one.
        case bytes(Int)
        /// None now.
        case none
        /// The connection is over.
        case closed(String)
    }

    let descriptor: Int32
    /// Addresses of the same name that were not tried yet.
    private var others: [ResolvedAddress]
    /// Whether the connection stands.
    private(set) var isConnected = false

    /// Looks a name up, which may block.
    static func resolve(_ address: SocketAddress) -> Result<[ResolvedAddress], ResolutionFailure> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(address.host, String(address.port), &hints, &list)
        guard result == 0 else { return .failure(ResolutionFailure(cause: String(cString: gai_strerror(result)))) }
        defer { freeaddrinfo(list) }
        var found: [ResolvedAddress] = []
        var next = list
        while let info = next {
            found.append(ResolvedAddress(info.pointee))
            next = info.pointee.ai_next
        }
        return .success(found)
    }

    /// Begins to connect to the first address that the system does not refuse at once.
    init?(_ addresses: [ResolvedAddress], cause: inout String) {
        var rest = addresses[...]
        while let address = rest.popFirst() {
            let descriptor = address.beginConnect(&cause)
            guard descriptor >= 0 else { continue }
            self.descriptor = descriptor
            others = Array(rest)
            return
        }
        return nil
    }

    deinit { close(descriptor) }

    /// The socket has become writable for the first time: looks whether the connection stands.
    ///
    /// - Returns: nil where it does; otherwise the addresses that are left to try, and why this one failed.
    mutating func finishConnect() -> (rest: [ResolvedAddress], cause: String)? {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        if getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) != 0 { code = errno }
        guard code == 0 else { return (others, ClientSocket.words(code)) }
        isConnected = true
        return nil
    }

    /// Sends what the system takes.
    func send(_ bytes: UnsafeRawBufferPointer) -> Moved {
        let sent = Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        return ClientSocket.moved(sent, end: "the connection is closed")
    }

    /// Receives what is there.
    func receive(_ space: UnsafeMutableRawBufferPointer) -> Moved {
        ClientSocket.moved(recv(descriptor, space.baseAddress, space.count, 0), end: "closed by the broker")
    }

    private static func moved(_ result: Int, end: String) -> Moved {
        if result > 0 { return .bytes(result) }
        if result == 0 { return .closed(end) }
        let code = errno
        return code == EAGAIN || code == EINTR ? .none : .closed(words(code))
    }

    static func words(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}

/// Why a name has no address.
struct ResolutionFailure: Error {
    let cause: String
}

/// One address that a name stands for, in the system's form.
struct ResolvedAddress {
    private let family: Int32
    private let bytes: [UInt8]

    init(_ info: addrinfo) {
        family = info.ai_family
        bytes = [UInt8](UnsafeRawBufferPointer(start: info.ai_addr, count: Int(info.ai_addrlen)))
    }

    /// A non-blocking socket that is connecting; -1 and the cause where the system refuses at once.
    func beginConnect(_ cause: inout String) -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | ClientFlags.nonBlocking, 0)
        guard descriptor >= 0 else {
            cause = ClientSocket.words(errno)
            return -1
        }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        let result = bytes.withUnsafeBytes { raw in
            connect(descriptor, raw.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(raw.count))
        }
        guard result == 0 || errno == EINPROGRESS else {
            cause = ClientSocket.words(errno)
            close(descriptor)
            return -1
        }
        return descriptor
    }
}

/// Flags whose types differ between systems.
enum ClientFlags {
    static let nonBlocking = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
}
