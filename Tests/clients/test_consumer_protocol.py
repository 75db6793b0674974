"""Groups of the consumer protocol (KIP-848): request by request, as Kafka 4.3 answers, and with the clients that speak it."""
import os
import signal
import subprocess
import sys

from broker import wait_until
from consumer_protocol import Consumer
from test_groups import fill, shared


def begin(broker, group, topics=("beats",)):
    """A connection to the group's coordinator."""
    for topic in topics:
        broker.topics.create_once(topic, 4)
    connection = Consumer(broker.address)
    wait_until("there is a coordinator", lambda: connection.coordinator_is_there(group))
    wait_until("it is ready", lambda: connection.describe(group)[0].error not in (14, 15, 16))
    return connection


def numbers(reply):
    """The partitions of a reply's one topic; None where it says nothing of them."""
    if reply.error:
        return reply.error
    return None if reply.assignment is None else sum(reply.assignment.values(), [])


def test_consumer_group_beats(broker):
    """Two members come to their shares step by step; epochs fence, lost replies do not."""
    group = "beats"
    asks = begin(broker, group)
    first = asks.join(group, "m1", ["beats"])
    topic = next(iter(first.assignment))
    assert (first.epoch > 0, numbers(first), first.interval) == (True, [0, 1, 2, 3], 500), first
    assert numbers(asks.heartbeat(group, "m1", first.epoch)) is None
    second = asks.join(group, "m2", ["beats"])
    assert (second.epoch, numbers(second)) == (first.epoch, []), second

    def assigned():
        asks.heartbeat(group, "m2", second.epoch)
        return asks.describe(group)[0].state == "Reconciling"

    wait_until("there is a new target assignment", assigned)
    newer = asks.describe(group)[0].assignment_epoch
    shrunk = asks.heartbeat(group, "m1", first.epoch)
    assert (shrunk.epoch, numbers(shrunk)) == (first.epoch, [0, 1]), shrunk
    assert asks.heartbeat(group, "m1", first.epoch).epoch == first.epoch, "silence is no confirmation"
    assert numbers(asks.heartbeat(group, "m2", newer)) is None
    assert asks.heartbeat(group, "m1", first.epoch, owned={topic: [0, 1]}).epoch == newer
    assert numbers(asks.heartbeat(group, "m2", newer)) == [2, 3]
    assert asks.heartbeat(group, "m1", first.epoch).error == 110
    assert asks.heartbeat(group, "m1", first.epoch, owned={topic: [0]}).epoch == newer
    assert asks.heartbeat(group, "m1", newer + 1).error == 110
    assert asks.heartbeat(group, "m9", newer).error == 25
    described = asks.describe(group)[0]
    assert (described.state, described.assignor, described.epoch) == ("Stable", "uniform", newer), described
    assert sorted((member["id"], member["assignment"]["beats"], member["target"]["beats"], member["type"])
                  for member in described.members) == [("m1", [0, 1], [0, 1], 1), ("m2", [2, 3], [2, 3], 1)]
    left = asks.heartbeat(group, "m2", -1)
    assert (left.error, left.epoch) == (0, -1)


def test_consumer_group_refusals(broker):
    """What no member could mean, with Kafka's words."""
    group = "beats-refused"
    asks = begin(broker, group)
    refusals = {
        "MemberEpoch is invalid.": asks.heartbeat(group, "m", -3),
        "MemberId can't be empty.": asks.join(group, ""),
        "GroupId can't be empty.": asks.join("", "m"),
        "InstanceId can't be empty.": asks.join(group, "m", instance=""),
        "InstanceId can't be null.": asks.heartbeat(group, "m", -2),
        "RackId can't be empty.": asks.join(group, "m", rack=""),
        "RebalanceTimeoutMs must be provided in first request.": asks.join(group, "m", rebalance=-1),
        "TopicPartitions must be empty when (re-)joining.": asks.heartbeat(group, "m", 0, topics=["t"], rebalance=9),
        "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.":
            asks.join(group, "m", None),
    }
    assert {words: (reply.error, reply.message) for words, reply in refusals.items()} == {
        words: (42, words) for words in refusals}
    assert asks.join(group, "m", assignor="sticky").error == 112
    assert asks.join(group, "m", None, regex="[").error == 128
    assert asks.heartbeat(group, "m", 1).error == 69
    assert asks.heartbeat(group, "m", -1).error == 69
    assert asks.describe(group)[0].error == 69
    assert asks.join(group + "-0", "", ["beats"], version=0).member


def test_consumer_group_static(broker):
    """A static member that leaves for a while gives its place to whoever comes with its instance id."""
    group = "beats-static"
    asks = begin(broker, group)
    first = asks.join(group, "a1", ["beats"], instance="i")
    assert asks.join(group, "a2", ["beats"], instance="i").error == 111
    assert asks.heartbeat(group, "a2", first.epoch, instance="i").error == 82
    assert asks.heartbeat(group, "a1", first.epoch, instance="j").error == 25
    assert asks.heartbeat(group, "a1", -2, instance="i").epoch == -2
    again = asks.join(group, "a2", ["beats"], instance="i")
    assert (again.epoch, numbers(again)) == (first.epoch, [0, 1, 2, 3])
    assert asks.heartbeat(group, "a1", first.epoch, instance="i").error == 82


