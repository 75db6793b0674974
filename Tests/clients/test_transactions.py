"""Transactions with every client family that has them: what is committed is seen as a whole and once, the rest never."""
import random
import threading
import time

import family_confluent
from broker import wait_until
from confluent_kafka import KafkaException, Producer


def values(prefix, count):
    return [b"%s-%04d" % (prefix, n) for n in range(count)]


def spread(topic, values, partitions=3):
    return [(topic, n % partitions, value) for n, value in enumerate(values)]


def test_commits_and_aborts(broker, family):
    """Committed, aborted, committed again, with one producer: only what was committed is read, by those who ask for it."""
    topic = f"txn-{family.NAME}"
    broker.topics.create(topic, 3)
    producer = family.Transactions(broker, topic)
    kept = []
    for round in range(6):
        written = values(b"%d" % round, 50)
        producer.run(spread(topic, written), commit=round % 2 == 0)
        if round % 2 == 0:
            kept += written
    producer.close()
    assert sorted(family_confluent.read(broker, topic, len(kept))) == sorted(kept)
    # A client may drop what it has not sent when it aborts; the last batches that were sent are there for the others.
    assert set(family_confluent.read(broker, topic, len(kept), committed=False)) >= set(kept)


def test_zombie(broker, family):
    """A second producer with the id fences the first, and what that one has open is never seen."""
    topic = f"zombie-{family.NAME}"
    broker.topics.create(topic, 3)
    first = family.Transactions(broker, topic)
    first.run(spread(topic, values(b"first", 30)), commit=True)
    first.leave_open(spread(topic, values(b"open", 30)))
    second = family.Transactions(broker, topic)
    second.run(spread(topic, values(b"second", 30)), commit=True)
    try:
        first.run(spread(topic, values(b"late", 30)), commit=True)
        fenced = False
    except Exception:  # noqa: what a producer says that was in a transaction already differs from client to client
        fenced = True
    assert fenced
    first.close()
    second.run(spread(topic, values(b"third", 30)), commit=True)
    second.close()
    expected = values(b"first", 30) + values(b"second", 30) + values(b"third", 30)
    assert sorted(family_confluent.read(broker, topic, 90)) == sorted(expected)


def test_timeout(broker, family):
    """A producer that is gone holds nobody up for longer than its timeout."""
    topic = f"timeout-{family.NAME}"
    broker.topics.create(topic, 3)
    gone = family.Transactions(broker, topic, timeout_ms=2000)
    gone.leave_open(spread(topic, values(b"open", 30)))
    producer = family.Transactions(broker, topic + "-other")
    producer.run(spread(topic, values(b"kept", 30)), commit=True)
    wait_until("the others' records are read", lambda: sorted(
        family_confluent.read(broker, topic, 30)) == sorted(values(b"kept", 30)), seconds=30)
    producer.close()
    gone.close()


def test_exactly_once(broker):
    """Reads, transforms and writes with the offsets in the transaction, aborting now and then and dying in the middle:
    every record arrives once."""
    family = family_confluent
    source, target, group = "eos-in", "eos-out", "eos"
    broker.topics.create(source, 2)
    broker.topics.create(target, 3)
    written = values(b"in", 600)
    assert family.produce(broker, source, [(value, value) for value in written]) == 600
    done, attempt = 0, 0
    while done < 600:
        attempt += 1
        consumer = family.Consumer({
            "bootstrap.servers": broker.address, "group.id": group, "auto.offset.reset": "earliest",
            "enable.auto.commit": False, "isolation.level": "read_committed", "log_level": 0,
            "session.timeout.ms": 6000})
        consumer.subscribe([source])
        producer = family.Transactions(broker, "eos-worker")
        for turn in range(4):
            messages = [m for m in consumer.consume(60, timeout=5) if m.error() is None]
            if not messages:
                break
            offsets = {}
            for message in messages:
                offsets[message.partition()] = message.offset() + 1
            records = spread(target, [message.value() for message in messages])
            if turn == 3 and attempt % 2:
                producer.leave_open(records)  # dies here, with its transaction open
                break
            commit = not (turn == 2 and attempt % 2)
            producer.run(records, commit, [(source, p, o) for p, o in offsets.items()], consumer.consumer_group_metadata())
            if not commit:
                break  # begins again from what is committed
        consumer.close()
        done = sum(offset or 0 for offset in family.committed(broker, group, source, 2))
        assert attempt < 40, f"{done} records are done"
    read = family.read(broker, target, 600)
    assert sorted(read) == sorted(written), f"{len(read)} records, {len(set(read))} different ones"


class Ledger:
    """A transactional producer on a thread of its own, whatever happens to its broker. Of each transaction it keeps the
    values, and whether it was told that they are committed (True), aborted (False), or nothing (None)."""

    def __init__(self, broker, topic, name, seed):
        self.broker, self.topic, self.name, self.chance = broker, topic, name, random.Random(seed)
        self.transactions = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def producer(self):
        while True:
            made = Producer({"bootstrap.servers": self.broker.address, "transactional.id": self.name, "linger.ms": 1,
                             "transaction.timeout.ms": 10000, "socket.timeout.ms": 5000, "log_level": 0})
            try:
                made.init_transactions(20)
                return made
            except KafkaException:
                time.sleep(0.2)

    def run(self):
        producer = self.producer()
        while not self.ended.is_set():
            values = [b"%s-%d-%d" % (self.name.encode(), len(self.transactions), n)
                      for n in range(self.chance.randint(1, 20))]
            outcome = None
            try:
                producer.begin_transaction()
                for value in values:
                    producer.produce(self.topic, value, value)
                    producer.poll(0)
                outcome = self.end(producer, self.chance.random() < 0.7)
            except KafkaException:
                outcome = None
            self.transactions.append((values, outcome))
            if outcome is None:
                producer = self.producer()

    def end(self, producer, commits):
        """Commits or aborts until there is an answer; None where there will be none."""
        for _ in range(20):
            try:
                producer.commit_transaction(5) if commits else producer.abort_transaction(5)
                return commits
            except KafkaException as failure:
                error = failure.args[0]
                if error.txn_requires_abort():
                    commits = False
                elif not error.retriable():
                    return None
        return None

    def stop(self):
        self.ended.set()
        self.thread.join(60)


def test_killed_broker(broker):
    """Transactional producers while the broker is killed, again and again: what they were told is committed is read,
    once; what they were told is aborted is not; where they were told nothing it is all or none."""
    topic, seed = "ledger", random.randrange(1 << 30)
    print(f"seed {seed}")
    broker.topics.create(topic, 3)
    ledgers = [Ledger(broker, topic, f"ledger-{n}", seed + n) for n in range(2)]
    for round in range(3):
        time.sleep(1 + 2 * random.Random(seed + 10 + round).random())
        broker.kill()
        broker.start()
    time.sleep(2)
    for ledger in ledgers:
        ledger.stop()
    transactions = [transaction for ledger in ledgers for transaction in ledger.transactions]
    committed = sum(len(values) for values, outcome in transactions if outcome)
    assert committed > 100, f"only {committed} records were committed"
    for name in ("ledger-0", "ledger-1"):  # ends what is open
        family_confluent.Transactions(broker, name).run([], commit=False)
    read = family_confluent.read(broker, topic, committed)
    seen = set(read)
    assert len(seen) == len(read), "a record was read twice"
    for values, outcome in transactions:
        found = [value in seen for value in values]
        assert all(found) or not any(found), (seed, values[0], outcome, found)
        assert outcome is None or all(found) == outcome, (seed, values[0], outcome, found)
    print(f"{len(transactions)} transactions, {committed} records committed")
