import ClientCore
import World

/// What `group seek` would change, and how.
struct SeekPlan {
    /// One partition's committed offset, before and after; nil for none.
    struct Change {
        let partition: TopicPartition
        let before: Int64?
        let after: Int64?
    }

    let group: String
    /// What is not there already, by topic and partition.
    private(set) var changes: [Change] = []
    private let session: Session

    /// Changes that somebody has worked out.
    init(_ session: Session, group: String, changes: [Change]) {
        self.session = session
        self.group = group
        self.changes = changes
    }

    /// - Throws: a failure where the group has members, who would go on where they are.
    static func refuseMembers(_ session: Session, of group: String) throws(Failure) {
        let count = try session.run { (admin) throws(ClientError) in
            do throws(ClientError) { return try admin.group(group).members.count } catch {
                // A group that does not exist yet is made by committing to it.
                if error.isNotFound { return 0 }
                throw error
            }
        }
        if count > 0 {
            let members = count == 1 ? "1 member, which" : "\(count) members, which"
            throw Failure(.failed, "group \(group) has \(members) would go on where they are", hint: "stop them first")
        }
    }

    /// What `--to` or `--per-partition` want.
    ///
    /// - Throws: also where the group has members, unless this is a dry run.
    init(_ session: Session, _ invocation: Invocation) throws(Failure) {
        self.session = session
        group = invocation.positionals[0]
        let target = try SeekTarget(invocation)
        if !invocation.has("dry-run") { try SeekPlan.refuseMembers(session, of: group) }
        let wanted = try target.partitions(session, invocation)
        let lag = try GroupLag(session, group: group, more: wanted ?? [])
        let chosen = wanted.map { wanted in lag.rows.filter { wanted.contains($0.partition) } } ?? lag.rows
        guard !chosen.isEmpty else {
            throw Failure(.notFound, "group \(group) has committed nothing", hint: "name topics with --topic NAME")
        }
        let bounds = Dictionary(uniqueKeysWithValues: chosen.map { ($0.partition, $0.start...max($0.start, $0.end)) })
        let offsets = try target.offsets(OffsetResolver(session: session), bounds)
        for row in chosen {
            let after = offsets[row.partition]
            if after != row.committed {
                changes.append(Change(partition: row.partition, before: row.committed, after: after))
            }
        }
    }

    private func report(_ invocation: Invocation) -> Report {
        func value(_ offset: Int64?) -> Value { offset.map { .int($0) } ?? .null }
        return Report(
            invocation,
            rows: changes.map { change in
                let skipped = change.before.flatMap { before in change.after.map { $0 - before } }
                return [
                    .text(group), .text(change.partition.topic), .int(Int64(change.partition.partition)),
                    value(change.before), value(change.after), value(skipped),
                ]
            })
    }

    /// Shows the changes, asks, makes them, and says how to go back.
    func run(_ invocation: Invocation) throws(Failure) {
        let report = report(invocation)
        if invocation.has("dry-run") || changes.isEmpty { return try Output.standard.write(report) }
        try Confirmation.ask(
            invocation, ["\(changes.count) offsets of group \(group) move"],
            preview: report.text(.table, terminal: Output.standard.terminal, headers: true))
        try carryOut()
        try Output.standard.write(report)
        Output.standard.flush()
        for call in wayBack(invocation) { Output.error("to go back: varve \(call)") }
    }

    /// Makes the changes.
    private func carryOut() throws(Failure) {
        let committed = changes.filter { $0.after != nil }
        let forgotten = changes.filter { $0.after == nil }.map(\.partition)
        let offsets = Dictionary(uniqueKeysWithValues: committed.map { ($0.partition, CommittedOffset($0.after ?? 0)) })
        let group = self.group
        let failures = try session.run { (admin) throws(ClientError) in
            var failures = offsets.isEmpty ? [:] : try admin.commitOffsets(of: group, offsets)
            if !forgotten.isEmpty {
                failures.merge(try admin.deleteOffsets(of: group, forgotten)) { first, _ in first }
            }
            return failures
        }
        if let failure = failures.sorted(by: { $0.key < $1.key }).first { throw Failure(failure.value) }
    }

