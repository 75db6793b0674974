"""produce: what is read, what is refused, what reaches the log."""
import json
import signal
import time

from broker import Broker
from shell import Varve


def records(varve, topic, *more):
    """Everything in a topic as JSON."""
    return [json.loads(line) for line in varve.ok("consume", topic, "-e", "-f", "json", *more).lines]


def values(varve, topic, *more):
    return varve.ok("consume", topic, "-e", *more).raw


def test_lines_become_records(varve):
    varve.ok("topic", "create", "lines")
    result = varve.ok("produce", "lines", stdin="one\n\nthree\nwithout end")
    assert result.raw == b""
    assert values(varve, "lines") == b"one\n\nthree\nwithout end\n"
    assert [record["key"] for record in records(varve, "lines")] == [None] * 4
    now = time.time() * 1000
    assert all(abs(record["timestamp"] - now) < 60000 for record in records(varve, "lines"))


def test_empty_input_is_no_record(varve):
    varve.ok("topic", "create", "nothing")
    varve.ok("produce", "nothing", stdin="")
    assert values(varve, "nothing") == b""
    # A wrong topic is told though nothing is to be written.
    varve.fails(5, "produce", "no-such-topic", stdin="")


def test_bytes_stay_bytes(varve):
    varve.ok("topic", "create", "bytes")
    wild = bytes(range(10)) + bytes(range(11, 256)) + b"\xff\xfe\xc3\x28"
    varve.ok("produce", "bytes", stdin=wild + b"\n" + b"\r\n")
    assert values(varve, "bytes") == wild + b"\n\r\n"
    shown = records(varve, "bytes")
    assert "value" not in shown[0] and shown[1]["value"] == "\r"
    varve.ok("topic", "create", "bytes-copy")
    varve.ok("produce", "bytes-copy", "-f", "json", stdin=varve.ok("consume", "bytes", "-e", "-f", "json").raw)
    assert values(varve, "bytes-copy") == wild + b"\n\r\n"


def test_huge_lines(varve):
    varve.ok("topic", "create", "huge", "-c", "max.message.bytes=4000000")
    line = b"x" * 900000
    varve.ok("produce", "huge", stdin=line + b"\n")
    assert values(varve, "huge") == line + b"\n"
    # Above what a request may have, and above the topic's limit: refused, with what is wrong and where.
    varve.fails(1, "produce", "huge", stdin=b"a\n" + b"x" * 5_000_000 + b"\n", says=["1 of 2 records were not written", "max.message.bytes"])
    assert values(varve, "huge", "-o", "1") == b"a\n"
    varve.ok("topic", "create", "small", "-c", "max.message.bytes=1000")
    varve.fails(1, "produce", "small", stdin="good\n" + "x" * 2000 + "\nalso good\n",
                says=["1 of 3 records were not written", "MESSAGE_TOO_LARGE", "max.message.bytes"])
    assert values(varve, "small") == b"good\nalso good\n"
    # Many small records are no reason to fail, however the batches came to be too large.
    varve.ok("produce", "small", stdin="y" * 90 + "\n" + ("z" * 90 + "\n") * 999)
    assert len(values(varve, "small", "-o", "2").splitlines()) == 1000


