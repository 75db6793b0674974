import Binary
import CommitLog
import KafkaProtocol
import Metadata
import Records
import Testing

@testable import Broker

@Suite struct AdminTests {
    private func metadata(
        _ rig: AdminRig, _ version: Int16, names: [String]?, ids: [Uuid] = [], creates: Bool = false
    ) throws -> [String] {
        var request = MetadataRequest()
        request.topics = names.map { names in
            names.map { name in
                var topic = MetadataRequest.MetadataRequestTopic()
                topic.name = name
                return topic
            }
                + ids.map { id in
                    var topic = MetadataRequest.MetadataRequestTopic()
                    topic.name = version >= 10 ? nil : ""
                    topic.topicId = id
                    return topic
                }
        }
        request.allowAutoTopicCreation = creates
        let response = try rig.ask(request, version)
        #expect(response.brokers.map { "\($0.nodeId) \($0.host):\($0.port)" } == ["1 node:9092"])
        return response.topics.map { topic in
            "\(topic.name ?? "-") \(topic.errorCode) \(topic.partitions.map { "\($0.leaderId)/\($0.replicaNodes)" })"
        }
    }

    @Test func metadataFindsTopics() throws {
        let rig = try AdminRig()
        try rig.create("a", 2)
        try rig.create("b")
        let id = try #require(rig.context.image.topic(named: "a")?.id)
        let a = "a 0 [\"1/[1]\", \"1/[1]\"]"
        let b = "b 0 [\"1/[1]\"]"
        #expect(try metadata(rig, 1, names: []) == [])
        #expect(try metadata(rig, 1, names: nil) == [a, b])
        #expect(try metadata(rig, 0, names: []) == [a, b])
        #expect(try metadata(rig, 13, names: ["b", "a", "b", "no", "n o"]) == [b, a, "no 3 []", "n o 17 []"])
        #expect(try metadata(rig, 12, names: ["b"], ids: [id, Uuid(high: 9, low: 9)]) == [a, "- 100 []"])
        #expect(try metadata(rig, 10, names: ["b"], ids: [id]) == ["b 42 []", " 42 []"])
        #expect(try metadata(rig, 13, names: ["new"], creates: false) == ["new 3 []"])
        #expect(try metadata(rig, 13, names: ["new"], creates: true) == ["new 3 []"])
        #expect(try metadata(rig, 13, names: ["new"], creates: true) == ["new 0 [\"1/[1]\"]"])
        #expect(try metadata(rig, 13, names: ["__consumer_offsets"], creates: true).count == 1)
        #expect(rig.context.image.topicsByName.map(\.name) == ["a", "b", "new"])
        let strict = try AdminRig(["auto.create.topics.enable": "false"])
        _ = try metadata(strict, 13, names: ["new"], creates: true)
        #expect(try metadata(strict, 13, names: ["new"], creates: true) == ["new 3 []"])
    }

    @Test func topicsComeAndGo() throws {
        let rig = try AdminRig()
        #expect(try rig.create("a", 3) == "NONE")
        #expect(try rig.create("a", 3) == "TOPIC_ALREADY_EXISTS")
        // The logs are there when the reply is.
        #expect(rig.context.topics.byName["a"]?.partition(2)?.log.size == 0)
        var request = CreateTopicsRequest()
        var topic = CreateTopicsRequest.CreatableTopic()
        topic.name = "dry"
        topic.numPartitions = -1
        topic.replicationFactor = -1
        request.topics = [topic]
        request.validateOnly = true
        let dry = try rig.ask(request, 7).topics[0]
        #expect((dry.errorCode, dry.numPartitions, dry.replicationFactor) == (0, 1, 1))
        #expect(dry.configs?.count == Setting.all(.topic).count { !$0.isInternal })
        #expect(rig.context.image.topic(named: "dry") == nil)
        request.validateOnly = false
        #expect(try rig.ask(request, 2).topics[0].errorCode == 0)

        let id = try #require(rig.context.image.topic(named: "a")?.id)
        func delete(_ entries: [(String?, Uuid)]) throws -> [Int16] {
            var request = DeleteTopicsRequest()
            request.topics = entries.map { name, id in
                var entry = DeleteTopicsRequest.DeleteTopicState()
                entry.name = name
                entry.topicId = id
                return entry
            }
            return try rig.ask(request, 6).responses.map(\.errorCode)
        }
        #expect(try delete([("a", id), (nil, .zero)]) == [42, 42])
        #expect(try delete([("a", .zero), ("a", .zero), ("dry", .zero)]) == [42, 0])
        #expect(try delete([(nil, Uuid(high: 3, low: 3)), ("dry", .zero), (nil, id)]) == [100, 3, 0])
        #expect(rig.context.topics.byName.isEmpty)
        #expect(try rig.create("a") == "NONE")
        #expect(rig.context.image.topic(named: "a")?.id != id)
        let kept = try AdminRig(["delete.topic.enable": "false"])
        var old = DeleteTopicsRequest()
        old.topicNames = ["a"]
        #expect(try kept.ask(old, 5).responses.map(\.errorCode) == [73])
        #expect(try kept.ask(old, 1).responses.map(\.errorCode) == [42])
    }

