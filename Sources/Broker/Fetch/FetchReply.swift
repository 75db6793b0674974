import Binary
import CommitLog
import KafkaProtocol
import World

/// The reply to a fetch: what surrounds the records is written to memory, the records go from their files.
enum FetchReply {
    /// Records that belong at a position of the bytes written.
    private typealias Gap = (position: Int, part: ReadPart)

    /// Sends a plan; it is its turn on the connection.
    static func send(_ plan: FetchPlan, _ query: FetchQuery, _ call: Call) {
        var gaps: [Gap] = []
        call.context.withScratch { writer in
            writer.removeAll()
            writer.int32(0)
            write(plan, query, call, to: &writer, &gaps)
            var size = writer.count - 4
            for gap in gaps { size += gap.part.count }
            writer.overwrite(int32: Int32(clamping: size), at: 0)
            call.connection.writeOldest { connection in
                writer.withUnsafeBytes { send($0, gaps, on: connection) }
            }
        }
    }

    private static func send(_ bytes: UnsafeRawBufferPointer, _ gaps: [Gap], on connection: any Connection) {
        var sent = 0
        for gap in gaps {
            connection.write(UnsafeRawBufferPointer(rebasing: bytes[sent..<gap.position]))
            sent = gap.position
            switch gap.part {
            case .file(let file, let position, let count):
                connection.write(file, offset: Int64(position), count: count)
            }
        }
        connection.write(UnsafeRawBufferPointer(rebasing: bytes[sent...]))
    }

    /// Replies that a session is not as the client thinks.
    static func refuse(_ error: ErrorCode, _ call: Call) {
        var response = FetchResponse()
        response.errorCode = error.rawValue
        call.reply(response)
    }

    private static func write(
        _ plan: FetchPlan, _ query: FetchQuery, _ call: Call, to writer: inout BinaryWriter, _ gaps: inout [Gap]
    ) {
        let version = query.version
        let flexible = version >= 12
        ResponseHeader.encode(correlationId: call.correlationId, to: &writer, for: .fetch, version)
        writer.int32(0)  // ThrottleTimeMs
        if version >= 7 {
            writer.int16(0)
            writer.int32(query.sessionId)
        }
        let topics = runs(plan)
        writer.arrayCount(topics.count, compact: flexible)
        for topic in topics {
            switch plan.parts[topic.lowerBound].result.topic {
            case .name(let name): writer.string(name, compact: flexible)
            case .id(let id): writer.uuid(id)
            }
            writer.arrayCount(topic.count, compact: flexible)
            for index in topic { write(plan.parts[index].result, version, to: &writer, &gaps) }
            writer.noTags(ifFlexible: flexible)
        }
        guard flexible else { return }
        let leaders = version >= 16 ? plan.parts.compactMap { $0.result.leadership?.leaderId } : []
        NodeEndpoints.writeTags(leaders, call, to: &writer)
    }

    /// Runs of parts of the same topic, in the order of service.
    private static func runs(_ plan: FetchPlan) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for index in plan.parts.indices {
            if let last = runs.last, plan.parts[last.lowerBound].result.topic == plan.parts[index].result.topic {
                runs[runs.count - 1] = last.lowerBound..<(index + 1)
            } else {
                runs.append(index..<(index + 1))
            }
        }
        return runs
    }

    private static func write(
        _ part: FetchPartPlan, _ version: Int16, to writer: inout BinaryWriter, _ gaps: inout [Gap]
    ) {
        let flexible = version >= 12
        writer.int32(part.index)
        writer.int16(part.error.rawValue)
        writer.int64(part.highWatermark)
        writer.int64(part.lastStable)
        if version >= 5 { writer.int64(part.logStart) }
        writeAborted(part, flexible, to: &writer)
        if version >= 11 { writer.int32(-1) }  // PreferredReadReplica
        // Records: zero length where there are none, never null.
        writer.arrayCount(part.count, compact: flexible)
        for records in part.read?.parts ?? [] { gaps.append((writer.count, records)) }
        if flexible { writeTags(part, version, to: &writer) }
    }

    private static func writeAborted(_ part: FetchPartPlan, _ flexible: Bool, to writer: inout BinaryWriter) {
        guard part.tellsAborted, part.error == .none else { return writer.arrayCount(-1, compact: flexible) }
        let aborted = part.read?.aborted ?? []
        writer.arrayCount(aborted.count, compact: flexible)
        for transaction in aborted {
            writer.int64(transaction.producerId)
            writer.int64(transaction.firstOffset)
            writer.noTags(ifFlexible: flexible)
        }
    }

    private static func writeTags(_ part: FetchPartPlan, _ version: Int16, to writer: inout BinaryWriter) {
        let leader = version >= 16 ? part.leadership : nil
        writer.unsignedVarint((part.diverging == nil ? 0 : 1) + (leader == nil ? 0 : 1))
        if let diverging = part.diverging {
            writer.tag(0, size: 13)
            writer.int32(diverging.epoch)
            writer.int64(diverging.startOffset)
            writer.uint8(0)
        }
        if let leader {
            writer.tag(1, size: 9)
            writer.int32(leader.leaderId)
            writer.int32(leader.epoch)
            writer.uint8(0)
        }
    }
}
