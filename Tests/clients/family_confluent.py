"""librdkafka through confluent-kafka."""
import threading

from confluent_kafka import Consumer, ConsumerGroupState, KafkaError, KafkaException, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, ConfigResource, NewPartitions, NewTopic

NAME = "confluent-kafka"
CODECS = ["none", "gzip", "snappy", "lz4", "zstd"]


def with_admin(broker, ask):
    """Asks something and waits for it; the client has to live until then."""
    client = AdminClient({"bootstrap.servers": broker.address, "log_level": 0})
    answer = ask(client)
    if isinstance(answer, dict):
        answer = list(answer.values())[0]
    return answer.result(20)


def create_topic(broker, topic, partitions, config=None):
    with_admin(broker, lambda client: client.create_topics([NewTopic(topic, partitions, 1, config=config or {})]))


def delete_topic(broker, topic):
    with_admin(broker, lambda client: client.delete_topics([topic]))


def topics(broker):
    client = AdminClient({"bootstrap.servers": broker.address, "log_level": 0})
    return {name: len(topic.partitions) for name, topic in client.list_topics(timeout=10).topics.items()}


def add_partitions(broker, topic, total):
    with_admin(broker, lambda client: client.create_partitions([NewPartitions(topic, total)]))


def setting(broker, topic, name):
    resource = ConfigResource(ConfigResource.Type.TOPIC, topic)
    return with_admin(broker, lambda client: client.describe_configs([resource]))[name].value


def produce(broker, topic, records, codec="none", idempotent=False):
    """Sends (key, value) pairs; answers how many were acknowledged."""
    producer = Producer({"bootstrap.servers": broker.address, "compression.type": codec, "linger.ms": 5,
                         "enable.idempotence": idempotent, "log_level": 0, "message.timeout.ms": 30000})
    acknowledged = []
    for key, value in records:
        producer.produce(topic, value, key, on_delivery=lambda error, _: acknowledged.append(error))
        producer.poll(0)
    left = producer.flush(30)
    assert left == 0, f"{left} records were never answered"
    return sum(error is None for error in acknowledged)


def consume(broker, topic, count, group):
    """Reads from the beginning as the only member of a group, commits and leaves; answers the values."""
    consumer = Consumer({"bootstrap.servers": broker.address, "group.id": group, "auto.offset.reset": "earliest",
                         "enable.auto.commit": False, "check.crcs": True, "log_level": 0})
    consumer.subscribe([topic])
    values = []
    for _ in range(60):
        for message in consumer.consume(5000, timeout=0.5):
            assert message.error() is None, message.error()
            values.append(message.value())
        if len(values) >= count:
            break
    consumer.commit(asynchronous=False)
    consumer.close()
    return values


def committed(broker, group, topic, partitions):
    consumer = Consumer({"bootstrap.servers": broker.address, "group.id": group, "log_level": 0})
    wanted = [TopicPartition(topic, partition) for partition in range(partitions)]
    offsets = [position.offset for position in consumer.committed(wanted, timeout=10)]
    consumer.close()
    return [None if offset < 0 else offset for offset in offsets]


def commit(broker, group, topic, partition, offset):
    """Commits without being a member."""
    consumer = Consumer({"bootstrap.servers": broker.address, "group.id": group, "log_level": 0})
    consumer.commit(offsets=[TopicPartition(topic, partition, offset)], asynchronous=False)
    consumer.close()


def end_offsets(broker, topic, partitions):
    consumer = Consumer({"bootstrap.servers": broker.address, "group.id": "unused", "log_level": 0})
    ends = [consumer.get_watermark_offsets(TopicPartition(topic, p), timeout=10)[1] for p in range(partitions)]
    consumer.close()
    return ends


def groups(broker):
    listed = with_admin(broker, lambda client: client.list_consumer_groups(request_timeout=10))
    return [group.group_id for group in listed.valid]


