import Binary
import Metadata
import Records

/// A little cluster to start from: the initial features, brokers 1, 2 and a fenced 3, topic `a.b` of two partitions.
func sampleRecords() -> [MetadataRecord] {
    var records = Controller.bootstrapRecords()
    for id in [1, 2, 3] as [Int32] { records.append(broker(id, fenced: id == 3)) }
    records.append(topic("a.b", 7))
    records.append(partition(7, 0, replicas: [1, 2]))
    records.append(partition(7, 1, replicas: [2, 1]))
    return records
}

func broker(_ id: Int32, epoch: Int64 = 10, fenced: Bool = false) -> MetadataRecord {
    var record = RegisterBrokerRecord()
    record.brokerId = id
    record.brokerEpoch = epoch
    record.fenced = fenced
    record.logDirs = [Uuid(high: 1, low: UInt64(id))]
    return .registerBroker(record)
}

func topic(_ name: String, _ id: UInt64) -> MetadataRecord {
    var record = TopicRecord()
    record.name = name
    record.topicId = Uuid(high: 0, low: id)
    return .topic(record)
}

func partition(_ topic: UInt64, _ number: Int32, replicas: [Int32]) -> MetadataRecord {
    var record = PartitionRecord()
    record.topicId = Uuid(high: 0, low: topic)
    record.partitionId = number
    record.replicas = replicas
    record.isr = replicas
    record.leader = replicas[0]
    record.leaderEpoch = 0
    record.partitionEpoch = 0
    record.directories = replicas.map { Uuid(high: 1, low: UInt64($0)) }
    return .partition(record)
}

func config(_ type: Int8, _ resource: String, _ name: String, _ value: String?) -> MetadataRecord {
    var record = ConfigRecord()
    record.resourceType = type
    record.resourceName = resource
    record.name = name
    record.value = value
    return .config(record)
}

func state(_ records: [MetadataRecord]) throws -> ClusterState {
    var replay = MetadataReplay()
    for record in records { try replay.apply(record) }
    return replay.state
}

/// The values as they stand in the log: equal bytes are equal records.
func encoded(_ records: [MetadataRecord]) -> [[UInt8]] { records.map { MetadataVersion.current.encode($0) } }
