import Binary
import Metadata
import Records

/// The addresses of leaders, for a client that took another node for one: with them it needs no metadata before it asks
/// again (KIP-951).
enum NodeEndpoints {
    /// Writes the tagged fields at the end of a Produce or Fetch reply: the living ones of `leaders`, each once, in a
    /// field that both call NodeEndpoints and number 0; none where there is none.
    static func writeTags(_ leaders: [Int32], _ call: Call, to writer: inout BinaryWriter) {
        guard !leaders.isEmpty else { return writer.uint8(0) }
        let found = Set(leaders).sorted().compactMap { id -> (RegisterBrokerRecord, ListenerAddress)? in
            guard call.context.image.isAlive(id), let broker = call.context.image.broker(id),
                let address = ListenerAddress(of: broker, for: call.session)
            else { return nil }
            return (broker, address)
        }
        guard !found.isEmpty else { return writer.uint8(0) }
        var field = BinaryWriter()
        field.arrayCount(found.count, compact: true)
        for (broker, address) in found {
            field.int32(broker.brokerId)
            field.string(address.host, compact: true)
            field.int32(address.port)
            field.string(broker.rack, compact: true, nullable: true)
            field.uint8(0)
        }
        writer.uint8(1)
        writer.tag(0, size: UInt32(clamping: field.count))
        field.withUnsafeBytes { writer.bytes($0) }
    }
}
