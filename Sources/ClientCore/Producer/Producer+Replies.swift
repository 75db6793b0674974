import Binary
import KafkaProtocol
import Records
public import World

/// What comes back.
extension Producer {
    /// Takes a reply to one of this producer's requests; call `step` afterwards.
    public mutating func received(_ reply: Reply, now: Instant) {
        if metadata.received(reply, now: now) {
            refreshTopics()
        } else if reply.token == identityRequest {
            identityRequest = nil
            if isTransactional { identifiedForTransaction(reply, now: now) } else { identified(reply, now: now) }
        } else if receivedForTransaction(reply, now: now) {
            return
        } else if let request = requests.removeValue(forKey: reply.token) {
            requestsPerBroker[request.broker, default: 1] -= 1
            produced(request, reply, now: now)
        }
    }

    /// Takes over what the metadata says of this producer's topics.
    mutating func refreshTopics() {
        for index in topics.indices {
            guard let info = metadata.topics[topics[index].name], info.error == .none else { continue }
            while topics[index].partitions.count < info.partitions.count {
                topics[index].partitions.append(PartitionQueue())
            }
            topics[index].available = info.partitions.indices.filter { info.partitions[$0].leader >= 0 }.map(Int32.init)
        }
    }

    private mutating func identified(_ reply: Reply, now: Instant) {
        do throws(ClientError) {
            let response = try reply.body(InitProducerIdResponse.self)
            try Admin.check(response.errorCode, "producer id")
            identity = ProducerIdentity(id: response.producerId, epoch: response.producerEpoch)
            identityFailure = nil
        } catch {
            identityFailure = error
            identityRetryAt = now.advanced(milliseconds: options.retryBackoff)
            guard !error.isRetriable, error.code != .unreachable else { return }
            // Without an identity nothing can be sent, now or later.
            for slot in active {
                for batch in queue(slot).takeExpired(before: .distantFuture) {
                    finish(slot, batch, .failure(error))
                }
            }
        }
    }

    private mutating func produced(_ request: SentRequest, _ reply: Reply, now: Instant) {
        let response: ProduceResponse
        do throws(ClientError) {
            response = try reply.body(ProduceResponse.self)
        } catch {
            for sent in request.batches { lost(sent, error, now: now) }
            return
        }
        if options.effectiveAcks == 0 {
            for sent in request.batches { succeeded(sent, offset: -1, appendTime: -1) }
            return
        }
        var open = request.batches
        for topic in response.responses {
            let name = reply.version >= 13 ? metadata.name(of: topic.topicId) : topic.name
            for part in topic.partitionResponses {
                guard
                    let index = open.firstIndex(where: {
                        $0.slot.partition == Int(part.index) && topics[$0.slot.topic].name == name
                    })
                else { continue }
                let sent = open.remove(at: index)
                learn(part, response, name ?? "")
                answered(sent, part, now: now)
            }
        }
        for sent in open {
            lost(sent, ClientError(.malformed, name(sent.slot), "the broker left it out", isRetriable: true), now: now)
        }
    }

    private mutating func learn(
        _ part: ProduceResponse.PartitionProduceResponse, _ response: ProduceResponse, _ topic: String
    ) {
        guard part.currentLeader.leaderId >= 0 else { return }
        let node = response.nodeEndpoints.first { $0.nodeId == part.currentLeader.leaderId }
        _ = metadata.learn(
            leader: part.currentLeader.leaderId, epoch: part.currentLeader.leaderEpoch, of: topic, Int(part.index),
            at: node.map { SocketAddress(host: $0.host, port: UInt16(clamping: $0.port)) })
    }

