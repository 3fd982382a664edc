"""Statements of TOML come and go with their lines."""

import pytest

from lightmeter.diagnostic import Change
from tests.unit.fix.conftest import Edited


@pytest.mark.parametrize(
    ("before", "pointer", "after"),
    (
        ("a = 1\nb = 2\nc = 3\n", ("b",), "a = 1\nc = 3\n"),
        ("a = 1\r\nb = 2\r\nc = 3\r\n", ("b",), "a = 1\r\nc = 3\r\n"),
        ("a = 1\n\t b = 2", ("b",), "a = 1\n"),
        ('a = 1\nb = """\n# no comment\n"""\nc = 3', ("b",), "a = 1\nc = 3"),
        ("a = 1\nb = [\n  1,\n  2,\n]\nc = 3", ("b",), "a = 1\nc = 3"),
        ("a . b = 1\na.'c' = 2\n", ("a", "b"), "a.'c' = 2\n"),
        ("[t]\na = 1\n[u]\n", ("t", "a"), "[t]\n[u]\n"),
        ("[[t]]\na = 1\n[[t]]\na = 2\nb = 3\n", ("t", 1, "a"), "[[t]]\na = 1\n[[t]]\nb = 3\n"),
        # A whole table, wherever its parts stand.
        ("[t]\na = 1\n\n[t.u]\nb = 2\n[v]\n", ("t",), "\n[v]\n"),
        ("t.a = 1\nx = 2\nt.b.c = 3\n", ("t",), "x = 2\n"),
        ("x = 1\n[[t]]\na = 1\n[[t]]\n", ("t",), "x = 1\n"),
        # Without the last of its pairs a table of dotted keys would not be there.
        ("t.a = 1\n", ("t", "a"), None),
        ("[[t]]\na = 1\n", ("t", 0), None),
    ),
)
def test_a_statement_goes_with_its_lines(
    edited: Edited, before: str, pointer: tuple[str | int, ...], after: str | None
) -> None:
    assert edited(before, Change(pointer, "remove")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    (
        ("a = 1\n  b = 2 # why\nc = 3\n", "a = 1\n  # why\nc = 3\n"),
        ("# above\nb = 2\n# below\n", "# above\n# below\n"),
        # What silences a rule would silence it in the next statement.
        ("a = 1\nb = 2 # lightmeter: ignore[enum] -- why\nc = 3\n", "a = 1\nc = 3\n"),
        ("a = 1\n# lightmeter: ignore[enum]\n# why\n\nb = 2\nc = 3\n", "a = 1\n# why\n\nc = 3\n"),
        (
            "# lightmeter: ignore[x]\na = 1 # lightmeter: ignore[y]\nb = 2\n",
            "# lightmeter: ignore[x]\na = 1 # lightmeter: ignore[y]\n",
        ),
        ("# lightmeter: ignore-file[enum]\nb = 2\n", "# lightmeter: ignore-file[enum]\n"),
    ),
)
def test_comments_stay_but_those_that_silence_the_statement(
    edited: Edited, before: str, after: str
) -> None:
    assert edited(before, Change(("b",), "remove")) == after


def test_a_safe_fix_keeps_the_comments_within_a_value(edited: Edited) -> None:
    text = "a = [ # one\n  1,\n]\n"

    assert edited(text, Change(("a",), "remove"), safe=True) is None
    assert edited(text, Change(("a",), "set", 1), safe=True) is None
    assert edited(text, Change(("a",), "remove")) == ""
    assert edited(text, Change(("a",), "set", 1)) == "a = 1\n"


@pytest.mark.parametrize(
    ("before", "pointer", "after"),
    (
        ("a = 1\n", ("x",), "a = 1\nx = 2\n"),
        ("a = 1", ("x",), "a = 1\nx = 2"),
        ("a = 1\r\nb = 1", ("x",), "a = 1\r\nb = 1\r\nx = 2"),
        ("a = 1 # a\n\n[t]\n", ("x",), "a = 1 # a\nx = 2\n\n[t]\n"),
        ("a = [\n  1,\n] # a\n", ("x",), "a = [\n  1,\n] # a\nx = 2\n"),
        ("[t]\n  a=1\n[u]\n", ("t", "x"), "[t]\n  a=1\n  x=2\n[u]\n"),
        ("  [t] # t\n[u]\n", ("t", "x"), "  [t] # t\n  x = 2\n[u]\n"),
        ("[t]\n# why\na = 1\n# end\n", ("t", "x"), "[t]\n# why\na = 1\nx = 2\n# end\n"),
        ("[[t]]\na = 1\n[[t]]\nb = 2\n", ("t", 0, "x"), "[[t]]\na = 1\nx = 2\n[[t]]\nb = 2\n"),
        ("[[t]]\n[t.u]\na = 1\n", ("t", 0, "u", "x"), "[[t]]\n[t.u]\na = 1\nx = 2\n"),
        ("[[t]]\n[t.u]\na = 1\n", ("t", 0, "x"), "[[t]]\nx = 2\n[t.u]\na = 1\n"),
        ("t.a = 1\nb = 2\n", ("t", "x"), "t.a = 1\nt.x = 2\nb = 2\n"),
        ("[s]\nt.'a b'.c = 1\n", ("s", "t", "a b", "x"), "[s]\nt.'a b'.c = 1\nt.\"a b\".x = 2\n"),
        ("[t]\na = 1\n", ("t", "x", "y z"), '[t]\na = 1\nx = { "y z" = 2 }\n'),
        ("", ("x",), "x = 2\n"),
        ("\n[t]\n", ("x",), "\nx = 2\n[t]\n"),
        ("[t.u]\na = 1\n", ("t", "x"), None),
        ("# about it all\n[t]\n", ("x",), None),
        ("t = 1\n", ("t", "x"), None),
    ),
)
def test_a_new_pair_stands_behind_the_last_one_of_its_table(
    edited: Edited, before: str, pointer: tuple[str | int, ...], after: str | None
) -> None:
    assert edited(before, Change(pointer, "set", 2)) == after


@pytest.mark.parametrize(
    ("before", "name", "after"),
    (
        ("prompt  = 1\nquality = 2\n", "n", "prompt  = 1\nquality = 2\nn       = 2\n"),
        ("prompt  = 1\nquality = 2\n", "resolution", "prompt  = 1\nquality = 2\nresolution = 2\n"),
        ("n       = 1\nquality = 2\n", "size", "n       = 1\nquality = 2\nsize    = 2\n"),
        ("a\t=\t1\n", "n", "a\t=\t1\nn\t=\t2\n"),
    ),
)
def test_equals_signs_stay_below_one_another(
    edited: Edited, before: str, name: str, after: str
) -> None:
    assert edited(before, Change((name,), "set", 2)) == after


def test_several_new_pairs_come_in_order(edited: Edited) -> None:
    changes = (
        Change(("t", "x"), "set", 1),
        Change(("t", "o", "p"), "set", 2),
        Change(("t", "o", "q"), "set", 3),
        Change(("t", "y"), "set", 4),
    )

    assert edited("[t]\na = 0\n", *changes) == "[t]\na = 0\nx = 1\no = { p = 2, q = 3 }\ny = 4\n"
