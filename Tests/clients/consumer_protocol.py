"""The requests of KIP-848 by hand, one by one: kafka-python has no messages for them."""
import socket
import struct
import uuid


class Reader:
    """Reads the flexible encoding."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def number(self, form):
        value, = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return value

    def varint(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def text(self):
        length = self.varint() - 1
        if length < 0:
            return None
        self.at += length
        return self.data[self.at - length:self.at].decode()

    def list(self, element):
        return [element() for _ in range(self.varint() - 1)]

    def uuid(self):
        self.at += 16
        return uuid.UUID(bytes=self.data[self.at - 16:self.at])

    def tags(self):
        for _ in range(self.varint()):
            self.varint()
            self.at += self.varint()


def varint(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def text(value):
    return varint(0) if value is None else varint(len(value.encode()) + 1) + value.encode()


def array(values, element):
    return varint(0) if values is None else varint(len(values) + 1) + b"".join(element(value) for value in values)


class Heartbeat:
    """What a ConsumerGroupHeartbeat was answered; `assignment` is None when it has not changed, else a dictionary of
    partitions by topic id."""

    def __init__(self, data):
        reader = Reader(data)
        reader.number(">i")
        reader.tags()
        reader.number(">i")
        self.error = reader.number(">h")
        self.message = reader.text()
        self.member = reader.text()
        self.epoch = reader.number(">i")
        self.interval = reader.number(">i")
        self.assignment = None
        if reader.number(">b") >= 0:
            self.assignment = {}
            for topic, partitions in reader.list(lambda: topic_partitions(reader)):
                self.assignment[topic] = partitions
            reader.tags()

    def __repr__(self):
        return f"error {self.error}, epoch {self.epoch}, assignment {self.assignment}, {self.message}"


def topic_partitions(reader):
    topic = reader.uuid()
    partitions = sorted(reader.list(lambda: reader.number(">i")))
    reader.tags()
    return topic, partitions


class Described:
    """A group in the reply of ConsumerGroupDescribe."""

    def __init__(self, reader):
        self.error = reader.number(">h")
        self.message = reader.text()
        self.group = reader.text()
        self.state = reader.text()
        self.epoch = reader.number(">i")
        self.assignment_epoch = reader.number(">i")
        self.assignor = reader.text()
        self.members = reader.list(lambda: self.read_member(reader))
        self.operations = reader.number(">i")
        reader.tags()

    @staticmethod
    def read_member(reader):
        member = dict(id=reader.text(), instance=reader.text(), rack=reader.text(), epoch=reader.number(">i"),
                      client=reader.text(), host=reader.text(), topics=reader.list(reader.text), regex=reader.text())
        for name in ("assignment", "target"):
            member[name] = {}
            for _ in range(reader.varint() - 1):
                reader.uuid()
                topic = reader.text()
                member[name][topic] = sorted(reader.list(lambda: reader.number(">i")))
                reader.tags()
            reader.tags()
        member["type"] = reader.number(">b")
        reader.tags()
        return member

    def __repr__(self):
        return str(vars(self))


class Consumer:
    """A connection that asks and waits."""

    def __init__(self, address, client_id="raw"):
        host, port = address.split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=30)
        self.client_id = client_id.encode()

    def coordinator_is_there(self, group):
        """Asks for the group's coordinator, which makes its topic; whether it is there already."""
        reply = self.exchange(10, 0, struct.pack(">h", len(group)) + group.encode(), tags=b"")
        return struct.unpack_from(">h", reply, 4)[0] == 0

    def exchange(self, key, version, body, tags=b"\0"):
        header = struct.pack(">hhih", key, version, 7, len(self.client_id)) + self.client_id + tags
        self.socket.sendall(struct.pack(">i", len(header) + len(body)) + header + body)
        size, = struct.unpack(">i", self.exactly(4))
        return self.exactly(size)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise EOFError("the broker has closed the connection")
            data += part
        return data

    def heartbeat(self, group, member, epoch, *, topics=None, owned=None, instance=None, rebalance=-1, regex=None,
                  assignor=None, rack=None, version=1):
        body = text(group) + text(member) + struct.pack(">i", epoch) + text(instance) + text(rack)
        body += struct.pack(">i", rebalance) + array(topics, text)
        if version >= 1:
            body += text(regex)
        body += text(assignor)
        body += array(None if owned is None else list(owned.items()), lambda entry: (
            entry[0].bytes + array(entry[1], lambda number: struct.pack(">i", number)) + varint(0)))
        return Heartbeat(self.exchange(68, version, body + varint(0)))

    def join(self, group, member, topics=("t",), **options):
        options.setdefault("rebalance", 30_000)
        return self.heartbeat(group, member, 0, topics=None if topics is None else list(topics), owned={}, **options)

    def describe(self, *groups, version=1):
        reader = Reader(self.exchange(69, version, array(groups, text) + b"\0" + varint(0)))
        reader.number(">i")
        reader.tags()
        reader.number(">i")
        return reader.list(lambda: Described(reader))

    def close(self):
        self.socket.close()
