import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let groupList = CommandSpec(
        name: "group list", summary: "List consumer groups",
        examples: [("group list", ""), ("group list --state Stable -o name", "those that are at work, names only")],
        options: [OptionSpec(name: "state", value: "STATE", help: "only those in this state, such as Empty"), .broker],
        report: ReportSchema(
            "group.list",
            [
                Column("group"), Column("state"), Column("protocol"),
                Column("type", isWide: true),
            ])
    ) { (invocation) throws(Failure) in
        let state = invocation.value("state")
        guard state.map({ state in GroupStates.all.contains { $0.lowercased() == state.lowercased() } }) ?? true else {
            throw invocation.wrong(
                "--state takes one of \(GroupStates.all.joined(separator: ", ")), not '\(state ?? "")'")
        }
        let groups = try Session(invocation).run { (admin) throws(ClientError) in try admin.groups() }
        var report = Report(invocation)
        for group in groups.sorted(by: { $0.groupId < $1.groupId }) {
            if let state, state.lowercased() != group.groupState.lowercased() { continue }
            report.rows.append([
                .text(group.groupId), .text(group.groupState), .text(group.protocolType), .text(group.groupType),
            ])
        }
        try Output.standard.write(report)
    }
}

private enum GroupStates {
    /// The states of groups of all kinds, as Kafka names them.
    static let all = [
        "Empty", "PreparingRebalance", "CompletingRebalance", "Stable", "Assigning", "Reconciling", "NotReady", "Dead",
    ]
}