def test_formats_with_keys(varve):
    varve.ok("topic", "create", "keys", "-p", "3")
    varve.ok("produce", "keys", "-f", "%k\\t%v\\n", stdin="k1\tv1\nk2\tv2\tmore\n\tempty key\n")
    found = sorted((record["key"], record["value"]) for record in records(varve, "keys"))
    assert found == [("", "empty key"), ("k1", "v1"), ("k2", "v2\tmore")], found
    # The same key goes to the same partition as with Kafka's clients (murmur2).
    by_key = {record["key"]: record["partition"] for record in records(varve, "keys")}
    varve.ok("produce", "keys", "-f", "kv", stdin="k1\tagain\n")
    again = [record for record in records(varve, "keys") if record["value"] == "again"]
    assert again[0]["partition"] == by_key["k1"]
    varve.ok("topic", "create", "keyed", "-c", "retention.ms=-1")
    varve.ok("produce", "keyed", "-k", "one", "-H", "a=b", "-H", "c=", stdin="x\n")
    varve.ok("produce", "keyed", "-f", "%d %k %v\\n", "-z", "zstd", stdin="2013-01-01T10:00:00Z k v\n1357034400000 k2 v2\n")
    found = records(varve, "keyed")
    assert (found[0]["key"], found[0]["headers"]) == ("one", [{"key": "a", "value": "b"}, {"key": "c", "value": ""}])
    assert [record["timestamp"] for record in found[1:]] == [1357034400000] * 2
    varve.ok("produce", "keyed", "-Z", "-f", "%k:%v\\n", stdin="gone:\n")
    assert records(varve, "keyed", "-o", "-1")[0]["value"] is None
    for form, text in (("%K{big32}%k%V{big32}%v", b"\0\0\0\1k\0\0\0\2v\n"), ("%k{hex} %v{base64}\n", b"6b dgo=\n"),
                       ("%K %V|%k%v", b"1 2|kv\n"), ("%k{json}%v{json}\n", b'"k""v\\n"\n')):
        varve.ok("topic", "create", "exact", "--if-not-exists")
        varve.ok("produce", "exact", "-f", form, stdin=text)
        last = records(varve, "exact", "-o", "-1")[0]
        assert (last["key"], last["value"]) == ("k", "v\n"), (form, last)


def test_input_that_does_not_fit_the_format(varve):
    varve.ok("topic", "create", "misfit")
    varve.fails(1, "produce", "misfit", "-f", "%k\\t%v\\n", stdin="k\tv\nno tab\n", says="record 2 of the input")
    # What was right before it is written.
    assert values(varve, "misfit") == b"v\n"
    varve.fails(1, "produce", "misfit", "-f", "json", stdin='{"value":"x"}\nnot json\n', says="record 2 of the input")
    varve.fails(1, "produce", "misfit", "-f", "%v{hex}\\n", stdin="zz\n", says="not hexadecimal")
    varve.fails(1, "produce", "misfit", "-f", "%V{big32}%v", stdin=b"\0\0\0\x09abc", says="the input ends")
    varve.fails(1, "produce", "misfit", "-f", "%d %v\\n", stdin="soon x\n", says="a time is missing")
    for wrong, what in (("%k%v\\n", "nothing says where key ends"), ("hexdump", "hexdump is for people"), ("%q", "%q is no field"),
                        ("jsn", "did you mean -f json?"), ("%v{unpack[i]}", "only writes"), ("%v{", "not closed"), ("%", "'%' at the end")):
        varve.fails(2, "produce", "misfit", "-f", wrong, stdin="x\n", says=what)


def test_wrong_places_and_options(varve):
    varve.ok("topic", "create", "places", "-p", "2")
    varve.fails(5, "produce", "places", "-p", "2", stdin="x\n", says=["topic places has no partition 2", "it has 0 to 1"])
    varve.fails(1, "produce", "places", "-f", "%p %v\\n", stdin="0 a\n7 b\n", says=["record 2 of the input", "partition 7 of topic places"])
    varve.fails(5, "produce", "absent", stdin="x\n", says=["absent", "varve topic list"])
    for words, what in ((["-p", "x"], "--partition takes"), (["-p", "-1"], "not '-1'"), (["-z", "rar"], "none, gzip, snappy, lz4 or zstd"),
                        (["--acks", "2"], "-1, 1 or 0"), (["-H", "x"], "name=value")):
        varve.fails(2, "produce", "places", *words, stdin="x\n", says=[what, "see 'varve produce --help'"])
    varve.fails(2, "produce", stdin="x\n", says="TOPIC is missing")
    varve.ok("produce", "-f", "%t %v\\n", stdin="places via-format\n")
    assert b"via-format" in values(varve, "places")