def group_state(broker, group):
    description = with_admin(broker, lambda client: client.describe_consumer_groups([group], request_timeout=10))
    return {ConsumerGroupState.STABLE: "Stable", ConsumerGroupState.EMPTY: "Empty", ConsumerGroupState.DEAD: "Dead"}.get(
        description.state, str(description.state)), len(description.members)


def delete_group(broker, group):
    """Answers the name of the error, or None."""
    try:
        with_admin(broker, lambda client: client.delete_consumer_groups([group], request_timeout=10))
        return None
    except KafkaException as failure:
        return failure.args[0].name()


class Member:
    """A member of a group on a thread of its own, which commits what it has seen."""

    def __init__(self, broker, group, topic, instance=None, session_ms=6000, protocol="classic"):
        config = {"bootstrap.servers": broker.address, "group.id": group, "auto.offset.reset": "earliest",
                  "enable.auto.commit": False, "group.protocol": protocol, "log_level": 0}
        if protocol == "classic":
            config |= {"session.timeout.ms": session_ms, "heartbeat.interval.ms": 500,
                       "partition.assignment.strategy": "range"}
        if instance:
            config["group.instance.id"] = instance
        self.consumer = Consumer(config)
        self.consumer.subscribe([topic])
        self.values, self.assignment, self.errors = [], set(), []
        self.changes = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.ended.is_set():
            message = self.consumer.poll(0.1)
            self.note({position.partition for position in self.consumer.assignment()})
            if message is None:
                continue
            if message.error():
                if message.error().code() != KafkaError._ALL_BROKERS_DOWN and not message.error().retriable():
                    self.errors.append(str(message.error()))
                continue
            self.values.append(message.value())
            try:
                self.consumer.commit(message=message, asynchronous=False)
            except KafkaException as failure:
                self.errors.append(failure.args[0].name())
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
        self.producer = Producer({"bootstrap.servers": broker.address, "transactional.id": transactional_id, "linger.ms": 2,
                                  "transaction.timeout.ms": timeout_ms, "log_level": 0})
        self.producer.init_transactions(30)

    def run(self, records, commit, offsets=None, member=None):
        """Writes (topic, partition, value) records, and offsets of a group; then commits or aborts."""
        try:
            self.producer.begin_transaction()
            for topic, partition, value in records:
                self.producer.produce(topic, value, value, partition)
            if offsets:
                positions = [TopicPartition(topic, partition, offset) for topic, partition, offset in offsets]
                self.producer.send_offsets_to_transaction(positions, member, 30)
            self.producer.commit_transaction(30) if commit else self.producer.abort_transaction(30)
        except KafkaException as failure:
            if failure.args[0].code() in (KafkaError._FENCED, KafkaError.PRODUCER_FENCED, KafkaError.INVALID_PRODUCER_EPOCH):
                raise Transactions.Fenced from failure
            raise

    def leave_open(self, records):
        """Writes records and is gone."""
        self.producer.begin_transaction()
        for topic, partition, value in records:
            self.producer.produce(topic, value, value, partition)
        self.producer.flush(10)

    def close(self):
        self.producer = None


def read(broker, topic, count, committed=True):
    """The values of a topic from the beginning, until there are so many and no more come."""
    consumer = Consumer({"bootstrap.servers": broker.address, "group.id": f"read-{topic}", "auto.offset.reset": "earliest",
                         "isolation.level": "read_committed" if committed else "read_uncommitted",
                         "enable.auto.commit": False, "log_level": 0})
    partitions = consumer.list_topics(topic, timeout=10).topics[topic].partitions
    consumer.assign([TopicPartition(topic, partition, 0) for partition in partitions])
    values, quiet = [], 0
    for _ in range(200):
        messages = consumer.consume(5000, timeout=0.2)
        values += [message.value() for message in messages if message.error() is None]
        quiet = quiet + 1 if not messages else 0
        if quiet >= 5 and len(values) >= count:
            break
    consumer.close()
    return values


def consumer_member(broker, group, topic, instance=None):
    """A member that speaks the consumer protocol (KIP-848)."""
    return Member(broker, group, topic, instance, protocol="consumer")
