import Binary
import KafkaProtocol
import Records
import Testing
import World

@testable import Metadata

/// Elections, reassignments, features, quotas and access control entries as plans.
@Suite struct ClusterChangeTests {
    /// Partition 0 of topic `a.b` after changes.
    private func partition(_ records: [MetadataRecord]) throws -> PartitionImage {
        try #require(try state(sampleRecords() + records).topic(named: "a.b")?.partition(0))
    }

    private func change(_ edit: (inout PartitionChangeRecord) -> Void) -> MetadataRecord {
        var record = PartitionChangeRecord()
        record.topicId = Uuid(high: 0, low: 7)
        record.partitionId = 0
        edit(&record)
        return .partitionChange(record)
    }

    @Test func leadersAreElectedOnRequest() throws {
        func elect(_ type: ElectionType, after record: MetadataRecord, all: Bool = false) throws -> (
            String, [MetadataRecord]
        ) {
            var wanted = ElectLeadersRequest.TopicPartitions()
            wanted.topic = "a.b"
            wanted.partitions = [0, 0]
            let plan = try controller(sampleRecords() + [record]).planElections(type, all ? nil : [wanted])
            return (plan.reply.map { "\($0.partitionResult.map(\.errorCode))" }.joined(), plan.records)
        }
        let moved = change { $0.leader = 2 }
        let (codes, records) = try elect(.preferred, after: moved)
        #expect(codes == "[0, 84]")
        let elected = try partition([moved] + records)
        #expect((elected.leader, elected.leaderEpoch, elected.isr) == (1, 2, [1, 2]))
        #expect(try elect(.preferred, after: moved, all: true).0 == "[0]")
        #expect(try elect(.unclean, after: moved).0 == "[84, 84]")
        // The preferred replica is not in sync.
        let lagging = change {
            $0.leader = 2
            $0.isr = [2]
        }
        #expect(try elect(.preferred, after: lagging).0 == "[80, 80]")
        #expect(try elect(.preferred, after: lagging, all: true).0 == "[80]")
        // Nobody leads, and who was in sync is gone: broker 3 is fenced, 2 lives and is not in sync.
        let dead = change {
            $0.leader = -1
            $0.replicas = [3, 2]
            $0.directories = [Uuid(high: 1, low: 3), Uuid(high: 1, low: 2)]
            $0.isr = [3]
        }
        let (unclean, change) = try elect(.unclean, after: dead)
        #expect(unclean == "[0, 84]")
        let recovered = try partition([dead] + change)
        #expect((recovered.leader, recovered.isr, recovered.leaderRecoveryState) == (2, [2], 1))
        let hopeless = self.change {
            $0.leader = -1
            $0.replicas = [3]
            $0.directories = [Uuid(high: 1, low: 3)]
            $0.isr = [3]
        }
        #expect(try elect(.unclean, after: hopeless).0 == "[83, 83]")
    }

    @Test func noReplicaMoves() throws {
        var topic = AlterPartitionReassignmentsRequest.ReassignableTopic()
        topic.name = "a.b"
        let wanted: [[Int32]?] = [[1, 2], [2, 1], [1], nil]
        topic.partitions = wanted.map { replicas in
            var partition = AlterPartitionReassignmentsRequest.ReassignablePartition()
            partition.replicas = replicas
            return partition
        }
        let codes = try controller().planReassignments([topic]).reply[0].partitions.map(\.errorCode)
        #expect(codes == [0, 39, 39, 85])
    }

