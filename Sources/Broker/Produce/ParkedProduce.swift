import KafkaProtocol
import World

/// A produce request whose batches are in the log and whose reply waits until they are kept well enough. The reply is
/// written already; a failure changes it in place. Belongs to the loop of its connection; others only hold it.
final class ParkedProduce: @unchecked Sendable {
    /// One partition the reply waits for.
    struct Wait {
        let partition: Partition
        let position: ProduceReply.Position
        var isOver = false
    }

    let call: Call
    /// When it is answered without waiting on.
    let deadline: Instant
    /// Where the context keeps it.
    var index = 0
    private let acks: Int16
    private var reply: [UInt8]
    private var waits: [Wait] = []
    private var left = 0

    init(_ call: Call, acks: Int16, reply: [UInt8], deadline: Instant) {
        self.call = call
        self.acks = acks
        self.reply = reply
        self.deadline = deadline
    }

    /// Begins to wait until `partition` is kept up to `end`.
    func wait(for partition: Partition, end: Int64, _ position: ProduceReply.Position) {
        let number = waits.count
        waits.append(Wait(partition: partition, position: position))
        left += 1
        switch partition.wait(for: end, by: acks == -1, AckWait(parked: self, position: number)) {
        case .kept: finish(number, .none)
        case .waiting: break
        case .notLeader: finish(number, .notLeaderOrFollower)
        }
    }

    /// Whether every wait is over.
    var isDone: Bool { left == 0 }

    /// A wait is over; answers whether it was the last.
    @discardableResult
    func finish(_ number: Int, _ error: ErrorCode) -> Bool {
        guard waits.indices.contains(number), !waits[number].isOver else { return false }
        waits[number].isOver = true
        left -= 1
        if error != .none { fail(waits[number].position, error) }
        return left == 0
    }

    /// The time is up, or the connection gone: what is still waited for fails, though its data stays.
    func giveUp() {
        for number in waits.indices where !waits[number].isOver {
            waits[number].partition.stopWaiting(self)
            finish(number, .requestTimedOut)
        }
    }

    private func fail(_ position: ProduceReply.Position, _ error: ErrorCode) {
        reply.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: error.rawValue.bigEndian, toByteOffset: position.errorCode, as: Int16.self)
            bytes.storeBytes(of: Int64(-1).bigEndian, toByteOffset: position.baseOffset, as: Int64.self)
        }
    }

    /// Sends the reply.
    func send() { reply.withUnsafeBytes { call.connection.reply(call.slot, $0) } }
}
