"""log ls|dump|verify on directories without a broker: sound, damaged, Kafka's, and what is none."""
import json
import os
import re
import shutil
import time

from broker import Broker
from shell import Varve, rows


def served(varve, fill):
    """A directory that a broker has left in order, after `fill` was done with it; the caller removes it."""
    own = Broker(varve.program)
    try:
        fill(Varve(varve.program, own.address))
        assert own.stop() == 0
        shutil.copytree(own.directory, own.directory + ".kept")
        return own.directory + ".kept"
    finally:
        own.remove()


def cold(varve, scratch, name="cold"):
    """A directory with topics `plain` (two partitions, 3 and 0 records) and `packed` (1 record of zstd)."""
    kept = os.path.join(scratch, "cold")
    if not os.path.exists(kept):
        def fill(here):
            here.ok("topic", "create", "plain", "-p", "2", "-c", "retention.ms=-1")
            here.ok("topic", "create", "packed", "-c", "retention.ms=-1")
            here.ok("produce", "plain", "-p", "0", "-f", "%d %k %v\\n", stdin="1000 a x\n2000 b y\n")
            here.ok("produce", "plain", "-p", "0", "-f", "%d %k %v\\n", stdin="3000 c z\n")
            here.ok("produce", "packed", "-z", "zstd", stdin="q" * 500 + "\n")
        made = served(varve, fill)
        shutil.copytree(made, kept)
        shutil.rmtree(made)
    path = os.path.join(scratch, name)
    if path != kept:
        shutil.copytree(kept, path)
    return path


