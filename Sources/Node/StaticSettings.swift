import Broker
import CommitLog
import Coordination
import KafkaProtocol
import Metadata
import Records

/// The settings a node was started with, and what they and the cluster's come to for a topic.
///
/// A topic's setting is looked for in the topic, then as the setting of this broker, of all brokers, and among those the
/// node was started with, under the names that Kafka gives it there; then comes the default.
struct StaticSettings: Sendable {
    let values: [String: String]

    /// Checks names and values of settings as given on a command line.
    init(_ values: [String: String]) throws(NodeError) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let setting = Setting.named(name, .broker) else {
                throw NodeError("unknown setting \(name); names are those of Kafka's server.properties")
            }
            if let fault = setting.fault(in: value) { throw NodeError("\(name)=\(value): \(fault)") }
        }
        self.values = values
        if let least: Int64 = integer("group.min.session.timeout.ms"),
            let most: Int64 = integer("group.max.session.timeout.ms"), least > most
        {
            throw NodeError("group.min.session.timeout.ms=\(least) is above group.max.session.timeout.ms=\(most)")
        }
    }

    private func text(_ name: String) -> String? { values[name] ?? Setting.named(name, .broker)?.defaultValue }

    private func integer<T: FixedWidthInteger>(_ name: String, _ type: T.Type = T.self) -> T? {
        text(name).flatMap { T($0) }
    }

    /// `node.id` where it was given.
    var nodeId: Int32? { values["node.id"].flatMap { Int32($0) } }
    /// `max.connections`.
    var maxConnections: Int { integer("max.connections") ?? .max }
    /// `connections.max.idle.ms`; nil for never.
    var maxIdleMilliseconds: Int64? { integer("connections.max.idle.ms").flatMap { $0 > 0 ? $0 : nil } }

    /// `broker.rack`.
    var rack: String? { text("broker.rack") }
    /// `metadata.log.max.record.bytes.between.snapshots`
    var snapshotBytes: Int { integer("metadata.log.max.record.bytes.between.snapshots") ?? .max }
    /// `metadata.log.max.snapshot.interval.ms`
    var snapshotIntervalMs: Int64 { integer("metadata.log.max.snapshot.interval.ms") ?? 0 }

    /// What the controller is told. What a node is told otherwise counts as given at the start, too: its id, and where
    /// it listens.
    func node(_ id: Int32, _ listeners: Listeners? = nil) -> NodeSettings {
        var all = values
        all["node.id"] = String(id)
        if let listeners {
            all["listeners"] = Listeners.text(listeners.address)
            all["advertised.listeners"] = Listeners.text(listeners.reached)
        }
        return NodeSettings(nodeId: id, values: all)
    }

    /// What the broker itself is told.
    func broker(_ properties: MetaProperties) -> BrokerOptions {
        var options = BrokerOptions()
        options.nodeId = properties.nodeId
        options.clusterId = properties.clusterId
        options.maxRequestBytes = integer("socket.request.max.bytes") ?? options.maxRequestBytes
        options.maxFetchBytes = integer("fetch.max.bytes") ?? options.maxFetchBytes
        options.maxFetchSessions =
            integer("max.incremental.fetch.session.cache.slots") ?? options.maxFetchSessions
        if let bytes: Int = integer("queued.max.request.bytes"), bytes > 0 { options.maxRequestMemory = bytes }
        options.looksAtRecords = text("validate") == "deep"
        options.maxDescribedPartitions =
            integer("max.request.partition.size.limit") ?? options.maxDescribedPartitions
        options.authorizer = authorizer
        options.groups = groups
        options.offsetsTopicPartitions = integer("offsets.topic.num.partitions") ?? options.offsetsTopicPartitions
        options.offsetsTopicReplicationFactor =
            integer("offsets.topic.replication.factor") ?? options.offsetsTopicReplicationFactor
        options.offsetsTopicSegmentBytes =
            integer("offsets.topic.segment.bytes") ?? options.offsetsTopicSegmentBytes
        setTransactions(&options)
        return options
    }

    /// What the transaction coordinator is told.
    private func setTransactions(_ options: inout BrokerOptions) {
        func set<T: FixedWidthInteger>(_ target: inout T, _ name: String) {
            if let value = integer(name, T.self) { target = value }
        }
        set(&options.transactions.maxTimeoutMs, "transaction.max.timeout.ms")
        set(&options.transactions.idExpirationMs, "transactional.id.expiration.ms")
        set(
            &options.transactions.expirationCheckIntervalMs,
            "transaction.remove.expired.transaction.cleanup.interval.ms")
        set(&options.transactionsTopicPartitions, "transaction.state.log.num.partitions")
        set(&options.transactionsTopicReplicationFactor, "transaction.state.log.replication.factor")
        set(&options.transactionsTopicMinInSyncReplicas, "transaction.state.log.min.isr")
        set(&options.transactionsTopicSegmentBytes, "transaction.state.log.segment.bytes")
    }

    /// Who decides what a client may do.
    private var authorizer: Authorizer {
        var authorizer = Authorizer()
        authorizer.isOn = text("authorizer.class.name") != ""
        authorizer.allowsUnmentioned = text("allow.everyone.if.no.acl.found")?.lowercased() == "true"
        let users = (text("super.users") ?? "").split(separator: ";").map { user in
            String(user.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        authorizer.superUsers = Set(users.filter { !$0.isEmpty })
        return authorizer
    }

    /// What the group coordinator is told.
    private var groups: GroupOptions {
        var options = GroupOptions()
        func set<T: FixedWidthInteger>(_ target: inout T, _ name: String, times factor: Int64 = 1) {
            guard let value = integer(name, Int64.self) else { return }
            let (product, overflow) = value.multipliedReportingOverflow(by: factor)
            target = T(clamping: overflow ? .max : product)
        }
        set(&options.minSessionTimeoutMs, "group.min.session.timeout.ms")
        set(&options.maxSessionTimeoutMs, "group.max.session.timeout.ms")
        set(&options.maxGroupSize, "group.max.size")
        set(&options.initialRebalanceDelayMs, "group.initial.rebalance.delay.ms")
        set(&options.offsetMetadataMaxSize, "offset.metadata.max.bytes")
        set(&options.offsetsRetentionMs, "offsets.retention.minutes", times: 60_000)
        set(&options.offsetsRetentionCheckIntervalMs, "offsets.retention.check.interval.ms")
        set(&options.consumer.sessionTimeoutMs, "group.consumer.session.timeout.ms")
        set(&options.consumer.heartbeatIntervalMs, "group.consumer.heartbeat.interval.ms")
        set(&options.consumer.assignmentIntervalMs, "group.consumer.assignment.interval.ms")
        set(&options.consumer.maxSize, "group.consumer.max.size")
        set(&options.consumer.expressionRefreshMs, "group.consumer.regex.refresh.interval.ms")
        if let policy = text("group.consumer.migration.policy").flatMap({
            ConsumerGroupOptions.MigrationPolicy(rawValue: $0.lowercased())
        }) {
            options.consumer.migrationPolicy = policy
        }
        if let assignors = list("group.consumer.assignors") { options.consumer.assignors = assignors }
        if let protocols = list("group.coordinator.rebalance.protocols") {
            options.consumer.isEnabled = protocols.contains("consumer")
        }
        return options
    }

    /// The elements of a list.
    private func list(_ name: String) -> [String]? {
        text(name).map { $0.split { $0 == "," || $0 == " " }.map(String.init) }
    }

    /// How logs are compacted, by the settings of this broker, of all brokers, and of the start.
    func compaction(in image: ClusterImage, nodeId: Int32) -> CompactionOptions {
        let node = node(nodeId)
        func text(_ name: String) -> String? {
            Setting.named(name, .broker).flatMap { node.resolve($0, [:], in: image.state).value }
        }
        var options = CompactionOptions()
        options.isOn = text("log.cleaner.enable")?.lowercased() != "false"
        options.backoffMilliseconds =
            text("log.cleaner.backoff.ms").flatMap { Int64($0) } ?? options.backoffMilliseconds
        options.keyBytes = text("log.cleaner.dedupe.buffer.size").flatMap { Int($0) } ?? options.keyBytes
        options.bytesPerSecond =
            text("log.cleaner.io.max.bytes.per.second").flatMap { Double($0) } ?? options.bytesPerSecond
        return options
    }

    /// What comes of all levels for a topic.
    func topic(_ name: String, in image: ClusterImage, nodeId: Int32) -> TopicSettings {
        let overrides = image.state.configs[.topic(name)] ?? [:]
        let resolved = node(nodeId).resolveTopic(overrides: overrides, in: image.state)
        var settings = TopicValues(resolved).settings
        settings.log.ignoresFreeSpace = image.topic(named: name)?.isInternal ?? false
        return settings
    }
}

/// A topic's resolved settings, as the broker and the log are told them.
private struct TopicValues {
    private let values: [String: String]

    init(_ resolved: [ResolvedSetting]) {
        values = Dictionary(resolved.compactMap { one in one.value.map { (one.name, $0) } }) { first, _ in first }
    }

    private func text(_ name: String) -> String? { values[name] ?? Setting.named(name, .topic)?.defaultValue }

    private func set<T: FixedWidthInteger>(_ target: inout T, _ name: String) {
        if let value = text(name).flatMap({ Int64($0) }) { target = T(clamping: value) }
    }

    var settings: TopicSettings {
        var settings = TopicSettings()
        set(&settings.minInSyncReplicas, "min.insync.replicas")
        set(&settings.maxMessageBytes, "max.message.bytes")
        set(&settings.timestampBeforeMax, "message.timestamp.before.max.ms")
        set(&settings.timestampAfterMax, "message.timestamp.after.max.ms")
        settings.stampsAppendTime = text("message.timestamp.type") == "LogAppendTime"
        settings.compression = compression
        settings.compressionLevel = compression.flatMap { text("compression.\($0).level") }.flatMap { Int32($0) }
        set(&settings.log.segmentBytes, "segment.bytes")
        set(&settings.log.segmentMilliseconds, "segment.ms")
        set(&settings.log.segmentIndexBytes, "segment.index.bytes")
        set(&settings.log.indexIntervalBytes, "index.interval.bytes")
        set(&settings.log.retentionMilliseconds, "retention.ms")
        set(&settings.log.retentionBytes, "retention.bytes")
        let policies = Setting.elements(of: text("cleanup.policy") ?? "delete")
        settings.log.deletes = policies.contains("delete")
        settings.log.isCompacted = policies.contains("compact")
        settings.log.minCleanableDirtyRatio =
            text("min.cleanable.dirty.ratio").flatMap { Double($0) } ?? settings.log.minCleanableDirtyRatio
        set(&settings.log.minCompactionLagMilliseconds, "min.compaction.lag.ms")
        set(&settings.log.maxCompactionLagMilliseconds, "max.compaction.lag.ms")
        set(&settings.log.deleteRetentionMilliseconds, "delete.retention.ms")
        settings.log.flushesBeforeAcknowledging = text("flush.messages") == "1"
        return settings
    }

    private var compression: Compression? {
        switch text("compression.type") {
        case "uncompressed": Compression.none
        case "gzip": .gzip
        case "snappy": .snappy
        case "lz4": .lz4
        case "zstd": .zstd
        default: nil
        }
    }
}
