"""Conditions that no request makes hold; that the proof is sound is tried in tests/property."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lightmeter.audit.domain import never
from lightmeter.language.typed import Node
from lightmeter.packs.load import Shelf
from lightmeter.packs.program import Program
from tests.unit.conftest import PackText, Put

FIELDS = """
[fields.prompt]
type = "string"
required = true
[fields.n]
type = "integer"
minimum = 1
maximum = 9
default = 1
[fields.seed]
type = "integer"
[fields.tier]
type = "string"
enum = ["1K", "2K"]
[fields.count]
type = "integer"
enum = [5, 10]
[fields.audio]
type = "boolean"
[fields.gone]
type = "boolean"
unsupported = "no"
[fields.urls]
type = "array"
minItems = 1
maxItems = 4
[fields.many]
type = "array"
[fields.scale]
type = "number"
[fields.size]
type = "string"
enum = ["auto"]
template = "{w:int:3-4}x{h:int:3-4}"
[fields.frame]
type = ["string", "object"]
template = "{w:int:3-4}x{h:int:3-4}"
properties.w = { type = "integer", required = true, maximum = 9000 }
properties.h = { type = "integer", required = true, minimum = 100 }
[fields.deep]
type = "object"
properties.a = { type = "integer", minimum = 0, maximum = 3 }
properties.b = { type = "string", enum = ["x", "y"], required = true }
[fields.either]
type = ["array", "integer"]
enum = [3]
minItems = 3
maxItems = 3
[fields.form]
type = ["string", "integer"]
minimum = 0
maximum = 3
"""
SUM = "n + len(urls) + len(many)"

Proven: TypeAlias = Callable[..., bool]


@pytest.fixture
def is_never(put: Put, pack_text: PackText, tmp_path: Path) -> Proven:
    """Whether a condition is proven never to hold."""

    def run(text: str, body: str = FIELDS) -> bool:
        rule = f"[rules.a]\nwhen = '{text}'\nmessage = 'm'\n"
        put("acme/video", pack_text(body + rule))
        program: Program = Shelf([tmp_path]).program("acme/video", "video")
        condition: Node | None = program.rules[0].when
        assert condition is not None
        return never(program, condition)

    return run


@pytest.mark.parametrize(
    "condition",
    (
        "false",
        "n > 9",
        "n < 1",
        "n > 4 and n < 5",
        "n in [10, 11]",
        'has(tier) and tier == "1K" and tier == "2K"',
        'has(tier) and tier not in ["1K", "2K"]',
        "has(count) and count == 7",
        "has(count) and count > 5 and count < 10",
        "has(gone)",
        "not has(prompt)",
        "has(audio) and audio and not audio",
        "len(urls) > 4",
        "has(urls) and len(urls) == 0",
        "not has(many) and len(many) > 0",
        "has(size.w) and size.w > 9999",
        "has(size.w) and not has(size.h)",
        "has(size.w) and not has(size)",
        'has(size.w) and size == "auto"',
        'has(size) and size == "auto" and size in ["auto"] and has(size.h)',
        "has(frame.w) and frame.w > 9000",
        "has(frame.h) and frame.h < 100",
        "has(deep.a) and deep.a > 3",
        "has(deep.a) and not has(deep)",
        "has(deep) and not has(deep.b)",
        'has(deep.b) and deep.b == "x" and deep.b == "y"',
        "n > 5 and has(tier) and n < 4",
        f"{SUM} < 1",
        "not (n >= 1)",
        "n < 5 and n + 1 > 5",
        "n == 3 and n * n != 9",
        "n == 3 and n % 2 == 0",
        "n == 9 and n // 2 < 4",
        "n > 8 and min(n, 3) < 3",
        "n == 7 and round_to(n, 4) != 8",
    ),
)  # fmt: skip
def test_what_no_request_makes_hold(is_never: Proven, condition: str) -> None:
    assert is_never(condition)


@pytest.mark.parametrize(
    "condition",
    (
        "true",
        "n > 8",
        "n in [9, 10]",
        'has(tier) and tier == "1K"',
        "has(count) and count == 10",
        "not has(gone)",
        "has(seed) and seed > 9007199254740",
        "has(seed) and seed < 0",
        "len(urls) == 4",
        "len(urls) == 0",
        "len(many) > 1000",
        "has(size.w) and size.w > 9998",
        'has(size) and size == "auto"',
        "has(size) and not has(size.w)",
        # An object counts no digits and has no bound but its own.
        "has(frame.w) and frame.w < 0",
        "has(frame.h) and frame.h > 99999",
        "has(deep.a) and deep.a == 3",
        "has(deep) and not has(deep.a)",
        'has(deep.b) and deep.b == "y"',
        "has(scale) and scale > 0.5",
        'has(form) and form == "x"',
        "has(form) and form != 2",
        'has(frame) and frame != "100x100"',
        # A list of three items is not 3.
        "has(either) and not (either == 3)",
        "has(either) and either not in [3]",
        f"{SUM} == 14",
        "n == 9 and n // 2 == 4",
    ),
)  # fmt: skip
def test_what_some_request_makes_hold(is_never: Proven, condition: str) -> None:
    assert not is_never(condition)


def test_what_takes_too_many_parts_is_left_open(is_never: Proven) -> None:
    """Nothing is said, rather than said late."""
    names = "abcdefghij"
    fields = "".join(f'[fields.{it}]\ntype = "integer"\n' for it in names)
    known = " and ".join(f"has({it})" for it in names)
    apart = " and ".join(f"{it} in [1, 3, 5, 7, 9]" for it in names)

    assert is_never("has(a) and a > 3 and a < 2", fields)
    assert not is_never(f"{known} and {apart} and a > 3 and a < 2", fields)


def test_parts_that_multiply_within_one_member_are_left_open(is_never: Proven) -> None:
    names = "abcdefgh"
    template = ":".join(f"{{{it}:int}}" for it in names)
    field = f'[fields.t]\ntype = "string"\ntemplate = "{template}"\n'
    least = ", ".join(f"t.{it}" for it in names)

    apart = f"min({least}) > 5 and max({least}) < 900 and max({least}) != 70"
    assert not is_never(f"has(t.a) and {apart} and t.a < 5", field)
