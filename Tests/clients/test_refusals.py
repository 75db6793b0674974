"""Requests that no client of good will sends, and what Kafka 4.3 answers to them: run this file against Kafka to see.

Where a broker of ours is right to differ (batches that are stored as they came are not looked into unless
`validate=deep` says so), the test asks for what both do.
"""
import socket
import struct
import uuid

import family_confluent
from batches import NOW, batch, record
from broker import wait_until
from kafka.protocol.admin.topics import CreateTopicsRequest, DeleteTopicsRequest
from kafka.protocol.consumer.fetch import FetchRequest
from kafka.protocol.consumer.offsets import ListOffsetsRequest
from kafka.protocol.producer.produce import ProduceRequest
from raw import Connection

HOUR = 3600000
GOOD = batch()
# By name: the records field, the error, and whether the log start is told.
EVERYWHERE = {
    "good": (GOOD, 0, True),
    "empty": (b"", 87, False),
    "shorter than a header": (GOOD[:40], 87, False),
    "truncated": (GOOD[:-1], 87, False),
    "length below the header": (batch(length=48), 2, False),
    "negative length": (batch(length=-1), 2, False),
    "length beyond the field": (batch(length=10 ** 6), 87, False),
    "magic 0": (batch(magic=0), 87, False),
    "magic 1": (batch(magic=1), 87, False),
    "magic 3": (batch(magic=3), 2, False),
    "two batches": (GOOD + GOOD, 87, False),
    "a few bytes behind": (GOOD + b"\0" * 5, 0, True),
    "many bytes behind": (GOOD + b"\0" * 20, 2, False),
    "base offset": (batch(base=5), 87, True),
    "checksum": (batch(crc=1), 2, False),
    "no record": (batch(count=0), 87, True),
    "negative count": (batch(count=-1), 87, True),
    "count and last offset": (batch(count=2), 87, True),
    "negative last offset": (batch(last=-1), 87, True),
    "control": (batch(attributes=0x20), 87, True),
    "transactional": (batch(attributes=0x10, producer=1, epoch=0, sequence=0), 53, False),
    "producer without sequence": (batch(producer=1, epoch=0), 87, True),
    "sequence without producer": (batch(epoch=3, sequence=7), 0, True),
    "codec 5": (batch(attributes=5), -1, True),
    "unused attribute": (batch(attributes=0x4000), 0, True),
    "two hours ahead": (batch(first_time=NOW + 2 * HOUR), 32, True),
    "no time": (batch(first_time=-1), 0, True),
    "a false greatest time": (batch(last_time=NOW + 9 * HOUR), 0, True),
    "append time by the client": (batch(attributes=8), 0, True),
    "no key": (batch([record(key=None)]), 0, True),
}
# Where records come to light because they are packed anew.
PACKED = {
    "count and records": (batch(count=2, last=1), 87, True),
    "nothing inside": (batch(body=b""), 87, True),
    "bytes behind the last record": (batch(body=record() + b"\7"), 87, True),
    "a record beyond the end": (batch(body=b"\x80\x80\x80\x80\x08" + b"x" * 10), 87, True),
    "a header that is not there": (batch([record(headers=b"\1")]), 87, True),
    "a record of the future": (batch([record(delta=2 * HOUR)], last_time=NOW + 2 * HOUR), 32, True),
}


def produce(connection, topic, data, acks=1, version=9, partition=0):
    """The errors of the partitions, and whether the first tells the log start."""
    Topic = ProduceRequest.TopicProduceData
    reply = connection.ask(
        ProduceRequest, version, transactional_id=None, acks=acks, timeout_ms=1000, topic_data=[
            Topic(name=topic, partition_data=[Topic.PartitionProduceData(index=partition, records=data)])])
    answer = reply.responses[0].partition_responses[0]
    return answer.error_code, answer.log_start_offset >= 0


