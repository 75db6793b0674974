"""config get|set|explain, errcode."""


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


def test_settings_are_explained(varve):
    explained = varve.ok("config", "explain", "flush.messages", "-o", "json").json
    assert explained["schema"] == "config.explain" and len(explained["items"]) == 1
    item = explained["items"][0]
    assert {name: item[name] for name in ("scope", "type", "default", "kafka_default", "effect", "set", "from")} == {
        "scope": "topic", "type": "long", "default": "1", "kafka_default": "9223372036854775807", "effect": "effective",
        "set": "topic", "from": ["log.flush.interval.messages"]}, item
    assert "fdatasync" in item["text"] and item["allowed"] == "1 or more"
    # Of one name there may be several: a topic's, and the broker's default for it.
    scopes = varve.ok("config", "explain", "min.insync.replicas", "--no-headers", "--columns", "scope,set").lines
    assert scopes == ["topic\ttopic", "broker\tstart, cluster"], scopes
    assert varve.ok("config", "explain", "min.insync.replicas", "--scope", "topic", "-o", "name").lines == ["min.insync.replicas"]
    shown = varve.ok("config", "explain", "retention.ms", "remote.storage.enable", "--no-headers").lines
    assert [line.split("\t")[5] for line in shown] == ["effective", "refused"], shown
    everything = varve.ok("config", "explain", "-o", "name").lines
    assert len(everything) > 350 and {"num.partitions", "cleanup.policy"} < set(everything)
    varve.fails(5, "config", "explain", "retention.mss", says="did you mean retention.ms?")
    varve.fails(2, "config", "explain", "--scope", "shelf", says=["--scope takes topic, broker or group", "'shelf'"])


def test_errors_are_explained(varve):
    assert varve.ok("errcode", "3").lines == ["code\tname\tretriable", "3\tUNKNOWN_TOPIC_OR_PARTITION\tyes"]
    assert varve.ok("errcode", "-1", "security_disabled", "-o", "json").json["items"] == [
        {"code": -1, "name": "UNKNOWN_SERVER_ERROR", "retriable": False}, {"code": 54, "name": "SECURITY_DISABLED", "retriable": False}]
    every = varve.ok("errcode", "-o", "jsonl").lines
    assert len(every) == 135 and every[0].startswith('{"code":-1,') and "SHARE_SESSION_LIMIT_REACHED" in every[-1], len(every)
    varve.fails(5, "errcode", "NOT_LEADER_OR_FOLOWER", says="did you mean NOT_LEADER_OR_FOLLOWER?")
    varve.fails(5, "errcode", "9999", says="'varve errcode' lists them")
