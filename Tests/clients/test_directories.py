"""Groups and transactions live in the directory: what one broker has written there, Kafka and Varve alike, the other one knows."""
import os
import shutil

import family_confluent as family
from broker import Broker, wait_until
from consumer_protocol import Consumer
from test_groups import attempt


def use(broker):
    """A group that has left, a commit without a group, and two members that are still in: a static one of the classic
    protocol, and one of the consumer protocol; a transaction, and one that is left open. Answers the members, and the
    producer of the first."""
    family.create_topic(broker, "handed", 3)
    values = [b"%d" % n for n in range(300)]
    assert family.produce(broker, "handed", [(value, value) for value in values]) == 300
    assert sorted(family.consume(broker, "handed", 300, "gone")) == sorted(values)
    family.commit(broker, "by-hand", "handed", 2, 17)
    member = family.Member(broker, "staying", "handed", instance="one", session_ms=45000)
    beating = family.consumer_member(broker, "beating", "handed")
    wait_until("they have read all", lambda: len(member.values) == len(beating.values) == 300)
    family.create_topic(broker, "ledger", 2)
    clerk = family.Transactions(broker, "clerk")
    clerk.run(entries(b"first"), commit=True)
    family.Transactions(broker, "left-open").leave_open(entries(b"open"))
    return member, beating, clerk


def entries(word):
    return [("ledger", n % 2, b"%s-%d" % (word, n)) for n in range(20)]


def check(broker, member, beating, clerk):
    """All of it is known at the other broker, both members go on where they were, the producer goes on with its next
    transaction, and the one that was left open is aborted by who has its id next."""
    assert wait_until("the group that has left is known", lambda: attempt(lambda: family.committed(
        broker, "gone", "handed", 3)), seconds=60) is not None
    assert sum(family.committed(broker, "gone", "handed", 3)) == 300
    assert family.committed(broker, "by-hand", "handed", 3) == [None, None, 17]
    assert sum(family.committed(broker, "staying", "handed", 3)) == 300
    assert sum(family.committed(broker, "beating", "handed", 3)) == 300
    assert {"gone", "by-hand", "staying", "beating"} <= set(family.groups(broker))
    assert family.group_state(broker, "gone") == ("Empty", 0)
    more = [b"more-%d" % n for n in range(30)]
    assert family.produce(broker, "handed", [(value, value) for value in more]) == 30
    wait_until("both read on", lambda: len(member.values) == len(beating.values) == 330, seconds=60)
    described = Consumer(broker.address).describe("beating")[0]
    assert (described.state, len(described.members), described.members[0]["target"]) == (
        "Stable", 1, {"handed": [0, 1, 2]}), described
    member.stop()
    beating.stop()
    assert sum(family.committed(broker, "beating", "handed", 3)) == 330
    assert sum(family.committed(broker, "staying", "handed", 3)) == 330
    clerk.run(entries(b"second"), commit=True)
    family.Transactions(broker, "left-open").run(entries(b"third"), commit=True)
    expected = [value for word in (b"first", b"second", b"third") for _, _, value in entries(word)]
    assert sorted(family.read(broker, "ledger", 60)) == sorted(expected)


def hand_over(giver, taker):
    """Stops one broker and starts the other one on its directory, at the same address."""
    giver.stop()
    shutil.rmtree(taker.directory, ignore_errors=True)
    source = os.path.join(giver.directory, "data") if giver.is_kafka else giver.directory
    target = os.path.join(taker.directory, "data") if taker.is_kafka else taker.directory
    shutil.copytree(source, target)
    taker.port = giver.port
    taker.start()


def hand(first_program, second_program):
    first, second = Broker(first_program), Broker(second_program, starts=False)
    try:
        left = use(first)
        hand_over(first, second)
        check(second, *left)
    finally:
        first.remove()
        second.remove()


def test_to_kafka(program, peer):
    """Varve first, then Kafka."""
    hand(program, peer)


def test_from_kafka(program, peer):
    """Kafka first, then Varve."""
    hand(peer, program)
