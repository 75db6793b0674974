import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let txnList = CommandSpec(
        name: "txn list", summary: "List transactions, or those that hold back consumers",
        examples: [
            ("txn list", "all that coordinators know"), ("txn list --state Ongoing", "those that are open"),
            ("txn list --blocking", "who holds back the last stable offset of which partition"),
            ("txn list --blocking flights", "of one topic"),
        ],
        positionals: [PositionalSpec(name: "topic", count: .any)],
        options: [
            OptionSpec(name: "state", value: "STATE", help: "only those in this state, such as Ongoing"),
            OptionSpec(name: "blocking", help: "for each partition whose consumers wait: for whom, and for how much"),
            .broker,
        ],
        report: ReportSchema(
            "txn.list",
            [
                Column("transactional_id"), Column("state"), Column("producer_id", .number),
                Column("producer_epoch", .number, isWide: true), Column("topic"), Column("partition", .number),
                Column("last_stable", .number), Column("end", .number),
                Column("blocked", .number), Column("hanging", .yesNo),
            ]),
        notes: [
            "The columns from 'producer_epoch' on are there with --blocking. blocked: offsets that read_committed does not see.",
            "hanging: no coordinator will end it; 'varve txn abort' does.",
        ]
    ) { (invocation) throws(Failure) in
        var report = Report(invocation)
        if invocation.has("blocking") {
            guard !invocation.has("state") else { throw invocation.wrong("--state does not go with --blocking") }
            report.rows = try blockers(try Session(invocation), invocation.positionals)
        } else {
            if let topic = invocation.positionals.first {
                throw invocation.wrong("topic '\(topic)' goes with --blocking only")
            }
            let states = invocation.value("state").map { [$0] } ?? []
            let found = try Session(invocation).run { (admin) throws(ClientError) in
                try admin.transactions(states: states)
            }
            report.columns.removeSubrange(3...)
            report.rows = found.map { transaction in
                [
                    .text(transaction.transactionalId), .text(transaction.transactionState),
                    .int(transaction.producerId),
                ]
            }
        }
        try Output.standard.write(report)
    }

    /// For each partition whose last stable offset is not its end: the transaction that begins there.
    private static func blockers(_ session: Session, _ topics: [String]) throws(Failure) -> [[Value]] {
        let found: [TopicInfo]
        if topics.isEmpty {
            let metadata = try session.run { (admin) throws(ClientError) in try admin.metadata() }
            found = metadata.topics.values.filter { $0.error == .none }
        } else {
            found = try session.topics(topics)
        }
        let partitions = found.flatMap { topic in
            topic.partitions.indices.map { TopicPartition(topic.name, Int32(clamping: $0)) }
        }
        let stable = try OffsetResolver(session: session, committedOnly: true).ends(of: partitions)
        let ends = try OffsetResolver(session: session).ends(of: partitions)
        let held = partitions.filter { stable[$0] ?? 0 < ends[$0] ?? 0 }.sorted()
        let open = try OpenTransaction.all(in: held, session)
        return held.map { partition in
            let (low, end) = (stable[partition] ?? 0, ends[partition] ?? 0)
            let blocker = open.first { $0.partition == partition }
            func value<Number: BinaryInteger>(_ number: Number?) -> Value { number.map { .int(Int64($0)) } ?? .null }
            return [
                .text(blocker?.known?.transactionalId), .text(blocker?.known?.state),
                value(blocker?.producer.producerId), value(blocker?.producer.producerEpoch), .text(partition.topic),
                .int(Int64(partition.partition)), .int(low), .int(end), .int(end - low),
                blocker.map { .bool($0.isHanging) } ?? .null,
            ]
        }
    }
}

extension Value {
    /// Text, or nothing.
    static func text(_ text: String?) -> Value { text.map { Value.text($0) } ?? .null }
}