    /// The calls that undo the change, one for each topic.
    private func wayBack(_ invocation: Invocation) -> [String] {
        let byTopic = Dictionary(grouping: changes, by: \.partition.topic).sorted { $0.key < $1.key }
        let broker = invocation.value("broker").map { " --broker \(ShellWord.quoted($0))" } ?? ""
        return byTopic.map { topic, changes in
            let offsets = changes.map { "\($0.partition.partition)=\($0.before.map { "\($0)" } ?? "none")" }
            return "group seek \(ShellWord.quoted(group)) --topic \(ShellWord.quoted(topic)) --per-partition "
                + offsets.joined(separator: ",") + " --yes" + broker
        }
    }
}

/// Where `--to` or `--per-partition` want a group to go on.
private enum SeekTarget {
    case everywhere(OffsetRange.Position)
    /// Nil for no committed offset any more.
    case each(topic: String, [Int32: OffsetRange.Position?])

    init(_ invocation: Invocation) throws(Failure) {
        let now = PlainClient.wall.milliseconds
        func position(_ text: String) -> OffsetRange.Position? {
            guard let range = OffsetRange(text, now: now), range.to == nil, range.from != .stored else { return nil }
            return range.from
        }
        guard let list = invocation.value(PartitionOffsets.name) else {
            guard let text = invocation.value("to") else { throw invocation.wrong("--to OFFSET is missing") }
            guard let target = position(text) else { throw invocation.wrong("--to takes one offset, not '\(text)'") }
            self = .everywhere(target)
            return
        }
        if invocation.has("to") { throw invocation.wrong("give either --to or --per-partition") }
        let topics = invocation.all("topic")
        guard topics.count == 1 else { throw invocation.wrong("--per-partition goes with one --topic NAME") }
        var targets: [Int32: OffsetRange.Position?] = [:]
        for (partition, word) in PartitionOffsets.words(list) ?? [:] {
            guard word == "none" || position(word) != nil else { continue }
            targets[partition] = .some(position(word))
        }
        guard !targets.isEmpty, targets.count == PartitionOffsets.words(list)?.count else {
            throw invocation.wrong(
                "--per-partition takes PARTITION=OFFSET with commas between, such as 0=5,1=end,2=none, not '\(list)'")
        }
        self = .each(topic: topics[0], targets)
    }

    /// The partitions that were named; nil for those that the group has committed.
    func partitions(_ session: Session, _ invocation: Invocation) throws(Failure) -> [TopicPartition]? {
        guard invocation.has("topic") else { return nil }
        var partitions: [TopicPartition] = []
        for topic in try session.topics(invocation.all("topic")) {
            let count = topic.partitions.count
            var numbers = try invocation.partitions(of: topic.name, count: count)
            if case .each(_, let targets) = self {
                if let beyond = targets.keys.sorted().first(where: { !numbers.contains($0) }) {
                    throw Failure(
                        .notFound, "topic \(topic.name) has no partition \(beyond)", hint: "it has 0 to \(count - 1)")
                }
                numbers = targets.keys.sorted()
            }
            partitions += numbers.map { TopicPartition(topic.name, $0) }
        }
        return partitions
    }

    /// Where each partition goes on; those that are to have no committed offset are left out.
    func offsets(
        _ resolver: OffsetResolver, _ bounds: [TopicPartition: ClosedRange<Int64>]
    ) throws(Failure) -> [TopicPartition: Int64] {
        switch self {
        case .everywhere(let position): return try resolver.offsets(of: position, in: bounds)
        case .each(let topic, let targets):
            var offsets: [TopicPartition: Int64] = [:]
            for (number, target) in targets {
                let partition = TopicPartition(topic, number)
                guard let target, let range = bounds[partition] else { continue }
                offsets.merge(try resolver.offsets(of: target, in: [partition: range])) { $1 }
            }
            return offsets
        }
    }
}

/// Words of a shell's command line.
enum ShellWord {
    /// The word as it is where no shell makes anything of its characters, else in single quotes.
    static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.unicodeScalars.allSatisfy { scalar in
                ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                    || "._-/:,@%+".unicodeScalars.contains(scalar)
            }
        guard !isPlain else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
