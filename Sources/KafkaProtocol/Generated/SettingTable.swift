// Made by protocol-gen from protocol/configs.txt and protocol/settings.txt. Do not edit: change that file, then `swift run protocol-gen`.

/// Every setting, by name within its scope.
enum SettingTable {
    static let topic = makeTopic()

    private static func makeTopic() -> [Setting] {
        var table: [Setting] = []
        do {
            var setting = Setting(.topic, "cleanup.policy", .list, "delete")
            setting.status = .effective
            setting.words = ["compact", "delete"]
            setting.synonyms = [Setting.Synonym(name: "log.cleanup.policy", factor: 1)]
            setting.documentation = "What becomes of old segments: \"delete\" removes them by age and size, \"compact\" keeps the newest record of each key."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "compression.gzip.level", .int, "-1")
            setting.status = .effective
            setting.minimum = 1
            setting.maximum = 9
            setting.words = ["-1"]
            setting.synonyms = [Setting.Synonym(name: "compression.gzip.level", factor: 1)]
            setting.documentation = "The level for gzip where the broker packs records itself; -1 is the codec's own default."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "compression.lz4.level", .int, "9")
            setting.status = .effective
            setting.minimum = 1
            setting.maximum = 17
            setting.synonyms = [Setting.Synonym(name: "compression.lz4.level", factor: 1)]
            setting.documentation = "The level for lz4 where the broker packs records itself."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "compression.type", .string, "producer")
            setting.status = .effective
            setting.words = ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"]
            setting.synonyms = [Setting.Synonym(name: "compression.type", factor: 1)]
            setting.documentation = "The codec in which batches are stored; \"producer\" keeps what the producer chose."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "compression.zstd.level", .int, "3")
            setting.status = .effective
            setting.minimum = -131072
            setting.maximum = 22
            setting.synonyms = [Setting.Synonym(name: "compression.zstd.level", factor: 1)]
            setting.documentation = "The level for zstd where the broker packs records itself."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "delete.retention.ms", .long, "86400000")
            setting.status = .effective
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "log.cleaner.delete.retention.ms", factor: 1)]
            setting.documentation = "How long compaction keeps tombstones, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "file.delete.delay.ms", .long, "60000")
            setting.status = .effective
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "log.segment.delete.delay.ms", factor: 1)]
            setting.documentation = "How long a removed segment's files stay before they are unlinked, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "flush.messages", .long, "1")
            setting.status = .effective
            setting.minimum = 1
            setting.synonyms = [Setting.Synonym(name: "log.flush.interval.messages", factor: 1)]
            setting.documentation = "1: an acknowledged record is on disk (fdatasync), and consumers see no other. Any other value: acknowledged once written, as Kafka does."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "flush.ms", .long, "9223372036854775807")
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "log.flush.interval.ms", factor: 1), Setting.Synonym(name: "log.flush.scheduler.interval.ms", factor: 1)]
            setting.documentation = "How long a written record may stay unflushed, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "follower.replication.throttled.replicas", .list, "")
            setting.documentation = "The replicas whose fetching is throttled, as partition:broker pairs, or *."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "index.interval.bytes", .int, "4096")
            setting.status = .effective
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "log.index.interval.bytes", factor: 1)]
            setting.documentation = "About so many bytes of log lie between two entries of the offset index."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "internal.segment.bytes", .int, nil)
            setting.isInternal = true
            setting.documentation = "segment.bytes without a lower bound, for Kafka's own tests."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "leader.replication.throttled.replicas", .list, "")
            setting.documentation = "The replicas whose serving is throttled, as partition:broker pairs, or *."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "local.retention.bytes", .long, "-2")
            setting.minimum = -2
            setting.synonyms = [Setting.Synonym(name: "log.local.retention.bytes", factor: 1)]
            setting.documentation = "With tiered storage: bytes kept on local disks; -2 means retention.bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "local.retention.ms", .long, "-2")
            setting.minimum = -2
            setting.synonyms = [Setting.Synonym(name: "log.local.retention.ms", factor: 1)]
            setting.documentation = "With tiered storage: how long segments stay on local disks; -2 means retention.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "max.compaction.lag.ms", .long, "9223372036854775807")
            setting.status = .effective
            setting.minimum = 1
            setting.synonyms = [Setting.Synonym(name: "log.cleaner.max.compaction.lag.ms", factor: 1)]
            setting.documentation = "The longest a record may stay uncompacted, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "max.message.bytes", .int, "1048588")
            setting.status = .effective
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "message.max.bytes", factor: 1)]
            setting.documentation = "The largest record batch that is taken, in bytes, after compression."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "message.timestamp.after.max.ms", .long, "3600000")
            setting.status = .effective
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "log.message.timestamp.after.max.ms", factor: 1)]
            setting.documentation = "How far a record's timestamp may lie ahead of the broker's clock, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "message.timestamp.before.max.ms", .long, "9223372036854775807")
            setting.status = .effective
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "log.message.timestamp.before.max.ms", factor: 1)]
            setting.documentation = "How far a record's timestamp may lie behind the broker's clock, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "message.timestamp.type", .string, "CreateTime")
            setting.status = .effective
            setting.words = ["CreateTime", "LogAppendTime"]
            setting.synonyms = [Setting.Synonym(name: "log.message.timestamp.type", factor: 1)]
            setting.documentation = "Whose time a record has: the producer's (CreateTime) or the broker's (LogAppendTime)."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "min.cleanable.dirty.ratio", .double, "0.5")
            setting.status = .effective
            setting.minimum = 0
            setting.maximum = 1
            setting.synonyms = [Setting.Synonym(name: "log.cleaner.min.cleanable.ratio", factor: 1)]
            setting.documentation = "The share of a log that must be uncompacted before compaction takes it up."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "min.compaction.lag.ms", .long, "0")
            setting.status = .effective
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "log.cleaner.min.compaction.lag.ms", factor: 1)]
            setting.documentation = "The shortest time a record stays uncompacted, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "min.insync.replicas", .int, "1")
            setting.status = .effective
            setting.minimum = 1
            setting.synonyms = [Setting.Synonym(name: "min.insync.replicas", factor: 1)]
            setting.documentation = "How many replicas have to be in sync for acks=all to be taken and for the high watermark to move."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "preallocate", .boolean, "false")
            setting.synonyms = [Setting.Synonym(name: "log.preallocate", factor: 1)]
            setting.documentation = "Whether segment files are created in full size. Never done here: no zeros are left behind."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "remote.log.copy.disable", .boolean, "false")
            setting.documentation = "With tiered storage: no more copying to the remote tier."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "remote.log.delete.on.disable", .boolean, "false")
            setting.documentation = "With tiered storage: whether disabling it deletes what is remote."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "remote.storage.enable", .boolean, "false")
            setting.status = .refused
            setting.documentation = "Tiered storage, which is not supported."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "retention.bytes", .long, "-1")
            setting.status = .effective
            setting.synonyms = [Setting.Synonym(name: "log.retention.bytes", factor: 1)]
            setting.documentation = "Oldest segments go while a partition holds more than this, in bytes; -1 for no limit."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "retention.ms", .long, "604800000")
            setting.status = .effective
            setting.minimum = -1
            setting.synonyms = [Setting.Synonym(name: "log.retention.ms", factor: 1), Setting.Synonym(name: "log.retention.minutes", factor: 60000), Setting.Synonym(name: "log.retention.hours", factor: 3600000)]
            setting.documentation = "Segments go when their youngest record is older than this, in milliseconds; -1 for never."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "segment.bytes", .int, "1073741824")
            setting.status = .effective
            setting.minimum = 1048576
            setting.synonyms = [Setting.Synonym(name: "log.segment.bytes", factor: 1)]
            setting.documentation = "The most bytes a segment file has."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "segment.index.bytes", .int, "10485760")
            setting.status = .effective
            setting.minimum = 4
            setting.synonyms = [Setting.Synonym(name: "log.index.size.max.bytes", factor: 1)]
            setting.documentation = "The most bytes an index file has; a full index closes its segment."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "segment.jitter.ms", .long, "0")
            setting.minimum = 0
            setting.synonyms = [Setting.Synonym(name: "log.roll.jitter.ms", factor: 1), Setting.Synonym(name: "log.roll.jitter.hours", factor: 3600000)]
            setting.documentation = "Spreads the closing of segments by time over so many milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "segment.ms", .long, "604800000")
            setting.status = .effective
            setting.minimum = 1
            setting.synonyms = [Setting.Synonym(name: "log.roll.ms", factor: 1), Setting.Synonym(name: "log.roll.hours", factor: 3600000)]
            setting.documentation = "A segment is closed after so many milliseconds though it is not full."
            table.append(setting)
        }
        do {
            var setting = Setting(.topic, "unclean.leader.election.enable", .boolean, "false")
            setting.synonyms = [Setting.Synonym(name: "unclean.leader.election.enable", factor: 1)]
            setting.documentation = "Whether a replica that is not in sync may lead, at the price of lost records."
            table.append(setting)
        }
        return table
    }

    static let broker = makeBroker()

    private static func makeBroker() -> [Setting] {
        var table: [Setting] = []
        do {
            var setting = Setting(.broker, "add.partitions.to.txn.retry.backoff.max.ms", .int, "100")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "add.partitions.to.txn.retry.backoff.ms", .int, "20")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "advertised.listeners", .list, nil)
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "The addresses that clients are told to connect to; the listeners where not set."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "allow.everyone.if.no.acl.found", .boolean, "false")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "With an authorizer: whether everybody may do what no access control entry speaks of."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "alter.config.policy.class.name", .classname, nil)
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "alter.log.dirs.replication.quota.window.num", .int, "11")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "alter.log.dirs.replication.quota.window.size.seconds", .int, "1")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "authorizer.class.name", .string, "")
            setting.status = .effective
            setting.change = .atStart
            setting.words = ["org.apache.kafka.metadata.authorizer.StandardAuthorizer"]
            setting.documentation = "Where set, access control entries decide who may do what; else everybody may do everything."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "auto.create.topics.enable", .boolean, "true")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "Whether a topic is created when a client asks for its metadata."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "auto.leader.rebalance.enable", .boolean, "true")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "background.threads", .int, "10")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "broker.heartbeat.interval.ms", .int, "2000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "broker.id", .int, "-1")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "broker.rack", .string, nil)
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "The rack of this broker, for consumers that read from the nearest replica."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "broker.session.timeout.ms", .int, "9000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "client.quota.callback.class", .classname, nil)
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "compression.gzip.level", .int, "-1")
            setting.status = .effective
            setting.minimum = 1
            setting.maximum = 9
            setting.words = ["-1"]
            setting.documentation = "Default of the topic setting compression.gzip.level."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "compression.lz4.level", .int, "9")
            setting.status = .effective
            setting.minimum = 1
            setting.maximum = 17
            setting.documentation = "Default of the topic setting compression.lz4.level."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "compression.type", .string, "producer")
            setting.status = .effective
            setting.words = ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"]
            setting.documentation = "Default of the topic setting compression.type."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "compression.zstd.level", .int, "3")
            setting.status = .effective
            setting.minimum = -131072
            setting.maximum = 22
            setting.documentation = "Default of the topic setting compression.zstd.level."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "config.providers", .list, "")
            setting.status = .refused
            setting.documentation = "Where placeholders in values are looked up; there is no such lookup."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "connection.failed.authentication.delay.ms", .int, "100")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "connections.max.idle.ms", .long, "600000")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "A connection on which nothing happens for so long is closed, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "connections.max.reauth.ms", .long, "0")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controlled.shutdown.enable", .boolean, "true")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.listener.names", .list, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.performance.always.log.threshold.ms", .long, "2000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.performance.sample.period.ms", .long, "60000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 100
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.append.linger.ms", .int, "25")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.auto.join.enable", .boolean, "false")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.bootstrap.servers", .list, "")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.election.backoff.max.ms", .int, "1000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.election.timeout.ms", .int, "1000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.fetch.max.bytes", .int, "1048576")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.fetch.snapshot.max.bytes", .int, "1048576")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.fetch.timeout.ms", .int, "2000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.request.timeout.ms", .int, "2000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.retry.backoff.ms", .int, "20")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quorum.voters", .list, "")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quota.window.num", .int, "11")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.quota.window.size.seconds", .int, "1")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "controller.socket.timeout.ms", .int, "30000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "cordoned.log.dirs", .list, "")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "create.topic.policy.class.name", .classname, nil)
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "damage.policy", .string, "skip")
            setting.status = .effective
            setting.change = .atStart
            setting.words = ["skip", "stop"]
            setting.documentation = "What a fetch does at a damaged batch that no replica can heal: go on with the next whole one (skip), or answer KAFKA_STORAGE_ERROR (stop)."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "default.replication.factor", .int, "1")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "Replicas of a topic that was created without saying how many."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "delegation.token.expiry.check.interval.ms", .long, "3600000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "delegation.token.expiry.time.ms", .long, "86400000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "delegation.token.max.lifetime.ms", .long, "604800000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "delegation.token.secret.key", .password, nil)
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "delete.records.purgatory.purge.interval.requests", .int, "1")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "delete.topic.enable", .boolean, "true")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "Whether topics can be deleted."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "early.start.listeners", .list, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "fetch.max.bytes", .int, "57671680")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1024
            setting.documentation = "The most bytes of records in one answer to a fetch."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "fetch.purgatory.purge.interval.requests", .int, "1000")
            setting.change = .atStart
            table.append(setting)
        }
        table.append(Setting(.broker, "follower.fetch.last.tiered.offset.enable", .boolean, "false"))
        do {
            var setting = Setting(.broker, "group.consumer.assignment.interval.ms", .int, "1000")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "The least time from one target assignment of a consumer group to the next, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.assignors", .list, "uniform,range")
            setting.status = .effective
            setting.change = .atStart
            setting.words = ["uniform", "range"]
            setting.documentation = "The assignors that members of consumer groups may ask for, the default first."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.heartbeat.interval.ms", .int, "5000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "How often members of consumer groups are to send heartbeats, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.max.assignment.interval.ms", .int, "15000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 0
            setting.documentation = "The longest time between target assignments that may be set for a single consumer group, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.max.heartbeat.interval.ms", .int, "15000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The longest heartbeat interval that may be set for a single consumer group, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.max.session.timeout.ms", .int, "60000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The longest session timeout that may be set for a single consumer group, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.max.size", .int, "2147483647")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The most members of one consumer group."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.migration.policy", .string, "bidirectional")
            setting.status = .effective
            setting.change = .atStart
            setting.words = ["disabled", "downgrade", "upgrade", "bidirectional"]
            setting.ignoresCase = true
            setting.documentation = "Whether a group that lives may go from the classic to the consumer protocol, and back."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.min.assignment.interval.ms", .int, "0")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 0
            setting.documentation = "The shortest time between target assignments that may be set for a single consumer group, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.min.heartbeat.interval.ms", .int, "5000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The shortest heartbeat interval that may be set for a single consumer group, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.min.session.timeout.ms", .int, "45000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The shortest session timeout that may be set for a single consumer group, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.regex.refresh.interval.ms", .int, "600000")
            setting.status = .effective
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 10000
            setting.documentation = "After how long the topics of regular expressions are looked up again, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.consumer.session.timeout.ms", .int, "45000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "How long a member of a consumer group may be silent, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.coordinator.append.linger.ms", .int, "-1")
            setting.change = .atStart
            setting.minimum = -1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.coordinator.background.threads", .int, "2")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.coordinator.cached.buffer.max.bytes", .int, "1048588")
            setting.minimum = 524288
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.coordinator.rebalance.protocols", .list, "classic,consumer,streams")
            setting.status = .effective
            setting.change = .atStart
            setting.words = ["consumer", "classic", "share", "streams"]
            setting.documentation = "The protocols that groups may use; without \"consumer\" there are no consumer groups."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.coordinator.threads", .int, "4")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.initial.rebalance.delay.ms", .int, "3000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 0
            setting.documentation = "How long the first rebalance of an empty group waits for more members, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.max.session.timeout.ms", .int, "1800000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The longest session timeout a member of a classic group may ask for, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.max.size", .int, "2147483647")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The most members of one classic group."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.min.session.timeout.ms", .int, "6000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The shortest session timeout a member of a classic group may ask for, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.assignment.interval.ms", .int, "1000")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.assignors", .list, "simple")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.delivery.count.limit", .int, "5")
            setting.change = .atStart
            setting.minimum = 2
            setting.maximum = 10
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.heartbeat.interval.ms", .int, "5000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.initialize.retry.interval.ms", .int, "30000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.max.assignment.interval.ms", .int, "15000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.max.delivery.count.limit", .int, "10")
            setting.change = .atStart
            setting.minimum = 5
            setting.maximum = 25
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.max.heartbeat.interval.ms", .int, "15000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.max.partition.max.record.locks", .int, "4000")
            setting.change = .atStart
            setting.minimum = 2000
            setting.maximum = 10000
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.max.record.lock.duration.ms", .int, "60000")
            setting.change = .atStart
            setting.minimum = 30000
            setting.maximum = 3600000
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.max.session.timeout.ms", .int, "60000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.max.share.sessions", .int, "2000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.max.size", .int, "200")
            setting.change = .atStart
            setting.minimum = 1
            setting.maximum = 1000
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.min.assignment.interval.ms", .int, "0")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.min.delivery.count.limit", .int, "2")
            setting.change = .atStart
            setting.minimum = 2
            setting.maximum = 5
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.min.heartbeat.interval.ms", .int, "5000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.min.partition.max.record.locks", .int, "100")
            setting.change = .atStart
            setting.minimum = 100
            setting.maximum = 2000
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.min.record.lock.duration.ms", .int, "15000")
            setting.change = .atStart
            setting.minimum = 1000
            setting.maximum = 30000
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.min.session.timeout.ms", .int, "45000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.partition.max.record.locks", .int, "2000")
            setting.change = .atStart
            setting.minimum = 100
            setting.maximum = 10000
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.persister.class.name", .string, "org.apache.kafka.server.share.persister.DefaultStatePersister")
            setting.change = .atStart
            setting.isInternal = true
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.record.lock.duration.ms", .int, "30000")
            setting.change = .atStart
            setting.minimum = 1000
            setting.maximum = 3600000
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.share.session.timeout.ms", .int, "45000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.assignment.interval.ms", .int, "1000")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.heartbeat.interval.ms", .int, "5000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.initial.rebalance.delay.ms", .int, "3000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.max.assignment.interval.ms", .int, "15000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.max.heartbeat.interval.ms", .int, "15000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.max.session.timeout.ms", .int, "60000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.max.size", .int, "2147483647")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.max.standby.replicas", .int, "2")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.min.assignment.interval.ms", .int, "0")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.min.heartbeat.interval.ms", .int, "5000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.min.session.timeout.ms", .int, "45000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.num.standby.replicas", .int, "0")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "group.streams.session.timeout.ms", .int, "45000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "initial.broker.registration.timeout.ms", .int, "60000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "inter.broker.listener.name", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "internal.metadata.delete.delay.millis", .long, "60000")
            setting.change = .atStart
            setting.isInternal = true
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "internal.metadata.log.segment.bytes", .int, nil)
            setting.change = .atStart
            setting.isInternal = true
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "internal.metadata.max.batch.size.in.bytes", .int, "8388608")
            setting.change = .atStart
            setting.isInternal = true
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "kafka.metrics.polling.interval.secs", .int, "10")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "kafka.metrics.reporters", .list, "")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "leader.imbalance.check.interval.seconds", .long, "300")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "listener.security.protocol.map", .string, "SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "listeners", .list, "PLAINTEXT://:9092")
            setting.status = .effective
            setting.change = .perBroker
            setting.documentation = "The addresses this broker listens on."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.backoff.ms", .long, "15000")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "How long compaction waits where it found nothing to do, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.dedupe.buffer.size", .long, "16777216")
            setting.status = .effective
            setting.minimum = 24576
            setting.documentation = "The most memory that compaction takes for keys, 24 bytes each; taken as keys come, so the default is small: a log with more keys than fit is compacted in several rounds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.delete.retention.ms", .long, "86400000")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "Default of the topic setting delete.retention.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.enable", .boolean, "true")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "Whether logs are compacted at all."
            table.append(setting)
        }
        table.append(Setting(.broker, "log.cleaner.io.buffer.load.factor", .double, "0.9"))
        do {
            var setting = Setting(.broker, "log.cleaner.io.buffer.size", .int, "524288")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.io.max.bytes.per.second", .double, "1.7976931348623157E308")
            setting.status = .effective
            setting.documentation = "How many bytes a second compaction reads, on average."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.max.compaction.lag.ms", .long, "9223372036854775807")
            setting.status = .effective
            setting.minimum = 1
            setting.documentation = "Default of the topic setting max.compaction.lag.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.min.cleanable.ratio", .double, "0.5")
            setting.status = .effective
            setting.minimum = 0
            setting.maximum = 1
            setting.documentation = "Default of the topic setting min.cleanable.dirty.ratio."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.min.compaction.lag.ms", .long, "0")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "Default of the topic setting min.compaction.lag.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleaner.threads", .int, "1")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.cleanup.policy", .list, "delete")
            setting.status = .effective
            setting.words = ["compact", "delete"]
            setting.documentation = "Default of the topic setting cleanup.policy."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.dir", .list, "/tmp/kafka-logs")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.dir.failure.timeout.ms", .long, "30000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.dirs", .list, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.flush.interval.messages", .long, "1")
            setting.status = .effective
            setting.minimum = 1
            setting.documentation = "Default of the topic setting flush.messages."
            table.append(setting)
        }
        table.append(Setting(.broker, "log.flush.interval.ms", .long, nil))
        do {
            var setting = Setting(.broker, "log.flush.offset.checkpoint.interval.ms", .int, "60000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.flush.scheduler.interval.ms", .long, "9223372036854775807")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.flush.start.offset.checkpoint.interval.ms", .int, "60000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.index.interval.bytes", .int, "4096")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "Default of the topic setting index.interval.bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.index.size.max.bytes", .int, "10485760")
            setting.status = .effective
            setting.minimum = 4
            setting.documentation = "Default of the topic setting segment.index.bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.initial.task.delay.ms", .long, "30000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.local.retention.bytes", .long, "-2")
            setting.minimum = -2
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.local.retention.ms", .long, "-2")
            setting.minimum = -2
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.message.timestamp.after.max.ms", .long, "3600000")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "Default of the topic setting message.timestamp.after.max.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.message.timestamp.before.max.ms", .long, "9223372036854775807")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "Default of the topic setting message.timestamp.before.max.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.message.timestamp.type", .string, "CreateTime")
            setting.status = .effective
            setting.words = ["CreateTime", "LogAppendTime"]
            setting.documentation = "Default of the topic setting message.timestamp.type."
            table.append(setting)
        }
        table.append(Setting(.broker, "log.preallocate", .boolean, "false"))
        do {
            var setting = Setting(.broker, "log.retention.bytes", .long, "-1")
            setting.status = .effective
            setting.documentation = "Default of the topic setting retention.bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.retention.check.interval.ms", .long, "300000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "How often segments are looked through for those that may go, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.retention.hours", .int, "168")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "Default of the topic setting retention.ms, in hours."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.retention.minutes", .int, nil)
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "Default of the topic setting retention.ms, in minutes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.retention.ms", .long, nil)
            setting.status = .effective
            setting.documentation = "Default of the topic setting retention.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.roll.hours", .int, "168")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "Default of the topic setting segment.ms, in hours."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.roll.jitter.hours", .int, "0")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        table.append(Setting(.broker, "log.roll.jitter.ms", .long, nil))
        do {
            var setting = Setting(.broker, "log.roll.ms", .long, nil)
            setting.status = .effective
            setting.documentation = "Default of the topic setting segment.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.segment.bytes", .int, "1073741824")
            setting.status = .effective
            setting.minimum = 1048576
            setting.documentation = "Default of the topic setting segment.bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "log.segment.delete.delay.ms", .long, "60000")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "Default of the topic setting file.delete.delay.ms."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "max.connection.creation.rate", .int, "2147483647")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "max.connections", .int, "2147483647")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "max.connections.per.ip", .int, "2147483647")
            setting.minimum = 0
            table.append(setting)
        }
        table.append(Setting(.broker, "max.connections.per.ip.overrides", .string, ""))
        do {
            var setting = Setting(.broker, "max.incremental.fetch.session.cache.slots", .int, "1000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 0
            setting.documentation = "How many incremental fetch sessions are kept."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "max.request.partition.size.limit", .int, "2000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The most partitions that one reply of DescribeTopicPartitions describes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "message.max.bytes", .int, "1048588")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "Default of the topic setting max.message.bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metadata.log.dir", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metadata.log.max.record.bytes.between.snapshots", .long, "20971520")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "Bytes of metadata records after which a snapshot is written."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metadata.log.max.snapshot.interval.ms", .long, "3600000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 0
            setting.documentation = "How long after a snapshot the next one is written where records came, in milliseconds; 0 for never."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metadata.log.segment.bytes", .int, "1073741824")
            setting.change = .atStart
            setting.minimum = 8388608
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metadata.log.segment.ms", .long, "604800000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metadata.max.idle.interval.ms", .int, "500")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metadata.max.retention.bytes", .long, "104857600")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metadata.max.retention.ms", .long, "604800000")
            setting.change = .atStart
            table.append(setting)
        }
        table.append(Setting(.broker, "metric.reporters", .list, "org.apache.kafka.common.metrics.JmxReporter"))
        do {
            var setting = Setting(.broker, "metrics.num.samples", .int, "2")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metrics.recording.level", .string, "INFO")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "metrics.sample.window.ms", .long, "30000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "min.insync.replicas", .int, "1")
            setting.status = .effective
            setting.minimum = 1
            setting.documentation = "Default of the topic setting min.insync.replicas."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "node.id", .int, "1")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 0
            setting.documentation = "The number of this node."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "num.io.threads", .int, "8")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "num.network.threads", .int, "3")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "num.partitions", .int, "1")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "Partitions of a topic that was created without saying how many."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "num.recovery.threads.per.data.dir", .int, "2")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "num.replica.alter.log.dirs.threads", .int, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "num.replica.fetchers", .int, "1")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offset.metadata.max.bytes", .int, "4096")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 0
            setting.documentation = "The longest text that may be committed with an offset."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offsets.commit.timeout.ms", .int, "5000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offsets.load.buffer.size", .int, "5242880")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offsets.retention.check.interval.ms", .long, "600000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "How often committed offsets are looked through for those that expired, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offsets.retention.minutes", .int, "2147483647")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "How long the offsets of a group without members are kept, in minutes; by default as long as their topics exist (Kafka forgets them after 10080 minutes, and with them where an application was that paused for a week)."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offsets.topic.compression.codec", .int, "0")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offsets.topic.num.partitions", .int, "50")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "Partitions of __consumer_offsets; fixed once the topic exists."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offsets.topic.replication.factor", .short, "3")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "Replicas of __consumer_offsets; as many as there are brokers, if fewer."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "offsets.topic.segment.bytes", .int, "104857600")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The size of a segment of __consumer_offsets, in bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "principal.builder.class", .classname, "org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder")
            setting.status = .refused
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "process.roles", .list, "broker,controller")
            setting.status = .effective
            setting.change = .atStart
            setting.words = ["broker", "controller"]
            setting.documentation = "What this node does: broker, controller."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "producer.id.expiration.check.interval.ms", .int, "600000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "producer.id.expiration.ms", .int, "86400000")
            setting.status = .effective
            setting.minimum = 1
            setting.documentation = "An idempotent producer silent for so long is forgotten, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "producer.purgatory.purge.interval.requests", .int, "1000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "queued.max.request.bytes", .long, "-1")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "Bytes of unfinished requests over all connections before reading stops; -1 for the broker's own limit."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "queued.max.requests", .int, "500")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "quota.window.num", .int, "11")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "quota.window.size.seconds", .int, "1")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.fetch.max.wait.ms", .int, "500")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.list.offsets.request.timeout.ms", .long, "30000")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.index.file.cache.total.size.bytes", .long, "1073741824")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.index.file.cache.ttl.ms", .long, "900000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = -1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.copier.thread.pool.size", .int, "10")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.copy.max.bytes.per.second", .long, "9223372036854775807")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.copy.quota.window.num", .int, "11")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.copy.quota.window.size.seconds", .int, "1")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.expiration.thread.pool.size", .int, "10")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.fetch.max.bytes.per.second", .long, "9223372036854775807")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.fetch.quota.window.num", .int, "11")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.fetch.quota.window.size.seconds", .int, "1")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.follower.thread.pool.size", .int, "2")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.task.interval.ms", .long, "30000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.task.retry.backoff.max.ms", .long, "30000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.task.retry.backoff.ms", .long, "500")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.task.retry.jitter", .double, "0.2")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 0
            setting.maximum = 0.5
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.manager.thread.pool.size", .int, "2")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.metadata.custom.metadata.max.bytes", .int, "128")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.metadata.manager.class.name", .string, "org.apache.kafka.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManager")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.metadata.manager.class.path", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.metadata.manager.impl.prefix", .string, "rlmm.config.")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.metadata.manager.listener.name", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.reader.max.pending.tasks", .int, "100")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.reader.threads", .int, "10")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.storage.manager.class.name", .string, nil)
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.storage.manager.class.path", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.storage.manager.impl.prefix", .string, "rsm.config.")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "remote.log.storage.system.enable", .boolean, "false")
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.fetch.backoff.ms", .int, "1000")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.fetch.max.bytes", .int, "1048576")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.fetch.min.bytes", .int, "1")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.fetch.response.max.bytes", .int, "10485760")
            setting.change = .atStart
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.fetch.wait.max.ms", .int, "500")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.high.watermark.checkpoint.interval.ms", .long, "5000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.lag.time.max.ms", .long, "30000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.selector.class", .string, nil)
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.socket.receive.buffer.bytes", .int, "65536")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replica.socket.timeout.ms", .int, "30000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replication.quota.window.num", .int, "11")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "replication.quota.window.size.seconds", .int, "1")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "request.timeout.ms", .int, "30000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.client.callback.handler.class", .classname, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.enabled.mechanisms", .list, "GSSAPI")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.jaas.config", .password, nil)
            setting.status = .refused
            setting.change = .perBroker
            setting.documentation = "Who may log in; there is no SASL yet, and to ignore it would admit everybody."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.kerberos.kinit.cmd", .string, "/usr/bin/kinit")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.kerberos.min.time.before.relogin", .long, "60000")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.kerberos.principal.to.local.rules", .list, "DEFAULT")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.kerberos.service.name", .string, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.kerberos.ticket.renew.jitter", .double, "0.05")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.kerberos.ticket.renew.window.factor", .double, "0.8")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.callback.handler.class", .classname, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.class", .classname, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.connect.timeout.ms", .int, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.read.timeout.ms", .int, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.refresh.buffer.seconds", .short, "300")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.refresh.min.period.seconds", .short, "60")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.refresh.window.factor", .double, "0.8")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.refresh.window.jitter", .double, "0.05")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.retry.backoff.max.ms", .long, "10000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.login.retry.backoff.ms", .long, "100")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.mechanism.controller.protocol", .string, "GSSAPI")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.mechanism.inter.broker.protocol", .string, "GSSAPI")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.algorithm", .string, "RS256")
            setting.change = .atStart
            setting.words = ["es256", "rs256"]
            setting.ignoresCase = true
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.claim.aud", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.claim.exp.seconds", .int, "300")
            setting.change = .atStart
            setting.minimum = 0
            setting.maximum = 86400
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.claim.iss", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.claim.jti.include", .boolean, "false")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.claim.nbf.seconds", .int, "60")
            setting.change = .atStart
            setting.minimum = 0
            setting.maximum = 3600
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.claim.sub", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.file", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.private.key.file", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.private.key.passphrase", .password, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.assertion.template.file", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.client.credentials.client.id", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.client.credentials.client.secret", .password, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.clock.skew.seconds", .int, "30")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.expected.audience", .list, "")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.expected.issuer", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.jwks.endpoint.refresh.ms", .long, "3600000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", .long, "10000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", .long, "100")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.jwks.endpoint.url", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.jwt.retriever.class", .classname, "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.jwt.validator.class", .classname, "org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.scope", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.scope.claim.name", .string, "scope")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.sub.claim.name", .string, "sub")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.oauthbearer.token.endpoint.url", .string, nil)
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.server.callback.handler.class", .classname, nil)
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "sasl.server.max.receive.size", .int, "524288")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "security.inter.broker.protocol", .string, "PLAINTEXT")
            setting.status = .refused
            setting.change = .atStart
            setting.words = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
            setting.documentation = "How brokers speak with each other; only PLAINTEXT is there."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "security.providers", .string, nil)
            setting.status = .refused
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "server.max.startup.time.ms", .long, "9223372036854775807")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.append.linger.ms", .int, "-1")
            setting.change = .atStart
            setting.minimum = -1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.cached.buffer.max.bytes", .int, "1048588")
            setting.minimum = 524288
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.cold.partition.snapshot.interval.ms", .int, "300000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.load.buffer.size", .int, "5242880")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.snapshot.update.records.per.snapshot", .int, "500")
            setting.change = .atStart
            setting.minimum = 0
            setting.maximum = 500
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.state.topic.compression.codec", .int, "0")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.state.topic.min.isr", .short, "2")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.state.topic.num.partitions", .int, "50")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.state.topic.prune.interval.ms", .int, "300000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.state.topic.replication.factor", .short, "3")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.state.topic.segment.bytes", .int, "104857600")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.threads", .int, "1")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.coordinator.write.timeout.ms", .int, "5000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "share.fetch.purgatory.purge.interval.requests", .int, "1000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "socket.connection.setup.timeout.max.ms", .long, "30000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "socket.connection.setup.timeout.ms", .long, "10000")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "socket.listen.backlog.size", .int, "50")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "socket.receive.buffer.bytes", .int, "102400")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "socket.request.max.bytes", .int, "104857600")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "A longer request closes its connection, in bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "socket.send.buffer.bytes", .int, "102400")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.allow.dn.changes", .boolean, "false")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.allow.san.changes", .boolean, "false")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.cipher.suites", .list, "")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.client.auth", .string, "none")
            setting.status = .refused
            setting.change = .perBroker
            setting.words = ["required", "requested", "none"]
            setting.documentation = "Whether clients have to show a certificate; there is no TLS yet, and to ignore it would admit everybody."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.enabled.protocols", .list, "TLSv1.2,TLSv1.3")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.endpoint.identification.algorithm", .string, "https")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.engine.factory.class", .classname, nil)
            setting.status = .refused
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.key.password", .password, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.keymanager.algorithm", .string, "SunX509")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.keystore.certificate.chain", .password, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.keystore.key", .password, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.keystore.location", .string, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.keystore.password", .password, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.keystore.type", .string, "JKS")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.principal.mapping.rules", .string, "DEFAULT")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.protocol", .string, "TLSv1.3")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.provider", .string, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.secure.random.implementation", .string, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.trustmanager.algorithm", .string, "PKIX")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.truststore.certificates", .password, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.truststore.location", .string, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.truststore.password", .password, nil)
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "ssl.truststore.type", .string, "JKS")
            setting.change = .perBroker
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "super.users", .string, "")
            setting.status = .effective
            setting.change = .atStart
            setting.documentation = "With an authorizer: who may do everything, as in User:alice;User:bob."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "telemetry.max.bytes", .int, "1048576")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transaction.abort.timed.out.transaction.cleanup.interval.ms", .int, "10000")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transaction.max.timeout.ms", .int, "900000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The longest time that a producer may ask to keep a transaction open, in milliseconds."
            table.append(setting)
        }
        table.append(Setting(.broker, "transaction.partition.verification.enable", .boolean, "true"))
        do {
            var setting = Setting(.broker, "transaction.remove.expired.transaction.cleanup.interval.ms", .int, "3600000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "How often transactional ids that nobody uses any more are looked for, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transaction.state.log.load.buffer.size", .int, "5242880")
            setting.change = .atStart
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transaction.state.log.min.isr", .int, "2")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "min.insync.replicas of __transaction_state, when it is made; as many as it has replicas, if fewer."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transaction.state.log.num.partitions", .int, "50")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "Partitions of __transaction_state; fixed once the topic exists."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transaction.state.log.replication.factor", .short, "3")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "Replicas of __transaction_state; as many as there are brokers, if fewer."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transaction.state.log.segment.bytes", .int, "104857600")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "The size of a segment of __transaction_state, in bytes."
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transaction.two.phase.commit.enable", .boolean, "false")
            setting.change = .atStart
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "transactional.id.expiration.ms", .int, "604800000")
            setting.status = .effective
            setting.change = .atStart
            setting.minimum = 1
            setting.documentation = "How long a transactional id is kept that nobody uses, in milliseconds."
            table.append(setting)
        }
        table.append(Setting(.broker, "unclean.leader.election.enable", .boolean, "false"))
        do {
            var setting = Setting(.broker, "unclean.leader.election.interval.ms", .long, "300000")
            setting.change = .atStart
            setting.isInternal = true
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "unstable.api.versions.enable", .boolean, "false")
            setting.change = .atStart
            setting.isInternal = true
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "unstable.feature.versions.enable", .boolean, "false")
            setting.change = .atStart
            setting.isInternal = true
            table.append(setting)
        }
        do {
            var setting = Setting(.broker, "validate", .string, "headers")
            setting.status = .effective
            setting.change = .atStart
            setting.words = ["headers", "deep"]
            setting.documentation = "How a produced batch is checked that is stored as it came: its header and its checksum (headers), or each of its records, too, as Kafka does (deep)."
            table.append(setting)
        }
        return table
    }

    static let group = makeGroup()

    private static func makeGroup() -> [Setting] {
        var table: [Setting] = []
        do {
            var setting = Setting(.group, "consumer.assignment.interval.ms", .int, "1000")
            setting.status = .effective
            setting.minimum = 0
            setting.documentation = "The least time from one target assignment of this group to the next, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "consumer.heartbeat.interval.ms", .int, "5000")
            setting.status = .effective
            setting.minimum = 1
            setting.documentation = "How often members of this group are to send heartbeats, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "consumer.session.timeout.ms", .int, "45000")
            setting.status = .effective
            setting.minimum = 1
            setting.documentation = "How long a member of this group may be silent, in milliseconds."
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "share.assignment.interval.ms", .int, "1000")
            setting.minimum = 0
            table.append(setting)
        }
        table.append(Setting(.group, "share.auto.offset.reset", .string, "latest"))
        do {
            var setting = Setting(.group, "share.delivery.count.limit", .int, "5")
            setting.minimum = 2
            setting.maximum = 10
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "share.heartbeat.interval.ms", .int, "5000")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "share.isolation.level", .string, "read_uncommitted")
            setting.words = ["read_committed", "read_uncommitted"]
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "share.partition.max.record.locks", .int, "2000")
            setting.minimum = 100
            setting.maximum = 10000
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "share.record.lock.duration.ms", .int, "30000")
            setting.minimum = 1000
            setting.maximum = 3600000
            table.append(setting)
        }
        table.append(Setting(.group, "share.renew.acknowledge.enable", .boolean, "true"))
        do {
            var setting = Setting(.group, "share.session.timeout.ms", .int, "45000")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "streams.assignment.interval.ms", .int, "1000")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "streams.heartbeat.interval.ms", .int, "5000")
            setting.minimum = 1
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "streams.initial.rebalance.delay.ms", .int, "3000")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "streams.num.standby.replicas", .int, "0")
            setting.minimum = 0
            table.append(setting)
        }
        do {
            var setting = Setting(.group, "streams.session.timeout.ms", .int, "45000")
            setting.minimum = 1
            table.append(setting)
        }
        return table
    }
}
