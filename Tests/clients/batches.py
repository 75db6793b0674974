"""Record batches byte by byte, right and wrong."""
import gzip
import struct
import time


def _table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


TABLE = _table()
NOW = int(time.time() * 1000)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def varint(number):
    rest = (number << 1 ^ number >> 63) & (1 << 64) - 1
    out = b""
    while rest > 127:
        out += bytes([rest & 127 | 128])
        rest >>= 7
    return out + bytes([rest])


def record(offset=0, key=b"k", value=b"v", delta=0, headers=b"\0"):
    def field(data):
        return varint(-1) if data is None else varint(len(data)) + data
    body = b"\0" + varint(delta) + varint(offset) + field(key) + field(value) + headers
    return varint(len(body)) + body


def batch(records=None, base=0, magic=2, attributes=0, last=None, first_time=NOW, last_time=None, producer=-1, epoch=-1,
          sequence=-1, count=None, crc=None, length=None, codec=None, body=None):
    records = [record()] if records is None else records
    body = b"".join(records) if body is None else body
    if codec == "gzip":
        body, attributes = gzip.compress(body), attributes | 1
    tail = struct.pack(
        ">hiqqqhii", attributes, len(records) - 1 if last is None else last, first_time,
        first_time if last_time is None else last_time, producer, epoch, sequence,
        len(records) if count is None else count) + body
    return struct.pack(">qiibI", base, 9 + len(tail) if length is None else length, -1, magic,
                       crc32c(tail) if crc is None else crc) + tail
