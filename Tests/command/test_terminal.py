"""Tables, questions and progress on a terminal."""
import re


def test_tables_are_padded_for_people(varve):
    varve.ok("topic", "create", "terminal-wide-name", "-p", "2")
    code, shown = varve.on_terminal("offsets", "terminal-wide-name", "--color", "never")
    assert code == 0
    assert shown == ("TOPIC               PARTITION  START  END  RECORDS\n"
                     "terminal-wide-name          0      0    0        0\n"
                     "terminal-wide-name          1      0    0        0\n"), shown
    assert varve.on_terminal("offsets", "terminal-wide-name", "--no-headers", "-p", "1", "-o", "tsv")[1] == (
        "terminal-wide-name\t1\t0\t0\t0\n")


def test_a_narrow_terminal_cuts_and_does_not_wrap(varve):
    varve.ok("topic", "create", "narrow")
    for columns, env in ((40, {}), (120, {"COLUMNS": "40"}), (0, {"COLUMNS": "40"})):
        code, shown = varve.on_terminal("topic", "describe", "narrow", "-o", "wide", "--color", "never", columns=columns, env=env)
        lines = shown.splitlines()
        assert code == 0 and len(lines) == 2 and all(len(line) == 40 and line.endswith("…") for line in lines), shown
    code, shown = varve.on_terminal("topic", "describe", "narrow", "-o", "wide", columns=0)
    assert code == 0 and "…" not in shown
    # What is not a table is data and stays whole.
    code, shown = varve.on_terminal("topic", "describe", "narrow", "-o", "json", columns=40)
    assert code == 0 and "…" not in shown and '"topic":"narrow"' in shown


def test_what_destroys_asks_on_a_terminal(varve):
    varve.ok("topic", "create", "asked", "-p", "2")
    varve.ok("produce", "asked", stdin="a\nb\nc\n")
    varve.fails(2, "topic", "delete", "asked", says=["topic asked goes with 2 partitions and 3 records", "confirm with --yes"])
    for answer in ("n", "", "yess"):
        code, shown = varve.on_terminal("topic", "delete", "asked", answer=answer)
        assert code == 1 and "3 records" in shown and "varve: nothing was changed" in shown, shown
    assert varve.ok("offsets", "asked", "-o", "name").lines == ["asked"] * 2
    code, shown = varve.on_terminal("topic", "delete", "asked", answer="y", columns=40)
    assert code == 0 and shown.endswith("asked\n"), shown
    varve.fails(5, "topic", "describe", "asked")


def test_no_escape_sequences_of_records_names_reach_a_table(varve, scratch):
    code, shown = varve.on_terminal("wire", "decode", "0003000900000001000461 1b5b6d".replace(" ", ""), "--color", "never")
    assert "\x1b" not in shown, shown


def test_progress_is_for_terminals(varve):
    varve.ok("topic", "create", "progress")
    code, shown = varve.on_terminal("bench", "produce", "progress", "-n", "1000")
    assert code == 0 and re.search(r"^produce +1000 +0 ", shown, re.MULTILINE), shown
