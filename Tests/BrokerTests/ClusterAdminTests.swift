import Binary
import KafkaProtocol
import Metadata
import Records
import Testing

@testable import Broker

/// What Kafka 4.3 answered to the same requests.
@Suite struct ClusterAdminTests {
    @Test func leadersAreElected() throws {
        let rig = try AdminRig()
        try rig.create("t", 2)
        func elect(_ version: Int16, _ type: Int8, _ topics: [(String, [Int32])]?) throws -> String {
            var request = ElectLeadersRequest()
            request.electionType = type
            request.topicPartitions = topics.map { topics in
                topics.map { name, partitions in
                    make {
                        $0.topic = name
                        $0.partitions = partitions
                    }
                }
            }
            let response = try rig.ask(request, version)
            return "\(response.errorCode) "
                + response.replicaElectionResults.map { topic in
                    "\(topic.topic)\(topic.partitionResult.map { "\($0.partitionId):\($0.errorCode)" })"
                }.joined(separator: " ")
        }
        let asked: [(String, [Int32])] = [("t", [0, 1, 7]), ("no", [0])]
        for version in [0, 1, 2] as [Int16] {
            #expect(
                try elect(version, 0, asked) == #"0 t["0:84", "1:84", "7:3"] no["0:3"]"#)
            #expect(try elect(version, 0, nil) == "0 t[]")
        }
        #expect(try elect(2, 1, [("t", [0, 0, -1])]) == #"0 t["0:84", "0:84", "-1:3"]"#)
        #expect(try elect(2, 9, nil) == "42 ")
        #expect(try elect(2, 0, []) == "0 ")
    }

    @Test func replicasStayWhereTheyAre() throws {
        let rig = try AdminRig()
        try rig.create("t", 2)
        func alter(_ directories: [(String, [(String, [Int32])])]) throws -> [String] {
            var request = AlterReplicaLogDirsRequest()
            request.dirs = directories.map { path, topics in
                make {
                    $0.path = path
                    $0.topics = topics.map { name, partitions in
                        make {
                            $0.name = name
                            $0.partitions = partitions
                        }
                    }
                }
            }
            return try rig.ask(request, 2).results.map { topic in
                "\(topic.topicName)\(topic.partitions.map { "\($0.partitionIndex):\($0.errorCode)" })"
            }
        }
        #expect(try alter([("/nowhere", [("t", [0]), ("no", [0])])]) == [#"t["0:57"]"#, #"no["0:57"]"#])
        #expect(
            try alter([("/data", [("t", [5, 1, 0]), ("no", [0])])]) == [#"t["0:0", "1:0", "5:3"]"#, #"no["0:3"]"#])
        #expect(try alter([("/x", [("t", [0])]), ("/data", [("t", [0])])]) == [#"t["0:0"]"#])
        #expect(try alter([]) == [])

        func reassign(_ name: String, _ partitions: [(Int32, [Int32]?)]) throws -> [String] {
            var request = AlterPartitionReassignmentsRequest()
            request.topics = [
                make {
                    $0.name = name
                    $0.partitions = partitions.map { index, replicas in
                        make {
                            $0.partitionIndex = index
                            $0.replicas = replicas
                        }
                    }
                }
            ]
            return try rig.ask(request, 1).responses[0].partitions.map { "\($0.errorCode) \($0.errorMessage ?? "-")" }
        }
        let manual = "39 The manual partition assignment includes"
        #expect(
            try reassign("t", [(0, [1]), (1, [2]), (5, [1]), (0, nil), (1, []), (0, [1, 1])]) == [
                "0 -", "\(manual) broker 2, but no such broker is registered.", "3 Unable to find partition t:5.",
                "85 -",
                "\(manual) an empty replica list.", "\(manual) the broker 1 more than once.",
            ])
        #expect(try reassign("no", [(0, nil)]) == ["3 Unable to find a topic named no."])
        let ongoing = try rig.ask(ListPartitionReassignmentsRequest(), 0)
        #expect(ongoing.errorCode == 0 && ongoing.topics.isEmpty)
    }

