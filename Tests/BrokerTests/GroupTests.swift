import Binary
import CommitLog
import KafkaProtocol
import Metadata
import Records
import SimulatedWorld
import Synchronization
import Testing
import World

@testable import Broker

/// The group coordinator of a broker: from request frames to `__consumer_offsets` and back.
@Suite struct GroupTests {
    @Test func aMembersLifeInEveryVersion() throws {
        let rig = try BrokerRig.withGroups()
        for version in JoinGroupRequest.validVersions {
            let group = "g\(version)"
            let member = try rig.join(group, version)
            var sync = SyncGroupRequest()
            sync.groupId = group
            sync.memberId = member
            sync.generationId = 1
            sync.protocolType = "consumer"
            sync.protocolName = "range"
            var assignment = SyncGroupRequest.SyncGroupRequestAssignment()
            assignment.memberId = member
            assignment.assignment = [UInt8(version)]
            sync.assignments = [assignment]
            let synced = rig.ask(sync, min(version, 5))
            #expect(synced?.errorCode == 0 && synced?.assignment == [UInt8(version)])
            #expect(rig.commit(group, member, 1, offset: Int64(version), max(2, version)) == [0, 3])
            #expect(rig.fetch(group, max(1, version)) == ["0=\(version)!0", "1=-1!0"])
            var describe = DescribeGroupsRequest()
            describe.groups = [group, "none"]
            let described = rig.ask(describe, min(version, 6))?.groups ?? []
            #expect(described.map(\.groupState) == ["Stable", "Dead"])
            #expect(described.last?.errorCode == (version >= 6 ? 69 : 0))
            #expect(described.first?.members.map(\.clientHost) == ["/10.0.0.9"])
            var leave = LeaveGroupRequest()
            leave.groupId = group
            leave.memberId = member
            leave.members = [LeaveGroupRequest.MemberIdentity()]
            leave.members[0].memberId = member
            let left = rig.ask(leave, min(version, 5))
            #expect(left?.errorCode == 0 && left?.members.count == (version >= 3 ? 1 : 0))
        }
        let listed = rig.ask(ListGroupsRequest(), 5)?.groups ?? []
        #expect(listed.map(\.groupId) == (0...9).map { "g\($0)" } && Set(listed.map(\.groupState)) == ["Empty"])
        var delete = DeleteGroupsRequest()
        delete.groupsNames = ["g3", "none"]
        #expect(rig.ask(delete, 2)?.results.map(\.errorCode) == [0, 69])
    }

    /// Nobody hears of an offset that a crash could take back, neither who committed it nor who asks for it.
    @Test func answersWaitForTheFlush() throws {
        let jobs = HeldJobs()
        let rig = try BrokerRig.withGroups(jobs: jobs)
        jobs.holds = true
        rig.sendCommit("g", offset: 7)
        rig.sendFetch("g", 7)
        rig.loop.run()
        #expect(rig.connection.takeReplies().isEmpty)
        jobs.release()
        rig.loop.run()
        #expect(rig.connection.takeReplies().count == 2)
        #expect(rig.fetch("g", 7) == ["0=7!0", "1=-1!0"])
    }

    /// What no flush or follower confirms in five seconds is answered as a coordinator that is not available.
    @Test func answersDoNotWaitForEver() throws {
        let jobs = HeldJobs()
        let rig = try BrokerRig.withGroups(jobs: jobs)
        jobs.holds = true
        rig.sendCommit("g", offset: 7)
        rig.loop.advance(milliseconds: 4_999)
        #expect(rig.replies(OffsetCommitResponse.self, 8).isEmpty)
        rig.loop.advance(milliseconds: 1)
        let answered = rig.replies(OffsetCommitResponse.self, 8)
        #expect(answered.first?.topics.first?.partitions.map(\.errorCode) == [15, 3])
        jobs.release()
    }

