"""consume and tail: where they begin and end, and how records are written."""
import base64
import json


def filled(varve, topic, count=10, partitions=1):
    """A topic with values 0...; the time of record n is n seconds after 1970. Answers its name."""
    varve.ok("topic", "create", topic, "-p", str(partitions), "-c", "retention.ms=-1")
    for partition in range(partitions):
        lines = "".join(f"{n * 1000} k{n} {partition}:{n}\n" for n in range(count))
        varve.ok("produce", topic, "-p", str(partition), "-f", "%d %k %v\\n", stdin=lines)
    return topic


def numbers(varve, topic, *words):
    return [int(line) for line in varve.ok("consume", topic, *words, "-f", "%o\\n").lines]


def test_offsets_and_ranges(varve):
    topic = filled(varve, "ranges")
    cases = {"start": range(10), "end": [], "3": range(3, 10), "3:": range(3, 10), ":3": range(3), "3:5": [3, 4], "3+4": range(3, 7),
             "+4": range(4, 10), "-4": range(6, 10), "-99": range(10), "+99": [], "5:5": [], "0:99": range(10), "-4:-2": [6, 7],
             ":end": range(10), "2:end": range(2, 10), "@4000": None, "@1970-01-01T00:00:07Z": [7, 8, 9],
             "@1970-01-01T00:00:02Z:1970-01-01T00:00:05Z": [2, 3, 4], "@1970-01-01T00:00:02Z:3s": [2, 3, 4],
             "@1970-01-01:end": range(10), "@-1h": []}
    for text, expected in cases.items():
        if expected is not None:
            assert numbers(varve, topic, "-o", text, "-e") == list(expected), text
    # A range ends by itself.
    assert numbers(varve, topic, "-o", "3:5") == [3, 4]
    assert numbers(varve, topic, "-o", ":-7") == [0, 1, 2]
    for wrong in ("x", "5:3", ":", "--5", "@", "@soon", "@2013-01-02:2013-01-01", "1+"):
        varve.fails(2, "consume", topic, "-o", wrong, "-e", says=[f"'{wrong}' is no offset", "see 'varve consume --help'"])
    varve.fails(2, "consume", topic, "-o", "stored", says="name it with -g")
    assert varve.ok("consume", topic, "-o-2", "-e").lines == ["0:8", "0:9"]


def test_offsets_that_do_not_exist(varve):
    topic = filled(varve, "beyond")
    varve.ok("topic", "trim", topic, "--to", "4", "--yes")
    assert numbers(varve, topic, "-o", "0:6") == [4, 5]
    assert numbers(varve, topic, "-o", "99", "-e") == []
    assert numbers(varve, topic, "-o", "99:200", "-e") == []
    assert numbers(varve, topic, "-o", "+1", "-e") == [5, 6, 7, 8, 9]


def test_each_partition_may_begin_elsewhere(varve):
    topic = filled(varve, "apart", 5, 3)
    found = varve.ok("consume", topic, "--per-partition", "0=3,2=end,1=1:2", "-e").lines
    assert sorted(found) == ["0:3", "0:4", "1:1"], found
    found = varve.ok("consume", topic, "-o", "4", "--per-partition", "1=-2", "-e").lines
    assert sorted(found) == ["0:4", "1:3", "1:4", "2:4"], found
    assert varve.ok("consume", topic, "-p", "0-1", "--per-partition", "0=4,1=end", "-e").lines == ["0:4"]
    for wrong in ("x", "0", "0=", "0=x", "=1", "0=1,,1=2", "0=1,0=2", "0=stored"):
        varve.fails(2, "consume", topic, "--per-partition", wrong, "-e", says="--per-partition takes")
    varve.fails(5, "consume", topic, "--per-partition", "3=1", "-e", says="has no partition 3")
    varve.fails(2, "consume", topic, "-p", "0", "--per-partition", "1=1", "-e", says="partition 1 is not among those of -p")


