"""completion bash|zsh|fish, --help-json."""
import json
import shutil
import subprocess

from test_contract import CALLS


def complete(script, *words):
    """What bash offers for the last of the words."""
    quoted = " ".join(f"'{word}'" for word in words)
    code = f"{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _varve; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=10)
    assert (done.returncode, done.stderr) == (0, ""), done
    return done.stdout.split()


def test_bash_completes(varve, scratch):
    script = varve.ok("completion", "bash").out
    firsts = complete(script, "varve", "")
    assert sorted(firsts) == sorted({verb.split()[0] for verb in CALLS}), firsts
    assert complete(script, "varve", "to") == ["topic"]
    assert complete(script, "varve", "topic", "de") == ["describe", "delete"]
    assert complete(script, "varve", "topic", "delete", "x", "--y") == ["--yes"]
    assert complete(script, "varve", "consume", "x", "--format", "y", "--idle") == ["--idle-exit"]
    assert complete(script, "varve", "topic", "list", "-o", "js") == ["json", "jsonl"]
    # -o is a report's form only where there is a report.
    assert complete(script, "varve", "consume", "x", "-o", "js") == []
    assert complete(script, "varve", "lag", "--color", "") == ["auto", "always", "never"]
    assert complete(script, "varve", "lag", "-X", "client") == ["client.id="]
    path = f"{scratch}/completed-file"
    open(path, "w").close()
    assert complete(script, "varve", "log", "dump", path[:-4]) == [path]


def test_every_shell_knows_every_option(varve):
    tree = varve.ok("--help-json").json
    for shell in ("bash", "zsh", "fish"):
        script = varve.ok("completion", shell).out
        for command in tree["commands"]:
            assert command["name"].split()[-1] in script
            for option in command["options"]:
                assert (f"-l {option['name']}" if shell == "fish" else f"--{option['name']}") in script, (shell, option)
        if shutil.which(shell):
            done = subprocess.run([shell, "-n"], input=script, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            assert (done.returncode, done.stderr) == (0, ""), done
    varve.fails(2, "completion", "tcsh", says=["bash, zsh and fish", "'tcsh'"])


def test_help_for_programs(varve):
    tree = varve.ok("--help-json").json
    assert (tree["schema"], tree["version"]) == ("help", 1) and tree["exit_codes"]["5"] == "not found"
    assert [command["name"] for command in tree["commands"]] == list(CALLS)
    one = varve.ok("topic", "trim", "--help-json").json["commands"]
    assert [command["name"] for command in one] == ["topic trim"]
    assert one[0]["arguments"] == [{"name": "name", "required": True, "repeatable": False}]
    assert {"name": "to", "short": None, "value": "OFFSET", "repeatable": False, "help": "the first record that stays"} in one[0]["options"]
    assert one[0]["report"]["schema"] == "topic.trim" and one[0]["report"]["columns"][0] == {"name": "topic", "kind": "text", "wide": False}
    group = varve.ok("group", "--help-json").json["commands"]
    assert [command["name"] for command in group] == [verb for verb in CALLS if verb.startswith("group ")]
    assert json.loads(varve.ok("consume", "--help-json").out)["commands"][0]["name"] == "consume"
