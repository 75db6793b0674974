import KafkaProtocol
import World

/// Offsets of groups that are committed with a transaction, one set after the other.
extension Producer {
    func stepOffsets(
        _ state: inout TransactionState, _ identity: ProducerIdentity, to coordinator: Destination, now: Instant,
        into outbox: inout Outbox
    ) {
        guard var first = state.offsets.first, first.awaited == nil else { return }
        if let failure = state.failure { return finishOffsets(&state, failure) }
        guard now >= first.retryAt else { return }
        let group = first.member.group
        if state.joinsImplicitly == false, !first.isGroupJoined {
            var request = AddOffsetsToTxnRequest()
            request.transactionalId = state.id
            request.producerId = identity.id
            request.producerEpoch = identity.epoch
            request.groupId = group
            first.awaited = outbox.send(request, to: coordinator, timeout: options.requestTimeout)
        } else if let place = state.groupCoordinators[group] {
            first.awaited = outbox.send(
                commit(first, state.id, identity), to: place, timeout: options.requestTimeout,
                versionLimit: state.joinsImplicitly == true ? .max : 4)
        } else {
            first.awaited = outbox.send(
                FindCoordinatorRequest(group: group), to: .any, timeout: options.requestTimeout)
        }
        state.isStarted = true
        state.offsets[0] = first
    }

    private func commit(
        _ entry: OffsetsInTransaction, _ id: String, _ identity: ProducerIdentity
    ) -> TxnOffsetCommitRequest {
        var request = TxnOffsetCommitRequest()
        request.transactionalId = id
        request.groupId = entry.member.group
        request.producerId = identity.id
        request.producerEpoch = identity.epoch
        request.generationId = entry.member.generation
        request.memberId = entry.member.memberId
        request.groupInstanceId = entry.member.instanceId
        request.topics = grouped(entry.offsets.keys.sorted()) { topic, numbers in
            var part = TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic()
            part.name = topic
            part.partitions = numbers.compactMap { number in
                guard let offset = entry.offsets[TopicPartition(topic, number)] else { return nil }
                var partition = TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition()
                partition.partitionIndex = number
                partition.committedOffset = offset.offset
                partition.committedLeaderEpoch = offset.leaderEpoch
                partition.committedMetadata = offset.metadata
                return partition
            }
            return part
        }
        return request
    }

    /// Takes the reply to a request for offsets.
    func answeredOffsets(_ state: inout TransactionState, _ reply: Reply, now: Instant) {
        state.offsets[0].awaited = nil
        do throws(ClientError) {
            let entry = state.offsets[0]
            if state.joinsImplicitly == false, !entry.isGroupJoined {
                let response = try reply.body(AddOffsetsToTxnResponse.self)
                try Admin.check(response.errorCode, "group \(entry.member.group)")
                state.offsets[0].isGroupJoined = true
            } else if state.groupCoordinators[entry.member.group] == nil {
                let response = try reply.body(FindCoordinatorResponse.self)
                let found = try response.coordinator(of: entry.member.group)
                state.groupCoordinators[entry.member.group] = found.destination.on(.main)
            } else {
                let response = try reply.body(TxnOffsetCommitResponse.self)
                for topic in response.topics {
                    for part in topic.partitions {
                        try Admin.check(part.errorCode, "\(TopicPartition(topic.name, part.partitionIndex))")
                    }
                }
                finishOffsets(&state, nil)
            }
        } catch {
            switch TransactionState.verdict(error) {
            case .retry(let findAnew):
                state.offsets[0].retryAt = now.advanced(milliseconds: pause(after: error))
                if findAnew {
                    state.groupCoordinators[state.offsets[0].member.group] = nil
                    if !state.offsets[0].isGroupJoined, state.joinsImplicitly == false { state.coordinator = nil }
                }
            case .abortable:
                state.failure = state.failure ?? error
                finishOffsets(&state, error)
            case .fatal:
                finishOffsets(&state, error)
                die(&state, error)
            }
        }
    }

    func finishOffsets(_ state: inout TransactionState, _ error: ClientError?) {
        guard !state.offsets.isEmpty else { return }
        state.events.append(.offsetsAdded(state.offsets.removeFirst().number, error))
    }

    /// The producer is of no use any more; whoever waits for something is told.
    func die(_ state: inout TransactionState, _ error: ClientError) {
        state.fatal = error
        while !state.offsets.isEmpty { finishOffsets(&state, error) }
        if state.phase == .committing || state.phase == .aborting { state.events.append(.ended(error)) }
        if !state.isReady { state.events.append(.ready) }
        state.phase = .none
    }
}
