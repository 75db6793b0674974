import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let txnDescribe = CommandSpec(
        name: "txn describe", summary: "Show a transaction: its state, its producer, what it has written to",
        examples: [("txn describe billing-7", ""), ("txn describe billing-7 -o wide", "with timeout and coordinator")],
        positionals: [PositionalSpec(name: "id", count: .many)], options: [.broker],
        report: ReportSchema(
            "txn.describe",
            [
                Column("transactional_id"), Column("state"), Column("producer_id", .number),
                Column("producer_epoch", .number), Column("started"), Column("topic"), Column("partition", .number),
                Column("timeout_ms", .number, isWide: true), Column("coordinator", .number, isWide: true),
            ])
    ) { (invocation) throws(Failure) in
        let session = try Session(invocation)
        var report = Report(invocation)
        for id in invocation.positionals {
            let found: TransactionDescription
            do throws(ClientError) { found = try session.admin.transaction(id) } catch {
                guard error.kafka == .transactionalIdNotFound else { throw Failure(error) }
                throw Failure(.notFound, "there is no transactional id \(id)", hint: "see 'varve txn list'")
            }
            let partitions: [TopicPartition?] = found.partitions.isEmpty ? [nil] : found.partitions
            report.rows += partitions.map { partition in
                [
                    .text(id), .text(found.state), .int(found.producerId), .int(Int64(found.producerEpoch)),
                    found.started < 0 ? .null : .text(TimeText.iso(found.started)), .text(partition?.topic),
                    partition.map { .int(Int64($0.partition)) } ?? .null, .int(Int64(found.timeout)),
                    .int(Int64(found.coordinator)),
                ]
            }
        }
        try Output.standard.write(report)
    }
}
