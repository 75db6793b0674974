"""kafka-python."""
import logging
import threading

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import InvalidProducerEpochError, KafkaError, ProducerFencedError
from kafka.structs import OffsetAndMetadata

NAME = "kafka-python"
CODECS = ["none", "gzip", "snappy", "lz4", "zstd"]
logging.getLogger("kafka").setLevel(logging.CRITICAL)


def admin(broker):
    return KafkaAdminClient(bootstrap_servers=broker.address)


def create_topic(broker, topic, partitions, config=None):
    client = admin(broker)
    client.create_topics([NewTopic(topic, partitions, 1, topic_configs=config or {})])
    client.close()


def delete_topic(broker, topic):
    client = admin(broker)
    client.delete_topics([topic])
    client.close()


def topics(broker):
    consumer = KafkaConsumer(bootstrap_servers=broker.address)
    found = {name: len(consumer.partitions_for_topic(name) or ()) for name in consumer.topics()}
    consumer.close()
    return found


def add_partitions(broker, topic, total):
    client = admin(broker)
    client.create_partitions({topic: NewPartitions(total)})
    client.close()


def produce(broker, topic, records, codec="none", idempotent=False):
    producer = KafkaProducer(bootstrap_servers=broker.address, compression_type=None if codec == "none" else codec,
                             linger_ms=5, enable_idempotence=idempotent, acks="all")
    futures = [producer.send(topic, value=value, key=key) for key, value in records]
    producer.flush(30)
    acknowledged = sum(future.succeeded() for future in futures)
    producer.close()
    return acknowledged


def consume(broker, topic, count, group):
    consumer = KafkaConsumer(topic, bootstrap_servers=broker.address, group_id=group, auto_offset_reset="earliest",
                             enable_auto_commit=False, check_crcs=True)
    values = []
    for _ in range(60):
        for batch in consumer.poll(500, max_records=5000).values():
            values += [record.value for record in batch]
        if len(values) >= count:
            break
    consumer.commit()
    consumer.close()
    return values


def committed(broker, group, topic, partitions):
    consumer = KafkaConsumer(bootstrap_servers=broker.address, group_id=group)
    offsets = [consumer.committed(TopicPartition(topic, partition)) for partition in range(partitions)]
    consumer.close()
    return offsets


def commit(broker, group, topic, partition, offset):
    consumer = KafkaConsumer(bootstrap_servers=broker.address, group_id=group)
    consumer.assign([TopicPartition(topic, partition)])
    consumer.commit({TopicPartition(topic, partition): OffsetAndMetadata(offset, "by hand", -1)})
    consumer.close()


def end_offsets(broker, topic, partitions):
    consumer = KafkaConsumer(bootstrap_servers=broker.address)
    wanted = [TopicPartition(topic, partition) for partition in range(partitions)]
    ends = consumer.end_offsets(wanted)
    consumer.close()
    return [ends[position] for position in wanted]


class Member:
    """A member of a group on a thread of its own, which commits what it has seen."""

    def __init__(self, broker, group, topic, instance=None, session_ms=6000):
        self.consumer = KafkaConsumer(
            topic, bootstrap_servers=broker.address, group_id=group, group_instance_id=instance,
            auto_offset_reset="earliest", enable_auto_commit=False, session_timeout_ms=session_ms,
            heartbeat_interval_ms=500)
        self.values, self.assignment, self.errors = [], set(), []
        self.changes = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.ended.is_set():
            try:
                batches = self.consumer.poll(100)
                self.note({position.partition for position in self.consumer.assignment()})
                for batch in batches.values():
                    self.values += [record.value for record in batch]
                if batches:
                    self.consumer.commit()
            except KafkaError as failure:
                self.errors.append(type(failure).__name__)
        self.consumer.close()

    def note(self, assignment):
        self.changes += assignment != self.assignment
        self.assignment = assignment

    def stop(self):
        self.ended.set()
        self.thread.join(30)


class Transactions:
    """A transactional producer, one transaction at a time; `Fenced` is raised once another has its id."""

    class Fenced(Exception):
        pass

    def __init__(self, broker, transactional_id, timeout_ms=30000):
        self.producer = KafkaProducer(bootstrap_servers=broker.address, transactional_id=transactional_id,
                                      transaction_timeout_ms=timeout_ms, linger_ms=2)
        self.producer.init_transactions()

    def write(self, records):
        return [self.producer.send(topic, value, value, partition=partition) for topic, partition, value in records]

    def run(self, records, commit, offsets=None, member=None):
        try:
            self.producer.begin_transaction()
            self.write(records)
            if offsets:
                self.producer.send_offsets_to_transaction(
                    {TopicPartition(topic, partition): OffsetAndMetadata(offset, "", -1)
                     for topic, partition, offset in offsets}, member)
            if commit:
                self.producer.commit_transaction()
            else:
                self.producer.abort_transaction()
        except (ProducerFencedError, InvalidProducerEpochError) as failure:
            raise Transactions.Fenced from failure

    def leave_open(self, records):
        self.producer.begin_transaction()
        for sent in self.write(records):
            sent.get(10)

    def close(self):
        self.producer.close(timeout=1)
