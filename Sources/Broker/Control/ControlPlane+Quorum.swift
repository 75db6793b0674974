import Metadata
import Quorum
import Records
import World

// Inputs to the quorum's machine, and its effects.
extension ControlPlane {
    func step(_ input: RaftNode.Input) {
        for effect in raft.step(input) {
            switch effect {
            case .save(let state): storage.add(.save(state))
            case .append(let batch): append(batch)
            case .became(.failed, _): controller = nil
            case .became: break
            case .committed(let end): commit(end)
            case .refused: break
            }
        }
        runStorage()
    }

    private func append(_ batch: QuorumBatch) {
        var stamped = batch
        stamped.timestamp = world.clock.wall.milliseconds
        do {
            storage.add(.append(stamped, try stamped.encode()))
            uncommitted.append(stamped)
        } catch {
            fail(ControlError(.storage, options.directory, error.description))
        }
    }

    /// Gives records to the log and to the working state.
    ///
    /// - Parameter reply: called when they are committed and published, at once where there are none and nothing
    ///   earlier is still on its way: a refusal, too, may rest on a change that is not committed yet.
    func propose(_ records: [MetadataRecord], reply: @escaping @Sendable (ControlError?) -> Void) {
        if !records.isEmpty {
            let state = controller?.state ?? replay.state
            let version = state.features.isEmpty ? MetadataVersion.current : state.metadataVersion
            do {
                // The working state is asked first: what contradicts it must not reach the log.
                try controller?.apply(records)
            } catch {
                return reply(ControlError(.damaged, options.directory, error.description))
            }
            step(.propose(epoch: raft.state.epoch, values: records.map(version.encode)))
        }
        replies.park(until: raft.endOffset, reply)
        resolveReplies()
    }

    private func commit(_ end: Int64) {
        while let batch = uncommitted.first, batch.endOffset <= end {
            uncommitted.removeFirst()
            do {
                try apply(batch)
            } catch {
                return fail(ControlError(.damaged, options.directory, "\(error)"))
            }
        }
        if controller == nil, raft.role == .leader, life?.brokerEpoch == nil { activate() }
        publish()
        snapshotIfDue()
    }

    private func apply(_ batch: QuorumBatch) throws {
        if case .records(let values) = batch.content {
            for value in values {
                try replay.apply(MetadataVersion.decode(value))
                snapshots.bytes += value.count
            }
        }
        applied = SnapshotID(endOffset: batch.endOffset, epoch: batch.epoch)
        appliedTimestamp = batch.timestamp ?? appliedTimestamp
    }

    /// The log is replayed to its end and this node leads: registers the broker in one batch with what follows from it.
    private func activate() {
        guard let life else { return }
        controller = Controller(state: replay.state, settings: options.settings)
        if replay.isInTransaction { propose([.abortTransaction(AbortTransactionRecord())]) { _ in } }
        guard let plan = controller?.planRegistration(life.registration, context) else { return }
        self.life?.brokerEpoch = plan.reply
        propose(plan.records) { [self] error in
            self.life?.ready?(error.map { .failure($0) } ?? .success(plan.reply))
            self.life?.ready = nil
        }
    }

    private func runStorage() {
        guard let work = storage.take() else { return }
        let result = StorageResult()
        world.jobs.submit(.control) { [directory] in
            result.inputs = StorageQueue.perform(work, on: directory)
        } completion: { [self] in
            world.loop.execute { [self] in finish(result.inputs) }
        }
    }

    private func finish(_ inputs: Result<[RaftNode.Input], ControlError>) {
        storage.isRunning = false
        switch inputs {
        case .success(let inputs):
            for input in inputs { step(input) }
        case .failure(let error): fail(error)
        }
        runStorage()
        storage.takeIdle()?()
    }

    /// Ends this node's part in the quorum, and says why; what the loops have stays in force.
    func fail(_ error: ControlError) {
        world.events.emit(Event(.error, "control.failed", "\(error); no metadata changes until a restart"))
        for effect in raft.step(.storageFailed) {
            if case .became = effect { controller = nil }
        }
        resolveReplies(with: error)
        life?.ready?(.failure(error))
        life?.ready = nil
    }
}
