"""consume -g, group list|describe|seek|delete, lag."""
import re
import shlex

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
