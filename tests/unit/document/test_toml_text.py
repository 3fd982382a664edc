import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import tomli

from lightmeter.document.toml_text import write_key, write_toml


@pytest.mark.parametrize(
    ("value", "text"),
    (
        ("1K", '"1K"'),
        ('size == "auto"', "'size == \"auto\"'"),
        ('it\'s "so"', '"it\'s \\"so\\""'),
        ("a\nb\t\x00\u202e", '"a\\nb\\t\\u0000\\u202E"'),
        (True, "true"),
        (-3, "-3"),
        (Decimal("5.0"), "5.0"),
        (Decimal(5), "5.0"),
        (Decimal("1E+3"), "1e+3"),
        (Decimal("-Infinity"), "-inf"),
        (Decimal("NaN"), "nan"),
        (dt.date(2026, 1, 2), "2026-01-02"),
        ([], "[]"),
        (["a", 1], '["a", 1]'),
        ({}, "{}"),
        ({"a": 1, "b.c": {"d": []}}, '{ a = 1, "b.c" = { d = [] } }'),
    ),
)
def test_a_value_is_written_on_one_line(value: Any, text: str) -> None:
    assert write_toml(value) == text


def test_a_key_is_quoted_where_it_must_be() -> None:
    assert write_key(["models", "seedream-5.0", "", "ä"]) == 'models."seedream-5.0".""."ä"'
    assert tomli.loads(f"{write_key(['a b', '#', chr(34)])} = 1") == {"a b": {"#": {'"': 1}}}
