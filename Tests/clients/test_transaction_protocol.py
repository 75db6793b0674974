"""The answers of the transaction APIs, in both versions of transactions, to requests that are late, doubled, or of
somebody else; Kafka 4.3 answers the same, as a run against it shows.
"""
import random
import socket
import struct
import threading
import time

import family_confluent
from batches import batch, record
from broker import wait_until
from kafka.protocol.consumer.group import OffsetFetchRequest
from kafka.protocol.metadata.find_coordinator import FindCoordinatorRequest
from kafka.protocol.producer.produce import ProduceRequest
from kafka.protocol.producer.transaction import (
    AddOffsetsToTxnRequest, AddPartitionsToTxnRequest, EndTxnRequest, InitProducerIdRequest, TxnOffsetCommitRequest)
from raw import Connection

GROUP = "raw-txn-group"


class Client:
    """Asks as one transactional id; answers are codes, and ids as letters in the order in which they were seen."""

    def __init__(self, broker, topic, transactional_id):
        self.connection, self.topic, self.id = Connection(broker), topic, transactional_id
        self.ids = []
        for kind, key in ((0, GROUP), (1, transactional_id)):
            wait_until("a coordinator", lambda: self.connection.ask(
                FindCoordinatorRequest, 4, key_type=kind, coordinator_keys=[key]).coordinators[0].error_code == 0)

    def own(self, text):
        """ "A3": the first id, epoch 3; "-": none."""
        return (-1, -1) if text == "-" else (self.ids[ord(text[0]) - 65] if text[0] != "?" else 999999, int(text[1:]))

    def told(self, reply):
        if reply.error_code:
            return reply.error_code
        if reply.producer_id not in self.ids:
            self.ids.append(reply.producer_id)
        return f"{chr(65 + self.ids.index(reply.producer_id))}{reply.producer_epoch}"

    def begin(self, own="-", version=5, timeout=60000, settle=True):
        pid, epoch = self.own(own)
        fields = dict(transactional_id=self.id, transaction_timeout_ms=timeout)
        if version >= 3:
            fields.update(producer_id=pid, producer_epoch=epoch)
        return self.settled(lambda: self.told(self.connection.ask(InitProducerIdRequest, version, **fields)), settle)

    @staticmethod
    def settled(ask, wait=True):
        """Asks again while a coordinator loads or the transaction before is still ending, as every client does."""
        for _ in range(200):
            answer = ask()
            if answer not in (6, 14, 15, 16, 51) or not wait:
                return answer
            time.sleep(0.02)
        return answer

    def add(self, own, partitions, version=3):
        pid, epoch = self.own(own)
        Topic = AddPartitionsToTxnRequest.AddPartitionsToTxnTopic

        def ask():
            reply = self.connection.ask(
                AddPartitionsToTxnRequest, version, v3_and_below_transactional_id=self.id, v3_and_below_producer_id=pid,
                v3_and_below_producer_epoch=epoch, v3_and_below_topics=[Topic(name=self.topic, partitions=partitions)])
            return sorted(p.partition_error_code for p in reply.results_by_topic_v3_and_below[0].results_by_partition)
        return self.settled(lambda: (lambda codes: 51 if 51 in codes else codes)(ask()))

    def add_offsets(self, own, version=3):
        pid, epoch = self.own(own)
        return self.settled(lambda: self.connection.ask(
            AddOffsetsToTxnRequest, version, transactional_id=self.id, producer_id=pid, producer_epoch=epoch,
            group_id=GROUP).error_code)

    def produce(self, own, sequence, partition=0, version=12, transactional=True, value=b"v"):
        pid, epoch = self.own(own)
        Topic = ProduceRequest.TopicProduceData
        data = batch([record(value=value)], attributes=0x10 if transactional else 0, producer=pid, epoch=epoch,
                     sequence=sequence)
        return self.settled(lambda: self.connection.ask(
            ProduceRequest, version, transactional_id=self.id, acks=-1, timeout_ms=5000, topic_data=[
                Topic(name=self.topic, partition_data=[
                    Topic.PartitionProduceData(index=partition, records=data)])]
        ).responses[0].partition_responses[0].error_code)

    def end(self, own, commit, version=5, settle=True):
        pid, epoch = self.own(own)

        def ask():
            reply = self.connection.ask(
                EndTxnRequest, version, transactional_id=self.id, producer_id=pid, producer_epoch=epoch, committed=commit)
            return self.told(reply) if version >= 5 else reply.error_code
        return self.settled(ask, settle)

    def commit_offset(self, own, offset, version=5, generation=-1, member=""):
        pid, epoch = self.own(own)
        Topic = TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic
        fields = dict(generation_id=generation, member_id=member, group_instance_id=None) if version >= 3 else {}
        partition = Topic.TxnOffsetCommitRequestPartition(
            partition_index=0, committed_offset=offset, committed_leader_epoch=-1, committed_metadata="")
        return self.settled(lambda: self.connection.ask(
            TxnOffsetCommitRequest, version, transactional_id=self.id, group_id=GROUP, producer_id=pid,
            producer_epoch=epoch, topics=[Topic(name=self.topic, partitions=[partition])], **fields
        ).topics[0].partitions[0].error_code)

    def committed(self, stable=False):
        Group = OffsetFetchRequest.OffsetFetchRequestGroup
        topic = Group.OffsetFetchRequestTopics(name=self.topic, partition_indexes=[0])
        reply = self.connection.ask(
            OffsetFetchRequest, 8, require_stable=stable, groups=[Group(group_id=GROUP, topics=[topic])])
        found = reply.groups[0].topics[0].partitions[0]
        return found.error_code or str(found.committed_offset)

    def stable(self):
        """The committed offset, once no transaction has one pending."""
        for _ in range(200):
            answer = self.committed(stable=True)
            if answer != 88:
                return answer
            time.sleep(0.02)
        return answer