def test_consumer_members(broker, family):
    """A second member takes half, what it leaves goes back; everything is read and nothing lost between them."""
    topic = group = f"beating-{family.NAME}"
    values = fill(broker, family, topic, 6, 600)
    first = family.consumer_member(broker, group, topic)
    wait_until("the first has everything", lambda: shared([first], 6))
    second = family.consumer_member(broker, group, topic)
    wait_until("both have a share", lambda: shared([first, second], 6))
    wait_until("all is read", lambda: set(first.values + second.values) == set(values))
    more = [b"more-%d" % n for n in range(600)]
    family.produce(broker, topic, [(value, value) for value in more])
    wait_until("both read", lambda: set(first.values + second.values) == set(values + more))
    assert set(first.values) & set(more) and set(second.values) & set(more), "one of them read nothing"
    second.stop()
    wait_until("the first has everything again", lambda: shared([first], 6))
    broker.topics.create(topic + "-2", 1)
    family.add_partitions(broker, topic, 8)
    wait_until("the first has the new ones, too", lambda: shared([first], 8), seconds=60)
    first.stop()
    assert not first.errors and not second.errors, first.errors + second.errors
    committed = family.committed(broker, group, topic, 8)
    assert sum(offset or 0 for offset in committed) == 1200, committed
    wait_until("the group is empty", lambda: Consumer(broker.address).describe(group)[0].state == "Empty")


def test_consumer_killed(broker, family):
    """A member that dies is out after its session, and the other takes over; then the broker dies, and all goes on."""
    topic = group = f"beat-dead-{family.NAME}"
    values = fill(broker, family, topic, 4, 100)
    script = (f"import sys; sys.path.insert(0, {os.path.dirname(__file__)!r}); import {family.__name__} as family; "
              "from types import SimpleNamespace; "
              f"family.consumer_member(SimpleNamespace(address={broker.address!r}), {group!r}, {topic!r}).thread.join()")
    dying = subprocess.Popen([sys.executable, "-c", script])
    asks = Consumer(broker.address)
    wait_until("it is in", lambda: asks.describe(group)[0].state == "Stable")
    first = family.consumer_member(broker, group, topic)
    wait_until("both have a share", lambda: 0 < len(first.assignment) < 4)
    dying.send_signal(signal.SIGKILL)
    dying.wait()
    wait_until("the first has everything", lambda: shared([first], 4), seconds=40)
    more = [b"more-%d" % n for n in range(200)]
    family.produce(broker, topic, [(value, value) for value in more])
    wait_until("all is read", lambda: set(first.values) >= set(more))
    assert set(first.values) <= set(values + more)
    broker.kill()
    broker.start()
    last = [b"last-%d" % n for n in range(200)]
    assert family.produce(broker, topic, [(value, value) for value in last]) == 200
    wait_until("it reads on", lambda: set(first.values) >= set(last), seconds=60)
    first.stop()
    assert sum(offset or 0 for offset in family.committed(broker, group, topic, 4)) == 500


def test_consumer_expression(broker, family):
    """A subscription by regular expression finds topics that are made later."""
    name = f"expr-{family.NAME}"
    values = fill(broker, family, f"{name}-a", 2, 100)
    member = family.consumer_member(broker, name, f"^{name}-[ab]")
    wait_until("all is read", lambda: sorted(member.values) == values)
    broker.topics.create(f"{name}-c", 1)
    later = fill(broker, family, f"{name}-b", 1, 50)
    # New topics are looked for ten seconds after the last time.
    wait_until("the new topic is read", lambda: sorted(member.values) == sorted(values + later), seconds=60)
    member.stop()


def test_both_protocols(broker, family):
    """A live group goes from the classic to the consumer protocol member by member, and back; nothing is lost."""
    topic = group = f"both-{family.NAME}"
    values = fill(broker, family, topic, 6, 300)
    asks = begin(broker, group)

    def more(word, members):
        fresh = [b"%s-%d" % (word, n) for n in range(300)]
        values.extend(fresh)
        assert family.produce(broker, topic, [(value, value) for value in fresh]) == 300
        wait_until(f"{word} is read", lambda: {value for one in members for value in one.values} >= set(values),
                   seconds=60)

    classic = family.Member(broker, group, topic)
    wait_until("the classic member has everything", lambda: shared([classic], 6))
    consumer = family.consumer_member(broker, group, topic)
    wait_until("both have a share", lambda: shared([classic, consumer], 6), seconds=60)
    assert sorted(member["type"] for member in asks.describe(group)[0].members) == [0, 1]
    more(b"mixed", [classic, consumer])
    classic.stop()
    wait_until("the new one has everything", lambda: shared([consumer], 6), seconds=60)
    more(b"new", [classic, consumer])
    again = family.Member(broker, group, topic)
    wait_until("both have a share again", lambda: shared([again, consumer], 6), seconds=60)
    consumer.stop()
    wait_until("the classic one has everything", lambda: shared([again], 6), seconds=60)
    assert asks.describe(group)[0].error == 69, "it is a classic group again"
    members = [classic, consumer, again]
    more(b"old", members)
    again.stop()
    assert sum(offset or 0 for offset in family.committed(broker, group, topic, 6)) == 1200
