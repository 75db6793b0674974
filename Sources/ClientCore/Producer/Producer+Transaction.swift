import KafkaProtocol
import World

/// Transactions, as their program sees them. At first `initTransactions`; then `beginTransaction`, records and offsets,
/// and `endTransaction`, over and over.
extension Producer {
    /// Whether its records belong to transactions.
    public var isTransactional: Bool { transaction != nil }

    /// Why the open transaction can only be aborted; nil where it may be committed. A failure of the producer itself
    /// stays.
    public var transactionFailure: ClientError? { transaction?.fatal ?? transaction?.failure }

    /// Takes what became of transactions since the last call.
    public mutating func takeTransactionEvents() -> [TransactionEvent] {
        guard transaction?.events.isEmpty == false else { return [] }
        defer { transaction?.events.removeAll() }
        return transaction?.events ?? []
    }

    /// Gets the identity at the next steps, which fences whoever had the transactional id before; `ready` tells when.
    public mutating func initTransactions() {
        transaction?.isWanted = true
        nextDeadline = Instant(nanoseconds: .min)
    }

    /// Lets a transaction begin: what is appended from now on belongs to it.
    ///
    /// - Throws: `.invalid` where one is open, or the producer has no transactional id; the reason where it is of no use
    ///   any more.
    public mutating func beginTransaction() throws(ClientError) {
        guard let state = transaction else {
            throw ClientError(.invalid, "producer", "it has no transactional id")
        }
        if let fatal = state.fatal { throw fatal }
        guard state.phase == .none else {
            throw ClientError(.invalid, "transaction of \(state.id)", "one is open already")
        }
        transaction?.phase = .open
        transaction?.failure = nil
    }

    /// Commits offsets of a group with the open transaction; `offsetsAdded` tells how it went.
    ///
    /// - Returns: the number that event carries.
    public mutating func addOffsets(
        _ offsets: [TopicPartition: CommittedOffset], of member: GroupIdentity
    ) throws(ClientError) -> UInt64 {
        try checkTransaction()
        guard var state = transaction else { return 0 }
        state.offsetsSent += 1
        state.offsets.append(OffsetsInTransaction(number: state.offsetsSent, member: member, offsets: offsets))
        transaction = state
        nextDeadline = Instant(nanoseconds: .min)
        return state.offsetsSent
    }

    /// Ends the open transaction once everything in it has arrived (commit) or nothing of it is on its way (abort);
    /// `ended` tells how it went. A commit that failed leaves the transaction open, to be aborted.
    ///
    /// - Throws: as `beginTransaction`; the reason where it can only be aborted.
    public mutating func endTransaction(commit: Bool) throws(ClientError) {
        guard let state = transaction else {
            throw ClientError(.invalid, "producer", "it has no transactional id")
        }
        if let fatal = state.fatal { throw fatal }
        guard state.phase == .open else {
            throw ClientError(.invalid, "transaction of \(state.id)", "none is open")
        }
        if commit, let failure = state.failure { throw failure }
        transaction?.phase = commit ? .committing : .aborting
        nextDeadline = Instant(nanoseconds: .min)
    }

    /// Throws where nothing can join a transaction now.
    func checkTransaction() throws(ClientError) {
        // In the way of every record: without a copy of the state.
        if transaction?.phase == .open, transaction?.failure == nil, transaction?.fatal == nil { return }
        guard let state = transaction else { return }
        if let failure = state.fatal ?? state.failure { throw failure }
        guard state.phase == .open else {
            throw ClientError(.invalid, "transaction of \(state.id)", "none is open")
        }
    }
}

/// What a transaction asks of brokers, in the order in which it does.
extension Producer {
    /// Does what is due: finds the coordinator, asks for its version and for the identity, tells it of partitions and
    /// offsets, ends the transaction.
    mutating func stepTransaction(now: Instant, into outbox: inout Outbox) {
        dropUnsent()
        guard var state = transaction, state.fatal == nil else { return }
        defer { transaction = state }
        guard state.isWanted || state.phase != .none, now >= state.retryAt else { return }
        guard let coordinator = state.coordinator else {
            guard state.finding == nil else { return }
            state.finding = outbox.send(
                FindCoordinatorRequest(transactionalId: state.id), to: .any, timeout: options.requestTimeout)
            return
        }
        guard state.joinsImplicitly != nil else {
            guard state.asking == nil else { return }
            var request = ApiVersionsRequest()
            (request.clientSoftwareName, request.clientSoftwareVersion) = ("varve", "0")
            state.asking = outbox.send(request, to: coordinator.on(.main), timeout: options.requestTimeout)
            return
        }
        guard let identity, !state.isBumping else {
            return askForTransactionalIdentity(&state, from: coordinator, now: now, into: &outbox)
        }
        if state.joinsImplicitly == false, state.failure == nil {
            joinPartitions(&state, identity, to: coordinator, into: &outbox)
        }
        stepOffsets(&state, identity, to: coordinator, now: now, into: &outbox)
        end(&state, identity, to: coordinator, into: &outbox)
    }

