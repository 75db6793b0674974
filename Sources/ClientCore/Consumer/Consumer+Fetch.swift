import Binary
import KafkaProtocol
import Records
public import World

/// Requests for records, and their replies.
extension Consumer {
    /// Looks up offsets and fetches where that is due.
    public mutating func step(now: Instant, into outbox: inout Outbox) {
        metadata.step(now: now, into: &outbox)
        lookUp(now: now, into: &outbox)
        checkEpochs(now: now, into: &outbox)
        fetch(now: now, into: &outbox)
        nextDeadline = metadata.nextDeadline
        for reader in readers where reader.phase == .resolving || reader.phase == .reading {
            guard reader.retryAt > now else { continue }
            nextDeadline = min(nextDeadline ?? .distantFuture, reader.retryAt)
        }
    }

    /// Takes a reply to one of this consumer's requests; call `step` afterwards.
    public mutating func received(_ reply: Reply, now: Instant) {
        if metadata.received(reply, now: now) { return }
        if let fetch = fetches.removeValue(forKey: reply.token) {
            fetched(fetch, reply, now: now)
        } else if let lookup = lookups.removeValue(forKey: reply.token) {
            lookedUp(lookup, reply, now: now)
        } else if let check = checks.removeValue(forKey: reply.token) {
            checked(check, reply, now: now)
        }
    }

    private mutating func fetch(now: Instant, into outbox: inout Outbox) {
        guard queuedBytes < options.queuedBytes else { return }
        var byBroker: [Int32: [Int]] = [:]
        for number in readers.indices {
            let reader = readers[number]
            guard reader.phase == .reading, !reader.isPaused, !reader.isHeld, !reader.isFetching, reader.retryAt <= now,
                reader.end.map({ reader.fetchOffset < $0 }) ?? true, !needsCheck(number)
            else { continue }
            guard let leader = leader(of: number, now: now) else { continue }
            if !busyBrokers.contains(leader) { byBroker[leader, default: []].append(number) }
        }
        for (broker, slots) in byBroker.sorted(by: { $0.key < $1.key }) {
            guard let destination = metadata.broker(broker) else { continue }
            let request = fetchRequest(slots)
            let token = outbox.send(
                request, to: destination.on(.fetch), timeout: options.requestTimeout + Int64(options.maxWait),
                versionLimit: request.topics.contains { $0.topicId == .zero } ? 12 : .max)
            fetches[token] = SentFetch(broker: broker, slots: slots.map { ($0, readers[$0].generation) })
            busyBrokers.insert(broker)
            for slot in slots {
                readers[slot].isFetching = true
                // Only a change of leader is a reason to doubt: a log has old epochs too.
                readers[slot].checkedEpoch = leaderEpoch(of: readers[slot].partition)
            }
        }
    }

    private func fetchRequest(_ slots: [Int]) -> FetchRequest {
        var request = FetchRequest()
        request.replicaId = -1
        request.maxWaitMs = options.maxWait
        request.minBytes = options.minBytes
        request.maxBytes = options.maxBytes
        request.isolationLevel = options.readCommitted ? 1 : 0
        request.sessionId = 0
        request.sessionEpoch = -1
        let byTopic = Dictionary(grouping: slots) { readers[$0].partition.topic }
        request.topics = byTopic.sorted { $0.key < $1.key }.map { topic, slots in
            var entry = FetchRequest.FetchTopic()
            entry.topic = topic
            entry.topicId = metadata.topics[topic]?.id ?? .zero
            entry.partitions = slots.map { slot in
                var part = FetchRequest.FetchPartition()
                part.partition = readers[slot].partition.partition
                part.fetchOffset = readers[slot].fetchOffset
                part.partitionMaxBytes = options.partitionMaxBytes
                part.currentLeaderEpoch = leaderEpoch(of: readers[slot].partition)
                return part
            }
            return entry
        }
        return request
    }

    /// The leader of a partition; where none is known, news are asked for and the partition waits.
    mutating func leader(of number: Int, now: Instant) -> Int32? {
        let partition = readers[number].partition
        if let info = metadata.topics[partition.topic], info.error == .none,
            partition.partition < 0 || Int(partition.partition) >= info.partitions.count
        {
            let cause = "the topic has \(info.partitions.count) partitions"
            fail(number, ClientError(.unknownTopicOrPartition, "\(partition)", message: cause))
            return nil
        }
        if case .broker(let id, _, _)? = metadata.leader(of: partition.topic, Int(partition.partition)) { return id }
        if !metadata.isAwaited {
            metadata.invalidate()
            readers[number].retryAt = now.advanced(milliseconds: options.retryBackoff)
        }
        return nil
    }

