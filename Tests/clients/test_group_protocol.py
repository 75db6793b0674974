"""The group APIs request by request, in every version: what SEMANTICS says a broker answers, found with Kafka 4.3."""
from kafka.protocol.admin.groups import DeleteGroupsRequest, DescribeGroupsRequest, ListGroupsRequest
from kafka.protocol.consumer.group import (
    HeartbeatRequest, JoinGroupRequest, LeaveGroupRequest, OffsetCommitRequest, OffsetDeleteRequest,
    OffsetFetchRequest, SyncGroupRequest)
from kafka.protocol.metadata.find_coordinator import FindCoordinatorRequest

from broker import wait_until
from raw import Connection

SUBSCRIPTION = b"\x00\x00\x00\x00\x00\x01\x00\x03raw\xff\xff\xff\xff"
TOPIC = "raw"


def prepare(broker, *groups):
    """A connection to the coordinator of these groups, once it has them."""
    broker.topics.create_once(TOPIC, 2)
    connection = Connection(broker)
    wait_until("there is a coordinator", lambda: connection.ask(FindCoordinatorRequest, 0, key="g").error_code == 0)
    for group in groups:
        wait_until(f"{group} has a coordinator", lambda: describe(connection, group).error_code == 0)
    return connection


def send_join(connection, group, member="", version=5, instance=None, protocols=(("range", SUBSCRIPTION),), session=10000,
              rebalance=20000, protocol_type="consumer"):
    connection.send(
        JoinGroupRequest, version, group_id=group, session_timeout_ms=session, rebalance_timeout_ms=rebalance,
        member_id=member, group_instance_id=instance, protocol_type=protocol_type, reason=None, protocols=[
            JoinGroupRequest.JoinGroupRequestProtocol(name=name, metadata=data) for name, data in protocols])


def join(connection, group, member="", version=5, **options):
    """Joins; where the broker asks for it, once more with the member id."""
    send_join(connection, group, member, version, **options)
    reply = connection.receive()
    if reply.error_code == 79:
        send_join(connection, group, reply.member_id, version, **options)
        reply = connection.receive()
    return reply


def sync(connection, group, joined, assignments=(), version=3, generation=None, instance=None, member=None):
    return connection.ask(
        SyncGroupRequest, version, group_id=group, generation_id=joined.generation_id if generation is None else generation,
        member_id=member or joined.member_id, group_instance_id=instance, protocol_type="consumer",
        protocol_name="range", assignments=[
            SyncGroupRequest.SyncGroupRequestAssignment(member_id=name, assignment=data) for name, data in assignments])


def heartbeat(connection, group, member, generation, instance=None):
    return connection.ask(HeartbeatRequest, 3, group_id=group, generation_id=generation, member_id=member,
                          group_instance_id=instance).error_code


def commit(connection, group, member="", generation=-1, offset=5, version=7, topic=TOPIC, partition=0, metadata="",
           instance=None):
    """The error of the one partition."""
    Topic = OffsetCommitRequest.OffsetCommitRequestTopic
    reply = connection.ask(
        OffsetCommitRequest, version, group_id=group, generation_id_or_member_epoch=generation, member_id=member,
        group_instance_id=instance, retention_time_ms=-1, topics=[Topic(name=topic, partitions=[
            Topic.OffsetCommitRequestPartition(
                partition_index=partition, committed_offset=offset, committed_leader_epoch=-1,
                committed_metadata=metadata)])])
    return reply.topics[0].partitions[0].error_code


def fetch(connection, group, partitions=(0,), version=5, topic=TOPIC):
    """Offset and error of each partition."""
    if version >= 8:
        Group = OffsetFetchRequest.OffsetFetchRequestGroup
        reply = connection.ask(OffsetFetchRequest, version, require_stable=False, groups=[Group(
            group_id=group, member_id=None, member_epoch=-1, topics=[Group.OffsetFetchRequestTopics(
                name=topic, partition_indexes=list(partitions))])]).groups[0]
    else:
        reply = connection.ask(
            OffsetFetchRequest, version, group_id=group, require_stable=False,
            topics=[OffsetFetchRequest.OffsetFetchRequestTopic(name=topic, partition_indexes=list(partitions))])
    return [(partition.committed_offset, partition.error_code) for partition in reply.topics[0].partitions]