def change(path, at, flip):
    with open(path, "r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ flip]))


def log_file(directory, folder):
    return os.path.join(directory, folder, "0" * 20 + ".log")


def test_a_sound_directory(varve, scratch):
    path = cold(varve, scratch)
    listed = varve.ok("log", "ls", path, "-o", "json").json
    assert listed["schema"] == "log.ls"
    own = [row[:5] for row in rows(listed) if not row[0].startswith("__")]
    assert own == [["packed", 0, 0, 1, 1], ["plain", 0, 0, 3, 1], ["plain", 1, 0, 0, 1]], own
    assert varve.ok("log", "ls", path).lines[0] == "topic\tpartition\tstart\tend\tsegments\tbytes"
    report = varve.ok("log", "verify", path, "-o", "json").json
    assert report["schema"] == "log.verify"
    own = [[item[name] for name in ("topic", "partition", "batches", "records", "state", "damage")] for item in report["items"] if not item["topic"].startswith("__")]
    assert own == [["packed", 0, 1, 1, "ok", []], ["plain", 0, 2, 3, "ok", []], ["plain", 1, 0, 0, "ok", []]], own
    assert all(item["state"] == "ok" for item in report["items"])
    varve.ok("log", "verify", path + "/")


def test_dumping(varve, scratch):
    path = cold(varve, scratch)
    report = varve.ok("log", "dump", path, "-t", "plain", "-o", "json").json
    assert report["schema"] == "log.dump"
    assert [row[:5] for row in rows(report)] == [["plain", 0, 0, 1, 2], ["plain", 0, 2, 2, 1]]
    assert report["items"][0]["compression"] == "none" and report["items"][0]["time"] == "1970-01-01T00:00:02.000Z"
    assert [json.loads(line) for line in varve.ok("log", "dump", path, "-t", "plain", "-o", "jsonl").lines] == report["items"]
    yaml = varve.ok("log", "dump", path, "-t", "plain", "-o", "yaml").lines
    assert yaml[:4] == ['schema: "log.dump"', "version: 1", "items:", "  -"] and yaml.count("  -") == 2
    assert varve.ok("log", "dump", path, "-t", "plain", "-p", "1", "-o", "json").json["items"] == []
    assert varve.ok("log", "dump", path, "-t", "plain", "-p", "1", "-o", "yaml").lines[-1] == "items: []"
    assert varve.ok("log", "dump", path, "-t", "plain", "-n", "1", "--sort", "-offset", "--columns", "offset").lines == ["offset", "0"]
    assert varve.ok("log", "dump", path, "-t", "plain", "--columns", "offset", "-o", "json", "--sort", "-offset").json["items"] == [{"offset": 2}, {"offset": 0}]
    assert varve.ok("log", "dump", path, "-t", "plain", "-f", "%t %p %o %d %k %v\\n").lines == [
        "plain 0 0 1000 a x", "plain 0 1 2000 b y", "plain 0 2 3000 c z"]
    assert varve.ok("log", "dump", path, "-t", "plain", "--from", "1", "-n", "1", "-f", "%o\\n").out == "1\n"
    assert varve.ok("log", "dump", path, "-t", "packed", "-f", "%V %a{compression}\\n").out == "500 zstd\n"
    assert varve.ok("log", "dump", path, "-t", "plain", "-f", "%K{byte}%k").raw == b"\x01a\x01b\x01c"
    varve.fails(5, "log", "dump", path, "-t", "absent", says=["has no topic absent", "varve log ls"])
    for words in (["-n", "x"], ["--from", "-"], ["-p", "x"], ["-f", "%q"]):
        varve.fails(2, "log", "dump", path, *words)


def test_damage_is_named(varve, scratch):
    for name, at, where in (("flip-value", 100, "plain-0"), ("flip-crc", 17, "plain-0"), ("flip-length", 11, "plain-0"), ("flip-magic", 16, "plain-0")):
        path = cold(varve, scratch, name)
        change(log_file(path, "plain-0"), at, 1)
        result = varve.run("log", "verify", path, "-o", "json")
        assert result.code == 1 and f"{where}" in result.err and "damaged: " in result.err, result
        states = {(item["topic"], item["partition"]): item["state"] for item in result.json["items"]}
        assert states[("plain", 0)] == "damaged" and states[("packed", 0)] == "ok", states
        last = result.err.splitlines()[-1]
        assert last.startswith("varve: ") and "keep a copy" in last, result
        result = varve.run("log", "dump", path, "-t", "plain")
        assert result.code == 1 and "varve log verify" in result.err.splitlines()[-1], result
        varve.run("log", "ls", path)
    path = cold(varve, scratch, "flip-index-free")
    with open(os.path.join(path, "plain-0", "0" * 20 + ".index"), "wb") as file:
        file.write(b"\xff" * 12)
    result = varve.run("log", "verify", path)
    assert result.code == 1 and ".index" in result.err, result
    # What was proven to be on the disk and is gone is damage, also at the end of the log.
    path = cold(varve, scratch, "cut")
    size = os.path.getsize(log_file(path, "plain-0"))
    os.truncate(log_file(path, "plain-0"), size - 10)
    result = varve.run("log", "verify", path)
    assert result.code == 1 and "plain-0" in result.err, result
    path = cold(varve, scratch, "cut-whole-batch")
    os.truncate(log_file(path, "plain-0"), size // 2 - 20)
    assert varve.run("log", "verify", path).code == 1
    path = cold(varve, scratch, "batch-gone")
    batch = varve.ok("log", "dump", path, "-t", "plain", "-o", "json").json["items"][1]
    os.truncate(log_file(path, "plain-0"), batch["position"])
    result = varve.run("log", "verify", path)
    assert result.code == 1 and "plain-0" in result.err and "offsets 2..<3" in result.err, result


def test_a_directory_whose_process_was_killed(varve, scratch):
    own = Broker(varve.program)
    try:
        here = Varve(varve.program, own.address)
        here.ok("topic", "create", "killed")
        here.ok("produce", "killed", stdin="x\n")
        # While the broker runs, too.
        assert varve.ok("log", "verify", own.directory, "-t", "killed", "--no-headers", "--columns", "records,state").out == "1\tok\n"
        own.kill()
        path = os.path.join(scratch, "killed")
        shutil.copytree(own.directory, path)
    finally:
        own.remove()
    with open(log_file(path, "killed-0"), "ab") as file:
        file.write(b"\0" * 20)
    result = varve.run("log", "verify", path, "-t", "killed", "--no-headers", "--columns", "state")
    assert result.code == 0 and result.out == "unfinished\n" and result.err.startswith("note: killed-0: 20 bytes"), result


def test_what_is_no_data_directory(varve, scratch):
    empty = os.path.join(scratch, "no-log")
    os.makedirs(os.path.join(empty, "some folder"))
    file = os.path.join(scratch, "a-file")
    with open(file, "w") as out:
        out.write("not a log\n")
    for verb in ("ls", "dump", "verify"):
        varve.fails(5, "log", verb, os.path.join(scratch, "missing"), says="missing")
        varve.fails(5, "log", verb, empty, says="is no data directory")
        varve.fails(1, "log", verb, file, says=[file, "not a directory"])
    # A file in a partition's folder that is no log.
    os.makedirs(os.path.join(empty, "odd-0"))
    with open(log_file(empty, "odd-0"), "wb") as out:
        out.write(b"this is no log, though it is called one, and long enough for a header of 61 bytes\n")
    result = varve.run("log", "verify", empty)
    assert result.code == 1 and "odd-0" in result.err, result
    result = varve.run("log", "dump", empty)
    assert result.code == 1 and "no batch begins at byte 0" in result.err, result
    assert varve.run("log", "ls", empty).code == 0


def test_many_batches_are_dumped_in_parts(varve, scratch):
    """A long dump must not hold its rows in memory, whatever its form."""
    path = os.path.join(scratch, "long")
    varve.ok("bench", "append", path, "--records", "60000", "--size", "8", "--batch", "4")
    for form, beginning in (("json", b'{"schema":"log.dump"'), ("yaml", b"schema:"), ("jsonl", b"{"), ("csv", b"topic,")):
        process = varve.start("log", "dump", path, "-o", form)
        assert process.stdout.read(len(beginning)) == beginning
        # It waits for its reader now; what it holds is what it ever will.
        time.sleep(0.2)
        assert memory(process) < 8_000, (form, memory(process))
        rest = process.stdout.read()
        assert process.wait() == 0
        if form == "json":
            assert len(json.loads(beginning + rest)["items"]) == 15000
        else:
            assert rest.count({"yaml": b"\n  -\n", "jsonl": b"\n", "csv": b"\n"}[form]) == 15000 + (form == "csv")


def memory(process):
    """Private memory in kB."""
    with open(f"/proc/{process.pid}/status") as status:
        return int(re.search(r"RssAnon:\s+(\d+) kB", status.read())[1])


def test_compacted_topics_have_gaps(varve, scratch):
    """Offsets that compaction has taken out are no damage, where the topic's settings say that it is compacted."""
    path = cold(varve, scratch, "gaps")
    with open(log_file(path, "plain-0"), "rb") as file:
        whole = file.read()
    batch = varve.ok("log", "dump", path, "-t", "plain", "-o", "json").json["items"][1]
    # The first batch goes, as compaction would do it.
    with open(log_file(path, "plain-0"), "wb") as file:
        file.write(whole[batch["position"]:])
    result = varve.run("log", "verify", path, "-t", "plain")
    assert result.code == 1 and "plain-0: " in result.err, result
    result = varve.run("log", "verify", path, "-t", "plain", "--gaps")
    assert result.code == 0, result
    # Kafka's own topics are compacted, whatever is known of them.
    os.rename(os.path.join(path, "plain-0"), os.path.join(path, "__consumer_offsets-0"))
    result = varve.run("log", "verify", path, "-t", "__consumer_offsets")
    assert result.code == 0, result


def test_folders_without_metadata_are_taken_in(varve, scratch):
    path = cold(varve, scratch, "adopts")
    other = os.path.join(scratch, "to-adopt")
    varve.ok("bench", "append", other, "--records", "10", "--size", "8", "--durability", "durable")
    shutil.copytree(os.path.join(other, "bench-0"), os.path.join(path, "bench-0"))
    listed = varve.run("log", "ls", path)
    assert listed.code == 0 and "bench-0" in listed.err, listed
    assert varve.ok("log", "adopt", path, "bench", "-o", "jsonl").json == {"topic": "bench", "partitions": 1, "records": 10}
    varve.ok("log", "ls", path)
    varve.fails(5, "log", "adopt", path, "bench", says=["no folders of bench", "varve log ls"])
