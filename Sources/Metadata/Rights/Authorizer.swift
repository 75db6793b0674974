/// Who asks: a principal and where it is.
public struct Principal: Hashable, Sendable {
    /// The authenticated principal, as Kafka writes it: "User:alice".
    public var name: String
    /// The address of its end of the connection, as text.
    public var host: String

    /// A principal.
    public init(name: String, host: String) {
        self.name = name
        self.host = host
    }
}

/// How a node decides about rights; what Kafka's StandardAuthorizer is told by its settings (KIP-801).
public struct Authorizer: Sendable {
    /// Whether rights are asked at all (`authorizer.class.name`). Where they are not, everybody may do everything, as
    /// in Kafka without an authorizer, whatever entries there are.
    public var isOn = false
    /// `super.users`: who may do everything.
    public var superUsers: Set<String> = []
    /// `allow.everyone.if.no.acl.found`: whether everybody may do what no entry speaks of.
    public var allowsUnmentioned = false

    /// One that allows everything.
    public init() {}

    /// Whether `principal` may do `operation` on `resource`.
    public func allows(
        _ operation: Operation, _ resource: Resource, by principal: Principal, _ entries: AclSet
    ) -> Bool {
        guard isOn, !superUsers.contains(principal.name) else { return true }
        switch entries.decide(operation, resource, for: principal) {
        case .allowed: return true
        case .denied: return false
        case .unmentioned: return allowsUnmentioned
        }
    }

    /// Whether there may be a topic that `principal` may do `operation` on.
    public func allowsSomeTopic(_ operation: Operation, by principal: Principal, _ entries: AclSet) -> Bool {
        // Some name that nobody has tells whether topics are open to the principal without an entry of their own.
        allows(operation, .topic("hardcode"), by: principal, entries)
            || entries.allowsSome(operation, .topic, for: principal)
    }
}
