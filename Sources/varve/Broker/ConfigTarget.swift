import ClientCore

extension Invocation {
    /// What the first two positionals of `config` verbs name: a topic, a broker by id ("all" for all), or a group.
    func configResource() throws(Failure) -> ConfigResource {
        let (kind, name) = (positionals[0], positionals[1])
        switch kind {
        case "topic": return .topic(name)
        case "group": return .group(name)
        case "broker":
            if name == "all" { return .broker(nil) }
            guard let id = Int32(name), id >= 0 else {
                throw wrong("a broker is named by its id, or 'all', not '\(name)'")
            }
            return .broker(id)
        default: throw wrong("settings are those of a topic, a broker or a group, not of a '\(kind)'")
        }
    }
}
