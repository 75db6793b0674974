import KafkaProtocol
public import World

/// Replies, and what errors lead to (KIP-848, as Java's members).
extension ConsumerMember {
    public mutating func received(_ reply: Reply, now: Instant) -> Bool {
        if reply.token == finding {
            finding = nil
            found(reply, now: now)
        } else if reply.token == heartbeat {
            heartbeat = nil
            beaten(reply, now: now)
        } else if let (commit, failure) = commits.received(reply) {
            saved(commit, reply.token, failure, now: now)
        } else if reply.token == awaited {
            awaited = nil
            answered(reply, now: now)
        } else {
            return false
        }
        return true
    }

    private mutating func found(_ reply: Reply, now: Instant) {
        do throws(ClientError) {
            coordinator = try reply.body(FindCoordinatorResponse.self).coordinator(of: options.group).destination
            retryAt = now
        } catch {
            if error.isRetriable || error.code == .unreachable {
                retryAt = now.advanced(milliseconds: options.retryBackoff)
            } else {
                fail(error)
            }
        }
    }

    private mutating func answered(_ reply: Reply, now: Instant) {
        do throws(ClientError) {
            switch phase {
            case .starting: fetchedOffsets(try reply.body(OffsetFetchResponse.self), now: now)
            case .leaving: phase = .left
            case .unjoined, .stable, .revoking, .releasing, .committing, .left: break
            }
        } catch {
            if phase == .leaving { phase = .left } else { recover(from: error, now: now) }
        }
    }

    private mutating func beaten(_ reply: Reply, now: Instant) {
        guard phase != .leaving, phase != .left else { return }
        do throws(ClientError) {
            let response = try reply.body(ConsumerGroupHeartbeatResponse.self)
            try Admin.check(response.errorCode, "group \(options.group)", response.errorMessage)
            if let id = response.memberId, !id.isEmpty { memberId = id }
            generation = response.memberEpoch
            if response.heartbeatIntervalMs > 0 { interval = Int64(response.heartbeatIntervalMs) }
            if phase == .unjoined {
                phase = .stable
                commitAt = now.advanced(milliseconds: options.commitInterval ?? 0)
            }
            if let assigned = response.assignment { target = assigned.topicPartitions }
            if !tellsAssignment, !tellsTopics { heartbeatAt = now.advanced(milliseconds: interval) }
        } catch {
            // What was told may not have arrived.
            tellsAssignment = true
            recover(from: error, now: now)
        }
    }

    mutating func saved(
        _ sent: GroupCommits.Sent, _ number: UInt64, _ failure: ClientError?, now: Instant
    ) {
        switch sent.purpose {
        case .beforeReleasing: if phase == .committing { released() }
        case .beforeLeaving: goodbyeDue = true
        case .asked: tell(.committed(number, failure))
        case .periodic: break
        }
        guard let failure, phase != .leaving, phase != .left else { return }
        switch failure.kafka {
        case .none, .coordinatorNotAvailable, .notCoordinator, .requestTimedOut: loseCoordinator(now: now)
        case .unknownMemberId, .fencedMemberEpoch: rejoin(now: now)
        // The epoch has moved on; what was read is committed with the next one.
        case .staleMemberEpoch: break
        default: if !failure.isRetriable, sent.purpose == .periodic { fail(failure) }
        }
    }

    mutating func recover(from error: ClientError, now: Instant) {
        switch error.kafka {
        case .fencedMemberEpoch, .unknownMemberId: rejoin(now: now)
        case .coordinatorLoadInProgress, .requestTimedOut:
            retryAt = now.advanced(milliseconds: options.retryBackoff)
            heartbeatAt = retryAt
        case .coordinatorNotAvailable, .notCoordinator: loseCoordinator(now: now)
        case .none where error.isRetriable || error.code == .unreachable: loseCoordinator(now: now)
        // Rights may be given back; Java's members keep trying, too.
        case .topicAuthorizationFailed:
            retryAt = now.advanced(milliseconds: interval)
            heartbeatAt = retryAt
        default: fail(error)
        }
    }

    private mutating func loseCoordinator(now: Instant) {
        coordinator = nil
        heartbeat = nil
        awaited = nil
        retryAt = now.advanced(milliseconds: options.retryBackoff)
        heartbeatAt = retryAt
    }

    /// The group goes on without this member: it begins anew with nothing.
    private mutating func rejoin(now: Instant) {
        loseAssignment()
        generation = -1
        phase = .unjoined
        awaited = nil
        // The reply to a heartbeat of the old membership says nothing of the new one.
        heartbeat = nil
        heartbeatAt = now
    }

    private mutating func loseAssignment() {
        if !assignment.isEmpty { tell(.lost(assignment)) }
        commits.forget(assignment)
        assignment = []
        releasing = []
        starting = []
        target = nil
        tellsAssignment = false
    }

    /// Out for good.
    private mutating func fail(_ error: ClientError) {
        loseAssignment()
        phase = .left
        tell(.failed(error))
    }
}
