from decimal import Decimal
from typing import Any

import pytest

from lightmeter.document.source import Format
from lightmeter.fix.values import spell_key, spell_value


@pytest.mark.parametrize(
    ("value", "form", "before", "text"),
    (
        ("2K", "toml", '"4K"', '"2K"'),
        ("2K", "toml", "'4K'", "'2K'"),
        ("it's", "toml", "'4K'", '"it\'s"'),
        ("a\nb", "toml", "'4K'", '"a\\nb"'),
        ('say "x"', "toml", '"4K"', '"say \\"x\\""'),
        ('say "x"', "toml", "5", "'say \"x\"'"),
        ("2K", "toml", '"""\n4K"""', '"2K"'),
        ("2K", "toml", "'''4K'''", "'2K'"),
        ("2K", "toml", "4", '"2K"'),
        (5, "toml", "5.0", "5"),
        (Decimal(5), "toml", "5", "5.0"),
        (True, "toml", "1", "true"),
        ({"a b": [1, "x"]}, "toml", "", '{ "a b" = [1, "x"] }'),
        ('犬"\u2028\n', "json", '"x"', '"犬\\"\\u2028\\n"'),
        (5, "json", "5.0", "5"),
        (Decimal("5.10"), "json", "", "5.10"),
        (Decimal(5), "json", "", "5.0"),
        (Decimal("1E+3"), "json", "", "1E+3"),
        (None, "jsonl", "", "null"),
        (False, "jsonl", "", "false"),
        ({"a": [1, {"b": "x"}]}, "jsonl", "", '{"a": [1, {"b": "x"}]}'),
    ),
)
def test_a_value_is_written_as_its_text_would(
    value: Any, form: Format, before: str, text: str
) -> None:
    assert spell_value(value, form, before) == text


@pytest.mark.parametrize(
    ("path", "form", "before", "text"),
    (
        (["size"], "toml", "sise", "size"),
        (["size"], "toml", '"sise"', '"size"'),
        (["size"], "toml", "'sise'", "'size'"),
        (["a b"], "toml", "ab", '"a b"'),
        (["input", "a.b"], "toml", "", 'input."a.b"'),
        (['a"b'], "json", '"x"', '"a\\"b"'),
    ),
)
def test_a_key_keeps_its_quotes(path: list[str], form: Format, before: str, text: str) -> None:
    assert spell_key(path, form, before) == text
