import Binary
import KafkaProtocol
import Testing
import World

@testable import ClientCore

/// A member of group "g" on topic "t" (4 partitions) under the consumer protocol, and a coordinator that is a script.
private struct Script {
    var member: ConsumerMember
    var metadata = ClusterMetadata()
    var positions: [TopicPartition: Int64] = [:]
    var outbox = Outbox(owner: 1)
    var now = Instant(nanoseconds: 0)
    var waiting: [OutgoingRequest] = []
    var events: [String] = []
    static let id = Uuid(high: 1, low: 2)

    init(_ change: (inout GroupOptions) -> Void = { _ in }) {
        var options = GroupOptions(group: "g")
        options.memberId = "me"
        change(&options)
        member = ConsumerMember(options: options, topics: ["t"])
        var response = ProducerScript.metadata(4)
        for index in response.topics.indices { response.topics[index].topicId = Script.id }
        metadata.update(response)
        settle()
        answer(FindCoordinatorRequest.self) { ($0.nodeId, $0.host, $0.port) = (1, "broker", 9_092) }
    }

    mutating func settle() {
        for _ in 0..<4 {
            member.step(now: now, metadata: &metadata, positions: positions, into: &outbox)
            waiting += outbox.take()
            for event in member.takeEvents() {
                switch event {
                case .assigned(let parts): events.append("assigned " + Script.words(parts.keys.sorted()))
                case .revoking(let parts): events.append("revoking " + Script.words(parts))
                case .revoked(let parts): events.append("revoked " + Script.words(parts))
                case .lost(let parts): events.append("lost " + Script.words(parts))
                case .committed(_, let error): events.append("committed \(error?.kafka.name ?? "")")
                case .failed(let error): events.append("failed \(error.kafka.name)")
                }
            }
        }
    }

    private static func words(_ partitions: [TopicPartition]) -> String {
        partitions.map { "\($0.partition)" }.joined()
    }

    var asked: [String] { waiting.map { "\(type(of: $0.message))".replacing("Request", with: "") } }

    func request<Request: KafkaRequest>(_ type: Request.Type) -> Request? {
        waiting.lazy.compactMap { $0.message as? Request }.first
    }

    var beat: ConsumerGroupHeartbeatRequest? { request(ConsumerGroupHeartbeatRequest.self) }
    /// The partitions that the heartbeat says the member has; nil where it says nothing.
    var told: [Int32]? { beat?.topicPartitions.map { $0.flatMap(\.partitions) } }

    mutating func answer<Request: KafkaRequest>(
        _ type: Request.Type, _ fill: (inout Request.Response) -> Void = { _ in }
    ) {
        guard let index = waiting.firstIndex(where: { $0.message is Request }) else { return }
        let request = waiting.remove(at: index)
        var response = Request.Response()
        fill(&response)
        _ = member.received(Reply(token: request.token, version: 9, outcome: .success(response)), now: now)
        settle()
    }

    /// Answers a heartbeat; `partitions` nil for "unchanged".
    mutating func beat(epoch: Int32, _ partitions: [Int32]? = nil) {
        answer(ConsumerGroupHeartbeatRequest.self) { response in
            (response.memberId, response.memberEpoch, response.heartbeatIntervalMs) = ("me", epoch, 1_000)
            guard let partitions else { return }
            var entry = ConsumerGroupHeartbeatResponse.TopicPartitions()
            (entry.topicId, entry.partitions) = (Script.id, partitions)
            var assignment = ConsumerGroupHeartbeatResponse.Assignment()
            assignment.topicPartitions = partitions.isEmpty ? [] : [entry]
            response.assignment = assignment
        }
    }

    mutating func fail(_ code: ErrorCode) {
        answer(ConsumerGroupHeartbeatRequest.self) { $0.errorCode = code.rawValue }
    }

    mutating func pass(milliseconds: Int64) {
        now = now.advanced(milliseconds: milliseconds)
        settle()
    }
}

@Suite("A member under the consumer protocol")
struct ConsumerMemberTests {
    @Test("it joins, takes what it is assigned, gives up what goes before it takes what comes, and leaves")
    func life() {
        var script = Script { $0.awaitsRevocation = true }
        #expect(script.beat?.memberEpoch == 0 && script.beat?.subscribedTopicNames == ["t"] && script.told == [])
        script.beat(epoch: 2, [0, 1])
        #expect(script.asked == ["OffsetFetch"])
        #expect(script.request(OffsetFetchRequest.self)?.groups.first?.memberEpoch == 2)
        script.answer(OffsetFetchRequest.self)
        #expect(script.events == ["assigned 01"] && script.told == [0, 1], "what was taken is told at once")
        script.beat(epoch: 2)
        #expect(script.asked == [] && script.member.isStable)
        script.positions = [TopicPartition("t", 0): 5]
        script.pass(milliseconds: 1_000)
        #expect(script.told == nil && script.beat?.subscribedTopicNames == nil)
        script.beat(epoch: 2, [1, 2])
        #expect(script.events.last == "revoking 0" && script.member.assignment.count == 2)
        script.pass(milliseconds: 1_000)
        #expect(script.told == nil, "heartbeats go on while the consumer finishes")
        script.beat(epoch: 2)
        script.member.finishRevocation()
        script.settle()
        #expect(script.request(OffsetCommitRequest.self)?.generationIdOrMemberEpoch == 2)
        script.answer(OffsetCommitRequest.self)
        #expect(script.events.last == "revoked 0" && script.told == [1])
        script.beat(epoch: 3)
        script.answer(OffsetFetchRequest.self)
        #expect(script.events.last == "assigned 2" && script.told == [1, 2])
        script.beat(epoch: 3)
        script.member.subscribe(["t", "u"])
        script.settle()
        #expect(script.beat?.subscribedTopicNames == ["t", "u"])
        script.beat(epoch: 4)
        script.member.leave()
        script.settle()
        #expect(script.beat?.memberEpoch == -1 && script.events.last == "revoked 12")
        script.beat(epoch: -1)
        #expect(script.member.isOut)
    }

    @Test("every error leads where Java's members go")
    func errors() {
        let cases: [(ErrorCode, asked: [String], epoch: Int32?, event: String)] = [
            (.fencedMemberEpoch, ["ConsumerGroupHeartbeat"], 0, "lost 0"),
            (.unknownMemberId, ["ConsumerGroupHeartbeat"], 0, "lost 0"),
            (.notCoordinator, ["FindCoordinator"], nil, "assigned 0"),
            (.coordinatorLoadInProgress, ["ConsumerGroupHeartbeat"], 2, "assigned 0"),
            (.unreleasedInstanceId, [], nil, "failed UNRELEASED_INSTANCE_ID"),
            (.groupMaxSizeReached, [], nil, "failed GROUP_MAX_SIZE_REACHED"),
            (.unsupportedAssignor, [], nil, "failed UNSUPPORTED_ASSIGNOR"),
        ]
        for (code, asked, epoch, event) in cases {
            var script = Script { $0.commitInterval = nil }
            script.beat(epoch: 2, [0])
            script.answer(OffsetFetchRequest.self)
            script.fail(code)
            script.pass(milliseconds: 100)
            #expect(script.asked == asked && script.events.last == event, "\(code): \(script.asked) \(script.events)")
            #expect(script.beat?.memberEpoch == epoch, "\(code)")
        }
    }
}
