import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lightmeter.report.json_text import write_json


@pytest.mark.parametrize(
    ("value", "written"),
    (
        (Decimal("0.10"), "0.10"),
        (Decimal("1E+400"), "1E+400"),
        (Decimal("NaN"), '"NaN"'),
        (float("inf"), '"Infinity"'),
        (0.1, "0.1"),
        (True, "true"),
        (None, "null"),
        (dt.date(2026, 1, 2), '"2026-01-02"'),
        (dt.datetime(2026, 1, 2, 3, 4, tzinfo=dt.UTC), '"2026-01-02T03:04:00+00:00"'),
        (dt.time(3, 4), '"03:04:00"'),
        (b"a\xff", '"a\ufffd"'),
        ("\ud800猫\n", '"\\ud800猫\\n"'),
        ({1: 2, None: 3, False: 4, Decimal("0.5"): 5}, '{"1": 2, "null": 3, "false": 4, "0.5": 5}'),
        ({dt.date(2026, 1, 2): ()}, '{"2026-01-02": []}'),
        (object, "\"<class 'object'>\""),
        ([{}, [], ()], "[{}, [], []]"),
    ),
)
def test_everything_becomes_json(value: Any, written: str) -> None:
    """Nothing that a request may hold crashes the writer, and numbers stay exact."""
    assert write_json(value) == written
    json.loads(written)


def test_huge_integer() -> None:
    """An integer that Python refuses to spell is written with all its digits."""
    assert write_json(10**5000) == "1" + "0" * 5000


def test_indentation() -> None:
    """Indented text is what the standard library writes."""
    value = {"a": [1, {"b": []}], "c": {}}

    assert write_json(value, indent=2) == json.dumps(value, indent=2)


def test_what_fits_into_a_line_stands_on_one() -> None:
    """The key before it and the comma behind it count."""
    value = {"a": [1, 2, {"b": 3}], "long": ["x" * 10, "y" * 10], "c": {}}

    assert write_json(value, indent=2, width=30) == (
        "{\n"
        '  "a": [1, 2, {"b": 3}],\n'
        '  "long": [\n'
        '    "xxxxxxxxxx",\n'
        '    "yyyyyyyyyy"\n'
        "  ],\n"
        '  "c": {}\n'
        "}"
    )
    assert write_json([1, 2], indent=2, width=30) == "[1, 2]"


@pytest.mark.parametrize("width", (22, 23, 24))
def test_no_line_is_longer_than_the_width_if_it_can_be_broken(width: int) -> None:
    text = write_json({"key": ["aaaa", "bbbb"], "more": []}, indent=2, width=width)

    assert max(map(len, text.splitlines())) <= width


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(_JSON, st.sampled_from([None, 0, 2]), st.sampled_from([0, 20, 100]))
def test_reads_back(value: Any, indent: int | None, width: int) -> None:
    """What is written reads back as what it was."""
    assert json.loads(write_json(value, indent=indent, width=width)) == value


def test_what_a_terminal_acts_on_is_escaped() -> None:
    """JSON allows it, but whoever reads the output of a command should not meet it."""
    text = "\x1b\x7f\x9b\u202e\u2066\u061c\u2028\u2029\ud800"
    written = write_json({text: text})

    assert written.isprintable()
    assert json.loads(written) == {text: text}
