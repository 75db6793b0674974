"""Runs tests one by one and counts them."""
import os
import signal
import time
import traceback

SECONDS = 120


def late(_signal, _frame):
    raise TimeoutError(f"not done in {SECONDS} s")


class Tally:
    """Counts, and tells of each test as it ends. `filters` are parts of names; without any every test is wanted."""

    def __init__(self, filters):
        signal.signal(signal.SIGALRM, late)
        self.filters = filters
        self.passed = self.failed = self.skipped = 0

    def wants(self, name):
        return not self.filters or any(part in name for part in self.filters)

    def skip(self, name, reason):
        self.skipped += 1
        print(f"skip {name}: {reason}", flush=True)

    def run(self, name, test, *arguments, **named):
        began = time.monotonic()
        signal.alarm(SECONDS)
        problem = None
        try:
            test(*arguments, **named)
        except Exception:  # noqa: a test may fail with anything
            problem = traceback.format_exc()
        finally:
            signal.alarm(0)
        print(f"{'FAIL' if problem else 'ok  '} {name} ({time.monotonic() - began:.1f} s)", flush=True)
        if problem:
            self.failed += 1
            print(problem, flush=True)
        else:
            self.passed += 1

    def end(self):
        """Prints the closing line and leaves, at once: clients leave threads behind that would keep the interpreter."""
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped", flush=True)
        os._exit(1 if self.failed or not self.passed else 0)
