"""wire check and wire decode, on sound and damaged input."""
import json
import os

PROTOCOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "protocol")


def vectors(name, count):
    with open(os.path.join(PROTOCOL, name)) as file:
        return [line for line, _ in zip(file, range(count))]


def test_vectors_pass(varve, scratch):
    for name in ("vectors.jsonl", "batches.jsonl"):
        lines = vectors(name, 40)
        path = os.path.join(scratch, name)
        with open(path, "w") as file:
            file.writelines(lines)
        assert varve.ok("wire", "check", path).lines[-1] == f"{len(lines)} passed, 0 failed"


def test_vectors_fail_one_by_one(varve, scratch):
    lines = vectors("vectors.jsonl", 3)
    other = json.loads(lines[0])
    cut = dict(other, hex=other["hex"][:-2])
    longer = dict(other, hex=other["hex"] + "00")
    unknown = dict(other, message="NoSuchMessage")
    newer = dict(other, version=32000)
    path = os.path.join(scratch, "damaged.jsonl")
    with open(path, "w") as file:
        file.writelines(lines)
        for damaged in (cut, longer, unknown, newer, {"x": 1}):
            file.write(json.dumps(damaged) + "\n")
        file.write("not json\n" + '{"message":\n' + "[" * 100000 + "\n")
    result = varve.run("wire", "check", path)
    assert result.code == 1 and result.err == "" and result.lines[-1] == "3 passed, 8 failed" and len(result.lines) == 9, result
    for name, content in (("empty.jsonl", b""), ("blank.jsonl", b"\n\n")):
        path = os.path.join(scratch, name)
        with open(path, "wb") as file:
            file.write(content)
        varve.fails(2, "wire", "check", path, says="holds no vectors")
    path = os.path.join(scratch, "binary.jsonl")
    with open(path, "wb") as file:
        file.write(os.urandom(5000))
    result = varve.run("wire", "check", path)
    assert result.code == 1 and "0 passed" in result.lines[-1], result
    varve.fails(1, "wire", "check", scratch, says="cannot read")


REQUEST = "00120003000000010002 6b31 00 0276 0431 2e30 00"  # ApiVersions 3


def test_frames_are_explained(varve, scratch):
    good = REQUEST.split()
    report = varve.ok("wire", "decode", *good, "-o", "json").json
    assert report["schema"] == "wire.decode"
    fields = {item["field"]: item["value"] for item in report["items"]}
    assert fields["clientSoftwareName"] == '"v"' and fields["clientSoftwareVersion"] == '"1.0"', fields
    raw = bytes.fromhex("".join(good))
    framed = len(raw).to_bytes(4, "big") + raw
    path = os.path.join(scratch, "frame.bin")
    with open(path, "wb") as file:
        file.write(framed)
    assert varve.ok("wire", "decode", "--file", path, "-o", "json").json["items"][-1]["field"] == report["items"][-1]["field"]
    assert varve.ok("wire", "decode", stdin=raw).out == varve.ok("wire", "decode", "".join(good)).out
    assert varve.ok("wire", "decode", stdin="".join(good) + "\n").out == varve.ok("wire", "decode", "".join(good)).out


def test_damaged_frames_are_explained_as_far_as_they_go(varve):
    good = "".join(REQUEST.split())
    for size in range(2, len(good), 2):
        result = varve.run("wire", "decode", good[:size])
        assert result.code == 1 and result.err.startswith("varve: ") and result.err.count("\n") == 1, result
    result = varve.run("wire", "decode", good + "ff")
    assert result.code == 1 and "left" in result.err, result
    result = varve.run("wire", "decode", "ffff" + good[4:])
    assert result.code == 1 and result.err.count("\n") == 1, result
    result = varve.run("wire", "decode", "--response", "Fetch", "--version", "12", "00" * 9 + "ffffffff0f")
    assert result.code == 1 and result.err.count("\n") == 1, result
    for words, what in ((["xyz"], "pairs of hexadecimal digits"), (["0"], "pairs of hexadecimal digits"), (["--version", "1", "00"], "--version goes with"),
                        (["--response", "Fetch", "00"], "--version is missing"), (["--response", "Fetch", "--message", "X", "00"], "either"),
                        (["00", "--file", "x"], "either")):
        varve.fails(2, "wire", "decode", *words, says=[what, "see 'varve wire decode --help'"])
    varve.fails(2, "wire", "decode", stdin="", says="no bytes")
    varve.fails(5, "wire", "decode", "--message", "Nonsense", "--version", "0", "00")
    varve.fails(5, "wire", "decode", "--response", "Nonsense", "--version", "0", "00")
