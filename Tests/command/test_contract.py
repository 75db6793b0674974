"""What holds for every verb: help, wrong calls, unreachable brokers, missing things, forms of output."""
import csv
import io
import json
import os
import re
import shlex
import subprocess

from broker import free_port
from shell import Result

# A call of every verb that is right as far as its words go, on things that do not exist; and what kind of verb it is.
# B speaks to a broker, R prints a report, E ends with 5 because the thing is missing.
CALLS = {
    "serve": ("serve /nowhere/at/all", ""),
    "produce": ("produce absent", "BE"),
    "consume": ("consume absent -e", "BE"),
    "tail": ("tail absent -e", "BE"),
    "topic list": ("topic list", "BR"),
    "topic create": ("topic create absent --dry-run", "BR"),
    "topic describe": ("topic describe absent", "BRE"),
    "topic alter": ("topic alter absent --config retention.ms=1", "BRE"),
    "topic delete": ("topic delete absent --yes", "BRE"),
    "topic add-partitions": ("topic add-partitions absent 3", "BRE"),
    "topic trim": ("topic trim absent --to end --yes", "BRE"),
    "group list": ("group list", "BR"),
    "group describe": ("group describe absent", "BRE"),
    "group seek": ("group seek absent --to start --yes", "BRE"),
    "group skip": ("group skip absent -t absent -p 0 --yes", "BRE"),
    "group delete": ("group delete absent --yes", "BRE"),
    "lag": ("lag absent", "BRE"),
    "offsets": ("offsets absent", "BRE"),
    "txn list": ("txn list --blocking absent", "BRE"),
    "txn describe": ("txn describe absent", "BRE"),
    "txn abort": ("txn abort absent -p 0 --yes", "BRE"),
    "config get": ("config get topic absent", "BRE"),
    "config set": ("config set topic absent retention.ms=1", "BRE"),
    "config explain": ("config explain absent", "RE"),
    "log ls": ("log ls /nowhere/at/all", "RE"),
    "log dump": ("log dump /nowhere/at/all", "RE"),
    "log verify": ("log verify /nowhere/at/all", "RE"),
    "log adopt": ("log adopt /nowhere/at/all absent", "RE"),
    "bench produce": ("bench produce absent -n 1", "BRE"),
    "bench consume": ("bench consume absent -n 1", "BRE"),
    "bench e2e": ("bench e2e absent -n 1", "BRE"),
    "bench append": ("bench append /proc/nowhere -n 1 --size 8", "R"),
    "bench read": ("bench read /nowhere/at/all", "RE"),
    "wire check": ("wire check /nowhere/at/all", "E"),
    "wire decode": ("wire decode --file /nowhere/at/all", "RE"),
    "errcode": ("errcode absent", "RE"),
    "profile list": ("profile list", "R"),
    "completion": ("completion bash", ""),
    "version": ("version", "R"),
}


def calls(kind=""):
    return [(verb, shlex.split(call)) for verb, (call, kinds) in CALLS.items() if set(kind) <= set(kinds)]


def test_every_verb_is_tested_here(varve):
    listed = re.findall(r"^  ([a-z]+(?: [a-z0-9-]+)?)  +[A-Z]", varve.ok("--help").out, re.MULTILINE)
    assert listed == list(CALLS), listed


def test_help_fits_a_screen_and_begins_with_examples(varve):
    for words in [[], ["--help"], ["-h"], ["help"], ["topic", "--help"], ["help", "topic"], ["help", "bench"]]:
        result = varve.ok(*words)
        assert len(result.lines) < 60 and "Exit codes: 0 ok" in result.out, result
    for verb in CALLS:
        result = varve.ok(*verb.split(), "--help")
        assert result.lines[2] == "Examples" and result.lines[3].startswith(f"  varve {verb}"), result
        assert len(result.lines) < 60 and max(map(len, result.lines)) <= 120, result
        assert f"Usage: varve {verb} " in result.out, result
        for same in (["-h"], ["absent", "absent", "--help"]):
            assert varve.ok(*verb.split(), *same).out == result.out
        assert varve.ok("help", *verb.split()).out == result.out


def test_examples_of_the_help_can_be_typed(varve):
    for verb in CALLS:
        for line in varve.ok(*verb.split(), "--help").lines:
            if not line.startswith("  varve "):
                continue
            for part in re.split(r" \| ", line.strip()):
                words = shlex.split(re.split(r" [<>] ", part)[0])
                assert words[0] == "varve"
                # With --help at the end every option is read and nothing is done.
                varve.ok(*words[1:], "--help")