    private mutating func fetched(_ fetch: SentFetch, _ reply: Reply, now: Instant) {
        busyBrokers.remove(fetch.broker)
        for (slot, generation) in fetch.slots where readers[slot].generation == generation {
            readers[slot].isFetching = false
        }
        let response: FetchResponse
        do throws(ClientError) {
            response = try reply.body(FetchResponse.self)
            try Admin.check(response.errorCode, "fetch")
        } catch {
            postpone(fetch.slots, error, now: now)
            return
        }
        for topic in response.responses {
            let name = reply.version >= 13 ? metadata.name(of: topic.topicId) : topic.topic
            for part in topic.partitions {
                guard let name, let slot = numbers[TopicPartition(name, part.partitionIndex)],
                    fetch.slots.contains(where: { $0.slot == slot && $0.generation == readers[slot].generation })
                else { continue }
                if part.errorCode == 0 { took(slot, part) } else { refused(slot, part, response, now: now) }
            }
        }
    }

    private mutating func took(_ slot: Int, _ part: FetchResponse.PartitionData) {
        readers[slot].bounds = PartitionBounds(
            start: part.logStartOffset, lastStable: part.lastStableOffset, highWatermark: part.highWatermark)
        guard let bytes = part.records, !bytes.isEmpty else { return }
        var batches = RecordBatches(bytes.span.bytes)
        var next = readers[slot].fetchOffset
        while let batch = batches.next() {
            next = max(next, batch.header.nextOffset)
            readers[slot].fetchedEpoch = batch.header.partitionLeaderEpoch
        }
        if let fault = batches.fault, fault != .incomplete {
            fail(slot, ClientError(.corrupt, "\(readers[slot].partition)", "what follows offset \(next) is no batch"))
        }
        // A batch that is cut short by the reply's limit comes whole with the next fetch.
        guard batches.position > 0 else { return }
        readers[slot].fetchOffset = next
        readers[slot].queuedBytes += bytes.count
        queuedBytes += bytes.count
        let aborted = part.abortedTransactions ?? []
        runs.append(
            FetchedRun(
                slot: slot, generation: readers[slot].generation, bytes: bytes,
                aborted: AbortedTransactions(aborted.map { ($0.firstOffset, $0.producerId) })))
    }

    /// One partition's error, treated as Java's consumers do.
    private mutating func refused(
        _ slot: Int, _ part: FetchResponse.PartitionData, _ response: FetchResponse, now: Instant
    ) {
        let error = ErrorCode(rawValue: part.errorCode)
        readers[slot].retryAt = now.advanced(milliseconds: options.retryBackoff)
        switch error {
        case .offsetOutOfRange:
            reset(slot)
        case .unknownTopicOrPartition, .leaderNotAvailable, .notLeaderOrFollower, .replicaNotAvailable,
            .kafkaStorageError, .fencedLeaderEpoch, .offsetNotAvailable, .unknownTopicId, .inconsistentTopicId:
            metadata.invalidate()
            guard part.currentLeader.leaderId >= 0 else { return }
            let node = response.nodeEndpoints.first { $0.nodeId == part.currentLeader.leaderId }
            let isNews = metadata.learn(
                leader: part.currentLeader.leaderId, epoch: part.currentLeader.leaderEpoch,
                of: readers[slot].partition.topic, Int(part.partitionIndex),
                at: node.map { SocketAddress(host: $0.host, port: UInt16(clamping: $0.port)) })
            if isNews { readers[slot].retryAt = now }
        case .unknownLeaderEpoch, .unknownServerError: break
        default:
            if !error.isRetriable { fail(slot, ClientError(error, "\(readers[slot].partition)")) }
        }
    }

    /// The offset does not exist: goes where the options say.
    private mutating func reset(_ slot: Int) {
        // What was fetched before is still to be handed out: the reset waits for it.
        guard readers[slot].queuedBytes == 0 else { return }
        switch options.reset {
        case .earliest: readers[slot].restart(at: .start)
        case .latest: readers[slot].restart(at: .end)
        case .none:
            fail(
                slot,
                ClientError(.offsetOutOfRange, "offset \(readers[slot].fetchOffset) of \(readers[slot].partition)"))
        }
    }

    /// All of a request failed: its partitions wait.
    mutating func postpone(_ slots: [(slot: Int, generation: Int)], _ error: ClientError, now: Instant) {
        metadata.invalidate()
        for (slot, generation) in slots where readers[slot].generation == generation {
            if error.isRetriable || error.code == .unreachable {
                readers[slot].retryAt = now.advanced(milliseconds: options.retryBackoff)
            } else {
                fail(slot, error)
            }
        }
    }
}
