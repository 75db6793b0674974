"""config get|set."""


def test_settings_are_told_with_their_source(varve):
    varve.ok("topic", "create", "configs", "-c", "retention.ms=1234567890")
    assert varve.ok("config", "get", "topic", "configs", "retention.ms", "max.message.bytes").lines == [
        "setting\tvalue\tsource", "max.message.bytes\t1048588\tdefault", "retention.ms\t1234567890\ttopic"]
    everything = varve.ok("config", "get", "topic", "configs", "-o", "name").lines
    assert everything == sorted(everything) and "cleanup.policy" in everything and len(everything) > 25
    varve.fails(5, "config", "get", "topic", "configs", "no.such", says="topic configs has no setting no.such")
    assert "group.initial.rebalance.delay.ms\t300\tstart" in varve.ok("config", "get", "broker", "1", "--set").lines
    for words, what in ((["shelf", "x"], "not of a 'shelf'"), (["broker", "one"], "named by its id"), (["topic"], "NAME is missing")):
        varve.fails(2, "config", "get", *words, says=[what, "see 'varve config get --help'"])


def test_settings_are_set(varve):
    varve.ok("topic", "create", "configured")
    assert varve.ok("config", "set", "topic", "configured", "retention.ms=1000", "segment.ms=5000").lines == [
        "setting\tvalue\tsource", "retention.ms\t1000\ttopic", "segment.ms\t5000\ttopic"]
    assert varve.ok("config", "set", "topic", "configured", "--delete", "segment.ms", "-o", "json").json == {
        "schema": "config.set", "version": 1, "items": [{"setting": "segment.ms", "value": "604800000", "source": "default"}]}
    varve.ok("config", "set", "topic", "configured", "retention.ms=1", "--dry-run")
    assert "retention.ms\t1000\ttopic" in varve.ok("config", "get", "topic", "configured").out
    varve.ok("config", "set", "broker", "all", "log.retention.ms=1728000")
    assert "log.retention.ms\t1728000" in varve.ok("config", "get", "broker", "all", "--no-headers", "--columns", "setting,value").lines
    varve.ok("config", "set", "broker", "all", "--delete", "log.retention.ms")
    varve.fails(1, "config", "set", "broker", "all", "log.retention.hours=48", says="Cannot update these configs dynamically")
    varve.fails(2, "config", "set", "topic", "configured", says="no setting is given")
    varve.fails(2, "config", "set", "topic", "configured", "retention.ms", says="NAME=VALUE, not 'retention.ms'")
    varve.fails(2, "config", "set", "topic", "configured", "--append", "x", says="--append takes name=value")
    varve.fails(1, "config", "set", "topic", "configured", "cleanup.policy=sometimes", says="INVALID_CONFIG")
