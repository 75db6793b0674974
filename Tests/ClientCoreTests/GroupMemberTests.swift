import Binary
import KafkaProtocol
import Testing
import World

@testable import ClientCore

/// A member of group "g" on topic "t" (4 partitions) and a coordinator that is a script.
private struct MemberScript {
    var member: GroupMember
    var metadata = ClusterMetadata()
    var positions: [TopicPartition: Int64] = [:]
    var outbox = Outbox(owner: 1)
    var now = Instant(nanoseconds: 0)
    var waiting: [OutgoingRequest] = []
    var events: [String] = []

    init(_ change: (inout GroupOptions) -> Void = { _ in }) {
        var options = GroupOptions(group: "g")
        change(&options)
        member = GroupMember(options: options, topics: ["t"])
        metadata.update(ProducerScript.metadata(4))
        settle()
    }

    mutating func settle() {
        for _ in 0..<3 {
            member.step(now: now, metadata: &metadata, positions: positions, into: &outbox)
            waiting += outbox.take()
            for event in member.takeEvents() {
                switch event {
                case .assigned(let parts):
                    events.append("assigned " + parts.keys.sorted().map { "\($0.partition)" }.joined())
                case .revoked(let parts): events.append("revoked " + parts.map { "\($0.partition)" }.joined())
                case .revoking(let parts): events.append("revoking " + parts.map { "\($0.partition)" }.joined())
                case .lost(let parts): events.append("lost " + parts.map { "\($0.partition)" }.joined())
                case .committed(_, let error): events.append("committed \(error?.kafka.name ?? "")")
                case .failed(let error): events.append("failed \(error.kafka.name)")
                }
            }
        }
    }

    /// What is asked at the moment.
    var asked: [String] { waiting.map { "\(type(of: $0.message))".replacing("Request", with: "") } }

    func request<Request: KafkaRequest>(_ type: Request.Type) -> Request? {
        waiting.lazy.compactMap { $0.message as? Request }.first
    }

    /// Answers the first request of a type.
    mutating func answer<Request: KafkaRequest>(
        _ type: Request.Type, _ fill: (inout Request.Response) -> Void = { _ in }
    ) {
        guard let index = waiting.firstIndex(where: { $0.message is Request }) else { return }
        let request = waiting.remove(at: index)
        var response = Request.Response()
        fill(&response)
        _ = member.received(Reply(token: request.token, version: 5, outcome: .success(response)), now: now)
        settle()
    }

    /// The first request of a type gets no reply.
    mutating func lose<Request: KafkaRequest>(_ type: Request.Type) {
        guard let index = waiting.firstIndex(where: { $0.message is Request }) else { return }
        let request = waiting.remove(at: index)
        let error = ClientError(.unreachable, "broker", "gone", isRetriable: true)
        _ = member.received(Reply(token: request.token, version: 0, outcome: .failure(error)), now: now)
        settle()
    }

    mutating func pass(milliseconds: Int64) {
        now = now.advanced(milliseconds: milliseconds)
        settle()
    }

    mutating func find() {
        answer(FindCoordinatorRequest.self) { response in
            (response.nodeId, response.host, response.port) = (1, "broker", 9_092)
        }
    }

    /// From the start to stable, as follower with partitions 0 and 1.
    mutating func becomeStable() {
        find()
        answer(JoinGroupRequest.self) { response in
            response.errorCode = ErrorCode.memberIdRequired.rawValue
            response.memberId = "me"
        }
        joinAndSync()
    }

    mutating func joinAndSync(generation: Int32 = 1) {
        answer(JoinGroupRequest.self) { response in
            (response.generationId, response.memberId, response.leader) = (generation, "me", "other")
            response.protocolName = "range"
        }
        answer(SyncGroupRequest.self) { response in
            response.assignment = ConsumerProtocol.encode([TopicPartition("t", 0), TopicPartition("t", 1)])
        }
        answer(OffsetFetchRequest.self)
    }
}

