"""Produce and consume with every client family and codec; every record is counted."""
import random


def records(count, codec):
    """Pairs of key and value; the values are all different and of many sizes."""
    source = random.Random(codec)
    return [(b"key-%d" % (n % 100), b"%s-%d-%s" % (codec.encode(), n, b"x" * source.randrange(300))) for n in range(count)]


def test_codecs(broker, family):
    """Every codec, written and read by the same family; keys keep their partition, so all six must fill."""
    topic = f"codecs-{family.NAME}"
    broker.topics.create(topic, 6)
    expected = []
    for codec in family.CODECS:
        batch = records(1000, codec)
        acknowledged = family.produce(broker, topic, batch, codec)
        assert acknowledged == len(batch), f"{codec}: {acknowledged} acknowledged"
        expected += [value for _, value in batch]
    values = family.consume(broker, topic, len(expected), f"group-{topic}")
    assert sorted(values) == sorted(expected), f"{len(values)} of {len(expected)} read"


def test_across_families(broker, family, families):
    """What one family writes with any codec, every other one reads."""
    topic = f"across-{family.NAME}"
    broker.topics.create(topic, 3)
    expected = []
    for codec in family.CODECS:
        batch = records(200, codec)
        assert family.produce(broker, topic, batch, codec) == len(batch)
        expected += [value for _, value in batch]
    for reader in families:
        values = reader.consume(broker, topic, len(expected), f"{topic}-by-{reader.NAME}")
        assert sorted(values) == sorted(expected), f"{reader.NAME} read {len(values)} of {len(expected)}"


def test_idempotent(broker, family):
    """Idempotent producers write each record once, in order within a partition."""
    topic = f"once-{family.NAME}"
    broker.topics.create(topic, 1)
    batch = [(b"k", b"%08d" % n) for n in range(5000)]
    assert family.produce(broker, topic, batch, "lz4", idempotent=True) == len(batch)
    values = family.consume(broker, topic, len(batch), f"group-{topic}")
    assert values == [value for _, value in batch], f"{len(values)} read, or in another order"
    assert family.end_offsets(broker, topic, 1) == [5000]


def test_big_records(broker, family):
    """Records near the limit of a batch, one by one."""
    topic = f"big-{family.NAME}"
    broker.topics.create(topic, 2)
    batch = [(b"%d" % n, bytes([65 + n]) * 900_000) for n in range(8)]
    assert family.produce(broker, topic, batch) == len(batch)
    values = family.consume(broker, topic, len(batch), f"group-{topic}")
    assert sorted(values) == sorted(value for _, value in batch), [len(value) for value in values]
