import Binary
import CommitLog
import KafkaProtocol
import Metadata
import Records
import Testing
import World

@testable import Broker

/// Requests that no client of good will sends; what is answered was found by sending them to Kafka 4.3.
@Suite struct HostileTests {
    /// A batch with changes of its bytes, and the checksum of what they are then.
    private func resealed(_ source: [UInt8], _ change: (inout [UInt8]) -> Void) -> [UInt8] {
        var bytes = source
        change(&bytes)
        let size = UInt32(bytes.count - 12)
        let crc = bytes.withUnsafeBytes { crc32c(UnsafeRawBufferPointer(rebasing: $0[21...])) }
        for index in 0..<4 {
            bytes[8 + index] = UInt8(truncatingIfNeeded: size >> (24 - 8 * UInt32(index)))
            bytes[17 + index] = UInt8(truncatingIfNeeded: crc >> (24 - 8 * UInt32(index)))
        }
        return bytes
    }

    private func setTime(_ time: Int64, at position: Int, _ bytes: inout [UInt8]) {
        for index in 0..<8 { bytes[position + index] = UInt8(truncatingIfNeeded: time >> (56 - 8 * Int64(index))) }
    }

    /// "error", the records told of and the log start.
    private func produce(_ rig: BrokerRig, _ topic: LocalTopic, _ records: [UInt8]) -> String {
        rig.send(produceRequest(topic, [(0, records)]), 13)
        guard let reply = rig.replies(ProduceResponse.self, 13).first?.responses[0].partitionResponses[0] else {
            return "none"
        }
        return "\(reply.errorCode) \(reply.recordErrors.map(\.batchIndex)) \(reply.logStartOffset)"
    }

    private static let now: Int64 = 1_700_000_000_000
    private static let hour: Int64 = 3_600_000

    /// Batches whose records are not what their header says. Stored as they come they are not looked into; where they
    /// are, packed anew or with `validate=deep`, they are refused by Kafka's codes.
    @Test func recordsThatAreNotWhatTheHeaderSays() throws {
        let good = batch(["v"])
        let two = resealed(good) { bytes in
            bytes[26] = 1
            bytes[60] = 2
        }
        let cases: [(String, [UInt8])] = [
            ("fewer records", two),
            ("no records", resealed(good) { $0.removeLast($0.count - 61) }),
            ("more bytes", resealed(good) { $0 += [7] }),
            ("a bad length", resealed(good) { $0.replaceSubrange(61..., with: [0x80, 0x80, 0x80, 0x80, 8, 1, 1]) }),
            ("a header that is not there", resealed(good) { $0[$0.count - 1] = 2 }),
        ]
        let plain = try BrokerRig()
        let stored = try plain.makeTopic("stored")
        let packed = try plain.makeTopic("packed") { $0.compression = .gzip }
        var options = BrokerOptions()
        options.looksAtRecords = true
        let deep = try BrokerRig(options: options)
        let looked = try deep.makeTopic("looked")
        for (name, records) in cases {
            #expect(produce(plain, stored, records) == "0 [] 0", "\(name)")
            #expect(produce(plain, packed, records) == "87 [] 0", "\(name)")
            #expect(produce(deep, looked, records) == "87 [] 0", "\(name)")
        }
        let garbage = resealed(good) { $0[22] = 1 }
        #expect(produce(deep, looked, garbage) == "-1 [] 0")
        #expect(looked.partition(0)?.log.ends.end == 0 && packed.partition(0)?.log.ends.end == 0)
        #expect(produce(deep, looked, good) == "0 [] 0")
    }