def test_where_reading_ends(varve):
    topic = filled(varve, "ends", 10, 2)
    assert len(varve.ok("consume", topic, "-n", "7").lines) == 7
    assert len(varve.ok("consume", topic, "-e", "-n", "99").lines) == 20
    assert len(varve.ok("consume", topic, "--idle-exit", "300ms").lines) == 20
    assert varve.ok("consume", topic, "-p", "1", "-o", "8", "-e").lines == ["1:8", "1:9"]
    for words, what in ((["-n", "0"], "from 1"), (["-n", "x"], "not 'x'"), (["--idle-exit", "5"], "no span"), (["-p", "9"], None)):
        varve.fails(5 if what is None else 2, "consume", topic, *words, says=what or "it has 0 to 1")
    filled(varve, "ends-other", 2)
    assert sorted(varve.ok("consume", topic, "ends-other", "-e", "-o", "-1", "-f", "%t %p %o\\n").lines) == [
        "ends 0 9", "ends 1 9", "ends-other 0 1"]


def test_every_field_of_the_format(varve):
    varve.ok("topic", "create", "fields", "-c", "retention.ms=-1")
    record = {"key": "käy", "value": "va\tl", "timestamp": 1357034400123, "headers": [
        {"key": "a", "value": "1"}, {"key": "n", "value": None}, {"key": "bin", "value_base64": "/wA="}]}
    null = {"key": None, "value": None, "timestamp": 0}
    varve.ok("produce", "fields", "-f", "json", stdin=json.dumps(record) + "\n" + json.dumps(null) + "\n")

    def shown(form, offset=0):
        return varve.ok("consume", "fields", "-o", f"{offset}:{offset + 1}", "-f", form).raw

    cases = [
        ("%t %p %o %k %v\\n", "fields 0 0 käy va\tl\n"), ("%T %K %V %H\\n", "6 4 4 3\n"), ("%d\\n", "1357034400123\n"),
        ("%d{iso}\\n", "2013-01-01T10:00:00.123Z\n"), ("%d{strftime[%Y/%m/%d %H:%M}]}\\n", "2013/01/01 10:00}\n"), ("%e\\n", "0\n"),
        ("%h{%k=%v;}\\n", b"a=1;n=;bin=\xff\0;\n"), ("%h{%K%k%V%v{hex} }\\n", "1a131 1n-1- 3bin2ff00 \n"), ("%i\\n", "0\n"),
        ("%k{hex} %v{base64} %k{json} %v{utf8}\\n", "6bc3a479 dmEJbA== \"käy\" va\tl\n"), ("%K{hex8} %K{hex16}\\n", "04 0004\n"),
        ("%a{compression} %a{timestamp-type} %a{transactional-bit} %a{control-bit} %a\\n", "none CreateTime 0 0 0\n"),
        ("%v{unpack[>H c]}\\n", "30305 \t\n"), ("%% %{ %} \\\\ \\x41\\0\\n", "% { } \\ A\0\n"), ("%y\\n", "0\n"), ("raw", "va\tl"), ("kv", "käy\tva\tl\n"),
        ("%[ %| %]\\n", "0 2 2\n"),
    ]
    for form, expected in cases:
        found = shown(form)
        assert found == (expected if isinstance(expected, bytes) else expected.encode()), (form, found)
    assert shown("%K{big32}%k%V{little16}%v") == b"\0\0\0\4" + "käy".encode() + b"\4\0va\tl"
    assert shown("%K{big16}%k%V{big16}%v%K %V %k{hex} %v{json}", 1) == b"\xff\xff\xff\xff-1 -1 - null"
    assert int(shown("%x\\n")) >= 0
    found = json.loads(shown("json"))
    assert found == {"topic": "fields", "partition": 0, "offset": 0, **record}, found
    assert shown("json", 1) == b'{"topic":"fields","partition":0,"offset":1,"timestamp":0,"key":null,"value":null}\n'
    dump = shown("hexdump").decode()
    assert dump.splitlines()[0] == "fields 0 0 2013-01-01T10:00:00.123Z" and "|va.l|" in dump and "  header \"n\" null" in dump
    for wrong, what in (("%h", "%h takes a format"), ("%h{%o}", "within %h{}"), ("%k{rot13}", "is none of"), ("\\q", "takes one of"), ("", "names no field")):
        varve.fails(2, "consume", "fields", "-e", "-f", wrong, says=what)