def test_codecs_and_acknowledgements(varve):
    varve.ok("topic", "create", "packed")
    for codec in ("none", "gzip", "snappy", "lz4", "zstd"):
        varve.ok("produce", "packed", "-z", codec, stdin=f"{codec}\n" * 3)
    for acks in ("-1", "all", "1", "0"):
        varve.ok("produce", "packed", "--acks", acks, stdin=f"acks {acks}\n")
    expected = [codec for codec in ("none", "gzip", "snappy", "lz4", "zstd") for _ in range(3)] + [f"acks {acks}" for acks in ("-1", "all", "1", "0")]
    assert varve.ok("consume", "packed", "-n", str(len(expected))).lines == expected
    assert sorted(set(varve.ok("consume", "packed", "-e", "-f", "%a{compression}\\n").lines)) == ["gzip", "lz4", "none", "snappy", "zstd"]


def test_create_asks_the_broker_for_the_topic(varve):
    varve.ok("produce", "made-by-produce", "--create", stdin="x\n")
    assert values(varve, "made-by-produce") == b"x\n"


def test_records_leave_while_the_input_waits(varve):
    varve.ok("topic", "create", "slow-input")
    process = varve.start("produce", "slow-input", stdin=-1)
    process.stdin.write(b"early\n")
    process.stdin.flush()
    # Ends by itself as soon as the record is there, though the producer still waits for input.
    assert varve.ok("consume", "slow-input", "-n", "1").out == "early\n"
    out, err = process.communicate(b"late\n", timeout=10)
    assert (process.returncode, out, err) == (0, b"", b"")
    assert values(varve, "slow-input") == b"early\nlate\n"


def test_a_broker_that_dies_meanwhile(varve):
    own = Broker(varve.program)
    try:
        here = Varve(varve.program, own.address)
        here.ok("topic", "create", "dies")
        process = here.start("produce", "dies", "--delivery-timeout", "4s", stdin=-1)
        process.stdin.write(b"first\n")
        process.stdin.flush()
        assert here.ok("consume", "dies", "-n", "1").out == "first\n"
        own.kill()
        began = time.monotonic()
        process.stdin.write(b"second\n")
        process.stdin.close()
        assert f"cannot reach {own.address}" in process.stderr.readline().decode() and time.monotonic() - began < 3
        rest = process.stderr.read().decode()
        assert process.wait(timeout=10) == 3 and 3 < time.monotonic() - began < 8
        assert rest.count("\n") == 1 and "1 of 2 records were not written" in rest, rest
    finally:
        own.remove()


def test_a_broker_that_comes_back_in_time(varve):
    own = Broker(varve.program)
    try:
        here = Varve(varve.program, own.address)
        here.ok("topic", "create", "returns")
        process = here.start("produce", "returns", stdin=-1)
        process.stdin.write(b"first\n")
        process.stdin.flush()
        assert here.ok("consume", "returns", "-n", "1").out == "first\n"
        own.kill()
        process.stdin.write(b"second\n")
        process.stdin.close()
        assert "cannot reach" in process.stderr.readline().decode()
        own.start()
        assert process.wait(timeout=20) == 0, process.stderr.read()
        assert here.ok("consume", "returns", "-e").out == "first\nsecond\n"
    finally:
        own.remove()


def test_an_interrupted_produce_has_written_what_it_read(varve):
    varve.ok("topic", "create", "interrupted")
    process = varve.start("produce", "interrupted", stdin=-1)
    process.stdin.write(b"a\nb\n")
    process.stdin.flush()
    assert varve.ok("consume", "interrupted", "-n", "2").out == "a\nb\n"
    process.stdin.write(b"c\n")
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 130
    assert values(varve, "interrupted") in (b"a\nb\n", b"a\nb\nc\n")
