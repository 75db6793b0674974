import Binary
import KafkaProtocol
public import World

/// What goes out.
extension Producer {
    /// Sends what is due, fails what waited too long, asks for news and for an identity where they are needed.
    public mutating func step(now: Instant, into outbox: inout Outbox) {
        hasFullBatch = false
        expire(now: now)
        metadata.step(now: now, into: &outbox)
        stepTransaction(now: now, into: &outbox)
        if askForIdentity(now: now, into: &outbox) {
            while sendRound(now: now, into: &outbox) {}
        }
        if active.isEmpty { isFlushing = false }
        nextDeadline = deadline(after: now)
    }

    /// Makes sure that there is an identity that no partition has used up.
    ///
    /// - Returns: whether batches can be sent.
    private mutating func askForIdentity(now: Instant, into outbox: inout Outbox) -> Bool {
        guard options.usesIdempotence else { return true }
        if let transaction {
            return identity != nil && !transaction.isBumping && transaction.failure == nil && transaction.fatal == nil
                && transaction.phase != .aborting
        }
        if identity != nil, let current = identity {
            let isUsedUp = active.contains { slot in
                let queue = self.queue(slot)
                return queue.needsIdentity && queue.identity == current
            }
            if isUsedUp { identity = nil }
        }
        guard identity == nil else { return true }
        guard identityRequest == nil, now >= identityRetryAt, !active.isEmpty else { return false }
        var request = InitProducerIdRequest()
        request.transactionalId = nil
        request.transactionTimeoutMs = Int32.max
        identityRequest = outbox.send(request, to: .any, timeout: options.requestTimeout)
        return false
    }

    /// Sends at most one request to each broker, with at most one batch of each partition, as Kafka wants it.
    ///
    /// - Returns: whether anything was sent.
    private mutating func sendRound(now: Instant, into outbox: inout Outbox) -> Bool {
        var drafts: [Int32: Draft] = [:]
        for slot in active {
            guard
                queue(slot).isDue(
                    now: now, linger: options.linger, maxInFlight: options.maxInFlightPerPartition,
                    isForced: isFlushing || isStarved || transaction?.phase == .committing)
            else { continue }
            if let transaction, transaction.joinsImplicitly == false, !transaction.joined.contains(slot) { continue }
            guard case .broker(let broker, _, _)? = destination(of: slot) else {
                if !metadata.isAwaited { metadata.invalidate() }
                continue
            }
            guard requestsPerBroker[broker, default: 0] < options.maxInFlight else { continue }
            guard drafts[broker, default: Draft()].bytes < options.fullRequestSize else { continue }
            if let batch = take(slot, now: now) { drafts[broker, default: Draft()].add(batch, slot) }
        }
        for (broker, draft) in drafts.sorted(by: { $0.key < $1.key }) { send(draft, to: broker, into: &outbox) }
        return !drafts.isEmpty
    }

    /// Whether appends wait for room, so that waiting for more records makes no sense.
    private var isStarved: Bool { bufferedBytes > options.bufferMemory - options.fullRequestSize }

    private func destination(of slot: Slot) -> Destination? {
        metadata.leader(of: topics[slot.topic].name, slot.partition)
    }

    private mutating func take(_ slot: Slot, now: Instant) -> ProducerBatch? {
        do throws(ClientError) {
            switch try queue(slot).takeNext(identity) {
            case .send(let batch): return batch
            case .wait: return nil
            case .doomed(let batch):
                let cause = "it may be in the log, and sending it again could put it there twice"
                finish(slot, batch, .failure(ClientError(.unknownOutcome, name(slot), cause)))
                return nil
            }
        } catch {
            if let batch = queue(slot).dropFirst() {
                finish(slot, batch, .failure(error))
            }
            return nil
        }
    }

    private mutating func send(_ draft: Draft, to broker: Int32, into outbox: inout Outbox) {
        guard let destination = metadata.broker(broker) else { return }
        var request = ProduceRequest()
        request.acks = options.effectiveAcks
        request.transactionalId = transaction?.id
        request.timeoutMs = Int32(clamping: options.requestTimeout)
        let byTopic = Dictionary(grouping: draft.batches, by: \.slot.topic)
        request.topicData = byTopic.sorted { $0.key < $1.key }.map { topic, batches in
            var entry = ProduceRequest.TopicProduceData()
            entry.name = topics[topic].name
            entry.topicId = metadata.topics[topics[topic].name]?.id ?? .zero
            entry.partitionData = batches.map { sent in
                var part = ProduceRequest.PartitionProduceData()
                part.index = Int32(sent.slot.partition)
                part.records = sent.batch.sealed
                return part
            }
            return entry
        }
        transaction?.isStarted = true
        // Topics without ids come from brokers before 2.8, or from a cache that a rival client's reply has cut.
        var limit: Int16 = request.topicData.contains { $0.topicId == .zero } ? 12 : .max
        // From version 12 on a batch joins the transaction by itself, which needs a coordinator that knows it may.
        if transaction?.joinsImplicitly == false { limit = 11 }
        let token = outbox.send(
            request, to: destination, timeout: options.requestTimeout, versionLimit: limit,
            expectsReply: options.effectiveAcks != 0)
        requests[token] = SentRequest(broker: broker, batches: draft.batches)
        requestsPerBroker[broker, default: 0] += 1
    }

    /// Fails the batches that waited longer than the delivery timeout.
    private mutating func expire(now: Instant) {
        let limit = now.advanced(milliseconds: -options.deliveryTimeout)
        for slot in active {
            guard let oldest = queue(slot).oldest, oldest <= limit else { continue }
            for batch in queue(slot).takeExpired(before: limit) {
                finish(slot, batch, .failure(expiry(of: batch, slot)))
            }
        }
    }

    func expiry(of batch: ProducerBatch, _ slot: Slot) -> ClientError {
        if batch.isUncertain {
            let cause = failure.map { " (\($0))" } ?? ""
            return ClientError(
                .unknownOutcome, name(slot), "no acknowledgement in time\(cause); the records may be in the log")
        }
        return failure.map { ClientError(.timedOut, name(slot), "not sent in time: \($0)") }
            ?? ClientError(.timedOut, name(slot), "not acknowledged in time")
    }

    private func deadline(after now: Instant) -> Instant? {
        var next = metadata.nextDeadline
        func consider(_ instant: Instant) { if instant < next ?? .distantFuture { next = instant } }
        if let due = transactionDeadline { consider(max(due, Instant(nanoseconds: now.nanoseconds + 1))) }
        if transaction == nil, identityRequest == nil, identity == nil, options.usesIdempotence, !active.isEmpty {
            consider(max(identityRetryAt, Instant(nanoseconds: now.nanoseconds + 1)))
        }
        for slot in active {
            let queue = self.queue(slot)
            // What is due by now and was not sent waits for a reply, not for time.
            if let due = queue.dueAt(linger: options.linger, maxInFlight: options.maxInFlightPerPartition), due > now {
                consider(due)
            }
            if let oldest = queue.oldest, queue.inFlight.isEmpty {
                consider(max(oldest.advanced(milliseconds: options.deliveryTimeout), now))
            }
        }
        return next
    }

    func name(_ slot: Slot) -> String { "partition \(slot.partition) of topic \(topics[slot.topic].name)" }
}

/// A Produce request that is being put together.
private struct Draft {
    var batches: [SentBatch] = []
    var bytes = 0

    mutating func add(_ batch: ProducerBatch, _ slot: Slot) {
        batches.append(SentBatch(slot: slot, batch: batch))
        bytes += batch.sealed.count
    }
}
