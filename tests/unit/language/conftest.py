"""A scope like that of an image model, and ways to check texts against it."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

import pytest

from lightmeter.language.check import check
from lightmeter.language.errors import ExpressionError
from lightmeter.language.facts import facts_if_true
from lightmeter.language.parse import parse
from lightmeter.language.scope import (
    Case,
    Declaration,
    FieldDeclaration,
    LetDeclaration,
    Scope,
    TableDeclaration,
)
from lightmeter.language.tree import Path
from lightmeter.language.typed import Typed
from lightmeter.language.types import (
    ArrayType,
    BooleanType,
    IntegerType,
    NumberType,
    ObjectType,
    StringType,
    TableType,
    Type,
    UnionType,
)

Checked: TypeAlias = Callable[..., Typed]
Mistake: TypeAlias = Callable[..., tuple[str, str, str]]

_SIZES = frozenset({"auto", "1:1", "16:9"})


def field(
    name: str, type_: Type, *, certain: bool = False, group: str | None = None
) -> FieldDeclaration:
    return FieldDeclaration(tuple(name.split(".")), type_, certain, group)


def let(name: str, *cases: tuple[str | None, str]) -> LetDeclaration:
    return LetDeclaration(
        name,
        tuple(Case(None if when is None else parse(when), parse(then)) for when, then in cases),
    )


@pytest.fixture
def scope() -> Scope:
    fields = (
        field("quality", StringType(frozenset({"low", "medium", "high"})), certain=True),
        field("resolution", StringType(frozenset({"1K", "2K", "4K"}))),
        field("size", StringType(_SIZES, re.compile(r"[0-9]{1,6}x[0-9]{1,6}")), certain=True),
        field("size.width", IntegerType(1, 999_999), group="size"),
        field("size.height", IntegerType(1, 999_999), group="size"),
        field("frame", UnionType((StringType(_SIZES), ObjectType())), certain=True),
        field("n", IntegerType(1, 15), certain=True),
        field("m", IntegerType(1, 15), certain=True),
        field("seed", IntegerType(1, None)),
        field("prompt", StringType()),
        field("name", StringType(), certain=True),
        field("scale", NumberType(), certain=True),
        field("audio", BooleanType(), certain=True),
        field("image_urls", ArrayType(14)),
        field("options", ObjectType()),
        field("options.count", IntegerType(1, 15)),
        field("flag", UnionType((BooleanType(), IntegerType(0, 5))), certain=True),
    )
    lets = (
        let("custom", (None, "has(size.width)")),
        let("width", (None, "size.width")),
        let("height", (None, "size.height")),
        let("longest", (None, "max(width, height)")),
        let("images", (None, "image_urls")),
        let("tier", ("not has(resolution)", '"1K"'), (None, "resolution")),
        let("left", (None, "right + 1")),
        let("right", (None, "left + 1")),
        let("pair", (None, "n + n")),
        let("wrong", (None, "n + quality")),
    )
    tables = (
        TableDeclaration(
            "credits",
            TableType(
                {
                    "low": TableType({"1K": 2, "2K": 4, "4K": 8}),
                    "medium": TableType({"1K": 3, "2K": 6, "4K": 12}),
                    "high": TableType({"1K": 12, "2K": 24, "4K": 48}),
                }
            ),
        ),
        TableDeclaration("short", TableType({"low": 1, "high": 2})),
        TableDeclaration("long", TableType({"low": 1, "medium": 2, "high": 3, "ultra": 4})),
        TableDeclaration("rates", TableType({"1K": Decimal("0.1"), "2K": 2, "4K": Decimal(3)})),
        TableDeclaration("texts", TableType({"1K": "small", "2K": "large", "4K": "large"})),
        TableDeclaration("mixed", TableType({"1K": "small", "2K": 2, "4K": 4})),
    )
    named: dict[Path, Declaration] = {(it.name,): it for it in (*lets, *tables)}
    return {**{it.path: it for it in fields}, **named}


@pytest.fixture
def checked(scope: Scope) -> Checked:
    """Check a text, where `given` holds."""

    def run(text: str, given: str = "true") -> Typed:
        facts = facts_if_true(check(parse(given), scope))
        return check(parse(text), scope, facts=facts)

    return run


@pytest.fixture
def mistake(scope: Scope) -> Mistake:
    """Check a text that cannot be proven: what is marked, why, and what was meant."""

    def run(text: str, given: str = "true") -> tuple[str, str, str]:
        facts = facts_if_true(check(parse(given), scope))
        with pytest.raises(ExpressionError) as caught:
            check(parse(text), scope, facts=facts)
        error = caught.value
        return text[error.start : error.end], error.message, error.suggestion

    return run
