import Binary
import Quorum
import Testing

/// Runs a script against a replica and writes down what it does, so that a test reads as the story of a quorum.
private struct Trace {
    let directory = Uuid(high: 0x4000, low: 0x8000_0000_0000_0001)
    var lines: [String] = []

    func voters(_ ids: [Int32]) -> VoterSet {
        VoterSet(ids.map { Voter(key: .init(id: $0, directoryId: directory), endpoints: [], kraftVersions: 0...1) })
    }

    func node(
        voters ids: [Int32] = [1], state: QuorumState = .initial, end: Int64 = 0, lastEpoch: Int32 = 0,
        inLog: Bool = false, kraftVersion: Int16 = 1
    ) -> RaftNode {
        RaftNode(
            key: ReplicaKey(id: 1, directoryId: directory), state: state,
            recovered: RecoveredLog(
                voters: voters(ids), votersAreInLog: inLog, kraftVersion: kraftVersion, endOffset: end,
                lastEpoch: lastEpoch))
    }

    mutating func run(_ node: inout RaftNode, _ inputs: [RaftNode.Input]) {
        for input in inputs {
            lines.append("> \(describe(input))")
            for effect in node.step(input) { lines.append("  \(describe(effect))") }
        }
    }

    private func describe(_ input: RaftNode.Input) -> String {
        switch input {
        case .start: "start"
        case .saved(let epoch): "saved \(epoch)"
        case .durable(let end): "durable \(end)"
        case .propose(let epoch, let values): "propose \(values.count) in \(epoch)"
        case .storageFailed: "storage failed"
        }
    }

    private func describe(_ effect: RaftNode.Effect) -> String {
        switch effect {
        case .save(let state):
            "save epoch \(state.epoch) leader \(state.leaderId ?? -1) vote \(state.vote?.id ?? -1)"
        case .append(let batch): "append \(batch.baseOffset)..<\(batch.endOffset) in \(batch.epoch): \(describe(batch))"
        case .became(let role, let epoch): "\(role) in \(epoch)"
        case .committed(let end): "committed \(end)"
        case .refused: "refused"
        }
    }

    private func describe(_ batch: QuorumBatch) -> String {
        guard case .control(let records) = batch.content else { return "records" }
        return records.map { record in
            switch record {
            case .leaderChange(let leader, let voters, let granting):
                "leader \(leader) of \(voters) by \(granting)"
            case .kraftVersion(let version): "kraft \(version)"
            case .voters(let voters): "voters \(voters.voters.map(\.key.id))"
            case .snapshotHeader, .snapshotFooter, .unknown: "unexpected"
            }
        }.joined(separator: ", ")
    }
}

