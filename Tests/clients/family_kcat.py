"""kcat: librdkafka from a shell, of the version the distribution has."""
import shutil
import subprocess

NAME = "kcat"
CODECS = ["none", "gzip", "snappy", "lz4", "zstd"]


def is_there():
    return shutil.which("kcat") is not None


def run(broker, *arguments, stdin=b"", timeout=40):
    done = subprocess.run(["kcat", "-b", broker.address, *arguments], input=stdin, timeout=timeout,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode == 0, done.stderr.decode()[-500:]
    return done.stdout


def produce(broker, topic, records, codec="none", idempotent=False):
    options = ["-X", "enable.idempotence=true"] if idempotent else []
    records = list(records)
    lines = b"".join((key or b"") + b"\t" + value + b"\n" for key, value in records)
    run(broker, "-P", "-t", topic, "-K", "\t", "-z", codec, *options, stdin=lines)
    return len(records)


def consume(broker, topic, count, group):
    output = run(broker, "-G", group, "-X", "auto.offset.reset=earliest", "-c", str(count), "-q", topic)
    return output.splitlines()


def end_offsets(broker, topic, partitions):
    """Reads to the end of every partition."""
    return [len(run(broker, "-C", "-t", topic, "-p", str(partition), "-o", "beginning", "-e", "-q").splitlines())
            for partition in range(partitions)]


def start_member(broker, group, topic):
    """A member of a group as a process, which can be killed."""
    return subprocess.Popen(["kcat", "-b", broker.address, "-G", group, "-X", "session.timeout.ms=6000",
                             "-X", "heartbeat.interval.ms=500", "-q", topic],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