    /// A near deadline sets a timer of its own, after which the far one is still set: they must not become ever more.
    @Test func timersDoNotMultiply() throws {
        let jobs = HeldJobs()
        let rig = try BrokerRig.withGroups(jobs: jobs)
        let member = try rig.join("g", 5)
        var heartbeat = HeartbeatRequest()
        heartbeat.groupId = "g"
        heartbeat.memberId = member
        heartbeat.generationId = 1
        func live(_ seconds: Int, alsoDoing other: () -> Void = {}) {
            for _ in 0..<seconds {
                other()
                #expect(rig.ask(heartbeat, 4)?.errorCode == 0)
                rig.loop.advance(milliseconds: 1000)
            }
        }
        live(40) {
            // Some of these groups are of the same coordinator. Their answers wait for the flush, five seconds at most.
            jobs.holds = true
            for group in 0..<8 { rig.sendCommit("other\(group)", offset: 1) }
            rig.loop.run()
            jobs.release()
            rig.loop.run()
            #expect(rig.connection.takeReplies().count == 8)
        }
        live(15)
        let counts = rig.loop.timerCounts
        #expect(counts.all <= 12, "\(counts)")
    }

    /// Leadership that is lost ends the shard: who is parked is told to look for the coordinator. When it comes back,
    /// the log says how things stand.
    @Test func leadershipIsLostAndComesBack() throws {
        let rig = try BrokerRig.withGroups()
        let member = try rig.join("g", 5)
        #expect(rig.commit("offsets", offset: 9, 8) == [0, 3])
        var rejoin = rig.joinRequest("g")
        rejoin.memberId = member
        rejoin.protocols[0].metadata = [9]
        rig.send(rig.joinRequest("g"), 3)
        rig.loop.run()
        #expect(rig.connection.takeReplies().isEmpty, "the newcomer waits for the other")
        rig.lead(epoch: 6, throughOthers: true)
        #expect(rig.replies(JoinGroupResponse.self, 3).map(\.errorCode) == [16])
        #expect(rig.fetch("offsets", 8) == [], "it is being read from the log")
        #expect(rig.fetch("offsets", 7) == ["0=9!0", "1=-1!0"])
        #expect(rig.ask(rejoin, 5)?.errorCode == 25)
    }

    /// A disk that is full costs the request, not the coordinator.
    @Test func aFailedAppend() throws {
        let rig = try BrokerRig.withGroups()
        #expect(rig.commit("g", offset: 1, 8) == [0, 3])
        rig.disk.inject(Fault(.write, pathContains: "__consumer_offsets", times: 1, .error(28)))
        #expect(rig.commit("g", offset: 2, 8) == [15, 3])
        #expect(rig.fetch("g", 7) == ["0=1!0", "1=-1!0"])
        #expect(rig.commit("g", offset: 3, 8) == [0, 3])
        #expect(rig.fetch("g", 7) == ["0=3!0", "1=-1!0"])
    }

    @Test func withoutTheTopic() throws {
        let rig = try BrokerRig()
        rig.publishTopics()
        #expect(rig.ask(rig.joinRequest("g"), 3)?.errorCode == 15)
        #expect(rig.ask(ListGroupsRequest(), 5)?.groups.isEmpty == true)
        var find = FindCoordinatorRequest()
        find.key = "g"
        #expect(rig.ask(find, 1)?.errorCode == 15)
        find.keyType = 1
        #expect(rig.ask(find, 1)?.errorCode == 15)
        find.keyType = 7
        find.coordinatorKeys = ["a", "b"]
        #expect(rig.ask(find, 6)?.coordinators.map(\.errorCode) == [42, 42])
    }

    @Test func theCoordinatorsAddress() throws {
        let rig = try BrokerRig.withGroups()
        var find = FindCoordinatorRequest()
        find.coordinatorKeys = ["g", "h"]
        let found = rig.ask(find, 6)?.coordinators ?? []
        #expect(
            found.map { "\($0.key) \($0.errorCode) \($0.nodeId) \($0.host):\($0.port)" } == [
                "g 0 1 127.0.0.1:9092", "h 0 1 127.0.0.1:9092",
            ])
    }
}

/// Does jobs at once, or keeps them until they are released. Unchecked: a test is one thread.
final class HeldJobs: Jobs, @unchecked Sendable {
    var holds = false
    private var held: [() -> Void] = []

    func submit(_ lane: Lane, _ job: @escaping @Sendable () -> Void, completion: @escaping @Sendable () -> Void) {
        if holds {
            held.append {
                job()
                completion()
            }
        } else {
            job()
            completion()
        }
    }

    func submit(_ lane: Lane, afterNanoseconds nanoseconds: Int64, _ job: @escaping @Sendable () -> Void) {}

    func stop() {}

    func release() {
        holds = false
        while !held.isEmpty { held.removeFirst()() }
    }
}
