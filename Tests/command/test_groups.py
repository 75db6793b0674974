"""consume -g, group list|describe|seek|skip|delete, lag."""
import re
import shlex
import signal
import time

from shell import end, rows
from test_consume import filled


def committed(varve, group):
    return {(row[1], row[2]): row[3] for row in rows(varve.ok("lag", group, "-o", "json").json)}


def test_a_group_goes_on_where_it_was(varve):
    topic = filled(varve, "grouped", 10)
    assert varve.ok("consume", topic, "-g", "goes-on", "-n", "4").lines == [f"0:{n}" for n in range(4)]
    assert committed(varve, "goes-on") == {(topic, 0): 4}, varve.ok("lag", "goes-on").out
    assert varve.ok("consume", topic, "-g", "goes-on", "-e").lines == [f"0:{n}" for n in range(4, 10)]
    # -o says where a new group begins, not where one goes on.
    assert varve.ok("consume", topic, "-g", "goes-on", "-o", "start", "-e").lines == []
    report = varve.ok("lag", "goes-on", "-o", "json").json
    assert report["schema"] == "lag" and rows(report) == [["goes-on", topic, 0, 10, 10, 0]]
    assert varve.ok("lag", "goes-on").lines == ["group\ttopic\tpartition\tcommitted\tend\tlag", f"goes-on\t{topic}\t0\t10\t10\t0"]
    assert f"goes-on\t{topic}\t0\t10\t10\t0" in varve.ok("lag").lines


def test_where_a_new_group_begins(varve):
    topic = filled(varve, "begins", 10)
    for number, (offset, expected) in enumerate((("start", range(10)), ("end", []), ("7", [7, 8, 9]), ("-2", [8, 9]), ("+6", range(6, 10)),
                                                 ("@1970-01-01T00:00:05Z", range(5, 10)), ("stored", range(10)))):
        group = f"begins-{number}"
        assert varve.ok("consume", topic, "-g", group, "-o", offset, "-e", "-f", "%o\\n").lines == [str(n) for n in expected], offset
        assert committed(varve, group) == {(topic, 0): 10}, offset
    for wrong, what in ((["-o", "1:2"], "a range"), (["-p", "0"], "a group shares out the partitions"), (["--per-partition", "0=1"], "a group")):
        varve.fails(2, "consume", topic, "-g", "wrong", *wrong, says=[what, "see 'varve consume --help'"])


def test_groups_are_listed_and_described(varve):
    topic = filled(varve, "listed", 3, 2)
    varve.ok("consume", topic, "-g", "listed-empty", "-e")
    process = varve.start("consume", topic, "-g", "listed-busy")
    for _ in range(6):
        process.stdout.readline()
    listed = varve.ok("group", "list", "-o", "json").json
    assert listed["schema"] == "group.list"
    found = {row[0]: row[1:] for row in rows(listed)}
    assert found["listed-empty"] == ["Empty", "consumer", "classic"] and found["listed-busy"] == ["Stable", "consumer", "classic"], found
    assert "listed-busy" in varve.ok("group", "list", "--state", "stable", "-o", "name").lines
    assert "listed-empty" not in varve.ok("group", "list", "--state", "stable", "-o", "name").lines
    varve.fails(2, "group", "list", "--state", "sleepy", says="Empty")
    report = varve.ok("group", "describe", "listed-busy", "-o", "json").json
    assert report["schema"] == "group.describe"
    assert [row[:4] for row in rows(report)] == [["listed-busy", "Stable", topic, n] for n in (0, 1)]
    assert [item["client"] for item in report["items"]] == ["varve", "varve"] and report["items"][0]["host"].endswith("127.0.0.1")
    report = varve.ok("group", "describe", "listed-empty", "-o", "json").json
    assert [row[:8] for row in rows(report)] == [["listed-empty", "Empty", topic, n, 3, 3, 0, None] for n in (0, 1)]
    result = varve.fails(1, "group", "delete", "listed-busy", "--yes", says=["NON_EMPTY_GROUP", "stop the group's members first"])
    varve.fails(1, "group", "seek", "listed-busy", "--to", "start", "--yes", says=["has 1 member", "stop"])
    assert end(process)[0] == 0
    assert result.code == 1 and varve.ok("group", "delete", "listed-busy", "listed-empty", "-y", "-o", "name").lines == ["listed-busy", "listed-empty"]
    varve.fails(5, "group", "describe", "listed-busy", says=["listed-busy", "varve group list"])
    varve.fails(5, "group", "delete", "listed-busy", "-y")
    varve.fails(5, "lag", "listed-busy")