def test_wrong_words_are_usage_errors_with_the_next_step(varve):
    varve.fails(2, "topicc", says="did you mean 'topic'?")
    varve.fails(2, "zzzzz", says="see 'varve --help'")
    varve.fails(2, "help", "zzzzz", says="see 'varve --help'")
    varve.fails(2, "topic", says="needs a verb; one of list, create")
    varve.fails(2, "topic", "lst", says="did you mean 'topic list'?")
    varve.fails(2, "topic", "zzzzzz", "--broker", "x", says="one of list, create")
    for verb, words in calls():
        see = f"see 'varve {verb} --help'"
        varve.fails(2, *words, "--no-such-option", says=["unknown option --no-such-option", see])
        varve.fails(2, *words, "-J", says=["unknown option -J", see])
        varve.fails(2, *words, "--color", "sometimes", says=["--color takes auto, always or never", see])
        varve.fails(2, *words, "--color", says=["--color needs a value", see])
        varve.fails(2, *words, "--help=yes", says=["--help takes no value", see])
        usage = re.search(rf"^Usage: varve {verb} (.*)\[options\]$", varve.ok(*words, "--help").out, re.MULTILINE)[1]
        if re.search(r"(^| )[A-Z]", usage) and verb != "produce":
            varve.fails(2, *verb.split(), says=[" is missing", see])
        if "..." not in usage:
            varve.fails(2, *words, "one", "too", "many", says=["unexpected argument", see])


def test_reports_refuse_forms_and_columns_before_anything_is_done(varve):
    for verb, words in calls("R"):
        see = f"see 'varve {verb} --help'"
        varve.fails(2, *words, "-o", "xml", says=["--output takes one of table, wide, json", "'xml'", see])
        varve.fails(2, *words, "--columns", "nonsense", says="there is no column 'nonsense'")
        varve.fails(2, *words, "--sort", "-nonsense", says="there is no column 'nonsense'")
        varve.fails(2, *words, "-o", "template={nonsense}", says="there is no column 'nonsense'")


def test_the_form_of_a_report_can_be_asked_for(varve):
    for verb, words in calls("R"):
        # Without a broker, and without doing it.
        result = varve.ok(*words, "-o", "help", env={"VARVE_BROKER": "127.0.0.1:1"})
        schema = re.match(r"schema ([a-z0-9.-]+), version 1: (one object|a list of items)\n", result.out)
        assert schema and len(result.lines) > 1, result
        for line in result.lines[1:]:
            assert re.match(r"  [a-z][a-z0-9_]* +(text|number|bytes|ms|yes/no|list)( +.*)?$", line), line


def test_a_broker_that_is_not_there(varve):
    nobody = f"127.0.0.1:{free_port()}"
    for verb, words in calls("B"):
        result = varve.fails(3, *words, "--broker", nobody, seconds=10)
        assert f"{nobody}: connection refused" in result.err and "varve serve DIR" in result.err, result
    varve.fails(3, "topic", "list", env={"VARVE_BROKER": nobody}, says=nobody)
    varve.fails(3, "topic", "list", "-b", "no-such-host.invalid:9092", says="no-such-host.invalid:9092")
    varve.fails(3, "topic", "list", "-b", f"{nobody},127.0.0.1:{free_port()}", says="connection refused")
    for wrong in ("", "host:port", "127.0.0.1:0", "127.0.0.1:99999", ":9092", "a,,b"):
        varve.fails(2, "topic", "list", "--broker", wrong, says="HOST:PORT")


def test_one_reachable_broker_is_enough(varve, broker):
    varve.ok("topic", "list", "--broker", f"127.0.0.1:{free_port()},{broker.address}")


def test_what_is_not_there_is_5(varve):
    for verb, words in calls("E"):
        result = varve.fails(5, *words)
        assert "absent" in result.err or "/nowhere/at/all" in result.err, result
    varve.fails(5, "group", "describe", "absent", says="varve group list")
    varve.fails(5, "topic", "describe", "absent", says="varve topic list")
    varve.fails(5, "config", "get", "broker", "77")


