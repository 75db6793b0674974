import ClientCore
import KafkaProtocol

extension CommandSpec {
    static let groupList = CommandSpec(
        name: "group list", summary: "List consumer groups",
        examples: [("group list", ""), ("group list --state Stable -o name", "those that are at work, names only")],
        options: [OptionSpec(name: "state", value: "STATE", help: "only those in this state, such as Empty"), .broker],
        reports: true
    ) { (invocation) throws(Failure) in
        let groups = try Session(invocation).run { (admin) throws(ClientError) in try admin.groups() }
        var report = Report(
            schema: "group.list",
            columns: [
                Column(name: "group"), Column(name: "state"), Column(name: "protocol"),
                Column(name: "type", isWide: true),
            ])
        for group in groups.sorted(by: { $0.groupId < $1.groupId }) {
            if let state = invocation.value("state"), state.lowercased() != group.groupState.lowercased() { continue }
            report.rows.append([
                .text(group.groupId), .text(group.groupState), .text(group.protocolType), .text(group.groupType),
            ])
        }
        try Output.standard.write(report)
    }
}
