import CVarve
import Glibc
import World

/// Socket calls with the results this room wants; errors are `errno` values.
enum Socket {
    /// An error of `operation` at `address`.
    static func error(_ code: Int32, _ operation: String, _ address: SocketAddress) -> NetworkError {
        NetworkError(code: code, description: "\(operation) \(address): \(String(cString: strerror(code)))")
    }

    /// Calls `body` with the system's form of an address; names are looked up, which may block.
    static func withAddress<R>(
        _ address: SocketAddress, passive: Bool, _ body: (UnsafePointer<addrinfo>) throws(NetworkError) -> R
    ) throws(NetworkError) -> R {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0)
        var list: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(address.host, String(address.port), &hints, &list)
        guard result == 0, let first = list else {
            throw NetworkError(code: 0, description: "\(address): \(String(cString: gai_strerror(result)))")
        }
        defer { freeaddrinfo(list) }
        return try body(first)
    }

    /// Opens a listening socket.
    static func listen(at address: SocketAddress) throws(NetworkError) -> Int32 {
        try withAddress(address, passive: true) { (info) throws(NetworkError) in
            let descriptor = varve_socket(info.pointee.ai_family)
            guard descriptor >= 0 else { throw error(-descriptor, "open a socket for", address) }
            set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
            guard bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0,
                // Kafka's backlog of 50 drops connections when many clients come back at once.
                Glibc.listen(descriptor, 4096) == 0
            else {
                let code = errno
                Glibc.close(descriptor)
                throw error(code, "listen on", address)
            }
            return descriptor
        }
    }

    /// Begins to connect; the socket becomes writable when it is done.
    static func connect(to address: SocketAddress) throws(NetworkError) -> Int32 {
        try withAddress(address, passive: false) { (info) throws(NetworkError) in
            let descriptor = varve_socket(info.pointee.ai_family)
            guard descriptor >= 0 else { throw error(-descriptor, "open a socket for", address) }
            set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
            if Glibc.connect(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) != 0, errno != EINPROGRESS {
                let code = errno
                Glibc.close(descriptor)
                throw error(code, "connect to", address)
            }
            return descriptor
        }
    }

    /// Sets an integer option; one that the system refuses keeps its default.
    static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        _ = setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// Takes the pending error of a socket, 0 for none.
    static func pendingError(_ descriptor: Int32) -> Int32 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { return errno }
        return code
    }

    /// The address of our side (`local`) or of the peer's.
    static func address(of descriptor: Int32, local: Bool) -> SocketAddress {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: 16)
        let found = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                let result = local ? getsockname(descriptor, raw, &length) : getpeername(descriptor, raw, &length)
                return result == 0
                    && getnameinfo(
                        raw, length, &host, socklen_t(host.count), &port, socklen_t(port.count),
                        NI_NUMERICHOST | NI_NUMERICSERV) == 0
            }
        }
        guard found else { return SocketAddress(host: "unknown", port: 0) }
        return SocketAddress(host: text(host), port: UInt16(text(port)) ?? 0)
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
