import KafkaProtocol
import Testing

@Test func everySettingOfKafkaIsInTheTable() {
    let described = Setting.all(.topic).filter { !$0.isInternal }
    #expect(described.count == 33 && Setting.all(.topic).count == 34)
    // Kafka's 360 settings of a broker, two of its authorizer, and two of ours.
    #expect(Setting.all(.broker).count == 364 && Setting.all(.group).count == 17)
    for scope in [Setting.Scope.topic, .broker, .group] {
        let names = Setting.all(scope).map(\.name)
        #expect(names == names.sorted() && Set(names).count == names.count)
        let strangers = names.filter { Setting.named($0, scope)?.name != $0 }
        #expect(strangers == [])
    }
    #expect(Setting.named("retention", .topic) == nil && Setting.named("zzz", .broker) == nil)
}

@Test func aSettingSaysWhatItIs() throws {
    let flush = try #require(Setting.named("flush.messages", .topic))
    #expect(flush.defaultValue == "1" && flush.status == .effective && flush.type == .long)
    let retention = try #require(Setting.named("retention.ms", .topic))
    #expect(retention.synonyms.map(\.name) == ["log.retention.ms", "log.retention.minutes", "log.retention.hours"])
    #expect(retention.synonyms.map(\.factor) == [1, 60_000, 3_600_000])
    #expect(Setting.named("log.retention.ms", .broker)?.change == .dynamic)
    #expect(Setting.named("log.retention.hours", .broker)?.change == .atStart)
    #expect(Setting.named("ssl.keystore.password", .broker)?.isSensitive == true)
    #expect(Setting.named("group.coordinator.rebalance.protocols", .broker)?.defaultValue == "classic,consumer,streams")
    #expect(Setting.named("node.id", .broker)?.defaultValue == "1")
    #expect(Setting.named("max.connections.per.ip.overrides", .broker)?.defaultValue == "")
    #expect(Setting.named("log.retention.ms", .broker)?.defaultValue == nil)
    #expect(Setting.named("cleanup.policy", .topic)?.defaultValue == "delete")
    // A default that validation refuses could never be set again by hand.
    for scope in [Setting.Scope.topic, .broker, .group] {
        for setting in Setting.all(scope) {
            if let value = setting.defaultValue { #expect(setting.fault(in: value) == nil, "\(setting.name) \(value)") }
            let strangers = setting.synonyms.filter { Setting.named($0.name, .broker) == nil }
            #expect(strangers == [], "\(setting.name)")
        }
    }
}

@Test(
    arguments: [
        ("retention.ms", "-1", nil), ("retention.ms", "-2", "Value must be at least -1"),
        ("retention.ms", "1.5", "Not a number of type LONG"),
        ("segment.bytes", "1048575", "Value must be at least 1048576"),
        ("segment.bytes", "2147483648", "Not a number of type INT"),
        ("compression.gzip.level", "-1", nil), ("compression.gzip.level", "0", "Value must be at least 1"),
        ("compression.gzip.level", "10", "Value must be no more than 9"),
        ("min.cleanable.dirty.ratio", "0.25", nil), ("min.cleanable.dirty.ratio", "nan", "Not a number"),
        ("min.cleanable.dirty.ratio", "1.25", "Value must be no more than 1"),
        ("cleanup.policy", "delete", nil), ("cleanup.policy", " delete , delete", nil),
        ("cleanup.policy", "delete,compact", nil),
        ("cleanup.policy", "drop", "String must be one of: compact, delete"),
        ("message.timestamp.type", "createtime", "String must be one of: CreateTime, LogAppendTime"),
        ("preallocate", "TRUE", nil), ("preallocate", "1", "Expected value to be either true or false"),
        ("remote.storage.enable", "false", nil),
        ("remote.storage.enable", "true", "remote.storage.enable is not supported"),
    ] as [(String, String, String?)])
func aValueIsJudgedAsKafkaDoes(name: String, value: String, fault: String?) throws {
    #expect(try #require(Setting.named(name, .topic)).fault(in: value) == fault)
}