def leave(connection, group, member, version=2):
    return connection.ask(LeaveGroupRequest, version, group_id=group, member_id=member, members=[
        LeaveGroupRequest.MemberIdentity(member_id=member, group_instance_id=None, reason=None)])


def describe(connection, group, version=4):
    return connection.ask(DescribeGroupsRequest, version, groups=[group], include_authorized_operations=False).groups[0]


def stable(connection, group, **options):
    joined = join(connection, group, **options)
    assert joined.error_code == 0, joined
    synced = sync(connection, group, joined, [(joined.member_id, b"all")], instance=options.get("instance"))
    assert (synced.error_code, synced.assignment) == (0, b"all"), synced
    return joined


def test_every_version(broker):
    """A member's whole life in each version of each API."""
    connection = prepare(broker, *[f"raw-v{version}" for version in range(10)])
    for version in range(0, 10):
        group = f"raw-v{version}"
        found = connection.ask(FindCoordinatorRequest, min(version, 6), key=group, key_type=0, coordinator_keys=[group])
        found = found.coordinators[0] if version >= 4 else found
        assert (found.error_code, f"{found.host}:{found.port}") == (0, broker.address), found
        joined = join(connection, group, version=version)
        assert (joined.error_code, joined.generation_id, joined.protocol_name) == (0, 1, "range"), joined
        assert joined.leader == joined.member_id and joined.member_id.startswith("raw-"), joined
        assert [(member.member_id, member.metadata) for member in joined.members] == [(joined.member_id, SUBSCRIPTION)]
        synced = sync(connection, group, joined, [(joined.member_id, b"x%d" % version)], version=min(version, 5))
        assert (synced.error_code, synced.assignment) == (0, b"x%d" % version), synced
        beat = connection.ask(HeartbeatRequest, min(version, 4), group_id=group, generation_id=1,
                              member_id=joined.member_id, group_instance_id=None)
        assert beat.error_code == 0
        assert commit(connection, group, joined.member_id, 1, version, version=max(2, min(version, 9)), metadata="m") == 0
        assert fetch(connection, group, (0, 1), version=max(1, min(version, 9))) == [(version, 0), (-1, 0)]
        told = describe(connection, group, version=min(version, 6))
        assert (told.error_code, told.group_state, told.protocol_data) == (0, "Stable", "range"), told
        assert [(m.member_id, m.client_id, m.client_host, m.member_assignment) for m in told.members] == [
            (joined.member_id, "raw", "/127.0.0.1", b"x%d" % version)]
        listed = connection.ask(ListGroupsRequest, min(version, 5), states_filter=[], types_filter=[]).groups
        assert group in [entry.group_id for entry in listed]
        left = leave(connection, group, joined.member_id, version=min(version, 5))
        assert left.error_code == 0 and all(member.error_code == 0 for member in left.members or [])
        deleted = connection.ask(DeleteGroupsRequest, min(version, 2), groups_names=[group]).results[0]
        assert (deleted.group_id, deleted.error_code) == (group, 0)


def test_refusals(broker):
    """What a join must bring, and who may sync, beat and commit."""
    connection = prepare(broker, "raw-none", "raw-refusals")
    joined = stable(connection, "raw-refusals")
    group, member = "raw-refusals", joined.member_id
    cases = [
        (24, dict(group="")), (26, dict(group=group, session=5999)), (26, dict(group=group, session=1800001)),
        (25, dict(group="raw-none", member="m")), (25, dict(group=group, member="m")),
        (23, dict(group="raw-fresh", protocols=())), (23, dict(group="raw-fresh", protocol_type="")),
        (23, dict(group=group, protocol_type="connect")), (23, dict(group=group, protocols=(("other", b""),))),
    ]
    for error, options in cases:
        send_join(connection, version=3, **options)
        assert connection.receive().error_code == error, (error, options)
    assert sync(connection, group, joined, generation=7).error_code == 22
    assert sync(connection, group, joined, member="m").error_code == 25
    assert heartbeat(connection, group, member, 7) == 22
    assert heartbeat(connection, group, "m", 1) == 25
    assert heartbeat(connection, "", "m", 1) == 24
    assert heartbeat(connection, "raw-none", "m", 1) == 25
    assert commit(connection, group, member, 7) == 22
    assert commit(connection, group, "m", 1) == 25
    assert commit(connection, group) == 25
    assert commit(connection, "raw-none", "m", 1, version=7) == 22
    assert commit(connection, "raw-none", "m", 1, version=9) == 69
    assert leave(connection, group, "m").error_code == 25
    assert leave(connection, "raw-none", "m", version=3).members[0].error_code == 25
    assert leave(connection, "", "m").error_code == 24
    assert sync(connection, group, joined, version=5).error_code == 0


