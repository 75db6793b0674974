import Binary
import KafkaProtocol
import Records
import Testing
import World

@testable import Metadata

func context(_ next: Int64 = 100) -> PlanContext {
    PlanContext(nextOffset: next, now: Timestamp(milliseconds: 0), random: { 0 })
}

func controller(_ records: [MetadataRecord] = sampleRecords()) throws -> Controller {
    Controller(state: try state(records), settings: NodeSettings())
}

@Suite struct ControllerTests {
    private func registration(clean: Bool) -> BrokerRegistration {
        BrokerRegistration(
            id: 1, incarnationId: Uuid(high: 5, low: 5), directoryId: Uuid(high: 1, low: 1),
            listeners: [.init(name: "PLAINTEXT", host: "h", port: 9092)], rack: nil, startedClean: clean)
    }

    @Test func registersABroker() throws {
        let first = try controller([]).planRegistration(registration(clean: true), context(1))
        let count = Features.initial.count + 2
        #expect(first.records.count == count)
        #expect(first.reply == Int64(count))
        let registered = try state(first.records)
        #expect(registered.brokers[1]?.brokerEpoch == Int64(count))
        #expect(registered.brokers[1]?.fenced == false)
        #expect(registered.configs[.cluster] == ["min.insync.replicas": "1"])

        // A clean start changes no partition; another raises the epochs of those it leads, and of no other.
        #expect(try controller().planRegistration(registration(clean: true), context()).records.count == 1)
        var unclean = try controller()
        let plan = unclean.planRegistration(registration(clean: false), context())
        #expect(plan.records.count == 2)
        try unclean.apply(plan.records)
        let topic = try #require(unclean.state.topic(named: "a.b"))
        #expect(topic.partitions.map(\.leaderEpoch) == [1, 0])
        #expect(topic.partitions.map(\.leader) == [1, 2])
        #expect(topic.partitions[0].isr == [1, 2])
    }

    @Test func electsLeaders() throws {
        let base = try #require(try state(sampleRecords()).topic(named: "a.b")?.partition(0))
        func elect(
            isr: [Int32], eligible: [Int32] = [], last: [Int32] = [], leader: Int32 = -1, alive: Set<Int32>
        ) -> String {
            var partition = base
            partition.isr = isr
            partition.eligibleLeaderReplicas = eligible
            partition.lastKnownLeaders = last
            partition.leader = leader
            guard let change = PartitionElection(isAlive: { alive.contains($0) }).elect(partition) else { return "-" }
            let isr = change.isr.map { "\($0)" } ?? "as it was"
            return "\(change.leader) isr \(isr) recovery \(change.leaderRecoveryState)"
        }
        #expect(elect(isr: [1, 2], leader: 1, alive: [1]) == "-")
        #expect(elect(isr: [1, 2], leader: 1, alive: [2]) == "2 isr as it was recovery -1")
        #expect(elect(isr: [2, 1], alive: [1, 2]) == "1 isr as it was recovery -1")
        #expect(elect(isr: [2], eligible: [1], alive: [1]) == "1 isr [1] recovery -1")
        // As a Kafka node leaves it behind after a controlled shutdown of the only replica.
        #expect(elect(isr: [], eligible: [1], last: [1], alive: [1]) == "1 isr [1] recovery -1")
        #expect(elect(isr: [], last: [1], alive: [1]) == "1 isr [1] recovery 1")
        #expect(elect(isr: [], last: [1], alive: [2]) == "-")
        #expect(elect(isr: [2], last: [1], alive: [1]) == "-")
    }

    @Test func givesOutProducerIds() throws {
        var controller = try controller([])
        for expected in [0..<1000, 1000..<2000] as [Range<Int64>] {
            let plan = controller.planProducerIds(brokerId: 1, brokerEpoch: 4)
            #expect(try plan.reply.get() == expected)
            try controller.apply(plan.records)
        }
    }