    @Test func partitionsInPages() throws {
        let rig = try AdminRig()
        for name in ["c", "a", "b"] { try rig.create(name, 2) }
        func page(_ names: [String], limit: Int32, cursor: (String, Int32)? = nil) throws -> String {
            var request = DescribeTopicPartitionsRequest()
            request.topics = names.map { name in
                var topic = DescribeTopicPartitionsRequest.TopicRequest()
                topic.name = name
                return topic
            }
            request.responsePartitionLimit = limit
            request.cursor = cursor.map { name, partition in
                var cursor = DescribeTopicPartitionsRequest.Cursor()
                cursor.topicName = name
                cursor.partitionIndex = partition
                return cursor
            }
            let response = try rig.ask(request, 0)
            let topics = response.topics.map {
                "\($0.name ?? "-")\($0.errorCode == 0 ? "" : "!\($0.errorCode)")\($0.partitions.map(\.partitionIndex))"
            }
            return topics.joined(separator: " ")
                + (response.nextCursor.map { " > \($0.topicName) \($0.partitionIndex)" } ?? "")
        }
        #expect(try page([], limit: 2000) == "a[0, 1] b[0, 1] c[0, 1]")
        #expect(try page(["b"], limit: 1) == "b[0] > b 1")
        #expect(try page(["b"], limit: 1, cursor: ("b", 1)) == "b[1]")
        #expect(try page([], limit: 3) == "a[0, 1] b[0] > b 1")
        #expect(try page([], limit: 2) == "a[0, 1] > b 0")
        #expect(try page([], limit: 3, cursor: ("b", 1)) == "b[1] c[0, 1]")
        #expect(try page(["x", "a", "n o"], limit: 9) == "a[0, 1] n o!17[] x!3[]")
        #expect(try page(["a"], limit: -1, cursor: ("a", .max)) == "a[]")
    }

    @Test func settingsAreDescribedAndAltered() throws {
        let rig = try AdminRig(["log.retention.hours": "1"])
        try rig.create("t", configs: ["segment.bytes": "2000000"])
        func describe(_ type: Int8, _ name: String, _ keys: [String]?) throws -> [String] {
            var resource = DescribeConfigsRequest.DescribeConfigsResource()
            resource.resourceType = type
            resource.resourceName = name
            resource.configurationKeys = keys
            var request = DescribeConfigsRequest()
            request.resources = [resource]
            request.includeSynonyms = true
            let result = try rig.ask(request, 4).results[0]
            if result.errorCode != 0 { return ["\(result.errorCode)"] }
            return result.configs.map { config in
                "\(config.name)=\(config.value ?? "-") \(config.configSource) \(config.synonyms.map(\.name))"
            }
        }
        let all = Setting.all(.topic).count { !$0.isInternal }
        #expect(try describe(2, "t", nil).count == all)
        #expect(try describe(2, "t", []).count == all)
        #expect(try describe(2, "t", ["no.such"]) == [])
        #expect(
            try describe(2, "t", ["retention.ms", "segment.bytes"]) == [
                "retention.ms=3600000 5 []",
                #"segment.bytes=2000000 1 ["segment.bytes", "log.segment.bytes"]"#,
            ])
        #expect(try describe(2, "x", nil) == ["3"])
        #expect(try describe(4, "2", nil) == ["42"])
        #expect(try describe(99, "x", nil) == ["42"])
        #expect(try describe(4, "", nil) == [#"min.insync.replicas=1 3 ["min.insync.replicas"]"#])
        #expect(try describe(4, "1", ["num.partitions"]) == [#"num.partitions=1 5 ["num.partitions"]"#])

