import Binary
import Records
import Testing

@testable import Metadata

@Suite struct ClusterStateTests {
    @Test func followsATopicsLife() throws {
        var replay = MetadataReplay()
        for record in sampleRecords() { try replay.apply(record) }
        try replay.apply(config(2, "a.b", "retention.ms", "5"))
        let born = replay.takeDelta()
        let id = Uuid(high: 0, low: 7)
        #expect(born.changedTopics == [id])
        #expect(born.changedBrokers == [1, 2, 3])
        #expect(born.changedConfigs == [.topic("a.b"), .cluster])
        #expect(replay.state.collisionNames == ["a_b": "a.b"])

        var change = PartitionChangeRecord()
        change.topicId = id
        change.partitionId = 1
        change.isr = [1]
        change.leader = 1
        change.eligibleLeaderReplicas = [2]
        try replay.apply(.partitionChange(change))
        let changed = try #require(replay.state.topics[id]?.partition(1))
        #expect((changed.leader, changed.leaderEpoch, changed.partitionEpoch) == (1, 1, 1))
        #expect((changed.isr, changed.eligibleLeaderReplicas, changed.replicas) == ([1], [2], [2, 1]))
        change.leader = PartitionImage.noLeaderChange
        try replay.apply(.partitionChange(change))
        let kept = try #require(replay.state.topics[id]?.partition(1))
        #expect((kept.leader, kept.leaderEpoch, kept.partitionEpoch) == (1, 1, 2))

        var clear = ClearElrRecord()
        clear.topicName = "a.b"
        try replay.apply(.clearElr(clear))
        #expect(replay.state.topics[id]?.partition(1)?.eligibleLeaderReplicas == [])
        _ = replay.takeDelta()

        var remove = RemoveTopicRecord()
        remove.topicId = id
        try replay.apply(.removeTopic(remove))
        let gone = replay.takeDelta()
        #expect(gone.removedTopics[id]?.partitions.count == 2)
        #expect(gone.changedTopics.isEmpty)
        #expect(replay.state.topic(named: "a.b") == nil)
        #expect(replay.state.configs[.topic("a.b")] == nil)
        #expect(replay.state.collisionNames.isEmpty)
    }

    @Test func refusesContradictions() throws {
        let base = sampleRecords()
        var noSuchPartition = PartitionChangeRecord()
        noSuchPartition.topicId = Uuid(high: 0, low: 7)
        noSuchPartition.partitionId = -1
        var staleBroker = BrokerRegistrationChangeRecord()
        staleBroker.brokerId = 1
        staleBroker.brokerEpoch = 9
        var wrong = RemoveTopicRecord()
        wrong.topicId = Uuid(high: 0, low: 8)
        let bad: [MetadataRecord] = [
            topic("a.b", 9), topic("other", 7), partition(8, 0, replicas: [1]), partition(7, 3, replicas: [1]),
            partition(7, .max, replicas: [1]), partition(7, -1, replicas: [1]), .partitionChange(noSuchPartition),
            .brokerRegistrationChange(staleBroker), .removeTopic(wrong), .endTransaction(EndTransactionRecord()),
            .abortTransaction(AbortTransactionRecord()),
        ]
        for record in bad {
            #expect(throws: MetadataError.self, "\(record)") { try state(base + [record]) }
        }
        let newer = try MetadataVersion.decode([1, 99, 0, 1, 2, 3])
        let error = #expect(throws: MetadataError.self) { try state(base + [newer]) }
        #expect(error?.code == .unknownRecord)
        #expect(error?.subject == "metadata record of type 99 version 0")
        for garbage in [[], [1], [2, 2, 0], [1, 2, 0, 200]] as [[UInt8]] {
            #expect(throws: MetadataError.self, "\(garbage)") { try MetadataVersion.decode(garbage) }
        }
    }

    @Test func holdsTransactionsBack() throws {
        var replay = MetadataReplay()
        try replay.apply(.beginTransaction(BeginTransactionRecord()))
        try replay.apply(topic("t", 1))
        #expect(replay.isInTransaction)
        #expect(replay.state.topics.isEmpty)
        try replay.apply(.abortTransaction(AbortTransactionRecord()))
        try replay.apply(.beginTransaction(BeginTransactionRecord()))
        try replay.apply(topic("u", 2))
        try replay.apply(.endTransaction(EndTransactionRecord()))
        #expect(replay.isInTransaction == false)
        #expect(replay.state.topicIds == ["u": Uuid(high: 0, low: 2)])
    }

    /// A snapshot makes an equal state, whatever else the log had, and is the same for equal states.
    @Test func comesBackFromASnapshot() throws {
        var records = sampleRecords()
        records += [config(2, "a.b", "x", "1"), config(2, "a.b", "x", nil), config(32, "g", "y", "2")]
        records += rights()
        records.append(topic("b", 9))
        let before = try state(records)
        let snapshot = before.snapshotRecords()
        let after = try state(snapshot)
        #expect(encoded(after.snapshotRecords()) == encoded(snapshot))
        #expect(after.topics == before.topics)
        #expect(after.topicIds == before.topicIds)
        #expect(after.collisionNames == before.collisionNames)
        #expect(after.configs == before.configs)
        #expect(after.features == before.features && after.features.count == Features.initial.count)
        #expect(after.clientQuotas == before.clientQuotas)
        #expect(after.producerIds?.nextProducerId == 4000)
        #expect(after.scramCredentials.count == 1 && after.acls.entries.count == 1 && after.delegationTokens.count == 1)
        #expect(after.controllers.count == 1)
        #expect(snapshot.count == records.count - 3)
        guard case .featureLevel(let first) = snapshot[0] else {
            Issue.record("a snapshot begins with the metadata version")
            return
        }
        #expect(first.name == "metadata.version")
    }

    private func rights() -> [MetadataRecord] {
        var quota = ClientQuotaRecord()
        var user = ClientQuotaRecord.EntityData()
        user.entityType = "user"
        user.entityName = nil
        quota.entity = [user]
        quota.key = "producer_byte_rate"
        quota.value = 1.5
        var gone = quota
        gone.key = "consumer_byte_rate"
        gone.remove = true
        var producers = ProducerIdsRecord()
        producers.nextProducerId = 4000
        var acl = AccessControlEntryRecord()
        acl.id = Uuid(high: 3, low: 3)
        var scram = UserScramCredentialRecord()
        scram.name = "u"
        scram.salt = [1, 2]
        var token = DelegationTokenRecord()
        token.tokenId = "t"
        var controller = RegisterControllerRecord()
        controller.controllerId = 1
        return [
            .clientQuota(quota), .clientQuota(gone), .producerIds(producers), .accessControlEntry(acl),
            .userScramCredential(scram), .delegationToken(token), .registerController(controller),
        ]
    }

    /// Records are written in the form that the finalised level allows.
    @Test func keepsToTheFinalisedVersion() {
        let levels: [(Int16, registration: Int16, partition: Int16, change: Int16)] = [
            (7, 1, 0, 1), (8, 2, 0, 1), (17, 3, 1, 2), (23, 3, 2, 2), (30, 4, 2, 3),
        ]
        for expected in levels {
            let version = MetadataVersion(level: expected.0)
            #expect(version.version(of: broker(1)) == expected.registration)
            #expect(version.version(of: partition(1, 0, replicas: [1])) == expected.partition)
            #expect(
                version.version(of: .brokerRegistrationChange(BrokerRegistrationChangeRecord())) == expected.change)
            #expect(version.version(of: topic("t", 1)) == 0)
        }
    }
}