@Suite("A group member as a machine")
struct GroupMemberTests {
    @Test("a follower joins with the id it is given, syncs, asks for offsets, heartbeats and commits")
    func follower() {
        var script = MemberScript()
        #expect(script.asked == ["FindCoordinator"])
        script.find()
        #expect(script.request(JoinGroupRequest.self)?.memberId == "")
        script.becomeStable()
        #expect(script.events == ["assigned 01"] && script.member.isStable && script.member.generation == 1)
        script.positions = [TopicPartition("t", 0): 5, TopicPartition("t", 9): 1]
        script.pass(milliseconds: 3_000)
        #expect(script.asked == ["Heartbeat"])
        script.answer(HeartbeatRequest.self)
        script.pass(milliseconds: 2_000)
        #expect(script.asked == ["OffsetCommit"])
        #expect(script.request(OffsetCommitRequest.self)?.topics.flatMap(\.partitions).map(\.committedOffset) == [5])
        script.answer(OffsetCommitRequest.self)
        script.pass(milliseconds: 5_000)
        script.answer(HeartbeatRequest.self)
        #expect(script.asked == [], "nothing new was read, so nothing is committed")
    }

    @Test("the leader shares out the topics of all members, and joins again when a topic has grown")
    func leader() {
        var script = MemberScript()
        script.find()
        script.answer(JoinGroupRequest.self) { response in
            (response.generationId, response.memberId, response.leader) = (3, "b", "b")
            response.protocolName = "range"
            response.members = ["b", "a"].map { id in
                var member = JoinGroupResponse.JoinGroupResponseMember()
                member.memberId = id
                member.metadata = ConsumerProtocol.encode(Subscription(topics: ["t"]))
                return member
            }
        }
        let shares = script.request(SyncGroupRequest.self)?.assignments.map { entry in
            entry.memberId + (ConsumerProtocol.assignment(entry.assignment) ?? []).map { "\($0.partition)" }.joined()
        }
        #expect(shares == ["a01", "b23"])
        script.answer(SyncGroupRequest.self) { response in
            response.assignment = ConsumerProtocol.encode([TopicPartition("t", 2), TopicPartition("t", 3)])
        }
        script.answer(OffsetFetchRequest.self)
        script.metadata.update(ProducerScript.metadata(6))
        script.settle()
        #expect(script.asked == ["JoinGroup"] && script.events == ["assigned 23", "revoked 23"])
    }

    @Test("a rebalance: what was read is committed, the partitions are given up, then the member joins again")
    func rebalance() {
        var script = MemberScript()
        script.becomeStable()
        script.positions = [TopicPartition("t", 1): 8]
        script.pass(milliseconds: 3_000)
        script.answer(HeartbeatRequest.self) { $0.errorCode = ErrorCode.rebalanceInProgress.rawValue }
        #expect(script.asked == ["OffsetCommit"] && script.events == ["assigned 01"])
        script.answer(OffsetCommitRequest.self)
        #expect(script.asked == ["JoinGroup"] && script.events.last == "revoked 01")
        #expect(script.request(JoinGroupRequest.self)?.memberId == "me")
        script.positions = [:]
        script.joinAndSync(generation: 2)
        #expect(script.events.last == "assigned 01" && script.member.generation == 2)
    }

