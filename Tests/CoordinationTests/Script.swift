import Binary
import KafkaProtocol
import Records
import Testing
import World

@testable import Coordination

/// Plays the driver of one shard: a call, then what is expected to come of it, as lines of text.
///
/// Callers have labels; member ids end in a counted UUID, which the lines shorten: the second id given to the client
/// "c" reads `c#2`. A line says who was answered and with what; an error is its number after an exclamation mark.
final class Script {
    var shard: GroupShard
    var now = Instant(nanoseconds: 0)
    var wall = Timestamp(milliseconds: 1_700_000_000_000)
    /// What is in the log, as bytes.
    var log: [(key: [UInt8], value: [UInt8]?)] = []
    /// While true, nothing that was appended is committed.
    var holdsCommits = false
    /// The topics there are; a change of them is told by `setTopics`.
    var topics = ScriptTopics()
    /// While true, nobody looks regular expressions up.
    var holdsResolutions = false
    private var resolutions: [TopicResolution] = []
    private var held: [GroupAnswer] = []
    private var lines: [String] = []
    private var labels: [UInt64: String] = [:]
    private var tokens: UInt64 = 0
    private var chance: UInt64 = 0

    init(_ options: GroupOptions = GroupOptions()) {
        shard = GroupShard(options: options)
        take(shard.loaded(now: now, wall: wall))
    }

    /// Callers that have not been answered.
    var waiting: [String] { labels.sorted { $0.key < $1.key }.map(\.value) }

    // MARK: Driving

    func call(_ label: String, version: Int16, client: String = "c", _ request: GroupRequest) {
        tokens += 1
        labels[tokens] = label
        if case .join(let join) = request, join.memberId.isEmpty { chance += 1 }
        let caller = GroupCaller(
            token: CallerToken(tokens), version: version, clientId: client, clientHost: "/127.0.0.1",
            chance: Uuid(high: 0, low: chance))
        take(shard.plan(request, from: caller, now: now, wall: wall))
        fire()
    }

    func take(_ plan: GroupPlan) {
        for record in plan.records {
            let key = record.key
            let value = record.value
            shard.apply(record, at: Int64(log.count), producerId: plan.producer?.id)
            log.append((key, value))
        }
        for answer in plan.answers {
            if answer.whenCommitted && holdsCommits { held.append(answer) } else { deliver(answer) }
        }
        for case .resolve(let resolution) in plan.effects { resolutions.append(resolution) }
        if !holdsResolutions { resolveAll() }
    }

    /// Looks up what was asked for.
    func resolveAll() {
        let waiting = resolutions
        resolutions = []
        for resolution in waiting {
            take(shard.resolved(resolution.run(over: topics.names), now: now, wall: wall))
        }
    }

    /// From now on there are these topics; one that was there before keeps its id, unless it is among `recreated`.
    func setTopics(_ counts: [String: Int32], recreated: Set<String> = []) {
        let before = topics
        topics = before.changed(to: counts, recreated: recreated)
        let names = Set(before.names).union(topics.names)
        let changed = names.filter { before.topic(named: $0) != topics.topic(named: $0) }
        let hasNew = topics.names.contains { before.topic(named: $0) == nil }
        shard.topicsChanged(to: topics, changed: changed, hasNew: hasNew)
    }

    func commitAll() {
        holdsCommits = false
        for answer in held { deliver(answer) }
        held = []
    }

    /// Time passes, and every deadline in it comes up when it is due.
    func pass(ms: Int64) {
        let end = now.advanced(milliseconds: ms)
        while let next = shard.nextDeadline, next <= end {
            move(to: max(now, next))
            fire()
        }
        move(to: end)
    }

    private func move(to instant: Instant) {
        wall.milliseconds += instant.milliseconds(since: now)
        now = instant
    }

    private func fire() {
        while let plan = shard.fireNext(now: now, wall: wall) { take(plan) }
    }

    private func deliver(_ answer: GroupAnswer) {
        let label = labels.removeValue(forKey: answer.token.rawValue)
        lines.append("\(label ?? "nobody(\(answer.token.rawValue))") \(answer.reply.line)")
    }

    /// What was answered since the last question, in any order.
    func expect(_ expected: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        let seen = takeLines()
        #expect(seen.sorted() == expected.sorted(), sourceLocation: sourceLocation)
    }

    func takeLines() -> [String] {
        defer { lines = [] }
        return lines
    }