    @Test func featuresGoUpAndDownTogether() throws {
        let elr = Features.eligibleLeaderReplicas
        func plan(
            _ changes: [(String, Int16, Int8)], after: [MetadataRecord] = [], dry: Bool = false
        ) throws -> Plan<ApiError?> {
            let machine = try controller(sampleRecords() + after)
            return machine.planFeatures(
                changes.map { FeatureChange(feature: $0, level: $1, direction: .init(rawValue: $2)) }, kraftVersion: 1,
                validateOnly: dry)
        }
        func refusal(_ feature: String, _ level: Int16, _ way: Int8) throws -> String {
            let plan = try plan([(feature, level, way)])
            #expect(plan.records.isEmpty)
            let prefix = "The update failed for all features since the following feature had an error: "
            guard let error = plan.reply else { return "-" }
            #expect(error.code == .invalidUpdateVersion && error.message?.hasPrefix(prefix) == true)
            return String((error.message ?? "").dropFirst(prefix.count))
        }
        let metadata = MetadataVersion.feature
        let expected: [(String, Int16, Int8, String)] = [
            (metadata, 30, 1, "-"), ("kraft.version", 1, 1, "-"), (elr, 1, 2, "-"),
            (
                metadata, 31, 1,
                "Invalid update version 31 for feature metadata.version. Local controller 1 only supports versions 7-30"
            ),
            ("no", 1, 1, "Invalid update version 1 for feature no. Local controller 1 does not support this feature."),
            (
                metadata, 29, 2,
                "Unsupported metadata.version downgrade from 30 to 29. Refusing to perform the requested downgrade because it might delete metadata information."
            ),
            (
                metadata, 29, 3,
                "Unsupported metadata.version downgrade from 30 to 29. Unsafe metadata downgrade is not supported in this version."
            ),
            (
                metadata, 29, 1,
                "Invalid update version 29 for feature metadata.version. Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade."
            ),
            (
                "kraft.version", 0, 2,
                "Invalid update version 0 for feature kraft.version. Can't downgrade the version of this feature."
            ),
            (
                "kraft.version", 2, 1,
                "Invalid update version 2 for feature kraft.version. Local controller 1 only supports versions 0-1"
            ),
            (
                elr, 0, 0,
                "Invalid update version 0 for feature \(elr). The controller does not support the given upgrade type."
            ),
            (elr, -1, 2, "Invalid update version -1 for feature \(elr). A feature version cannot be less than 0."),
        ]
        for (feature, level, way, text) in expected { #expect(try refusal(feature, level, way) == text) }
        // Down and up again: the minimum is one for all brokers, and nobody stays eligible.
        let own = config(4, "2", "min.insync.replicas", "2")
        let down = try plan([(elr, 0, 2)])
        #expect(down.records.count == 2 && down.reply == nil)
        let low = try state(sampleRecords() + down.records)
        #expect(low.features[elr] == nil)
        let up = try plan([(elr, 1, 1)], after: down.records + [own, config(4, "", "min.insync.replicas", nil)])
        let high = try state(sampleRecords() + down.records + [own] + up.records)
        #expect(high.features[elr] == 1 && high.configs[.cluster] == ["min.insync.replicas": "1"])
        #expect(high.configs[.broker(2)] == nil)
        // All or nothing, and nothing for a look.
        #expect(try plan([(elr, 0, 2), (metadata, 31, 1)]).records.isEmpty)
        let dry = try plan([(elr, 0, 2)], dry: true)
        #expect(dry.records.isEmpty && dry.reply == nil)
        // What needs newer records waits for them.
        var old = FeatureLevelRecord()
        old.name = metadata
        old.featureLevel = 22
        let early = try plan([(elr, 1, 1)], after: down.records + [.featureLevel(old)])
        #expect(early.reply?.code == .invalidUpdateVersion && early.records.isEmpty)
        #expect(try plan([(elr, 1, 1), (metadata, 30, 1)], after: down.records + [.featureLevel(old)]).reply == nil)
    }

    /// A level that was lowered on purpose stays where it is.
    @Test func aStartChangesNoFeature() throws {
        var low = FeatureLevelRecord()
        low.name = Features.eligibleLeaderReplicas
        low.featureLevel = 0
        let machine = try controller(sampleRecords() + [.featureLevel(low)])
        let registration = BrokerRegistration(
            id: 1, incarnationId: Uuid(high: 5, low: 5), directoryId: Uuid(high: 1, low: 1), listeners: [], rack: nil,
            startedClean: true)
        let records = machine.planRegistration(registration, context()).records
        #expect(try state(sampleRecords() + [.featureLevel(low)] + records).features == machine.state.features)
    }

    @Test func quotasAreChecked() throws {
        typealias Part = QuotaEntity.Part
        let user = [Part(type: "user", name: "a")]
        func ip(_ name: String?) -> [Part] { [Part(type: "ip", name: name)] }
        let cases: [([Part], String, Double?, String?)] = [
            (user, "producer_byte_rate", 1000, nil), (user, "request_percentage", 0.5, nil), (user, "no", nil, nil),
            (ip(nil), "connection_creation_rate", 3, nil), (ip("::1"), "connection_creation_rate", 3, nil),
            ([], "producer_byte_rate", 1, "Invalid empty client quota entity"),
            ([Part(type: "shelf", name: "a")], "producer_byte_rate", 1, "Unhandled client quota entity type: shelf"),
            ([Part(type: "user", name: "")], "producer_byte_rate", 1, "Empty user not supported"),
            (user, "nosuch", 1, "Invalid configuration key nosuch"),
            (user, "connection_creation_rate", 1, "Invalid configuration key connection_creation_rate"),
            (ip(nil), "producer_byte_rate", 1, "Invalid configuration key producer_byte_rate"),
            (ip("host"), "connection_creation_rate", 1, "host is not a valid IP or resolvable host."),
            (
                ip("::1") + user, "connection_creation_rate", 1,
                "Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId"
            ),
            (user, "producer_byte_rate", 0, "Quota producer_byte_rate must be greater than 0"),
            (user, "producer_byte_rate", .nan, "Quota producer_byte_rate must be greater than 0"),
            (user, "producer_byte_rate", 1.5, "producer_byte_rate cannot be a fractional value."),
            (user, "producer_byte_rate", .infinity, "Proposed value for producer_byte_rate is too large for a LONG."),
            (
                ip(nil), "connection_creation_rate", 3e9,
                "Proposed value for connection_creation_rate is too large for an INT."
            ),
        ]
        for (parts, key, value, message) in cases {
            let change = QuotaChanges(entity: QuotaEntity(parts), values: [(key, value)])
            let plan = try controller().planQuotas([change], validateOnly: false)
            #expect(plan.reply == [message.map { ApiError(.invalidRequest, $0) }], "\(key) \(parts)")
            #expect(plan.records.count == (message == nil && value != nil ? 1 : 0))
        }
        let twice = [5, 6].map { QuotaChanges(entity: QuotaEntity(user), values: [("consumer_byte_rate", $0)]) }
        let plan = try controller().planQuotas(twice, validateOnly: false)
        let text = "Ignoring duplicate entity ClientQuotaEntity(entries={user=a})"
        #expect(plan.records.isEmpty && plan.reply == Array(repeating: ApiError(.invalidRequest, text), count: 2))
        let set = try controller().planQuotas([twice[0]], validateOnly: false).records
        #expect(try controller(sampleRecords() + set).planQuotas([twice[0]], validateOnly: false).records.isEmpty)
        #expect(try state(sampleRecords() + set).clientQuotas == [QuotaEntity(user): ["consumer_byte_rate": 5]])
    }

    @Test func addressesOfBothVersions() {
        for text in [
            "1.2.3.4", "255.255.255.255", "::", "::1", "1::", "fe80::1:2", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4",
        ] {
            #expect(AddressText.isAddress(text), "\(text)")
        }
        for text in [
            "", "1.2.3", "1.2.3.256", "1.2.3.-4", "host", ":", ":::", "1:2", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::",
            "1:2:3:4:5:6:7:8::", "::1.2.3", ":1::", "g::", "1.2.3.4::", "::1%eth0",
        ] {
            #expect(!AddressText.isAddress(text), "\(text)")
        }
    }

    // MARK: Rights

    private func entry(
        _ kind: Int8, _ name: String, _ pattern: Int8 = 3, _ principal: String = "User:a", _ operation: Int8 = 3,
        _ permission: Int8 = 3
    ) -> AccessControlEntryRecord {
        var entry = AccessControlEntryRecord()
        entry.resourceType = kind
        entry.resourceName = name
        entry.patternType = pattern
        entry.principal = principal
        entry.host = "*"
        entry.operation = operation
        entry.permissionType = permission
        return entry
    }

    /// With random bits that differ, as ids must.
    private func bits() -> PlanContext {
        var last: UInt64 = 0
        return PlanContext(nextOffset: 0, now: Timestamp(milliseconds: 0)) {
            last += 1
            return last
        }
    }

    @Test func entriesAreChecked() throws {
        let cases: [(AccessControlEntryRecord, String)] = [
            (entry(9, "t"), "Invalid resourceType UNKNOWN"),
            (entry(1, "t"), "Invalid resourceType 1: it is for filters"),
            (entry(2, "t", 2), "Invalid patternType 2: it is for filters"),
            (entry(2, "t", 9), "Invalid patternType UNKNOWN"),
            (entry(2, ""), "Invalid empty resource name"),
            (entry(4, "*"), "The only valid name for the CLUSTER resource is kafka-cluster"),
            (
                entry(2, "t", 3, "alice"),
                "Could not parse principal from `alice` (no colon is present separating the principal type from the "
                    + "principal name)"
            ),
            (entry(2, "t", 3, "User:a", 99), "Invalid operation UNKNOWN"),
            (entry(2, "t", 3, "User:a", 3, 9), "Invalid permissionType UNKNOWN"),
        ]
        let plan = try controller().planCreateAcls(cases.map(\.0), bits())
        #expect(plan.reply == cases.map { ApiError(.invalidRequest, $0.1) } && plan.records.isEmpty)
        let good = [entry(2, "t"), entry(2, "t"), entry(4, "kafka-cluster", 4), entry(7, "u", 3, ":x", 15)]
        let made = try controller().planCreateAcls(good, bits())
        #expect(made.reply == [nil, nil, nil, nil] && made.records.count == 3)
        #expect(try controller(made.records).planCreateAcls(good, bits()).records.isEmpty)
    }

    @Test func filtersFindEntries() throws {
        let all = [
            entry(2, "orders"), entry(2, "ord", 4, "User:b", 4), entry(2, "*", 3, "User:c", 2, 2), entry(3, "orders"),
        ]
        let records = try controller().planCreateAcls(all, bits()).records
        let machine = try controller(sampleRecords() + records)
        func find(_ edit: (inout AclFilter) -> Void) -> [String] {
            var filter = AclFilter()
            edit(&filter)
            return machine.state.acls.entries(found: filter).map {
                "\($0.resourceType)\($0.resourceName)\($0.patternType)"
            }
        }
        func named(_ name: String, _ pattern: Int8) -> [String] {
            find {
                $0.resourceType = 2
                $0.resourceName = name
                $0.patternType = pattern
            }
        }
        #expect(find { _ in } == ["2*3", "2ord4", "2orders3", "3orders3"])
        #expect(named("orders", 3) == ["2orders3"] && named("orders", 1) == ["2orders3"])
        #expect(named("orders", 2) == ["2*3", "2ord4", "2orders3"] && named("or", 2) == ["2*3"])
        #expect(named("ord", 4) == ["2ord4"] && named("orders", 4) == [] && named("*", 2) == ["2*3"])
        #expect(find { $0.patternType = 4 } == ["2ord4"] && find { $0.principal = "User:c" } == ["2*3"])
        #expect(find { $0.operation = 2 } == ["2*3"] && find { $0.permission = 2 } == ["2*3"])
        #expect(find { $0.host = "1.1.1.1" } == [] && find { $0.operation = 99 } == [])

        var match = AclFilter()
        (match.resourceType, match.resourceName, match.patternType) = (2, "orders", 2)
        var unknown = AclFilter()
        unknown.resourceType = 99
        var strange = AclFilter()
        strange.permission = 9
        let plan = machine.planDeleteAcls([match, match, unknown, strange])
        let counts = plan.reply.map { outcome in
            switch outcome {
            case .success(let entries): "\(entries.count)"
            case .failure(let error): "\(error.code.rawValue) \(error.message ?? "")"
            }
        }
        #expect(counts == ["3", "3", "42 Unknown patternFilter.", "42 Unknown entryFilter."])
        #expect(plan.records.count == 3)
        #expect(try state(sampleRecords() + records + plan.records).acls.entries.count == 1)
    }
}