    @Test func whatHasSettingsIsListed() throws {
        let rig = try AdminRig()
        try rig.create("t")
        func list(_ version: Int16, _ types: [Int8] = []) throws -> String {
            var request = ListConfigResourcesRequest()
            request.resourceTypes = types
            let response = try rig.ask(request, version)
            return "\(response.errorCode)"
                + response.configResources.map { " \($0.resourceType):\($0.resourceName)" }.joined()
        }
        #expect(try list(1) == "0 2:t 4:1")
        #expect(try list(1, [2, 2]) == "0 2:t")
        #expect(try list(1, [4]) == "0 4:1")
        #expect(try list(1, [32, 16]) == "0")
        #expect(try list(1, [2, 99]) == "35" && list(1, [0]) == "35")
        #expect(try list(0) == "0")
        var resource = IncrementalAlterConfigsRequest.AlterConfigsResource()
        resource.resourceType = 32
        resource.resourceName = "g"
        resource.configs = [
            make {
                $0.name = "consumer.session.timeout.ms"
                $0.value = "45001"
            }
        ]
        var request = IncrementalAlterConfigsRequest()
        request.resources = [resource]
        #expect(try rig.ask(request, 1).responses[0].errorCode == 0)
        #expect(try list(1, [32]) == "0 32:g")
    }

