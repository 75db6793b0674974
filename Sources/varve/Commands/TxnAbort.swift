import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let txnAbort = CommandSpec(
        name: "txn abort", summary: "Abort a transaction that no coordinator will end",
        examples: [
            ("txn abort flights -p 3", "the one that hangs in partition 3; shows it, asks first"),
            ("txn abort flights -p 3 --producer 4711 --yes", "that producer's, without a question"),
        ],
        positionals: [PositionalSpec(name: "topic")],
        options: [
            OptionSpec(name: "partition", short: "p", value: "N", help: "the partition whose consumers wait"),
            OptionSpec(name: "producer", value: "ID", help: "only this producer's"),
            OptionSpec(
                name: "force", help: "also one that its coordinator knows, and will end when its timeout is over"),
            .yes, .broker,
        ],
        report: ReportSchema(
            "txn.abort",
            [
                Column("topic"), Column("partition", .number), Column("producer_id", .number),
                Column("producer_epoch", .number), Column("start", .number), Column("transactional_id"),
            ]),
        notes: [
            "'varve txn list --blocking' finds them. What the producer wrote in this partition is lost to consumers."
        ]
    ) { (invocation) throws(Failure) in
        guard let number = try invocation.number("partition", in: 0...Int(Int32.max)) else {
            throw invocation.wrong("--partition N is missing")
        }
        let producer = try invocation.number("producer").map { Int64($0) }
        let session = try Session(invocation)
        let topic = try session.topics([invocation.positionals[0]])[0]
        guard number < topic.partitions.count else {
            throw Failure(
                .notFound, "topic \(topic.name) has no partition \(number)",
                hint: "it has 0 to \(topic.partitions.count - 1)")
        }
        let partition = TopicPartition(topic.name, Int32(clamping: number))
        let open = try OpenTransaction.all(in: [partition], session)
            .filter { producer == nil || $0.producer.producerId == producer }
        let chosen = open.filter { $0.isHanging || invocation.has("force") }
        guard !chosen.isEmpty else { throw refusal(open, partition) }
        var report = Report(invocation)
        report.rows = chosen.map { transaction in
            [
                .text(topic.name), .int(Int64(number)), .int(transaction.producer.producerId),
                .int(Int64(transaction.producer.producerEpoch)), .int(transaction.start),
                .text(transaction.known?.transactionalId),
            ]
        }
        try Confirmation.ask(
            invocation, ["\(chosen.count) transactions in \(partition) are aborted"],
            preview: report.text(.table, terminal: Output.standard.terminal, headers: true))
        for transaction in chosen {
            try session.run { (admin) throws(ClientError) in
                try admin.abortTransaction(of: transaction.producer, in: partition)
            }
        }
        try Output.standard.write(report)
    }

    /// Why there is nothing to abort.
    private static func refusal(_ open: [OpenTransaction], _ partition: TopicPartition) -> Failure {
        guard let known = open.first?.known else {
            return Failure(.notFound, "no transaction is open in \(partition)", hint: "see 'varve txn list --blocking'")
        }
        return Failure(
            .failed, "its coordinator knows transaction \(known.transactionalId), which is \(known.state)",
            hint: "it ends within \(Value.human(milliseconds: Int64(known.timeout))) of its start, or add --force")
    }
}