        func alter(_ operation: Int8, _ name: String, _ value: String?) throws -> Int16 {
            var config = IncrementalAlterConfigsRequest.AlterableConfig()
            config.name = name
            config.configOperation = operation
            config.value = value
            var resource = IncrementalAlterConfigsRequest.AlterConfigsResource()
            resource.resourceType = 2
            resource.resourceName = "t"
            resource.configs = [config]
            var request = IncrementalAlterConfigsRequest()
            request.resources = [resource]
            return try rig.ask(request, 1).responses[0].errorCode
        }
        #expect(try alter(0, "retention.ms", "5") == 0)
        #expect(try alter(2, "retention.ms", "5") == 40)
        #expect(try alter(7, "retention.ms", "5") == 42)
        #expect(try alter(0, "cleanup.policy", "shrink") == 40)
        #expect(try describe(2, "t", ["retention.ms"])[0].hasPrefix("retention.ms=5 1 "))
        var resource = AlterConfigsRequest.AlterConfigsResource()
        resource.resourceType = 2
        resource.resourceName = "t"
        var request = AlterConfigsRequest()
        request.resources = [resource]
        #expect(try rig.ask(request, 2).responses[0].errorCode == 0)
        #expect(rig.context.image.state.configs[.topic("t")] == nil)
    }

    @Test func producersGetIdsOfTheirOwn() throws {
        let rig = try AdminRig()
        var ids: Set<Int64> = []
        for _ in 0..<1001 {
            var request = InitProducerIdRequest()
            request.transactionalId = nil
            let response = try rig.ask(request, 5)
            #expect(response.errorCode == 0 && response.producerEpoch == 0)
            ids.insert(response.producerId)
        }
        #expect(ids == Set(0...1000))
        #expect(rig.context.image.state.producerIds?.nextProducerId == 2000)
        var transactional = InitProducerIdRequest()
        transactional.transactionalId = "t"
        #expect(try rig.ask(transactional, 5).errorCode == ErrorCode.coordinatorNotAvailable.rawValue)
        transactional.transactionalId = ""
        #expect(try rig.ask(transactional, 5).errorCode == ErrorCode.invalidRequest.rawValue)
    }

    @Test func theClusterDescribesItself() throws {
        let rig = try AdminRig()
        try rig.create("t", 2)
        func cluster(_ endpoint: Int8) throws -> DescribeClusterResponse {
            var request = DescribeClusterRequest()
            request.endpointType = endpoint
            return try rig.ask(request, 2)
        }
        #expect(
            try cluster(1).brokers.map { "\($0.brokerId) \($0.host) \($0.rack ?? "-") \($0.isFenced)" } == [
                "1 node r false"
            ])
        #expect(try cluster(2).errorCode == ErrorCode.mismatchedEndpointType.rawValue)
        #expect(try cluster(3).errorCode == ErrorCode.unsupportedEndpointType.rawValue)

        var partition = DescribeQuorumRequest.PartitionData()
        partition.partitionIndex = 0
        var request = DescribeQuorumRequest()
        for name in ["__cluster_metadata", "t"] {
            var topic = DescribeQuorumRequest.TopicData()
            topic.topicName = name
            topic.partitions = [partition]
            request.topics.append(topic)
        }
        let quorum = try rig.ask(request, 2).topics.map { $0.partitions[0] }
        #expect(quorum.map(\.errorCode) == [0, 3])
        #expect((quorum[0].leaderId, quorum[0].leaderEpoch) == (1, 1))
        #expect(quorum[0].highWatermark == rig.context.image.offset + 1)
        #expect(quorum[0].currentVoters.map(\.replicaId) == [1])

        var all = DescribeLogDirsRequest()
        all.topics = nil
        let directory = try rig.ask(all, 4).results[0]
        #expect(directory.logDir == "/data" && directory.usableBytes > 0)
        #expect(directory.topics.map(\.name) == ["t"])
        #expect(directory.topics[0].partitions.map(\.partitionIndex) == [0, 1])

        var versions = ApiVersionsRequest()
        versions.clientSoftwareName = "test"
        versions.clientSoftwareVersion = "1"
        let features = try rig.ask(versions, 4)
        #expect(
            features.finalizedFeatures.map { "\($0.name) \($0.maxVersionLevel)" } == [
                "eligible.leader.replicas.version 1", "group.version 1", "kraft.version 1", "metadata.version 30",
                "transaction.version 2",
            ])
        #expect(features.finalizedFeaturesEpoch == rig.context.image.offset)
        #expect(try rig.ask(versions, 3).supportedFeatures.map(\.name) == ["metadata.version"])
    }
}
