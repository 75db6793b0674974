/// What a principal wants to do; the values are those of Kafka's ACLs on the wire.
public enum Operation: Int8, Sendable {
    case read = 3
    case write = 4
    case create = 5
    case delete = 6
    case alter = 7
    case describe = 8
    case clusterAction = 9
    case describeConfigs = 10
    case alterConfigs = 11
    case idempotentWrite = 12

    /// The operations of which the right to do one is the right to do this, too: who may write to a topic may know of
    /// it. It holds for what is allowed, not for what is denied.
    var impliedBy: [Operation] {
        switch self {
        case .describe: [.read, .write, .delete, .alter]
        case .describeConfigs: [.alterConfigs]
        default: []
        }
    }
}

/// What it wants to do it to.
public enum Resource: Hashable, Sendable {
    /// The kinds of resources; the values are those of Kafka's ACLs on the wire.
    public enum Kind: Int8, Sendable {
        case topic = 2
        case group = 3
        case cluster = 4
        case transactionalId = 5
    }

    /// A topic by name.
    case topic(String)
    /// A group by id.
    case group(String)
    /// The whole cluster.
    case cluster
    /// A transactional id.
    case transactionalId(String)

    /// Which kind it is.
    public var kind: Kind {
        switch self {
        case .topic: .topic
        case .group: .group
        case .cluster: .cluster
        case .transactionalId: .transactionalId
        }
    }

    /// Its name among those of its kind; of the cluster the one name that Kafka gives it.
    public var name: String {
        switch self {
        case .topic(let name), .group(let name), .transactionalId(let name): name
        case .cluster: "kafka-cluster"
        }
    }

    /// All operations that there are on it, in the order of their values.
    public var operations: [Operation] {
        switch self {
        case .topic: [.read, .write, .create, .delete, .alter, .describe, .describeConfigs, .alterConfigs]
        case .group: [.read, .delete, .describe, .describeConfigs, .alterConfigs]
        case .cluster:
            [.create, .alter, .describe, .clusterAction, .describeConfigs, .alterConfigs, .idempotentWrite]
        case .transactionalId: [.write, .describe]
        }
    }
}
