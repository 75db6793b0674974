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
        } else if let sent = commits.removeValue(forKey: reply.token) {
            saved(sent, reply, now: now)
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
            case .unjoined, .committing, .assigning, .stable, .left: break
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
            default: if phase == .stable { recover(from: error, "heartbeat of group \(options.group)", now: now) }
            }
        } catch {
            loseCoordinator(now: now)
        }
    }
}

/// Commits.
extension GroupMember {
    /// Commits offsets of the member's partitions; `GroupEvent.committed` tells how it went. To be called when stable.
    ///
    /// - Returns: whether the commit could be sent.
    public mutating func commit(_ offsets: [TopicPartition: CommittedOffset], into outbox: inout Outbox) -> Bool {
        guard let coordinator, phase == .stable else { return false }
        commit(offsets, .asked, to: coordinator, into: &outbox)
        return true
    }

    /// What was read and is not committed.
    func unsaved(_ positions: [TopicPartition: Int64]) -> [TopicPartition: CommittedOffset] {
        var unsaved: [TopicPartition: CommittedOffset] = [:]
        for partition in assignment {
            if let position = positions[partition], committed[partition] != position {
                unsaved[partition] = CommittedOffset(position)
            }
        }
        return unsaved
    }

    mutating func commit(
        _ offsets: [TopicPartition: CommittedOffset], _ purpose: SentCommit.Purpose, to coordinator: Destination,
        into outbox: inout Outbox
    ) {
        guard !offsets.isEmpty else { return }
        let request = OffsetCommitRequest(
            group: options.group, memberId: memberId, generation: generation, instanceId: options.instanceId,
            offsets: offsets)
        let token = outbox.send(
            request, to: coordinator, timeout: options.requestTimeout,
            versionLimit: OffsetCommitRequest.lastNamedVersion)
        commits[token] = SentCommit(purpose: purpose, offsets: offsets)
    }

    private mutating func saved(_ sent: SentCommit, _ reply: Reply, now: Instant) {
        var failure: ClientError?
        do throws(ClientError) {
            let failures = try reply.body(OffsetCommitResponse.self).failures
            for (partition, offset) in sent.offsets where failures[partition] == nil {
                committed[partition] = offset.offset
            }
            failure = failures.sorted { $0.key < $1.key }.first?.value
        } catch {
            failure = error
            loseCoordinator(now: now)
        }
        switch sent.purpose {
        case .beforeJoining:
            // Whatever came of it: the group does not wait, and whoever reads on begins where the last commit is.
            if phase == .committing {
                revoke()
                rejoin(now: now)
            }
            return
        case .beforeLeaving:
            goodbyeDue = true
            return
        case .asked: tell(.committed(failure))
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
        guard !commits.values.contains(where: { $0.purpose == .beforeLeaving }) else { return }
        if !goodbyeDue, phase == .stable, options.commitInterval != nil, !unsaved(positions).isEmpty {
            commit(unsaved(positions), .beforeLeaving, to: coordinator, into: &outbox)
            return
        }
        revoke()
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
