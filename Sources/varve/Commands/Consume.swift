import Binary
import ClientCore
import World

extension CommandSpec {
    static let consume = CommandSpec(
        name: "consume", summary: "Print a topic's records",
        examples: [
            ("consume flights -e", "all there are, and stop"),
            ("consume flights -o @-1h -f json", "the last hour and what comes, as JSON lines"),
            ("consume flights -o 100:200 -p 0 -f '%o %k %v\\n'", "a hundred of partition 0"),
            ("consume flights -g dashboard -o start", "as a member of a group, which commits"),
        ],
        positionals: [PositionalSpec(name: "topic", count: .many)],
        options: [
            OptionSpec(
                name: "offset", short: "o", value: "OFFSET", help: "where to begin, or a range (default: start)"),
            OptionSpec(name: "exit", short: "e", help: "stop where the topic ends now"),
            OptionSpec(name: "number", short: "n", value: "N", help: "stop after so many records"),
            OptionSpec(name: "format", short: "f", value: "FORMAT", help: "how records are written (default: %v\\n)"),
            OptionSpec(
                name: "per-partition", value: "LIST",
                help: "where some begin, such as 0=5,1=end,2=-10; others as -o says"),
            OptionSpec(
                name: "group", short: "g", value: "GROUP",
                help: "read as a member; -o then says where a new group begins"),
            OptionSpec(name: "committed", help: "leave out open and aborted transactions"), PartitionList.option,
            OptionSpec(name: "idle-exit", value: "SPAN", help: "stop when nothing came for so long, such as 5s"),
            .broker,
        ], notes: [OffsetRange.help] + RecordFormat.help
    ) { (invocation) throws(Failure) in
        try ConsumeWork(invocation).run()
    }
}
