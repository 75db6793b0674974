"""Profiles, and settings of the client (-X)."""
import os

from shell import end
from test_consume import filled


def written(scratch, text, name="profiles"):
    """An environment whose profiles are these."""
    folder = f"{scratch}/{name}/varve"
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/profiles.toml", "w") as file:
        file.write(text)
    return {"XDG_CONFIG_HOME": f"{scratch}/{name}"}


def test_a_profile_says_where_and_how(varve, broker, scratch):
    varve.ok("topic", "create", "profiled")
    env = written(scratch, f"""
# Clusters of ours.
[here]   # this one
broker = "{broker.address}"
"client.id" = "a \\"quoted\\" name"
request.timeout.ms = 20000
[nowhere]
broker = "127.0.0.1:1"
""")
    listed = varve.ok("profile", "list", "-o", "json", env=env).json
    assert listed == {"schema": "profile.list", "version": 1, "items": [
        {"profile": "here", "broker": broker.address, "protected": False, "settings": ['client.id=a "quoted" name', "request.timeout.ms=20000"]},
        {"profile": "nowhere", "broker": "127.0.0.1:1", "protected": False, "settings": []}]}, listed
    away = {**env, "VARVE_BROKER": "127.0.0.1:1"}
    assert "profiled" in varve.ok("topic", "list", "-o", "name", "--profile", "here", env=away).lines
    # The environment's broker goes before the environment's profile; neither before an option.
    varve.fails(3, "topic", "list", env={**away, "VARVE_PROFILE": "here"})
    assert "profiled" in varve.ok("topic", "list", "-o", "name", env={**env, "VARVE_BROKER": "", "VARVE_PROFILE": "here"}).lines
    varve.fails(3, "topic", "list", "--profile", "nowhere", env=env)
    varve.ok("topic", "list", "--profile", "nowhere", "--broker", broker.address, env=env)
    varve.ok("topic", "list", "--profile", "", env={**env, "VARVE_PROFILE": "nowhere"})
    varve.fails(5, "topic", "list", "--profile", "her", env=env, says=["there is no profile 'her'", "profiles.toml", "here, nowhere"])
    nothing = {"XDG_CONFIG_HOME": f"{scratch}/no-such"}
    assert varve.ok("profile", "list", "-o", "name", env=nothing).out == ""
    varve.fails(5, "topic", "list", "--profile", "x", env=nothing, says="help client-settings")


def test_a_wrong_profile_is_told_with_its_line(varve, scratch):
    for number, (text, line, what) in enumerate((
            ("broker = x\n", 1, "[NAME] has to stand before"), ("[a\n", 1, "begins with [NAME]"), ("[a]\nbroker\n", 2, "KEY = VALUE"),
            ("[a]\n\nno.such = 1\n", 3, "there is no client setting"), ("[a]\nacks = 7\n", 2, "acks takes all, -1, 1, 0"),
            ("[a]\nprotected = maybe\n", 2, "true or false"), ("[a]\n[a]\n", 2, "there twice"), ("[a]\nbroker = \"x\n", 2, "KEY = VALUE"),
            ("[a]\nbroker = x y\n", 2, "KEY = VALUE"))):
        varve.fails(2, "profile", "list", env=written(scratch, text, f"wrong-{number}"), says=[f"profiles.toml:{line}:", what])


def test_a_protected_cluster_wants_its_name(varve, broker, scratch):
    env = written(scratch, f"[prod]\nbroker = {broker.address}\nprotected = true\n", "protected")
    varve.ok("topic", "create", "guarded")
    varve.fails(2, "topic", "delete", "guarded", "--profile", "prod", env=env, says="confirm with --yes")
    code, shown = varve.on_terminal("topic", "delete", "guarded", "--profile", "prod", env=env, answer="y", prompt="type its name")
    assert code == 1 and "this is prod; type its name to go on:" in shown and "nothing was changed" in shown, shown
    code, shown = varve.on_terminal("topic", "delete", "guarded", "--profile", "prod", env=env, answer="prod", prompt="type its name")
    assert code == 0, shown
    varve.fails(5, "topic", "describe", "guarded")


def test_settings_of_the_client(varve):
    topic = filled(varve, "client-settings", 3)
    listed = varve.ok("help", "client-settings").out
    assert "  linger.ms " in listed and "profiles.toml" in listed
    varve.fails(2, "topic", "list", "-X", "linger.mss=1", says=["there is no client setting 'linger.mss'", "did you mean 'linger.ms'?"])
    varve.fails(2, "topic", "list", "-X", "linger.ms=soon", says=["linger.ms takes milliseconds, 0 or more, not 'soon'", "topic list --help"])
    varve.fails(2, "topic", "list", "-X", "linger.ms", says="--set-client takes name=value")
    varve.fails(2, "version", "-X", "linger.ms=1", says="unknown option -X")
    process = varve.start("consume", topic, "-g", "x-settings", "-o", "start", "-X", "client.id=me", "-X", "session.timeout.ms=10000")
    assert [process.stdout.readline() for _ in range(3)]
    assert [item["client"] for item in varve.ok("group", "describe", "x-settings", "-o", "json").json["items"]] == ["me"]
    assert end(process)[0] == 0
    # A setting that the broker has to judge reaches it.
    varve.fails(1, "consume", topic, "-g", "x-refused", "-e", "-X", "session.timeout.ms=1", says="INVALID_SESSION_TIMEOUT")
    varve.ok("produce", topic, "-X", "compression.type=gzip", "-X", "acks=1", stdin="packed\n")
    assert varve.ok("consume", topic, "-o", "-1", "-e", "-X", "isolation.level=read_committed").lines == ["packed"]
