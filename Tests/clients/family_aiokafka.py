"""aiokafka, whose calls run on an event loop of their own."""
import asyncio
import logging
import threading

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.errors import KafkaError, ProducerFenced

NAME = "aiokafka"
CODECS = ["none", "gzip", "snappy", "lz4", "zstd"]
logging.getLogger("aiokafka").setLevel(logging.CRITICAL)


def with_admin(broker, work):
    async def run():
        client = AIOKafkaAdminClient(bootstrap_servers=broker.address)
        await client.start()
        try:
            return await work(client)
        finally:
            await client.close()
    return asyncio.run(run())


def with_consumer(broker, work, *topics, **options):
    async def run():
        consumer = AIOKafkaConsumer(*topics, bootstrap_servers=broker.address, **options)
        await consumer.start()
        try:
            return await work(consumer)
        finally:
            await consumer.stop()
    return asyncio.run(run())


def create_topic(broker, topic, partitions, config=None):
    with_admin(broker, lambda client: client.create_topics([NewTopic(topic, partitions, 1, topic_configs=config or {})]))


def delete_topic(broker, topic):
    with_admin(broker, lambda client: client.delete_topics([topic]))


def topics(broker):
    async def work(client):
        described = await client.describe_topics(await client.list_topics())
        return {topic["topic"]: len(topic["partitions"]) for topic in described}
    return with_admin(broker, work)


def add_partitions(broker, topic, total):
    with_admin(broker, lambda client: client.create_partitions({topic: NewPartitions(total)}))


def produce(broker, topic, records, codec="none", idempotent=False):
    async def run():
        producer = AIOKafkaProducer(bootstrap_servers=broker.address, linger_ms=5, acks="all",
                                    compression_type=None if codec == "none" else codec, enable_idempotence=idempotent)
        await producer.start()
        try:
            sent = [await producer.send(topic, value, key) for key, value in records]
            results = await asyncio.wait_for(asyncio.gather(*sent, return_exceptions=True), 30)
            return sum(not isinstance(result, Exception) for result in results)
        finally:
            await producer.stop()
    return asyncio.run(run())


def consume(broker, topic, count, group):
    async def work(consumer):
        values = []
        for _ in range(60):
            for batch in (await consumer.getmany(timeout_ms=500, max_records=5000)).values():
                values.extend(record.value for record in batch)
            if len(values) >= count:
                break
        await consumer.commit()
        return values
    return with_consumer(broker, work, topic, group_id=group, auto_offset_reset="earliest", enable_auto_commit=False)


def committed(broker, group, topic, partitions):
    async def work(consumer):
        return [await consumer.committed(TopicPartition(topic, partition)) for partition in range(partitions)]
    return with_consumer(broker, work, group_id=group)


def commit(broker, group, topic, partition, offset):
    async def work(consumer):
        consumer.assign([TopicPartition(topic, partition)])
        await consumer.commit({TopicPartition(topic, partition): offset})
    with_consumer(broker, work, group_id=group, enable_auto_commit=False)


def end_offsets(broker, topic, partitions):
    async def work(consumer):
        wanted = [TopicPartition(topic, partition) for partition in range(partitions)]
        ends = await consumer.end_offsets(wanted)
        return [ends[position] for position in wanted]
    return with_consumer(broker, work)


class Member:
    """A member of a group on a thread of its own, which commits what it has seen."""

    def __init__(self, broker, group, topic, instance=None, session_ms=6000):
        self.options = dict(
            bootstrap_servers=broker.address, group_id=group, group_instance_id=instance, auto_offset_reset="earliest",
            enable_auto_commit=False, session_timeout_ms=session_ms, heartbeat_interval_ms=500)
        self.topic = topic
        self.values, self.assignment, self.errors = [], set(), []
        self.changes = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run()), daemon=True)
        self.thread.start()

    async def run(self):
        consumer = AIOKafkaConsumer(self.topic, **self.options)
        await consumer.start()
        while not self.ended.is_set():
            try:
                batches = await consumer.getmany(timeout_ms=100)
                self.note({position.partition for position in consumer.assignment()})
                for batch in batches.values():
                    self.values.extend(record.value for record in batch)
                if batches:
                    await consumer.commit()
            except KafkaError as failure:
                self.errors.append(type(failure).__name__)
        await consumer.stop()

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
        self.loop = asyncio.new_event_loop()

        async def start():
            self.producer = AIOKafkaProducer(bootstrap_servers=broker.address, transactional_id=transactional_id,
                                             transaction_timeout_ms=timeout_ms)
            await self.producer.start()
        self.loop.run_until_complete(start())

    async def write(self, records):
        for topic, partition, value in records:
            await self.producer.send(topic, value, value, partition)

    def run(self, records, commit, offsets=None, member=None):
        async def run():
            await self.producer.begin_transaction()
            await self.write(records)
            if offsets:
                await self.producer.send_offsets_to_transaction(
                    {TopicPartition(topic, partition): offset for topic, partition, offset in offsets}, member)
            await (self.producer.commit_transaction() if commit else self.producer.abort_transaction())
        try:
            self.loop.run_until_complete(run())
        except ProducerFenced as failure:
            raise Transactions.Fenced from failure

    def leave_open(self, records):
        async def run():
            await self.producer.begin_transaction()
            await self.write(records)
            await self.producer.flush()
        self.loop.run_until_complete(run())

    def close(self):
        async def end():
            try:
                await asyncio.wait_for(self.producer.stop(), 5)
            except (KafkaError, asyncio.TimeoutError):
                pass
        self.loop.run_until_complete(end())
