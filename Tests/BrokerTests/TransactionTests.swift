import KafkaProtocol
import Metadata
import Testing
import World

@testable import Broker

@Suite struct TransactionTests {
    /// Version 2: partitions are added by what is written to them.
    @Test func aTransactionIsSeenAsAWhole() throws {
        let rig = try AdminRig.transactional()
        #expect(try rig.begin() == "0/0")
        #expect(try rig.produce("a", as: (0, 0), sequence: 0) == 0)
        #expect(
            try rig.produce("b", as: (0, 0), sequence: 1) == 0 && rig.produce("c", to: 1, as: (0, 0), sequence: 0) == 0)
        #expect(try rig.read() == [] && rig.read(isolation: 0) == ["a", "b"])
        #expect(try rig.describe() == "Ongoing t-0,1")
        #expect(try rig.commit(7, as: (0, 0), version: 5) == 0)
        #expect(try rig.committed() == "-1" && rig.committed(requireStable: true) == "!88")
        #expect(try rig.end(true, as: (0, 0)) == "0/1")
        #expect(try rig.read() == ["a", "b"] && rig.read(1) == ["c"])
        #expect(try rig.committed(requireStable: true) == "7")
        #expect(try rig.describe() == "CompleteCommit ")
        // The next one is given up, with the offsets.
        #expect(try rig.produce("d", as: (0, 1), sequence: 0) == 0 && rig.commit(8, as: (0, 1), version: 5) == 0)
        #expect(try rig.produce("late", as: (0, 0), sequence: 2) == 47, "of the epoch before")
        #expect(try rig.commit(9, as: (0, 0), version: 5) == 47)
        #expect(try rig.end(false, as: (0, 1)) == "0/2" && rig.end(false, as: (0, 1)) == "0/2")
        #expect(try rig.read() == ["a", "b"] && rig.read(isolation: 0) == ["a", "b", "d"])
        #expect(try rig.committed(requireStable: true) == "7")
    }

    /// Version 1: partitions are added before, and what is written to others is refused, so that nothing late begins a
    /// transaction that nobody ends.
    @Test func onlyPartitionsOfTheTransactionAreWritten() throws {
        let rig = try AdminRig.transactional()
        #expect(try rig.begin() == "0/0")
        for (version, error) in [(3, 48), (10, 48), (11, 120)] as [(Int16, Int16)] {
            #expect(try rig.produce("a", as: (0, 0), sequence: 0, version: version) == error, "version \(version)")
        }
        #expect(try rig.add([0, 9], as: (0, 0)) == [55, 3] && rig.add([0], as: (0, 5)) == [90])
        #expect(try rig.add([0], as: (0, 5), version: 1) == [47] && rig.add([0], as: (5, 0)) == [49])
        #expect(try rig.add([0], as: (0, 0)) == [0])
        #expect(try rig.produce("a", as: (0, 0), sequence: 0, version: 11) == 0)
        #expect(try rig.produce("a", as: (0, 0), sequence: 0, version: 11) == 0, "a repetition")
        #expect(try rig.produce("b", to: 1, as: (0, 0), sequence: 0, version: 11) == 120)
        for (version, error) in [(3, 48), (4, 120)] as [(Int16, Int16)] {
            #expect(try rig.commit(3, as: (0, 0), version: version) == error, "version \(version)")
        }
        let offsets: AddOffsetsToTxnRequest = make {
            ($0.transactionalId, $0.groupId, $0.producerId) = ("x", "g", 0)
        }
        #expect(try rig.ask(offsets, 3).errorCode == 0 && rig.commit(3, as: (0, 0), version: 3) == 0)
        #expect(try rig.end(true, as: (0, 0), version: 4) == "-1/-1" && rig.read() == ["a"])
        #expect(try rig.committed() == "3")
        // Late, in the same epoch: the transaction it belongs to has ended.
        #expect(try rig.produce("b", as: (0, 0), sequence: 1, version: 11) == 120)
        #expect(try rig.read(isolation: 0) == ["a"])
    }

    @Test func requestsThatMixTransactionsAreRefused() throws {
        let rig = try AdminRig.transactional()
        #expect(try rig.begin() == "0/0" && rig.begin("y") == "1/0")
        func code(_ request: ProduceRequest) throws -> [Int16] {
            try rig.ask(request, 12).responses.flatMap { $0.partitionResponses.map(\.errorCode) }
        }
        #expect(try code(rig.produceRequest(["a"], as: (0, 0), sequence: 0, id: nil)) == [53])
        #expect(try code(rig.produceRequest(["a"], as: (1, 0), sequence: 0)) == [49], "another producer's id")
        #expect(try code(rig.produceRequest(["a"], as: (0, 0), sequence: 3)) == [45], "it begins at 0")
        var mixed = rig.produceRequest(["a"], as: (0, 0), sequence: 0)
        mixed.topicData += rig.produceRequest(["a"], to: 1, as: (1, 0), sequence: 0).topicData
        #expect(try code(mixed) == [49, 49])
        var unknown = rig.produceRequest(["a"], as: (0, 0), sequence: 0)
        unknown.topicData[0].partitionData +=
            rig.produceRequest(["a"], to: 9, as: (0, 0), sequence: 0).topicData[0].partitionData
        #expect(try code(unknown) == [0, 3])
    }

    /// While a request asks for its transaction, those behind it wait, and nothing is lost of them.
    @Test func aRequestThatAsksHoldsBackTheLaterOnes() throws {
        let rig = try AdminRig.transactional()
        #expect(try rig.begin() == "0/0")
        var bytes: [UInt8] = []
        for index in 0..<5 {
            let produced = rig.produceRequest(["\(index)"], as: (0, 0), sequence: Int32(index))
            bytes += request(0, 12, Int32(100 + 2 * index), flexible: true) { produced.encode(to: &$0, version: 12) }
            bytes += request(18, 0, Int32(101 + 2 * index), flexible: false) { _ in }
        }
        rig.client.receive(Array(bytes.prefix(700)))
        rig.client.receive(Array(bytes.dropFirst(700)))
        rig.loop.run()
        let ids = rig.connection.takeReplies().map {
            Int($0[0]) << 24 | Int($0[1]) << 16 | Int($0[2]) << 8 | Int($0[3])
        }
        #expect(ids == Array(100..<110))
        #expect(try rig.end(true, as: (0, 0)) == "0/1" && rig.read() == ["0", "1", "2", "3", "4"])
    }

    /// A new producer with the id, and an administrator, end what is open.
    @Test func openTransactionsAreEndedFromOutside() throws {
        let rig = try AdminRig.transactional()
        #expect(try rig.begin() == "0/0" && rig.produce("a", as: (0, 0), sequence: 0) == 0)
        #expect(try rig.begin() == "!51" && rig.begin() == "0/2")
        #expect(try rig.produce("b", as: (0, 0), sequence: 1) == 47 && rig.end(true, as: (0, 0)) == "!90")
        #expect(try rig.produce("c", as: (0, 2), sequence: 0) == 0 && rig.read() == [])
        let producers: DescribeProducersRequest = make {
            $0.topics = [
                make {
                    $0.name = "t"
                    $0.partitionIndexes = [0]
                }
            ]
        }
        let open = try rig.ask(producers, 0).topics[0].partitions[0].activeProducers
        #expect(open.map { "\($0.producerId)/\($0.producerEpoch) from \($0.currentTxnStartOffset)" } == ["0/2 from 2"])
        let abort: WriteTxnMarkersRequest = make {
            $0.markers = [
                make {
                    $0.producerId = 0
                    $0.producerEpoch = 2
                    $0.coordinatorEpoch = open[0].coordinatorEpoch
                    $0.topics = [
                        make {
                            $0.name = "t"
                            $0.partitionIndexes = [0, 9]
                        }
                    ]
                }
            ]
        }
        func listed(_ pattern: String) throws -> String {
            let request: ListTransactionsRequest = make { $0.transactionalIdPattern = pattern }
            let reply = try rig.ask(request, 2)
            return reply.errorCode == 0
                ? reply.transactionStates.map(\.transactionalId).joined() : "!\(reply.errorCode)"
        }
        #expect(try listed("x") == "x" && listed("") == "x" && listed("y.*") == "" && listed("(") == "!128")
        #expect(try rig.ask(abort, 1).markers[0].topics[0].partitions.map(\.errorCode) == [0, 3])
        #expect(try rig.read() == [] && rig.read(isolation: 0) == ["a", "c"])
        let after = try rig.ask(producers, 0).topics[0].partitions[0].activeProducers
        #expect(after.map(\.currentTxnStartOffset) == [-1])
    }
}

extension AdminRig {
    /// State and partitions of "x".
    func describe() throws -> String {
        let request: DescribeTransactionsRequest = make { $0.transactionalIds = ["x"] }
        let state = try ask(request, 0).transactionStates[0]
        guard state.errorCode == 0 else { return "!\(state.errorCode)" }
        let topics = state.topics.map { topic in
            "\(topic.topic)-\(topic.partitions.map(String.init).joined(separator: ","))"
        }
        return "\(state.transactionState) \(topics.joined(separator: " "))"
    }
}
