import WireTools

extension CommandSpec {
    static let wireCheck = CommandSpec(
        name: "wire check", summary: "Check messages or record batches against bytes that Kafka wrote",
        examples: [
            ("wire check protocol/vectors.jsonl", "messages: a JSON object a line with message, version, json, hex"),
            ("wire check protocol/batches.jsonl", "record batches: a JSON object a line with what, batches, hex"),
        ],
        positionals: [PositionalSpec(name: "file")],
        notes: [
            "The bytes have to decode to the values with nothing left over, and the values have to encode to the bytes",
            "(batches: the uncompressed ones). The last line counts; the exit code is 1 if a line does not hold.",
        ]
    ) { (invocation) throws(Failure) in
        let path = invocation.positionals[0]
        let result = VectorFile(checking: try WireInput.read(path))
        for failure in result.failures { Output.standard.write("\(failure)\n") }
        guard result.passed + result.failures.count > 0 else {
            throw Failure(.usage, "\(path) holds no vectors", hint: "see 'varve wire check --help'")
        }
        Output.standard.write("\(result.passed) passed, \(result.failures.count) failed\n")
        // The count is the last line also for those who read both outputs as one.
        if !result.failures.isEmpty { throw Failure(.failed, "") }
    }
}
