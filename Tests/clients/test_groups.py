"""Groups of the classic protocol with every client family: rebalances, static members, restarts, offsets."""
import family_kcat
from broker import wait_until


def fill(broker, family, topic, partitions, count):
    broker.topics.create(topic, partitions)
    values = [b"%06d" % n for n in range(count)]
    assert family.produce(broker, topic, [(value, value) for value in values]) == count
    return values


def shared(members, partitions):
    """Whether the members have all partitions between them, each one once."""
    owned = [partition for member in members for partition in member.assignment]
    return all(member.assignment for member in members) and sorted(owned) == list(range(partitions))


def test_two_members(broker, family):
    """A second member takes half, what it leaves goes back; everything is read, and nothing lost between them."""
    topic, group = f"pair-{family.NAME}", f"pair-{family.NAME}"
    values = fill(broker, family, topic, 6, 600)
    first = family.Member(broker, group, topic)
    wait_until("the first has everything", lambda: shared([first], 6))
    second = family.Member(broker, group, topic)
    wait_until("both have a share", lambda: shared([first, second], 6))
    wait_until("all is read", lambda: set(first.values + second.values) == set(values))
    more = [b"more-%d" % n for n in range(600)]
    family.produce(broker, topic, [(value, value) for value in more])
    wait_until("both read", lambda: set(first.values + second.values) == set(values + more))
    assert set(first.values) & set(more) and set(second.values) & set(more), "one of them read nothing"
    second.stop()
    wait_until("the first has everything again", lambda: shared([first], 6))
    first.stop()
    committed = family.committed(broker, group, topic, 6)
    assert sum(offset or 0 for offset in committed) == 1200, committed


def test_dead_member(broker, family):
    """A member that dies without leaving is out after its session, and the other takes over."""
    topic = group = f"dead-{family.NAME}"
    values = fill(broker, family, topic, 4, 100)
    dying = family_kcat.start_member(broker, group, topic)
    first = family.Member(broker, group, topic)
    wait_until("both have a share", lambda: 0 < len(first.assignment) < 4)
    dying.kill()
    dying.wait()
    wait_until("the first has everything", lambda: shared([first], 4), seconds=40)
    family.produce(broker, topic, [(b"%d" % n, b"more-%d" % n) for n in range(100)])
    wait_until("all is read", lambda: set(first.values) >= {b"more-%d" % n for n in range(100)})
    assert set(first.values) <= set(values) | {b"more-%d" % n for n in range(100)}
    first.stop()


def test_static_members(broker, family):
    """A static member that restarts within its session gets its partitions back, and the others notice nothing."""
    topic = group = f"static-{family.NAME}"
    fill(broker, family, topic, 4, 100)
    first = family.Member(broker, group, topic, instance="one", session_ms=30000)
    second = family.Member(broker, group, topic, instance="two", session_ms=30000)
    wait_until("both have a share", lambda: shared([first, second], 4))
    before = set(second.assignment)
    changes = first.changes
    second.stop()
    again = family.Member(broker, group, topic, instance="two", session_ms=30000)
    wait_until("it has its partitions again", lambda: again.assignment == before)
    assert shared([first, again], 4)
    assert first.changes == changes, "the group rebalanced"
    first.stop()
    again.stop()


def test_commit_outside(broker, family):
    """Offsets of a group without members: committed, read back, and where the next member begins."""
    topic = group = f"outside-{family.NAME}"
    fill(broker, family, topic, 1, 100)
    assert family.committed(broker, group, topic, 1) == [None]
    family.commit(broker, group, topic, 0, 90)
    assert family.committed(broker, group, topic, 1) == [90]
    assert len(family.consume(broker, topic, 10, group)) == 10
    assert family.committed(broker, group, topic, 1) == [100]


def test_many_groups(broker, family):
    """Eight groups of two members rebalance at once."""
    topic = f"many-{family.NAME}"
    values = fill(broker, family, topic, 2, 100)
    groups = [[family.Member(broker, f"{topic}-{n}", topic)] for n in range(8)]
    for number, members in enumerate(groups):
        members.append(family.Member(broker, f"{topic}-{number}", topic))
    for number, members in enumerate(groups):
        wait_until(f"group {number} has its shares", lambda: shared(members, 2), seconds=60)
        wait_until(f"group {number} read all", lambda: set(members[0].values + members[1].values) == set(values))
    for members in groups:
        for member in members:
            member.ended.set()
    for members in groups:
        for member in members:
            member.stop()


def test_broker_restart(broker, family):
    """The broker stops cleanly and starts again: members go on where they were, offsets are kept."""
    restart(broker, family, "stop")


def test_broker_kill(broker, family):
    """The broker is killed and starts again: as after a clean stop."""
    restart(broker, family, "kill")


def attempt(call):
    """What a call answers; None while the broker is not ready for it."""
    try:
        return call()
    except Exception:  # noqa: every family has its own
        return None


def restart(broker, family, how):
    topic = group = f"{how}-{family.NAME}"
    values = fill(broker, family, topic, 4, 200)
    first = family.Member(broker, group, topic, session_ms=20000)
    second = family.Member(broker, group, topic, session_ms=20000)
    wait_until("both have a share", lambda: shared([first, second], 4))
    wait_until("all is read", lambda: set(first.values + second.values) == set(values))
    before = family.committed(broker, group, topic, 4)
    getattr(broker, how)()
    broker.start()
    wait_until("the offsets are kept", lambda: attempt(lambda: family.committed(broker, group, topic, 4)) == before)
    more = [b"more-%d" % n for n in range(200)]
    assert family.produce(broker, topic, [(value, value) for value in more]) == 200
    wait_until("they read on", lambda: set(first.values + second.values) == set(values + more), seconds=60)
    seen = first.values + second.values
    assert len(seen) - len(set(seen)) <= 400, "they began anew"
    first.stop()
    second.stop()
    assert sum(offset or 0 for offset in family.committed(broker, group, topic, 4)) == 400