    /// Reads the log again, as after a restart.
    func reloaded() -> Script {
        let other = Script(shard.options)
        other.shard = GroupShard(options: shard.options)
        other.now = now
        other.wall = wall
        other.log = log
        other.topics = topics
        other.shard.topicsChanged(to: topics, changed: [], hasNew: false)
        other.chance = chance
        for (offset, entry) in log.enumerated() {
            guard let record = Script.record(entry.key, entry.value) else { continue }
            other.shard.apply(record, at: Int64(offset))
        }
        other.take(other.shard.loaded(now: now, wall: wall))
        return other
    }

    static func record(_ key: [UInt8], _ value: [UInt8]?) -> GroupRecord? {
        guard let value else { return GroupRecord(key: key.span.bytes, value: nil) }
        return GroupRecord(key: key.span.bytes, value: value.span.bytes)
    }

    /// A group in one line.
    func state(_ id: String) -> String {
        guard let group = shard.classic[id] else { return "none" }
        let members = group.members.all.map { "\(short($0.id))=\($0.assignment)" }.joined(separator: " ")
        return "\(group.state.rawValue) \(group.generation) \(group.protocolName ?? "-") [\(members)]"
    }

    /// How many members and callers the shard holds parked.
    var parked: Int {
        shard.classic.values.reduce(0) { sum, group in
            sum + group.members.all.reduce(0) { $0 + ($1.join == nil ? 0 : 1) + ($1.sync == nil ? 0 : 1) }
        }
    }
    var heldCount: Int { held.count }
}

/// "c-00000000-0000-0000-0000-000000000002" as "c#2"; anything else as it is.
func short(_ memberId: String) -> String {
    guard let range = memberId.firstRange(of: "-00000000-0000-0000-0000-") else { return memberId }
    return memberId[..<range.lowerBound] + "#" + String(Int(memberId[range.upperBound...], radix: 16) ?? -1)
}

/// The member id that `short` would print so.
func long(_ text: String) -> String {
    let parts = text.split(separator: "#")
    guard parts.count == 2, let number = Int(parts[1]) else { return text }
    let digits = String(number, radix: 16)
    return "\(parts[0])-00000000-0000-0000-0000-" + String(repeating: "0", count: 12 - digits.count) + digits
}

extension GroupReply {
    var line: String {
        switch self {
        case .join(let response): return response.line
        case .sync(let response):
            return response.errorCode == 0 ? "synced \(response.assignment)" : "sync !\(response.errorCode)"
        case .heartbeat(let error): return "heartbeat !\(error.rawValue)"
        case .commitInTransaction(let topics):
            return "pending "
                + topics.map { topic in
                    topic.partitions.map { "\(topic.name)-\($0.partitionIndex)!\($0.errorCode)" }.joined(separator: " ")
                }.joined(separator: " ")
        case .leave(let members):
            return "left " + members.map { "\(short($0.memberId))!\($0.errorCode)" }.joined(separator: " ")
        case .commit(let topics):
            return "commit "
                + topics.flatMap { topic in
                    topic.partitions.map { "\(topic.name)-\($0.partitionIndex)!\($0.errorCode)" }
                }.joined(separator: " ")
        case .fetch(let group):
            return "offsets "
                + group.topics.flatMap { topic in
                    topic.partitions.map {
                        "\(topic.name)-\($0.partitionIndex)=\($0.committedOffset)"
                            + ($0.errorCode == 0 ? "" : "!\($0.errorCode)")
                    }
                }.joined(separator: " ")
        case .list(let groups):
            return "groups "
                + groups.map { "\($0.groupId)/\($0.groupType)/\($0.protocolType)/\($0.groupState)" }
                .joined(separator: " ")
        case .describe(let group):
            guard let group else { return "no group" }
            let members = group.members.map { "\(short($0.memberId))\($0.memberAssignment)" }
            return "\(group.groupState) \(group.protocolType)/\(group.protocolData) "
                + members.joined(separator: " ")
        case .delete(let error): return "deleted !\(error.rawValue)"
        case .deleteOffsets(let topics):
            return "offsets deleted "
                + topics.flatMap { topic in
                    topic.partitions.map { "\(topic.name)-\($0.partitionIndex)!\($0.errorCode)" }
                }.joined(separator: " ")
        case .consumerHeartbeat(let response): return response.line
        case .describeConsumerGroup(let group): return group?.line ?? "no group"
        case .failed(let error): return "failed !\(error.rawValue)"
        }
    }
}

extension JoinGroupResponse {
    var line: String {
        guard errorCode == 0 else { return "join !\(errorCode) \(short(memberId))" }
        let list = members.map { short($0.memberId) }.joined(separator: " ")
        return "joined \(short(memberId)) generation \(generationId) \(protocolName ?? "-") leader \(short(leader))"
            + " [\(list)]" + (skipAssignment ? " skip" : "")
    }
}
