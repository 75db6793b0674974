"""Compacted topics: what a consumer from the beginning is left with, beside Kafka on the same records, and handed over."""
import os
import random
import shutil
import subprocess

import confluent_kafka
import family_confluent as family
import family_kcat
from broker import Broker, wait_until
from test_directories import hand_over

CLEANER = {"log.cleaner.backoff.ms": "200"}
LAZY = {"cleanup.policy": "compact", "segment.bytes": "1048576", "min.cleanable.dirty.ratio": "1"}
# Makes twenty records a segment, whatever the codec, and no clock has a say in it.
PADDING = b"|" + random.Random(5).randbytes(50000)
EAGER = dict(LAZY, **{"min.cleanable.dirty.ratio": "0.01"})


def write(broker, topic, versions, keys=10, codec="none"):
    """Versions of keys, one record a batch; some end with a tombstone."""
    producer = confluent_kafka.Producer({
        "bootstrap.servers": broker.address, "linger.ms": 0, "batch.num.messages": 1, "compression.type": codec,
        "enable.idempotence": True, "log_level": 0})
    for number in range(versions * keys):
        version, key = divmod(number, keys)
        is_tombstone = key % 5 == 4 and version == versions - 1
        value = None if is_tombstone else b"%d of %d" % (version, key) + PADDING
        producer.produce(topic, value, b"key %d" % key)
        producer.poll(0)
    assert producer.flush(60) == 0


def transactions(broker, topic, count):
    """Committed and aborted transactions in turn, over the same keys."""
    producer = confluent_kafka.Producer({
        "bootstrap.servers": broker.address, "transactional.id": "compacted", "log_level": 0})
    producer.init_transactions(30)
    for number in range(count):
        producer.begin_transaction()
        for key in range(4):
            producer.produce(topic, b"transaction %d" % number + PADDING, b"key %d" % key)
        if number % 2:
            producer.commit_transaction(30)
        else:
            producer.flush(30)
            producer.abort_transaction(30)


def read(broker, topic):
    """Everything a consumer of committed records is told, as (offset, key, value)."""
    consumer = confluent_kafka.Consumer({
        "bootstrap.servers": broker.address, "group.id": "none", "isolation.level": "read_committed",
        "enable.partition.eof": True, "log_level": 0})
    consumer.assign([confluent_kafka.TopicPartition(topic, 0, 0)])
    records = []
    for _ in range(200):
        for message in consumer.consume(1000, timeout=0.2):
            if message.error() is None:
                value = message.value()
                records.append((message.offset(), message.key(), value and value.split(b"|")[0]))
            elif message.error().code() == confluent_kafka.KafkaError._PARTITION_EOF:
                consumer.close()
                return records
    raise AssertionError("the end never came")


def data(broker):
    return os.path.join(broker.directory, "data") if broker.is_kafka else broker.directory


def cleaned(broker, topic):
    """How far the cleaner has come, by Kafka's checkpoint; 0 for not at all."""
    try:
        with open(os.path.join(data(broker), "cleaner-offset-checkpoint")) as file:
            rows = [line.split() for line in file]
    except FileNotFoundError:
        return 0
    return max([int(row[2]) for row in rows if row[:2] == [topic, "0"]], default=0)


def wait_until_cleaned(broker, topic):
    """Waits until all but the last segment is compacted; answers up to which offset."""
    def is_done():
        logs = sorted(name for name in os.listdir(os.path.join(data(broker), f"{topic}-0")) if name.endswith(".log"))
        return cleaned(broker, topic) == int(logs[-1][:20]) > 0
    wait_until(f"{topic} is compacted", is_done, seconds=60)
    return cleaned(broker, topic)


def set_eager(broker, topic):
    resource = confluent_kafka.admin.ConfigResource(confluent_kafka.admin.ConfigResource.Type.TOPIC, topic, EAGER)
    family.with_admin(broker, lambda client: client.alter_configs([resource]))


def test_last_versions_stay(program):
    """A consumer from the beginning sees the last version of each key, at its offset; so does kcat, after a restart."""
    broker = Broker(program, settings=CLEANER)
    try:
        for codec in ["none", "zstd"]:
            topic = f"versions-{codec}"
            family.create_topic(broker, topic, 1, EAGER)
            write(broker, topic, 40, codec=codec)
            end = wait_until_cleaned(broker, topic)
            records = read(broker, topic)
            below = [record for record in records if record[0] < end]
            assert len({key for _, key, _ in below}) == len(below) <= 10, below
            last = {key: (offset, value) for offset, key, value in records}
            assert last == {b"key %d" % key: (390 + key, None if key % 5 == 4 else b"39 of %d" % key)
                            for key in range(10)}
        with open(broker.log) as log:
            lines = log.read()
        assert broker.is_kafka or ("versions-none-0: " in lines and "compacted up to" in lines), lines[-500:]
        if family_kcat.is_there():
            family_kcat.produce(broker, "versions-none", [(b"key 0", b"from kcat")])
            seen = family_kcat.run(broker, "-C", "-t", "versions-none", "-o", "beginning", "-e", "-q", "-f", "%k\\n")
            assert seen.splitlines()[-1] == b"key 0" and len(seen.splitlines()) < 50, seen
        broker.stop()
        verify = subprocess.run([program, "log", "verify", broker.directory], capture_output=True, text=True)
        assert verify.returncode == 0 or broker.is_kafka, verify.stdout + verify.stderr
        broker.start()
        assert read(broker, topic) == records
        refused = family.produce(broker, topic, [(None, b"without a key")])
        assert refused == 0
    finally:
        broker.remove()


