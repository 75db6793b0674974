import KafkaProtocol
import World

/// Truncation (KIP-320): a new leader may not have all that the old one had shown. Before anything is fetched from it, it
/// is asked where the epoch of the batch fetched last ends in its log; what was read behind that is gone.
extension Consumer {
    /// Whether the leader has changed since it was known to have what was read.
    func needsCheck(_ number: Int) -> Bool {
        let reader = readers[number]
        guard reader.phase == .reading, reader.fetchedEpoch >= 0 else { return false }
        return leaderEpoch(of: reader.partition) > reader.checkedEpoch
    }

    /// The leader epoch of a partition by the newest metadata; -1 where it is not known.
    func leaderEpoch(of partition: TopicPartition) -> Int32 {
        guard let partitions = metadata.topics[partition.topic]?.partitions, partition.partition >= 0,
            Int(partition.partition) < partitions.count
        else { return -1 }
        return partitions[Int(partition.partition)].leaderEpoch
    }

    /// Asks the leaders that have changed.
    mutating func checkEpochs(now: Instant, into outbox: inout Outbox) {
        var wanted: [Int32: [Int]] = [:]
        for number in readers.indices where needsCheck(number) {
            let reader = readers[number]
            guard !reader.isFetching, !reader.isChecking, reader.retryAt <= now,
                let leader = leader(of: number, now: now)
            else { continue }
            wanted[leader, default: []].append(number)
        }
        for (broker, slots) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let destination = metadata.broker(broker) else { continue }
            var request = OffsetForLeaderEpochRequest()
            request.replicaId = -1
            request.topics = grouped(slots.map { readers[$0].partition }) { topic, partitions in
                var entry = OffsetForLeaderEpochRequest.OffsetForLeaderTopic()
                entry.topic = topic
                entry.partitions = partitions.map { partition in
                    let place = TopicPartition(topic, partition)
                    var part = OffsetForLeaderEpochRequest.OffsetForLeaderPartition()
                    part.partition = partition
                    part.currentLeaderEpoch = leaderEpoch(of: place)
                    part.leaderEpoch = numbers[place].map { readers[$0].fetchedEpoch } ?? -1
                    return part
                }
                return entry
            }
            let token = outbox.send(request, to: destination, timeout: options.requestTimeout)
            checks[token] = SentCheck(
                slots: slots.map { ($0, readers[$0].generation, leaderEpoch(of: readers[$0].partition)) })
            for slot in slots { readers[slot].isChecking = true }
        }
    }

    mutating func checked(_ check: SentCheck, _ reply: Reply, now: Instant) {
        let open = check.slots.filter { readers[$0.slot].generation == $0.generation }
        for (slot, _, _) in open { readers[slot].isChecking = false }
        let response: OffsetForLeaderEpochResponse
        do throws(ClientError) {
            response = try reply.body(OffsetForLeaderEpochResponse.self)
        } catch {
            // A broker that cannot tell is believed, as all were before there were epochs.
            guard error.code == .unsupported else {
                return postpone(open.map { ($0.slot, $0.generation) }, error, now: now)
            }
            for (slot, _, epoch) in open { readers[slot].checkedEpoch = epoch }
            return
        }
        for topic in response.topics {
            for part in topic.partitions {
                guard
                    let found = open.first(where: {
                        readers[$0.slot].partition == TopicPartition(topic.topic, part.partition)
                    })
                else { continue }
                let error = ErrorCode(rawValue: part.errorCode)
                if error != .none {
                    let failure = ClientError(error, "\(readers[found.slot].partition)")
                    postpone([(found.slot, found.generation)], failure, now: now)
                } else if part.leaderEpoch < 0 || part.endOffset < readers[found.slot].fetchOffset {
                    truncate(found.slot, to: part.leaderEpoch < 0 ? nil : part.endOffset)
                } else {
                    readers[found.slot].checkedEpoch = found.epoch
                }
            }
        }
    }

    /// The log has been cut before what was fetched. What was not handed out is forgotten; where something was, the
    /// options say whether that is an error.
    ///
    /// - Parameter end: where the log was cut; nil where the leader knows nothing of the epoch.
    private mutating func truncate(_ slot: Int, to end: Int64?) {
        let position = readers[slot].position
        drop(slot)
        if let end, end >= position { return readers[slot].restart(at: .offset(position)) }
        guard options.reset != .none else {
            let cause = "what was read up to offset \(position) is not in the log any more"
            return fail(slot, ClientError(.offsetOutOfRange, "\(readers[slot].partition)", message: cause))
        }
        if let end { return readers[slot].restart(at: .offset(end)) }
        readers[slot].restart(at: options.reset == .earliest ? .start : .end)
    }
}

/// An OffsetForLeaderEpoch request without a reply.
struct SentCheck {
    /// The partitions asked for, which assignment of each, and the leader epoch that the answer is good for.
    let slots: [(slot: Int, generation: Int, epoch: Int32)]
}