def play(broker, name, steps):
    """Takes the steps one by one; each is a call and the answer that is expected."""
    broker.topics.create_once("raw-txn", 3)
    client = Client(broker, "raw-txn", name)
    wrong = []
    for number, (call, expected) in enumerate(steps):
        try:
            answer = eval(f"client.{call}", {"client": client})  # noqa: the calls stand in this file
        except (EOFError, IndexError) as failure:
            answer = failure
        if answer != expected:
            wrong.append(f"{number}: {call} gave {answer!r}, not {expected!r}")
    assert not wrong, "\n".join(wrong)


def test_transactions_version_1(broker):
    play(broker, "raw-one", [
        ('end("?0", True, 4)', 49), ('add("?0", [0])', [49]), ('begin()', "A0"),
        ('end("A0", True, 4)', 48), ('end("A0", False, 4)', 48),
        ('produce("A0", 0, version=9)', 48), ('produce("A0", 0, version=10)', 48), ('produce("A0", 0, version=11)', 120),
        ('add("A0", [0, 7])', [3, 55]), ('add("A1", [0])', [90]), ('add("A1", [0], 1)', [47]),
        ('add("A0", [0])', [0]), ('add("A0", [0])', [0]),
        ('produce("A0", 0, version=11)', 0), ('produce("A0", 0, version=11)', 0), ('produce("A0", 2, version=11)', 45),
        ('produce("A0", 1, version=10, transactional=False)', 48), ('produce("A0", 0, 1, version=11)', 120),
        ('commit_offset("A0", 5, 2)', 48), ('commit_offset("A0", 5, 3)', 48), ('commit_offset("A0", 5, 4)', 120),
        ('add_offsets("A0")', 0), ('add_offsets("A1")', 90), ('add_offsets("?0")', 49),
        ('commit_offset("A0", 5, 3)', 0), ('commit_offset("A1", 5, 3)', 47),
        ('commit_offset("A0", 5, 3, generation=4, member="m")', 25),
        ('committed()', "-1"), ('committed(stable=True)', 88),
        ('end("A1", True, 4)', 90), ('end("A1", True, 1)', 47), ('end("?0", True, 4)', 49),
        ('end("A0", True, 4)', 0), ('end("A0", True, 4)', 0), ('end("A0", False, 4)', 48),
        ('stable()', "5"),
        # Late, of the transaction that has ended.
        ('produce("A0", 1, version=11)', 120),
        ('add("A0", [0])', [0]), ('produce("A0", 1, version=11)', 0),
        ('end("A0", False, 4)', 0), ('end("A0", False, 4)', 0), ('end("A0", True, 4)', 48),
    ])


