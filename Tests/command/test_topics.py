"""topic create|list|describe|alter|delete|add-partitions|trim, offsets."""
from shell import rows

UUID = r"^[A-Za-z0-9_-]{22}$"


def test_topics_are_created_and_listed(varve):
    made = varve.ok("topic", "create", "life-b", "life-a", "-p", "3", "--config", "retention.ms=-1", "-c", "segment.bytes=1048576",
                    "-o", "json").json
    assert made["schema"] == "topic.create"
    assert [row[:3] for row in rows(made)] == [["life-b", 3, 1], ["life-a", 3, 1]]
    ids = {row[0]: row[3] for row in rows(made)}
    listed = varve.ok("topic", "list", "-o", "json").json
    assert listed["schema"] == "topic.list"
    life = [row for row in rows(listed) if row[0].startswith("life-")]
    assert life == [["life-a", 3, 1, False, ids["life-a"]], ["life-b", 3, 1, False, ids["life-b"]]], life
    assert varve.ok("topic", "create", "life-default").lines == ["topic\tpartitions\treplicas", "life-default\t1\t1"]
    settings = [line for line in varve.ok("config", "get", "topic", "life-a", "--set", "-o", "tsv", "--no-headers").lines
                if "\ttopic\t" in line]
    assert settings == ["retention.ms\t-1\ttopic\tno\tno", "segment.bytes\t1048576\ttopic\tno\tno"], settings


def test_topics_that_cannot_be_created(varve):
    varve.ok("topic", "create", "twice")
    varve.fails(1, "topic", "create", "twice", says=["topic twice", "TOPIC_ALREADY_EXISTS", "varve topic describe"])
    assert varve.ok("topic", "create", "twice", "--if-not-exists").lines == ["topic\tpartitions\treplicas"]
    varve.fails(1, "topic", "create", "a/b", says="INVALID_TOPIC_EXCEPTION")
    varve.fails(1, "topic", "create", "", says="INVALID_TOPIC_EXCEPTION")
    varve.fails(1, "topic", "create", "x" * 250, says="INVALID_TOPIC_EXCEPTION")
    varve.fails(1, "topic", "create", "copies", "-r", "3", says="no more replicas than there are brokers")
    varve.fails(1, "topic", "create", "odd", "-c", "retention.ms=soon", says="INVALID_CONFIG")
    varve.fails(1, "topic", "create", "odd", "-c", "no.such.setting=1", says="INVALID_CONFIG")
    for wrong, what in ((["-p", "0"], "--partitions takes a whole number from 1"), (["-p", "x"], "not 'x'"),
                        (["-p", "-1"], "not '-1'"), (["-p"], "needs a value"), (["-r", "99999"], "1 to 32767"),
                        (["-c", "novalue"], "name=value"), (["-c", "=1"], "name=value"), (["-p", "1", "-p", "2"], "twice")):
        varve.fails(2, "topic", "create", "odd", *wrong, says=[what, "see 'varve topic create --help'"])
    varve.ok("topic", "create", "odd", "--dry-run")
    varve.fails(5, "topic", "describe", "odd")
    # What went well before is told; the exit code is that of the failure.
    result = varve.run("topic", "create", "first-of-two", "twice", "-o", "name")
    assert (result.code, result.out) == (1, "first-of-two\n") and result.err.count("\n") == 1, result


def test_topics_are_described(varve):
    varve.ok("topic", "create", "described", "-p", "3")
    varve.ok("produce", "described", "-p", "1", stdin="a\nb\n")
    report = varve.ok("topic", "describe", "described", "-o", "json").json
    assert report["schema"] == "topic.describe"
    topic_id = rows(report)[0][-1]
    assert rows(report) == [["described", number, 1, 0, [1], [1], [], 0, 2 if number == 1 else 0, topic_id] for number in range(3)]
    assert varve.ok("topic", "describe", "described", "-p", "1-2").lines == [
        "topic\tpartition\tleader\tleader_epoch\treplicas\tin_sync\tstart\tend", "described\t1\t1\t0\t1\t1\t0\t2",
        "described\t2\t1\t0\t1\t1\t0\t0"]
    varve.fails(5, "topic", "describe", "described", "-p", "3", says=["has no partition 3", "it has 0 to 2"])
    for wrong in ("", "x", "1-", "2-1", "-1", "1,,2"):
        varve.fails(2, "topic", "describe", "described", "-p", wrong, says="numbers and ranges such as 0,2-4")


def test_settings_of_topics_are_altered(varve):
    varve.ok("topic", "create", "altered")
    assert varve.ok("topic", "alter", "altered", "--config", "retention.ms=86400000").lines == [
        "setting\tvalue\tsource", "retention.ms\t86400000\ttopic"]
    varve.ok("topic", "alter", "altered", "--config", "retention.ms=5", "--dry-run")
    assert varve.ok("config", "get", "topic", "altered", "retention.ms", "--no-headers").out == "retention.ms\t86400000\ttopic\n"
    assert varve.ok("topic", "alter", "altered", "--delete-config", "retention.ms", "-o", "jsonl").json == {
        "setting": "retention.ms", "value": "604800000", "source": "default"}
    varve.fails(2, "topic", "alter", "altered", says="no setting is given")
    varve.fails(1, "topic", "alter", "altered", "--config", "retention.ms=soon", says="varve config get")


