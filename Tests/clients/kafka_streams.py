#!/usr/bin/env python3
"""Kafka Streams' word count under exactly-once (Java clients, transactions version 2) against a broker, with the
application and the broker killed in the middle.

Usage: kafka_streams.py KAFKA PROGRAM — the peer's script, and the varve binary; the script again to see what Kafka does.
With its caches off, the application writes each word's count as often as the word comes: so under exactly-once the
counts of a word that are read are 1, 2, 3 and so on, each of them once. The last line is `N passed, M failed`.
"""
import collections
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from broker import Broker

KAFKA, PROGRAM = sys.argv[1], sys.argv[2]
ENVIRONMENT = dict(os.environ, KAFKA_HEAP="256m")
DIRECTORY = tempfile.mkdtemp(prefix="varve-streams-")
SOURCE, TARGET = "streams-plaintext-input", "streams-wordcount-output"
PARTS, LINES = 3, 300


def tool(*arguments, stdin=""):
    done = subprocess.run([KAFKA, *arguments], input=stdin, env=ENVIRONMENT, text=True, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise RuntimeError(f"{arguments[0]}: exit {done.returncode}\n{done.stdout[-2000:]}")
    return done.stdout


def start_application(broker, log):
    settings = {
        "bootstrap.servers": broker.address, "application.id": "word-count", "processing.guarantee": "exactly_once_v2",
        "commit.interval.ms": "100", "state.dir": f"{DIRECTORY}/state", "statestore.cache.max.bytes": "0",
        "auto.offset.reset": "earliest", "session.timeout.ms": "6000", "transaction.timeout.ms": "10000",
        "replication.factor": "1",
    }
    path = f"{DIRECTORY}/streams.properties"
    with open(path, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in settings.items())
    return subprocess.Popen([KAFKA, "run", "org.apache.kafka.streams.examples.wordcount.WordCountDemo", path],
                            env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True)


def counts(broker):
    """By word: the counts that were read, in their order. A word's counts are all in one partition."""
    output = tool("console-consumer", "--bootstrap-server", broker.address, "--topic", TARGET, "--from-beginning",
                  "--isolation-level", "read_committed", "--timeout-ms", "4000", "--formatter-property", "print.key=true",
                  "--formatter-property", "value.deserializer=org.apache.kafka.common.serialization.LongDeserializer")
    found = collections.defaultdict(list)
    for line in output.splitlines():
        word, tab, count = line.partition("\t")
        if tab and count.isdigit():
            found[word].append(int(count))
    return found


def main():
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    broker = Broker(PROGRAM)
    expected = collections.Counter()
    log = open(f"{DIRECTORY}/application.log", "a")
    application = None
    problem = "nothing was read"
    try:
        for topic in (SOURCE, TARGET):
            tool("topics", "--bootstrap-server", broker.address, "--create", "--topic", topic, "--partitions", "2")
        for part in range(PARTS):
            lines = [" ".join(f"word{chance.randrange(40)}" for _ in range(5)) for _ in range(LINES)]
            expected.update(word for line in lines for word in line.split())
            tool("console-producer", "--bootstrap-server", broker.address, "--topic", SOURCE, stdin="\n".join(lines) + "\n")
            application = start_application(broker, log)
            if part < PARTS - 1:
                time.sleep(5 + 2 * chance.random())
                if part == 0:
                    broker.kill()
                    broker.start()
                    time.sleep(2)
                application.kill()
                application.wait()
        wanted = {word: list(range(1, count + 1)) for word, count in expected.items()}
        deadline = time.monotonic() + 120
        while problem and time.monotonic() < deadline:
            found = counts(broker)
            wrong = [word for word in wanted if found.get(word) != wanted[word]]
            problem = f"{len(wrong)} of {len(wanted)} words, as {wrong[0]}: {found.get(wrong[0])}" if wrong else ""
            if any(len(set(numbers)) < len(numbers) for numbers in found.values()):
                break
    except Exception as failure:  # noqa: whatever it is, the test has failed
        problem = str(failure)
    finally:
        if application:
            application.kill()
        broker.remove()
        log.close()
    if problem:
        with open(f"{DIRECTORY}/application.log") as file:
            print(file.read()[-3000:])
        print(f"FAIL word count under exactly-once (seed {seed}): {problem}")
    else:
        print(f"ok   word count under exactly-once: {sum(expected.values())} words, each counted once")
    shutil.rmtree(DIRECTORY, ignore_errors=True)
    print("0 passed, 1 failed" if problem else "1 passed, 0 failed")
    sys.exit(1 if problem else 0)


if __name__ == "__main__":
    main()
