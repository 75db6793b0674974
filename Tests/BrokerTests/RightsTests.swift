import Binary
import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import Records
import Testing
import World

@testable import Broker

/// What each API answers to one who may do nothing, found by asking Kafka 4.3 the same.
@Suite struct RightsTests {
    /// Nothing is written to the metadata or to any log.
    private struct Fingerprint: Equatable {
        let offset: Int64
        let ends: [String]

        init(_ context: BrokerContext) {
            offset = context.image.offset
            ends = context.topics.byName.values.sorted { $0.name < $1.name }.flatMap { topic in
                (0..<topic.partitionCount).map { index in
                    let ends = topic.partition(Int32(index))?.log.ends
                    return "\(topic.name)-\(index) \(ends?.start ?? -1) \(ends?.end ?? -1)"
                }
            }
        }
    }

    /// A node with topic "t" of one record and group "g" with a position, whose rights are asked.
    private func rig() throws -> AdminRig {
        var options = BrokerOptions()
        options.authorizer.isOn = true
        options.authorizer.allowsUnmentioned = true
        options.offsetsTopicPartitions = 1
        options.transactionsTopicPartitions = 1
        options.groups.initialRebalanceDelayMs = 0
        let rig = try AdminRig(options: options)
        #expect(try rig.create("t") == "NONE")
        #expect(try RightsTable.findCoordinator(rig) == ["0", "0", "42"])
        #expect(try RightsTable.produce(rig) == ["0", "3"])
        #expect(try RightsTable.offsetCommit(rig) == ["0", "3"])
        #expect(try RightsTable.initProducerId(rig) == ["0", "0"])
        return rig
    }

    @Test func nobodyDoesWhatIsDenied() throws {
        let rig = try rig()
        for kind in [Resource.Kind.topic, .group, .cluster, .transactionalId] {
            try rig.add(entry(kind, "*", principal: "User:*", operation: 2, allows: false))
        }
        let before = Fingerprint(rig.context)
        let rows = RightsTable.rows
        let apis = ApiTable.handlers.map { $0.apiKey.rawValue }.sorted()
        #expect(rows.map(\.api.rawValue) == apis, "a row for every API")
        for row in rows {
            #expect(try row.ask(rig) == row.denied, "API \(row.api.rawValue)")
        }
        #expect(Fingerprint(rig.context) == before)
    }

    /// The same requests with rights: none of them is answered like one without.
    @Test func everybodyDoesWhatIsAllowed() throws {
        let rig = try rig()
        let before = Fingerprint(rig.context)
        for row in RightsTable.rows {
            let answer = try row.ask(rig)
            #expect(answer != row.denied || row.needsNoRight, "API \(row.api.rawValue)")
            let codes: Set = ["29", "30", "31"]
            #expect(codes.isDisjoint(with: answer), "API \(row.api.rawValue)")
        }
        #expect(Fingerprint(rig.context) != before)
    }

    /// Rights follow the metadata, and what one may do says Metadata.
    @Test func rightsComeAndGo() throws {
        let rig = try rig()
        let everything: Int32 = 3576
        func operations() throws -> Int32 {
            var request = MetadataRequest()
            request.includeTopicAuthorizedOperations = true
            request.topics = [make { (topic: inout MetadataRequest.MetadataRequestTopic) in topic.name = "t" }]
            return try rig.ask(request, 12).topics[0].topicAuthorizedOperations
        }
        #expect(try operations() == everything)
        let noWrite = entry(.topic, "t", principal: "User:ANONYMOUS", operation: 4, allows: false)
        try rig.add(noWrite)
        try rig.add(entry(.topic, "t", principal: "User:*", operation: 3, allows: true))
        #expect(try operations() == 1 << 3 | 1 << 8, "to read is to describe")
        #expect(try RightsTable.produce(rig) == ["29", "3"])
        #expect(try RightsTable.fetch(rig) == ["0", "3", "0", "100", "6"])
        #expect(try RightsTable.initProducerId(rig) == ["0", "0"], "some other topic may be written to")
        try rig.remove(noWrite.id)
        try rig.add(entry(.topic, "", isPrefix: true, principal: "User:*", operation: 2, allows: true))
        #expect(try operations() == everything)
        #expect(try RightsTable.produce(rig) == ["0", "3"])
    }
}

/// An entry for a resource.
func entry(
    _ kind: Resource.Kind, _ name: String, isPrefix: Bool = false, principal: String, operation: Int8, allows: Bool
) -> AccessControlEntryRecord {
    make { entry in
        entry.id = Uuid(
            high: UInt64(UInt8(bitPattern: operation)) + (allows ? 256 : 0), low: UInt64(kind.rawValue.magnitude))
        entry.resourceType = kind.rawValue
        entry.resourceName = name
        entry.patternType = isPrefix ? 4 : 3
        entry.principal = principal
        entry.host = "*"
        entry.operation = operation
        entry.permissionType = allows ? 3 : 2
    }
}

extension AdminRig {
    func add(_ entry: AccessControlEntryRecord) throws { try change([.accessControlEntry(entry)]) }

    fileprivate func remove(_ id: Uuid) throws {
        var record = RemoveAccessControlEntryRecord()
        record.id = id
        try change([.removeAccessControlEntry(record)])
    }

    private func change(_ records: [MetadataRecord]) throws {
        let before = context.image.offset
        control.submit({ _, _ in Plan(records: records, reply: true) }, completion: { _ in })
        loop.run()
        #expect(context.image.offset == before + Int64(records.count))
    }
}