    @Test("every error leads where Java's members go")
    func errors() {
        // What a heartbeat's error leads to: the next request, the member id in it, whether partitions are gone.
        let heartbeats: [(ErrorCode, next: [String], id: String?, event: String)] = [
            (.coordinatorLoadInProgress, [], nil, "assigned 01"),
            (.notCoordinator, ["FindCoordinator"], nil, "assigned 01"),
            (.coordinatorNotAvailable, ["FindCoordinator"], nil, "assigned 01"),
            (.unknownMemberId, ["JoinGroup"], "", "lost 01"),
            (.illegalGeneration, ["JoinGroup"], "me", "lost 01"),
            (.rebalanceInProgress, ["JoinGroup"], "me", "revoked 01"),
            (.fencedInstanceId, [], nil, "failed FENCED_INSTANCE_ID"),
        ]
        for (code, next, id, event) in heartbeats {
            var script = MemberScript()
            script.becomeStable()
            script.pass(milliseconds: 3_000)
            script.answer(HeartbeatRequest.self) { $0.errorCode = code.rawValue }
            script.pass(milliseconds: 100)
            #expect(script.asked == next && script.events.last == event, "\(code): \(script.asked) \(script.events)")
            #expect(script.request(JoinGroupRequest.self)?.memberId == id)
        }
        let joins: [(ErrorCode, next: [String])] = [
            (.coordinatorLoadInProgress, ["JoinGroup"]), (.notCoordinator, ["FindCoordinator"]),
            (.unknownMemberId, ["JoinGroup"]), (.rebalanceInProgress, ["JoinGroup"]),
            (.inconsistentGroupProtocol, []), (.groupAuthorizationFailed, []), (.groupMaxSizeReached, []),
            (.invalidSessionTimeout, []), (.invalidGroupId, []), (.fencedInstanceId, []),
        ]
        for (code, next) in joins {
            for isSync in [false, true] {
                var script = MemberScript()
                script.find()
                if isSync {
                    script.answer(JoinGroupRequest.self) { ($0.generationId, $0.memberId, $0.leader) = (1, "me", "x") }
                    script.answer(SyncGroupRequest.self) { $0.errorCode = code.rawValue }
                } else {
                    script.answer(JoinGroupRequest.self) { $0.errorCode = code.rawValue }
                }
                script.pass(milliseconds: 100)
                #expect(script.asked == next && script.member.isOut == next.isEmpty, "\(code): \(script.asked)")
            }
        }
    }

    @Test("a lost coordinator is looked for again, and the membership outlives it")
    func lostCoordinator() {
        var script = MemberScript()
        script.becomeStable()
        script.pass(milliseconds: 3_000)
        script.lose(HeartbeatRequest.self)
        script.pass(milliseconds: 100)
        #expect(script.asked == ["FindCoordinator"])
        script.answer(FindCoordinatorRequest.self) { $0.errorCode = ErrorCode.coordinatorNotAvailable.rawValue }
        script.pass(milliseconds: 100)
        script.find()
        script.pass(milliseconds: 3_000)
        #expect(script.asked == ["Heartbeat"] && script.events == ["assigned 01"])

        var joining = MemberScript()
        joining.find()
        joining.lose(JoinGroupRequest.self)
        joining.pass(milliseconds: 100)
        joining.find()
        joining.pass(milliseconds: 100)
        #expect(joining.asked == ["JoinGroup"])
    }

    @Test("leaving commits first; a static member only goes")
    func leaving() {
        var script = MemberScript()
        script.becomeStable()
        script.positions = [TopicPartition("t", 0): 3]
        script.member.leave()
        script.settle()
        #expect(script.asked == ["OffsetCommit"])
        script.answer(OffsetCommitRequest.self)
        #expect(script.asked == ["LeaveGroup"] && script.events.last == "revoked 01")
        #expect(script.request(LeaveGroupRequest.self)?.members.map(\.memberId) == ["me"])
        script.answer(LeaveGroupRequest.self)
        #expect(script.member.isOut)

        var fixed = MemberScript { $0.instanceId = "one" }
        fixed.becomeStable()
        fixed.member.leave()
        fixed.settle()
        #expect(fixed.member.isOut && fixed.asked == [])

        var early = MemberScript()
        early.member.leave()
        early.lose(FindCoordinatorRequest.self)
        early.pass(milliseconds: 100)
        #expect(early.member.isOut)
    }

    @Test("commits that are asked for tell how they went")
    func commits() {
        var script = MemberScript { $0.commitInterval = nil }
        script.becomeStable()
        for (code, word) in [
            (ErrorCode.none, "committed "), (.offsetMetadataTooLarge, "committed OFFSET_METADATA_TOO_LARGE"),
        ] {
            let number = script.member.commit([TopicPartition("t", 0): CommittedOffset(4)], into: &script.outbox)
            script.settle()
            script.answer(OffsetCommitRequest.self) { response in
                var part = OffsetCommitResponse.OffsetCommitResponsePartition()
                part.errorCode = code.rawValue
                var topic = OffsetCommitResponse.OffsetCommitResponseTopic()
                topic.name = "t"
                topic.partitions = [part]
                response.topics = [topic]
            }
            #expect(number != nil && script.events.last == word && script.member.isStable)
        }
        #expect(!MemberScript().member.isStable)
    }

