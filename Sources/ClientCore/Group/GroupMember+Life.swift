import KafkaProtocol
public import World

/// Replies, commits, leaving.
extension GroupMember {
    /// Takes a reply.
    ///
    /// - Returns: whether the reply was to a request of this member.
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

    /// The reply that the phase waits for.
    private mutating func answered(_ reply: Reply, now: Instant) {
        do throws(ClientError) {
            switch phase {
            case .joining: joined(try reply.body(JoinGroupResponse.self), now: now)
            case .syncing: synced(try reply.body(SyncGroupResponse.self), now: now)
            case .starting: fetchedOffsets(try reply.body(OffsetFetchResponse.self), now: now)
            case .leaving: phase = .left
            case .unjoined, .revoking, .releasing, .committing, .assigning, .stable, .left: break
            }
        } catch {
            lostReply(error, now: now)
        }
    }

    /// The connection to the coordinator is gone: it is looked for again, and the group joined anew unless the member
    /// was only about to ask for offsets.
    private mutating func lostReply(_ error: ClientError, now: Instant) {
        guard error.isRetriable || error.code == .unreachable else {
            fail(error)
            return
        }
        loseCoordinator(now: now)
        switch phase {
        case .leaving: phase = .left
        case .starting: break
        default: rejoin(now: now, after: options.retryBackoff)
        }
    }

    private mutating func beaten(_ reply: Reply, now: Instant) {
        do throws(ClientError) {
            let error = ErrorCode(rawValue: try reply.body(HeartbeatResponse.self).errorCode)
            switch error {
            case .none, .coordinatorLoadInProgress: break
            case .coordinatorNotAvailable, .notCoordinator: loseCoordinator(now: now)
            case .rebalanceInProgress where phase == .revoking: break
            default:
                guard phase == .stable || phase == .revoking else { return }
                recover(from: error, "heartbeat of group \(options.group)", now: now)
            }
        } catch {
            loseCoordinator(now: now)
        }
    }
}

/// Commits.
extension GroupMember {
    public mutating func commit(
        _ offsets: [TopicPartition: CommittedOffset], into outbox: inout Outbox
    ) -> UInt64? {
        guard let coordinator, generation >= 0, mayCommit else { return nil }
        return commits.send(
            offsets, .asked, memberId: memberId, generation: generation, to: coordinator, into: &outbox)
    }

    /// A cooperative member reads on while the group rebalances, so it may also commit.
    private var mayCommit: Bool {
        switch phase {
        case .stable, .revoking, .starting: true
        case .unjoined, .joining, .assigning, .syncing: isCooperative
        case .releasing, .committing, .leaving, .left: false
        }
    }

    public func unsaved(_ positions: [TopicPartition: Int64]) -> [TopicPartition: CommittedOffset] {
        commits.unsaved(positions, of: assignment)
    }

    private mutating func saved(
        _ sent: GroupCommits.Sent, _ number: UInt64, _ failure: ClientError?, now: Instant
    ) {
        if let failure, failure.kafka == .none { loseCoordinator(now: now) }
        switch sent.purpose {
        case .beforeReleasing:
            // Whatever came of it: the group does not wait, and whoever reads on begins where the last commit is.
            if phase == .committing { released(now: now) }
            return
        case .beforeLeaving:
            goodbyeDue = true
            return
        case .asked: tell(.committed(number, failure))
        case .periodic: break
        }
        guard let failure else { return }
        switch failure.kafka {
        case .unknownMemberId, .illegalGeneration, .rebalanceInProgress, .fencedInstanceId:
            if phase == .stable { recover(from: failure.kafka, failure.subject, now: now) }
        case .coordinatorNotAvailable, .notCoordinator, .requestTimedOut: loseCoordinator(now: now)
        case .none: break
        default: if !failure.isRetriable, sent.purpose == .periodic { fail(failure) }
        }
    }
}

/// Leaving.
extension GroupMember {
    mutating func depart(
        now: Instant, _ positions: [TopicPartition: Int64], to coordinator: Destination, into outbox: inout Outbox
    ) {
        guard !commits.isAwaited(.beforeLeaving) else { return }
        if !goodbyeDue, phase == .stable, options.commitInterval != nil, !unsaved(positions).isEmpty {
            commits.send(
                unsaved(positions), .beforeLeaving, memberId: memberId, generation: generation, to: coordinator,
                into: &outbox)
            return
        }
        release = nil
        revoke(assignment)
        guard options.instanceId == nil, !memberId.isEmpty else {
            phase = .left
            return
        }
        var request = LeaveGroupRequest()
        request.groupId = options.group
        request.memberId = memberId
        var identity = LeaveGroupRequest.MemberIdentity()
        identity.memberId = memberId
        request.members = [identity]
        awaited = outbox.send(request, to: coordinator, timeout: options.requestTimeout)
        phase = .leaving
    }
}