@Suite struct RaftNodeTests {
    @Test func aNewQuorumOfOne() {
        var trace = Trace()
        var node = trace.node()
        trace.run(
            &node,
            [
                .propose(epoch: 0, values: [[1]]), .start, .durable(end: 0), .saved(epoch: 1), .saved(epoch: 1),
                .propose(epoch: 1, values: [[1], [2]]), .durable(end: 3), .propose(epoch: 1, values: [[3]]),
                .propose(epoch: 1, values: []), .durable(end: 5), .durable(end: 6), .durable(end: 6),
                .durable(end: 99), .propose(epoch: 0, values: [[4]]),
            ])
        #expect(
            trace.lines == [
                "> propose 1 in 0", "  refused",
                "> start", "  candidate(granted: Set([])) in 1", "  save epoch 1 leader -1 vote 1",
                "> durable 0",
                "> saved 1", "  leader in 1", "  save epoch 1 leader 1 vote -1",
                "  append 0..<3 in 1: leader 1 of [1] by [1], kraft 1, voters [1]",
                "> saved 1",
                "> propose 2 in 1", "  append 3..<5 in 1: records",
                "> durable 3", "  committed 3",
                "> propose 1 in 1", "  append 5..<6 in 1: records",
                "> propose 0 in 1",
                "> durable 5", "  committed 5",
                "> durable 6", "  committed 6",
                "> durable 6",
                "> durable 99",
                "> propose 1 in 0", "  refused",
            ])
    }

    /// A start raises the epoch above what log and quorum-state know, says nothing of voters that the log has, and
    /// commits nothing old before a record of the new epoch is durable.
    @Test func aRestart() {
        var trace = Trace()
        var node = trace.node(
            state: QuorumState(leaderId: 1, epoch: 4, vote: nil), end: 40, lastEpoch: 6, inLog: true)
        trace.run(&node, [.start, .saved(epoch: 4), .saved(epoch: 7), .durable(end: 40), .durable(end: 41)])
        #expect(
            trace.lines == [
                "> start", "  candidate(granted: Set([])) in 7", "  save epoch 7 leader -1 vote 1",
                "> saved 4",
                "> saved 7", "  leader in 7", "  save epoch 7 leader 1 vote -1",
                "  append 40..<41 in 7: leader 1 of [1] by [1]",
                "> durable 40",
                "> durable 41", "  committed 41",
            ])
        #expect(node.highWatermark == 41)
    }

    /// A failed disk ends the right to lead; one vote of three is no majority; a quorum of kraft.version 0 has no
    /// voters in its log.
    @Test func limits() {
        var failing = Trace()
        var node = failing.node()
        failing.run(
            &node, [.start, .saved(epoch: 1), .storageFailed, .durable(end: 3), .propose(epoch: 1, values: [[1]])])
        #expect(
            Array(failing.lines.suffix(5)) == [
                "> storage failed", "  failed in 1", "> durable 3", "> propose 1 in 1", "  refused",
            ])

        var one = Trace()
        var ofThree = one.node(voters: [1, 2, 3])
        one.run(&ofThree, [.start, .saved(epoch: 1)])
        #expect(one.lines == ["> start", "> saved 1"])

        var old = Trace()
        var fixed = old.node(kraftVersion: 0)
        old.run(&fixed, [.start, .saved(epoch: 1)])
        #expect(old.lines.last == "  append 0..<1 in 1: leader 1 of [1] by [1]")
    }

    @Test func majorities() {
        let trace = Trace()
        let three = trace.voters([3, 1, 2, 1])
        #expect(three.voters.map(\.key.id) == [1, 2, 3])
        #expect(three.isMajority([1]) == false)
        #expect(three.isMajority([1, 9, 8]) == false)
        #expect(three.isMajority([1, 3]))
        #expect(three.majorityOffset([1: 10, 2: 5, 3: 7]) == 7)
        #expect(three.majorityOffset([1: 10, 7: 10]) == 0)
        #expect(trace.voters([1, 2, 3, 4]).majorityOffset([1: 9, 2: 9, 3: 4, 4: 2]) == 4)
        #expect(trace.voters([]).majorityOffset([1: 9]) == 0)
        #expect(three.contains(ReplicaKey(id: 2, directoryId: .zero)))
        #expect(three.contains(ReplicaKey(id: 2, directoryId: Uuid(high: 1, low: 1))) == false)
    }

    @Test func quorumStateFile() throws {
        let kafka =
            #"{"leaderId":1,"leaderEpoch":1,"votedId":-1,"votedDirectoryId":"AAAAAAAAAAAAAAAAAAAAAA","data_version":1}"#
        let leader = QuorumState(leaderId: 1, epoch: 1, vote: nil)
        #expect(try QuorumState(json: kafka) == leader)
        #expect(leader.json() == kafka)
        let directory = try #require(Uuid("11uUUrqxTJ-2jOkJCOFYjg"))
        let voted = QuorumState(leaderId: nil, epoch: 9, vote: ReplicaKey(id: 2, directoryId: directory))
        #expect(try QuorumState(json: voted.json()) == voted)
        let old =
            #"{"clusterId":"","leaderId":1,"leaderEpoch":2,"votedId":-1,"appliedOffset":0,"#
            + #""currentVoters":[{"voterId":1},{"voterId":2}],"data_version":0}"#
        #expect(try QuorumState(json: old) == QuorumState(leaderId: 1, epoch: 2, vote: nil))
        #expect(QuorumState(leaderId: 1, epoch: 2, vote: nil).json(staticVoters: [1, 2]) == old)
        for bad in [
            "", "{}", "{", kafka + "x", #"{"leaderEpoch":1,"data_version":2}"#, #"{"leaderEpoch":-1,"data_version":1}"#,
            #"{"leaderEpoch":"x","data_version":1}"#, #"{"leaderEpoch":99999999999,"data_version":1}"#,
            #"{"leaderEpoch":1,"votedId":1,"votedDirectoryId":"no","data_version":1}"#,
            String(repeating: #"{"a":"#, count: 1000),
        ] {
            #expect(throws: QuorumError.self, "\(bad.prefix(80))") { try QuorumState(json: bad) }
        }
    }
}