def test_lossless_copies(varve):
    """What is written in a format and read in the same is the same record again."""
    varve.ok("topic", "create", "source", "-c", "retention.ms=-1")
    wild = base64.b64encode(bytes(range(256))).decode()
    source = [{"key": "k", "value": "v", "timestamp": 1, "headers": [{"key": "h", "value": "x"}, {"key": "h", "value": None}]},
              {"key": None, "value": "only value", "timestamp": 2}, {"key": "", "value": "", "timestamp": 3},
              {"key_base64": wild, "value_base64": wild, "timestamp": 4, "headers": [{"key": "b", "value_base64": "/wA="}]},
              {"key": "tombstone", "value": None, "timestamp": 5}]
    varve.ok("produce", "source", "-f", "json", stdin="".join(json.dumps(record) + "\n" for record in source))
    for number, form in enumerate((
            "json", "%K{big32}%k%V{big32}%v%d{big64}%H{big16}%h{%K{big16}%k%V{big32}%v}", "%K %V %d %H|%k%v%h{%K,%V:%k%v}\\n",
            "%K{hex16}%k{hex}%V{hex32}%v{base64}%d\\t%H{byte}%h{%K{byte}%k%V{little32}%v}", "%k{hex}\\t%v{base64}\\t%d\\t%H %h{%k{hex}=%v{hex},}\\n")):
        copy = f"copy-{number}"
        varve.ok("topic", "create", copy, "-c", "retention.ms=-1")
        varve.ok("produce", copy, "-f", form, stdin=varve.ok("consume", "source", "-e", "-f", form).raw)
        found = [json.loads(line) for line in varve.ok("consume", copy, "-e", "-f", "json").lines]
        for record in found:
            del record["topic"], record["partition"], record["offset"]
        assert found == source, (form, found)


def test_lengths_that_look_like_null(varve):
    """All bits of a width mean null: a record as long as that does not fit the width, and is not written as another."""
    varve.ok("topic", "create", "widths")
    varve.ok("produce", "widths", stdin=b"x" * 254 + b"\n" + b"y" * 255 + b"\n")
    assert varve.ok("consume", "widths", "-o", "0:1", "-f", "%V{byte}%v").raw == b"\xfe" + b"x" * 254
    result = varve.run("consume", "widths", "-e", "-f", "%V{byte}%v\\n")
    assert result.code == 1 and result.raw == b"\xfe" + b"x" * 254 + b"\n", result
    assert "offset 1" in result.err and "{big8}" in result.err and result.err.count("\n") == 1, result
    assert varve.ok("consume", "widths", "-o", "1", "-e", "-f", "%V{big16}%v").raw == b"\0\xff" + b"y" * 255


def test_tail(varve):
    topic = filled(varve, "tailed", 20, 2)
    assert sorted(varve.ok("tail", topic, "-e").lines) == sorted(f"{p}:{n}" for p in (0, 1) for n in range(15, 20))
    assert varve.ok("tail", topic, "-e", "-n", "2", "-p", "1").lines == ["1:18", "1:19"]
    assert varve.ok("tail", topic, "-o", "18", "-e", "-p", "0").lines == ["0:18", "0:19"]
    varve.ok("topic", "create", "tailed-empty")
    assert varve.ok("tail", "tailed-empty", "-e").raw == b""
    process = varve.start("tail", topic, "-n", "1", "-p", "0")
    assert process.stdout.readline() == b"0:19\n"
    varve.ok("produce", topic, "-p", "0", stdin="next\n")
    assert process.stdout.readline() == b"next\n"
    process.kill()
    process.communicate()
