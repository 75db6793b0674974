import Glibc
import World

/// Names of hosts.
enum Resolver {
    /// The addresses, in numbers, that a host stands for; blocks.
    static func addresses(of address: SocketAddress) -> Result<[SocketAddress], NetworkError> {
        look(up: address, flags: AI_NUMERICSERV)
    }

    /// The address itself where its host is in numbers already; never blocks.
    static func isNumeric(_ address: SocketAddress) -> Bool {
        guard case .success(let found) = look(up: address, flags: AI_NUMERICSERV | AI_NUMERICHOST) else { return false }
        return !found.isEmpty
    }

    private static func look(up address: SocketAddress, flags: Int32) -> Result<[SocketAddress], NetworkError> {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = flags
        var list: UnsafeMutablePointer<addrinfo>?
        let result = getaddrinfo(address.host, String(address.port), &hints, &list)
        guard result == 0 else {
            return .failure(NetworkError(code: 0, description: "\(address): \(String(cString: gai_strerror(result)))"))
        }
        defer { freeaddrinfo(list) }
        var found: [SocketAddress] = []
        var next = list
        while let info = next {
            if let host = numbers(info.pointee) { found.append(SocketAddress(host: host, port: address.port)) }
            next = info.pointee.ai_next
        }
        return .success(found)
    }

    private static func numbers(_ info: addrinfo) -> String? {
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let result = getnameinfo(
            info.ai_addr, info.ai_addrlen, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST)
        guard result == 0 else { return nil }
        return String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