    @Test func timesThatAreNotTheRecords() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("t")
        let stamped = try rig.makeTopic("stamped") { $0.stampsAppendTime = true }
        let late = batch(["a", "b"], timestamp: HostileTests.now + 2 * HostileTests.hour)
        #expect(produce(rig, topic, late) == "32 [0, 1] 0")
        #expect(produce(rig, topic, batch(["a"], timestamp: -1)) == "0 [] 0")
        // Only the header lies: it is corrected.
        let lie = resealed(batch(["a"])) { setTime(HostileTests.now + 9 * HostileTests.hour, at: 35, &$0) }
        #expect(produce(rig, topic, lie) == "0 [] 0")
        let log = try #require(topic.partition(0)).log
        #expect(try log.youngestRecord()?.timestamp == HostileTests.now)
        #expect(try log.offset(for: Timestamp(milliseconds: HostileTests.now + 1), below: .end) == nil)
        // Append time is the broker's to set.
        let claimed = resealed(batch(["a", "b"])) { $0[22] = 8 }
        #expect(produce(rig, stamped, claimed) == "32 [0, 1] 0")
        #expect(produce(rig, topic, claimed) == "0 [] 0")
        var many = RecordBatchBuilder()
        for _ in 0..<5000 {
            try many.append(timestamp: 9 * HostileTests.now, key: nil, value: nil)
        }
        try many.seal()
        rig.send(produceRequest(topic, [(0, many.bytes.withUnsafeBytes { [UInt8]($0) })]), 13)
        let told = rig.replies(ProduceResponse.self, 13)[0].responses[0].partitionResponses[0].recordErrors
        #expect(told.count == RecordSurvey.maxFaultyRecords)
    }

    /// Who asks the wrong node is told where the right one is, in the versions that have room for it (KIP-951).
    @Test func theWrongNodeNamesTheRightOne() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("t")
        var state = ClusterState()
        var delta = ImageDelta()
        for id in [3, 4] as [Int32] {
            let broker: RegisterBrokerRecord = make {
                $0.brokerId = id
                $0.fenced = id == 3
                $0.rack = "r"
                $0.endPoints = [
                    make {
                        $0.host = "node\(id)"
                        $0.port = 9094
                    }
                ]
            }
            try state.apply(.registerBroker(broker), noting: &delta)
        }
        rig.context.apply(ClusterImage(state: state, offset: 1, epoch: 1), rig.context.topics)
        func endpoints(leader: Int32, produce version: Int16) -> [String] {
            var wakes = Wakes()
            topic.partition(0)?.follow(leaderId: leader, epoch: leader + 5, &wakes)
            rig.send(produceRequest(topic, [(0, batch(["a"]))]), version)
            return rig.replies(ProduceResponse.self, version)[0].nodeEndpoints.map {
                "\($0.nodeId) \($0.host):\($0.port) \($0.rack ?? "-")"
            }
        }
        #expect(endpoints(leader: 4, produce: 10) == ["4 node4:9094 r"])
        #expect(endpoints(leader: 4, produce: 9) == [])
        #expect(endpoints(leader: 3, produce: 13) == [], "one that is not alive is of no use")
        var wakes = Wakes()
        topic.partition(0)?.follow(leaderId: 4, epoch: 20, &wakes)
        let request = fetch(topic.id)
        for (version, expected) in [(15, []), (16, [4]), (18, [4])] as [(Int16, [Int32])] {
            rig.send(request, version)
            let reply = rig.replies(FetchResponse.self, version)[0]
            #expect(reply.nodeEndpoints.map(\.nodeId) == expected && reply.responses[0].partitions[0].errorCode == 6)
        }
    }

    private func fetch(_ id: Uuid, wait: Int32 = 0, _ change: (inout FetchRequest) -> Void = { _ in }) -> FetchRequest {
        make { request in
            request.maxWaitMs = wait
            request.minBytes = 1
            request.topics = [
                make {
                    $0.topicId = id
                    $0.partitions = [make { $0.partitionMaxBytes = 1000 }]
                }
            ]
            change(&request)
        }
    }

    @Test func fetchesThatMakeNoSense() throws {
        let rig = try BrokerRig()
        let topic = try rig.makeTopic("t")
        func ask(_ request: FetchRequest) -> String {
            rig.send(request, 13)
            guard let reply = rig.replies(FetchResponse.self, 13).first else { return "waits" }
            return "\(reply.errorCode) \(reply.responses.flatMap { $0.partitions.map(\.errorCode) })"
        }
        let strange = Uuid(high: 5, low: 5)
        #expect(ask(fetch(strange, wait: 1000)) == "0 [100]", "nothing can come of it")
        var both = fetch(strange, wait: 1000)
        both.topics += fetch(topic.id).topics
        #expect(ask(both) == "waits")
        rig.loop.advance(milliseconds: 1000)
        _ = rig.connection.takeReplies()
        #expect(ask(fetch(topic.id) { $0.sessionEpoch = -2 }) == "70 []")
        #expect(ask(fetch(topic.id) { $0.replicaId = 7 }) == "0 [6]", "broker 7 has no replica")
        #expect(ask(fetch(topic.id) { $0.topics[0].partitions[0].currentLeaderEpoch = -2 }) == "0 [74]")
    }

    @Test func topicsThatCannotBe() throws {
        let rig = try AdminRig()
        #expect(try rig.create("__cluster_metadata") == "INVALID_REQUEST")
        #expect(rig.context.image.topicsByName.isEmpty)
        try rig.create("t")
        try rig.create("u")
        let (t, u) = (try id("t", rig), try id("u", rig))
        func delete(_ topics: [(String?, Uuid)]) throws -> [String] {
            let request: DeleteTopicsRequest = make {
                $0.topics = topics.map { name, id in
                    make {
                        $0.name = name
                        $0.topicId = id
                    }
                }
            }
            return try rig.ask(request, 6).responses.map { "\($0.name ?? "-") \($0.errorCode)" }
        }
        // Named twice, in one way or the other, is told once and stays.
        #expect(try delete([("t", .zero), ("t", .zero)]) == ["t 42"])
        #expect(try delete([(nil, t), (nil, t), (nil, u)]) == ["- 42", "u 0"])
        #expect(try delete([(nil, t), ("t", .zero)]) == ["t 42"])
        #expect(rig.context.image.topicsByName.map(\.name) == ["t"])
        // Many of the same take no more than their time.
        #expect(try delete(Array(repeating: ("t", .zero), count: 50_000)) == ["t 42"])
    }

    private func id(_ name: String, _ rig: AdminRig) throws -> Uuid {
        try #require(rig.context.image.topic(named: name)?.id)
    }

    @Test func settingsThatCannotBe() throws {
        let rig = try AdminRig()
        func alter(_ type: Int8, _ resource: String, _ name: String, _ value: String) throws -> String {
            let request: IncrementalAlterConfigsRequest = make {
                $0.resources = [
                    make {
                        $0.resourceType = type
                        $0.resourceName = resource
                        $0.configs = [
                            make {
                                $0.name = name
                                $0.value = value
                            }
                        ]
                    }
                ]
            }
            let answer = try rig.ask(request, 1).responses[0]
            return "\(answer.errorCode) \(answer.errorMessage ?? "-")"
        }
        let session = "consumer.session.timeout.ms"
        #expect(try alter(32, "g", session, "50000") == "0 -")
        #expect(
            try alter(32, "g", session, "1")
                == "40 \(session) must be greater than or equal to group.consumer.min.session.timeout.ms")
        #expect(
            try alter(32, "g", session, "60001")
                == "40 \(session) must be less than or equal to group.consumer.max.session.timeout.ms")
        #expect(
            try alter(32, "g", "share.record.lock.duration.ms", "1")
                == "40 Invalid value 1 for configuration share.record.lock.duration.ms: Value must be at least 1000")
        #expect(try alter(32, "g", "streams.num.standby.replicas", "3").hasPrefix("40 "))
        #expect(try alter(32, "g", "share.auto.offset.reset", "x").hasPrefix("40 "))
        #expect(try alter(32, "g", "share.auto.offset.reset", "by_duration:PT1H") == "0 -")
        try rig.create("t")
        let throttled = "leader.replication.throttled.replicas"
        for (value, code) in [("*", "0"), ("", "0"), ("0:1,1:2", "0"), ("x", "40"), ("0:-1", "40"), ("0", "40")] {
            #expect(try alter(2, "t", throttled, value).hasPrefix("\(code) "), "\(value)")
        }
        #expect(try alter(4, "9", "background.threads", "5") == "42 Unexpected broker id, expected 1, but received 9")
        #expect(try alter(4, "1", "background.threads", "5") == "0 -")
    }

    /// Short requests for long replies: what is named twice is told once, and there is an end to it.
    @Test func repliesAreNotMuchLongerThanRequests() throws {
        let rig = try AdminRig()
        func configs(_ names: [String]) throws -> [Int16] {
            let request: DescribeConfigsRequest = make {
                $0.resources = names.map { name in
                    make {
                        $0.resourceType = 32
                        $0.resourceName = name
                        $0.configurationKeys = nil
                    }
                }
            }
            return try rig.ask(request, 4).results.map(\.errorCode)
        }
        #expect(try configs(Array(repeating: "g", count: 50_000)) == [0])
        let many = try configs((0...DescribeConfigsHandler.maxResources).map { "g\($0)" })
        #expect(many.count == DescribeConfigsHandler.maxResources + 1 && many.allSatisfy { $0 == 42 })
        _ = try RightsTable.findCoordinator(rig)
        let groups: DescribeGroupsRequest = make { $0.groups = Array(repeating: "g", count: 1000) + ["h"] }
        #expect(try rig.ask(groups, 5).groups.map(\.groupId) == ["g", "h"])
        let offsets: OffsetFetchRequest = make {
            $0.groups = (0..<1000).map { _ in
                make {
                    $0.groupId = "g"
                    $0.topics = nil
                }
            }
        }
        #expect(try rig.ask(offsets, 9).groups.count == 1)
    }

    @Test func pagesThatBeginNowhere() throws {
        let rig = try AdminRig()
        try rig.create("t", 3)
        func page(_ topics: [String], _ cursor: String, _ partition: Int32) throws -> [String] {
            let request: DescribeTopicPartitionsRequest = make {
                $0.topics = topics.map { name in make { $0.name = name } }
                $0.cursor = make {
                    $0.topicName = cursor
                    $0.partitionIndex = partition
                }
            }
            return try rig.ask(request, 0).topics.map { "\($0.name ?? "-") \($0.errorCode) \($0.partitions.count)" }
        }
        #expect(try page(["t", "u"], "t", -1) == ["t 42 0", "u 42 0"])
        #expect(try page(["t", "u"], "s", 0) == ["t 42 0", "u 42 0"])
        #expect(try page([], "s", 0) == ["t 0 3"])
        #expect(try page(["t"], "t", 2) == ["t 0 1"])
        #expect(try page(["t"], "t", .max) == ["t 0 0"])
    }
}
