#!/usr/bin/env python3
"""Kills a broker with SIGKILL under load, again and again, and looks for every acknowledged record.

Usage: kill9.py VARVE [ROUNDS] — VARVE is the binary. Each round starts the broker on the same directory, produces with
acks=all and idempotence from two clients, kills the broker at a random moment, starts it again and reads everything
back: an acknowledged record has to be at its acknowledged offset with its value, and no offset may be served twice.
The last line is `N passed, M failed` (a round is a test).
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

TOPIC = "ledger"
PARTITIONS = 3


class Broker:
    """One run of `varve serve` on a directory."""

    def __init__(self, binary, directory):
        self.process = subprocess.Popen(
            [binary, "serve", directory, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("ready "):
            raise RuntimeError(f"broker did not start: {line!r}")
        self.address = line.split()[1]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


def produce_until(address, stop, acknowledged, name):
    """Produces numbered records until told to stop; notes what was acknowledged as (partition, offset) -> value."""
    producer = Producer({
        "bootstrap.servers": address, "enable.idempotence": True, "linger.ms": 1, "message.timeout.ms": 3000,
        "socket.timeout.ms": 2000, "log_level": 0, "compression.type": random.choice(["none", "lz4", "zstd", "snappy", "gzip"]),
    })

    def delivered(error, message):
        if error is None:
            acknowledged[(message.partition(), message.offset())] = message.value()

    count = 0
    while not stop.is_set():
        try:
            producer.produce(TOPIC, key=f"{name}-{count % 50}", value=f"{name}-{count}-{'x' * random.randrange(200)}",
                             on_delivery=delivered)
            count += 1
        except BufferError:
            producer.poll(0.01)
        producer.poll(0)
    producer.flush(1)


def read_all(address):
    """Every record of the topic as (partition, offset) -> value, up to the end offsets at the call."""
    consumer = Consumer({"bootstrap.servers": address, "group.id": "auditor", "enable.auto.commit": False,
                         "auto.offset.reset": "earliest", "check.crcs": True})
    ends = {p: consumer.get_watermark_offsets(TopicPartition(TOPIC, p), timeout=10)[1] for p in range(PARTITIONS)}
    consumer.assign([TopicPartition(TOPIC, p, 0) for p in range(PARTITIONS)])
    records = {}
    last = {p: -1 for p in range(PARTITIONS)}
    deadline = time.monotonic() + 60
    while any(last[p] + 1 < ends[p] for p in range(PARTITIONS)):
        if time.monotonic() > deadline:
            raise RuntimeError(f"read stopped at {last} of {ends}")
        for message in consumer.consume(10000, timeout=1.0):
            if message.error():
                raise RuntimeError(str(message.error()))
            if message.offset() <= last[message.partition()]:
                raise RuntimeError(f"offset {message.offset()} of partition {message.partition()} served twice")
            last[message.partition()] = message.offset()
            records[(message.partition(), message.offset())] = message.value()
    consumer.close()
    return records


def main():
    binary = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    seed = int(os.environ.get("SEED", random.randrange(1 << 30)))
    random.seed(seed)
    print(f"seed {seed}")
    directory = tempfile.mkdtemp(prefix="varve-kill9-")
    acknowledged = {}
    passed = failed = 0
    broker = None
    try:
        for number in range(rounds):
            broker = Broker(binary, directory)
            if number == 0:
                admin = AdminClient({"bootstrap.servers": broker.address})
                created = admin.create_topics([NewTopic(TOPIC, PARTITIONS, 1, config={"segment.bytes": "1048576"})])
                created[TOPIC].result(10)
            before = len(acknowledged)
            stop = threading.Event()
            threads = [threading.Thread(target=produce_until, args=(broker.address, stop, acknowledged, f"r{number}c{client}"))
                       for client in range(2)]
            for thread in threads:
                thread.start()
            time.sleep(random.uniform(0.5, 2.5))
            broker.kill()
            stop.set()
            for thread in threads:
                thread.join()
            broker = Broker(binary, directory)
            records = read_all(broker.address)
            lost = [at for at, value in acknowledged.items() if records.get(at) != value]
            if number % 2 == 0:
                code = broker.stop()
                if code != 0:
                    lost.append(f"clean stop exited {code}")
            else:
                broker.kill()
            grown = len(acknowledged) - before
            if lost or grown == 0:
                failed += 1
                print(f"round {number}: FAILED, {grown} acknowledged, {len(lost)} lost, first {lost[:3]}")
            else:
                passed += 1
                print(f"round {number}: {grown} acknowledged, {len(records)} in the log, nothing lost")
    finally:
        if broker:
            broker.kill()
        shutil.rmtree(directory, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