def test_batches_that_are_refused(broker):
    broker.topics.create_once("refused", 1)
    family_confluent.create_topic(broker, "refused-packed", 1, {"compression.type": "gzip"})
    connection = Connection(broker)
    wait_until("both lead", lambda: all(
        produce(connection, name, GOOD)[0] == 0 for name in ("refused", "refused-packed")))
    for name, (data, *expected) in EVERYWHERE.items():
        for topic in ("refused", "refused-packed"):
            assert produce(connection, topic, data) == tuple(expected), f"{name} to {topic}"
    for name, (data, *expected) in PACKED.items():
        assert produce(connection, "refused-packed", data) == tuple(expected), name
    assert produce(connection, "refused", GOOD, acks=2) == (21, False)
    assert produce(connection, "refused", GOOD, partition=7) == (3, False)
    assert produce(connection, "refused-nowhere", GOOD) == (3, False)
    assert produce(connection, "refused", batch(attributes=4), version=6) == (76, False)


def test_offsets_by_strange_times(broker):
    broker.topics.create_once("times", 1)
    connection = Connection(broker)
    Topic = ListOffsetsRequest.ListOffsetsTopic

    def ask(timestamp, version=11, epoch=-1):
        reply = connection.ask(
            ListOffsetsRequest, version, replica_id=-1, isolation_level=0, timeout_ms=1000, topics=[
                Topic(name="times", partitions=[Topic.ListOffsetsPartition(
                    partition_index=0, current_leader_epoch=epoch, timestamp=timestamp)])])
        answer = reply.topics[0].partitions[0]
        return answer.error_code, answer.timestamp, answer.offset

    for time in (1000000000000, 3000, 2000):
        wait_until("it leads", lambda: produce(connection, "times", batch(first_time=time))[0] == 0)
    assert ask(-1) == (0, -1, 3) and ask(-2) == (0, -1, 0) and ask(-4) == (0, -1, 0)
    assert ask(-3) == (0, 1000000000000, 0) and ask(-5) == (0, -1, -1) and ask(-6) == (0, -1, -1)
    assert ask(2500) == (0, 1000000000000, 0) and ask(10 ** 13) == (0, -1, -1)
    for timestamp, first in ((-3, 7), (-4, 8), (-5, 9), (-6, 11)):
        for version in (4, 6, 7, 8, 9, 10, 11):
            assert (ask(timestamp, version)[0] == 35) == (version < first), f"{timestamp} in {version}"
    for timestamp in (-7, -8, -2 ** 63):
        assert ask(timestamp) == (35, -1, -1)
    assert ask(-1, epoch=9)[0] == 75 and ask(-1, epoch=-2)[0] == 74


def test_sessions_that_are_not(broker):
    broker.topics.create_once("sessions", 2)
    connection = Connection(broker)
    wait_until("it leads", lambda: produce(connection, "sessions", GOOD)[0] == 0)
    Topic = FetchRequest.FetchTopic

    def ask(session, epoch, partitions=(), forgotten=(), version=12):
        reply = connection.ask(
            FetchRequest, version, replica_id=-1, max_wait_ms=0, min_bytes=1, max_bytes=10000, isolation_level=0,
            session_id=session, session_epoch=epoch, rack_id="", topics=[
                Topic(topic="sessions", partitions=[Topic.FetchPartition(
                    partition=partition, current_leader_epoch=-1, fetch_offset=offset, last_fetched_epoch=-1,
                    log_start_offset=-1, partition_max_bytes=10000) for partition, offset in partitions])
            ] if partitions else [], forgotten_topics_data=[
                FetchRequest.ForgottenTopic(topic="sessions", partitions=list(forgotten))] if forgotten else [])
        errors = {part.partition_index: part.error_code for topic in reply.responses for part in topic.partitions}
        return reply.error_code, reply.session_id, errors

    code, session, errors = ask(0, 0, [(0, 1), (1, 0), (9, 0)])
    assert code == 0 and session != 0 and errors == {0: 0, 1: 0, 9: 3}
    assert ask(session, 1) == (0, session, {9: 3})
    assert ask(session, 1) == (71, 0, {}) and ask(session, 7) == (71, 0, {})
    assert ask(session + 12345, 1) == (70, 0, {}) and ask(0, 1) == (70, 0, {}) and ask(0, -2) == (70, 0, {})
    assert ask(session, 2, version=13) == (106, 0, {})
    assert ask(session, 2, forgotten=[9, 44]) == (0, session, {})
    assert ask(session, 3, forgotten=[0, 1]) == (0, 0, {}) and ask(session, 4) == (70, 0, {})
    code, session, errors = ask(0, 0, [(0, 0)])
    assert ask(session, -1) == (0, 0, {}) and ask(session, 1) == (70, 0, {})
    for offset, error in ((0, 0), (1, 0), (-1, 1), (10 ** 15, 1)):
        assert ask(0, -1, [(0, offset)]) == (0, 0, {0: error})


