import Binary
import Glibc
import KafkaProtocol

/// A client that sends one request after another over a socket.
struct TestClient {
    struct Failure: Error { let operation: String }

    private let socket: Int32
    private var correlationId: Int32 = 0

    init(port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw Failure(operation: "connect") }
    }

    func close() { Glibc.close(socket) }

    mutating func ask<Request: KafkaRequest>(_ request: Request, _ version: Int16) throws -> Request.Response {
        correlationId += 1
        var writer = BinaryWriter()
        writer.int32(0)
        writer.int16(Request.apiKey.rawValue)
        writer.int16(version)
        writer.int32(correlationId)
        writer.int16(-1)
        if Request.isFlexible(version) { writer.uint8(0) }
        request.encode(to: &writer, version: version)
        writer.overwrite(int32: Int32(writer.count - 4), at: 0)
        let frame = writer.array()
        guard send(socket, frame, frame.count, 0) == frame.count else { throw Failure(operation: "send") }
        let size = try receive(4).reduce(0) { $0 << 8 | Int($1) }
        let reply = try receive(size)
        var reader = BinaryReader(reply.span.bytes)
        _ = reader.int32()
        if Request.Response.isFlexible(version), Request.apiKey != .apiVersions { _ = reader.uint8() }
        return Request.Response(from: &reader, version: version)
    }

    private func receive(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var received = 0
        while received < count {
            let part = bytes.withUnsafeMutableBytes { recv(socket, $0.baseAddress! + received, count - received, 0) }
            guard part > 0 else { throw Failure(operation: "receive") }
            received += part
        }
        return bytes
    }

    /// Settings of broker 1, each with its value and where that is from.
    mutating func describeBroker(_ names: [String]) throws -> [String] {
        var request = DescribeConfigsRequest()
        var resource = DescribeConfigsRequest.DescribeConfigsResource()
        resource.resourceType = 4
        resource.resourceName = "1"
        resource.configurationKeys = names
        request.resources = [resource]
        return try ask(request, 4).results[0].configs.map { "\($0.name)=\($0.value ?? "-") \($0.configSource)" }
    }

    /// Makes a topic, a fetch session, a group with a member, and leaves a fetch waiting.
    mutating func useEverything() throws {
        var creation = CreateTopicsRequest()
        var topic = CreateTopicsRequest.CreatableTopic()
        topic.name = "t"
        topic.numPartitions = 1
        topic.replicationFactor = 1
        creation.topics = [topic]
        let id = try ask(creation, 7).topics[0].topicId
        var coordinator = FindCoordinatorRequest()
        coordinator.coordinatorKeys = ["g"]
        _ = try ask(coordinator, 4)
        var join = JoinGroupRequest()
        join.groupId = "g"
        join.sessionTimeoutMs = 10_000
        join.rebalanceTimeoutMs = 10_000
        join.protocolType = "consumer"
        join.protocols = [JoinGroupRequest.JoinGroupRequestProtocol()]
        join.protocols[0].name = "range"
        guard try ask(join, 9).errorCode == ErrorCode.memberIdRequired.rawValue else {
            throw Failure(operation: "join")
        }
        var fetch = FetchRequest()
        fetch.sessionEpoch = 0
        fetch.topics = [FetchRequest.FetchTopic()]
        fetch.topics[0].topicId = id
        fetch.topics[0].partitions = [FetchRequest.FetchPartition()]
        guard try ask(fetch, 13).sessionId != 0 else { throw Failure(operation: "fetch") }
    }
}
