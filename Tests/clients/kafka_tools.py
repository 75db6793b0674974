#!/usr/bin/env python3
"""Apache Kafka's own command-line tools (Java clients) against a broker.

Usage: kafka_tools.py KAFKA VARVE — the peer's script, and the binary under test;
       kafka_tools.py KAFKA KAFKA — the same against Kafka itself, which is how the expectations were found.
The last line is `N passed, M failed`.
"""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

KAFKA, UNDER_TEST = sys.argv[1], sys.argv[2]
AUTHORIZER = ("authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
              "super.users=User:ANONYMOUS")
ENVIRONMENT = dict(os.environ, KAFKA_HEAP="256m")
DIRECTORY = tempfile.mkdtemp(prefix="varve-tools-")
passed = failed = 0


def start_broker(directory=DIRECTORY, settings=()):
    """Starts a broker under test; answers the process, its address and its log directory."""
    if UNDER_TEST == KAFKA:
        port = 29000 + os.getpid() % 1000 * 4 + (0 if directory == DIRECTORY else 2)
        process = subprocess.Popen([KAFKA, "serve", directory, str(port), *settings], env=ENVIRONMENT,
                                   stdout=subprocess.DEVNULL)
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return process, f"127.0.0.1:{port}", directory + "/data"
            time.sleep(0.1)
        raise RuntimeError("Kafka did not start")
    options = [word for setting in settings for word in ("--config", setting)]
    process = subprocess.Popen([UNDER_TEST, "serve", directory, "--listen", "127.0.0.1:0", *options],
                               stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    if not line.startswith("ready "):
        raise RuntimeError(f"broker did not start: {line!r}")
    return process, line.split()[1], directory


def tool(*arguments, stdin="", timeout=60):
    """Runs one of the tools; answers its exit code and everything it printed."""
    done = subprocess.run([KAFKA, *arguments], input=stdin, env=ENVIRONMENT, text=True, timeout=timeout,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def expect(name, result, *patterns, code=0):
    """One test: the exit code, unless it is None, and each pattern found in the output."""
    global passed, failed
    returned, output = result
    missing = [pattern for pattern in patterns if not re.search(pattern, output, re.MULTILINE)]
    if code in (returned, None) and not missing:
        passed += 1
        print(f"ok   {name}")
    else:
        failed += 1
        print(f"FAIL {name}: exit {returned}, not found {missing}\n{output[-1500:]}")


def topics(broker):
    expect("create a topic", tool("topics", *broker, "--create", "--topic", "orders", "--partitions", "3",
                                  "--config", "retention.ms=86400000"), r"Created topic orders")
    expect("create it again", tool("topics", *broker, "--create", "--topic", "orders"), r"already exists", code=1)
    expect("a bad name", tool("topics", *broker, "--create", "--topic", "no/slash"), r"(?i)invalid", code=1)
    expect("a bad setting", tool("topics", *broker, "--create", "--topic", "x", "--config", "retention.ms=soon"),
           r"retention\.ms|Unknown topic config|Invalid", code=1)
    expect("list topics", tool("topics", *broker, "--list"), r"^orders$")
    expect("describe a topic", tool("topics", *broker, "--describe", "--topic", "orders"),
           r"PartitionCount: 3\s+ReplicationFactor: 1\s+Configs: .*retention\.ms=86400000",
           r"Partition: 2\s+Leader: 1\s+Replicas: 1\s+Isr: 1")
    expect("more partitions", tool("topics", *broker, "--alter", "--topic", "orders", "--partitions", "4"))
    expect("see them", tool("topics", *broker, "--describe", "--topic", "orders"), r"PartitionCount: 4")
    expect("fewer partitions", tool("topics", *broker, "--alter", "--topic", "orders", "--partitions", "2"),
           r"(?i)partitions", code=1)


def configs(broker):
    entity = ("--entity-type", "topics", "--entity-name", "orders")
    expect("alter a setting", tool("configs", *broker, "--alter", *entity, "--add-config", "segment.bytes=1048576"),
           r"Completed updating")
    expect("describe settings", tool("configs", *broker, "--describe", *entity), r"segment\.bytes=1048576",
           r"retention\.ms=86400000")
    expect("describe all settings", tool("configs", *broker, "--describe", "--all", *entity), r"index\.interval\.bytes=4096")
    expect("delete a setting", tool("configs", *broker, "--alter", *entity, "--delete-config", "segment.bytes"))
    expect("broker settings", tool("configs", *broker, "--describe", "--all", "--entity-type", "brokers",
                                   "--entity-name", "1"), r"log\.retention\.hours|log\.segment\.bytes")


def records(broker):
    lines = "".join(f"key{n % 7}\tvalue {n}\n" for n in range(1000))
    for codec in ["none", "gzip", "snappy", "lz4", "zstd"]:
        expect(f"produce with {codec}", tool(
            "console-producer", *broker, "--topic", "orders", "--reader-property", "parse.key=true",
            "--compression-codec", codec, stdin=lines))
    code, output = tool("console-consumer", *broker, "--topic", "orders", "--from-beginning", "--max-messages", "5000",
                        "--timeout-ms", "20000")
    values = [line for line in output.splitlines() if line.startswith("value ")]
    whole = len(values) == 5000 and all(values.count(f"value {n}") == 5 for n in (0, 500, 999))
    expect("consume all of them", (code if whole else 99, f"{len(values)} values\n{output[-300:]}"), r"5000 values")
    expect("end offsets", (0, str(sum(int(line.rsplit(":", 1)[1]) for line in tool(
        "get-offsets", *broker, "--topic", "orders")[1].splitlines() if line.startswith("orders:")))), r"^5000$")
    expect("verifiable producer", tool("verifiable-producer", *broker, "--topic", "orders", "--max-messages", "2000",
                                       "--acks", "-1"), r'"acked":2000')
    expect("performance producer", tool(
        "perf-producer", "--topic", "orders", "--num-records", "50000", "--record-size", "100", "--throughput", "-1",
        "--producer-props", f"bootstrap.servers={broker[1]}", "acks=all"), r"50000 records sent")
    expect("performance consumer", tool("perf-consumer", *broker, "--topic", "orders", "--num-records", "50000"), r"\d+\.\d+")


def groups(broker):
    expect("consume in a group", tool("console-consumer", *broker, "--topic", "orders", "--group", "auditors",
                                      "--from-beginning", "--max-messages", "1000", "--timeout-ms", "20000"),
           r"Processed a total of 1000 messages")
    expect("list groups", tool("groups", *broker, "--list"), r"^auditors$")
    expect("describe a group", tool("groups", *broker, "--describe", "--group", "auditors"),
           r"auditors\s+orders\s+\d\s+\d+\s+\d+\s+\d+")
    expect("its state", tool("groups", *broker, "--describe", "--group", "auditors", "--state"), r"Empty")
    expect("reset offsets", tool("groups", *broker, "--group", "auditors", "--topic", "orders", "--reset-offsets",
                                 "--to-earliest", "--execute"), r"auditors\s+orders\s+0\s+0")
    expect("delete offsets", tool("groups", *broker, "--group", "auditors", "--topic", "orders:0", "--delete-offsets"),
           r"Successful")
    expect("delete the group", tool("groups", *broker, "--delete", "--group", "auditors"), r"successful")


def transactions(broker):
    """Java's transactional producer works by version 2: no AddPartitionsToTxn, an epoch for each transaction."""
    expect("make a topic for transactions", tool("topics", *broker, "--create", "--topic", "ledger", "--partitions", "3"))
    expect("a transactional producer", tool(
        "perf-producer", "--topic", "ledger", "--num-records", "20000", "--record-size", "100", "--throughput", "-1",
        "--transactional-id", "clerk", "--transaction-duration-ms", "50", "--command-property",
        f"bootstrap.servers={broker[1]}"), r"20000 records sent")
    code, output = tool("console-consumer", *broker, "--topic", "ledger", "--from-beginning", "--max-messages", "20000",
                        "--isolation-level", "read_committed", "--timeout-ms", "15000")
    expect("all of it is committed", (code, output), r"Processed a total of 20000 messages")
    expect("list transactions", tool("transactions", *broker, "list"), r"clerk\s+\d+\s+\d+\s+CompleteCommit")
    expect("list by pattern", tool("transactions", *broker, "list", "--transactional-id-pattern", "cl.*"), r"clerk")
    expect("describe a transaction", tool("transactions", *broker, "describe", "--transactional-id", "clerk"),
           r"clerk\s+\d+\s+[1-9]\d*\s+CompleteCommit\s+60000|clerk.*CompleteCommit")
    expect("describe an unknown one", tool("transactions", *broker, "describe", "--transactional-id", "nobody"),
           r"could not be found", code=1)
    expect("describe producers", tool("transactions", *broker, "describe-producers", "--topic", "ledger",
                                      "--partition", "0"), r"ProducerId\s+ProducerEpoch", r"^\d+\s+\d+")
    expect("find hanging transactions", tool("transactions", *broker, "find-hanging", "--broker-id", "1"),
           r"Topic\s+Partition\s+ProducerId")


def consumer_groups(broker):
    """A group of the consumer protocol (KIP-848), while a member is in it and after."""
    protocol = ["--consumer-property", "group.protocol=consumer"]
    expect("consume by the consumer protocol", tool(
        "console-consumer", *broker, "--topic", "orders", "--group", "inspectors", *protocol, "--from-beginning",
        "--max-messages", "1000", "--timeout-ms", "30000"), r"Processed a total of 1000 messages")
    member = subprocess.Popen(
        [KAFKA, "console-consumer", *broker, "--topic", "orders", "--group", "inspectors", *protocol],
        env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(20):
            state = tool("groups", *broker, "--describe", "--group", "inspectors", "--state")
            if "Stable" in state[1]:
                break
        expect("the group is stable", state, r"inspectors.*uniform\s+Stable\s+1")
        expect("its member", tool("groups", *broker, "--describe", "--group", "inspectors", "--members", "--verbose"),
               r"inspectors\s+\S+\s+/127\.0\.0\.1.*orders")
        expect("its offsets", tool("groups", *broker, "--describe", "--group", "inspectors"),
               r"inspectors\s+orders\s+\d\s+\d+\s+\d+\s+\d+\s+\S+\s+/127")
        expect("list by type", tool("groups", *broker, "--list", "--type", "consumer"), r"^inspectors\s+Consumer")
        expect("a live group stays", tool("groups", *broker, "--delete", "--group", "inspectors"), r"not empty", code=None)
    finally:
        os.killpg(member.pid, signal.SIGTERM)
        member.wait()
    for _ in range(20):
        state = tool("groups", *broker, "--describe", "--group", "inspectors", "--state")
        if "Empty" in state[1]:
            break
    expect("the member has left", state, r"Empty\s+0")
    expect("delete the consumer group", tool("groups", *broker, "--delete", "--group", "inspectors"), r"successful")


def quotas(broker):
    alice = ("--entity-type", "users", "--entity-name", "alice")
    expect("a user's quotas", tool("configs", *broker, "--alter", *alice, "--add-config",
                                   "producer_byte_rate=1024,consumer_byte_rate=2048"), r"Completed updating config for user alice")
    expect("describe them", tool("configs", *broker, "--describe", *alice),
           r"user-principal 'alice' are consumer_byte_rate=2048\.0, producer_byte_rate=1024\.0")
    expect("a quota for all clients", tool("configs", *broker, "--alter", "--entity-type", "clients", "--entity-default",
                                           "--add-config", "request_percentage=50"), r"Completed updating default config")
    expect("describe it", tool("configs", *broker, "--describe", "--entity-type", "clients"),
           r"the default client-id are request_percentage=50\.0")
    expect("a quota of nothing", tool("configs", *broker, "--alter", *alice, "--add-config", "producer_byte_rate=0"),
           r"must be greater than 0", code=1)
    expect("take a quota back", tool("configs", *broker, "--alter", *alice, "--delete-config", "consumer_byte_rate"))
    expect("it is gone", tool("configs", *broker, "--describe", "--entity-type", "users"),
           r"user-principal 'alice' are producer_byte_rate=1024\.0$")


def leaders_and_replicas(broker, directory):
    election = ("run", "org.apache.kafka.tools.LeaderElectionCommand", *broker, "--election-type")
    expect("elect preferred leaders", tool(*election, "preferred", "--all-topic-partitions"))
    expect("a leader that leads", tool(*election, "preferred", "--topic", "orders", "--partition", "0"),
           r"Valid replica already elected for partitions orders-0")
    expect("a partition that is not there", tool(*election, "unclean", "--topic", "no", "--partition", "0"),
           r"UnknownTopicOrPartitionException: No such topic as no", code=1)
    plan = DIRECTORY + "/reassign.json"
    with open(plan, "w") as file:
        file.write('{"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[1],"log_dirs":["%s"]}]}' % directory)
    reassign = ("run", "org.apache.kafka.tools.reassign.ReassignPartitionsCommand", *broker)
    expect("no reassignments", tool(*reassign, "--list"), r"No partition reassignments found")
    expect("reassign to where it is", tool(*reassign, "--execute", "--reassignment-json-file", plan),
           r"Successfully started partition reassignment for orders-0", r"Successfully started moving log directory")
    expect("it is there", tool(*reassign, "--verify", "--reassignment-json-file", plan),
           r"Reassignment of partition orders-0 is completed", r"Reassignment of replica orders-0-1 completed successfully")
    expect("nothing to cancel", tool(*reassign, "--cancel", "--reassignment-json-file", plan),
           r"None of the specified partition reassignments are active")


def features(broker):
    expect("features", tool("features", *broker, "describe"),
           r"metadata\.version\s.*SupportedMaxVersion: 4\.3-IV0\s+FinalizedVersionLevel: 4\.3-IV0",
           r"kraft\.version\s.*FinalizedVersionLevel: 1")
    expect("a feature goes down", tool("features", *broker, "downgrade", "--feature", "transaction.version=1"),
           r"transaction\.version was downgraded to 1")
    expect("and up", tool("features", *broker, "upgrade", "--feature", "transaction.version=2"),
           r"transaction\.version was upgraded to 2")
    expect("a look at a downgrade", tool("features", *broker, "downgrade", "--dry-run", "--feature", "group.version=0"),
           r"group\.version can be downgraded to 0")
    expect("it was only a look", tool("features", *broker, "describe"), r"group\.version\s.*FinalizedVersionLevel: 1")
    expect("a version that is not there", tool("features", *broker, "upgrade", "--feature", "metadata.version=99"),
           r"Invalid update version 99 for feature metadata\.version", code=1)


def rights(broker):
    """Without an authorizer there are no rights to speak of; with one they decide."""
    expect("rights without an authorizer", tool("acls", *broker, "--list"),
           r"SecurityDisabledException: No Authorizer is configured", code=1)
    process, address, _ = start_broker(DIRECTORY + "-rights", AUTHORIZER)
    guarded = ("--bootstrap-server", address)
    try:
        expect("allow", tool("acls", *guarded, "--add", "--allow-principal", "User:alice", "--operation", "Read",
                             "--topic", "orders"), r"Adding ACLs for resource")
        expect("allow by prefix", tool("acls", *guarded, "--add", "--allow-principal", "User:bob", "--operation", "Write",
                                       "--topic", "ord", "--resource-pattern-type", "prefixed"), r"patternType=PREFIXED")
        expect("list", tool("acls", *guarded, "--list"), r"principal=User:alice, host=\*, operation=READ, permissionType=ALLOW",
               r"name=ord, patternType=PREFIXED")
        expect("what concerns a topic", tool("acls", *guarded, "--list", "--topic", "orders", "--resource-pattern-type", "match"),
               r"User:alice", r"User:bob")
        expect("remove", tool("acls", *guarded, "--remove", "--force", "--topic", "orders"))
        code, output = tool("acls", *guarded, "--list")
        expect("one is left", (code, f"{output.count('User:')} entries\n{output}"), r"^1 entries$", r"User:bob")
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(DIRECTORY + "-rights", ignore_errors=True)


def cluster(broker, directory):
    expect("api versions", tool("api-versions", *broker), r"Produce\(0\): 0 to 13", r"Fetch\(1\): 4 to 18")
    expect("quorum status", tool("quorum", *broker, "describe", "--status"), r"LeaderId:\s+1")
    expect("quorum replication", tool("quorum", *broker, "describe", "--replication"), r"Leader")
    expect("log directories", tool("run", "org.apache.kafka.tools.LogDirsCommand", *broker, "--describe",
                                   "--topic-list", "orders"), r'"partition":"orders-0"')
    with open(DIRECTORY + "/delete.json", "w") as file:
        file.write('{"partitions":[{"topic":"orders","partition":1,"offset":5}],"version":1}')
    expect("delete records", tool("run", "org.apache.kafka.tools.DeleteRecordsCommand", *broker,
                                  "--offset-json-file", DIRECTORY + "/delete.json"), r"low_watermark: 5")
    expect("dump a segment", tool("dump-log", "--files", f"{directory}/orders-0/00000000000000000000.log",
                                  "--deep-iteration"), r"Log starting offset: 0", r"isvalid: true")
    expect("dump an index", tool("dump-log", "--files", f"{directory}/orders-0/00000000000000000000.index",
                                 "--index-sanity-check"), r"passed sanity check")
    expect("dump a time index", tool("dump-log", "--files", f"{directory}/orders-0/00000000000000000000.timeindex"),
           r"timestamp: \d+ offset: \d+")
    expect("delete a topic", tool("topics", *broker, "--delete", "--topic", "orders"))
    expect("it is gone", tool("topics", *broker, "--describe", "--topic", "orders"), r"does not exist", code=1)


def main():
    process, address, directory = start_broker()
    broker = ("--bootstrap-server", address)
    try:
        topics(broker)
        configs(broker)
        records(broker)
        groups(broker)
        transactions(broker)
        consumer_groups(broker)
        quotas(broker)
        leaders_and_replicas(broker, directory)
        features(broker)
        rights(broker)
        cluster(broker, directory)
        process.terminate()
        expect("a clean stop", (process.wait(timeout=30) % 143, ""))
    finally:
        process.kill()
        shutil.rmtree(DIRECTORY, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