def test_every_form_of_a_report_says_the_same(varve):
    varve.ok("topic", "create", "forms-a", "-p", "2")
    varve.ok("topic", "create", "forms-b", "-p", "1")
    varve.ok("produce", "forms-a", "-p", "1", stdin="x\ny\n")
    for words in (["topic", "describe", "forms-a", "forms-b"], ["offsets", "forms-a", "forms-b"],
                  ["topic", "list", "--columns", "topic,partitions,internal"], ["config", "get", "topic", "forms-a"],
                  ["config", "get", "broker", "1"], ["version"]):
        document = varve.ok(*words, "-o", "json").json
        assert document["version"] == 1 and re.fullmatch(r"[a-z.-]+", document["schema"]), document
        items = document.get("items", [{key: value for key, value in document.items() if key not in ("schema", "version")}])
        assert items, words
        lines = [json.loads(line) for line in varve.ok(*words, "-o", "jsonl").lines]
        assert lines == items, words
        names, cells = list(items[0]), [[cell(value) for value in item.values()] for item in items]
        read = list(csv.reader(io.StringIO(varve.ok(*words, "-o", "csv").out, newline="")))
        assert read == [names] + cells, (read, cells)
        tsv = [line.split("\t") for line in varve.ok(*words, "-o", "tsv").lines]
        assert tsv == [names] + [[escaped(part) for part in row] for row in cells], words
        assert varve.ok(*words, "-o", "tsv", "--no-headers").lines == varve.ok(*words, "-o", "tsv").lines[1:]
        assert varve.ok(*words, "-o", "wide").out == varve.ok(*words, "-o", "tsv").out  # on a pipe
        assert varve.ok(*words, "-o", "name").lines == [row[0] for row in cells]
        assert varve.ok(*words, "-o", "template={%s}:{%s}" % (names[0], names[-1])).lines == [
            f"{row[0]}:{row[-1]}" for row in cells]
        yaml = varve.ok(*words, "-o", "yaml").out
        scalars = re.findall(r"^ *(?:- )?([a-z_]+): (\S.*)$", yaml, re.MULTILINE)
        assert scalars[0] == ("schema", json.dumps(document["schema"])), yaml
        flat = [(key, json.dumps(value, ensure_ascii=False)) for item in items for key, value in item.items() if not isinstance(value, list) or not value]
        assert [(key, json.dumps(json.loads(value), ensure_ascii=False)) for key, value in scalars[2:]] == flat, (yaml, flat)
        sorted_up = varve.ok(*words, "-o", "jsonl", "--sort", names[0]).lines
        assert sorted(sorted_up) == sorted(json.dumps(item, separators=(",", ":"), ensure_ascii=False) for item in items)


def cell(value):
    """A value as csv and tsv have it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(cell(part) for part in value)
    return str(value)


def escaped(text):
    return json.dumps(text, ensure_ascii=False)[1:-1] if any(ord(letter) < 32 for letter in text) else text


def test_templates(varve):
    varve.ok("topic", "create", "templates", "-p", "3")
    words = ["offsets", "templates", "-p", "0", "-o"]
    assert varve.ok(*words, r"template='{topic}'\t{partition}\\{{x}}").out == "'templates'\t0\\{x}\n"
    assert varve.ok(*words, "template=fixed").out == "fixed\n"
    for wrong, what in (("template=", "empty"), ("template", "template='"), ("template={topic", "not closed"), (r"template=\q", "'\\q'")):
        varve.fails(2, *words, wrong, says=[what, "see 'varve offsets --help'"])


def test_a_reader_that_goes_away_is_success(varve):
    varve.ok("topic", "create", "closed", "-p", "64")
    varve.ok("produce", "closed", stdin="0123456789" * 10 + "\n" + "line\n" * 60000)
    commands = ["topic describe closed", "offsets closed", "config get broker 1", "consume closed -e", "tail closed -n 50000 -e",
                "consume closed", "config get broker 1 -o json", "--help", "topic list"]
    for command in commands:
        for reader in ("head -n 1", "true"):
            shell = f"set -o pipefail; {shlex.quote(varve.program)} {command} | {reader} >/dev/null"
            done = subprocess.run(["bash", "-c", shell], env=varve.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=30)
            assert (done.returncode, done.stderr) == (0, b""), Result([shell], done.returncode, done.stdout, done.stderr)


def test_an_output_that_cannot_be_written_is_failure(varve):
    if not os.path.exists("/dev/full"):
        return
    with open("/dev/full", "wb") as full:
        process = varve.start("topic", "list", stdout=full)
        assert process.communicate(timeout=10)[1] == b"varve: cannot write to standard output: No space left on device\n"
        assert process.returncode == 1


def test_colours_are_for_terminals_or_on_demand(varve):
    varve.ok("topic", "create", "colours")
    bold = "\x1b[1m"
    assert bold not in varve.ok("topic", "list").out
    for words, env, wanted in (([], {}, True), ([], {"NO_COLOR": "1"}, False), (["--color", "never"], {}, False),
                               (["--color", "always"], {"NO_COLOR": "1"}, True), ([], {"TERM": "dumb"}, False),
                               ([], {"CLICOLOR_FORCE": "1", "TERM": "dumb"}, True)):
        code, shown = varve.on_terminal("topic", "list", *words, env=env)
        assert code == 0 and (bold in shown) == wanted, (words, env, shown)
    assert bold not in varve.ok("topic", "list", env={"CLICOLOR_FORCE": "0"}).out
