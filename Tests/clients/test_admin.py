"""Administration with every client family that has it."""
from broker import wait_until


def test_topics(broker, family):
    """Create, list, grow and delete a topic."""
    topic = f"admin-{family.NAME}"
    family.create_topic(broker, topic, 2, {"retention.ms": "3600000"})
    assert family.topics(broker).get(topic) == 2
    family.add_partitions(broker, topic, 5)
    assert family.topics(broker).get(topic) == 5
    family.delete_topic(broker, topic)
    assert topic not in family.topics(broker)


def test_settings(broker, family):
    """A setting of a topic is told as it was given."""
    topic = f"settings-{family.NAME}"
    family.create_topic(broker, topic, 1, {"retention.ms": "3600000"})
    assert family.setting(broker, topic, "retention.ms") == "3600000"
    assert family.setting(broker, topic, "max.message.bytes") == "1048588"


def test_group_life(broker, family):
    """Groups are listed and described; one with members is not deleted, an empty one is, with its offsets."""
    topic = group = f"life-{family.NAME}"
    broker.topics.create(topic, 1)
    family.produce(broker, topic, [(None, b"value")])
    member = family.Member(broker, group, topic)
    wait_until("it has read", lambda: member.values == [b"value"])
    assert group in family.groups(broker)
    assert family.group_state(broker, group) == ("Stable", 1)
    assert family.delete_group(broker, group) == "NON_EMPTY_GROUP"
    member.stop()
    assert family.group_state(broker, group) == ("Empty", 0)
    assert family.committed(broker, group, topic, 1) == [1]
    assert family.delete_group(broker, group) is None
    assert group not in family.groups(broker)
    assert family.committed(broker, group, topic, 1) == [None]
