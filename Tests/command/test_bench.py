"""bench: that it measures, and how it tells."""
import os

COMMON = ["schema", "version", "mode", "records", "failed", "seconds", "records_per_s", "mb_per_s", "client_cpu_s"]
LATENCY = ["p50_ms", "p99_ms", "p999_ms", "max_ms"]


def check(report, mode, records, latency):
    assert list(report) == COMMON + (LATENCY if latency else []), report
    assert report["schema"] == f"bench.{mode}" and report["mode"] == mode, report
    assert (report["records"], report["failed"]) == (records, 0), report
    # Seconds are told to the millisecond, of which a fast run has few.
    fastest, slowest = records / max(report["seconds"] - 0.001, 1e-4), records / (report["seconds"] + 0.001)
    assert report["seconds"] >= 0 and slowest - 1 <= report["records_per_s"] <= fastest + 1, report


def test_the_engine(varve, scratch):
    directory = os.path.join(scratch, "bench")
    check(varve.ok("bench", "append", directory, "--records", "5000", "--size", "100", "-o", "json").json, "append", 5000, False)
    check(varve.ok("bench", "append", directory, "--records", "5000", "--size", "100", "--batch", "100", "-o", "json").json, "append", 5000, False)
    check(varve.ok("bench", "read", directory, "-o", "json").json, "read", 10000, False)
    assert varve.ok("log", "verify", directory, "-o", "jsonl").json["records"] == 10000
    for words in (["--records", "0", "--size", "1"], ["--records", "x", "--size", "1"], ["--records", "1", "--size", "x"],
                  ["--records", "1", "--size", "1", "--batch", "0"], ["--records", "1", "--size", "1", "--level", "maybe"]):
        varve.fails(2, "bench", "append", directory, *words, says="see 'varve bench append --help'")
    varve.fails(5, "bench", "read", os.path.join(scratch, "bench-none"))


def test_the_broker(varve):
    check(varve.ok("bench", "produce", "bench", "-p", "3", "-n", "5000", "-o", "json").json, "produce", 5000, True)
    check(varve.ok("bench", "consume", "bench", "-n", "5000", "-o", "json").json, "consume", 5000, False)
    check(varve.ok("bench", "e2e", "bench-e2e", "-p", "1", "-n", "200", "-r", "1000", "-o", "json").json, "e2e", 200, True)
    assert varve.ok("bench", "produce", "bench", "-n", "100").lines[0].split("\t") == COMMON[2:] + LATENCY
    for words in (["-n", "0"], ["--size", "7"], ["--rate", "0"], ["--acks", "3"], ["-z", "rar"], ["--batch-size", "1"], ["--linger", "-1"]):
        varve.fails(2, "bench", "produce", "bench", *words, says="see 'varve bench produce --help'")


def test_a_broker_s_directory_is_not_written_by_a_benchmark(varve, broker):
    result = varve.run("bench", "append", broker.directory, "--records", "1", "--size", "8")
    assert result.code == 1 and result.raw == b"" and result.err.count("\n") == 1, result
