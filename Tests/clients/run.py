#!/usr/bin/env python3
"""Client families against a real broker.

Usage: run.py PROGRAM [FILTER ...] — PROGRAM is the varve binary, or the peer's script `kafka` to see what Kafka does.
Every test of test_*.py is run with each family (confluent-kafka, kafka-python, aiokafka, kcat) that has what it needs,
all on one broker. A FILTER is a part of `test family`. The last line is `N passed, N failed, N skipped`.
"""
import faulthandler
import inspect
import os
import re
import signal
import sys
import time
import traceback

import family_aiokafka
import family_confluent
import family_kafka_python
import family_kcat
import test_admin
import test_groups
import test_records
from broker import Broker

FAMILIES = [family_confluent, family_kafka_python, family_aiokafka, family_kcat]
MODULES = [test_records, test_admin, test_groups]
SECONDS = 120


class Topics:
    """Makes topics for tests that are about something else."""

    def __init__(self, broker):
        self.broker = broker

    def create(self, topic, partitions):
        family_confluent.create_topic(self.broker, topic, partitions)


def lacks(family, test):
    """The first thing that a test uses and a family has not; None if it has everything."""
    if family is family_kcat and not family.is_there():
        return "kcat is not installed"
    source = inspect.getsource(test)
    if "restart(" in source:
        source += inspect.getsource(test_groups.restart)
    for name in re.findall(r"family\.(\w+)", source):
        if not hasattr(family, name):
            return f"it has no {name}"
    return None


def late(_signal, _frame):
    raise TimeoutError(f"not done in {SECONDS} s")


def run(broker, family, test, families):
    """Answers None, or what went wrong."""
    signal.alarm(SECONDS)
    try:
        arguments = {"broker": broker, "family": family, "families": families}
        test(**{name: arguments[name] for name in inspect.signature(test).parameters})
        return None
    except Exception:  # noqa: a test may fail with anything
        return traceback.format_exc()
    finally:
        signal.alarm(0)


def main():
    faulthandler.enable()
    signal.signal(signal.SIGALRM, late)
    program, filters = sys.argv[1], sys.argv[2:]
    passed = failed = skipped = 0
    broker = Broker(program)
    broker.topics = Topics(broker)
    families = [family for family in FAMILIES if family is not family_kcat or family.is_there()]
    try:
        tests = [test for module in MODULES for name, test in vars(module).items() if name.startswith("test_")]
        for test in tests:
            for family in FAMILIES:
                name = f"{test.__name__} {family.NAME}"
                if filters and not any(part in name for part in filters):
                    continue
                reason = lacks(family, test)
                if reason:
                    skipped += family is family_kcat and not family.is_there()
                    continue
                began = time.monotonic()
                problem = run(broker, family, test, families)
                print(f"{'FAIL' if problem else 'ok  '} {name} ({time.monotonic() - began:.1f} s)", flush=True)
                if problem:
                    print(problem, flush=True)
                    failed += 1
                    if broker.process.poll() is not None:
                        print(f"the broker has ended with {broker.process.returncode}, see {broker.log}", flush=True)
                        broker.start()
                else:
                    passed += 1
    finally:
        broker.remove()
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    # Clients leave threads behind that would keep the interpreter.
    os._exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