def test_transactions_version_2(broker):
    play(broker, "raw-two", [
        ('begin()', "A0"), ('end("A0", True)', 48), ('end("A0", False)', "A1"),
        ('end("A0", False)', "A1"), ('end("A0", True)', 48),
        ('produce("A1", 3)', 45), ('produce("A1", 0)', 0), ('produce("A1", 0)', 0),
        ('produce("A0", 0)', 47), ('produce("A2", 0)', 47),
        ('commit_offset("A1", 7)', 0), ('commit_offset("A0", 7)', 47), ('committed(stable=True)', 88),
        ('end("A0", True)', 90), ('end("A2", True)', 90), ('end("A1", True)', "A2"),
        ('end("A1", True)', "A2"), ('end("A1", False)', 48), ('end("A2", True)', 48), ('stable()', "7"),
        ('produce("A1", 1)', 47), ('produce("A2", 0)', 0),
        ('end("A2", False)', "A3"), ('end("A2", False)', "A3"), ('end("A2", True)', 48), ('end("A3", False)', "A4"),
    ])


def test_transactions_of_others(broker):
    play(broker, "raw-fence", [
        ('begin()', "A0"), ('begin()', "A1"), ('begin("A1")', "A2"), ('begin("A1")', "A2"), ('begin("A0")', 90),
        ('begin("A0", version=3)', 47), ('begin("?2")', 90),
        ('produce("A2", 0)', 0), ('begin(settle=False)', 51), ('begin()', "A4"),
        ('produce("A2", 1)', 47), ('produce("A4", 0)', 0), ('end("A2", True)', 90), ('end("A4", True)', "A5"),
        ('begin(timeout=0)', 50), ('begin(timeout=900001)', 50),
    ])


class Echo:
    """Sends frames again, later and on connections of its own, and reads the replies without looking at them."""

    def __init__(self, broker):
        host, port = broker.address.split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=30)
        self.socket.settimeout(None)
        self.sent = self.received = 0
        threading.Thread(target=self.drain, daemon=True).start()

    def send(self, frame):
        self.sent += 1
        self.socket.sendall(frame)

    def drain(self):
        stream = self.socket.makefile("rb")
        while header := stream.read(4):
            stream.read(struct.unpack(">i", header)[0])
            self.received += 1


def test_late_and_doubled_requests(broker):
    """With version 2 nothing that comes late or twice, on whatever connection, joins the next transaction or ends it: of
    every transaction all or nothing is read, as its producer was told."""
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    broker.topics.create("echo", 3)
    client = Client(broker, "echo", "echo")
    echoes = [Echo(broker) for _ in range(4)]
    own, kept, offset = client.begin(), [], None
    client.connection.frames.clear()  # to begin again would be to fence

    def disturb():
        for echo in echoes:
            if chance.random() < 0.4:
                echo.send(chance.choice(client.connection.frames[-12:]))

    for number in range(150):
        values = [b"%d.%d" % (number, n) for n in range(chance.randint(1, 4))]
        sequences = [0, 0, 0]
        for value in values:
            partition = chance.randrange(3)
            answer = client.produce(own, sequences[partition], partition, value=value)
            assert answer == 0, (seed, number, answer)
            sequences[partition] += 1
            disturb()
        commits = chance.random() < 0.6
        if chance.random() < 0.5:
            assert client.commit_offset(own, number) == 0, (seed, number)
            offset = str(number) if commits else offset
            disturb()
        told = client.end(own, commits)
        disturb()
        # A repetition that was faster has ended it: then that one's answer counts.
        assert isinstance(told, str), (seed, number, told)
        own = told
        if commits:
            kept += values
    wait_until("all echoes are answered", lambda: all(echo.sent == echo.received for echo in echoes))
    assert sorted(family_confluent.read(broker, "echo", len(kept))) == sorted(kept), seed
    assert offset is None or client.stable() == offset, seed
