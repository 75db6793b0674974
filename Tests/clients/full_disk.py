#!/usr/bin/env python3
"""Fills the file system of a broker by producing, and looks what is refused, kept, and possible afterwards.

Usage: full_disk.py VARVE — VARVE is the binary. Needs root, for a file system of 240 MB in memory; says so otherwise.
The last line is `N passed, M failed, K skipped`.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic

from broker import wait_until
from kill9 import Broker

MIB = 1 << 20


def free(path):
    found = os.statvfs(path)
    return found.f_bavail * found.f_frsize


def produce(address, topic, count, size=50_000):
    """Produces values of `size` bytes; answers the acknowledged offsets and the names of the errors."""
    acknowledged, errors = [], set()
    producer = Producer({"bootstrap.servers": address, "message.timeout.ms": 4000, "retries": 3, "retry.backoff.ms": 100,
                         "linger.ms": 2, "log_level": 0})

    def delivered(error, message):
        if error is None:
            acknowledged.append(message.offset())
        else:
            errors.add(error.name())

    for _ in range(count):
        while True:
            try:
                producer.produce(topic, value=os.urandom(size), partition=0, on_delivery=delivered)
                break
            except BufferError:
                producer.poll(0.1)
        producer.poll(0)
        if errors:
            break
    producer.flush(10)
    return acknowledged, errors


def read_offsets(address, topic):
    consumer = Consumer({"bootstrap.servers": address, "group.id": "auditor", "enable.auto.commit": False,
                         "check.crcs": True})
    partition = TopicPartition(topic, 0, 0)
    end = consumer.get_watermark_offsets(partition, timeout=10)[1]
    consumer.assign([partition])
    offsets = []
    deadline = time.monotonic() + 60
    while len(offsets) < end and time.monotonic() < deadline:
        offsets += [message.offset() for message in consumer.consume(1000, timeout=1.0) if not message.error()]
    # A group's offsets are not clients' records: they are kept as long as anything can be written.
    consumer.commit(offsets=[TopicPartition(topic, 0, end)], asynchronous=False)
    consumer.close()
    return offsets


def check(binary, path):
    directory = os.path.join(path, "data")
    broker = Broker(binary, directory)
    try:
        admin = AdminClient({"bootstrap.servers": broker.address})
        for topic in ("full", "other"):
            admin.create_topics([NewTopic(topic, 1, 1)])[topic].result(10)
        wait_until("the reserve", lambda: reserve(directory) == 64 * MIB)
        before, errors = produce(broker.address, "full", 6000)
        assert errors and errors <= {"KAFKA_STORAGE_ERROR", "_MSG_TIMED_OUT"}, errors
        assert len(before) * 50_000 > 40 * MIB, f"only {len(before)} records were taken"
        assert 40 * MIB < free(path) <= 64 * MIB, f"{free(path) >> 20} MiB are left"
        other, errors = produce(broker.address, "other", 1)
        assert not other and errors, "another topic still takes records"
        assert set(before) <= set(read_offsets(broker.address, "full")), "acknowledged records are lost"
        # Somebody else takes the rest: topics can still be made and deleted.
        with open(os.path.join(path, "foreign"), "wb") as foreign:
            try:
                while True:
                    foreign.write(bytes(MIB))
                    foreign.flush()
            except OSError:
                pass
        admin.create_topics([NewTopic("late", 1, 1)])["late"].result(10)
        wait_until("the reserve to be given back", lambda: reserve(directory) == 0)
        assert set(before) <= set(read_offsets(broker.address, "full")), "acknowledged records are lost"
        os.remove(os.path.join(path, "foreign"))
        broker.kill()
        broker = Broker(binary, directory)
        admin = AdminClient({"bootstrap.servers": broker.address})
        assert set(before) <= set(read_offsets(broker.address, "full")), "acknowledged records are lost by kill -9"
        admin.delete_topics(["full"])["full"].result(10)
        after = wait_until("records to be taken again", lambda: produce(broker.address, "other", 20)[0])
        assert len(after) == 20
        wait_until("the reserve to be made again", lambda: reserve(directory) == 64 * MIB)
        code = broker.stop()
        assert code == 0, f"clean stop exited {code}"
    finally:
        broker.kill()


def reserve(directory):
    try:
        return os.path.getsize(os.path.join(directory, "varve.reserve"))
    except FileNotFoundError:
        return 0


def main():
    path = tempfile.mkdtemp(prefix="varve-full-")
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=240m", "none", path], stderr=subprocess.DEVNULL).returncode == 0
    try:
        if not mounted:
            print("the full disk: skipped, no file system can be mounted here; run it as root")
            print("0 passed, 0 failed, 1 skipped")
            return
        check(sys.argv[1], path)
        print("a full disk refuses, keeps, and goes on")
        print("1 passed, 0 failed, 0 skipped")
    except Exception as error:  # pylint: disable=broad-except
        print(f"FAILED: {type(error).__name__}: {error}")
        print("0 passed, 1 failed, 0 skipped")
        sys.exit(1)
    finally:
        if mounted:
            subprocess.run(["umount", "-l", path], check=False)
        shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    main()