    /// Of a transaction that is given up, or can only be, nothing more is sent.
    private mutating func dropUnsent() {
        guard !active.isEmpty, let state = transaction else { return }
        let reason = state.fatal ?? state.failure
        guard state.phase == .aborting || reason != nil else { return }
        let cause = reason.map { "its transaction cannot be committed: \($0)" } ?? "its transaction is being aborted"
        for slot in active {
            for batch in queue(slot).takeExpired(before: .distantFuture) {
                finish(slot, batch, .failure(ClientError(.aborted, name(slot), cause)))
            }
        }
    }

    private mutating func askForTransactionalIdentity(
        _ state: inout TransactionState, from coordinator: Destination, now: Instant, into outbox: inout Outbox
    ) {
        guard identityRequest == nil, now >= identityRetryAt else { return }
        var request = InitProducerIdRequest()
        request.transactionalId = state.id
        request.transactionTimeoutMs = options.transactionTimeout
        if state.isBumping, let identity {
            request.producerId = identity.id
            request.producerEpoch = identity.epoch
        }
        identityRequest = outbox.send(request, to: coordinator, timeout: options.requestTimeout)
    }

    /// Tells the coordinator of partitions that batches wait for (AddPartitionsToTxn in its clients' version).
    private func joinPartitions(
        _ state: inout TransactionState, _ identity: ProducerIdentity, to coordinator: Destination,
        into outbox: inout Outbox
    ) {
        guard state.joining == nil, state.phase != .aborting else { return }
        let slots = active.filter { !state.joined.contains($0) }
        guard !slots.isEmpty else { return }
        var request = AddPartitionsToTxnRequest()
        request.v3AndBelowTransactionalId = state.id
        request.v3AndBelowProducerId = identity.id
        request.v3AndBelowProducerEpoch = identity.epoch
        let partitions = slots.map { TopicPartition(topics[$0.topic].name, Int32($0.partition)) }
        request.v3AndBelowTopics = grouped(partitions.sorted()) { topic, numbers in
            var entry = AddPartitionsToTxnRequest.AddPartitionsToTxnTopic()
            entry.name = topic
            entry.partitions = numbers
            return entry
        }
        let token = outbox.send(request, to: coordinator, timeout: options.requestTimeout, versionLimit: 3)
        state.joining = (token, slots)
        state.isStarted = true
    }

    /// Ends the transaction when nothing of it is on its way.
    private mutating func end(
        _ state: inout TransactionState, _ identity: ProducerIdentity, to coordinator: Destination,
        into outbox: inout Outbox
    ) {
        guard state.phase == .committing || state.phase == .aborting, state.ending == nil, state.joining == nil else {
            return
        }
        if state.phase == .committing, let failure = state.failure {
            state.phase = .open
            state.events.append(.ended(failure))
            return
        }
        guard active.isEmpty, state.offsets.isEmpty else { return }
        guard state.isStarted else { return ended(&state) }
        var request = EndTxnRequest()
        request.transactionalId = state.id
        request.producerId = identity.id
        request.producerEpoch = identity.epoch
        request.committed = state.phase == .committing
        state.ending = outbox.send(
            request, to: coordinator, timeout: options.requestTimeout,
            versionLimit: state.joinsImplicitly == true ? .max : 4)
    }

    /// The transaction is over. After one that failed, sequence numbers have gaps: where the coordinator has not raised
    /// the epoch by itself, it is asked to.
    func ended(_ state: inout TransactionState) {
        if state.joinsImplicitly == false, state.phase == .aborting {
            state.isBumping = topics.contains { $0.partitions.contains { $0.needsIdentity && $0.identity == identity } }
        }
        state.phase = .none
        state.failure = nil
        state.joined = []
        state.isStarted = false
        state.isWanted = true
        state.events.append(.ended(nil))
    }

    /// When `stepTransaction` has something to do by itself; nil for nothing.
    var transactionDeadline: Instant? {
        guard let state = transaction, state.fatal == nil, state.isWanted || state.phase != .none else { return nil }
        guard state.coordinator != nil else { return state.finding == nil ? state.retryAt : nil }
        guard state.joinsImplicitly != nil else { return state.asking == nil ? state.retryAt : nil }
        guard identity != nil, !state.isBumping else {
            return identityRequest == nil ? max(identityRetryAt, state.retryAt) : nil
        }
        if let first = state.offsets.first, first.awaited == nil { return max(first.retryAt, state.retryAt) }
        if state.joinsImplicitly == false, state.joining == nil, active.contains(where: { !state.joined.contains($0) })
        {
            return state.retryAt
        }
        let isEnding = state.phase == .committing || state.phase == .aborting
        return isEnding && state.ending == nil && active.isEmpty && state.offsets.isEmpty ? state.retryAt : nil
    }
}

extension FindCoordinatorRequest {
    init(transactionalId: String) {
        self.init()
        key = transactionalId
        keyType = 1
        coordinatorKeys = [transactionalId]
    }
}
