"""What SIGINT and SIGTERM do to what waits without end."""
import os
import signal
import tempfile
import time

from broker import Broker, free_port
from shell import end, read_some
from test_consume import filled


def test_consume_ends_in_order(varve):
    topic = filled(varve, "signals", 5)
    for number, code in ((signal.SIGTERM, 0), (signal.SIGINT, 130)):
        for words in (["consume", topic], ["tail", topic, "-n", "5"], ["consume", topic, "-g", f"signals-{number}"]):
            process = varve.start(*words)
            lines = read_some(process, 5)
            assert lines == [b"0:%d\n" % n for n in range(5)], lines
            began = time.monotonic()
            assert end(process, number) == (code, b"", ""), (words, number)
            assert time.monotonic() - began < 2
        # What was printed is committed.
        assert varve.ok("lag", f"signals-{number}", "--no-headers", "--columns", "committed,lag").lines == ["5\t0"]


def test_consume_keeps_what_was_printed_into_a_pipe(varve):
    """Output that is held back for large writes is not lost."""
    topic = filled(varve, "signals-pipe", 100)
    process = varve.start("consume", topic)
    lines = read_some(process, 100)
    code, rest, err = end(process, signal.SIGINT)
    assert (code, rest, err) == (130, b"", "") and lines[-1] == b"0:99\n"


def test_consume_waits_through_the_death_of_its_broker(varve):
    own = Broker(varve.program)
    try:
        varve.environment["VARVE_BROKER"] = own.address
        varve.ok("topic", "create", "broken")
        varve.ok("produce", "broken", stdin="x\n")
        process = varve.start("consume", "broken")
        assert process.stdout.readline() == b"x\n"
        own.kill()
        process.wait(timeout=15)
        assert process.returncode == 3 and process.stderr.read().decode().count("\n") == 1
    finally:
        own.remove()


def test_serve_stops_in_order(varve, scratch):
    for number in (signal.SIGTERM, signal.SIGINT):
        directory = os.path.join(scratch, f"serve-{number}")
        process = varve.start("serve", directory, "--listen", "127.0.0.1:0")
        ready = process.stdout.readline().decode()
        assert ready.startswith("ready 127.0.0.1:") and int(ready.rsplit(":", 1)[1]) > 0, ready
        varve.environment["VARVE_BROKER"] = ready.split()[1]
        varve.ok("topic", "create", "kept")
        varve.ok("produce", "kept", stdin="x\n")
        code, out, _ = end(process, number)
        assert (code, out) == (0, b"")
        assert varve.ok("log", "verify", directory, "-t", "kept", "--no-headers", "--columns", "records,state").out == "1\tok\n"


def test_serve_that_cannot(varve, broker, scratch):
    directory = os.path.join(scratch, "serve-cannot")
    taken = varve.run("serve", directory, "--listen", broker.address)
    assert taken.code == 1 and taken.raw == b"" and taken.err.splitlines()[-1].startswith("varve: ") and "in use" in taken.err, taken
    locked = varve.run("serve", broker.directory, "--listen", f"127.0.0.1:{free_port()}")
    assert locked.code == 1 and locked.raw == b"" and "another process" in locked.err, locked
    varve.fails(2, "serve", directory, "--listen", "nonsense", says="--listen takes HOST:PORT")
    varve.fails(2, "serve", directory, "--config", "log.retention.hours", says="name=value")
    varve.fails(2, "serve", directory, "log.retention.hours", says="name=value")
    wrong = varve.run("serve", directory, "--listen", "127.0.0.1:0", "--config", "log.retention.hours=soon")
    assert wrong.code in (1, 2) and "log.retention.hours" in wrong.err and wrong.raw == b"", wrong
    with tempfile.NamedTemporaryFile() as file:
        result = varve.run("serve", file.name, "--listen", "127.0.0.1:0")
        assert result.code == 1 and result.raw == b"" and file.name in result.err, result
    result = varve.run("serve", "/proc/nowhere", "--listen", "127.0.0.1:0")
    assert result.code == 1 and result.raw == b"" and result.err.splitlines()[-1].startswith("varve: /proc/nowhere"), result


def test_two_settings_after_one_config(varve, scratch):
    process = varve.start("serve", os.path.join(scratch, "serve-two"), "--listen", "127.0.0.1:0", "--config", "num.partitions=3",
                          "log.retention.hours=7")
    varve.environment["VARVE_BROKER"] = process.stdout.readline().decode().split()[1]
    assert varve.ok("topic", "create", "three", "--no-headers").out == "three\t3\t1\n"
    shown = varve.ok("config", "get", "broker", "1", "--set", "--no-headers", "--columns", "setting,value,source").lines
    assert {"log.retention.hours\t7\tstart", "num.partitions\t3\tstart"} <= set(shown), shown
    assert end(process)[0] == 0