    /// The broker's word on one batch.
    private mutating func answered(
        _ sent: SentBatch, _ part: ProduceResponse.PartitionProduceResponse, now: Instant
    ) {
        let (slot, batch) = (sent.slot, sent.batch)
        let code = ErrorCode(rawValue: part.errorCode)
        switch code {
        case .none: succeeded(sent, offset: part.baseOffset, appendTime: part.logAppendTimeMs)
        // Appended long ago: the broker remembers that, but not where.
        case .duplicateSequenceNumber: succeeded(sent, offset: -1, appendTime: -1)
        case .messageTooLarge where batch.recordCount > 1: split(sent, now: now)
        case .messageTooLarge, .recordListTooLarge:
            let cause = "a record of \(batch.sealed.count) bytes is more than the topic's max.message.bytes"
            finish(slot, batch, .failure(ClientError(code, name(slot), message: cause)))
        case .outOfOrderSequenceNumber:
            // Expected behind a batch that came back or failed; as the first in line it means that the broker has lost
            // what this producer wrote.
            let queue = self.queue(slot)
            if queue.hasEarlier(than: batch) || queue.needsIdentity {
                comeBack(sent, ClientError(code, name(slot)), now: now, retryAt: now)
            } else {
                finish(slot, batch, .failure(ClientError(code, name(slot), message: part.errorMessage)))
            }
        // The transaction before is being written out still.
        case .concurrentTransactions where isTransactional:
            let error = ClientError(code, name(slot))
            comeBack(sent, error, now: now, retryAt: now.advanced(milliseconds: pause(after: error)))
        case .invalidProducerEpoch where !isTransactional, .unknownProducerId where !isTransactional,
            .invalidProducerIdMapping where !isTransactional:
            queue(slot).loseIdentity()
            comeBack(sent, ClientError(code, name(slot)), now: now, retryAt: now)
        default:
            let error = ClientError(code, name(slot), message: part.errorMessage)
            guard code.isRetriable else {
                finish(slot, batch, .failure(error))
                return
            }
            // These say that the batch was appended and not that all replicas have it.
            if code == .requestTimedOut || code == .notEnoughReplicasAfterAppend { batch.isUncertain = true }
            metadata.invalidate()
            let isRedirected = part.currentLeader.leaderId >= 0 && batch.attempts == 1
            comeBack(sent, error, now: now, retryAt: isRedirected ? now : later(now))
        }
    }

    /// There is no reply, and will be none: the broker may have appended the batch.
    private mutating func lost(_ sent: SentBatch, _ error: ClientError, now: Instant) {
        guard error.isRetriable else {
            finish(sent.slot, sent.batch, .failure(error))
            return
        }
        sent.batch.isUncertain = true
        metadata.invalidate()
        comeBack(sent, error, now: now, retryAt: later(now))
    }

    private func later(_ now: Instant) -> Instant { now.advanced(milliseconds: options.retryBackoff) }

    private mutating func comeBack(_ sent: SentBatch, _ error: ClientError, now: Instant, retryAt: Instant) {
        guard sent.batch.created.advanced(milliseconds: options.deliveryTimeout) > now else {
            let cause = "not acknowledged in time: \(error.cause)"
            let code: ClientError.Code = sent.batch.isUncertain ? .unknownOutcome : .timedOut
            finish(sent.slot, sent.batch, .failure(ClientError(code, name(sent.slot), cause)))
            return
        }
        queue(sent.slot).comeBack(sent.batch, retryAt: retryAt)
    }

    private mutating func succeeded(_ sent: SentBatch, offset: Int64, appendTime: Int64) {
        finish(sent.slot, sent.batch, .success((offset, appendTime)))
    }

    /// The end of a batch. A failed one leaves a gap in the sequence numbers, so the partition needs a new identity.
    mutating func finish(
        _ slot: Slot, _ batch: ProducerBatch, _ outcome: Result<(offset: Int64, appendTime: Int64), ClientError>
    ) {
        var (offset, appendTime): (Int64, Int64) = (-1, -1)
        var failure: ClientError?
        switch outcome {
        case .success(let appended): (offset, appendTime) = appended
        case .failure(let error):
            failure = error
            if batch.identity != nil { queue(slot).loseIdentity() }
            batchFailed(error)
        }
        queue(slot).finish(batch, isAcknowledged: failure == nil)
        let result = BatchResult(
            partition: TopicPartition(topics[slot.topic].name, Int32(slot.partition)), recordCount: batch.recordCount,
            bytes: batch.sealed.count, created: batch.created, baseOffset: offset, appendTime: appendTime,
            error: failure)
        results += queue(slot).report(batch.number, result)
        release(batch)
        if queue(slot).isEmpty { active.removeAll { $0 == slot } }
    }
}