    @Test func quotasAreKeptAndDescribed() throws {
        let rig = try AdminRig()
        typealias Part = (type: String, name: String?)
        func alter(_ parts: [Part], _ key: String, _ value: Double?, dry: Bool = false) throws -> Int16 {
            var request = AlterClientQuotasRequest()
            request.validateOnly = dry
            request.entries = [
                make {
                    $0.entity = parts.map { part in
                        make {
                            $0.entityType = part.type
                            $0.entityName = part.name
                        }
                    }
                    $0.ops = [
                        make {
                            $0.key = key
                            $0.value = value ?? 0
                            $0.remove = value == nil
                        }
                    ]
                }
            ]
            let answer = try rig.ask(request, 1).entries[0]
            #expect(answer.entity.map(\.entityType) == parts.map(\.type))
            return answer.errorCode
        }
        func describe(_ parts: [(String, Int8, String?)], strict: Bool = false) throws -> [String] {
            var request = DescribeClientQuotasRequest()
            request.strict = strict
            request.components = parts.map { type, match, name in
                make {
                    $0.entityType = type
                    $0.matchType = match
                    $0.match = name
                }
            }
            let response = try rig.ask(request, 1)
            guard let entries = response.entries else {
                return ["\(response.errorCode) \(response.errorMessage ?? "-")"]
            }
            return entries.map { entry in
                entry.entity.map { "\($0.entityType)=\($0.entityName ?? "*")" }.joined(separator: ",")
                    + entry.values.map { " \($0.key)=\($0.value)" }.joined()
            }
        }
        #expect(try alter([("user", "a")], "producer_byte_rate", 1000) == 0)
        #expect(try alter([("user", "a")], "request_percentage", 1.5) == 0)
        #expect(try alter([("user", "a"), ("client-id", "c")], "consumer_byte_rate", 5) == 0)
        #expect(try alter([("user", nil)], "consumer_byte_rate", 7) == 0)
        #expect(try alter([("ip", "1.2.3.4")], "connection_creation_rate", 9) == 0)
        #expect(try alter([("user", "v")], "consumer_byte_rate", 5, dry: true) == 0)
        #expect(try alter([("user", "a")], "no", 1) == 42)
        let users = ["user=* consumer_byte_rate=7.0", "user=a producer_byte_rate=1000.0 request_percentage=1.5"]
        let pair = "client-id=c,user=a consumer_byte_rate=5.0"
        let address = "ip=1.2.3.4 connection_creation_rate=9.0"
        #expect(try describe([]) == [pair, address] + users)
        #expect(try describe([], strict: true) == [])
        #expect(try describe([("user", 0, "a")]) == [pair, users[1]])
        #expect(try describe([("user", 0, "a")], strict: true) == [users[1]])
        #expect(try describe([("user", 1, nil)]) == [users[0]])
        #expect(try describe([("user", 2, nil)]) == [pair] + users)
        #expect(try describe([("user", 2, nil), ("client-id", 2, nil)], strict: true) == [pair])
        #expect(try describe([("ip", 2, nil)]) == [address])
        let refusals: [([(String, Int8, String?)], String)] = [
            ([("shelf", 2, nil)], "35 Unsupported entity type shelf"),
            ([("user", 3, nil)], "42 Unknown match type 3"),
            ([("user", 0, nil)], "42 Request specified MATCH_TYPE_EXACT, but set match string to null."),
            ([("user", 1, "x")], "42 Request specified MATCH_TYPE_DEFAULT, but also specified a match string."),
            ([("user", 2, "x")], "42 Request specified MATCH_TYPE_SPECIFIED, but also specified a match string."),
            ([("user", 2, nil), ("user", 2, nil)], "42 Entity type user cannot appear more than once in the filter."),
            ([("", 2, nil)], "42 Invalid empty entity type."),
            (
                [("ip", 2, nil), ("user", 2, nil)],
                "42 Invalid entity filter component combination. IP filter component should not be used with user or "
                    + "clientId filter component."
            ),
        ]
        for (filter, answer) in refusals { #expect(try describe(filter) == [answer]) }
        #expect(try alter([("user", "a")], "request_percentage", nil) == 0)
        #expect(try alter([("user", "a")], "producer_byte_rate", nil) == 0)
        #expect(try describe([("user", 0, "a")], strict: true) == [])
    }

    @Test func usersHaveNoPasswords() throws {
        let rig = try AdminRig()
        func ask(_ names: [String]?) throws -> [String] {
            var request = DescribeUserScramCredentialsRequest()
            request.users = names.map { names in names.map { name in make { $0.name = name } } }
            let response = try rig.ask(request, 0)
            #expect(response.errorCode == 0)
            return response.results.map { "\($0.user) \($0.errorCode) \($0.credentialInfos.map(\.iterations))" }
        }
        #expect(try ask(nil) == [] && ask([]) == [])
        #expect(try ask(["b", "a", "c", "c"]) == ["a 91 []", "b 91 []", "c 92 []"])
        let credential: UserScramCredentialRecord = make {
            $0.name = "a"
            $0.mechanism = 1
            $0.iterations = 4096
        }
        rig.control.submit({ _, _ in Plan(records: [.userScramCredential(credential)], reply: true) }) { _ in }
        rig.loop.run()
        #expect(try ask(nil) == ["a 0 [4096]"])
    }

    @Test func featuresChange() throws {
        let rig = try AdminRig()
        func levels() throws -> [String: Int16] {
            var request = ApiVersionsRequest()
            request.clientSoftwareName = "test"
            request.clientSoftwareVersion = "1"
            let response = try rig.ask(request, 4)
            return Dictionary(uniqueKeysWithValues: response.finalizedFeatures.map { ($0.name, $0.maxVersionLevel) })
        }
        func update(
            _ feature: String, _ level: Int16, _ way: Int8, version: Int16 = 2, dry: Bool = false
        ) throws -> String {
            var request = UpdateFeaturesRequest()
            request.validateOnly = version > 0 && dry
            request.featureUpdates = [
                make {
                    $0.feature = feature
                    $0.maxVersionLevel = level
                    $0.upgradeType = way
                    $0.allowDowngrade = version == 0 && way > 1
                }
            ]
            if version == 0 { request.featureUpdates[0].upgradeType = 1 }
            let response = try rig.ask(request, version)
            return "\(response.errorCode)" + response.results.map { " \($0.feature)" }.joined()
        }
        let name = Features.eligibleLeaderReplicas
        let first = try levels()
        #expect(first[name] == 1 && first[MetadataVersion.feature] == 30)
        #expect(try update(name, 0, 1) == "95" && update(name, 0, 2, version: 0) == "95")
        #expect(try update(name, 0, 2, dry: true) == "0")
        #expect(try levels() == first)
        #expect(try update(name, 0, 2, version: 1) == "0 \(name)")
        #expect(try levels()[name] == nil)
        #expect(try update(name, 1, 1, version: 0) == "0 \(name)")
        #expect(try levels() == first)
    }

    @Test func rightsNeedAnAuthorizer() throws {
        let open = try AdminRig()
        #expect(try RightsTable.describeAcls(open) == ["54"])
        #expect(try RightsTable.createAcls(open) == ["54"])
        #expect(try RightsTable.deleteAcls(open) == ["54"])

        var options = BrokerOptions()
        options.authorizer.isOn = true
        options.authorizer.superUsers = ["User:ANONYMOUS"]
        let rig = try AdminRig(options: options)
        #expect(try RightsTable.createAcls(rig) == ["0"] && RightsTable.createAcls(rig) == ["0"])
        #expect(try RightsTable.describeAcls(rig) == ["0", "elsewhere"])
        let entry = try #require(rig.context.image.state.acls.entries.values.first)
        #expect((entry.principal, entry.operation, entry.permissionType, entry.patternType) == ("User:x", 3, 3, 3))
        #expect(rig.context.image.state.acls.entries.count == 1)
        var wrong = CreateAclsRequest()
        wrong.creations = [
            make {
                $0.resourceType = 2
                $0.principal = "User:x"
                $0.operation = 3
                $0.permissionType = 3
            }
        ]
        let refusal = try rig.ask(wrong, 3).results[0]
        #expect((refusal.errorCode, refusal.errorMessage) == (42, "Invalid empty resource name"))
        #expect(try RightsTable.deleteAcls(rig) == ["0", "elsewhere"])
        #expect(try RightsTable.describeAcls(rig) == ["0"] && RightsTable.deleteAcls(rig) == ["0"])
    }
}