def test_rebalance(broker):
    """A second member: heartbeats say 27, commits go on, the first joins again, the leader alone sees the members."""
    one, two = prepare(broker, "raw-rebalance"), Connection(broker)
    group = "raw-rebalance"
    first = stable(one, group)
    send_join(two, group, version=3)
    assert two.is_silent()
    assert heartbeat(one, group, first.member_id, 1) == 27
    assert commit(one, group, first.member_id, 1) == 0
    assert sync(one, group, first).error_code == 27
    assert describe(one, group).group_state == "PreparingRebalance"
    again = join(one, group, first.member_id)
    second = two.receive()
    assert (again.error_code, second.error_code, again.generation_id, second.generation_id) == (0, 0, 2, 2)
    assert again.leader == second.leader == first.member_id
    assert len(again.members) == 2 and second.members == []
    assert describe(one, group).group_state == "CompletingRebalance"
    assert heartbeat(one, group, again.member_id, 2) == 0
    assert commit(one, group, again.member_id, 2) == 27
    two.send(SyncGroupRequest, 3, group_id=group, generation_id=2, member_id=second.member_id, group_instance_id=None,
             assignments=[])
    assert two.is_silent()
    # The leader leaves the second out: it gets an empty assignment.
    assert sync(one, group, again, [(again.member_id, b"mine")]).assignment == b"mine"
    assert two.receive().assignment == b""
    assert sync(two, group, second).assignment == b""
    # A follower that joins with what it had gets the generation it has; the leader's join is a rebalance.
    assert join(two, group, second.member_id).generation_id == 2
    send_join(one, group, again.member_id)
    assert one.is_silent()
    send_join(two, group, second.member_id)
    assert (one.receive().generation_id, two.receive().generation_id) == (3, 3)


def test_parked_sync_and_leave(broker):
    """A parked sync is told of the next rebalance; a parked join of its member's removal."""
    one, two, three = prepare(broker, "raw-parked"), Connection(broker), Connection(broker)
    group = "raw-parked"
    first = stable(one, group)
    send_join(two, group, version=3)
    assert two.is_silent()
    first = join(one, group, first.member_id)
    second = two.receive()
    two.send(SyncGroupRequest, 3, group_id=group, generation_id=2, member_id=second.member_id, group_instance_id=None,
             assignments=[])
    assert two.is_silent()
    send_join(three, group, version=3)
    assert two.receive().error_code == 27
    send_join(two, group, second.member_id)
    assert two.is_silent()
    assert leave(one, group, second.member_id).error_code == 0
    assert two.receive().error_code == 25
    assert join(one, group, first.member_id).generation_id == 3
    assert three.receive().generation_id == 3