def test_transactions_are_compacted(program):
    """Of committed transactions the last records stay, of aborted ones nothing, and no consumer is ever told of them."""
    broker = Broker(program, settings=CLEANER)
    try:
        family.create_topic(broker, "both", 1, EAGER)
        transactions(broker, "both", 24)
        end = wait_until_cleaned(broker, "both")
        records = read(broker, "both")
        numbers = [int(value.split()[1]) for _, _, value in records]
        assert all(number % 2 for number in numbers) and numbers == sorted(numbers), records
        below = [key for offset, key, _ in records if offset < end]
        assert len(set(below)) == len(below) <= 4, records
        assert {key: value for _, key, value in records} == {b"key %d" % key: b"transaction 23" for key in range(4)}
        broker.stop()
        broker.start()
        assert read(broker, "both") == records
        transactions(broker, "both", 2)
        assert read(broker, "both")[-1][2] == b"transaction 1"
    finally:
        broker.remove()


def test_group_offsets_are_compacted(program):
    """Commits of a group overtake one another; the last ones are there after compaction and a restart."""
    broker = Broker(program, settings=dict(CLEANER, **{
        "offsets.topic.num.partitions": "1", "offsets.topic.segment.bytes": "1048576",
        "log.cleaner.min.cleanable.ratio": "0.01"}))
    try:
        family.create_topic(broker, "read", 1)
        assert family.produce(broker, "read", [(None, b"value")]) == 1
        consumer = confluent_kafka.Consumer({
            "bootstrap.servers": broker.address, "group.id": "busy", "enable.auto.commit": False, "log_level": 0})
        metadata = "m" * 3000
        for number in range(900):
            position = confluent_kafka.TopicPartition("read", 0, number % 2, metadata)
            consumer.commit(offsets=[position], asynchronous=False)
        consumer.close()
        wait_until("the offsets are compacted", lambda: cleaned(broker, "__consumer_offsets") > 0, seconds=60)
        size = lambda: sum(os.path.getsize(os.path.join(data(broker), "__consumer_offsets-0", name))
                           for name in os.listdir(os.path.join(data(broker), "__consumer_offsets-0"))
                           if name.endswith(".log"))
        wait_until("space is given back", lambda: size() < 1100000)
        broker.stop()
        broker.start()
        assert family.committed(broker, "busy", "read", 1) == [1]
    finally:
        broker.remove()


def test_as_kafka(program, peer):
    """The same records in the same segments: the same ones are left, at the same offsets."""
    left = []
    for one in [program, peer]:
        broker = Broker(one, settings=CLEANER)
        try:
            family.create_topic(broker, "versions", 1, EAGER)
            write(broker, "versions", 30)
            end = wait_until_cleaned(broker, "versions")
            left.append((end, read(broker, "versions")))
        finally:
            broker.remove()
    assert left[0] == left[1], left


def compacted_elsewhere(first_program, second_program):
    """One broker compacts, the other one serves what is left."""
    first, second = Broker(first_program, settings=CLEANER), Broker(second_program, starts=False, settings=CLEANER)
    try:
        family.create_topic(first, "handed", 1, EAGER)
        write(first, "handed", 15)
        wait_until_cleaned(first, "handed")
        records = read(first, "handed")
        hand_over(first, second)
        assert read(second, "handed") == records
        # It goes on where the first one ended.
        end = cleaned(second, "handed")
        write(second, "handed", 15)
        wait_until("the second one goes on", lambda: cleaned(second, "handed") > end, seconds=60)
        wait_until_cleaned(second, "handed")
        last = {key: value for _, key, value in read(second, "handed")}
        assert last == {b"key %d" % key: None if key % 5 == 4 else b"14 of %d" % key for key in range(10)}
        return second
    except BaseException:
        second.remove()
        raise
    finally:
        first.remove()


def test_kafka_reads_what_we_compacted(program, peer):
    """Kafka serves it, goes on with it, and its tool finds every batch valid."""
    kafka = compacted_elsewhere(program, peer)
    try:
        kafka.kill()
        folder = os.path.join(data(kafka), "handed-0")
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".log"):
                continue
            done = subprocess.run([peer, "dump-log", "--deep-iteration", "--files", os.path.join(folder, name)],
                                  capture_output=True, text=True, env=dict(os.environ, KAFKA_HEAP="256m"))
            assert done.returncode == 0 and "isvalid: false" not in done.stdout, done.stdout[-500:]
    finally:
        kafka.remove()


def test_we_read_what_kafka_compacted(program, peer):
    broker = compacted_elsewhere(peer, program)
    try:
        broker.stop()
        verify = subprocess.run([program, "log", "verify", broker.directory], capture_output=True, text=True)
        assert verify.returncode == 0, verify.stdout + verify.stderr
    finally:
        broker.remove()


def test_transactions_of_kafka(program, peer):
    """Kafka's own directory with transactions: compacted by either, consumers of committed records see the same."""
    source = Broker(peer, settings=CLEANER)
    brokers = [Broker(one, starts=False, settings=CLEANER) for one in [program, peer]]
    try:
        family.create_topic(source, "transactions", 1, LAZY)
        write(source, "transactions", 5)
        transactions(source, "transactions", 16)
        before = read(source, "transactions")
        source.stop()
        left = []
        for broker in brokers:
            shutil.rmtree(broker.directory, ignore_errors=True)
            shutil.copytree(os.path.join(source.directory, "data"), data(broker))
            broker.port = source.port
            broker.start()
            assert read(broker, "transactions") == before
            set_eager(broker, "transactions")
            wait_until_cleaned(broker, "transactions")
            left.append(read(broker, "transactions"))
            broker.stop()
        assert left[0] == left[1] and len(left[0]) < len(before), left
    finally:
        for broker in [source, *brokers]:
            broker.remove()
