"""Groups live in the directory: what one broker has written there, Kafka and Varve alike, the other one knows."""
import os
import shutil

import family_confluent as family
from broker import Broker, wait_until
from test_groups import attempt


def use(broker):
    """A group that has left, a commit without a group, and a static member that is still in; answers it."""
    family.create_topic(broker, "handed", 3)
    values = [b"%d" % n for n in range(300)]
    assert family.produce(broker, "handed", [(value, value) for value in values]) == 300
    assert sorted(family.consume(broker, "handed", 300, "gone")) == sorted(values)
    family.commit(broker, "by-hand", "handed", 2, 17)
    member = family.Member(broker, "staying", "handed", instance="one", session_ms=45000)
    wait_until("it has read all", lambda: len(member.values) == 300)
    return member


def check(broker, member):
    """All of it is known at the other broker, and the static member needs no rebalance to go on."""
    assert wait_until("the group that has left is known", lambda: attempt(lambda: family.committed(
        broker, "gone", "handed", 3)), seconds=60) is not None
    assert sum(family.committed(broker, "gone", "handed", 3)) == 300
    assert family.committed(broker, "by-hand", "handed", 3) == [None, None, 17]
    assert sum(family.committed(broker, "staying", "handed", 3)) == 300
    assert {"gone", "by-hand", "staying"} <= set(family.groups(broker))
    assert family.group_state(broker, "gone") == ("Empty", 0)
    more = [b"more-%d" % n for n in range(30)]
    assert family.produce(broker, "handed", [(value, value) for value in more]) == 30
    wait_until("the static member reads on", lambda: len(member.values) == 330, seconds=60)
    member.stop()
    assert sum(family.committed(broker, "staying", "handed", 3)) == 330


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
        member = use(first)
        hand_over(first, second)
        check(second, member)
    finally:
        first.remove()
        second.remove()


def test_to_kafka(program, peer):
    """Varve first, then Kafka."""
    hand(program, peer)


def test_from_kafka(program, peer):
    """Kafka first, then Varve."""
    hand(peer, program)
