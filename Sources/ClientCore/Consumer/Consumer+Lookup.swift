import KafkaProtocol
import World

/// Requests for offsets, and their replies.
extension Consumer {
    mutating func lookUp(now: Instant, into outbox: inout Outbox) {
        var wanted: [LookupKey: [Int]] = [:]
        for number in readers.indices where readers[number].phase == .resolving {
            readers[number].resolve()
            guard readers[number].phase == .resolving, readers[number].retryAt <= now else { continue }
            let open = readers[number].needed.subtracting(readers[number].found.keys)
                .subtracting(readers[number].asked)
            guard !open.isEmpty, let leader = leader(of: number, now: now) else { continue }
            for query in open { wanted[LookupKey(broker: leader, query: query), default: []].append(number) }
        }
        for (key, slots) in wanted.sorted(by: { ($0.key.broker, $0.key.query) < ($1.key.broker, $1.key.query) }) {
            guard let destination = metadata.broker(key.broker) else { continue }
            var request = ListOffsetsRequest()
            request.replicaId = -1
            request.isolationLevel = options.readCommitted ? 1 : 0
            request.timeoutMs = Int32(clamping: options.requestTimeout)
            request.topics = grouped(slots.map { readers[$0].partition }) { topic, partitions in
                var entry = ListOffsetsRequest.ListOffsetsTopic()
                entry.name = topic
                entry.partitions = partitions.map { partition in
                    var part = ListOffsetsRequest.ListOffsetsPartition()
                    part.partitionIndex = partition
                    part.timestamp = key.query
                    return part
                }
                return entry
            }
            let token = outbox.send(request, to: destination, timeout: options.requestTimeout)
            lookups[token] = SentLookup(query: key.query, slots: slots.map { ($0, readers[$0].generation) })
            for slot in slots { readers[slot].asked.insert(key.query) }
        }
    }

    mutating func lookedUp(_ lookup: SentLookup, _ reply: Reply, now: Instant) {
        for (slot, generation) in lookup.slots where readers[slot].generation == generation {
            readers[slot].asked.remove(lookup.query)
        }
        let response: ListOffsetsResponse
        do throws(ClientError) {
            response = try reply.body(ListOffsetsResponse.self)
        } catch {
            postpone(lookup.slots, error, now: now)
            return
        }
        for topic in response.topics {
            for part in topic.partitions {
                guard let slot = numbers[TopicPartition(topic.name, part.partitionIndex)],
                    lookup.slots.contains(where: { $0.slot == slot && $0.generation == readers[slot].generation })
                else { continue }
                let error = ErrorCode(rawValue: part.errorCode)
                if error == .none {
                    readers[slot].found[lookup.query] = part.offset
                    readers[slot].resolve()
                } else {
                    let failure = ClientError(error, "\(readers[slot].partition)")
                    postpone([(slot, readers[slot].generation)], failure, now: now)
                }
            }
        }
    }
}

/// One query to one broker.
private struct LookupKey: Hashable {
    let broker: Int32
    let query: Int64
}