    @Test func placesReplicas() throws {
        let three = ReplicaPlacement(alive: [1, 2, 3], fenced: [9])
        let placed = try three.place(partitions: 6, replicationFactor: 2, random: { 1 })
        #expect(placed == [[2, 3], [3, 1], [1, 2], [2, 1], [3, 2], [1, 3]])
        #expect(try three.place(partitions: 1, replicationFactor: 4, random: { 0 }) == [[1, 2, 3, 9]])
        let one = ReplicaPlacement(alive: [5], fenced: [])
        #expect(try one.place(partitions: 2, replicationFactor: 1, random: { 7 }) == [[5], [5]])
        for (placement, factor) in [(three, 5), (ReplicaPlacement(alive: [], fenced: [1]), 1)] {
            let error = #expect(throws: ApiError.self) {
                try placement.place(partitions: 1, replicationFactor: factor, random: { 0 })
            }
            #expect(error?.code == .invalidReplicationFactor)
        }
    }

    @Test func deletesTopics() throws {
        let id = Uuid(high: 0, low: 7)
        let deleted = try controller()
            .planDeleteTopics([.id(id), .name("a.b"), .name("no"), .id(Uuid(high: 9, low: 9))])
        #expect(deleted.records.count == 1)
        let answers = deleted.reply.map { result in
            switch result {
            case .success(let topic): topic.name
            case .failure(let error): error.code.name
            }
        }
        #expect(answers == ["a.b", "UNKNOWN_TOPIC_OR_PARTITION", "UNKNOWN_TOPIC_OR_PARTITION", "UNKNOWN_TOPIC_ID"])
    }

    @Test func addsPartitions() throws {
        let controller = try controller()
        func add(_ name: String, to count: Int32, _ assignments: [[Int32]]? = nil) throws -> (String, [[Int32]]) {
            var topic = CreatePartitionsRequest.CreatePartitionsTopic()
            topic.name = name
            topic.count = count
            topic.assignments = assignments?.map { brokers in
                var assignment = CreatePartitionsRequest.CreatePartitionsAssignment()
                assignment.brokerIds = brokers
                return assignment
            }
            var request = CreatePartitionsRequest()
            request.topics = [topic]
            let plan = controller.planCreatePartitions(request, context())
            var copy = controller
            try copy.apply(plan.records)
            let replicas = copy.state.topic(named: "a.b")?.partitions.map(\.replicas) ?? []
            return (ErrorCode(rawValue: plan.reply.results[0].errorCode).name, replicas)
        }
        let asItWas: [[Int32]] = [[1, 2], [2, 1]]
        #expect(try add("a.b", to: 4) == ("NONE", asItWas + [[1, 2], [2, 1]]))
        #expect(try add("a.b", to: 3, [[3, 2]]) == ("NONE", asItWas + [[3, 2]]))
        #expect(try add("a.b", to: 2) == ("INVALID_PARTITIONS", asItWas))
        #expect(try add("a.b", to: -1) == ("INVALID_PARTITIONS", asItWas))
        #expect(try add("a.b", to: .max) == ("POLICY_VIOLATION", asItWas))
        #expect(try add("x", to: 3) == ("UNKNOWN_TOPIC_OR_PARTITION", asItWas))
        for bad in [[[1, 2], [1, 2]], [[1]], [[1, 1]], [[1, 8]], [[]]] as [[[Int32]]] {
            #expect(try add("a.b", to: 3, bad) == ("INVALID_REPLICA_ASSIGNMENT", asItWas), "\(bad)")
        }
    }

    @Test func judgesTopicNames() {
        for name in ["a", "A-z_0.9", "...", String(repeating: "x", count: 249)] {
            #expect(TopicName.fault(name) == nil, "\(name)")
        }
        for name in ["", ".", "..", "a b", "ä", "a/b", String(repeating: "x", count: 250), "a\u{0}"] {
            #expect(TopicName.fault(name) != nil, "\(name)")
        }
        #expect(TopicName.isInternal("__consumer_offsets"))
        #expect(TopicName.isInternal("__cluster_metadata") == false)
    }
}
