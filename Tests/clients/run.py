#!/usr/bin/env python3
"""Client families against a real broker.

Usage: run.py PROGRAM [FILTER ...] — PROGRAM is the varve binary, or the peer's script `kafka` to see what Kafka does.
Every test of test_*.py is run with each family (confluent-kafka, kafka-python, aiokafka, kcat) that has what it needs,
all on one broker; the tests about directories start their own, and need the peer's script in VARVE_KAFKA. A FILTER is
a part of `test family`. The last line is `N passed, N failed, N skipped`.
"""
import faulthandler
import inspect
import os
import re
import sys

import family_aiokafka
import family_confluent
import family_kafka_python
import family_kcat
import test_admin
import test_administration
import test_compaction
import test_consumer_protocol
import test_directories
import test_group_protocol
import test_groups
import test_records
import test_refusals
import test_transaction_protocol
import test_transactions
from broker import Broker
from tally import Tally

FAMILIES = [family_confluent, family_kafka_python, family_aiokafka, family_kcat]
MODULES = [test_group_protocol, test_consumer_protocol, test_records, test_refusals, test_admin, test_groups,
           test_transaction_protocol, test_transactions, test_directories, test_administration, test_compaction]
TESTS = [test for module in MODULES for name, test in vars(module).items() if name.startswith("test_")]


class Topics:
    """Makes topics for tests that are about something else."""

    def __init__(self, broker):
        self.broker = broker
        self.made = set()

    def create(self, topic, partitions):
        family_confluent.create_topic(self.broker, topic, partitions)

    def create_once(self, topic, partitions):
        if topic not in self.made:
            self.create(topic, partitions)
            self.made.add(topic)


def lacks(family, test):
    """Whether a family has not everything that a test uses."""
    source = inspect.getsource(test)
    if "restart(" in source:
        source += inspect.getsource(test_groups.restart)
    return any(not hasattr(family, name) for name in re.findall(r"family\.(\w+)", source))


def run(tally, name, test, arguments):
    """Runs a test with those arguments that it names."""
    tally.run(name, test, **{word: arguments[word] for word in inspect.signature(test).parameters})


def main():
    faulthandler.enable()
    program = sys.argv[1]
    peer = os.environ.get("VARVE_KAFKA")
    tally = Tally(sys.argv[2:])
    broker = Broker(program)
    broker.topics = Topics(broker)
    families = [family for family in FAMILIES if family is not family_kcat or family.is_there()]
    arguments = {"program": program, "peer": peer, "broker": broker, "families": families}
    try:
        for test in TESTS:
            if "family" not in inspect.signature(test).parameters:
                if tally.wants(test.__name__):
                    if peer or "peer" not in inspect.signature(test).parameters:
                        run(tally, test.__name__, test, arguments)
                    else:
                        tally.skip(test.__name__, "VARVE_KAFKA does not name the peer")
                continue
            for family in FAMILIES:
                name = f"{test.__name__} {family.NAME}"
                if not tally.wants(name) or lacks(family, test):
                    continue
                if family not in families:
                    tally.skip(name, "kcat is not installed")
                    continue
                run(tally, name, test, dict(arguments, family=family))
                if broker.process.poll() is not None:
                    print(f"the broker has ended with {broker.process.returncode}, see {broker.log}", flush=True)
                    broker.start()
    finally:
        broker.remove()
    tally.end()


if __name__ == "__main__":
    main()
