import Binary
import Records
import Testing

@testable import Metadata

@Suite struct AclSetTests {
    /// "allow read topic orders* User:a 10.0.0.1"
    private func entry(_ text: String, _ id: UInt64) -> AccessControlEntryRecord {
        let words = text.split(separator: " ").map(String.init)
        let operations: [String: Int8] = [
            "all": 2, "read": 3, "write": 4, "delete": 6, "alter": 7, "describe": 8, "describeConfigs": 10,
            "alterConfigs": 11,
        ]
        let kinds: [String: Int8] = ["topic": 2, "group": 3, "cluster": 4]
        var entry = AccessControlEntryRecord()
        entry.id = Uuid(high: 0, low: id)
        entry.permissionType = words[0] == "allow" ? 3 : 2
        entry.operation = operations[words[1]] ?? 0
        entry.resourceType = kinds[words[2]] ?? 0
        let isPrefix = words[3].hasSuffix("*") && words[3] != "*"
        entry.patternType = isPrefix ? 4 : 3
        entry.resourceName = isPrefix ? String(words[3].dropLast()) : words[3]
        entry.principal = words[4]
        entry.host = words[5]
        return entry
    }

    private func entries(_ texts: [String]) -> AclSet {
        var set = AclSet()
        for (number, text) in texts.enumerated() { set.insert(entry(text, UInt64(number + 1))) }
        return set
    }

    private let user = Principal(name: "User:a", host: "10.0.0.1")

    @Test func entriesDecide() {
        let cases: [([String], Operation, Resource, AclSet.Decision)] = [
            ([], .read, .topic("t"), .unmentioned),
            (["allow read topic t User:a *"], .read, .topic("t"), .allowed),
            (["allow read topic t User:a *"], .write, .topic("t"), .denied),
            (["allow read topic t User:a *"], .read, .topic("u"), .unmentioned),
            (["allow read topic t User:b *"], .read, .topic("t"), .denied),
            (["allow read group t User:a *"], .read, .topic("t"), .unmentioned),
            (["allow all topic * User:* *"], .alterConfigs, .topic("t"), .allowed),
            (["allow all topic * User:* 10.0.0.2"], .read, .topic("t"), .denied),
            (["allow all topic * User:* 10.0.0.1"], .read, .topic("t"), .allowed),
            // What is denied stays denied, wherever it stands.
            (["allow all topic t User:a *", "deny read topic * User:* *"], .read, .topic("t"), .denied),
            (["deny all topic t* User:a *", "allow read topic t User:a *"], .read, .topic("t"), .denied),
            // Some rights imply others; to deny one leaves what it implies.
            (["allow write topic t User:a *"], .describe, .topic("t"), .allowed),
            (["allow alter topic t User:a *"], .describe, .topic("t"), .allowed),
            (["allow alterConfigs topic t User:a *"], .describeConfigs, .topic("t"), .allowed),
            (["allow describeConfigs topic t User:a *"], .describe, .topic("t"), .denied),
            (["allow read topic t User:a *", "deny write topic t User:a *"], .describe, .topic("t"), .allowed),
            // Prefixes, of several lengths, in bytes.
            (
                ["allow read topic or* User:a *", "allow write topic order* User:a *"], .write, .topic("orders"),
                .allowed
            ),
            (["allow read topic orders* User:a *"], .read, .topic("order"), .unmentioned),
            (["allow read topic é* User:a *"], .read, .topic("éa"), .allowed),
            (["allow read topic é* User:a *"], .read, .topic("è"), .unmentioned),
            (["allow all cluster kafka-cluster User:a *"], .create, .cluster, .allowed),
        ]
        for (texts, operation, resource, decision) in cases {
            #expect(entries(texts).decide(operation, resource, for: user) == decision, "\(texts) \(resource)")
        }
    }

    @Test func entriesComeAndGo() {
        var set = entries(["allow read topic o* User:a *", "deny read topic o* User:a *"])
        #expect(set.decide(.read, .topic("o"), for: user) == .denied)
        set.remove(Uuid(high: 0, low: 2))
        #expect(set.decide(.read, .topic("o"), for: user) == .allowed)
        set.remove(Uuid(high: 0, low: 1))
        set.remove(Uuid(high: 0, low: 1))
        #expect(set.decide(.read, .topic("o"), for: user) == .unmentioned)
        // An id has one entry, the newest.
        set.insert(entry("allow read topic o User:a *", 1))
        set.insert(entry("allow read topic p User:a *", 1))
        #expect(set.decide(.read, .topic("o"), for: user) == .unmentioned)
        #expect(set.entries.count == 1)
    }

    @Test func somethingMayBeAllowed() {
        let cases: [([String], Bool)] = [
            ([], false),
            (["allow write topic t User:a *"], true),
            (["allow write topic * User:a *"], true),
            (["allow write topic * User:a *", "deny write topic * User:* *"], false),
            (["allow write topic t User:a *", "deny write topic t User:a *"], false),
            (["allow write topic t User:a *", "deny write topic u User:a *"], true),
            (["allow write topic ta* User:a *", "deny all topic t* User:a *"], false),
            (["allow write topic t* User:a *", "deny all topic ta* User:a *"], true),
            (["allow write group t User:a *"], false),
        ]
        for (texts, expected) in cases {
            var authorizer = Authorizer()
            #expect(authorizer.allowsSomeTopic(.write, by: user, entries(texts)), "without authorizer")
            authorizer.isOn = true
            #expect(authorizer.allowsSomeTopic(.write, by: user, entries(texts)) == expected, "\(texts)")
            authorizer.allowsUnmentioned = true
            #expect(authorizer.allowsSomeTopic(.write, by: user, entries([])))
            authorizer.superUsers = ["User:a"]
            #expect(authorizer.allows(.write, .topic("t"), by: user, entries(["deny all topic * User:* *"])))
        }
    }
}