    /// Assigns partitions to the member, as the answer to its JoinGroup and SyncGroup.
    private func assign(_ partitions: [Int32], generation: Int32, _ script: inout MemberScript) {
        script.answer(JoinGroupRequest.self) { response in
            (response.generationId, response.memberId, response.leader) = (generation, "me", "other")
            response.protocolName = "cooperative-sticky"
        }
        script.answer(SyncGroupRequest.self) { response in
            response.assignment = ConsumerProtocol.encode(partitions.map { TopicPartition("t", $0) })
        }
    }

    @Test("a cooperative member keeps its partitions, gives up what goes, and joins once more for others to get it")
    func cooperative() {
        var script = MemberScript {
            $0.strategies = [.cooperativeSticky]
            $0.awaitsRevocation = true
        }
        script.find()
        assign([0, 1, 2], generation: 1, &script)
        script.answer(OffsetFetchRequest.self)
        #expect(script.events == ["assigned 012"])
        script.positions = [TopicPartition("t", 1): 5, TopicPartition("t", 2): 7]
        script.pass(milliseconds: 3_000)
        script.answer(HeartbeatRequest.self) { $0.errorCode = ErrorCode.rebalanceInProgress.rawValue }
        #expect(script.asked == ["JoinGroup"] && script.events == ["assigned 012"], "it reads on meanwhile")
        let told = script.request(JoinGroupRequest.self)?.protocols.first.flatMap {
            ConsumerProtocol.subscription($0.metadata)
        }
        #expect(told?.owned.map(\.partition) == [0, 1, 2] && told?.generation == 1)
        assign([0, 1], generation: 2, &script)
        #expect(script.events.last == "revoking 2" && script.asked == [])
        script.pass(milliseconds: 3_000)
        #expect(script.asked == ["Heartbeat"], "the membership outlives what the consumer does meanwhile")
        script.answer(HeartbeatRequest.self)
        script.member.finishRevocation()
        script.settle()
        #expect(script.request(OffsetCommitRequest.self)?.topics.flatMap(\.partitions).map(\.partitionIndex) == [2])
        script.answer(OffsetCommitRequest.self)
        #expect(script.events.contains("revoked 2") && script.asked == ["JoinGroup"])
        assign([0, 1, 3], generation: 3, &script)
        #expect(
            script.request(OffsetFetchRequest.self)?.groups.flatMap { $0.topics ?? [] }.flatMap(\.partitionIndexes) == [
                3
            ])
        script.answer(OffsetFetchRequest.self)
        #expect(script.events.last == "assigned 3" && script.member.assignment.map(\.partition) == [0, 1, 3])
        script.member.subscribe(["t", "u"])
        script.settle()
        #expect(script.asked == ["JoinGroup"] && script.member.assignment.count == 3)
    }

    @Test("an eager member waits for its consumer before it gives up everything")
    func awaited() {
        var script = MemberScript { $0.awaitsRevocation = true }
        script.becomeStable()
        script.pass(milliseconds: 3_000)
        script.answer(HeartbeatRequest.self) { $0.errorCode = ErrorCode.rebalanceInProgress.rawValue }
        #expect(script.events.last == "revoking 01" && script.asked == [])
        let number = script.member.commit([TopicPartition("t", 0): CommittedOffset(4)], into: &script.outbox)
        script.settle()
        #expect(number != nil && script.asked == ["OffsetCommit"])
        script.answer(OffsetCommitRequest.self)
        script.member.finishRevocation()
        script.settle()
        #expect(script.events.last == "revoked 01" && script.asked == ["JoinGroup"])
    }
}