def test_groups_are_moved_and_moved_back(varve):
    topic = filled(varve, "sought", 10, 2)
    varve.ok("consume", topic, "-g", "sought", "-e")
    result = varve.fails(2, "group", "seek", "sought", "--to", "start", says=["2 offsets of group sought move", "confirm with --yes"])
    before = committed(varve, "sought")
    preview = varve.ok("group", "seek", "sought", "--to", "-3", "--dry-run", "-o", "json").json
    assert preview["schema"] == "group.seek" and rows(preview) == [["sought", topic, n, 10, 7, -3] for n in (0, 1)]
    assert committed(varve, "sought") == before
    result = varve.run("group", "seek", "sought", "--to", "-3", "--yes", "-o", "jsonl")
    assert result.code == 0 and len(result.lines) == 2, result
    assert committed(varve, "sought") == {(topic, 0): 7, (topic, 1): 7}
    # How to go back is said, and does it.
    undo = re.search(r"^to go back: varve (.*)$", result.err, re.MULTILINE)
    assert undo and result.err.count("\n") == 1, result
    assert varve.run(*shlex.split(undo[1])).code == 0
    assert committed(varve, "sought") == before
    # Two topics are two lines; what was not committed before is told.
    other = filled(varve, "sought-other", 4)
    result = varve.run("group", "seek", "sought", "--topic", other, "--to", "2", "--yes", "--no-headers")
    assert result.code == 0 and result.lines == [f"sought\t{other}\t0\t-\t2\t-"], result
    assert re.search(r"to go back: varve group seek sought --topic sought-other --per-partition 0=none --yes", result.err), result
    assert varve.run("group", "seek", "sought", "--topic", other, "--per-partition", "0=none", "--yes").code == 0
    assert committed(varve, "sought") == before
    result = varve.run("group", "seek", "sought", "--topic", topic, "--per-partition", "1=4", "--yes", "--no-headers")
    assert result.code == 0 and result.lines == [f"sought\t{topic}\t1\t10\t4\t-6"], result
    # What is there already needs no question and no undo.
    result = varve.ok("group", "seek", "sought", "--topic", topic, "--per-partition", "1=4", "-o", "json")
    assert rows(result.json) == []
    for words, what in (([], "--to OFFSET is missing"), (["--to", "1:2"], "one offset"), (["--to", "stored"], "one offset"), (["--to", "x"], "one offset"),
                        (["--per-partition", "0=1"], "--topic"), (["--to", "1", "--per-partition", "0=1", "-t", topic], "either")):
        varve.fails(2, "group", "seek", "sought", *words, says=[what, "see 'varve group seek --help'"])
    varve.fails(5, "group", "seek", "sought", "--to", "start", "-t", "absent", says="absent")
    varve.fails(5, "group", "seek", "nobody", "--to", "start", says=["nobody", "--topic"])
    code, shown = varve.on_terminal("group", "seek", "sought", "--to", "start", answer="n")
    assert code == 1 and re.search(r"AFTER +SKIPPED", shown) and "nothing was changed" in shown, shown


def test_a_group_skips_records(varve):
    topic = filled(varve, "skipped", 10, 2)
    varve.ok("consume", topic, "-g", "skips", "-n", "4", "-o", "start")
    before = committed(varve, "skips")
    place = before[(topic, 0)]
    words = ["group", "skip", "skips", "-t", topic, "-p", "0"]
    varve.fails(2, *words, says=["1 offsets of group skips move", "confirm with --yes"])
    preview = varve.ok(*words, "-n", "3", "--dry-run", "-o", "json").json
    assert preview["schema"] == "group.skip" and committed(varve, "skips") == before
    assert rows(preview) == [["skips", topic, 0, place, min(place + 3, 10), min(place + 3, 10) - place]], (preview, before)
    result = varve.run(*words, "--yes", "--no-headers")
    assert result.code == 0 and result.lines == [f"skips\t{topic}\t0\t{place}\t{place + 1}\t1"], result
    assert committed(varve, "skips") == {**before, (topic, 0): place + 1}
    undo = re.search(r"^to go back: varve (.*)$", result.err, re.MULTILINE)
    assert undo and varve.run(*shlex.split(undo[1])).code == 0 and committed(varve, "skips") == before
    # Not past the end, and there is nothing behind it.
    assert varve.run(*words, "-n", "1000", "--yes").code == 0 and committed(varve, "skips")[(topic, 0)] == 10
    assert varve.ok(*words, "--yes", "--no-headers").out == ""
    other = filled(varve, "skipped-other", 1)
    varve.fails(5, "group", "skip", "skips", "-t", other, "-p", "0", "--yes", says=["has committed nothing in", "varve group seek"])
    varve.fails(2, "group", "skip", "skips", "-p", "0", says="--topic NAME is missing")
    varve.fails(2, "group", "skip", "skips", "-t", topic, says="--partitions LIST is missing")
    varve.fails(5, "group", "skip", "skips", "-t", topic, "-p", "7", says="no partition 7")
    process = varve.start("consume", topic, "-g", "skips", "-o", "start")
    while "Stable" not in varve.run("group", "list", "--state", "stable").out or "skips" not in varve.run("group", "list", "--state", "stable", "-o", "name").lines:
        pass
    varve.fails(1, *words, "--yes", says=["has 1 member", "stop"])
    assert end(process)[0] == 0


def test_lag_has_an_age(varve):
    topic = filled(varve, "aged", 10, 2)
    assert varve.run("group", "seek", "aged", "-t", topic, "--per-partition", "0=4,1=10", "--yes").code == 0
    items = varve.ok("group", "describe", "aged", "-o", "json").json["items"]
    assert [(item["lag"], item["lag_seconds"] is None) for item in items] == [(6, False), (0, True)], items
    # Record n was made n seconds after 1970 began.
    assert abs(time.time() - 4 - items[0]["lag_seconds"]) < 10, items


def test_lag_is_watched(varve):
    topic = filled(varve, "watched", 3)
    varve.ok("consume", topic, "-g", "watched", "-e")
    for number, code in ((signal.SIGTERM, 0), (signal.SIGINT, 130)):
        process = varve.start("lag", "watched", "--watch", "--every", "50ms", "--no-headers")
        lines = [process.stdout.readline().decode() for _ in range(3)]
        assert lines == [f"watched\t{topic}\t0\t3\t3\t0\n"] * 3, lines
        assert end(process, number)[0] == code
    varve.fails(2, "lag", "--every", "1s", says="--every goes with --watch")
    varve.fails(2, "lag", "--watch", "--every", "soon", says="'soon'")
