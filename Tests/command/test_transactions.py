"""txn list|describe|abort, with a transactional producer made of bytes."""
import socket
import struct
import time

from batches import batch
from shell import rows


class Producer:
    """A producer with a transactional id, in the oldest versions of the requests."""

    def __init__(self, broker, name):
        host, port = broker.address.split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=20)
        self.name = string(name)
        for _ in range(200):
            if struct.unpack(">h", self.ask(10, 1, self.name + b"\1")[4:6])[0] == 0:
                reply = self.ask(22, 0, self.name + struct.pack(">i", 60000))
                error, self.id, self.epoch = struct.unpack(">hqh", reply[4:16])
                if error == 0:
                    return
            time.sleep(0.05)  # the coordinator's topic is being made, or its log read
        raise AssertionError(f"no coordinator for {name}")

    def begin(self, topic, partition):
        """Opens a transaction in a partition with a record in it."""
        target = struct.pack(">i", 1) + string(topic) + struct.pack(">ii", 1, partition)
        assert self.ask(24, 0, self.name + struct.pack(">qh", self.id, self.epoch) + target)[-2:] == b"\0\0"
        data = batch(attributes=0x10, producer=self.id, epoch=self.epoch, sequence=0)
        reply = self.ask(0, 3, self.name + struct.pack(">hi", -1, 10000) + target + struct.pack(">i", len(data)) + data)
        error = struct.unpack(">h", reply[4 + 2 + len(topic) + 4 + 4:][:2])[0]
        assert error == 0, error

    def end(self, commits):
        return struct.unpack(">h", self.ask(26, 0, self.name + struct.pack(">qh?", self.id, self.epoch, commits))[4:6])[0]

    def ask(self, key, version, body):
        frame = struct.pack(">hhi", key, version, 7) + string("bytes") + body
        self.socket.sendall(struct.pack(">i", len(frame)) + frame)
        return self.exactly(struct.unpack(">i", self.exactly(4))[0])[4:]

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            assert part, "the broker has closed the connection"
            data += part
        return data


def string(text):
    return struct.pack(">h", len(text)) + text.encode()


def test_transactions_are_listed_and_described(varve, broker):
    varve.ok("topic", "create", "ledger", "-p", "2")
    producer = Producer(broker, "clerk")
    producer.begin("ledger", 1)
    assert ["clerk", "Ongoing", producer.id] in rows(varve.ok("txn", "list", "-o", "json").json)
    assert "clerk" in varve.ok("txn", "list", "--state", "Ongoing", "-o", "name").lines
    assert "clerk" not in varve.ok("txn", "list", "--state", "Empty", "-o", "name").lines
    varve.fails(2, "txn", "list", "--state", "Sleepy", says="state 'Sleepy'")
    report = varve.ok("txn", "describe", "clerk", "-o", "json").json
    assert report["schema"] == "txn.describe" and len(report["items"]) == 1
    item = report["items"][0]
    assert item.pop("started").startswith("20") and item == {
        "transactional_id": "clerk", "state": "Ongoing", "producer_id": producer.id, "producer_epoch": producer.epoch,
        "topic": "ledger", "partition": 1, "timeout_ms": 60000, "coordinator": 1}, item
    # Who holds back whom: the record of the transaction, and one that is behind it.
    varve.ok("produce", "ledger", "-p", "1", stdin="behind\n")
    blocked = ["clerk", "Ongoing", producer.id, producer.epoch, "ledger", 1, 0, 2, 2, False]
    assert rows(varve.ok("txn", "list", "--blocking", "ledger", "-o", "json").json) == [blocked]
    assert blocked in rows(varve.ok("txn", "list", "--blocking", "-o", "json").json)
    assert varve.ok("consume", "ledger", "-e", "--committed").out == ""
    assert producer.end(True) == 0
    deadline = time.monotonic() + 10
    while varve.ok("txn", "list", "--blocking", "ledger", "--no-headers").out and time.monotonic() < deadline:
        pass
    assert varve.ok("consume", "ledger", "-e", "--committed").lines == ["v", "behind"]
    assert varve.ok("txn", "describe", "clerk", "--columns", "state,topic", "--no-headers").lines == ["CompleteCommit\t-"]
    varve.fails(2, "txn", "list", "ledger", says="goes with --blocking")
    varve.fails(5, "txn", "describe", "nobody", says=["no transactional id nobody", "varve txn list"])


def test_a_transaction_is_aborted(varve, broker):
    varve.ok("topic", "create", "stuck", "-p", "2")
    producer = Producer(broker, "forgetful")
    producer.begin("stuck", 0)
    words = ["txn", "abort", "stuck", "-p", "0"]
    varve.fails(1, *words, "--yes", says=["its coordinator knows transaction forgetful, which is Ongoing", "--force"])
    varve.fails(2, *words, "--force", says=["1 transactions in stuck-0 are aborted", "confirm with --yes"])
    varve.fails(5, *words, "--force", "--yes", "--producer", str(producer.id + 1), says="no transaction is open in stuck-0")
    aborted = varve.ok(*words, "--force", "--yes", "-o", "json").json
    assert aborted["schema"] == "txn.abort"
    assert rows(aborted) == [["stuck", 0, producer.id, producer.epoch, 0, "forgetful"]]
    assert varve.ok("txn", "list", "--blocking", "stuck", "--no-headers").out == ""
    assert varve.ok("consume", "stuck", "-e", "--committed").out == ""
    varve.fails(5, *words, "--yes", says=["no transaction is open in stuck-0", "txn list --blocking"])
    varve.fails(5, "txn", "abort", "stuck", "-p", "9", "--yes", says="no partition 9")
    varve.fails(2, "txn", "abort", "stuck", says="--partition N is missing")
    assert producer.end(False) == 0
