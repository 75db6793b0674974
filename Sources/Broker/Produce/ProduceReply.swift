import Binary
import KafkaProtocol

/// The reply to a produce request, written from the stage.
enum ProduceReply {
    /// Where the parts of a partition's entry stand that a later failure changes.
    struct Position {
        let errorCode: Int
        let baseOffset: Int
    }

    /// Writes the reply without its length; `positions` gets one element per entry of the request.
    static func write(
        _ request: ProduceStage.Request, _ stage: borrowing ProduceStage, to writer: inout BinaryWriter,
        positions: inout [Position]
    ) {
        let version = request.call.version
        let flexible = ProduceHandler.isFlexible(version)
        writer.int32(request.call.correlationId)
        writer.noTags(ifFlexible: flexible)
        writer.arrayCount(request.topics.count, compact: flexible)
        for position in request.topics {
            let topic = stage.topics[position]
            if version >= 13 { writer.uuid(topic.id) } else { writer.string(topic.name, compact: flexible) }
            writer.arrayCount(topic.entries.count, compact: flexible)
            for position in topic.entries {
                let faulty = stage.faultyRecords(of: position)
                positions.append(write(stage.entries[position], faulty, version, flexible, to: &writer))
            }
            writer.noTags(ifFlexible: flexible)
        }
        writer.int32(0)  // ThrottleTimeMs
        guard flexible else { return }
        var leaders: [Int32] = []
        if version >= 10 {
            for entry in request.entries where stage.entries[entry].leaderId >= 0 {
                leaders.append(stage.entries[entry].leaderId)
            }
        }
        NodeEndpoints.writeTags(leaders, request.call, to: &writer)
    }

    private static func write(
        _ entry: ProduceStage.Entry, _ faultyRecords: [Int32], _ version: Int16, _ flexible: Bool,
        to writer: inout BinaryWriter
    ) -> Position {
        writer.int32(entry.index)
        let errorCode = writer.count
        writer.int16(entry.error.rawValue)
        let baseOffset = writer.count
        writer.int64(entry.baseOffset)
        writer.int64(entry.logAppendTime)
        if version >= 5 { writer.int64(entry.logStart) }
        if version >= 8 {
            writer.arrayCount(faultyRecords.count, compact: flexible)
            for index in faultyRecords {
                writer.int32(index)
                writer.string(nil, compact: flexible, nullable: true)  // BatchIndexErrorMessage
                writer.noTags(ifFlexible: flexible)
            }
            writer.string(entry.message.map { "\($0)" }, compact: flexible, nullable: true)
        }
        if flexible {
            if version >= 10, entry.leaderId >= 0 {
                writer.bytes([1, 0, 9])  // One tag: CurrentLeader, nine bytes.
                writer.int32(entry.leaderId)
                writer.int32(entry.leaderEpoch)
            } else {
                writer.uint8(0)
            }
            if version >= 10, entry.leaderId >= 0 { writer.uint8(0) }
        }
        return Position(errorCode: errorCode, baseOffset: baseOffset)
    }
}
