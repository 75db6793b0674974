#!/usr/bin/env python3
"""Every verb of the command as users meet it, on the real binary.

Usage: run.py VARVE [FILTER ...] — a FILTER is a part of a test's name. Needs nothing but Python 3.
The last line is `N passed, N failed, N skipped`.
"""
import inspect
import os
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "clients"))
sys.dont_write_bytecode = True

import test_bench
import test_completion
import test_configs
import test_consume
import test_contract
import test_groups
import test_logs
import test_produce
import test_profiles
import test_signals
import test_terminal
import test_topics
import test_transactions
import test_wire
from broker import Broker
from shell import Varve
from tally import Tally

MODULES = [test_contract, test_terminal, test_topics, test_configs, test_produce, test_consume, test_groups, test_logs,
           test_transactions, test_completion, test_profiles, test_wire, test_bench, test_signals]


def main():
    tally = Tally(sys.argv[2:])
    broker = Broker(sys.argv[1])
    try:
        with tempfile.TemporaryDirectory(prefix="varve-command-") as scratch:
            for module in MODULES:
                for name, test in list(vars(module).items()):
                    if not name.startswith("test_") or not inspect.isfunction(test) or not tally.wants(name):
                        continue
                    varve = Varve(sys.argv[1], broker.address)
                    arguments = {"varve": varve, "broker": broker, "scratch": scratch}
                    tally.run(name, test, **{word: arguments[word] for word in inspect.signature(test).parameters})
                    varve.end_all()
    finally:
        code = broker.stop() if broker.process.poll() is None else broker.process.returncode
        if code != 0:
            tally.run("the broker ends in order", lambda: (_ for _ in ()).throw(AssertionError(f"exit {code}, see {broker.log}")))
        broker.remove()
    tally.end()


if __name__ == "__main__":
    main()