def test_static_member(broker):
    """A static member that comes back without its id: no rebalance, the old id is fenced, version 9 skips assigning."""
    one = prepare(broker, "raw-static")
    group = "raw-static"
    first = stable(one, group, instance="i")
    assert first.member_id.startswith("i-")
    again = join(one, group, instance="i", version=9)
    assert (again.error_code, again.generation_id, again.skip_assignment) == (0, 1, True), again
    assert again.leader == again.member_id != first.member_id and len(again.members) == 1
    assert sync(one, group, again, instance="i").assignment == b"all"
    assert heartbeat(one, group, first.member_id, 1, instance="i") == 82
    assert sync(one, group, first, instance="i").error_code == 82
    assert commit(one, group, first.member_id, 1, instance="i") == 82
    send_join(one, group, first.member_id, instance="i")
    assert one.receive().error_code == 82
    older = join(one, group, instance="i", version=8)
    assert (older.generation_id, older.leader, older.members) == (1, again.member_id, []), older
    removed = one.ask(LeaveGroupRequest, 3, group_id=group, members=[
        LeaveGroupRequest.MemberIdentity(member_id="", group_instance_id="i"),
        LeaveGroupRequest.MemberIdentity(member_id="", group_instance_id="j")])
    assert [member.error_code for member in removed.members] == [0, 25]
    assert describe(one, group).group_state == "Empty"


def test_offsets(broker):
    """Commits without members, per partition; unknown groups, topics and partitions have no offset and no error."""
    one = prepare(broker, "raw-none", "raw-offsets", "raw-subscribed", "")
    group = "raw-offsets"
    assert fetch(one, group, (0, 1)) == [(-1, 0), (-1, 0)]
    assert commit(one, group, offset=-7) == 0
    assert commit(one, group, offset=9, partition=1, metadata="x" * 4096) == 0
    assert commit(one, group, offset=10, partition=1, metadata="x" * 4097) == 12
    assert commit(one, group, partition=2) == 3
    assert commit(one, group, topic="raw-nothing") == 3
    assert fetch(one, group, (0, 1, 2)) == [(-7, 0), (9, 0), (-1, 0)]
    assert fetch(one, group, (0,), topic="raw-nothing") == [(-1, 0)]
    everything = one.ask(OffsetFetchRequest, 7, group_id=group, topics=None, require_stable=False).topics
    assert [(t.name, sorted((p.partition_index, p.committed_offset) for p in t.partitions)) for t in everything] == [
        (TOPIC, [(0, -7), (1, 9)])]
    assert commit(one, "", offset=3) == 0 and fetch(one, "") == [(3, 0)]
    told = describe(one, group)
    assert (told.error_code, told.group_state, told.protocol_type) == (0, "Empty", "")
    Topic = OffsetDeleteRequest.OffsetDeleteRequestTopic
    def delete(group):
        return one.ask(OffsetDeleteRequest, 0, group_id=group, topics=[Topic(name=TOPIC, partitions=[
            Topic.OffsetDeleteRequestPartition(partition_index=0)])])
    assert delete(group).topics[0].partitions[0].error_code == 0
    assert fetch(one, group, (0, 1)) == [(-1, 0), (9, 0)]
    assert delete("raw-none").error_code == 69
    joined = stable(one, "raw-subscribed")
    assert commit(one, "raw-subscribed", joined.member_id, 1) == 0
    assert delete("raw-subscribed").topics[0].partitions[0].error_code == 86


def test_describe_and_delete(broker):
    """Groups that are not there, and groups that live."""
    one = prepare(broker, "raw-live", "raw-none")
    assert [(g.error_code, g.group_state) for g in (describe(one, "raw-none", 5), describe(one, "raw-none", 6))] == [
        (0, "Dead"), (69, "Dead")]
    stable(one, "raw-live")
    results = one.ask(DeleteGroupsRequest, 2, groups_names=["raw-live", "raw-none"]).results
    assert {result.group_id: result.error_code for result in results} == {"raw-live": 68, "raw-none": 69}
    def listed(**filters):
        found = one.ask(ListGroupsRequest, 5, **{"states_filter": [], "types_filter": [], **filters}).groups
        return {g.group_id: (g.protocol_type, g.group_state, g.group_type) for g in found}
    assert listed()["raw-live"] == ("consumer", "Stable", "classic")
    assert "raw-live" in listed(states_filter=["sTABLE"]) and "raw-live" not in listed(states_filter=["Empty"])
    assert "raw-live" in listed(types_filter=["Classic"]) and listed(types_filter=["consumer"]) == {}
    assert one.ask(FindCoordinatorRequest, 1, key="x", key_type=9).error_code == 42
