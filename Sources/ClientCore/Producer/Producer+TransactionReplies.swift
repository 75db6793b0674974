import KafkaProtocol
import World

/// Replies to what transactions ask.
extension Producer {
    /// Takes a reply.
    ///
    /// - Returns: whether it was to a request of a transaction.
    mutating func receivedForTransaction(_ reply: Reply, now: Instant) -> Bool {
        guard var state = transaction else { return false }
        if reply.token == state.finding {
            state.finding = nil
            found(&state, reply, now: now)
        } else if reply.token == state.asking {
            state.asking = nil
            told(&state, reply, now: now)
        } else if let joining = state.joining, joining.token == reply.token {
            state.joining = nil
            joined(&state, joining.slots, reply, now: now)
        } else if reply.token == state.ending {
            state.ending = nil
            endAnswered(&state, reply, now: now)
        } else if let first = state.offsets.first, first.awaited == reply.token {
            answeredOffsets(&state, reply, now: now)
        } else {
            return false
        }
        transaction = state
        return true
    }

    private func found(_ state: inout TransactionState, _ reply: Reply, now: Instant) {
        do throws(ClientError) {
            let response = try reply.body(FindCoordinatorResponse.self)
            state.coordinator = try response.coordinator(of: state.id).destination
        } catch {
            treat(&state, error, now: now)
        }
    }

    /// What the cluster has finalised, not what this broker could do, decides how transactions go.
    private func told(_ state: inout TransactionState, _ reply: Reply, now: Instant) {
        do throws(ClientError) {
            let response = try reply.body(ApiVersionsResponse.self)
            try Admin.check(response.errorCode, "versions")
            let level = response.finalizedFeatures.first { $0.name == "transaction.version" }?.maxVersionLevel ?? 0
            let produce = response.apiKeys.first { $0.apiKey == ApiKey.produce.rawValue }?.maxVersion ?? 0
            state.joinsImplicitly = level >= 2 && produce >= 12
        } catch {
            treat(&state, error, now: now)
        }
    }

    private func joined(_ state: inout TransactionState, _ slots: [Slot], _ reply: Reply, now: Instant) {
        do throws(ClientError) {
            let response = try reply.body(AddPartitionsToTxnResponse.self)
            var refusal: ClientError?
            for topic in response.resultsByTopicV3AndBelow {
                for part in topic.resultsByPartition where part.partitionErrorCode != 0 {
                    let code = ErrorCode(rawValue: part.partitionErrorCode)
                    let error = ClientError(code, "\(TopicPartition(topic.name, part.partitionIndex))")
                    // The others were not tried because of one; that one says why.
                    if refusal == nil || refusal?.kafka == .operationNotAttempted { refusal = error }
                }
            }
            if let refusal { throw refusal }
            state.joined.formUnion(slots)
        } catch {
            treat(&state, error, now: now)
        }
    }

    private mutating func endAnswered(_ state: inout TransactionState, _ reply: Reply, now: Instant) {
        do throws(ClientError) {
            let response = try reply.body(EndTxnResponse.self)
            try Admin.check(response.errorCode, "transaction of \(state.id)")
            // Since version 5 the coordinator raises the epoch with every transaction.
            if reply.version >= 5, response.producerId >= 0 {
                adopt(ProducerIdentity(id: response.producerId, epoch: response.producerEpoch))
            }
            ended(&state)
        } catch {
            treat(&state, error, now: now)
        }
    }

    /// All partitions begin to number anew under an identity.
    private mutating func adopt(_ next: ProducerIdentity) {
        identity = next
        for topic in topics {
            for partition in topic.partitions where partition.identity != next { partition.loseIdentity() }
        }
    }

    /// The reply to InitProducerId.
    mutating func identifiedForTransaction(_ reply: Reply, now: Instant) {
        guard var state = transaction else { return }
        do throws(ClientError) {
            let response = try reply.body(InitProducerIdResponse.self)
            try Admin.check(response.errorCode, "transactional id \(state.id)")
            adopt(ProducerIdentity(id: response.producerId, epoch: response.producerEpoch))
            identityFailure = nil
            state.isBumping = false
            if !state.isReady {
                state.isReady = true
                state.events.append(.ready)
            }
        } catch {
            identityFailure = error
            treat(&state, error, now: now)
        }
        transaction = state
    }

    private func treat(_ state: inout TransactionState, _ error: ClientError, now: Instant) {
        switch TransactionState.verdict(error) {
        case .retry(let findAnew):
            state.retryAt = now.advanced(milliseconds: pause(after: error))
            if findAnew { state.coordinator = nil }
        case .abortable:
            state.failure = state.failure ?? error
            state.retryAt = now.advanced(milliseconds: options.retryBackoff)
        case .fatal: die(&state, error)
        }
    }

    /// Milliseconds. A transaction that was ended a moment ago is being written out still: that takes no backoff's time.
    func pause(after error: ClientError) -> Int64 {
        error.kafka == .concurrentTransactions ? min(options.retryBackoff, 20) : options.retryBackoff
    }

    /// A batch of a transaction failed for good.
    mutating func batchFailed(_ error: ClientError) {
        guard var state = transaction, error.code != .aborted else { return }
        switch error.kafka {
        case .producerFenced, .invalidProducerIdMapping, .transactionalIdAuthorizationFailed,
            .clusterAuthorizationFailed, .unsupportedVersion:
            if state.fatal == nil { die(&state, error) }
        default: state.failure = state.failure ?? error
        }
        transaction = state
    }
}