def test_topics_that_cannot_be(broker):
    connection = Connection(broker)
    broker.topics.create_once("there", 1)
    Topic = CreateTopicsRequest.CreatableTopic

    def create(name="new", partitions=1, factor=1, assignments=(), configs=()):
        reply = connection.ask(
            CreateTopicsRequest, 7, timeout_ms=5000, validate_only=True, topics=[Topic(
                name=name, num_partitions=partitions, replication_factor=factor,
                assignments=[Topic.CreatableReplicaAssignment(partition_index=index, broker_ids=brokers)
                             for index, brokers in assignments],
                configs=[Topic.CreatableTopicConfig(name=key, value=value) for key, value in configs])])
        return reply.topics[0].error_code

    assert create() == 0 and create("there") == 36 and create(partitions=0) == 37 and create(partitions=-2) == 37
    assert create(factor=0) == 38 and create(factor=5) == 38 and create(partitions=-1, factor=-1) == 0
    for name in ("", ".", "..", "a b", "\u00e9", "a/b", "a\0b", "x" * 250):
        assert create(name) == 17, repr(name)
    assert create("__cluster_metadata") == 42
    for assignments, code in (
            ([(0, [1]), (1, [1])], 0), ([(0, [1]), (2, [1])], 39), ([(0, [1]), (0, [1])], 39), ([(0, [9])], 39),
            ([(0, [1, 1])], 39), ([(0, [])], 39), ([(-1, [1])], 39), ([(0, [1]), (1, [])], 39)):
        assert create(partitions=-1, factor=-1, assignments=assignments) == code, assignments
    assert create(partitions=2, factor=-1, assignments=[(0, [1])]) == 42
    assert create(partitions=-1, factor=1, assignments=[(0, [1])]) == 42
    for key, value in (
            ("retention.ms", "x"), ("retention.ms", "-2"), ("retention.ms", None), ("no.such", "1"),
            ("cleanup.policy", "foo"), ("compression.type", "zip"), ("min.insync.replicas", "0"),
            ("segment.bytes", "1"), ("max.message.bytes", "-1"), ("message.timestamp.type", "x"),
            ("flush.messages", "0"), ("preallocate", "1"), ("compression.lz4.level", "99"),
            ("min.cleanable.dirty.ratio", "2"), ("leader.replication.throttled.replicas", "x")):
        assert create(configs=[(key, value)]) == 40, f"{key}={value}"

    def delete(*topics):
        Entry = DeleteTopicsRequest.DeleteTopicState
        reply = connection.ask(DeleteTopicsRequest, 6, timeout_ms=5000, topics=[
            Entry(name=name, topic_id=uuid.UUID(int=number)) for name, number in topics])
        return [topic.error_code for topic in reply.responses]

    assert delete((None, 0)) == [42] and delete(("there", 9)) == [42]
    assert delete(("there", 0), ("there", 0)) == [42]
    assert sorted(delete(("nowhere", 0), (None, 9), ("", 0))) == [3, 3, 100]


def test_frames_that_are_none(broker):
    def reply(frame):
        """The error code of the reply, or that the connection was closed without one."""
        with socket.create_connection(broker.address.split(":"), timeout=10) as connection:
            connection.sendall(frame)
            data = connection.recv(100)
            return struct.unpack(">h", data[8:10])[0] if data else "closed"

    def header(key, version, size=10, client=-1):
        return struct.pack(">ihhih", size, key, version, 1, client)

    for size in (0, -1, 104857601):
        assert reply(struct.pack(">i", size)) == "closed", size
    for frame in (header(999, 0), header(-1, 0), header(3, 99), struct.pack(">ih", 2, 3), header(18, 0, client=100),
                  header(0, 3, 22) + struct.pack(">hhii", -1, 1, 1000, 2 ** 31 - 1)):
        assert reply(frame) == "closed", frame
    assert reply(header(18, 99, 11) + b"\0") == 35 and reply(header(18, -1)) == 35
    assert reply(header(18, 0, 15) + b"extra") == 0
    assert reply(header(18, 3, 14) + b"\0\1\1\0") == 42