def test_partitions_are_added(varve):
    varve.ok("topic", "create", "grows", "-p", "2")
    assert varve.ok("topic", "add-partitions", "grows", "+2", "-o", "jsonl").json == {"topic": "grows", "before": 2, "partitions": 4}
    assert varve.ok("topic", "add-partitions", "grows", "6", "-o", "json").json == {
        "schema": "topic.add-partitions", "version": 1, "topic": "grows", "before": 4, "partitions": 6}
    varve.ok("topic", "add-partitions", "grows", "7", "--dry-run")
    assert len(varve.ok("offsets", "grows", "-o", "name").lines) == 6
    for count in ("6", "1"):
        varve.fails(1, "topic", "add-partitions", "grows", count, says="partitions can only be added")
    for count in ("0", "x", "+", "", "99999999"):
        varve.fails(2, "topic", "add-partitions", "grows", count, says="COUNT is a whole number")


def test_topics_are_deleted(varve):
    varve.ok("topic", "create", "gone-a", "gone-b")
    assert varve.ok("topic", "delete", "gone-a", "gone-b", "--yes", "-o", "name").lines == ["gone-a", "gone-b"]
    varve.fails(5, "topic", "delete", "gone-a", "-y")
    varve.ok("topic", "create", "stays")
    varve.fails(5, "topic", "delete", "stays", "gone-a", "--yes")
    varve.ok("topic", "describe", "stays")
    varve.fails(2, "topic", "delete", "stays", "--yes", "--columns", "nonsense")
    varve.ok("topic", "describe", "stays")


def test_topics_are_trimmed(varve):
    varve.ok("topic", "create", "trimmed", "-p", "2", "-c", "retention.ms=-1")
    varve.ok("produce", "trimmed", "-p", "0", "-f", "%d %v\\n", stdin="".join(f"{n}000 v\n" for n in range(1, 11)))
    varve.ok("produce", "trimmed", "-p", "1", stdin="x\ny\n")
    varve.fails(2, "topic", "trim", "trimmed", "--to", "4", says=["6 records of topic trimmed go", "confirm with --yes"])
    report = varve.ok("topic", "trim", "trimmed", "--to", "4", "-p", "0", "--yes", "-o", "json").json
    assert report["schema"] == "topic.trim" and rows(report) == [["trimmed", 0, 0, 4, 4]]
    # Nothing to do is success, and asks nothing.
    assert rows(varve.ok("topic", "trim", "trimmed", "--to", "2", "-p", "0", "-o", "json").json) == []
    assert varve.ok("topic", "trim", "trimmed", "--to", "@1970-01-01T00:00:07Z", "-p", "0", "-y", "--no-headers").out == "trimmed\t0\t4\t6\t2\n"
    varve.fails(1, "topic", "trim", "trimmed", "--to", "99", "-p", "0", "-y", says=["OFFSET_OUT_OF_RANGE", "varve offsets"])
    assert varve.ok("topic", "trim", "trimmed", "--to", "end", "-y", "--no-headers").lines == ["trimmed\t0\t6\t10\t4", "trimmed\t1\t0\t2\t2"]
    varve.fails(2, "topic", "trim", "trimmed", says="--to OFFSET is missing")
    for wrong in ("x", "1:2", "stored", ""):
        varve.fails(2, "topic", "trim", "trimmed", "--to", wrong, says="--to takes one offset")


def test_offsets_are_shown(varve):
    varve.ok("topic", "create", "offsets", "-p", "2", "-c", "retention.ms=-1")
    varve.ok("produce", "offsets", "-p", "0", "-f", "%d %v\\n", stdin="1000 a\n2000 b\n3000 c\n")
    assert varve.ok("offsets", "offsets").lines == ["topic\tpartition\tstart\tend\trecords", "offsets\t0\t0\t3\t3", "offsets\t1\t0\t0\t0"]
    report = varve.ok("offsets", "offsets", "--at", "1970-01-01T00:00:02Z", "-o", "json").json
    assert report["schema"] == "offsets" and rows(report) == [["offsets", 0, 0, 3, 3, 1], ["offsets", 1, 0, 0, 0, 0]]
    assert rows(varve.ok("offsets", "offsets", "--at", "-1h", "-p", "0", "-o", "json").json) == [["offsets", 0, 0, 3, 3, 3]]
    for wrong in ("soon", "", "2013-13-01", "1h"):
        varve.fails(2, "offsets", "offsets", "--at", wrong, says="--at takes a time")
